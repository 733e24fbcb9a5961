/** What makes a successor of its own: one test for each of TLC's rules. */

import { expect, test } from "vitest";
import { explore, modelOf, successors } from "./spec.ts";

const one = (next: string, more = "") =>
  successors(`VARIABLES x, y\n${more}\nInit == x = 0 /\\ y = 0\nNext == ${next}`);

test("\\/ gives a successor per true branch, equal ones too", () => {
  expect(one("(x' = 1 \\/ x' = 2 \\/ x' = 1) /\\ y' = 0")).toEqual(["x = 1, y = 0", "x = 2, y = 0", "x = 1, y = 0"]);
});

test("a state-level \\/ multiplies as well", () => {
  expect(one("(x = 0 \\/ y = 0) /\\ x' = 1 /\\ y' = 1")).toHaveLength(2);
});

test("bounded \\E gives one per witness, state-level too", () => {
  expect(one("(\\E i \\in 1..3 : x' = i) /\\ y' = 0")).toHaveLength(3);
  expect(one("(\\E i \\in 1..3 : i > 1) /\\ x' = 1 /\\ y' = 0")).toHaveLength(2);
});

test("the body of a defined operator splits, whatever its level", () => {
  expect(one("Guard /\\ x' = 1 /\\ y' = 1", "Guard == x = 0 \\/ y = 0")).toHaveLength(2);
  expect(one("Move(1) /\\ y' = 1", "Move(i) == x' = i \\/ x' = i + 1")).toEqual(["x = 1, y = 1", "x = 2, y = 1"]);
});

test("the body of LET splits, and its definitions do too when they are used as formulas", () => {
  expect(one("LET a == 1 IN (x' = a \\/ x' = 2) /\\ y' = 0")).toHaveLength(2);
  expect(one("LET A == x' = 1 \\/ x' = 2 IN A /\\ y' = 0")).toHaveLength(2);
});

test("the arms of IF split, its test does not", () => {
  expect(one("(IF x = 0 THEN x' = 1 \\/ x' = 2 ELSE x' = 3) /\\ y' = 0")).toHaveLength(2);
  expect(one("IF (x = 0 \\/ y = 0) THEN x' = 1 /\\ y' = 1 ELSE x' = 3 /\\ y' = 1")).toHaveLength(1);
});

test("of CASE only the first true arm counts, and it splits; guards do not", () => {
  expect(one("CASE x = 0 \\/ y = 0 -> (x' = 1 \\/ x' = 2) /\\ y' = 0 [] x = 0 -> x' = 5 /\\ y' = 5")).toHaveLength(2);
  expect(one("CASE x = 1 -> x' = 1 /\\ y' = 1 [] OTHER -> x' = 7 /\\ y' = 7")).toEqual(["x = 7, y = 7"]);
});

test("the consequent of => splits once the antecedent is true", () => {
  expect(one("(x = 0 => (x' = 1 \\/ x' = 2)) /\\ y' = 0")).toHaveLength(2);
  expect(one("(x = 1 => x' = 5) /\\ x' = 3 /\\ y' = 0")).toEqual(["x = 3, y = 0"]);
});

test("\\A is a conjunction: disjunctions inside multiply", () => {
  const next = "\\A i \\in {1, 2} : (x' = i /\\ y' = i) \\/ (x' = 9 /\\ y' = 9)";
  expect(one(next)).toEqual(["x = 9, y = 9"]);
  const pairs = successors(`VARIABLE f
Init == f = [i \\in {1, 2} |-> 0]
Next == \\E g \\in [{1, 2} -> {1, 2}] : (\\A i \\in {1, 2} : g[i] = 1 \\/ g[i] > 0) /\\ f' = g`);
  // For each g, each i with g[i] = 1 counts twice: 4 + 2 + 2 + 1.
  expect(pairs).toHaveLength(9);
});

test("binders inside \\A keep their values across the rest of the conjunction", () => {
  const next = "(\\A i \\in {1, 2} : \\E v \\in {10, 20} : (v = 10 \\/ v = 20) /\\ i < v) /\\ x' = 1 /\\ y' = 1";
  expect(one(next)).toHaveLength(4);
});

test("[A]_v is a condition where all is assigned", () => {
  expect(one("x' = 0 /\\ y' = 0 /\\ [y' = 0]_x")).toEqual(["x = 0, y = 0"]);
});

test("[A]_v is A, and then v unchanged: two successors if both hold", () => {
  expect(one("[x' = 0 /\\ y' = 0]_<<x, y>>")).toHaveLength(2);
  expect(one("[x' = 1 /\\ y' = 0]_<<x, y>>")).toEqual(["x = 1, y = 0", "x = 0, y = 0"]);
});

test("<<A>>_v is A that changes v", () => {
  expect(one("<<(x' = 0 \\/ x' = 1) /\\ y' = 0>>_<<x, y>>")).toEqual(["x = 1, y = 0"]);
});

test("x' \\in S gives one per element of the normalised set", () => {
  expect(one("x' \\in {0, 0, 1, 2-1} /\\ y' = 0")).toEqual(["x = 0, y = 0", "x = 1, y = 0"]);
});

test("the operands of =, <=> and ~ do not split", () => {
  expect(one("((x = 0 \\/ y = 0) = TRUE) /\\ x' = 1 /\\ y' = 1")).toHaveLength(1);
  expect(one("((x = 0 \\/ y = 0) <=> TRUE) /\\ x' = 1 /\\ y' = 1")).toHaveLength(1);
  expect(one("~(x = 1 \\/ y = 1) /\\ x' = 1 /\\ y' = 1")).toHaveLength(1);
});

test("arguments and set filters do not split", () => {
  expect(one("Is(x = 0 \\/ y = 0) /\\ x' = 1 /\\ y' = 1", "Is(b) == b = TRUE")).toHaveLength(1);
  expect(one("{i \\in {1} : x = 0 \\/ y = 0} = {1} /\\ x' = 1 /\\ y' = 1")).toHaveLength(1);
});

test("an assigned variable is compared from then on", () => {
  expect(one("x' \\in 1..3 /\\ x' = 2 /\\ y' = x'")).toEqual(["x = 2, y = 2"]);
  expect(one("x' = 2 /\\ x' \\in {1, 3} /\\ y' = 0")).toEqual([]);
});

test("assignments undone by backtracking leave nothing behind, kept values included", () => {
  expect(one("LET z == x' + 1 IN (x' = 1 \\/ x' = 2) /\\ y' = z")).toEqual(["x = 1, y = 2", "x = 2, y = 3"]);
});

test("a variable may be assigned through a parameter, primed here or by the caller", () => {
  expect(one("Set(x, 3) /\\ Set(y, 4)", "Set(v, e) == v' = e")).toEqual(["x = 3, y = 4"]);
  expect(one("Set(x', 3) /\\ Set(y', 4)", "Set(v, e) == v = e")).toEqual(["x = 3, y = 4"]);
  expect(one("Keep(x) /\\ y' = 1", "Keep(v) == UNCHANGED v")).toEqual(["x = 0, y = 1"]);
});

test("an action passed as an argument is enumerated where it stands", () => {
  expect(one("Do(x' = 1 \\/ x' = 2) /\\ y' = 0", "Do(A) == A")).toHaveLength(2);
  expect(one("Each(LAMBDA i : x' = i) /\\ y' = 0", "Each(A(_)) == \\E i \\in 1..2 : A(i)")).toHaveLength(2);
});

test("UNCHANGED takes tuples and definitions of tuples apart", () => {
  expect(one("UNCHANGED vars", "others == <<y>>\nvars == <<x, others>>")).toEqual(["x = 0, y = 0"]);
});

test("once every variable is assigned, further conjuncts are plain conditions, true once", () => {
  expect(one("x' = 1 /\\ y' = 1 /\\ (x = 0 \\/ y = 0) /\\ (\\E i \\in 1..3 : i > 1)")).toHaveLength(1);
  expect(one("x' = 1 /\\ (x = 0 \\/ y = 0) /\\ y' = 1 /\\ (x = 0 \\/ y = 0)")).toHaveLength(2);
  expect(one("x' = 1 /\\ y' = 1 /\\ \\A i \\in 1..2 : i = 1 \\/ i < 3 \\/ i < 4")).toHaveLength(1);
  expect(one("x' = 1 /\\ y' = 1 /\\ x' = 1 /\\ UNCHANGED <<x, y>>")).toHaveLength(0);
  expect(one("x' = 1 /\\ y' = 0 /\\ <<x' = 1 \\/ y' = 0>>_x")).toHaveLength(1);
  expect(one("\\A i \\in 1..2 : [x' = 0 /\\ y' = 0]_<<x, y>>")).toHaveLength(2);
  const model = modelOf("VARIABLE x\nInit == x \\in 1..2 /\\ (x > 0 \\/ x < 9)\nNext == UNCHANGED x");
  expect(explore(model)).toMatchObject({ generated: 4, distinct: 2 });
});

test("Init splits by the same rules", () => {
  const model = modelOf("VARIABLE x\nInit == x = 1 \\/ x \\in {1, 2}\nNext == UNCHANGED x");
  const found = explore(model);
  expect(found).toMatchObject({ generated: 5, distinct: 2 });
});

test("A \\cdot B is a step of A followed by a step of B", () => {
  expect(one("(x' \\in {1, 2} /\\ UNCHANGED y) \\cdot (y' = x + 10 /\\ UNCHANGED x)")).toEqual([
    "x = 1, y = 11",
    "x = 2, y = 12",
  ]);
});

test("states between the steps of \\cdot count as generated, those inside its first action do not", () => {
  const counted = (next: string) => {
    const text = `VARIABLE x\nA(S) == \\E n \\in S : x' = x + n\nInit == x = 0\nNext == x = 0 /\\ ${next}`;
    return explore(modelOf(text)).generated;
  };
  expect(counted("A({1, 2}) \\cdot A({3, 4})")).toBe(7);
  expect(counted("A({1, 2}) \\cdot A({3, 4}) \\cdot A({5})")).toBe(9);
  expect(counted("A({1, 2}) \\cdot (A({3, 4}) \\cdot A({5}))")).toBe(11);
});

test("a LET and an argument around \\cdot have their value in each of its steps", () => {
  expect(one("LET z == x + 1 IN (x' = z /\\ y' = z) \\cdot (x' = z /\\ y' = z)")).toEqual(["x = 2, y = 2"]);
  expect(one("Twice(x + 1)", "Twice(e) == (x' = e /\\ y' = e) \\cdot (x' = e /\\ y' = e)")).toEqual(["x = 2, y = 2"]);
});

test("a function applied as a conjunct is entered where it is written as a rule", () => {
  const rule = "[n \\in 0..2 |-> n = 0 \\/ \\E i \\in 1..2 : i >= n]";
  expect(one(`${rule}[x] /\\ x' = 1 /\\ y' = 1`)).toHaveLength(3);
  expect(one(`(LET f == ${rule} IN f[x]) /\\ x' = 1 /\\ y' = 1`)).toHaveLength(3);
  expect(one("F(x, 0)[0] /\\ x' = 1 /\\ y' = 1", `F(a, b) == IF a = b THEN ${rule} ELSE <<>>`)).toHaveLength(3);
  expect(one("P(G)", `G[n \\in {x}, m \\in 0..1] == x' = n \\/ x' = m\nP(f) == f[0, 1] /\\ y' = 0`)).toHaveLength(2);
  expect(one("[n \\in 0..1 |-> [m \\in 0..1 |-> x' = n \\/ x' = m]][0][1] /\\ y' = 0")).toHaveLength(2);
  expect(one("f[2] /\\ x' = 1 /\\ y' = 1", "f[n \\in 0..2] == n = 0 \\/ (n > 0 /\\ (f[n - 1] \\/ f[0]))")).toHaveLength(
    3,
  );
});

test("a function that is a value is true once", () => {
  expect(one("<<TRUE, FALSE>>[1] /\\ x' = 1 /\\ y' = 1")).toHaveLength(1);
  expect(one("f[0] /\\ x' = 1 /\\ y' = 1", "f[n \\in 0..2] == n = 0 \\/ n < 2")).toHaveLength(1);
  expect(one("P(LAMBDA n : <<TRUE>>)", "P(F(_)) == F(0)[1] /\\ x' = 1 /\\ y' = 1")).toHaveLength(1);
  expect(one("x' = 1 /\\ y' = 1 /\\ [n \\in 0..2 |-> n = 0 \\/ n < 2][0]")).toHaveLength(1);
});

test("names bound in a function stay bound across the rest of the conjunction", () => {
  const next = "(\\A i \\in 0..1 : [n \\in 0..1 |-> n = 0 \\/ n = i][i]) /\\ x' = 1 /\\ y' = 1";
  expect(one(next)).toHaveLength(2);
});

test("ENABLED tries a next state of its own", () => {
  expect(one("x' = 1 /\\ ENABLED (x' = 5 /\\ y' = 5) /\\ ~ENABLED (x' = 1 /\\ x = 7) /\\ y' = 2")).toEqual([
    "x = 1, y = 2",
  ]);
});
