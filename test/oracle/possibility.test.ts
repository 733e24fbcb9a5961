/** What is possible in random graphs, against the naive closure. */

import { expect, test } from "vitest";
import { comparePossibility } from "./possibility.ts";

test.each([0, 1000])(
  "agrees with the naive closure, from seed %i on",
  async (seed) => {
    const { cases, disagreements, ...counts } = await comparePossibility(seed, 600);
    expect(disagreements).toEqual([]);
    expect(cases).toBeGreaterThanOrEqual(600);
    // The cases say something: everything that may be found is found often.
    expect(counts.violated).toBeGreaterThan(100);
    expect(counts.holds).toBeGreaterThan(100);
    expect(counts.unchecked).toBeGreaterThan(5);
    expect(counts.closed).toBeGreaterThan(50);
    expect(counts.lost).toBeGreaterThan(5);
    expect(counts.witnesses).toBeGreaterThan(50);
  },
  60_000,
);
