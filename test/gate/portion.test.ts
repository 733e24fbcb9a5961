import fc from "fast-check";
import { expect, it } from "vitest";
import { portionOf } from "../../src/gate/portion.ts";
import type { RecordedRun } from "../../src/gate/record.ts";

const runOf = (generated: number) => ({ states: { generated } }) as RecordedRun;

it("deals each run to one portion, in the order of the record", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e6)), fc.integer({ min: 1, max: 9 }), (counts, of) => {
      const runs = counts.map(runOf);
      const portions = Array.from({ length: of }, (_, i) => portionOf(runs, i + 1, of));
      expect(portions.flat().sort((a, b) => a - b)).toEqual(counts.map((_, run) => run));
      for (const portion of portions) expect(portion).toEqual([...portion].sort((a, b) => a - b));
    }),
  );
});

it("makes portions that take about as long, whatever the order of the runs", () => {
  const counts = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 100_000 - 1000 * i : 10));
  const [one = [], two = []] = [1, 2].map((part) => portionOf(counts.map(runOf), part, 2));
  const sum = (runs: readonly number[]): number => runs.reduce((total, run) => total + (counts[run] as number), 0);
  expect(Math.abs(sum(one) - sum(two))).toBeLessThan(0.05 * sum(one));
  expect(Math.abs(one.length - two.length)).toBeLessThan(3);
});
