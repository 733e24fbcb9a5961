/** What holds for want of a case, found in the states; and what must not be taken for it. */

import { describe, expect, it } from "vitest";
import { check } from "../../src/checker/index.ts";
import type { Model } from "../../src/models/model.ts";
import { compileModel } from "../../src/models/tla/compile/engine.ts";
import type { TlaModel } from "../../src/models/tla/model.ts";
import { modelOf } from "../models/tla/spec.ts";

const BODY = `
VARIABLES x, sent
vars == <<x, sent>>
P == {1, 2}
Init == x = 0 /\\ sent = {}
Up == x' = (x + 1) % 4 /\\ UNCHANGED sent
Send == x = 2 /\\ sent' = {7} /\\ UNCHANGED x
Next == Up \\/ Send
Spec == Init /\\ [][Next]_vars
`;

async function warned(definitions: string, cfg: string, body = BODY, verdictsOnly = false): Promise<string[]> {
  const { diagnostics, outcome } = await check(modelOf(`${body}\n${definitions}`, cfg), { verdictsOnly });
  expect(outcome).not.toBe("error");
  return diagnostics
    .filter(({ code }) => /^W6(1[6-9]|2[0167])$/.test(code))
    .map(({ code, location }) => {
      const text = (location?.lineText ?? "").slice((location?.column ?? 1) - 1, (location?.endColumn ?? 1) - 1);
      return `${code} ${text}`;
    });
}

const invariant = (formula: string, more = ""): Promise<string[]> =>
  warned(`${more}\nInv == ${formula}`, "SPECIFICATION Spec\nINVARIANT Inv\n");

describe("conditions that are true in no state", () => {
  it.each<[string, string, string[]]>([
    ["a left side", "x = 5 => x > 9", ["W618 x = 5"]],
    ["what is never to be", "(x = 5 => FALSE) /\\ (x = 1 => (x = 9 => FALSE))", []],
    ["one that is true in a single state", "sent = {7} /\\ x = 3 => x = 3", []],
    ["conjunct by conjunct", "x \\in 0..3 /\\ (x = 9 => x > 90) /\\ (x = 1 => sent # {9})", ["W618 x = 9"]],
    ["a left side for no element", "\\A p \\in P : x = p + 4 => p = 9", ["W618 x = p + 4"]],
    ["a left side for some element", "\\A p \\in P : x = p + 1 => p < 9", []],
    ["a set that is not always empty", "\\A m \\in sent : m = 7", []],
    [
      "a set that is always empty, and nothing inside",
      "\\A m \\in sent \\ {7} : m = 8 => x > 90",
      ["W617 \\A m \\in sent \\ {7} : m = 8 => x > 90"],
    ],
    ["one inside the other", "x = 2 => (sent = {9} => x > 90)", ["W618 sent = {9}"]],
    ["one inside the other, elsewhere", "x = 1 => (x = 3 => x > 90)", ["W618 x = 3"]],
    ["both, told once", "x = 7 => (sent = {9} => x > 90)", ["W618 x = 7"]],
    ["a choice of constants", "(2 \\in P \\/ 3 \\in P) /\\ (3 \\in P => x = 9) /\\ \\A p \\in P \\ {1, 2} : x = p", []],
    ["a LET", "LET far == x > 8 IN far => x > 90", ["W618 far"]],
    ["what is said to be meant", "(~(x = 9) \\/ FALSE) /\\ (sent = {} \\/ \\A m \\in sent : m = 7)", []],
  ])("%s", async (_, formula, expected) => expect(await invariant(formula)).toEqual(expected));

  it("behind definitions with parameters, and not for what an \\E or a disjunction asks", async () => {
    const safe = "Safe(p, n) == p = n => x < 9\nFar(p) == x = p + 7 => x = 0";
    expect(await invariant("\\A p \\in P : Safe(p, x) /\\ Far(p)", safe)).toEqual(["W618 x = p + 7"]);
    expect(await invariant("(\\E p \\in P : x = 9 => x > 90) /\\ (x < 9 \\/ (x = 8 => x > 90))")).toEqual([]);
  });

  it("of ~>, but of nothing that is violated or was not seen to the end", async () => {
    const live = "Live == x = 5 ~> x = 0\nEach == \\A p \\in P : x = p ~> x = 0";
    const cfg = "SPECIFICATION Fair\nPROPERTIES Live Each\n";
    expect(await warned(`${live}\nFair == Spec /\\ WF_vars(Up)`, cfg)).toEqual(["W618 x = 5"]);
    const violated = "x < 3 /\\ (x = 9 => x > 90)";
    expect(await invariant(violated)).toEqual([]);
    const { diagnostics } = await check(
      modelOf(`${BODY}\nInv == x = 9 => x > 90`, "SPECIFICATION Spec\nINVARIANT Inv\n"),
      {
        maxStates: 3,
      },
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["W605"]);
  });

  it("leaves open what a sample of many states does not acquit", async () => {
    const many = BODY.replace("% 4", "% 30000");
    const cfg = "SPECIFICATION Spec\nINVARIANT Inv\n";
    expect(await warned("Inv == x = 30001 => x > 90", cfg, many)).toEqual([]);
    const fewer = BODY.replace("% 4", "% 9000");
    expect(await warned("Inv == (x = 17 => x < 18) /\\ (x = 9000 => x > 90)", cfg, fewer)).toEqual(["W618 x = 9000"]);
  });

  it("is not told where only verdicts are wanted", async () => {
    const cfg = "SPECIFICATION Spec\nINVARIANT Inv\n";
    expect(await warned("Inv == x = 5 => x > 9", cfg)).toEqual(["W618 x = 5"]);
    expect(await warned("Inv == x = 5 => x > 9", cfg, BODY, true)).toEqual([]);
  });
});

describe("conditions that are true in no step", () => {
  const property = (formula: string, more = ""): Promise<string[]> =>
    warned(`${more}\nKept == ${formula}`, "SPECIFICATION Spec\nPROPERTY Kept\n");
  it.each<[string, string, string[]]>([
    ["a left side of steps", "[][x' = x + 2 => sent = {}]_vars", ["W618 x' = x + 2"]],
    ["a left side of states", "[][x = 5 => x' = 0]_vars", ["W618 x = 5"]],
    ["a left side of some step", "[][x = 3 => x' = 0 \\/ UNCHANGED x]_vars", []],
    ["one that only stuttering makes true", "[][x' = x => x > 90]_x", ["W618 x' = x"]],
    ["an action of the specification", "[][Send => x = 2]_vars", []],
    ["a set", "[][\\A m \\in sent' \\ {7} : m \\in sent]_vars", ["W617 \\A m \\in sent' \\ {7} : m \\in sent"]],
    ["a subscript", "[][x' > 9]_(sent \\ {7})", ["W621 sent \\ {7}"]],
    ["a subscript, told once", "[][x' = 9 => x > 90]_(sent \\ {7})", ["W621 sent \\ {7}"]],
    ["a subscript of what is quantified", "\\A p \\in P : [][FALSE]_(x = p + 4)", ["W621 x = p + 4"]],
    ["what changes for some", "\\A p \\in P : [][x' # x + 2]_(x = p + 1)", []],
    ["what is said to be meant", "[][~(x' = x + 2) \\/ FALSE]_vars", []],
  ])("%s", async (_, formula, expected) => expect(await property(formula)).toEqual(expected));

  it.each<[string, string, string, string[]]>([
    ["told where each state has the same", "x' = x /\\ y' = (y + 1) % 3", "", ["W621 x"]],
    ["seen on a step between initial states", "x' = (x + 1) % 4 /\\ UNCHANGED y", "INIT Many\n", []],
    ["that may differ from one initial state to the next", "UNCHANGED <<x, y>>", "INIT Many\n", ["W621 x"]],
    ["seen on a step out of the constraint", "x' = x + 1 /\\ UNCHANGED y", "CONSTRAINT Few\n", []],
    ["seen on a step to what is the same for a view", "x' = 1 - x /\\ UNCHANGED y", "VIEW y\n", []],
  ])("a subscript that never changes, %s", async (_, next, more, expected) => {
    const body = `VARIABLES x, y\nInit == x = 0 /\\ y = 0\nMany == x \\in 0..3 /\\ y = 0\nNext == ${next}\nFew == x = 0`;
    const cfg = `${more.includes("INIT") ? "" : "INIT Init\n"}NEXT Next\n${more}PROPERTY Kept\n`;
    expect(await warned("Kept == [][TRUE]_x", cfg, body)).toEqual(expected);
  });

  it("behind definitions with parameters", async () => {
    const rule = "Rule(n) == x = n => x' # n + 2\nMore == Rule(2) /\\ Rule(6)";
    expect(await property("[][More]_vars", rule)).toEqual(["W618 x = n"]);
  });

  it("of no property that is violated, and no more than a sample of many states", async () => {
    const cfg = "SPECIFICATION Spec\nPROPERTY Kept\n";
    const violated = await warned("Kept == [][(x = 9 => x > 90) /\\ x' < 3]_vars", cfg);
    expect(violated).toEqual([]);
    const many = BODY.replace("% 4", "% 11000");
    expect(await warned("Kept == [][x = 11001 => x > 90]_vars", cfg, many)).toEqual([]);
  });
});

describe("what is said to be meant", () => {
  const body = (inv: string, up = "Up == x' = (x + 1) % 4 /\\ UNCHANGED sent") =>
    `${BODY.replace(/Up ==.*/, up)}\nInv == ${inv}`;
  const cfg = "SPECIFICATION Spec\nINVARIANT Inv\n";
  it.each<[string, string, string, string[]]>([
    ["on the line", "x = 5 => x > 9 \\* meant: W618 for now", cfg, []],
    ["above the line", "\n\\* meant: W618 for now\n\\* and more\n x = 5 => x > 9", cfg, []],
    ["in the configuration", "x = 5 => x > 9", `${cfg}\\* meant: W602 W618\n`, []],
    ["of another code", "x = 5 => x > 9 \\* meant: W617", cfg, ["W618 x = 5"]],
    ["of another line", "\\* meant: W618\n /\\ x < 9\n /\\ x = 5 => x > 9", cfg, ["W618 x = 5"]],
    ["in words", "x = 5 => x > 9 \\* meant: as W618 says", cfg, ["W618 x = 5"]],
  ])("%s", async (_, inv, config, expected) => expect(await warned("", config, body(inv))).toEqual(expected));

  it("of what is found before the search, while it runs, and in actions", async () => {
    const texts = [
      "VARIABLE f",
      "Init == f = [a |-> 1]",
      "Idle == f.a > 5 /\\ f' = f \\* meant: W602",
      "Next == Idle \\/ f' = [f EXCEPT !.b = 2] \\* meant: W616, W473",
      "N == 4",
      "Inv == N > 3",
    ].join("\n");
    const codes = async (text: string): Promise<string[]> => {
      const model = modelOf(text, "INIT Init\nNEXT Next\nINVARIANT Inv \\* meant: W610\n");
      return (await check(model)).diagnostics.map(({ code }) => code).concat(model.diagnostics.map(({ code }) => code));
    };
    expect(await codes(texts)).toEqual([]);
    expect(await codes(texts.replace("\\* meant: W602", ""))).toEqual(["W602"]);
  });

  it("of an algorithm in PlusCal that never ends, whose last step its translator wrote", async () => {
    const flips = (begin: string, next: string, name = "Terminating"): string =>
      [
        "VARIABLES x, pc",
        begin,
        'Init == x = 0 /\\ pc = "L"',
        `L == pc = "L" /\\ x' = 1 - x /\\ pc' = "L"`,
        `${name} == pc = "Done" /\\ UNCHANGED <<x, pc>>`,
        next,
        "\\* END TRANSLATION",
        "Inv == x < 2",
      ].join("\n");
    const codes = async (text: string): Promise<string[]> =>
      (await check(modelOf(text, "INIT Init\nNEXT Next\nINVARIANT Inv\n"))).diagnostics.map(({ code }) => code);
    const begin = "\\* BEGIN TRANSLATION";
    expect(await codes(flips(begin, "Next == L \\/ Terminating"))).toEqual([]);
    expect(await codes(flips(begin, 'Next == L \\/ (pc = "Done" /\\ UNCHANGED <<x, pc>>)'))).toEqual([]);
    expect(await codes(flips("", "Next == L \\/ Terminating"))).toEqual(["W602"]);
    expect(await codes(flips(begin, "Next == L \\/ M", "M"))).toEqual(["W602"]);
  });
});

describe("what is never otherwise", () => {
  it("an action that changes nothing, but not one that leads only to known states, or says UNCHANGED", async () => {
    const more =
      "Back == x = 3 /\\ x' = 0 /\\ UNCHANGED sent\nSame == x' = x * 1 /\\ UNCHANGED sent\nStay == UNCHANGED vars\n";
    const body = `${BODY}\n${more}\nMore == Next \\/ Back \\/ Same \\/ Stay`;
    expect(await warned("", "INIT Init\nNEXT More\n", body)).toEqual(["W616 Same"]);
  });

  it("an action that changes nothing, where generated code finds the steps", async () => {
    const more = "Back == x = 3 /\\ x' = 0 /\\ UNCHANGED sent\nSame == x' = x * 1 /\\ UNCHANGED sent\n";
    const body = `${BODY}\n${more}\nMore == Next \\/ Back \\/ Same`;
    const model = compileModel(modelOf(body, "INIT Init\nNEXT More\n") as TlaModel, { always: true }) as Model;
    const { diagnostics } = await check(model);
    expect(model.bulk).not.toBeNull();
    expect(diagnostics.map(({ message }) => message)).toEqual(["action Same was taken and never changed anything"]);
  });

  it("fairness of what is never enabled, of several values together", async () => {
    const fair = (set: string) =>
      `Go(p) == x = p + 4 /\\ x' = 0 /\\ UNCHANGED sent\nLive == []<>(x = 0)\nFair == Spec /\\ WF_vars(Up) /\\ \\A p \\in ${set} : SF_vars(Go(p))`;
    const cfg = "SPECIFICATION Fair\nPROPERTY Live\n";
    expect(await warned(fair("{1, 2}"), cfg)).toEqual(["W619 SF_vars(Go(p))"]);
    expect(await warned(fair("{1, -2}"), cfg)).toEqual(["W626 ", "W627 SF_vars(Go(p))"]);
    const tuple = fair("{1, 2}").replace("SF_vars", "SF_<<x, sent>>");
    expect(await warned(tuple, cfg)).toEqual(["W619 SF_<<x, sent>>(Go(p))"]);
    const { diagnostics } = await check(modelOf(`${BODY}\n${tuple}`, cfg));
    const messages = diagnostics.filter(({ code }) => code === "W619").map(({ message }) => message);
    expect(messages).toEqual([expect.stringContaining("SF_<<x, sent>>(Go(p)) asks for nothing")]);
  });
});

describe("fairness that Next cannot fulfil", () => {
  const down = "Down == x' = x - 5 /\\ UNCHANGED sent\n";
  const live = "Live == <>(x = 9)\nAgain == []<>(x = 8)\n";
  const cfg = "SPECIFICATION Fair\nPROPERTIES Live Again\n";
  const said = async (fair: string, more = ""): Promise<string[]> => {
    const text = `${BODY}\n${down}${live}Calm == <>[](x < 9)\nCut == x < 3\nShown == x % 2\nFair == Spec /\\ ${fair}`;
    const { diagnostics } = await check(modelOf(text, cfg + more));
    return diagnostics.filter(({ code }) => /^W62[67]$/.test(code)).map(({ code, message }) => `${code} ${message}`);
  };
  const only = (name: string, when: string): string =>
    `W627 no step of Next is one that ${name} asks for: it only rules out behaviors in which its action ${when}`;

  it("is told with the condition that leaves no behavior by itself", async () => {
    for (const [strength, when] of [
      ["WF", "stays enabled"],
      ["SF", "is enabled again and again"],
    ] as const) {
      const name = `${strength}_vars(Down)`;
      const none = `W626 no behavior is fair: ${name}, by itself, rules out every one, so Live and 1 more hold for want of a behavior`;
      expect(await said(`WF_vars(Up) /\\ ${name}`)).toEqual([none, only(name, when)]);
    }
  });

  it("is told of several conditions that leave none together", async () => {
    const [first, second] = ["WF_vars(x < 2 /\\ Down)", "SF_vars(x > 1 /\\ Down)"];
    const none =
      "W626 no behavior is fair: what the specification assumes rules out every one, so Live and 1 more hold for want of a behavior";
    expect(await said(`${first} /\\ ${second}`)).toEqual([
      none,
      only(first, "stays enabled"),
      only(second, "is enabled again and again"),
    ]);
    // By the first alone a behavior may stop at 2: it violates both properties.
    expect(await said(first)).toEqual([]);
  });

  it("is not told where a step is one of the action, or is enabled nowhere, or verdicts alone are wanted", async () => {
    // Calm holds, and of fair behaviors.
    expect(await said("WF_vars(Up) /\\ SF_vars(Up \\/ Down)", "PROPERTY Calm\n")).toEqual([]);
    expect(await said("WF_vars(x > 7 /\\ Down)", "PROPERTY Calm\n")).toEqual([]);
    const stop = "SF_vars(x = 2 /\\ Down)";
    expect(await said(stop, "PROPERTY Calm\n")).toEqual([only(stop, "is enabled again and again")]);
    const holds = await said("WF_vars(Up) /\\ SF_vars(x = 3 /\\ Down) /\\ (<>[](x # 3) => x > 90)");
    expect(holds.map((line) => line.slice(0, 4))).toEqual(["W626", "W627"]);
    const text = `${BODY}\n${down}${live}Fair == Spec /\\ WF_vars(Down)`;
    const { diagnostics } = await check(modelOf(text, cfg), { verdictsOnly: true });
    expect(diagnostics).toEqual([]);
  });

  it("is said of what a constraint leaves, which has no steps that are cut off", async () => {
    expect(await said("WF_vars(Up)", "CONSTRAINT Cut\n")).toEqual([
      "W626 no behavior within the constraint is fair: WF_vars(Up), by itself, rules out every one, so Live and 1 more hold for want of a behavior",
    ]);
    // The only step of the action is cut off: that it is none of Next would be wrong.
    expect(await said("WF_vars(x = 2 /\\ Up)", "PROPERTY Calm\nCONSTRAINT Cut\n")).toEqual([]);
    expect(await said("WF_vars(Down)", "VIEW Shown\n")).toEqual([]);
  });
});

describe("SYMMETRY", () => {
  const spec = (init: string, next: string) => `
CONSTANTS P, Boss
VARIABLES at, done
Init == at \\in ${init} /\\ done = {}
Next == ${next}
Sym == Permutations(P)
`;
  const take = "\\E p \\in P \\ done : done' = done \\cup {p} /\\ at' = p";
  const again = "(done = P /\\ done' = {} /\\ UNCHANGED at)";
  const cfg = "INIT Init\nNEXT Next\nCONSTANT P = {a, b, c}\nCONSTANT Boss = a\nSYMMETRY Sym\n";
  it.each<[string, string, string, string[]]>([
    ["of what is treated alike", "P", `(${take}) \\/ ${again}`, []],
    ["of an initial state of its own", "{Boss}", `(${take}) \\/ ${again}`, ["W620 Sym"]],
    [
      "of a step of its own",
      "P",
      `(${take.replace("\\in P", "\\in {Boss}")}) \\/ UNCHANGED <<at, done>>`,
      ["W620 Sym"],
    ],
    [
      "of a choice",
      "P",
      `(done # P /\\ done' = done \\cup {CHOOSE p \\in P : p \\notin done} /\\ UNCHANGED at) \\/ ${again}`,
      ["W620 Sym"],
    ],
  ])("%s", async (_, init, next, expected) => expect(await warned("", cfg, spec(init, next))).toEqual(expected));

  it.each<[string, string, string[]]>([
    ["that names one of them", "<<done, at = Boss>>", ["W620 Sym"]],
    ["that chooses one of them", "<<Cardinality(done), CHOOSE p \\in P : p # at>>", ["W620 Sym"]],
    ["that treats them alike", "<<at \\in done, {p \\in P : p \\notin done}>>", []],
  ])("of a view %s", async (_, view, expected) => {
    const body = `${spec("P", `(${take}) \\/ ${again}`)}\nView == ${view}`;
    expect(await warned("", `${cfg}VIEW View\n`, body)).toEqual(expected);
  });

  it.each([
    ["early", "n <= 11 /\\ done' = (IF n = 11 THEN {CHOOSE p \\in P : p # at} ELSE {at})"],
    ["by a rare action", "n = 137 /\\ done' = {CHOOSE p \\in P : p # at}"],
  ])("of a choice that is made once, %s", async (_, choice) => {
    const tick = "done = {} /\\ n < 300 /\\ n' = n + 1 /\\ UNCHANGED <<at, done>>";
    const body = spec("P", `Tick \\/ Choose`)
      .replace("at, done", "at, done, n")
      .replace("done = {}", "done = {} /\\ n = 0");
    const actions = `Tick == ${tick}\nChoose == done = {} /\\ ${choice} /\\ UNCHANGED <<at, n>>\n`;
    expect(await warned("", `${cfg}CHECK_DEADLOCK FALSE\n`, body.replace("Next ==", `${actions}Next ==`))).toEqual([
      "W620 Sym",
    ]);
  });

  it("of an invariant that is false of images only", async () => {
    // Which state stands for its images nobody knows: one of these is false of a state that was not stored.
    for (const member of ["a", "b", "c"]) {
      const body = `${spec("P", `(${take}) \\/ ${again}`)}\nOdd == Cardinality(done) # 1 \\/ done # {Boss}`;
      const model = modelOf(body, `${cfg.replace("Boss = a", `Boss = ${member}`)}INVARIANT Odd\n`);
      const { properties, diagnostics } = await check(model);
      const violated = properties.some(({ status }) => status === "violated");
      expect(violated || diagnostics.some(({ code }) => code === "W620")).toBe(true);
      if (violated) continue;
      expect(properties.map((one) => one.status === "holds" && one.within)).toEqual([["symmetry"], ["symmetry"]]);
    }
  });

  it("not of an invariant that is violated, and cannot be evaluated in a later state", async () => {
    const body = `${spec("P", `(${take}) \\/ ${again}`)}\nOdd == IF done = {} THEN FALSE ELSE Len(7) > 0\nFew == Cardinality(done) < 4`;
    expect(await warned("", `${cfg}INVARIANTS Odd Few\n`, body)).toEqual([]);
  });

  it.each([
    ["an invariant", "Odd == IF at = Boss THEN TRUE ELSE Len(7) > 0", "TRUE"],
    ["an action", "Odd == TRUE", "IF at = Boss THEN TRUE ELSE Len(7) > 0"],
  ])("of %s that cannot be evaluated in images only", async (_, odd, condition) => {
    const outcomes = [];
    for (const member of ["a", "b", "c"]) {
      const body = `${spec("P", `UNCHANGED <<at, done>> /\\ ${condition}`)}\n${odd}`;
      const model = modelOf(body, `${cfg.replace("Boss = a", `Boss = ${member}`)}INVARIANT Odd\n`);
      const { failure, diagnostics } = await check(model);
      outcomes.push(failure?.diagnostic.code ?? diagnostics.map(({ code }) => code).join(" "));
    }
    // Only of the one member that stands for the others something is seen; else the search meets it.
    expect(outcomes.sort()).toEqual(["E460", "E460", "W620"]);
  });

  it("limits nothing where all is treated alike, and no assumption", async () => {
    const body = `${spec("{Boss}", `(${take}) \\/ ${again}`)}\nFew == Cardinality(done) < 4\nASSUME Cardinality(P) = 3`;
    const within = async (init: string) => {
      const { properties } = await check(modelOf(body.replace("{Boss}", init), `${cfg}INVARIANT Few\n`));
      return properties.map((one) => one.status === "holds" && one.within.join());
    };
    expect(await within("P")).toEqual(["", "", ""]);
    expect(await within("{Boss}")).toEqual(["", "symmetry", "symmetry"]);
  });
});
