/** What is recorded about the runs of a folder, and what becomes of it when a run is made again. */

import { basename } from "node:path/posix";
import type { CheckResult, PropertyResult, StateCounts } from "../checker/index.ts";
import type { RunRecord } from "../report/index.ts";
import type { CodeHashes } from "./code.ts";
import type { Pin } from "./pin.ts";
import { neverTakenIn, warningTexts } from "./warning.ts";

/** What is recorded about a property of a run. */
export interface RecordedProperty {
  readonly name: string;
  readonly status: "holds" | "violated" | "unchecked";
  /** For a violated property the length of its trace; 0 for an assumption. */
  readonly states: number | null;
  readonly loop: number | null;
  /** For an unchecked property why, if that is recorded. */
  readonly reason: string | null;
  /** How a success is qualified, such as `constraint`. */
  readonly within: readonly string[];
  readonly why: string | null;
  /** It holds, but no step of the spec could break it: the matrix shows a dash, and nothing need witness that it can fail. */
  readonly byConstruction: boolean;
}

/** What is recorded about a run; `spec` and `config` are relative to the folder. */
export interface RecordedRun {
  readonly spec: string;
  readonly config: string;
  readonly row: string | null;
  readonly title: string | null;
  /** What is special about the run, which is then no part of the matrix but listed below it. */
  readonly variant: string | null;
  readonly environment: string | null;
  readonly profile: string | null;
  /** What the configuration said; null in a record that does not pin it. */
  readonly pin: Pin | null;
  readonly states: StateCounts;
  readonly properties: readonly RecordedProperty[];
  /** Warnings that are expected. */
  readonly warnings: readonly string[];
  /** The names of the actions that are expected never to be taken. */
  readonly neverTaken: readonly string[];
}

/** A column of the matrix: a property, in an environment; or in several, the mildest first, to name the last that it survives. */
export interface MatrixColumn {
  readonly title: string;
  readonly property: string;
  readonly environments: readonly string[];
}

/** A whole `verdicts.json`. */
export interface VerdictsFile {
  /** The columns of the matrix; without them it shows all properties of all runs. */
  readonly columns: readonly MatrixColumn[];
  /** Must each `holds` of the matrix have a recorded run that shows that it can fail? */
  readonly witnesses: boolean;
  readonly runs: readonly RecordedRun[];
  /** Hashes of the functions that actions implement; null where none were recorded. */
  readonly code: CodeHashes | null;
  /** Lines to print below the matrix, such as what the folder does not check. */
  readonly notes: readonly string[];
}

/** A run that was made again. */
export interface GateRun {
  readonly recorded: RecordedRun;
  readonly found: RunRecord;
  /** What its configuration says now, if it could be read. */
  readonly pin: Pin | null;
}

/** What stands for a configuration that is not recorded yet, until its first run. */
export function newRun(spec: string, config: string, profile: string): RecordedRun {
  const states = { initial: 0, generated: 0, distinct: 0, depth: 0 };
  const rest = { title: null, variant: null, environment: null, profile, pin: null };
  return { spec, config, row: basename(spec, ".tla"), ...rest, states, properties: [], warnings: [], neverTaken: [] };
}

/** The row of the matrix to which a run belongs. */
export function rowOf({ row, spec }: RecordedRun): string {
  return row ?? basename(spec, ".tla");
}

/** The run as it is to be recorded; every `why` stays. */
export function recordedAnew({ recorded, pin, found }: GateRun, result: CheckResult): RecordedRun {
  const old = new Map(recorded.properties.map((property) => [property.name, property]));
  const properties = result.properties.map((property) => recordOf(property, old.get(property.name) ?? null));
  const warnings = warningTexts(found.diagnostics);
  return { ...recorded, pin, states: result.states, properties, warnings, neverTaken: neverTakenIn(result) };
}

/** What `--update` records about a property; the reason why it is so is kept from the old record. */
export function recordOf(property: PropertyResult, old: RecordedProperty | null): RecordedProperty {
  const trace = property.status === "violated" ? property.trace : null;
  return {
    name: property.name,
    status: property.status,
    states: property.status === "violated" ? (trace?.states.length ?? 0) : null,
    loop: trace?.loop ?? null,
    reason: property.status === "unchecked" ? property.reason : null,
    within: property.status === "holds" ? property.within : [],
    why: old?.why ?? null,
    byConstruction: property.status === "holds" && (old?.byConstruction ?? false),
  };
}

/** `violated, 4 states`, `unchecked (budget)` or `holds`. */
export function verdictText({ status, states, loop, reason, within }: RecordedProperty): string {
  if (status === "violated") return `violated, ${states} ${states === 1 ? "state" : "states"}${loopText(states, loop)}`;
  if (status === "unchecked") return reason === null ? status : `${status} (${reason})`;
  return within.length === 0 ? status : `${status} within the ${within.join(" and the ")}`;
}

function loopText(states: number | null, loop: number | null): string {
  if (loop === null) return "";
  return loop === states ? ", then nothing more" : `, then back to state ${loop}`;
}
