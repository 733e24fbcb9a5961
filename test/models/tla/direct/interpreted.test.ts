/** Text inside direct code that the interpreter evaluates: it is given the names that it needs. */

import { expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { modelOf } from "../spec.ts";

test.each([
  ["holds", "\\A k \\in 0..1 : I(k + x, x)!Can"],
  ["violated", "\\A k \\in 0..1 : I(x, k + x)!Can"],
])("ENABLED where an instance replaces variables by expressions with names: %s", async (outcome, formula) => {
  const pair = `---- MODULE Pair ----
EXTENDS Integers
VARIABLES a, b
Can == ENABLED (a' = a + 1 /\\ b' = 0 /\\ b < 2)
====
`;
  const text = `VARIABLE x\nI(a, b) == INSTANCE Pair\nInit == x = 0\nNext == x' = 1 - x\nInv == ${formula}`;
  const cfg = "INIT Init\nNEXT Next\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n";
  for (const way of [{}, { direct: { volatile: [] } }]) {
    expect((await check(modelOf(text, cfg, { "Pair.tla": pair }, way))).outcome).toBe(outcome);
  }
});

test("ENABLED with a name in a part that a constant rules out", async () => {
  const text = `CONSTANT Debug\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x
Inv == \\A k, j \\in 0..1 : ENABLED (IF Debug THEN x' = k ELSE x' = j)`;
  const cfg = "INIT Init\nNEXT Next\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\nCONSTANT Debug = FALSE\n";
  for (const way of [{}, { direct: { volatile: [] } }]) {
    expect((await check(modelOf(text, cfg, {}, way))).outcome).toBe("holds");
  }
});
