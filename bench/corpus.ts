/** Small public models, one process each: CPU seconds of TLC, as recorded once, over ours. Start-up counts in both. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { calibrate } from "./calibration.ts";
import { root, workFolder } from "./folders.ts";
import { runProgram } from "./process.ts";
import { recordedRows } from "./recorded.ts";
import { median } from "./statistics.ts";
import { factor, table } from "./table.ts";

const shared = join(root, "../shared/corpus");
const record = join(shared, "expected.tsv");

/** The record does not tell how fast the machine was: it is taken for that of tlc-bench.tsv, where calibrate.mjs took this. */
const RECORDED_CALIBRATION = 0.52;

/** Models below so many states are small. */
const SMALL = 100_000;

/** One model that both finished. */
export interface CorpusRow {
  readonly config: string;
  readonly distinct: number;
  readonly tlc: number;
  readonly cpu: number;
  /** CPU seconds of calibrate.mjs about that time. */
  readonly calibration: number;
}

/** Models between two measurements of how fast the machine is. */
const CALIBRATED = 10;

/** False in a user's clone. */
export function corpusExists(): boolean {
  return existsSync(record);
}

/** Runs every small model that TLC finished, `runs` times each; those that we do not finish in `seconds` are left out. */
export async function measureCorpus(runs: number, seconds: number): Promise<CorpusRow[]> {
  const found: CorpusRow[] = [];
  let calibration = 0;
  for (const cell of recordedRows(record)) {
    const distinct = Number(cell("distinct"));
    if (cell("result") !== "ok" || !(distinct < SMALL)) continue;
    if (found.length % CALIBRATED === 0) calibration = await calibrate();
    const costs: number[] = [];
    for (let turn = 0; turn < runs; turn++) {
      const { cpu, exitCode } = await check(cell("module"), cell("cfg"), seconds);
      if (exitCode === 0) costs.push(cpu);
    }
    if (costs.length < runs) continue;
    found.push({ config: cell("cfg"), distinct, tlc: Number(cell("process_cpu_s")), cpu: median(costs), calibration });
  }
  return found;
}

function check(module: string, config: string, seconds: number) {
  const [spec, cfg] = [module, config].map((file) => join(shared, "tlaplus-examples", file)) as [string, string];
  const program = [process.execPath, join(root, "dist/cli/main.js"), "check", spec, "--config", cfg];
  return runProgram([...program, "--quiet", "--out", workFolder, "--max-time", `${seconds}s`], root);
}

function ratio({ tlc, cpu, calibration }: CorpusRow): number {
  return tlc / RECORDED_CALIBRATION / (cpu / calibration);
}

/** The slowest ones by ratio, for the terminal, and the summary. */
export function corpusText(rows: readonly CorpusRow[]): string {
  const sorted = [...rows].sort((a, b) => ratio(a) - ratio(b));
  const slow = sorted
    .slice(0, 10)
    .map((row) => [row.config, String(row.distinct), row.cpu.toFixed(2), factor(ratio(row))]);
  return `${table(["the slowest, compared", "states", "CPU s", "times TLC, estimated"], slow)}\n${corpusRatios(rows)}`;
}

/** Median, least and sum of the ratios. */
export function corpusRatios(rows: readonly CorpusRow[]): string {
  const ratios = rows.map(ratio);
  const sum = (of: (row: CorpusRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const whole = sum(({ tlc }) => tlc / RECORDED_CALIBRATION) / sum(({ cpu, calibration }) => cpu / calibration);
  const cells = [String(rows.length), factor(median(ratios)), factor(Math.min(...ratios)), factor(whole)];
  return table(["models", "times TLC, estimated: median", "least", "sum over sum"], [cells]);
}
