/** What SYMMETRY costs for each step, and brings: voters that nothing tells apart, with and without it. */

import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Baseline, Measurement } from "./comparison.ts";
import { root, workFolder } from "./folders.ts";
import type { BenchModel } from "./models.ts";
import { count, factor, table } from "./table.ts";

/** The last round of a voter, and how many states of its own and steps from these that gives it. */
const LAST = 5;
const OWN = ((LAST + 1) * (LAST + 2)) / 2;
const OWN_STEPS = LAST * (LAST + 1);

/** The model that the others are compared with comes first. */
export function symmetryModels(): BenchModel[] {
  return [voters(5, false), voters(7, true)];
}

/** So many voters, whom a SYMMETRY exchanges or none. */
export function voters(size: number, symmetric: boolean): BenchModel {
  mkdirSync(workFolder, { recursive: true });
  const name = `Voters.${size}${symmetric ? " with SYMMETRY" : ""}`;
  const spec = join(workFolder, "Voters.tla");
  const config = join(workFolder, `Voters.${size}${symmetric ? ".symmetric" : ""}.cfg`);
  copyFileSync(join(root, "bench/Voters.tla"), spec);
  const values = Array.from({ length: size }, (_, i) => `v${i + 1}`).join(", ");
  const lines = ["INIT Init", "NEXT Next", `CONSTANTS Voter = {${values}} Last = ${LAST}`, "CHECK_DEADLOCK FALSE"];
  const told = symmetric ? ["SYMMETRY Symmetry"] : [];
  writeFileSync(config, `${[...lines, ...told, "INVARIANTS TypeOK OneARound"].join("\n")}\n`);
  // How often one voter is in a certain state of its own, in all states together.
  const times = symmetric ? choose(OWN + size - 1, size - 1) : size * OWN ** (size - 1);
  const distinct = symmetric ? choose(OWN + size - 1, size) : OWN ** size;
  return { name, family: name, spec, config, distinct, generated: 1 + OWN_STEPS * times, long: false, tlc: null };
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}

/** Each run beside the first one of the same checker, start-up aside. */
export function symmetryText(found: readonly Measurement[], baseline: Baseline): string {
  const costOf = ({ cpu, finished, wrong }: Measurement): number | null =>
    finished && wrong === null ? Math.max(cpu - baseline.cpu, 0.001) : null;
  const rows = found.map((one) => {
    const first = found.find(({ checker }) => checker === one.checker) as Measurement;
    const [cost, plain] = [costOf(one), costOf(first)];
    const steps = (one.model.generated as number) / (first.model.generated as number);
    const told = cost === null || plain === null ? "not finished" : factor(cost / plain / steps);
    return [
      one.model.name,
      one.checker,
      count(one.model.distinct as number),
      count(one.model.generated as number),
      told,
    ];
  });
  return table(["model", "checker", "states", "generated", "time a step, times the first"], rows);
}
