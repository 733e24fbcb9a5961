/** Two-phase commit in Spin, on the same states: what its compiled checker takes, measured beside ours. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Checker, Run } from "./checker.ts";
import { root, workFolder } from "./folders.ts";
import { runProgram } from "./process.ts";

/** How Spin's checker is compiled: for safety, without partial-order reduction, which TLC lacks as well. */
const COMPILER_OPTIONS = ["-O2", "-DSAFETY", "-DNOREDUCE"];

/** What is missing on this machine, or null. Nothing is installed. */
export async function spinMissing(): Promise<string | null> {
  for (const [program, option] of [
    ["spin", "-V"],
    ["gcc", "--version"],
  ] as const) {
    const { exitCode } = await runProgram([program, option], root);
    if (exitCode !== 0) return program;
  }
  return null;
}

/** Spin on two-phase commit with `managers` resource managers. Compiling is not part of what is measured. */
export async function spinChecker(managers: number): Promise<Checker> {
  const folder = join(workFolder, `spin${managers}`);
  mkdirSync(folder, { recursive: true });
  await must(["spin", `-DN=${managers}`, "-a", join(root, "bench/TwoPhase.pml")], folder);
  await must(["gcc", ...COMPILER_OPTIONS, "-o", "pan", "pan.c"], folder);
  return {
    name: `spin ${COMPILER_OPTIONS.join(" ")}`,
    ours: false,
    async run(): Promise<Run> {
      // -w: so many bits of hash table, enough for all states; -m: so deep a search, enough as well.
      const cost = await runProgram([join(folder, "pan"), "-m10000", `-w${16 + managers}`], folder);
      const number = (what: RegExp): number | null => {
        const found = what.exec(cost.out);
        return found === null ? null : Number(found[1]);
      };
      const finished = /errors: 0/.test(cost.out) && !/max search depth too small/.test(cost.out);
      const [distinct, generated] = [number(/(\d+) states, stored/), number(/(\d+) transitions/)];
      return { cost, distinct, generated, finished, failure: null };
    },
  };
}

async function must(words: readonly string[], folder: string): Promise<void> {
  const { exitCode, out, note } = await runProgram(words, folder);
  if (exitCode !== 0) throw new Error(`${words.join(" ")} failed:\n${out}${note}`);
}
