/** Random specifications evaluated anew each time, and with what is remembered: the same of all that can be seen. */

import { describe, expect, test } from "vitest";
import { compareAids } from "./engines.ts";
import { guardedCase } from "./guarded-specs.ts";
import { messageCase } from "./message-specs.ts";
import { placementCase } from "./placements.ts";

describe("random specifications with and without memory", () => {
  test.each([0, 40])("of messages agree, from seed %i on", { timeout: 200_000 }, async (seed) => {
    const { found, failures, disagreements } = await compareAids(seed, 15, messageCase);
    expect(disagreements).toEqual([]);
    expect(found).toBeGreaterThan(3000);
    expect(failures).toBeLessThan(found / 10);
  });

  test.each([
    ["small ones", undefined],
    ["guarded ones", guardedCase],
    ["placements of assignments", placementCase],
  ])("of %s agree", { timeout: 200_000 }, async (_, make) => {
    const { found, disagreements } = await compareAids(40, 36, make);
    expect(disagreements).toEqual([]);
    expect(found).toBeGreaterThan(500);
  });
});
