/** A small share of the fuzzer's run: no damaged text makes parse or check throw. */

import { describe, expect, test } from "vitest";
import { attempt } from "./attempt.ts";
import { publicModels } from "./corpus.ts";
import { inputOf } from "./input.ts";

const models = publicModels();

describe("damaged modules and cfgs", () => {
  // Tried again: where a recursion has filled the stack, Vite's getters of imports now and then swallow the error and give
  // undefined. The long run is without Vite.
  test.each([
    ["generated ones", [] as string[], 100],
    ["public ones", models, 40],
  ] as const)("%s end with diagnostics or verdicts", { timeout: 120_000, retry: 2 }, async (_, from, count) => {
    const ends = new Set<string>();
    for (let seed = 1; seed <= count; seed++) {
      const input = inputOf(seed, from);
      ends.add(await attempt(input).catch((error: Error) => `seed ${seed}: ${error.stack}`));
    }
    // Some are refused when they are read, and some are still sound enough to be checked.
    expect([...ends].sort()).toEqual(["checked", "loaded", "parsed"]);
  });

  test("are the same for the same seed, and others for another", () => {
    expect(inputOf(7, models)).toEqual(inputOf(7, models));
    expect(inputOf(7, models)).not.toEqual(inputOf(8, models));
  });
});
