/** How the text of temporal formulas is read: operators of every kind around them, and what is refused. */

import { describe, expect, test } from "vitest";
import { exitCodeOf } from "../../../../src/cli/exit-code.ts";
import { complaints, line, load, moduleText } from "../spec.ts";
import { checked, verdict, verdicts } from "./verdict.ts";

/** x goes round from 0 to 3; y stays at 7. */
const ring = [
  "VARIABLES x, y",
  "vars == <<x, y>>",
  "Init == x = 0 /\\ y = 7",
  "Next == x' = (x + 1) % 4 /\\ UNCHANGED y",
  "Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next)",
].join("\n");

const on = (formula: string, definitions = "") => verdict(`${ring}\n${definitions}\nP == ${formula}`);
const AROUND = "P violated property: (0,7 -> 1,7 -> 2,7 -> 3,7)";

describe("a temporal formula", () => {
  test.each([
    ["[]<>(x = 3)", "P holds"],
    ["<>[](x # 3)", AROUND],
    ["x = 0 ~> x = 2", "P holds"],
    ["x = 0 ~> x = 5", AROUND],
    ["[](x = 3 => <>(x = 1))", "P holds"],
    ["[](x = 3 => [](x # 1))", "P violated invariant: 0,7 -> 1,7 -> 2,7 -> 3,7 -> 0,7 -> 1,7"],
    ["<>(x = 1 /\\ <>(x = 0 /\\ <>(x = 3)))", "P holds"],
    ["<>[](y = 7) <=> []<>(x = 1)", "P holds"],
    ["~(x = 1 ~> x = 2)", AROUND],
    ["[]<>(x = 1) /\\ ~[]<>(y = 8)", "P holds"],
    ["<>(x = 1) \\/ FALSE", "P holds"],
    ["x = 1 => <>(x = 9)", "P holds"],
    ["[]<>TRUE", "P holds"],
    ["<>[]FALSE", AROUND],
  ])("%s", async (formula, expected) => {
    const text = await on(formula);
    if (typeof expected === "string") expect(text).toBe(expected);
    else expect(text).toMatch(expected);
  });

  test.each([
    ["~<>~<><<Next>>_vars", "P holds"],
    ["~[]~<><<Next>>_vars", "P holds"],
    ["~[]~[][x' = 1]_vars", AROUND],
    ["<>~<><<Next>>_vars", AROUND],
    ["[]~[][x' # 2]_vars", "P holds"],
    ["[]~[][x' # 5]_vars", AROUND],
    ["~<>~[][x' # 5]_vars", "P holds"],
  ])("is what the negations around an action make of it: %s", async (formula, expected) => {
    expect(await on(formula)).toBe(expected);
  });

  test.each([
    ["IF y = 7 THEN []<>(x = 3) ELSE FALSE", "P holds"],
    ["IF y = 8 THEN TRUE ELSE <>[](x = 0)", AROUND],
    ["[](IF x = 1 THEN <>(x = 3) ELSE TRUE)", "P holds"],
    ["[](IF x = 1 THEN <>(x = 5) ELSE TRUE)", /^P violated/],
    ["IF <>(x = 2) THEN []<>(x = 3) ELSE FALSE", "P holds"],
    ["IF 1 = 2 THEN <>(x = 9) ELSE <>(x = 3)", "P holds"],
    ["CASE y = 8 -> FALSE [] y = 7 -> <>(x = 3)", "P holds"],
    ["CASE y = 8 -> <>(x = 3) [] OTHER -> <>(x = 4)", AROUND],
    ["[](CASE x = 1 -> <>(x = 2) [] x = 2 -> <>(x = 9) [] OTHER -> TRUE)", /^P violated/],
    // Arms are tried in their order, so what comes second speaks of states that the first does not take.
    ["[](CASE x < 2 -> TRUE [] x < 4 -> <>(x = 0) [] OTHER -> <>(x = 9))", "P holds"],
  ])("may stand in %s", async (formula, expected) => {
    const text = await on(formula);
    if (typeof expected === "string") expect(text).toBe(expected);
    else expect(text).toMatch(expected);
  });

  test("in a CASE without a true guard is an error in the state where that is so", async () => {
    expect(await on("[](CASE x = 0 -> <>(x = 1) [] x = 1 -> TRUE)")).toMatch(
      /^P unchecked, error; failed, property: Spec\.tla:\S+ E\d+: /,
    );
  });

  test.each([
    ["\\A i \\in 0..3 : []<>(x = i)", "P holds"],
    ["\\A i \\in 0..4 : []<>(x = i)", AROUND],
    ["\\A i \\in {-1, 2} : []<>(x = i)", AROUND],
    ["\\E i \\in 3..4 : []<>(x = i)", "P holds"],
    ["\\E i \\in {} : []<>(x = i)", AROUND],
    ["\\A i, j \\in 0..3 : x = i ~> x = j", "P holds"],
    ["\\A <<i, j>> \\in {<<1, 2>>, <<2, 3>>} : x = i ~> x = j", "P holds"],
    ["\\A i \\in 0..1 : \\A j \\in {i + 2} : []<>(x = j)", "P holds"],
    ["\\A i \\in 0..1 : \\A j \\in {i + 3} : []<>(x = j)", AROUND],
  ])("under %s", async (formula, expected) => {
    expect(await on(formula)).toBe(expected);
  });

  test.each([
    ["LET e == x IN []<>(e = 3)", "P holds"],
    ["LET e == x IN <>(e = 0 /\\ <>(e = 1 /\\ <>(e = 3)))", "P holds"],
    ["LET F(i) == []<>(x = i) IN F(1) /\\ F(2)", "P holds"],
    ["LET F(i) == []<>(x = i) G == F(3) IN G", "P holds"],
    ["LET n == 3 IN \\A i \\in 0..n : LET j == i + 1 IN []<>(x = j % 4)", "P holds"],
  ])("in %s, which reads the state anew at each position", async (formula, expected) => {
    expect(await on(formula)).toBe(expected);
  });

  test.each([
    ["Often(x = 3)", "P holds"],
    ["Leads(x = 1, x = 3)", "P holds"],
    ["Reaches(x, 3)", "P holds"],
    ["Reaches(x + 1, 4)", "P holds"],
    ["Reaches(x + 1, 0)", AROUND],
    ["Each(Below)", "P violated property: 0,7"],
    ["Each(LAMBDA i : []<>(x = i))", "P holds"],
    ["Twice(<>(x = 3))", "P holds"],
    ["Named!2", "P holds"],
    ["Down(3)", "P holds"],
    // An operator that is given brings along what was around it.
    ["Beside([]<>(x = 3))", "P holds"],
    ["Beside([]<>(x = 4))", AROUND],
    ["Within([]<>(x = 3))", "P holds"],
    ["Within([]<>(x = 4))", AROUND],
    ["Both(LAMBDA A : WF_vars(A), LAMBDA A : TRUE, Next)", "P holds"],
    ["Both(LAMBDA A : WF_vars(A), LAMBDA A : y = 8, Next)", /^P violated/],
    ["Both(LAMBDA A : <>[][~A]_vars, LAMBDA A : y = 7, Next)", AROUND],
    ["Nested(LAMBDA A : WF_vars(A), LAMBDA A : y = 7, Next)", "P holds"],
    ["Nested(LAMBDA A : WF_vars(A), LAMBDA A : y = 8, Next)", /^P violated/],
  ])("as the definition in %s", async (formula, expected) => {
    const definitions = [
      "Often(F) == []<>F",
      "Leads(F, G) == F ~> G",
      "Reaches(e, n) == []<>(e = n)",
      "Below(i) == x > i",
      "Each(F(_)) == \\A i \\in 0..3 : F(i)",
      "Twice(F) == F /\\ []F",
      "Named == <>(x = 8) /\\ []<>(x = 3)",
      "RECURSIVE Down(_)",
      "Down(n) == IF n = 0 THEN TRUE ELSE []<>(x = n) /\\ Down(n - 1)",
      "Applied(F(_), n) == F(n)",
      "Beside(F) == Applied(LAMBDA n : n = 2 /\\ F, 2)",
      "Within(F) == LET G(n) == n = 2 /\\ F IN Applied(G, 2)",
      "Both(F(_), G(_), A) == F(A) /\\ G(A)",
      "Nested(F(_), G(_), A) == F(A) /\\ (LET H == Both(G, G, A) IN /\\ H\n /\\ ~(G(A) => ~G(A)))",
    ].join("\n");
    const text = await on(formula, definitions);
    if (typeof expected === "string") expect(text).toBe(expected);
    else expect(text).toMatch(expected);
  });

  test("is an error, with the way to the state, where an atom cannot be evaluated", async () => {
    const result = await checked(`${ring}\nP == <>[](<<5, 6>>[x] = 5)`, "PROPERTY P\n");
    expect(exitCodeOf(result)).toBe(77);
    expect(result.failure?.trace?.states.map(({ values }) => values[0])).toEqual([0]);
    const later = await checked(`${ring}\nP == []<>(<<5, 6, 7>>[IF x < 3 THEN 1 ELSE x + 1] = 6)`, "PROPERTY P\n");
    expect(exitCodeOf(later)).toBe(77);
    expect(later.failure?.trace?.states.map(({ values }) => values[0])).toEqual([0, 1, 2, 3]);
    expect(line(later.failure!.diagnostic)).toMatch(/^Spec\.tla:8:\d+: E\d+: /);
  });

  test("stands beside other parts of a property", async () => {
    expect(await on("y = 7 /\\ [](x < 4) /\\ [][x' # x]_vars /\\ []<>(x = 3)")).toBe("P holds");
    expect(await on("y = 7 /\\ [](x < 3) /\\ []<>(x = 3)")).toBe("P violated invariant: 0,7 -> 1,7 -> 2,7 -> 3,7");
    expect(await on("y = 7 /\\ [](x < 4) /\\ []<>(x = 5)")).toBe(AROUND);
    expect(await on("y = 8 /\\ []<>(x = 3)")).toBe("P violated property: 0,7");
  });
});

describe("refused", () => {
  test.each([
    ["E360", "\\EE z : [](z = x)"],
    ["E360", "[](x < 4) -+-> []<>(x = 3)"],
    ["E360", "\\A i : []<>(x = i)"],
    ["E360", "\\A i \\in 0..x : []<>(x = i)"],
    ["E361", "[](x = 1 => [][x' = 2]_vars)"],
    ["E361", "<>(x = 1 /\\ <><<Next>>_vars)"],
    ["E361", "[]([][Next]_vars /\\ <>(x = 3))"],
    ["E362", "<>(P_!Possible(x = 3) \\in {TRUE})"],
    ["E363", "Endless(1)"],
  ])("%s: %s is not checked, and a diagnostic says why", async (code, formula) => {
    const body = `P_ == INSTANCE Possibility\n${ring}\nRECURSIVE Endless(_)\nEndless(n) == <>(x = n) /\\ Endless(n + 1)\nP == ${formula}\nQ == []<>(x = 3)`;
    const files = {
      "Spec.tla": moduleText(body),
      "Spec.cfg": "SPECIFICATION Spec\nPROPERTIES P Q\n",
    };
    const { model, diagnostics } = load(files);
    const said = [...diagnostics, ...(model?.diagnostics ?? [])].map((d) => d.code);
    expect(said).toEqual([code]);
    const result = await verdicts(body, "PROPERTIES P Q\n");
    expect(result).toEqual(["P unchecked, unsupported", "Q holds"]);
  });

  test.each(["[](x' = 1)", "<>(x' = 1)", "ENABLED []<>(x = 1)", "([]<>(x = 1))'", "([]<>(x = 1)) = (<>[](y = 7))"])(
    "%s is an error of the module",
    (formula) => {
      const files = {
        "Spec.tla": moduleText(`${ring}\nP == ${formula}`),
        "Spec.cfg": "SPECIFICATION Spec\nPROPERTY P\n",
      };
      const result = load(files);
      expect(result.model).toBe(null);
      expect(result.model === null && result.wrong).toBe("specification");
      expect(complaints(`${ring}\nP == ${formula}`, "SPECIFICATION Spec\nPROPERTY P\n")[0]).toMatch(/: E2\d\d: /);
    },
  );

  test("an assumption that cannot be read stops the run: nothing would be known without it", () => {
    const body = `${ring}\nWhole == Spec /\\ \\EE z : [](z = x)\nP == <>(x = 1)`;
    const files = { "Spec.tla": moduleText(body), "Spec.cfg": "SPECIFICATION Whole\nPROPERTY P\n" };
    const { model, diagnostics } = load(files);
    expect(model).toBe(null);
    expect(diagnostics.map((d) => d.code)).toEqual(["E360"]);
  });
});
