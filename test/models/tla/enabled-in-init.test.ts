/** ENABLED in the initial predicate: by the values that variables have been given so far. */

import { describe, expect, test } from "vitest";
import { explore, modelOf } from "./spec.ts";

const BODY = `VARIABLES x, y
vars == <<x, y>>
Stay == x < 2 /\\ x' = x /\\ y' = y
A(i) == x = i /\\ x' = i + 1 /\\ UNCHANGED y
Go == y > x /\\ x' \\in {y} /\\ x' # 3 /\\ y' = x'
Can(i) == ENABLED A(i)
Both(t) == x \\in 0..3 /\\ y = 0 /\\ t
Of(Op(_)) == ENABLED Op(1)
That(t) == ENABLED t
Next == UNCHANGED vars
`;

const states = (init: string): readonly string[] => explore(modelOf(`${BODY}Init == ${init}`)).states;

describe("ENABLED in Init", () => {
  // Beside each stands what says the same without ENABLED.
  test.each<[string, string]>([
    ["x \\in 0..3 /\\ y = 0 /\\ ENABLED Stay", "x \\in 0..1 /\\ y = 0"],
    ["x \\in 0..3 /\\ y = 0 /\\ ~ENABLED Stay", "x \\in 2..3 /\\ y = 0"],
    ["x \\in 0..3 /\\ y \\in 0..3 /\\ ENABLED Go", "x \\in 0..3 /\\ y \\in 0..3 /\\ y > x /\\ y # 3"],
    ["x \\in 0..3 /\\ y = 0 /\\ \\E i \\in {1, 3} : ENABLED A(i)", "x \\in {1, 3} /\\ y = 0"],
    ["\\E i \\in 0..3 : x = i /\\ y = i /\\ Can(i)", "\\E i \\in 0..3 : x = i /\\ y = i"],
    ["x \\in 0..3 /\\ y = 0 /\\ Can(2)", "x = 2 /\\ y = 0"],
    ["Both(ENABLED Stay)", "x \\in 0..1 /\\ y = 0"],
    ["Both(Can(3) \\/ ENABLED Stay)", "x \\in {0, 1, 3} /\\ y = 0"],
    ["LET e == ENABLED Stay IN x \\in 0..3 /\\ y = 0 /\\ e", "x \\in 0..1 /\\ y = 0"],
    [
      "x \\in 0..3 /\\ ((y = 0 /\\ ENABLED Stay) \\/ (y = 1 /\\ Can(3)))",
      "<<x, y>> \\in {<<0, 0>>, <<1, 0>>, <<3, 1>>}",
    ],
    ["x \\in 0..3 /\\ ENABLED (x < 2 /\\ x' = x) /\\ y \\in 0..1", "x \\in 0..1 /\\ y \\in 0..1"],
    ["x \\in 0..3 /\\ y = 0 /\\ ENABLED <<Stay>>_vars", "FALSE"],
    ["x \\in 0..3 /\\ y = 0 /\\ ENABLED [Stay]_vars", "x \\in 0..3 /\\ y = 0"],
    ["x \\in 0..3 /\\ y = 0 /\\ That(x = 1)", "x = 1 /\\ y = 0"],
    ["x \\in 0..3 /\\ y = 0 /\\ LET small == x < 2 IN ENABLED (small /\\ x' = 5)", "x \\in 0..1 /\\ y = 0"],
  ])("%s", (init, plain) => {
    const said = plain.startsWith("<<") ? `x \\in 0..3 /\\ y \\in 0..1 /\\ ${plain}` : plain;
    expect(states(init)).toEqual(states(said));
  });

  test.each<[string, string]>([
    ["ENABLED Stay /\\ x = 0 /\\ y = 0", "x has no value yet"],
    ["x \\in 0..3 /\\ y = IF ENABLED Stay THEN 7 ELSE 8", "y has no value yet"],
    ["x \\in 0..3 /\\ y = 0 /\\ LET B == x' = 5 /\\ y' = 0 IN ENABLED B", "ENABLED enters no action"],
    ["x \\in 0..3 /\\ y = 0 /\\ LET B(i) == x' = i /\\ y' = 0 IN ENABLED B(1)", "ENABLED enters no action"],
    ["x \\in 0..3 /\\ LET B == x < 2 /\\ y = 5 IN ENABLED B /\\ y = 0", "ENABLED enters no action"],
    ["x \\in 0..3 /\\ y = 0 /\\ Of(A)", "ENABLED enters no action"],
    ["x \\in 0..3 /\\ y = 0 /\\ That(Stay)", "ENABLED enters no action"],
  ])("is refused where that cannot be told: %s", (init, message) => {
    expect(() => states(init)).toThrow(message);
  });
});
