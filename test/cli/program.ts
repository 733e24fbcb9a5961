/** The real program in a process of its own. */

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { World } from "./world.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Milliseconds: longer than any test waits. */
const LONGEST = 150_000;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly note: string;
  /** Milliseconds from the signal to the end; 0 without a signal. */
  readonly late: number;
}

/** Runs the real program; `onOutput` sees stderr as it grows. */
export function runProgram(
  world: World,
  words: string[],
  env: Record<string, string> = {},
  signalAfter: number | null = null,
): Promise<Ended> {
  const tsx = fileURLToPath(new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url));
  const program = spawn(process.execPath, ["--import", tsx, `${root}/src/cli/main.ts`, ...words], {
    cwd: world.directory,
    env: { ...process.env, ...env },
    // Should a test give up before, or its runner be ended, nothing is left to run for ever.
    timeout: LONGEST,
  });
  let out = "";
  let note = "";
  let signalled: number | null = null;
  program.stdout.on("data", (data: Buffer) => {
    out += data.toString();
  });
  program.stderr.on("data", (data: Buffer) => {
    note += data.toString();
    if (signalAfter !== null && note.includes("started")) {
      setTimeout(() => {
        signalled = performance.now();
        program.kill("SIGINT");
      }, signalAfter);
      signalAfter = null;
    }
  });
  const late = (): number => (signalled === null ? 0 : performance.now() - signalled);
  return new Promise((resolve) => program.on("close", (code) => resolve({ code, out, note, late: late() })));
}
