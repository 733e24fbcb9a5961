/** Random placements of assignments: the steps found are those that the formula means, on both engines. */

import { expect, test } from "vitest";
import { compareCases } from "./engines.ts";
import { comparePlacements, placementCase } from "./placements.ts";

test("assignments in odd places give the steps that the formula means", { timeout: 200_000 }, () => {
  const { steps, disagreements } = comparePlacements(0, 25);
  expect(disagreements).toEqual([]);
  expect(steps).toBeGreaterThan(5000);
});

test("and as many successors in generated code", { timeout: 200_000 }, async () => {
  const { compiled, disagreements } = await compareCases(0, 20, placementCase);
  expect(disagreements).toEqual([]);
  expect(compiled).toBeGreaterThan(15);
});
