/** Verdicts on behaviors of random graphs against two oracles, which share no code with the checker. */

import { expect, test } from "vitest";
import { compareLiveness, compareViews } from "./liveness.ts";

// Split, so that no part takes longer than a test may.
test.each([0, 1000, 2000, 3000])(
  "agree with a naive product and with walks, from seed %i on",
  async (seed) => {
    const { cases, violated, holds, walked, prefixes, stems, stuttering, unfair, disagreements } =
      await compareLiveness(seed, 500);
    expect(disagreements).toEqual([]);
    expect(cases).toBeGreaterThanOrEqual(500);
    // The cases say something: both verdicts, stems, loops and stuttering are frequent.
    expect(violated).toBeGreaterThan(150);
    expect(holds).toBeGreaterThan(150);
    expect(walked).toBeGreaterThan(150);
    expect(unfair).toBeGreaterThan(5);
    expect(prefixes).toBeGreaterThan(20);
    expect(stems).toBeGreaterThan(20);
    expect(violated - stuttering).toBeGreaterThan(20);
  },
  60_000,
);

test("a violation under a view is one of the graph as it is", async () => {
  const { violated, holds, disagreements } = await compareViews(0, 150);
  expect(disagreements).toEqual([]);
  expect(violated).toBeGreaterThan(100);
  expect(holds).toBeGreaterThan(100);
}, 60_000);
