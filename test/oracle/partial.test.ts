/** Random specifications some parts of which have no value, on all engines: the same verdicts, counts, and errors. */

import { describe, expect, test } from "vitest";
import { compareAids, compareCases } from "./engines.ts";
import { operandCase, partialCase } from "./partial-specs.ts";

describe("specifications that may fail to evaluate", () => {
  test.each([
    ["whole ones", 8, partialCase],
    ["single operands", 20, operandCase],
  ] as const)("agree on all engines: %s", { timeout: 200_000 }, async (_, count, make) => {
    const { compiled, held, failed, disagreements } = await compareCases(0, count, make);
    expect(disagreements).toEqual([]);
    expect((await compareAids(0, count, make)).disagreements).toEqual([]);
    expect(compiled).toBeGreaterThanOrEqual(count / 2);
    // Of each at least a quarter.
    expect(held).toBeGreaterThanOrEqual(count / 4);
    expect(failed).toBeGreaterThanOrEqual(count / 4);
  });
});
