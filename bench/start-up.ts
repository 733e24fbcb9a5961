/** What it costs to start: small models against Node doing nothing, in wall time and, on a busy machine, in CPU time. */

import { join } from "node:path";
import { root, workFolder } from "./folders.ts";
import type { BenchModel } from "./models.ts";
import { type Cost, runProgram } from "./process.ts";
import { median } from "./statistics.ts";
import { factor, table } from "./table.ts";

const SMALL = ["Peterson.right.cfg", "Decanting.tla", "LockOrder.agree.cfg"].map((file) => `specs/examples/${file}`);

/** Seconds, medians. */
export interface StartUp {
  readonly name: string;
  readonly wall: number;
  readonly cpu: number;
}

/** How start-up is measured: so often, and in turn with another checkout of ours, if one is named. */
interface Turns {
  readonly runs: number;
  readonly beside: string | null;
}

/** Runs each small model, large ones to their first state, and `node -e 0`, in turn. */
export async function measureStartUp(large: readonly BenchModel[], { runs, beside }: Turns): Promise<StartUp[]> {
  const program = (folder: string): string[] => {
    return [process.execPath, join(folder, "dist/cli/main.js"), "check", "--quiet", "--out", workFolder];
  };
  const models = [
    ...SMALL.map((spec) => ({ name: spec, words: [spec] })),
    ...large.map(({ name, spec, config }) => ({
      name: `${name} to its first state`,
      words: [spec, "--config", config, "--max-states", "1"],
    })),
  ];
  const others = beside === null ? [] : [{ mark: ` (${beside})`, folder: beside }];
  const versions = [{ mark: "", folder: root }, ...others];
  const commands = [
    { name: "node -e 0", words: [process.execPath, "-e", "0"] },
    ...models.flatMap(({ name, words }) =>
      versions.map(({ mark, folder }) => ({ name: name + mark, words: [...program(folder), ...words] })),
    ),
  ];
  const costs: Cost[][] = commands.map(() => []);
  for (let turn = 0; turn < runs; turn++) {
    for (const [index, { words }] of commands.entries()) costs[index]!.push(await runProgram(words, root));
  }
  return commands.map(({ name }, index) => ({
    name,
    wall: median(costs[index]!.map(({ wall }) => wall)),
    cpu: median(costs[index]!.map(({ cpu }) => cpu)),
  }));
}

/** With milliseconds, for the terminal: in all, and beyond those of Node doing nothing. */
export function startUpText(found: readonly StartUp[]): string {
  const [nothing] = found as readonly [StartUp, ...StartUp[]];
  const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(0);
  const rows = found.map(({ name, wall, cpu }) => [
    name,
    ...[wall, wall - nothing.wall, cpu, cpu - nothing.cpu].map(milliseconds),
  ]);
  return table(["start-up", "wall ms", "beyond", "CPU ms", "beyond"], rows);
}

/** As multiples of Node doing nothing. */
export function startUpRatios(found: readonly StartUp[]): string {
  const [nothing, ...others] = found as readonly [StartUp, ...StartUp[]];
  const rows = others.map(({ name, wall, cpu }) => [name, factor(wall / nothing.wall), factor(cpu / nothing.cpu)]);
  return table(["model", "wall, times `node -e 0`", "CPU, times `node -e 0`"], rows);
}
