/** What it costs to start: small models against Node doing nothing, in wall time. */

import { join } from "node:path";
import { root, workFolder } from "./folders.ts";
import { type Cost, runProgram } from "./process.ts";
import { median } from "./statistics.ts";
import { factor, table } from "./table.ts";

const SMALL = ["specs/examples/Peterson.right.cfg", "specs/examples/Decanting.tla", "specs/vfio/D0_Block.checked.cfg"];

/** Wall seconds, medians. */
export interface StartUp {
  readonly name: string;
  readonly wall: number;
  /** Beyond those of `node -e 0`. */
  readonly beyond: number;
}

/** Runs each small model and `node -e 0` in turn. */
export async function measureStartUp(runs: number): Promise<StartUp[]> {
  const program = join(root, "dist/cli/main.js");
  const commands = [
    { name: "node -e 0", words: [process.execPath, "-e", "0"] },
    ...SMALL.map((spec) => ({
      name: spec,
      words: [process.execPath, program, "check", spec, "--quiet", "--out", workFolder],
    })),
  ];
  const costs: Cost[][] = commands.map(() => []);
  for (let turn = 0; turn < runs; turn++) {
    for (const [index, { words }] of commands.entries()) costs[index]!.push(await runProgram(words, root));
  }
  const walls = costs.map((list) => median(list.map(({ wall }) => wall)));
  return commands.map(({ name }, index) => ({ name, wall: walls[index]!, beyond: walls[index]! - walls[0]! }));
}

/** With milliseconds, for the terminal. */
export function startUpText(found: readonly StartUp[]): string {
  const rows = found.map(({ name, wall, beyond }) => [name, (wall * 1000).toFixed(0), (beyond * 1000).toFixed(0)]);
  return table(["start-up", "wall ms", "beyond node -e 0, ms"], rows);
}

/** As multiples of Node doing nothing. */
export function startUpRatios(found: readonly StartUp[]): string {
  const rows = found.slice(1).map(({ name, wall }) => [name, factor(wall / found[0]!.wall)]);
  return table(["model", "times `node -e 0`"], rows);
}
