/** What a large run costs with two workers, with checkpoints, and with its states on disk, as multiples of the plain run. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Checker, type Limits, ourWay } from "./checker.ts";
import type { Measurement } from "./comparison.ts";
import { workFolder } from "./folders.ts";
import { type BenchModel, benchModels, wildModels } from "./models.ts";
import { count, factor, table } from "./table.ts";

/** Models with fewer states are over before two workers have begun; real ones take longer for each state. */
const LARGE = 1_000_000;
const LARGE_WILD = 50_000;

/** The models: benchmarks of millions of states, and real specifications. */
export function scaleModels(long: boolean): BenchModel[] {
  const large = (least: number) => (model: BenchModel) => (model.distinct ?? 0) >= least && (long || !model.long);
  return [...benchModels().filter(large(LARGE)), ...wildModels().filter(large(LARGE_WILD))];
}

/** What a run is to keep is kept here, and nothing of the run before. */
const kept = join(workFolder, "scale");

/** The plain run, then the others. */
export function scaleCheckers(limits: Limits): Checker[] {
  const fresh = (): string => {
    rmSync(kept, { recursive: true, force: true });
    return kept;
  };
  return [
    ourWay("one worker", () => [], limits),
    ourWay("two workers", () => ["--workers", "2"], limits),
    ourWay("checkpoints", () => ["--checkpoint", fresh(), "--checkpoint-every", "10s"], limits),
    ourWay("on disk", () => ["--disk", fresh()], limits),
  ];
}

/** Each way beside the first one of its model. Two workers are meant to save wall time, and the others cost CPU time. */
export function scaleText(measurements: readonly Measurement[]): string {
  const rows = measurements.map((found) => {
    const { model, checker, distinct, finished, wrong, wall, cpu, memory } = found;
    const plain = measurements.find((other) => other.model === model) as Measurement;
    const isPlain = plain === found || !finished;
    return [
      model.name,
      distinct === null ? "n/a" : count(distinct),
      checker,
      factor(isPlain ? null : plain.wall / wall),
      factor(isPlain ? null : cpu / plain.cpu),
      count(Math.round(memory / 2 ** 20)),
      wrong ?? (finished ? "" : "not finished"),
    ];
  });
  return table(["model", "states", "way", "times as fast, by wall", "times the CPU", "MB", ""], rows);
}
