/** What a program costs: CPU seconds of the whole process and what it starts, wall time, peak memory. */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** One run of a program. */
export interface Cost {
  readonly exitCode: number | null;
  readonly out: string;
  readonly note: string;
  /** User and system seconds of the process and of all that it waited for. */
  readonly cpu: number;
  readonly wall: number;
  /** Peak resident bytes of its largest process; 0 where the system does not tell. */
  readonly memory: number;
}

const PEAK_INTERVAL = 20;

/** Bash's own clock: the words that follow are the program, and what is measured goes to descriptor 3. */
const TIMED = 'exec 4>&2 2>&3; TIMEFORMAT="%U %S %R"; time "$@" 2>&4 3>&- 4>&-';

/** Runs a program to its end and measures it. Rejects when it cannot be started. */
export function runProgram(words: readonly string[], directory: string): Promise<Cost> {
  const child = spawn("bash", ["-c", TIMED, "bash", ...words], {
    cwd: directory,
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const texts = ["", "", ""];
  [child.stdout, child.stderr, child.stdio[3]].forEach((stream, index) => {
    stream?.on("data", (data: Buffer) => {
      texts[index] += data.toString();
    });
  });
  let memory = 0;
  const look = setInterval(() => {
    if (child.pid !== undefined) memory = Math.max(memory, ...descendants(child.pid).map(peakOf));
  }, PEAK_INTERVAL);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      clearInterval(look);
      const [out, note, times] = texts as [string, string, string];
      const [user, system, wall] = times.trim().split(/\s+/).slice(-3).map(Number) as [number, number, number];
      resolve({ exitCode, out, note, cpu: user + system, wall, memory });
    });
  });
}

/** Runs a command line of the shell in the same way. */
export function runCommand(command: string, directory: string): Promise<Cost> {
  return runProgram(["bash", "-c", command], directory);
}

/** The processes below `pid`, as Linux lists them; none elsewhere. */
function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function peakOf(pid: number): number {
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
