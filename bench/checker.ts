/** The checkers that a benchmark runs: ours with one engine or another, and any other command. */

import { join } from "node:path";
import { root, workFolder } from "./folders.ts";
import { type Cost, runCommand, runProgram } from "./process.ts";

/** A spec with its configuration. */
export interface Task {
  readonly spec: string;
  readonly config: string;
  /** Options of ours that the task is to be run with. */
  readonly options?: readonly string[];
}

/** What a checker said of a task, and what that cost. */
export interface Run {
  readonly cost: Cost;
  /** Null where the output does not tell. */
  readonly distinct: number | null;
  readonly generated: number | null;
  /** False when it ended before it saw everything. */
  readonly finished: boolean;
  /** Why there is no result, in the checker's words; null where there is one. */
  readonly failure: string | null;
}

export interface Checker {
  readonly name: string;
  /** Is it ours, so that what it costs to start is known? */
  readonly ours: boolean;
  run(task: Task): Promise<Run>;
}

export interface Limits {
  /** Seconds of wall time for one run of ours. */
  readonly seconds: number;
}

/** Our program with an engine, or as it comes when `engine` is null. */
export function ourChecker(engine: string | null, limits: Limits): Checker {
  return ourWay(engine ?? "everystate", () => (engine === null ? [] : ["--engine", engine]), limits);
}

/** Our program with options, made anew for each run. */
export function ourWay(name: string, given: () => readonly string[], limits: Limits): Checker {
  return {
    name,
    ours: true,
    async run({ spec, config, options = [] }) {
      const words = [process.execPath, join(root, "dist/cli/main.js"), "check", spec, "--config", config];
      words.push("--json", "--quiet", "--out", workFolder, "--max-time", `${limits.seconds}s`, ...options, ...given());
      const cost = await runProgram(words, root);
      const result = resultOf(cost.out);
      if (result === null) {
        const failure = `exit code ${cost.exitCode}: ${cost.note.split("\n")[0]}`;
        return { cost, generated: null, distinct: null, finished: false, failure };
      }
      const { generated, distinct } = result.states;
      const finished = result.outcome === "holds" || result.outcome === "violated";
      return { cost, generated, distinct, finished, failure: null };
    },
  };
}

interface Result {
  readonly outcome: string;
  readonly states: { readonly generated: number; readonly distinct: number };
}

function resultOf(out: string): Result | null {
  try {
    return (JSON.parse(out) as { readonly results: readonly Result[] }).results[0] ?? null;
  } catch {
    return null;
  }
}

/**
 * Any command of the shell. `{spec}` and `{config}` stand for the files; without `{spec}` they are added at the end as our
 * own program takes them. Counts are read from words such as `296448 distinct`, which TLC prints as well.
 */
export function otherChecker(command: string): Checker {
  return {
    name: command,
    ours: false,
    async run(task) {
      const cost = await runCommand(commandFor(command, task), root);
      return {
        cost,
        generated: lastCount(cost.out, "generated") ?? lastCount(cost.out, "states generated"),
        distinct: lastCount(cost.out, "distinct"),
        finished: cost.exitCode !== null && cost.exitCode < 126,
        failure: null,
      };
    },
  };
}

/** The command with the files of a task in their places, quoted for the shell. */
export function commandFor(command: string, { spec, config }: Task): string {
  const whole = command.includes("{spec}") ? command : `${command} {spec} --config {config}`;
  return whole.replaceAll("{spec}", quoted(spec)).replaceAll("{config}", quoted(config));
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The last number before a word. */
export function lastCount(text: string, word: string): number | null {
  const found = [...text.matchAll(new RegExp(`([\\d,]+) ${word}`, "g"))].at(-1);
  return found === undefined ? null : Number(found[1]!.replaceAll(",", ""));
}
