/** Slips planted in small specifications: which there are, and what becomes of them. */

import { describe, expect, test } from "vitest";
import { loadTlaModel, mutantsOf } from "../../src/models/tla/index.ts";
import { type JudgedMutant, joined, MutationTest } from "../../src/mutants/index.ts";

const HEAD = "---- MODULE Spec ----\nEXTENDS Integers, Sequences\n";

function request(body: string, cfg: string) {
  const files: Record<string, string> = { "Spec.tla": `${HEAD}${body}\n====\n`, "Spec.cfg": cfg };
  const read = (path: string): string | null => files[path] ?? null;
  return { spec: "Spec.tla", config: "Spec.cfg", files: { read }, deadlock: true, onPrint: () => {} };
}

async function judged(body: string, cfg: string, maxStates?: number) {
  const budget = maxStates === undefined ? {} : { maxStates };
  return await judgedTest(await MutationTest.of([request(body, cfg)], { budget }));
}

async function judgedTest(test: Awaited<ReturnType<typeof MutationTest.of>>, of = 1) {
  if ("diagnostics" in test) throw new Error(test.diagnostics.map(({ message }) => message).join("\n"));
  if (test.undecided !== null) throw new Error("the specification could not be decided");
  const shares = [];
  for (let part = 1; part <= of; part++) shares.push(await test.judged({ part, of }));
  return { original: test.originals[0]!, ...joined(shares) };
}

const line = ({ rule, before, after }: Pick<JudgedMutant, "rule" | "before" | "after">): string =>
  `${rule}: ${before} -> ${after}`;

/** The mutants of a Next, as text. */
function mutants(next: string, init = "x = 0 /\\ f = [a |-> 0, b |-> 0]", fairness = ""): string[] {
  const body = `VARIABLES x, f\nvars == <<x, f>>\nInit == ${init}\nNext == ${next}\nSpec == Init /\\ [][Next]_vars${fairness}`;
  const { model } = loadTlaModel({ ...request(body, "SPECIFICATION Spec\n"), engine: "interpreter" });
  if (model === null) throw new Error("no model");
  return mutantsOf(model).map(line);
}

describe("the catalogue", () => {
  const cases: readonly (readonly [next: string, expected: readonly string[]])[] = [
    ["x > f.a /\\ UNCHANGED vars", ["condition dropped: x > f.a -> TRUE", "operator changed: x > f.a -> x >= f.a"]],
    [
      "UNCHANGED vars \\/ (x' = x /\\ f' = f)",
      ["alternative dropped: UNCHANGED vars -> FALSE", "alternative dropped: x' = x /\\ f' = f -> FALSE"],
    ],
    ["x' = f.a /\\ UNCHANGED f", ["effect dropped: x' = f.a -> x' = x"]],
    ["x' = -1 /\\ UNCHANGED f", ["effect dropped: x' = -1 -> x' = x", "number changed: 1 -> 2"]],
    [
      "f' = [f EXCEPT !.a = x, !.b = x] /\\ UNCHANGED x",
      [
        "effect dropped: f' = [f EXCEPT !.a = x, !.b = x] -> f' = f",
        "update dropped: [f EXCEPT !.a = x, !.b = x] -> [f EXCEPT !.b = x]",
        "update dropped: [f EXCEPT !.a = x, !.b = x] -> [f EXCEPT !.a = x]",
      ],
    ],
    ["UNCHANGED f /\\ x' \\in {x} \\cup {f.a}", ["operand dropped: {x} \\cup {f.a} -> {x}"]],
    [
      "UNCHANGED <<x, f>>",
      [
        "kept variable dropped: UNCHANGED <<x, f>> -> UNCHANGED <<f>>",
        "kept variable dropped: UNCHANGED <<x, f>> -> UNCHANGED <<x>>",
      ],
    ],
    [
      "CASE x = f.a -> x' = x /\\ f' = f [] OTHER -> x' = f.b /\\ f' = f",
      [
        "condition taken for TRUE: x = f.a -> TRUE",
        "condition taken for FALSE: x = f.a -> FALSE",
        "condition negated: x = f.a -> x /= f.a",
        "effect dropped: x' = f.b -> x' = x",
      ],
    ],
    [
      "IF x = f.a THEN UNCHANGED vars ELSE FALSE",
      [
        "condition taken for TRUE: x = f.a -> TRUE",
        "condition taken for FALSE: x = f.a -> FALSE",
        "condition negated: x = f.a -> x /= f.a",
        "constant turned: FALSE -> TRUE",
      ],
    ],
    [
      "UNCHANGED vars /\\ \\E i \\in {x} : f.a < i",
      [
        "condition dropped: \\E i \\in {x} : f.a < i -> TRUE",
        "quantifier changed: \\E i \\in {x} : f.a < i -> \\A i \\in {x} : f.a < i",
        "operator changed: f.a < i -> f.a <= i",
      ],
    ],
  ];
  test.each(cases)("%s", (next, expected) => {
    // Those of Init, and what has a case of its own.
    const others = /^number changed: 0|^kept variable dropped: UNCHANGED (?:vars|x|f) ->/;
    expect(mutants(next).filter((text) => !others.test(text))).toEqual(expected);
  });

  test("leaves the first values of variables alone, and changes what else Init says", () => {
    const found = mutants("UNCHANGED vars", "x \\in 0..3 /\\ f = [a |-> x, b |-> x] /\\ x /= 2");
    expect(found).toEqual([
      "number changed: 0 -> 1",
      "number changed: 3 -> 4",
      "condition dropped: x /= 2 -> TRUE",
      "condition negated: x /= 2 -> x = 2",
      "number changed: 2 -> 3",
      "kept variable dropped: UNCHANGED vars -> TRUE",
    ]);
  });

  test("weakens fairness", () => {
    const found = mutants("x' = f.a /\\ UNCHANGED f", "x = f /\\ f \\in {}", " /\\ SF_vars(Next) /\\ WF_x(Next)");
    expect(found.filter((text) => text.startsWith("fairness"))).toEqual([
      "fairness dropped: SF_vars(Next) -> TRUE",
      "fairness weakened: SF_vars(Next) -> WF_vars(Next)",
      "fairness dropped: WF_x(Next) -> TRUE",
    ]);
  });
});

const COUNTER = `VARIABLE x
Limit == 3
Init == x = 0
Up == x >= 0 /\\ x < Limit /\\ x' = x + 1
Next == Up \\/ (x = Limit /\\ x' = 0)
Spec == Init /\\ [][Next]_x /\\ WF_x(Next)
Small == x <= Limit
Natural == x \\in Nat
Back == []<>(x = 0)`;

const CFG = "SPECIFICATION Spec\nINVARIANT Small Natural\nPROPERTY Back\n";

describe("judging", () => {
  test("says who notices, what survives, and what is the same", async () => {
    const { mutants: found, unbroken } = await judged(COUNTER, CFG);
    const verdicts = Object.fromEntries(found.map((one) => [line(one), `${one.verdict} ${one.by.join(" ")}`.trim()]));
    expect(verdicts).toMatchObject({
      "condition dropped: x < Limit -> TRUE": "noticed Small",
      "operator changed: x < Limit -> x <= Limit": "noticed Small Back Deadlock",
      "condition dropped: x >= 0 -> TRUE": "equivalent",
      "effect dropped: x' = x + 1 -> x' = x": "survives",
      "fairness dropped: WF_x(Next) -> TRUE": "noticed Back",
      "number changed: 3 -> 4": "survives",
    });
    expect(unbroken).not.toContain("Small");
  });

  test("names a property that no mutant breaks", async () => {
    const { unbroken } = await judged(`${COUNTER}\nLoose == x \\in Int`, "SPECIFICATION Spec\nINVARIANT Small Loose\n");
    expect(unbroken).toEqual(["Loose"]);
  });

  test("calls a mutant undecided that does not fit the budget, and then knows of no property that it is broken by none", async () => {
    const body = COUNTER.replace("Small == x <= Limit", "Small == x < 100000");
    const { mutants: found, unbroken } = await judged(body, "SPECIFICATION Spec\nINVARIANT Small\n", 50);
    const endless = found.find(({ rule, before }) => rule === "condition dropped" && before === "x < Limit");
    expect(endless?.verdict).toBe("undecided");
    expect(unbroken).toBeNull();
  });

  test("calls a mutant noticed that cannot be evaluated", async () => {
    const body = "VARIABLE s\nInit == s = <<1>>\nNext == Len(s) > 0 /\\ s' = Tail(s)\nFine == Len(s) < 2";
    const { mutants: found } = await judged(body, "INIT Init\nNEXT Next\nINVARIANT Fine\nCHECK_DEADLOCK FALSE\n");
    const dropped = found.find(({ rule }) => rule === "condition dropped");
    expect(dropped).toMatchObject({ verdict: "noticed", by: [] });
    expect(dropped?.failure).toMatch(/^E4/);
  });

  test("compares verdicts: one that is violated already may come to hold", async () => {
    const body = COUNTER.replace("Small == x <= Limit", "Small == x < 3");
    const { original, mutants: found } = await judged(body, CFG);
    expect(original.outcome).toBe("violated");
    expect(found.find(({ rule }) => rule === "effect dropped")?.by).toEqual(["Small"]);
    expect(found.find(({ before }) => before === "3")?.verdict).toBe("survives");
  });

  test("makes no mutants of a specification that cannot be decided", async () => {
    const wrong = request("VARIABLE x\nInit == x = 0\nNext == x' = x.a", "INIT Init\nNEXT Next\n");
    expect(await MutationTest.of([wrong], { budget: {} })).toMatchObject({ undecided: { outcome: "error" } });
  });

  test("finds the same in any number of shares", async () => {
    const whole = await judged(COUNTER, CFG);
    for (const of of [2, 3, 50]) {
      const { mutants: found, unbroken } = await judgedTest(
        await MutationTest.of([request(COUNTER, CFG)], { budget: {} }),
        of,
      );
      expect(found).toEqual(whole.mutants);
      expect(unbroken).toEqual(whole.unbroken);
    }
  });

  test("judges the text that was there at first, whatever is edited meanwhile", async () => {
    const whole = await judged(COUNTER, CFG);
    const made = request(COUNTER, CFG);
    let comment = "";
    const read = (path: string): string | null => {
      const text = made.files.read(path);
      return path === "Spec.tla" ? `${comment}${text}` : text;
    };
    const begun = await MutationTest.of([{ ...made, files: { read } }], { budget: {} });
    comment = "\\* edited\n";
    expect((await judgedTest(begun)).mutants).toEqual(whole.mutants);
  });

  test("asks all configurations: what one of them notices does not survive", async () => {
    const loose = request(COUNTER, "SPECIFICATION Spec\nINVARIANT Natural\n");
    const tight = { ...request(COUNTER, CFG), config: "Tight.cfg" };
    const files = { "Spec.cfg": loose.files.read("Spec.cfg"), "Tight.cfg": tight.files.read("Spec.cfg") };
    const read = (path: string): string | null =>
      path in files ? files[path as keyof typeof files] : loose.files.read(path);
    const both = [loose, tight].map((one) => ({ ...one, files: { read } }));
    const { mutants: found } = await judgedTest(await MutationTest.of(both, { budget: {} }));
    const alone = await judgedTest(await MutationTest.of([both[0]!], { budget: {} }));
    const verdictOf = (list: readonly JudgedMutant[]): string =>
      list.find(({ before, rule }) => before === "x < Limit" && rule === "condition dropped")!.verdict;
    expect([verdictOf(alone.mutants), verdictOf(found)]).toEqual(["undecided", "noticed"]);
  });

  test("believes a reason in a comment: on the line, above it, and for a rule", async () => {
    const next = (comment: string): string => COUNTER.replace("Limit == 3", comment);
    const verdictsOf = async (body: string) => {
      const { mutants: found } = await judged(body, CFG);
      return found
        .filter(({ location }) => location.line <= 8 && location.line >= 4)
        .map(({ verdict, reason }) => `${verdict} ${reason}`);
    };
    expect((await verdictsOf(COUNTER))[0]).toBe("survives null");
    const reason = "explained any limit will do";
    expect((await verdictsOf(next("Limit == 3 \\* unnoticed: any limit will do")))[0]).toBe(reason);
    expect((await verdictsOf(next("\\* unnoticed (number changed): any limit will do\n\\* more\nLimit == 3")))[0]).toBe(
      reason,
    );
    expect((await verdictsOf(next("Limit == 3 \\* unnoticed (effect dropped): no")))[0]).toBe("survives null");
    expect((await verdictsOf(next("\\* unnoticed: elsewhere\n\nLimit == 3")))[0]).toBe("survives null");
  });

  test("looks into modules that are instantiated, and into no module that is shipped", async () => {
    const files: Record<string, string> = {
      "Spec.tla":
        "---- MODULE Spec ----\nVARIABLE x\nI == INSTANCE Inner WITH y <- x\nSpec == I!Init /\\ [][I!Next]_x\nInv == I!Inv\n====\n",
      "Inner.tla":
        "---- MODULE Inner ----\nEXTENDS Sequences, SequencesExt\nVARIABLE y\nInit == y = <<>>\nNext == Len(y) < 2 /\\ y' = Cons(1, y)\nInv == Len(y) < 3\n====\n",
      "Spec.cfg": "SPECIFICATION Spec\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n",
    };
    const made = { ...request("", ""), files: { read: (path: string) => files[path] ?? null } };
    const result = await judgedTest(await MutationTest.of([made], { budget: {} }));
    expect(new Set(result.mutants.map(({ location }) => location.file))).toEqual(new Set(["Inner.tla"]));
    expect(result.mutants.find(({ rule }) => rule === "condition dropped")?.by).toEqual(["Inv"]);
  });
});
