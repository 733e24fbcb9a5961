/** Running a command again with a larger stack: the depth of a recursion in a spec is that of ours. */

import type { Diagnostic } from "../models/model.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit-code.ts";

/** Set for the second run, to the number of runs of the command that the first one has reported. */
const MARK = "EVERYSTATE_RUNS_REPORTED";
/** Set with it, to the properties whose violation it has told of the run that it did not finish. */
const TOLD = "EVERYSTATE_VIOLATIONS_TOLD";

/**
 * Kilobytes of stack to ask for, the most first; the hard limit may admit less. More would serve few: each collection of
 * garbage walks the whole stack, so an endless recursion takes the longer to end the more there is.
 */
const SIZES = [131_072, 65_536, 32_768];

/** Room for young objects, for the same reason: the fewer collections, the sooner the end (half the time, measured). */
const YOUNG = "--min-semi-space-size=64 --max-semi-space-size=64";

/** The stack was full where a larger one can still be had; thrown by a command that wants to be run again. */
export class StackExhausted extends Error {
  /** How many runs of the command have been reported, and need not be again. */
  readonly reported: number;
  /** The properties whose violation has been told of the run in which it happened. */
  readonly told: readonly string[];

  constructor(reported: number, told: readonly string[]) {
    super("the stack is full");
    this.reported = reported;
    this.told = told;
  }
}

/** Does a diagnostic say that a recursion ended because the stack was full? */
export function saysStackFull(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code }) => code === "E429");
}

/** How many runs the first process reported; 0 in the first. */
export function reportedBefore(): number {
  return Number(process.env[MARK] ?? 0);
}

/** The violations that the first process told of the run that it did not finish. */
export function toldBefore(): readonly string[] {
  return JSON.parse(process.env[TOLD] ?? "[]");
}

/** Can this process start another one with a larger stack? The limit belongs to a shell, which Windows lacks. */
export function canDeepen(): boolean {
  return process.env[MARK] === undefined && process.platform !== "win32";
}

/** What a process has told before another one takes over. */
interface ToldBefore {
  readonly reported: number;
  readonly told: readonly string[];
}

/** Runs the command `words` again in a process with a larger stack; the answer is its exit code. */
export function runDeeper(words: readonly string[], before: ToldBefore, context: Context): Promise<number> {
  const most = Math.floor(process.availableMemory() / 2048);
  const sizes = SIZES.filter((size) => size <= most).join(" ");
  // An eighth of the stack is left to what V8 does not count. Without any of the sizes the stack stays as it is.
  const script =
    'node=$1; shift; for size in $EVERYSTATE_STACK_SIZES; do if ulimit -S -s "$size" 2>/dev/null; then ' +
    `exec "$node" ${YOUNG} --stack-size=$((size - size / 8)) "$@"; fi; done; exec "$node" "$@"`;
  const program = process.argv[1] as string;
  // Loaded here: few runs need it, and it takes a twentieth of a small one.
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn("sh", ["-c", script, "sh", process.execPath, ...process.execArgv, program, ...words], {
    stdio: "inherit",
    env: {
      ...process.env,
      [MARK]: String(before.reported),
      [TOLD]: JSON.stringify(before.told),
      EVERYSTATE_STACK_SIZES: sizes,
    },
  });
  const forward = (): void => {
    // A terminal tells both processes of Ctrl-C; a second signal would end the child without its report.
    const interrupt = context.signal.reason === EXIT.interrupted;
    if (!interrupt || !context.interactive) child.kill(interrupt ? "SIGINT" : "SIGTERM");
  };
  context.signal.addEventListener("abort", forward, { once: true });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      resolve(code ?? (context.signal.aborted ? Number(context.signal.reason) : EXIT.defect)),
    );
  });
}
