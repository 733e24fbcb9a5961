/** A search on disk finds what one in memory finds in random specifications. */

import { describe, expect, it } from "vitest";
import { type CheckOptions, check } from "../../src/checker/index.ts";
import type { Model } from "../../src/models/model.ts";
import { Compiled } from "../../src/models/tla/compile/account.ts";
import { compileModel } from "../../src/models/tla/compile/engine.ts";
import type { TlaModel } from "../../src/models/tla/model.ts";
import { modelOf, warningsOf } from "../models/tla/spec.ts";
import { caseOf } from "../oracle/engines.ts";
import { inner } from "../oracle/specifications.ts";
import { MemoryDisk, tiny } from "./memory-disk.ts";
import { LIMITS } from "./odd-specs.ts";
import { said } from "./ring.ts";

const WAYS = ["interpreter", "automatic", "compiled"] as const;

describe("random specifications", { timeout: 300_000 }, () => {
  it.each(WAYS)("find the same (%s)", async (engine) => {
    let refused = 0;
    for (let seed = 4_100; seed < 4_140; seed++) {
      const { body, cfg } = caseOf(seed);
      const make = (): Model => modelOf(body, cfg, { "Inner.tla": inner }, { engine });
      const [one, other] = [make(), make()];
      if (one.repeatable === false) {
        refused++;
        continue;
      }
      const limits = { ...(LIMITS[seed % LIMITS.length] as CheckOptions), maxTime: 30_000 };
      const expected = await check(one, limits);
      if (expected.stopped === "max-time") continue;
      const room = { block: 8 + (seed % 50), sorted: 5 + (seed % 30), portion: 1 + (seed % 90) };
      const result = await check(other, { ...limits, disk: tiny(new MemoryDisk(), room) });
      expect([seed, said(result), warningsOf(other)]).toEqual([seed, said(expected), warningsOf(one)]);
    }
    expect(refused).toBeLessThan(20);
  });

  it("find the same when layouts change again and again", async () => {
    let layouts = 0;
    for (let seed = 5_200; seed < 5_240; seed++) {
      const { body, cfg } = caseOf(seed);
      const one = modelOf(body, cfg, { "Inner.tla": inner });
      if (one.repeatable === false) continue;
      const limits = { maxStates: 150, maxTime: 30_000 };
      const expected = await check(one, limits);
      const made = modelOf(body, cfg, { "Inner.tla": inner }) as TlaModel;
      const model = compileModel(made, { always: false, account: new Compiled(1 + (seed % 40)), sample: 0 });
      if (model === null || expected.stopped === "max-time") continue;
      expect([seed, said(await check(model, { ...limits, disk: tiny() }))]).toEqual([seed, said(expected)]);
      ({ layouts } = { layouts: layouts + model.layouts });
    }
    expect(layouts).toBeGreaterThan(20);
  });
});
