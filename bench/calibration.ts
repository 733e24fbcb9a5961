/** What figures are relative to: how fast the machine is just now, and what a run costs that has nothing to do. */

import { join } from "node:path";
import { ourChecker } from "./checker.ts";
import type { Baseline } from "./comparison.ts";
import { publicFolder, root } from "./folders.ts";
import { runProgram } from "./process.ts";
import { median } from "./statistics.ts";
import { tokenRing } from "./token-ring.ts";

/** CPU seconds of the fixed program that ran beside TLC for tlc-bench.tsv, as it prints them itself. */
export async function calibrate(): Promise<number> {
  const { out } = await runProgram([process.execPath, join(publicFolder, "calibrate.mjs")], root);
  return Number(out.split(" ")[0]);
}

/** Medians of a model with three states. */
export async function measureBaseline(runs: number): Promise<Baseline> {
  const checker = ourChecker(null, { seconds: 60 });
  const ring = tokenRing(1, "safety");
  const costs = [];
  for (let turn = 0; turn < runs; turn++) costs.push((await checker.run(ring)).cost);
  return { cpu: median(costs.map(({ cpu }) => cpu)), memory: median(costs.map(({ memory }) => memory)) };
}
