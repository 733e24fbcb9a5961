/** Engines, and any other checker, on the same models: runs taken in turn, medians of each. */

import { calibrate } from "./calibration.ts";
import type { Checker, Run } from "./checker.ts";
import type { BenchModel } from "./models.ts";
import { growthExponent, median } from "./statistics.ts";
import { count, factor, table } from "./table.ts";

/** What one checker needed for one model: medians. */
export interface Measurement {
  readonly model: BenchModel;
  readonly checker: string;
  readonly ours: boolean;
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
  readonly distinct: number | null;
  readonly generated: number | null;
  readonly finished: boolean;
  /** What is wrong with the counts, or why there are none. */
  readonly wrong: string | null;
  /** CPU seconds of calibrate.mjs at the same time; null where it does not exist or is not needed. */
  readonly calibration: number | null;
}

/** CPU seconds and peak memory of a run of ours that has nothing to do. */
export interface Baseline {
  readonly cpu: number;
  readonly memory: number;
}

/** Runs every checker on a model `runs` times, in turn, and beside them the fixed work that TLC's figures go with. */
export async function compare(model: BenchModel, checkers: readonly Checker[], runs: number): Promise<Measurement[]> {
  const found: Run[][] = checkers.map(() => []);
  const calibrations: number[] = [];
  for (let turn = 0; turn < runs; turn++) {
    for (const [index, checker] of checkers.entries()) {
      const before = found[index]!;
      if (before.every((run) => run.finished)) before.push(await checker.run(model));
    }
    if (model.tlc !== null) calibrations.push(await calibrate());
  }
  const calibration = calibrations.length === 0 ? null : median(calibrations);
  return checkers.map((checker, index) => ({ ...measurement(model, checker, found[index]!), calibration }));
}

function measurement(
  model: BenchModel,
  { name, ours }: Checker,
  runs: readonly Run[],
): Omit<Measurement, "calibration"> {
  const { distinct, generated, finished, failure } = runs.at(-1)!;
  return {
    model,
    checker: name,
    ours,
    cpu: median(runs.map(({ cost }) => cost.cpu)),
    wall: median(runs.map(({ cost }) => cost.wall)),
    memory: median(runs.map(({ cost }) => cost.memory)),
    distinct,
    generated,
    finished,
    wrong: finished ? difference(model, distinct, generated) : failure,
  };
}

function difference(model: BenchModel, distinct: number | null, generated: number | null): string | null {
  if (distinct !== null && model.distinct !== null && distinct !== model.distinct) {
    return `${distinct} distinct instead of ${model.distinct}`;
  }
  if (generated !== null && model.generated !== null && generated !== model.generated) {
    return `${generated} generated instead of ${model.generated}`;
  }
  return null;
}

/** TLC's CPU seconds over ours, scaled to this machine by the formula in the head of tlc-bench.tsv: an estimate. */
export function tlcRatio({ model, cpu, finished, calibration }: Measurement): number | null {
  if (model.tlc === null || calibration === null || !finished) return null;
  return model.tlc.cpu / model.tlc.calibration / (cpu / calibration);
}

/** Resident bytes per distinct state of a run of ours, those of the program itself aside. */
export function bytesPerState(found: Measurement, baseline: Baseline): number | null {
  const { ours, memory, distinct, finished } = found;
  if (!ours || memory === 0 || distinct === null || distinct === 0 || !finished) return null;
  return Math.max(0, memory - baseline.memory) / distinct;
}

/** For each family with several sizes and each engine of ours how CPU time grows with the number of states. */
export function growth(measurements: readonly Measurement[], baseline: Baseline): Map<string, number> {
  const points = new Map<string, [number, number][]>();
  for (const { model, checker, ours, cpu, distinct, finished } of measurements) {
    if (!ours || !finished || distinct === null) continue;
    const key = `${model.family}, ${checker}`;
    points.set(key, [...(points.get(key) ?? []), [distinct, cpu - baseline.cpu]]);
  }
  const found = new Map<string, number>();
  for (const [key, list] of points) {
    const exponent = growthExponent(list);
    if (exponent !== null) found.set(key, exponent);
  }
  return found;
}

/** What was measured, for the terminal: with seconds and rates. */
export function measuredText(measurements: readonly Measurement[], baseline: Baseline): string {
  const rows = measurements.map((found) => {
    const { model, checker, cpu, wall, distinct, generated, finished, wrong } = found;
    const rate = (states: number | null): string => (states === null || cpu === 0 ? "n/a" : count(states / cpu));
    return [
      model.name,
      checker,
      cpu.toFixed(2),
      wall.toFixed(2),
      distinct === null ? "n/a" : count(distinct),
      rate(generated),
      rate(distinct),
      factor(bytesPerState(found, baseline)),
      factor(tlcRatio(found)),
      wrong ?? (finished ? "" : "not finished"),
    ];
  });
  const headings = ["model", "checker", "CPU s", "wall s", "distinct", "generated/s", "distinct/s", "bytes/state"];
  return table([...headings, "x TLC, estimated", ""], rows);
}

/** The same as ratios only: to TLC (estimated), and of the first checker to each other one (measured). */
export function ratiosText(measurements: readonly Measurement[], baseline: Baseline): string {
  const rows = measurements.map((found) => {
    const { model, checker, distinct, cpu, finished } = found;
    const first = measurements.find((other) => other.model === model)!;
    const same = first === found || !finished || !first.finished ? null : first.cpu / cpu;
    return [
      model.name,
      distinct === null || !finished ? "not finished" : count(distinct),
      checker,
      factor(same),
      factor(tlcRatio(found)),
      factor(bytesPerState(found, baseline)),
    ];
  });
  const headings = ["model", "states", "checker", "times the first checker", "times TLC, estimated", "bytes per state"];
  return table(headings, rows);
}

/** For each checker the median and the least of its ratios to TLC; empty where there are none. */
export function summaryText(measurements: readonly Measurement[]): string {
  const checkers = [...new Set(measurements.map(({ checker }) => checker))];
  const rows = checkers.flatMap((checker) => {
    const ratios = measurements.filter((found) => found.checker === checker).flatMap((found) => tlcRatio(found) ?? []);
    return ratios.length === 0 ? [] : [[checker, factor(median(ratios)), factor(Math.min(...ratios))]];
  });
  return rows.length === 0 ? "" : table(["checker", "times TLC, estimated: median", "least"], rows);
}

/** One line for each family and checker. */
export function growthText(measurements: readonly Measurement[], baseline: Baseline): string {
  const rows = [...growth(measurements, baseline)].map(([key, exponent]) => [key, exponent.toFixed(2)]);
  return rows.length === 0 ? "" : table(["family, checker", "exponent of growth"], rows);
}
