/** When a conjunct gives a variable its next value, and when it compares. */

import { expect, test } from "vitest";
import { explore, modelOf, successors } from "./spec.ts";

const one = (next: string, more = "") =>
  successors(`VARIABLES x, y\n${more}\nInit == x = 0 /\\ y = 0\nNext == ${next} /\\ y' = 0`);

test("UNCHANGED compares a variable that has a value already", () => {
  expect(one("x' = 1 /\\ UNCHANGED x")).toEqual([]);
  expect(one("x' = 0 /\\ UNCHANGED <<x>>")).toEqual(["x = 0, y = 0"]);
  expect(one("UNCHANGED x /\\ x' = 1")).toEqual([]);
});

test("UNCHANGED of an expression compares", () => {
  expect(one("x' \\in 0..2 /\\ UNCHANGED (x \\div 2)")).toEqual(["x = 0, y = 0", "x = 1, y = 0"]);
});

test("an equation with the variable on the right compares", () => {
  expect(one("x' \\in 1..3 /\\ 2 = x'")).toEqual(["x = 2, y = 0"]);
});

test("a conjunct of unprimed variables assigns nothing in Next", () => {
  expect(one("x = 1 /\\ x' = 1")).toEqual([]);
  expect(one("x \\in {0} /\\ x' = 1")).toEqual(["x = 1, y = 0"]);
});

test("x' \\notin S and x' # e do not assign", () => {
  expect(one("x' \\in 1..3 /\\ x' \\notin {1} /\\ x' # 2")).toEqual(["x = 3, y = 0"]);
});

test("a recursive action calls itself with its own arguments", () => {
  const more = "RECURSIVE Up(_)\nUp(n) == \\/ n < 3 /\\ Up(n + 1)\n         \\/ x' = n";
  expect(one("Up(1)", more)).toEqual(["x = 3, y = 0", "x = 2, y = 0", "x = 1, y = 0"]);
});

test("bound names come in the order of values, the last one fastest", () => {
  expect(one("\\E i \\in {20, 10}, j \\in {2, 1} : x' = i + j")).toEqual(
    [11, 12, 21, 22].map((value) => `x = ${value}, y = 0`),
  );
});

test("names bound inside \\A have their values again when the search comes back", () => {
  const next = "(\\A i \\in {1, 2} : \\E v \\in {7, 8, 9} : v = 7 \\/ v = 8 \\/ v = 9) /\\ x' = 1";
  expect(one(next)).toHaveLength(9);
});

test("a variable of an instance is assigned through a parameter or a definition that stands for it", () => {
  const inner = [
    "---- MODULE In ----",
    "EXTENDS Integers",
    "VARIABLE v",
    "Set(w) == w' = 5",
    "Assign == v' = v + 1",
    "Choose == v' \\in {v + 2}",
    "Call == Set(v)",
    "Keep == UNCHANGED <<v>>",
    "====",
    "Inner(v) == INSTANCE In",
    "Named(q) == INSTANCE In WITH v <- q",
    "other == x",
    "Renamed == INSTANCE In WITH v <- other",
  ].join("\n");
  for (const instance of ["Inner(x)", "Named(x)", "Renamed"]) {
    const found = ["Assign", "Choose", "Call", "Keep"].flatMap((action) => one(`${instance}!${action}`, inner));
    expect(found).toEqual([1, 2, 5, 0].map((value) => `x = ${value}, y = 0`));
  }
});

test("x' \\subseteq S assigns each subset, and compares once x' has a value", () => {
  const text =
    "VARIABLES x, y\nInit == x \\subseteq {1} /\\ y = 0\nNext == x' \\subseteq {2, 3} /\\ x' \\subseteq {1, 2} /\\ y' = 1";
  expect(successors(text)).toEqual(["x = {}, y = 1", "x = {2}, y = 1"]);
  expect(explore(modelOf(text)).generated).toBe(2 + 4 * 2);
});

test("a definition of a LET may be another name for what is assigned", () => {
  const one = (next: string, more = "") =>
    successors(`VARIABLES x, y\n${more}\nInit == LET z == x IN z = 0 /\\ y = 0\nNext == ${next}`);
  expect(one("LET z == x w == z IN w' = z + 1 /\\ UNCHANGED <<y, <<>>>>")).toEqual(["x = 1, y = 0"]);
  expect(one("LET z == x' w == z IN w \\in {4} /\\ y' = w")).toEqual(["x = 4, y = 4"]);
  expect(one("LET z == y IN Set(x, 1) /\\ Set(z, x')", "Set(v, e) == LET u == v IN u' = e")).toEqual(["x = 1, y = 1"]);
  expect(one("LET all == <<x, <<y>>>> v == all IN UNCHANGED v")).toEqual(["x = 0, y = 0"]);
});

test("an operator of the language passed as an argument assigns as it does where it is written", () => {
  expect(one("F(=, x', 1)", "F(Op(_, _), a, b) == Op(a, b)")).toEqual(["x = 1, y = 0"]);
  expect(one("F(\\in, x, {2})", "F(Op(_, _), a, b) == Op(a', b)")).toEqual(["x = 2, y = 0"]);
  expect(one("F(\\subseteq, x, {})", "F(Op(_, _), a, b) == Op(a', b)")).toEqual(["x = {}, y = 0"]);
  expect(one("F(UNCHANGED, <<x>>) /\\ F(ENABLED, x' = 5 /\\ x = 7)", "F(Op(_), a) == Op(a)")).toEqual([]);
  expect(one("F(UNCHANGED, <<x>>) /\\ F(ENABLED, x' = 5 /\\ y' = 5)", "F(Op(_), a) == Op(a)")).toEqual([
    "x = 0, y = 0",
  ]);
  expect(one("F(\\cdot, x' = 4 /\\ y' = 2, x' = x + y)", "F(Op(_, _), a, b) == Op(a, b)")).toEqual(["x = 6, y = 0"]);
});
