/** Random specifications by the interpreter alone, and with direct code: the same of all that can be seen. */

import { describe, expect, test } from "vitest";
import { compareAids } from "./engines.ts";
import { guardedCase } from "./guarded-specs.ts";
import { messageCase } from "./message-specs.ts";
import { placementCase } from "./placements.ts";

describe("random specifications with and without direct code", () => {
  test.each([
    ["small ones", 0, 36, undefined],
    ["messages", 40, 30, messageCase],
    ["guarded ones", 40, 36, guardedCase],
    ["placements of assignments", 40, 36, placementCase],
  ] as const)("of %s agree", { timeout: 200_000 }, async (_, seed, count, make) => {
    const { direct, failures, disagreements } = await compareAids(seed, count, make);
    expect(disagreements).toEqual([]);
    expect(direct).toBeGreaterThan(100);
    expect(failures).toBeLessThan(direct / 10);
  });
});
