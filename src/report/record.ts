/** What a gate has to say besides its runs: a violation that is recorded is no news, and a verdict that differs is. */

import type { RunRecord } from "./json.ts";
import { plural } from "./table.ts";

/** Where the runs of a folder, or the folder itself, differ from the record. */
export interface RecordFindings {
  /** The folder of the record. */
  readonly folder: string;
  /** Each in a sentence; `config` is that of a run, by its path, and null where no run is meant. */
  readonly differences: readonly RecordDifference[];
  /** The answer of the gate as one JSON document. */
  readonly json: () => string;
}

export interface RecordDifference {
  readonly config: string | null;
  readonly text: string;
}

/** The file of the record. */
export function recordPath({ folder }: RecordFindings): string {
  return `${folder.replace(/\/+$/, "")}/verdicts.json`;
}

/** What differs of a run. */
export function differencesOfRun(record: RecordFindings | undefined, { config }: RunRecord): readonly string[] {
  return (record?.differences ?? []).filter((one) => one.config === config).map(({ text }) => text);
}

/** What differs of no run that was made: a configuration that is not recorded, a file that is gone. */
export function differencesBeside(
  record: RecordFindings | undefined,
  runs: readonly RunRecord[],
): readonly RecordDifference[] {
  const made = new Set(runs.map(({ config }) => config));
  return (record?.differences ?? []).filter(({ config }) => config === null || !made.has(config));
}

/** Is a difference about this property, as a gate says it: `N1: recorded holds, found violated, 4 states`? */
export function isAbout(text: string, name: string): boolean {
  return text.startsWith(`${name}: `);
}

/** What differs of a property; null where nothing does. */
export function propertyDifference(differences: readonly string[], name: string): string | null {
  return differences.find((text) => isAbout(text, name)) ?? null;
}

/** Is a violation of this property what a gate has recorded? */
export function isRecorded(record: RecordFindings | undefined, run: RunRecord, name: string): boolean {
  return record !== undefined && propertyDifference(differencesOfRun(record, run), name) === null;
}

/** `specs: all as recorded`, or how many differences there are. */
export function recordTitle({ folder, differences }: RecordFindings): string {
  const { length } = differences;
  const found = length === 0 ? "all as recorded" : `${length} ${plural(length, "difference")} from the record`;
  return `${folder}: ${found}`;
}

/** `D0.any.cfg: N1: recorded holds, found violated, 4 states`. */
export function differenceText({ config, text }: RecordDifference): string {
  return config === null ? text : `${config}: ${text}`;
}

/** All that differs, and a line that sums it up; nothing where no gate asks. */
export function recordText(record: RecordFindings | undefined): string {
  if (record === undefined) return "";
  const lines = record.differences.map((difference) => `drift: ${differenceText(difference)}\n`);
  return `\n${lines.join("")}${recordTitle(record)}\n`;
}
