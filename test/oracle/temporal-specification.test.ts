/** Random specifications with fairness and temporal properties: the whole way from the text to the verdict. */

import { expect, test } from "vitest";
import { compareTemporalSpecifications } from "./temporal-specifications.ts";

test.each([0, 1000])(
  "are decided as a naive product decides them, from seed %i on",
  async (seed) => {
    const { cases, violated, holds, compiled, direct, disagreements } = await compareTemporalSpecifications(seed, 120);
    expect(disagreements).toEqual([]);
    expect(cases).toBe(120);
    expect(compiled).toBeGreaterThan(50);
    expect(direct).toBeGreaterThan(100);
    expect(violated).toBeGreaterThan(30);
    expect(holds).toBeGreaterThan(30);
  },
  60_000,
);
