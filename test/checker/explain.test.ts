import { describe, expect, it } from "vitest";
import { type CheckOptions, type CheckResult, check, type Explanation } from "../../src/checker/index.ts";
import { modelOf } from "../models/tla/spec.ts";

/**
 * Whoever is at work hands over to anybody, and `seen` keeps who has worked. By `count` there are 2, 4, 6, 6 … states:
 * one of two is at work, and `seen` is a set of those before; after one step it has one element, later one or two.
 */
const SHOP = `
CONSTANTS Clerks, Max
VARIABLES seen, at, count
vars == <<seen, at, count>>
Init == seen = {} /\\ at \\in Clerks /\\ count = 0
Move(c) == /\\ count < Max
           /\\ at' = c
           /\\ count' = count + 1
           /\\ seen' = seen \\union {at}
Rest == count = Max /\\ UNCHANGED vars
Next == Rest \\/ \\E c \\in Clerks : Move(c)
Spec == Init /\\ [][Next]_vars /\\ WF_vars(\\E c \\in Clerks : Move(c))
Known == seen \\subseteq Clerks
Counted == count <= Max /\\ at \\in Clerks
Early == count < 2
Ends == <>(count = Max)
`;
const CFG = "INIT Init\nNEXT Next\nCONSTANTS Clerks = {a, b}\nINVARIANT Counted\n";

type Way = Parameters<typeof modelOf>[3];

async function explained(
  body: string,
  cfg: string,
  { way = {}, options = {} }: { way?: Way; options?: CheckOptions } = {},
): Promise<{ result: CheckResult; explanation: Explanation }> {
  const result = await check(modelOf(body, cfg, {}, way), { explain: true, ...options });
  const { explanation } = result;
  if (explanation == null) throw new Error("nothing is explained");
  return { result, explanation };
}

const shop = (cfg: string, more: Parameters<typeof explained>[2] = {}) => explained(SHOP, `${CFG}${cfg}`, more);

describe("explanation of a run", () => {
  const ways: readonly [string, Way, by: string][] = [
    ["the interpreter", { engine: "interpreter" }, "interpreter"],
    ["direct code", { engine: "interpreter", direct: { volatile: [] } }, "values"],
    ["code on packed rows", { engine: "compiled" }, "rows"],
    ["the default", { engine: "automatic" }, "interpreter"],
  ];
  it.each(ways)("is the same for %s, and says who it was", async (_name, way, by) => {
    const { result, explanation } = await shop("CONSTANT Max = 3\n", { way });
    expect(result.states.distinct).toBe(18);
    const { counted, variables, growth, remedies, evaluation } = explanation;
    expect(counted).toBe(18);
    // By hand: without count each of 2 clerks with each of 4 sets; without seen 2 clerks and 4 counts; without at 1 + 2 + 3 + 3.
    // Of the 18 states 4 have both clerks in seen: two parts, elsewhere one.
    expect(variables).toEqual([
      { name: "seen", values: 4, without: 8, meanParts: 22 / 18, mostParts: 2 },
      { name: "count", values: 4, without: 8, meanParts: 1, mostParts: 1 },
      { name: "at", values: 2, without: 9, meanParts: 1, mostParts: 1 },
    ]);
    expect(growth).toEqual([]);
    expect(remedies.view).toEqual({ name: "View", hidden: ["seen"], shown: ["at", "count"], states: 8 });
    // The exchange of a and b moves `at`, so that each class has two states.
    expect(remedies.symmetries).toEqual([
      {
        name: "Symmetry",
        constants: ["Clerks"],
        permutations: 2,
        of: 18,
        classes: 9,
        tried: 18,
        differs: false,
      },
    ]);
    expect([remedies.untried, remedies.against]).toEqual([[], null]);
    expect(evaluation.by).toBe(by);
    expect(evaluation.packed === null).toBe(by !== "rows");
  });

  it("shares out time, steps and new states by action, and what is asked besides", async () => {
    const { explanation } = await shop("CONSTANT Max = 3\n");
    const { time } = explanation;
    expect(time?.sampled).toBe(18);
    expect(time?.divided).toBe(true);
    const actions = new Map(time?.actions.map((action) => [action.name, action]));
    // 24 steps lead on, to 16 new states; 6 rest.
    expect(actions.get("Move")).toMatchObject({ steps: 24 / 30, fresh: 16 / 24 });
    expect(actions.get("Rest")).toMatchObject({ steps: 6 / 30, fresh: 0 });
    expect(time?.asked.map(({ kind, name }) => [kind, name])).toEqual([["property", "Counted"]]);
    const shares = [...actions.values()].map((action) => action.time).concat(time?.choosing ?? 0);
    const all = shares.concat(time?.asked.map((asked) => asked.time) ?? []).reduce((sum, share) => sum + share, 0);
    expect(all).toBeLessThanOrEqual(1.0001);
    for (const { time: share, vain } of actions.values()) {
      expect(share).toBeGreaterThan(0);
      expect(vain).toBeGreaterThan(0);
      expect(vain).toBeLessThan(1);
    }
  });

  it("says where Next cannot be taken apart", async () => {
    const body = "VARIABLE x\nInit == x = 0\nNext == x' = 1 - x\n";
    const { explanation } = await explained(body, "INIT Init\nNEXT Next\n");
    expect(explanation.time?.divided).toBe(false);
    expect(explanation.remedies).toMatchObject({ view: null, symmetries: [], untried: [], against: null });
  });

  it("does not time what asks for the run", async () => {
    const body = 'VARIABLE x\nInit == x = 0\nNext == x\' = (x + 1) % 3\nSoon == TLCGet("level") < 9\n';
    const { explanation } = await explained(body, "INIT Init\nNEXT Next\nCONSTRAINT Soon\n");
    expect(explanation.time).toMatchObject({ sampled: 3, untimed: ["Soon"], asked: [] });
  });

  it("names what still grows where the search saw no end", async () => {
    const { result, explanation } = await shop("CONSTANT Max = 100\n", { options: { maxDepth: 8 } });
    expect([result.stopped, result.states.distinct]).toEqual(["max-depth", 42]);
    const steps = Array.from({ length: 8 }, (_, i) => ({ level: i + 1, size: i }));
    // Of counts up to 3 there are 2 + 4 + 6 + 6 states.
    expect(explanation.growth).toEqual([{ variable: "count", kind: "integer", steps, levels: 8, bound: 3, kept: 18 }]);
  });

  it("names nothing that grows where all states were seen", async () => {
    const { result, explanation } = await shop("CONSTANT Max = 12\n");
    expect([result.stopped, explanation.growth]).toEqual([null, []]);
  });

  it.each<[string, string, CheckOptions, CheckResult["stopped"]]>([
    ["a budget", "", { maxStates: 10 }, "max-states"],
    ["a violation", "INVARIANT Early\n", { failFast: true }, "fail-fast"],
    ["an interruption", "", { signal: AbortSignal.abort() }, "interrupted"],
    ["depth-first order", "", { order: "depth", maxDepth: 9 }, null],
  ])("is of the states found where the run ends by %s", async (_name, cfg, options, stopped) => {
    const model = modelOf(SHOP, `${CFG}CONSTANT Max = 3\n${cfg}`, {}, { engine: "compiled" });
    const result = await check(model, { explain: true, ...options });
    expect(result.stopped).toBe(stopped);
    const { distinct } = result.states;
    if (distinct === 0) expect(result.explanation).toBe(null);
    else expect(result.explanation?.counted).toBe(distinct);
  });

  it("is of the states found where an evaluation fails", async () => {
    const body = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1 /\\ Head(IF x < 2 THEN <<1>> ELSE <<>>) = 1\n";
    const { result, explanation } = await explained(body, "INIT Init\nNEXT Next\n");
    expect([result.stopped, explanation.counted, explanation.time?.sampled]).toEqual(["error", 3, 2]);
  });

  it("is absent unless asked for", async () => {
    expect(await check(modelOf(SHOP, `${CFG}CONSTANT Max = 3\n`))).not.toHaveProperty("explanation");
  });
});

describe("view", () => {
  it("is not proposed without what an invariant reads", async () => {
    const { explanation } = await shop("CONSTANT Max = 3\nINVARIANT Known\n");
    expect(explanation.remedies.view).toBe(null);
  });

  it("is not proposed beside another", async () => {
    const body = `${SHOP}Shown == <<at, count>>\n`;
    const { result, explanation } = await explained(body, `${CFG}CONSTANT Max = 3\nVIEW Shown\n`);
    expect([result.states.distinct, explanation.remedies.view]).toEqual([8, null]);
  });

  it("has a name that is free, as the symmetry and the constraint have", async () => {
    const { explanation } = await explained(
      `${SHOP}View == at\nView2 == at\nBound == at\n`,
      `${CFG}CONSTANT Max = 3\n`,
    );
    expect([explanation.remedies.view?.name, explanation.remedies.constraint]).toEqual(["View3", "Bound2"]);
  });
});

describe("symmetry", () => {
  const boss = SHOP.replace("CONSTANTS", "CONSTANTS Boss,");

  it("is not proposed where the specification tells the elements apart", async () => {
    const body = boss.replace("/\\ count < Max", "/\\ count < Max /\\ (c # Boss \\/ count > 0)");
    const { explanation } = await explained(body, `${CFG}CONSTANTS Max = 3\n Boss = a\n`);
    expect(explanation.remedies.symmetries.filter(({ differs }) => !differs)).toEqual([]);
  });

  it("nor where only the initial states do", async () => {
    const body = boss.replace("at \\in Clerks", "at = Boss");
    const { explanation } = await explained(body, `${CFG}CONSTANTS Max = 3\n Boss = a\n`);
    expect(explanation.remedies.symmetries.filter(({ differs }) => !differs)).toEqual([]);
  });

  it("names the property for which it would not be used", async () => {
    const cfg = "SPECIFICATION Spec\nCONSTANTS Clerks = {a, b}\n Max = 3\nPROPERTY Ends\n";
    const { explanation } = await explained(SHOP, cfg);
    expect(explanation.remedies.against).toBe("Ends");
    expect(explanation.remedies.symmetries).toHaveLength(1);
  });

  it("is not proposed beside another", async () => {
    const body = `${SHOP}Same == Permutations(Clerks)\n`;
    const { result, explanation } = await explained(body, `${CFG}CONSTANT Max = 3\nSYMMETRY Same\n`);
    expect([result.states.distinct, explanation.remedies.symmetries]).toEqual([9, []]);
    expect(explanation.time?.asked.map(({ name }) => name)).toEqual(["Counted", "SYMMETRY"]);
  });

  it("is of several sets together, each of model values", async () => {
    const body = `
CONSTANTS A, B, C
VARIABLES a, b, c
Init == a \\in A /\\ b \\in B /\\ c \\in C
Next == UNCHANGED <<a, b, c>>
`;
    const cfg = "INIT Init\nNEXT Next\nCONSTANTS A = {a1, a2}\n B = {b1, b2, b3}\n C = {1, 2, 3, 4, 5, 6, 7}\n";
    const { explanation } = await explained(body, cfg);
    const { symmetries, untried } = explanation.remedies;
    // 42 states, of which those with the same element of C are one class.
    expect(symmetries).toMatchObject([{ constants: ["A", "B"], permutations: 12, of: 42, classes: 7 }]);
    expect(untried).toEqual([]);
  });

  it("is measured for eight elements, but not for nine", async () => {
    const body = "CONSTANTS A, B\nVARIABLES a, b\nInit == a \\in A /\\ b \\in B\nNext == UNCHANGED <<a, b>>\n";
    const cfg = "INIT Init\nNEXT Next\nCONSTANTS A = {a1, a2, a3, a4, a5, a6, a7, a8}\n";
    const nine = "B = {b1, b2, b3, b4, b5, b6, b7, b8, b9}\n";
    const { symmetries, untried } = (await explained(body, `${cfg}${nine}`)).explanation.remedies;
    expect(symmetries).toMatchObject([{ constants: ["A"], permutations: 40320, of: 72, classes: 9 }]);
    expect(untried).toEqual(["B"]);
  });
});
