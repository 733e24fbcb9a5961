/** The program in a process of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** Milliseconds: longer than anybody waits. Should who started it be ended, nothing is left to run for ever. */
const LONGEST = 150_000;

/** How a process ended; the code is null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly note: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Circumstances {
  /** Node's options. */
  readonly options?: readonly string[];
  /** A command that runs the one that follows it. */
  readonly under?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Is told all that it has written to stderr, whenever that grows. */
  readonly onNote?: (note: string) => void;
}

/** Starts the program whose main file is `main` in a folder, where it also keeps what it keeps for later runs. */
export function startProgram(
  main: string,
  directory: string,
  words: readonly string[],
  { options = [], under = [], env = {}, onNote }: Circumstances = {},
): Started {
  const [first, ...rest] = [...under, process.execPath, ...options, main, ...words];
  const child = spawn(first as string, rest, {
    cwd: directory,
    env: { ...process.env, XDG_CACHE_HOME: join(directory, ".cache"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LONGEST,
  });
  let [out, note] = ["", ""];
  child.stdout.on("data", (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on("data", (data: Buffer) => {
    note += data.toString();
    onNote?.(note);
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, out, note })));
  return { child, ended };
}

/** What a run with --json says, without times, its command and its version. */
export function saidOf(json: string): Said {
  const { command: _, version: __, ...report } = JSON.parse(json);
  return JSON.parse(JSON.stringify(report, (key, value) => (key === "seconds" ? 0 : value)));
}

interface Said {
  readonly exitCode: number;
  readonly results: readonly {
    readonly stopped: string | null;
    readonly states: { readonly distinct: number };
    readonly properties: readonly { readonly status: string }[];
    readonly diagnostics: readonly { readonly code: string }[];
  }[];
}
