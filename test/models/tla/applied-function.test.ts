/**
 * Of a function that is only applied, one value counts: it has that value whatever becomes of the others. So it is with
 * the elements of `{x \in S : P}`. The expected values follow from the definitions of application and of `\in`;
 * `10 \div i` and `Head` fail where a test does not ask.
 */

import { describe, expect, test } from "vitest";
import { errorOf, explore, modelOf, valueOf } from "./spec.ts";

const tenth =
  "f == [i \\in 0 .. 2 |-> 10 \\div i]\ng(k) == [i \\in 0 .. 2 |-> 10 \\div i + k]\nd[i \\in 0 .. 2] == 10 \\div i\n";

test.each([
  ["written in place", "[i \\in 0 .. 2 |-> 10 \\div i][2]", "5"],
  ["a definition", "f[2]", "5"],
  ["a definition with arguments", "g(1)[2]", "6"],
  ["defined with its argument", "d[2]", "5"],
  ["defined with its argument, in a LET", "LET h[i \\in 0 .. 2] == 10 \\div i + d[2] IN h[2] + h[1]", "25"],
  ["defined with two arguments", "LET h[i, j \\in 0 .. 2] == 10 \\div (i * j) IN h[2, 1]", "5"],
  [
    "defined with its argument, its values not whole",
    "LET h[i \\in 0 .. 2] == [j \\in 0 .. 1 |-> 10 \\div (i * j)] IN h[2][1]",
    "5",
  ],
  ["defined with its argument, in an arm of IF", "(IF TRUE THEN d ELSE <<>>)[2]", "5"],
  ["of a LET", "LET h == [i \\in 0 .. 2 |-> 10 \\div i] IN h[2] + h[1]", "15"],
  ["an arm of IF", "(IF TRUE THEN f ELSE <<>>)[2]", "5"],
  ["an arm of CASE", "(CASE FALSE -> <<>> [] OTHER -> f)[2]", "5"],
  ["of several arguments", "[i, j \\in 0 .. 2 |-> 10 \\div (i * j)][2, 1]", "5"],
  ["of functions, the inner one whole at that argument", "[i \\in 0 .. 2 |-> [j \\in {1} |-> 10 \\div i]][2][1]", "5"],
  ["of functions, none of them whole", "[i \\in 0 .. 2 |-> [j \\in 0 .. 1 |-> 10 \\div (i * j)]][2][1]", "5"],
  ["in an argument of its own", "f[f[f[2] - 4] - 8]", "5"],
])("%s", (_, expression, value) => {
  expect(valueOf(expression, tenth)).toBe(value);
});

test.each([
  ["the value asked for", "f[0] = 1", "10 \\div 0"],
  ["the whole function", "f = <<>>", "10 \\div 0"],
  ["the whole function, after a value of it", "f[2] = 5 /\\ f = <<>>", "10 \\div 0"],
  ["the value asked for, defined with its argument", "d[0] = 1", "10 \\div 0"],
  ["the whole function, defined with its argument", "d[2] = 5 /\\ d = <<>>", "10 \\div 0"],
  ["the whole function of a LET", "LET h[i \\in 0 .. 2] == 10 \\div i IN h[2] = 5 /\\ h = <<>>", "10 \\div 0"],
  ["an argument outside the domain", "[i \\in 1 .. 2 |-> i][3] = 1", "not in the domain"],
])("%s fails", (_, formula, message) => {
  expect(errorOf(formula, tenth)).toMatch(message);
});

const evens = "E == {i \\in 0 .. 2 : 4 \\div i = 2}\nU(k) == {i \\in 0 .. k : 4 \\div i = 2}\n";

test.each([
  ["a definition", "2 \\in E /\\ 1 \\notin E"],
  ["a definition with arguments", "2 \\in U(3)"],
  ["of a LET", "LET S == {i \\in 0 .. 2 : 4 \\div i = 2} IN 2 \\in S /\\ 3 \\notin S"],
  ["an arm of IF and of CASE", "2 \\in (IF TRUE THEN E ELSE {}) /\\ 2 \\in CASE TRUE -> E"],
  ["that is filtered once more", "2 \\in {i \\in E : i > 0}"],
  ["in an intersection and a difference", "2 \\in E \\cap {2} /\\ 2 \\in {2, 3} \\ (E \\cap {3})"],
  ["in a union", "2 \\in E \\cup {5} /\\ 5 \\in {5} \\cup E"],
  ["of records, tuples and functions", "[a |-> 2] \\in [a : E] /\\ <<2, 7>> \\in E \\X {7} /\\ <<2>> \\in [{1} -> E]"],
  ["for all elements of another one", "{2} \\subseteq E /\\ {2} \\in SUBSET E /\\ ~({1} \\subseteq E)"],
])("an element of a set: %s", (_, formula) => {
  expect(valueOf(formula, evens)).toBe("TRUE");
});

test.each([
  ["the element asked for", "0 \\in E"],
  ["the whole set", "E = {2}"],
  ["the whole set, after an element of it", "2 \\in E /\\ E = {2}"],
  ["the whole set of a LET", "LET S == {i \\in 0 .. 2 : 4 \\div i = 2} IN 2 \\in S /\\ S = {2}"],
])("%s fails where the predicate does", (_, formula) => {
  expect(errorOf(formula, evens)).toMatch("4 \\div 0");
});

test("where it fails is told, although an element was asked for before", () => {
  expect(errorOf("2 \\in E /\\ E = {2}", evens)).toMatch(/^Spec\.tla:3:22: /);
});

// The queues of two processes: first elements are asked of those that have one.
const queues = `VARIABLE q
Init == q = [p \\in 1 .. 2 |-> <<>>]
Put(p) == Len(q[p]) < 2 /\\ \\E v \\in 1 .. 2 : q' = [q EXCEPT ![p] = Append(@, v)]
Take(p) == q[p] # <<>> /\\ FIRST = 1 /\\ q' = [q EXCEPT ![p] = Tail(@)]
Next == \\E p \\in 1 .. 2 : Put(p) \\/ Take(p)`;

describe.each(["interpreter", "compiled"] as const)("%s", (engine) => {
  const explored = (first: string) => explore(modelOf(`${queues.replace("FIRST", first)}`, undefined, {}, { engine }));
  test.each([
    "[r \\in 1 .. 2 |-> Head(q[r])][p]",
    "LET h == [r \\in 1 .. 2 |-> Head(q[r])] IN h[p]",
    "LET h[r \\in 1 .. 2] == Head(q[r]) IN h[p]",
  ])("%s", (first) => {
    expect(explored(first)).toEqual(explored("Head(q[p])"));
  });
});

test("an error deep in a recursion through such functions is told at once", () => {
  const recursion = "RECURSIVE F(_)\nF(n) == [i \\in {1, 2} |-> IF n = 0 THEN 1 \\div 0 ELSE F(n - 1)][1]";
  expect(errorOf("F(60)", recursion)).toMatch("1 \\div 0");
});
