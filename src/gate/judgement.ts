/** Holds what was found against what is recorded. */

import { driftOf, refusal } from "./drift.ts";
import { type GateRun, newRun, type RecordedRun, recordedAnew, type VerdictsFile, verdictText } from "./record.ts";
import { emptyColumns, unwitnessed } from "./witness.ts";

/** A difference between what is recorded and what is found; `config` is null where it concerns no single run. */
export interface Difference {
  readonly config: string | null;
  readonly text: string;
}

const UNMATCHED = "not recorded, and no module belongs to it";

/** The files of a folder as a record sees them; paths relative to the folder, with `/`. */
interface FolderFiles {
  exists(path: string): boolean;
  /** Every configuration below the folder. */
  readonly configs: readonly string[];
  /** The module that a configuration belongs to; null where there is none. */
  moduleOf(config: string): string | null;
  /** The profile of runs that are not recorded yet. */
  readonly profile: string;
}

/** Which runs there are to make, and how the record differs from the files. */
export interface Plan {
  /** Recorded, and their files exist. */
  readonly present: readonly RecordedRun[];
  /** Configurations that no run names, as runs that nothing is recorded about. */
  readonly added: readonly RecordedRun[];
  /** Configurations to which no module belongs. */
  readonly unmatched: readonly string[];
  /** Recorded, but a file is gone. */
  readonly gone: readonly RecordedRun[];
  readonly differences: readonly Difference[];
}

/**
 * Holds the recorded runs against the files: a run without its files and a configuration without a run are differences,
 * and so is a cell of the matrix that holds without a witness, where the record wants them.
 */
export function planOf(file: VerdictsFile, { exists, configs, moduleOf, profile }: FolderFiles): Plan {
  const { runs } = file;
  const gone = runs.filter(({ spec, config }) => !exists(spec) || !exists(config));
  const named = new Set(runs.map(({ config }) => config));
  const unnamed = configs.filter((config) => !named.has(config)).map((config) => ({ config, spec: moduleOf(config) }));
  return {
    present: runs.filter((run) => !gone.includes(run)),
    unmatched: unnamed.filter(({ spec }) => spec === null).map(({ config }) => config),
    added: unnamed.flatMap(({ spec, config }) => (spec === null ? [] : [newRun(spec, config, profile)])),
    gone,
    differences: [
      ...gone.map(({ spec, config }) => ({
        config,
        text: `recorded, but ${exists(config) ? spec : config} does not exist`,
      })),
      ...unnamed.map(({ spec, config }) => ({
        config,
        text: spec === null ? UNMATCHED : "not recorded",
      })),
      ...ofColumns(file),
    ],
  };
}

/** What of the matrix says nothing. */
function ofColumns(file: VerdictsFile): Difference[] {
  return [...emptyColumns(file), ...unwitnessed(file)].map((text) => ({ config: null, text }));
}

/** What differs still when `file` is recorded: a configuration without a module, and what the matrix lacks. */
export function remaining({ unmatched }: Plan, file: VerdictsFile): Difference[] {
  return [...unmatched.map((config) => ({ config, text: UNMATCHED })), ...ofColumns(file)];
}

/** How the runs differ from what is recorded about them. */
export function differencesOf(runs: readonly GateRun[]): Difference[] {
  return runs.flatMap((run) => driftOf(run).map((text) => ({ config: run.recorded.config, text })));
}

/** Why runs are not to be recorded. */
export function refusals(runs: readonly GateRun[]): Difference[] {
  return runs.flatMap((run) => {
    const text = refusal(run);
    return text === null ? [] : [{ config: run.recorded.config, text }];
  });
}

/** The record with the runs that were made as they were found, and what that changes. */
export function renewed(
  file: VerdictsFile,
  plan: Plan,
  runs: readonly GateRun[],
): { readonly file: VerdictsFile; readonly changes: readonly Difference[] } {
  const made = new Map(runs.map((run) => [run.recorded, run]));
  const listed = [...plan.present, ...plan.added].map((recorded) => {
    const run = made.get(recorded);
    return run === undefined || run.found.result === null ? recorded : recordedAnew(run, run.found.result);
  });
  const changes = runs.flatMap((run): Difference[] => {
    const { config } = run.recorded;
    if (plan.added.includes(run.recorded)) return [{ config, text: newText(run) }];
    const pinned: Difference[] = run.recorded.pin === null ? [{ config, text: "its configuration is pinned now" }] : [];
    return [...pinned, ...differencesOf([run])];
  });
  const dropped = plan.gone.map(({ config }) => ({ config, text: "dropped: its files do not exist" }));
  return { file: { ...file, runs: listed }, changes: [...dropped, ...changes] };
}

function newText({ recorded, found }: GateRun): string {
  const result = found.result!;
  const { properties } = recordedAnew({ recorded, found, pin: null }, result);
  const verdicts = properties.map((property) => `${property.name} ${verdictText(property)}`);
  return `new: ${verdicts.join("; ")}`;
}
