/** Parts of definitions (TLA+2, "Naming Subexpressions"): what each path means, as a value and as an operator. */

import { describe, expect, test } from "vitest";
import { complaints, valueOf } from "./spec.ts";

function table(cases: [expression: string, value: string, definitions: string][]): void {
  test.each(cases)("%s is %s in %s", (expression, value, definitions) => {
    expect(valueOf(expression, definitions)).toBe(value);
  });
}

function refused(cases: [expression: string, definitions: string, expected: string][]): void {
  test.each(cases)("%s of %s", (expression, definitions, expected) => {
    expect(complaints(`${definitions}\nA == ${expression}`).join("\n")).toContain(expected);
  });
}

describe("numbers", () => {
  table([
    ["D!1!2", "3", "D == <<1 + 3, 2>>"],
    ["D!<<!>>", "3", "D == <<1 + 3, 2>>"],
    ["D!1", "4", "D == LET z == 3 IN z + 1"],
    ["D!1!1", "3", "D == LET z == 3 IN z + 1"],
    ["D(5)!1!1", "5", "D(n) == LET z == n IN z + 1"],
    ["D(7)!1!1", "10", "D(n) == LET w == n z(m) == m + w IN z(3) + 1"],
    ["D(7)!1", "9", "D(n) == LET RECURSIVE E(_) E(k) == IF k = 0 THEN n ELSE 1 + E(k - 1) IN E(2)"],
    ["D(5)!<<!2", "5", "D(n) == LET z == 3 IN z + n"],
    [
      "<<C(2)!1!1, C(2)!2!1, C(2)!2!2, C(1)!3!2>>",
      "<<FALSE, TRUE, 22, 33>>",
      "C(n) == CASE n = 1 -> 11 [] n = 2 -> 22 [] OTHER -> 33",
    ],
    ["<<D!1, D!2, D!3>>", "<<FALSE, 1, 2>>", "D == IF 1 = 2 THEN 1 ELSE 2"],
    ["<<D!1, D!2!2>>", "<<1, 3>>", "D == [a |-> 1, b |-> 2 + 3]"],
    ["D!2", "{3}", "D == [a : {1}, b : {3}]"],
    ["<<D!1.a, D!2>>", '<<1, "a">>', "D == [a |-> 1].a"],
    ["D!1", "<<7>>", "D == [<<7>> EXCEPT ![1] = 2]"],
    ["<<D!1, D!2>>", "<<<<7>>, 1>>", "D == <<7>>[1]"],
    ["D!2", "<<1, 2>>", "f == [i, j \\in 1..2 |-> i + j]\nD == f[1, 2]"],
    ["D!2!1", "1", "f == [i, j \\in 1..2 |-> i + j]\nD == f[1, 2]"],
    ["<<D!1, D!2>>", "<<{1}, {2}>>", "D == [{1} -> {2}]"],
    ["D!2", "{2}", "D == {1} \\X {2} \\X {3}"],
    ["<<D!1, D!2>>", "<<{1}, {2}>>", "D == \\A i, j \\in {1}, k \\in {2} : TRUE"],
    ["D!1", "{1, 2}", "D == {i \\in {1, 2} : i > 1}"],
    ["D!2!1", "4", "F(a, b) == a\nD == F(1, 4 + 5)"],
    ["D!3", "FALSE", "D == /\\ TRUE\n     /\\ TRUE\n     /\\ FALSE"],
    ["f!1", "{1, 2}", "f[i \\in {1, 2}] == i + 1"],
    ["f!(5)", "6", "f[i \\in {1, 2}] == i + 1"],
    ["D!1", "{1}", "D == SUBSET {1}"],
    ["I!D!2", "5", "---- MODULE N ----\nCONSTANT c\nD == <<1, c>>\n====\nI == INSTANCE N WITH c <- 5"],
    ["I(6)!D!2", "6", "---- MODULE N ----\nCONSTANT c\nD == <<1, c>>\n====\nI(p) == INSTANCE N WITH c <- p"],
    ["T!1", "TRUE", "THEOREM T == TRUE /\\ FALSE"],
  ]);
  refused([
    ["D!>>", "D == <<1, 2, 3>>", "E217: D has 3 parts, only what has two has a right one"],
    ["D!>>", "D == SUBSET {1}", "E217: D has 1 part"],
    ["D!2", "D == LET z == 3 IN z", "E217: D has 1 part, there is no number 2"],
    ["D!1", "D == CASE TRUE -> 1", "E217: D!1 is an arm of a CASE; !1 is its condition, !2 its value"],
    ["D!2!1", "D == CASE TRUE -> 1 [] OTHER -> 2", "E217: OTHER of a CASE is no expression"],
    ["D!2", "D == [<<1>> EXCEPT ![1] = 2]", "E217: D has 1 part, there is no number 2"],
    ["D!1", "D == CHOOSE x : TRUE", "E217: D has 0 parts"],
    ["D!1", "D == 7", "E217: D has 0 parts"],
    ["T!1", "THEOREM T == ASSUME NEW x PROVE x = x", "E217: T!1 is, or uses, what a NEW declares"],
    ["T!2", "THEOREM T == ASSUME NEW x PROVE x = x", "E217: T!2 is, or uses, what a NEW declares"],
  ]);
});

describe("what binds names", () => {
  table([
    ["D!(4)", "TRUE", "D == \\E i \\in 1..3 : i > 3"],
    ["D!(4, 5)!1", "9", "D == [i \\in 1..3, j \\in {1} |-> <<i + j>>]"],
    ["D!(1, 2)", "<<2, 1>>", "D == {<<b, a>> : <<a, b>> \\in {<<3, 4>>}}"],
    ["D!1!(4)", "5", "F(Op(_)) == Op(1)\nD == F(LAMBDA x : x + 1)"],
  ]);
  refused([
    ["D!(1)", "D == 1 + 2", "E217: D binds no names"],
    ["D!(1)", "D == \\A i, j \\in {1} : i = j", "E203: D takes 2 arguments, found 1"],
    ["D!@", "D == \\A i \\in {1} : i = 1", "E217: D!@ is an operator, not a value"],
  ]);
});

describe("labels", () => {
  table([
    ["D!lab(7)", "8", "D == {lab(i) :: i + 1 : i \\in 1..3}"],
    ["D!lab(7, 8)", "<<8, 7>>", "D == {{lab(j, i) :: <<i, j>> : j \\in {2}} : i \\in {1}}"],
    ["D!lab!2", "4", "D == 1 + (lab :: 3 * 4)"],
    ["D!a!b", "3", "D == a :: 1 + (b :: 3)"],
    ["D!c!1", "1", "D == CASE c :: (1 = 2) -> 1 [] OTHER -> 2"],
    ["D!lab", "4", "D == LET z == 4 IN lab :: z"],
    ["D(3)!lab(1)", "4", "D(n) == {lab(i) :: i + n : i \\in {5}}"],
    ["f!lab(3)", "4", "f[i \\in {1}] == lab(i) :: i + 1"],
  ]);
  refused([
    ["D!lab", "D == lab(x) :: 1", "E221: the parameter x of a label must be a name bound around it"],
    ["D!lab", "D == {lab :: i : i \\in {1}}", "E221: the label lab needs i as parameters"],
    ["D!lab", "D == {lab(i, i) :: i : i \\in {1}}", "E221: the label lab has the parameter i twice"],
    ["D!lab", "D == <<lab :: 1, lab :: 2>>", "E221: there is another label lab here"],
    ["1", "ASSUME lab :: TRUE", "E221: a label must stand in a definition"],
    ["1", "THEOREM lab :: TRUE", "E221: a label must stand in a definition"],
    ["1", "D == [<<1>> EXCEPT ![1] = lab :: 2]", "E221: no label may stand in the new value of an EXCEPT"],
    ["1", "THEOREM T == ASSUME ASSUME NEW x PROVE lab :: x = x PROVE TRUE", "E221: no label may stand where the NEW"],
    ["D!lab(1)", "D == lab :: 1", "E203: the label lab takes 0 arguments, found 1"],
    ["D!1!lab", "D == <<lab :: 1>>", "E217: D!1 is no LET that defines lab"],
  ]);
  table([
    ["1", "1", "D == a :: {a(i) :: i : i \\in {1}}"],
    ["1", "1", "ASSUME T == lab :: TRUE"],
    ["1", "1", "D == LET E == lab :: 1 IN lab :: E"],
    ["1", "1", "D(n) == \\A i \\in {1} : a(i) :: \\A j \\in {1} : b(j) :: i = j"],
  ]);
});

describe("definitions of LET", () => {
  table([
    ["D!:!z", "3", "D == LET z == 3 IN z + 1"],
    ["D(2)!:!z(5)", "10", "D(n) == LET w == n z(m) == m * w IN z(1)"],
    ["D(2)!:!z(5)!1", "5", "D(n) == LET w == n z(m) == m * w IN z(1)"],
    ["D!2!z", "4", "D == <<1, LET z == 4 IN z>>"],
    ["D!:!f[3]", "6", "D == LET f[i \\in 0..3] == IF i = 0 THEN 0 ELSE i + f[i - 1] IN f[1]"],
    ["D!:", "4", "D == LET z == 3 IN z + 1"],
    ["D!lab!:!z", "3", "D == 1 + (lab :: LET z == 3 IN z)"],
  ]);
  refused([
    ["D!:!w", "D == LET z == 3 IN z + 1", "E217: D is no LET that defines w"],
    ["D!z", "D == LET z == 3 IN z + 1", "E217: D has no label or part named z; write !:!z"],
    ["D!1!:", "D == <<1>>", "E217: !: may only follow a name"],
    ["D!:!1", "D == <<1>>", "E217: !: may only follow a name"],
  ]);
});

describe("definitions of a LET around the path", () => {
  table([
    ["D(4)", "4", "D(n) == LET E == n + 1 IN E!1"],
    ["D(4)", "{<<4, 7>>}", "D(n) == {LET E(k) == <<<<n, k>>, i>> IN E(7)!1 : i \\in 1..3}"],
  ]);
  const apply = "F(G(_), x) == G(x)\nF2(G(_, _), x, y) == G(x, y)\n";
  table([
    ["D(7)", "7", `${apply}D(n) == LET E(k) == <<k, n>> IN F(E!2, 1)`],
    ["D(7)", "<<5, 7>>", `${apply}D(n) == LET E(k) == {<<i + k, n>> : i \\in {1}} IN F2(E!@, 3, 2)`],
    ["D(7)", "{12}", `${apply}D(n) == {LET E(k) == <<k + n + i>> IN F(E!1, 4) : i \\in {1}}`],
    ["D(7)", "9", `${apply}D(n) == LET RECURSIVE E(_) E(k) == IF k = 0 THEN n ELSE 1 + E(k - 1) IN F(E!3, 2)`],
    ["D(7)", "13", `${apply}D(n) == LET H(z) == LET E(k) == <<k + z + n>> IN F(E!1, 2) IN H(4)`],
  ]);
});

describe("operators for the constants of an instance", () => {
  const inner = "---- MODULE N ----\nEXTENDS Integers\nCONSTANT F(_)\nA == F(5)\n====\n";
  table([
    ["<<D(1), D(2)>>", "<<6, 7>>", `${inner}D(n) == LET E(k) == <<k + n, 0>> I == INSTANCE N WITH F <- E!1 IN I!A`],
    [
      "{D(n) : n \\in {1, 4}}",
      "{6, 9}",
      `${inner}D(n) == LET E == {k + n : k \\in {1}} J(q) == INSTANCE N WITH F <- E!@ IN J(0)!A`,
    ],
  ]);
});

describe("operators", () => {
  const apply = "Ap(F(_), x) == F(x)\nAp2(F(_, _), x, y) == F(x, y)\n";
  table([
    ["Ap(D!@, 5)", "6", `${apply}D == {i + 1 : i \\in {1}}`],
    ["Ap(D!1, 5)", "8", `${apply}D(n) == <<n + 3>>`],
    ["Ap2(D!1!@, 5, 7)", "<<5, 7>>", `${apply}D(n) == <<{<<n, i>> : i \\in {1}}>>`],
    ["Ap(D!lab, 5)", "6", `${apply}D == {lab(i) :: i + 1 : i \\in {1}}`],
    ["Ap(D!2, 5)", "6", `${apply}G(x, F(_)) == F(x)\nD == G(1, LAMBDA y : y + 1)`],
    ["Ap2(D!2, 5, 7)", "2", `${apply}G(x, F(_)) == F(x)\nD(n) == G(1, LAMBDA y : y - n)`],
    ["Ap(D!:!z, 5)", "8", `${apply}D == LET z(m) == m + 3 IN z(1)`],
    [
      "I!A",
      "6",
      "---- MODULE N ----\nEXTENDS Integers\nCONSTANT F(_)\nA == F(5)\n====\nD == {i + 1 : i \\in {1}}\nI == INSTANCE N WITH F <- D!@",
    ],
  ]);
  refused([
    ["Ap(D!1, 5)", `${apply}D(n, m) == <<n>>`, "E205: expected an operator with 1 parameter, found D!1, which has 2"],
    [
      "Ap(D(1)!@, 5)",
      `${apply}D(n) == {i + 1 : i \\in {1}}`,
      "E217: a path that names an operator may have no arguments",
    ],
  ]);
});
