/** The steps that the interpreter finds against all pairs of states of which Next is true. */

import { describe, expect, test } from "vitest";
import { phrase } from "./phrase.ts";
import { compareSpecification, compareSpecifications, specificationOf } from "./specifications.ts";

describe("random specifications", () => {
  test.each([0, 50])("have the same initial states and steps in both evaluators, from seed %i on", (seed) => {
    const { steps, givenUp, disagreements } = compareSpecifications(seed, 50);
    expect(disagreements).toEqual([]);
    expect(steps).toBeGreaterThan(200);
    expect(givenUp).toBeLessThan(10);
  });

  test("the comparison sees a step more or less", () => {
    const seed = Array.from({ length: 50 }, (_, i) => i).find((s) =>
      specificationOf(s).variables.some((v) => v.name === "x"),
    );
    const spec = specificationOf(seed as number);
    const others = spec.variables.filter((v) => v.name !== "x").map((v) => ` /\\ UNCHANGED ${v.name}`);
    // From x = 2 the interpreter finds a step to x = 3, which is not among the states that the oracle tries.
    const next = phrase("formula", "FALSE", `x' = x + 1${others.join("")}`);
    expect(compareSpecification({ ...spec, next }, 1, 1000).difference).toContain("steps from");
  });
});
