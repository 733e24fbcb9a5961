/** A search in several processes finds what one alone finds in random specifications. */

import { afterAll, describe, expect, it } from "vitest";
import type { CheckOptions } from "../../src/checker/index.ts";
import { caseOf } from "../oracle/engines.ts";
import { classed } from "./classes.ts";
import { LIMITS } from "./odd-specs.ts";
import { RankPool } from "./rank-pool.ts";
import { both } from "./rank-runs.ts";

const pool = new RankPool();
afterAll(() => pool.end());

describe("random specifications", { timeout: 300_000 }, () => {
  it("find the same", async () => {
    let refused = 0;
    for (let seed = 6_300; seed < 6_350; seed++) {
      const options = { ...(LIMITS[seed % LIMITS.length] as CheckOptions), pool, size: 1 + (seed % 4) };
      const engine = seed % 3 === 0 ? "interpreter" : "automatic";
      const run = await both(caseOf(seed), engine, { ...options, maxTime: 30_000 });
      if (run === null) refused++;
      else if (run.result.stopped !== "max-time") expect([seed, run.found]).toEqual([seed, run.expected]);
    }
    expect(refused).toBeLessThan(25);
  });
});

describe("specifications with classes of states", { timeout: 300_000 }, () => {
  it("find the same", async () => {
    let decided = 0;
    for (let seed = 15; seed < 39; seed++) {
      const options = { maxStates: 400, keepGoing: seed % 4 > 0, pool, size: 2 + (seed % 3) };
      const run = await both(classed(seed), seed % 3 === 0 ? "interpreter" : "automatic", options);
      expect([seed, run?.found]).toEqual([seed, run?.expected]);
      if (run?.result.outcome === "holds") decided++;
    }
    expect(decided).toBeGreaterThan(3);
    expect(decided).toBeLessThan(21);
  });
});
