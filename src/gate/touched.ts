/** Which runs a change may touch. */

import { printJson } from "../report/index.ts";
import type { RecordedRun, VerdictsFile } from "./record.ts";

/** A change of files, as far as a gate has to know. */
interface Change {
  /** Has any of these files changed, or one that a text of them names? */
  touches(run: RecordedRun): boolean;
  /** The record as it was before; null where there was none that can be read. */
  readonly before: VerdictsFile | null;
}

/** The runs that a change touches: by a file that they read, or because something else is recorded about them now. */
export function touchedRuns(runs: readonly RecordedRun[], { touches, before }: Change): RecordedRun[] {
  const recorded = new Map((before?.runs ?? []).map((run) => [run.config, printJson(run)]));
  return runs.filter((run) => recorded.get(run.config) !== printJson(run) || touches(run));
}
