/** What expressions mean: pinned values, with definitions, recursion, functions, EXCEPT, CHOOSE, laziness. */

import { describe, expect, test } from "vitest";
import { errorOf, explore, modelOf, valueOf } from "./spec.ts";

function table(cases: [expression: string, value: string, definitions?: string][]): void {
  test.each(cases.map(([e, v, d]) => [e, v, d ?? ""]))("%s is %s", (expression = "", value = "", definitions = "") => {
    expect(valueOf(expression, definitions)).toBe(value);
  });
}

describe("logic", () => {
  table([
    ["TRUE /\\ ~FALSE", "TRUE"],
    ["FALSE => (1 = 2)", "TRUE"],
    ["TRUE <=> (1 = 1)", "TRUE"],
    ["\\A i \\in 1..3, j \\in {4} : i < j", "TRUE"],
    ["\\E <<a, b>> \\in {<<1, 2>>, <<3, 1>>} : a > b", "TRUE"],
    ["\\A i \\in {} : FALSE", "TRUE"],
    ["IF 1 > 2 THEN 3 ELSE 4", "4"],
    ["CASE 1 = 2 -> 5 [] 2 = 2 -> 6 [] OTHER -> 7", "6"],
    ['FALSE /\\ (1 = "a")', "FALSE"],
    ['TRUE \\/ (1 = "a")', "TRUE"],
  ]);
});

describe("sets and functions", () => {
  table([
    ["{i * i : i \\in -2..2}", "{0, 1, 4}"],
    ["{i \\in 1..6 : i % 2 = 0}", "{2, 4, 6}"],
    ["{<<i, j>> : i \\in {1}, j \\in {2, 3}}", "{<<1, 2>>, <<1, 3>>}"],
    ["[i \\in 1..3 |-> i + 1]", "<<2, 3, 4>>"],
    ["[i, j \\in {1, 2} |-> i + j][2, 1]", "3"],
    ["[<<i, j>> \\in {<<1, 5>>} |-> i + j][1, 5]", "6"],
    ["[a |-> 1, b |-> 2].b", "2"],
    ["[[a |-> <<1, 2>>] EXCEPT !.a[2] = @ + 5]", "[a |-> <<1, 7>>]"],
    ["[<<1, 2>> EXCEPT ![1] = @ + 10, ![1] = @ + 100]", "<<111, 2>>"],
    ["[<<1, 2>> EXCEPT ![9] = 3]", "<<1, 2>>"],
    ["[<<1, 2>> EXCEPT ![1] = 5, ![9] = 3]", "<<5, 2>>"],
    ["[[i, j \\in {1, 2} |-> 0] EXCEPT ![1, 2] = 7][1, 2]", "7"],
    ["[[a |-> [b |-> 1]] EXCEPT !.a.b = [[c |-> @] EXCEPT !.c = @ + 1]]", "[a |-> [b |-> [c |-> 2]]]"],
    ["CHOOSE i \\in {5, 3, 4} : i > 3", "4"],
    ["CHOOSE <<a, b>> \\in {<<1, 2>>, <<2, 1>>} : a > b", "<<2, 1>>"],
    ["DOMAIN [a |-> 1]", '{"a"}'],
    ["Cardinality([{1, 2} -> {1, 2, 3}])", "9"],
    ["{1, 2} \\X {3} = {<<1, 3>>, <<2, 3>>}", "TRUE"],
    ["5 \\in {n \\in Nat : n > 3}", "TRUE"],
    ["[n \\in Nat |-> n + 1][41]", "42"],
    ["UNION {{1}, {2, 3}} \\ {3}", "{1, 2}"],
    ["Len(SelectSeq(<<1, 2, 3>>, LAMBDA x : x > 1))", "2"],
  ]);
});

describe("definitions", () => {
  table([
    ["f[5]", "120", "f[n \\in Nat] == IF n = 0 THEN 1 ELSE n * f[n - 1]"],
    ["f", "<<1, 2, 6>>", "f[n \\in 1..3] == IF n = 1 THEN 1 ELSE n * f[n - 1]"],
    ["f[1, 2]", "3", "f[a, b \\in 1..2] == a + b"],
    [
      "Sum({1, 2, 3})",
      "6",
      "RECURSIVE Sum(_)\nSum(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE x \\in S : TRUE IN x + Sum(S \\ {x})",
    ],
    ["Even(7)", "FALSE", "RECURSIVE Even(_), Odd(_)\nEven(n) == n = 0 \\/ Odd(n - 1)\nOdd(n) == n # 0 /\\ Even(n - 1)"],
    ["f", "<<1, 2, 6>>", "RECURSIVE f\nf == [n \\in 1..3 |-> IF n = 1 THEN 1 ELSE n * f[n - 1]]"],
    ["LET RECURSIVE g g == [n \\in 0..3 |-> IF n = 0 THEN 1 ELSE n * g[n - 1]] IN g[3]", "6"],
    ["Twice(LAMBDA a : a * 3, 2)", "18", "Twice(F(_), x) == F(F(x))"],
    ["Apply2(+, 2, 3)", "5", "Apply2(Op(_, _), a, b) == Op(a, b)"],
    ["Apply2(\\cup, {1}, {2})", "{1, 2}", "Apply2(Op(_, _), a, b) == Op(a, b)"],
    ["3 ++ 4", "25", "a ++ b == a * a + b * b"],
    ["LET a == 1 b == a + 1 IN a + b", "3"],
    ["LET F(x) == x + k IN F(1) + F(2)", "23", "k == 10"],
    ["LET f[n \\in 0..4] == IF n = 0 THEN 0 ELSE n + f[n - 1] IN f[4]", "10"],
    ["Lazy(1, CHOOSE x \\in {} : TRUE)", "1", "Lazy(a, b) == IF a = 1 THEN a ELSE b"],
    ["LET unused == CHOOSE x \\in {} : TRUE IN 3", "3"],
    ["{Add(i) : i \\in 1..2}", "{11, 12}", "Add(i) == LET G(j) == i + j IN G(10)"],
    ["Outer(2)", "{3, 4}", "Outer(n) == LET F(i) == i + n IN {F(i) : i \\in 1..2}"],
    ["Def!1", "TRUE", "Def == (1 = 1) /\\ (2 = 3)"],
    ["Def!<<", "FALSE", "Def == (1 = 2) => TRUE"],
    ["Def!lab(7)", "8", "Def == {lab(i) :: i + 1 : i \\in 1..3}"],
    ["Def!lab", "1", "Def == lab :: 1"],
    ["Def!out!in", "4", "Def == out :: LET q == 1 IN in :: 3 + q"],
    ["Def!in", "4", "Def == <<LET q == 1 IN in :: 3 + q>>"],
    ["Def(5)!2", "15", "Def(n) == {1, n + 10}"],
    ["Def!(4)", "TRUE", "Def == \\E i \\in 1..3 : i > 3"],
  ]);
});

describe("instances", () => {
  const inner =
    "---- MODULE Inner ----\nEXTENDS Integers\nCONSTANT c\nVARIABLE v\nPlus(x) == x + c\nInit == v = c\nNext == v' = v + c\nHeld == ENABLED (v' = 9)\n====\n";
  const explored = (body: string, cfg?: string) => explore(modelOf(body, cfg, { "Inner.tla": inner })).states;

  test("substitution of constants and variables, named and not", () => {
    expect(
      explored("VARIABLE w\nI == INSTANCE Inner WITH c <- 5, v <- w\nInit == I!Init\nNext == w < 7 /\\ I!Next"),
    ).toEqual(["w = 5", "w = 10"]);
    expect(explored("c == 3\nVARIABLE v\nINSTANCE Inner\nGo == v < 4 /\\ Next", "INIT Init\nNEXT Go\n")).toEqual([
      "v = 3",
      "v = 6",
    ]);
  });

  test("a parametrised instance, its parameter changing from call to call", () => {
    const body =
      "VARIABLE w\nI(k) == INSTANCE Inner WITH c <- k, v <- w\nInit == w = 0\nNext == \\E k \\in 1..2 : w + k < 4 /\\ I(k)!Next";
    expect(explored(body)).toEqual(["w = 0", "w = 1", "w = 2", "w = 3"]);
    const twice =
      "VARIABLE w\nI(k) == INSTANCE Inner WITH c <- k, v <- w\nInit == w = I(1)!Plus(I(2)!Plus(10))\nNext == UNCHANGED w";
    expect(explored(twice)).toEqual(["w = 13"]);
  });

  test("a variable replaced by an expression is primed with it", () => {
    const body =
      "VARIABLES a, b\nI == INSTANCE Inner WITH c <- 1, v <- a + b\nInit == a = 0 /\\ b = 0\nNext == a' \\in 0..1 /\\ b' \\in 0..1 /\\ I!Next";
    expect(explored(body)).toEqual(["a = 0, b = 0", "a = 0, b = 1", "a = 1, b = 0", "a = 1, b = 1"]);
  });

  test("an instance inside LET sees the names around it", () => {
    const body =
      "VARIABLE w\nInit == w = 0\nStep(k) == LET J == INSTANCE Inner WITH c <- k + 1, v <- w IN J!Next\nNext == w < 2 /\\ Step(0)";
    expect(explored(body)).toEqual(["w = 0", "w = 1", "w = 2"]);
  });

  test("ENABLED of an action of an instance", () => {
    const body = "VARIABLE w\nI == INSTANCE Inner WITH c <- 1, v <- w\nInit == w = 0\nNext == I!Held /\\ w' = 4";
    expect(explored(body)).toEqual(["w = 0", "w = 4"]);
  });

  test("a nested module uses what stands around it", () => {
    const body =
      "k == 7\n---- MODULE N ----\nCONSTANT d\nBoth == k + d\n====\nM == INSTANCE N WITH d <- 1\nVARIABLE w\nInit == w = M!Both\nNext == UNCHANGED w";
    expect(explored(body)).toEqual(["w = 8"]);
  });
});

describe("constants of the cfg", () => {
  const body =
    "CONSTANTS N, M, Op(_)\nDef == CHOOSE n : n \\notin {1}\nVARIABLE x\nInit == x = <<N, M, Def, Op(2)>>\nNext == UNCHANGED x\nMyM == {1, 2}\nMyOp(a) == a * 10";
  test("values, model values, definitions and replaced definitions", () => {
    const cfg = 'INIT Init\nNEXT Next\nCONSTANTS N = {a, -3, "s"}\n M <- MyM\n Op <- MyOp\n Def = none\n';
    expect(() => modelOf(body, cfg)).toThrow(/E355/);
    const right = cfg.replace(', -3, "s"', ", b");
    expect(explore(modelOf(body, right)).states).toEqual(["x = <<{a, b}, {1, 2}, none, 20>>"]);
  });
  test("a table for an operator constant", () => {
    const cfg = "INIT Init\nNEXT Next\nCONSTANTS N = 1 M = 2 Def = 3\n Op(1) = 5\n Op(2) = 6\n";
    expect(explore(modelOf(body, cfg)).states).toEqual(["x = <<1, 2, 3, 6>>"]);
  });
  test("a library operator replaced everywhere, and one module's use of it only", () => {
    const seq = "VARIABLE x\nBounded(S) == {<<>>}\nInit == x \\in Seq({1})\nNext == UNCHANGED x";
    expect(explore(modelOf(seq, "INIT Init\nNEXT Next\nCONSTANT Seq <- Bounded")).states).toEqual(["x = <<>>"]);
  });
});

describe("errors name what was found", () => {
  test.each([
    ['1 + "a"', /E\d+/],
    ["CHOOSE x \\in {1} : x = 2", /E424.*\{1\}/],
    ["<<1, 2>>[3]", /E406/],
    ["{n \\in Nat : TRUE} = {1}", /E40\d/],
    ["IF 3 THEN 1 ELSE 2", /E420.*IF.*found 3/],
    ["CASE FALSE -> 1", /E425/],
    ["\\A x : x = x", /E426/],
    ["3[1]", /E422/],
    ["1 \\in 2", /E421/],
    ["3.5", /E432/],
  ])("%s", (expression, message) => {
    expect(errorOf(expression)).toMatch(message);
  });

  test("with the place and the calls that led there", () => {
    const model = modelOf('Bad(n) == n + "a"\nMid(n) == Bad(n + 1)\nVARIABLE x\nInit == x = 0\nNext == x\' = Mid(x)');
    const rows: Int32Array[] = [];
    model.initial((row) => rows.push(row.slice()));
    try {
      model.next(rows[0] as Int32Array, () => {});
      expect.unreachable();
    } catch (error) {
      const { diagnostic } = error as {
        diagnostic: { location: { line: number; column: number }; notes: { message: string }[] };
      };
      expect(diagnostic.location).toMatchObject({ line: 3, column: 11 });
      expect(diagnostic.notes.map((n) => n.message)).toEqual([
        "in Bad, called here",
        "in Mid, called here",
        "in Next, called here",
      ]);
    }
  });
});
