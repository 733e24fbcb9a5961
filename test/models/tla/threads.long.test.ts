/** Threads that share packed states find what one finds: counts, verdicts, traces, warnings, byte for byte. */

import { describe, expect, it } from "vitest";
import { check } from "../../../src/checker/index.ts";
import type { Model } from "../../../src/models/model.ts";
import { OPEN, OTHERS, PACKED } from "../../checker/odd-specs.ts";
import { SPECS as RING, said } from "../../checker/ring.ts";
import { line, load, moduleText, sharing } from "./spec.ts";

const EVERY = [
  ...[...PACKED, ...OPEN].map(([name, spec]) => [name, spec, true] as const),
  ...[...RING, ...OTHERS].map((one) => [...one, false] as const),
];

describe.each(EVERY)("on packed states with %s", { timeout: 120_000 }, (_, { body, cfg }, arePacked) => {
  it("any number of threads finds the same", async () => {
    const files = { "Spec.tla": moduleText(body), "Spec.cfg": cfg };
    const way = { engine: "compiled" } as const;
    const options = { keepGoing: true, kernel: "webassembly" } as const;
    const alone = load(files, way);
    const expected = said(await check(alone.model as Model, options));
    let began = 0;
    for (const count of [2, 3, 7]) {
      const shared = load(files, way);
      const model = shared.model as Model;
      const threads = sharing(model, { count, seed: count, began: () => began++ });
      expect(said(await check(model, { ...options, threads }))).toEqual(expected);
      expect(shared.diagnostics.map(line)).toEqual(alone.diagnostics.map(line));
    }
    if (arePacked) expect(began).toBeGreaterThanOrEqual(9);
  });
});
