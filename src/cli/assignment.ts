/** Values of constants on the command line: `--constant N=3` and `--sweep N=1..5`. */

import { UsageError } from "./context.ts";

/** A constant with its value, as text in the notation of a configuration. */
export interface Assignment {
  readonly name: string;
  /** `=` gives a value, `<-` a definition. */
  readonly sign: "=" | "<-";
  readonly value: string;
}

/** More runs than this are a slip. */
const MOST_RUNS = 10_000;

/** `NAME=VALUE` or `NAME<-DEFINITION`. Throws UsageError. */
export function parseAssignment(option: string, text: string): Assignment {
  const match = /^\s*(\w+(?:!\w+)*(?:\([^=]*\))?)\s*(=|<-)\s*(\S.*?)\s*$/s.exec(text);
  if (match === null) throw new UsageError(`--${option} takes NAME=VALUE, such as N=3, not "${text}"`);
  return { name: match[1]!, sign: match[2] as Assignment["sign"], value: match[3]! };
}

/** The assignments of the option `--constant`, each name once. Throws UsageError. */
export function parseConstants(texts: readonly string[]): Assignment[] {
  const assignments = texts.map((text) => parseAssignment("constant", text));
  const twice = assignments.find(({ name }, at) => assignments.findIndex((other) => other.name === name) < at);
  if (twice !== undefined) throw new UsageError(`--constant gives ${twice.name} a value twice`);
  return assignments;
}

/**
 * The assignments of every run that the sweeps ask for: `N=1..5` or `N=1,2,4`, in all combinations, the last one
 * varying fastest. Without a sweep one run. Throws UsageError.
 */
export function parseSweeps(texts: readonly string[], constants: readonly Assignment[]): Assignment[][] {
  let runs: Assignment[][] = [[...constants]];
  for (const text of texts) {
    const { name, sign, value } = parseAssignment("sweep", text);
    if (runs[0]!.some((other) => other.name === name)) throw new UsageError(`${name} is given a value twice`);
    const values = sign === "=" ? valuesOf(text, value) : listed(value);
    if (runs.length * values.length > MOST_RUNS) throw new UsageError(`--sweep asks for more than ${MOST_RUNS} runs`);
    runs = runs.flatMap((run) => values.map((item) => [...run, { name, sign, value: item }]));
  }
  return runs;
}

function valuesOf(text: string, value: string): string[] {
  const range = /^(-?\d{1,15})\.\.(-?\d{1,15})$/.exec(value);
  if (range === null) return listed(value);
  const [low, high] = [Number(range[1]), Number(range[2])];
  if (high < low) throw new UsageError(`--sweep ${text} has no value: ${low} is more than ${high}`);
  if (high - low >= MOST_RUNS) throw new UsageError(`--sweep asks for more than ${MOST_RUNS} runs`);
  return Array.from({ length: high - low + 1 }, (_, at) => String(low + at));
}

/** The items of a list with commas, but not those inside of braces, parentheses and strings. */
function listed(value: string): string[] {
  const items = value.match(/(?:"(?:[^"\\]|\\.)*"|\{[^}]*\}|\([^)]*\)|[^,])+/g) ?? [];
  const trimmed = items.map((item) => item.trim());
  if (trimmed.length === 0 || trimmed.includes("") || /^,|,\s*,|,$/.test(value)) {
    throw new UsageError(`--sweep takes NAME=1..5 or NAME=1,2,4; ${value} has an empty item`);
  }
  return trimmed;
}

/** `N = 3`. */
export function assignmentText({ name, sign, value }: Assignment): string {
  return `${name} ${sign} ${value}`;
}
