/** Which value a name has where several things bind names inside one another. */

import { expect, test } from "vitest";
import { valueOf as evaluated } from "./spec.ts";

test("the @ of an inner EXCEPT does not disturb that of the outer one", () => {
  expect(evaluated("[<<10, 20>> EXCEPT ![1] = [<<5>> EXCEPT ![1] = @ + 1][1] + @]")).toBe("<<16, 20>>");
});

test("each call of a recursive function has its own argument", () => {
  const definition = "f[n \\in Nat] == IF n = 0 THEN 0 ELSE IF f[n - 1] = n - 1 THEN n ELSE 100";
  expect(evaluated("f[3]", definition)).toBe("3");
});

test("each call of a recursive operator has its own arguments and definitions", () => {
  const definition =
    "RECURSIVE Sum(_)\nSum(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE e \\in S : TRUE rest == Sum(S \\ {x}) IN rest + x";
  expect(evaluated("Sum({1, 2, 4})", definition)).toBe("7");
});

test("a LAMBDA keeps the names around it", () => {
  expect(evaluated("Add(3)", "Twice(F(_), a) == F(F(a))\nAdd(k) == Twice(LAMBDA a : a + k, 10)")).toBe("16");
});

test("tuple patterns bind by position and refuse tuples of another length", () => {
  expect(evaluated("{a - b : <<a, b>> \\in {<<5, 3>>}}")).toBe("{2}");
  expect(() => evaluated("{a : <<a, b>> \\in {<<5, 3, 1>>}}")).toThrow("the pattern needs tuples of length 2");
});

test("each call of a parametrised instance has its own parameters, inside one another too", () => {
  const definitions = [
    "---- MODULE N ----",
    "EXTENDS Naturals",
    "CONSTANT c",
    "Plus(a) == a + c",
    "====",
    "I(k) == INSTANCE N WITH c <- k",
    "RECURSIVE Sum(_)",
    "Sum(k) == IF k = 0 THEN 0 ELSE I(k)!Plus(Sum(k - 1))",
  ].join("\n");
  expect(evaluated("Sum(3)", definitions)).toBe("6");
});
