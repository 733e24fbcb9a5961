/** How SPECIFICATION, INVARIANT, PROPERTY, CONSTRAINT and ASSUME become what is checked. */

import { describe, expect, test } from "vitest";
import { check } from "../../../src/checker/index.ts";
import { type Files, modelOf } from "./spec.ts";

const counter = [
  "VARIABLES x, y",
  "vars == <<x, y>>",
  "Init == x = 0 /\\ y = 0",
  "Inc == x < 3 /\\ x' = x + 1 /\\ UNCHANGED y",
  "Next == Inc \\/ (x = 3 /\\ UNCHANGED vars)",
  "Spec == Init /\\ [][Next]_vars /\\ WF_vars(Inc)",
].join("\n");

/** Each property as `name kind: parts`, a part as `over what-it-breaks`. */
function parts(body: string, cfg: string): string[] {
  return modelOf(`${counter}\n${body}`, cfg).properties.map(
    (p) => `${p.name} ${p.kind}: ${p.parts.map((part) => `${part.over} ${part.breaks}`).join(", ")}`,
  );
}

async function verdicts(body: string, cfg: string, more: Files = {}): Promise<string[]> {
  const result = await check(modelOf(`${counter}\n${body}`, cfg, more));
  return result.properties.map((p) =>
    p.status === "violated" ? `${p.name} violated ${p.breaks} ${p.trace?.states.length ?? 0}` : `${p.name} ${p.status}`,
  );
}

const ring = "VARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 5 \\/ (x = 2 /\\ x' = 0)";
const behavior = "SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n";

describe("SPECIFICATION", () => {
  test("Next may be in an argument", async () => {
    const body =
      "VARIABLE x\nBoth(F, G) == F /\\ G\nSpec == Both(Both(x = 0, [][x < 3 /\\ x' = x + 1]_x), WF_x(x' = 1))";
    const { states, properties } = await check(modelOf(body, "SPECIFICATION Spec\n"));
    expect(states).toEqual({ initial: 1, generated: 4, distinct: 4, depth: 4 });
    expect(properties.map(({ name, status }) => `${name} ${status}`)).toEqual(["Deadlock violated"]);
  });

  test("is taken apart into initial predicate, next-state relation and fairness, through definitions", async () => {
    const body =
      "Whole == Spec\nStart == /\\ Init\n         /\\ TRUE\nOther == Start /\\ ([][Next]_vars /\\ SF_vars(Inc))\nApart ==\n /\\ x = 0\n /\\ y = 0\n /\\ [][Next]_vars";
    for (const name of ["Spec", "Whole", "Other", "Apart"]) {
      const result = await check(modelOf(`${counter}\n${body}`, `SPECIFICATION ${name}\nCHECK_DEADLOCK FALSE\n`));
      // Next only: the stuttering of [Next]_vars is no step of its own.
      expect([name, result.states]).toEqual([name, { initial: 1, generated: 5, distinct: 4, depth: 4 }]);
    }
  });

  test("with two next-state relations is refused", () => {
    const body = "Twice == Init /\\ [][Next]_vars /\\ [][Inc]_x";
    expect(() => modelOf(`${counter}\n${body}`, "SPECIFICATION Twice\n")).toThrow("E359: Twice has two conjuncts");
  });

  test.each(["[](x < 3)", "(TRUE => [](x < 3))", "~<>(x >= 3)", "\\A n \\in 3..4 : [](x # n)"])(
    "%s among its conjuncts says which behaviors count, not which states are visited",
    async (always) => {
      // Of Fair are only behaviors that go back from 2 to 0 for ever; without `always` x may go on to 4.
      const body = `${ring}\nFair == Init /\\ [][Next]_x /\\ WF_x(Next) /\\ ${always}\nBack == []<>(x = 0 /\\ ENABLED <<Next>>_x) /\\ []<><<x = 2 /\\ x' = 0>>_x`;
      const result = await check(modelOf(body, "SPECIFICATION Fair\nPROPERTY Back\n"));
      expect([result.outcome, result.states.distinct]).toEqual(["holds", 5]);
      const without = body.replace(` /\\ ${always}`, "");
      expect((await check(modelOf(without, "SPECIFICATION Fair\nPROPERTY Back\n"))).outcome).toBe("violated");
    },
  );

  test("without a next-state relation is refused", () => {
    const body = "Only == Init /\\ []<>(x = 3)";
    expect(() => modelOf(`${counter}\n${body}`, "SPECIFICATION Only\n")).toThrow("E359: Only has no conjunct");
  });
});

describe("PROPERTY", () => {
  test("is split into initial predicates, invariants, action properties and the temporal rest", () => {
    const body = [
      "All == /\\ x = 0",
      "       /\\ [](x < 4)",
      "       /\\ [][x' >= x]_vars",
      "       /\\ <>(x = 3)",
      "Inner == [](y = 0) /\\ [](x >= 0)",
      "Nested == Inner",
    ].join("\n");
    expect(parts(body, `${behavior}PROPERTIES All Nested`)).toEqual([
      "All temporal: initial property, state invariant, step property, behavior property",
      "Nested invariant: state invariant, state invariant",
    ]);
  });

  test("[]P breaks an invariant, a state predicate and [][A]_v a property", async () => {
    const body = "Low == [](x < 2)\nZero == x = 1\nUp == [][x' > x + 1]_vars";
    expect(await verdicts(body, `${behavior}PROPERTIES Low Zero Up`)).toEqual([
      "Low violated invariant 3",
      "Zero violated property 1",
      "Up violated property 2",
    ]);
  });

  test("[][A]_v allows steps that leave v unchanged, <<A>>_v does not come up as one", async () => {
    const body = "Still == [][FALSE]_y\nMove == [][x' = x + 1]_x";
    expect(await verdicts(body, `${behavior}PROPERTIES Still Move`)).toEqual(["Still holds", "Move holds"]);
  });

  test("temporal operators may be passed as arguments", async () => {
    const body = `F(Op(_), p) == Op(p)\nG(Op(_, _), p, q) == Op(p, q)
Live == F(<>, x = 3)\nLeads == G(~>, x = 1, x = 2)\nNested == F([], F(<>, x = 3))\nOdd == F(LAMBDA p : <>[]p, x = 1)`;
    expect(await verdicts(body, `${behavior}PROPERTIES Live Leads Nested Odd`)).toEqual([
      "Live holds",
      "Leads holds",
      "Nested holds",
      "Odd violated property 4",
    ]);
  });

  test("an argument that is [] makes an invariant, or a step property, as [] itself does", async () => {
    const body = [
      "F(Op(_), p) == Op(p)",
      "G(Op(_), Not(_), p) == Not(Op(p))",
      "Low == F([], x < 2)",
      "Never == G(<>, ~, x = 2)",
      "Up == F(LAMBDA q : []q, x < 9) /\\ F(<>, x = 3)",
    ].join("\n");
    expect(await verdicts(body, `${behavior}PROPERTIES Low Never`)).toEqual([
      "Low violated invariant 3",
      "Never violated invariant 3",
    ]);
    expect(parts(body, `${behavior}PROPERTY Up`)).toEqual(["Up temporal: state invariant, behavior property"]);
  });

  test.each([
    "IF N = 5 THEN [](x < 2) ELSE <>(x = 7)",
    "IF N = 4 THEN <>(x = 7) ELSE [](x < 2)",
    "CASE N = 4 -> <>(x = 7) [] N = 5 -> [](x < 2) [] OTHER -> FALSE",
    "N = 5 => [](x < 2)",
    "~~[](x < 2)",
    "~~~<>(x = 2)",
    "IF N = 5 THEN N > 0 => [](x < 2) ELSE [](x < 1)",
  ])("%s of a constant N is an invariant where that is asked", async (formula) => {
    expect(await verdicts(`N == 5\nP == ${formula}`, `${behavior}PROPERTY P`)).toEqual(["P violated invariant 3"]);
  });

  test("what is not asked is not decided, and a condition on the state stays where it is", async () => {
    const body = [
      "N == 5",
      "Other == IF N = 4 THEN [](x < 2) ELSE [][x' > x]_x",
      "First == IF x = 0 THEN [](x < 9) ELSE [](x < 1)",
      "Implied == x = 1 => [](x < 1)",
    ].join("\n");
    expect(await verdicts(body, `${behavior}PROPERTIES Other First Implied`)).toEqual([
      "Other holds",
      "First holds",
      "Implied holds",
    ]);
  });

  test.each([
    ["Where(x = 0)", "violated invariant 3"],
    ["Where(x = 3)", "holds"],
    ["Implied(x = 0)", "violated invariant 3"],
    ["Implied(x = 2)", "holds"],
    ["Arm(x = 0)", "violated invariant 3"],
    ["Arm(x = 2)", "holds"],
    ["Step(x = 0)", "violated property 3"],
    ["Step(x = 1)", "holds"],
    ["Given(LAMBDA n : x = n, 0)", "violated invariant 3"],
    ["Given(LAMBDA n : x = n, 3)", "holds"],
    ["LET At(c) == Where(c) IN At(x = 0)", "violated invariant 3"],
    // A quantifier over a set of the state is refused, as it is without a definition.
    ["Each({x})", "unchecked"],
  ])("a condition on the state that is an argument stays where it is, too: %s", async (formula, verdict) => {
    const body = [
      "Where(c) == IF c THEN [](x < 2) ELSE TRUE",
      "Implied(c) == c => [](x < 2)",
      "Arm(c) == CASE c -> [](x < 2) [] OTHER -> TRUE",
      "Step(c) == c => [][x' # 2]_x",
      "Given(F(_), n) == F(n) => [](x < 2)",
      "Each(S) == \\A n \\in S : [](y = n)",
      `P == ${formula}`,
    ].join("\n");
    expect(await verdicts(body, `${behavior}PROPERTY P`)).toEqual([`P ${verdict}`]);
  });

  test.each([
    ["[](x = 1 => [](x # 3))", "violated invariant 4"],
    ["<>(x = 2) => [](x < 3)", "violated invariant 4"],
    ["\\E i \\in {2} : [](x # i)", "violated invariant 3"],
    ["[](x # 2) \\/ [](x # 1)", "violated invariant 3"],
    ["[](x = 1 => [](x # 2 \\/ <>(x = 0)))", "violated property 4"],
    ["\\E i \\in {2} : [][x' # i]_x", "violated property 3"],
    ["<>(x = 2) => []<>(x = 0)", "violated property 4"],
    ["[](x = 3 => [](x = 3))", "holds"],
    ["<>(x = 2) => [](x # 3 \\/ <>(y = 0))", "holds"],
  ])("what a finite way refutes has a finite trace: %s", async (formula, verdict) => {
    expect(await verdicts(`P == ${formula}`, `${behavior}PROPERTY P`)).toEqual([`P ${verdict}`]);
  });

  test("a finite way counts where a fair behavior goes on from its end", async () => {
    // From 3 no step leads on that WF asks for.
    const body = [
      "VARIABLE z",
      "Go == [n \\in 0..5 |-> CASE n = 0 -> {1, 3} [] n = 1 -> {4} [] n = 4 -> {5} [] OTHER -> {}]",
      "Start == z = 0",
      "Step == z' \\in Go[z]",
      "Stuck == z = 3 /\\ z' = 9",
      "Spec == Start /\\ [][Step]_z /\\ WF_z(Stuck)",
      "P == [](z = 0 => [](z \\notin {3, 5}))",
      "Q == [](z = 0 => [](z # 5))",
      "R == [](z = 0 => [](z # 3))",
    ].join("\n");
    const cfg = "SPECIFICATION Spec\nPROPERTIES P Q R\nCHECK_DEADLOCK FALSE\n";
    const { properties } = await check(modelOf(body, cfg));
    const shown = properties.map((p) =>
      p.status === "violated"
        ? `${p.name} ${p.breaks} ${p.trace?.states.length} ${p.trace?.loop}`
        : `${p.name} ${p.status}`,
    );
    expect(shown.filter((text) => !text.startsWith("Deadlock"))).toEqual([
      "P property 4 4",
      "Q invariant 4 null",
      "R holds",
    ]);
  });

  test("a refused formula is never said to hold", async () => {
    expect(await verdicts("Live == \\EE z : <>(x = 3)", `${behavior}PROPERTY Live`)).toEqual(["Live unchecked"]);
  });
});

describe("INVARIANT and CONSTRAINT", () => {
  test("an invariant is a state part with code 12", () => {
    expect(parts("Inv == x < 9", `${behavior}INVARIANT Inv`)).toEqual(["Inv invariant: state invariant"]);
  });

  test("an invariant is asked of a state that a constraint excludes; the search does not go beyond it", async () => {
    const body = "Small == x < 2\nNot2 == x # 2\nNot3 == x # 3";
    expect(await verdicts(body, `${behavior}INVARIANTS Not2 Not3\nCONSTRAINT Small`)).toEqual([
      "Not2 violated invariant 3",
      "Not3 holds",
    ]);
  });

  test("all constraints must hold", async () => {
    const body = "Small == x < 2\nEven == TRUE\nNot3 == x # 3";
    const result = await check(modelOf(`${counter}\n${body}`, `${behavior}INVARIANT Not3\nCONSTRAINTS Even Small`));
    expect(result.states).toEqual({ initial: 1, generated: 3, distinct: 2, depth: 2 });
  });

  test("an invariant may be one of an instance", async () => {
    const inner = "---- MODULE Inner ----\nEXTENDS Naturals\nVARIABLE v\nLow == v < 2\n====\n";
    const body = "I == INSTANCE Inner WITH v <- x";
    expect(await verdicts(body, `${behavior}INVARIANT I!Low`, { "Inner.tla": inner })).toEqual([
      "I!Low violated invariant 3",
    ]);
  });
});

describe("ASSUME", () => {
  test("is decided by name, or by line where it has none, and breaks an assumption", async () => {
    const body = "ASSUME 1 = 2\nASSUME Named == 2 = 2";
    expect(await verdicts(body, behavior)).toEqual(["Assumption line 9 violated assumption 0", "Named holds"]);
  });
});

describe("what is not assigned", () => {
  test("a variable without a value in Init or Next is an error that names it", async () => {
    const failure = async (body: string) => (await check(modelOf(body))).failure?.diagnostic;
    const init = await failure("VARIABLES x, y\nInit == x = 0\nNext == UNCHANGED <<x, y>>");
    expect(init).toMatchObject({ code: "E431", message: "the initial predicate gives no value to y" });
    const next = await failure("VARIABLES x, y\nInit == x = 0 /\\ y = 0\nGo == x' = 1\nNext == Go");
    expect(next).toMatchObject({ code: "E430" });
    expect(next?.message).toContain("the action Go gives no value to y'; assign it, or add UNCHANGED y");
  });

  test("reading a variable before it has its value is an error", async () => {
    const result = await check(modelOf("VARIABLES x, y\nInit == x = y /\\ y = 0\nNext == UNCHANGED <<x, y>>"));
    expect(result.failure?.diagnostic.code).toBe("E423");
  });
});

describe("CHECK_DEADLOCK", () => {
  test("is on unless the configuration says otherwise", () => {
    const checked = (cfg: string) => modelOf(counter, `SPECIFICATION Spec\n${cfg}`).checkDeadlock;
    expect([checked(""), checked("CHECK_DEADLOCK TRUE"), checked("CHECK_DEADLOCK FALSE")]).toEqual([true, true, false]);
  });
});
