/** The interpreter against the oracle on random expressions; long.ts runs more of them. */

import { describe, expect, test } from "vitest";
import { compareExpressions, expressionOf, interpreterValues, oracleValues } from "./differential.ts";
import { type Phrase, phrase, shrink, textOf } from "./phrase.ts";

describe("random expressions", () => {
  // In portions, so that what a portion says stays readable; every seed is one expression.
  test.each([0, 500, 1000, 1500])("have the same value in both evaluators, from seed %i on", (seed) => {
    const { values, errors, givenUp, disagreements } = compareExpressions(seed, 500);
    expect(disagreements).toEqual([]);
    expect(values + errors + givenUp).toBe(500);
    expect(values).toBeGreaterThan(250);
    expect(givenUp).toBeLessThan(10);
  });

  test("are repeatable", () => {
    expect(textOf(expressionOf(42))).toBe(textOf(expressionOf(42)));
    expect(textOf(expressionOf(42))).not.toBe(textOf(expressionOf(43)));
  });
});

describe("the comparison", () => {
  test("can see a difference: values, and values against errors", () => {
    const expressions = [
      "1 + 1",
      "CHOOSE x \\in {3, 2} : TRUE",
      "1 \\div 0",
      '1 = "a"',
      "{m1, 1}",
      "UNION {1..2, {5}}",
    ];
    const expected = ["2", "2", "an error", "an error", "{m1, 1}", "{1, 2, 5}"];
    expect(oracleValues(expressions)).toEqual(expected);
    expect(interpreterValues(expressions)).toEqual(expected);
  });

  test("@ is seen from inside a LAMBDA", () => {
    const expressions = ["[<<1, 2>> EXCEPT ![1] = Ap(LAMBDA y : y + @, 3)]"];
    expect(interpreterValues(expressions)).toEqual(["<<4, 2>>"]);
    expect(oracleValues(expressions)).toEqual(["<<4, 2>>"]);
  });

  test("shrinks what fails to its core", () => {
    const integer = (...parts: (string | Phrase)[]) => phrase("integer", "0", ...parts);
    const whole = integer("(", integer("(", integer("1"), " + ", integer("7"), ")"), " * ", integer("2"), ")");
    expect(textOf(shrink(whole, (p) => textOf(p).includes("7")))).toBe("7");
  });
});
