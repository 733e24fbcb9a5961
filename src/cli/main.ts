/** The program: the real world as a context for the commands, signals, and what happens when we are at fault. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { COLOURED, PLAIN, type Style, sha256 } from "../report/index.ts";
import { runCommandLine } from "./command-line.ts";
import type { ColorWish, Context } from "./context.ts";
import { canDeepen, reportedBefore, runDeeper, StackExhausted, toldBefore } from "./deep-stack.ts";
import { EXIT, winningExitCode } from "./exit-code.ts";
import { isStackOverflow, TLA_FRONT_END } from "./front-end.ts";
import { reasonOf } from "./input-file.ts";
import { Interruption } from "./interruption.ts";
import { isSilent } from "./ranks.ts";
import { readableStack } from "./readable-stack.ts";
import { processes } from "./shares.ts";
import { isWorker, work } from "./threads.ts";

const words = process.argv.slice(2);
const interruption = new Interruption();
const silent = isSilent(words);

// A reader that has read enough closes the pipe; the verdict still decides the exit code. A report that cannot be
// written for another reason, such as a full disk, must not look like a verdict.
let unwritten = false;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE" || unwritten) return;
  unwritten = true;
  process.exitCode = EXIT.unwritten;
  context.note(`everystate: the report cannot be written: ${reasonOf(error)}\n`);
});
process.stderr.on("error", () => {});

const context: Context = {
  directory: process.cwd(),
  version: ownVersion(),
  arguments: words,
  program: ownHash,
  workers: processes(words, interruption.signal),
  out: (text) => void (silent || process.stdout.write(text)),
  note: (text) => void (silent || process.stderr.write(text)),
  // Some terminals, as those of containers and of Emacs, report 0 columns: they do not know.
  ...(process.stdout.isTTY === true && process.stdout.columns > 0 ? { columns: process.stdout.columns } : {}),
  // Read at each line: a window may be made wider while a search runs.
  get noteColumns() {
    return process.stderr.columns > 0 ? process.stderr.columns : undefined;
  },
  interactive: process.stderr.isTTY === true && process.env["TERM"] !== "dumb",
  style: (stream, wish) => styleFor(stream === "out" ? process.stdout : process.stderr, wish),
  frontEnd: TLA_FRONT_END,
  canDeepen: canDeepen(),
  reported: reportedBefore(),
  told: toldBefore(),
  signal: interruption.signal,
  poll: () => interruption.poll(),
};

if (isWorker()) work();
else void main();

async function main(): Promise<void> {
  try {
    const exitCode = await run();
    process.exitCode = unwritten ? winningExitCode([exitCode, EXIT.unwritten]) : exitCode;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`everystate: defect: ${message}; please report it, with the command and its input\n`);
    if (process.env["DEBUG"] && error instanceof Error) context.note(`${readableStack(error)}\n`);
    process.exitCode = EXIT.defect;
  }
}

/** Runs the command, and once more with a larger stack when the stack was full. */
async function run(): Promise<number> {
  try {
    return await runCommandLine(words, context);
  } catch (error) {
    if (!context.canDeepen || !(error instanceof StackExhausted || isStackOverflow(error))) throw error;
    return runDeeper(words, error instanceof StackExhausted ? error : { reported: 0, told: [] }, context);
  }
}

function styleFor(stream: NodeJS.WriteStream, wish: ColorWish): Style {
  if (wish !== "auto") return wish === "always" ? COLOURED : PLAIN;
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = process.env;
  if (no !== undefined && no !== "") return PLAIN;
  if (force !== undefined && force !== "" && force !== "0") return COLOURED;
  return stream.isTTY === true && terminal !== "dumb" ? COLOURED : PLAIN;
}

/** Of the bundle; what is not bundled is many files. */
function ownHash(): string | null {
  const path = fileURLToPath(import.meta.url);
  return path.endsWith(".cjs") ? sha256(readFileSync(path)) : null;
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return (manifest as { version: string }).version;
}
