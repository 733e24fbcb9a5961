/** How a run differs from what is recorded about it. */

import type { CheckResult, PropertyResult, StateCounts } from "../checker/index.ts";
import { pinDrift } from "./pin.ts";
import { type GateRun, type RecordedProperty, type RecordedRun, recordOf, verdictText } from "./record.ts";
import { neverTakenIn, vacuityOf, warningTexts } from "./warning.ts";

/** Each difference in one sentence; none means that the run is as recorded. */
export function driftOf({ recorded, found, pin }: GateRun): string[] {
  const { result, diagnostics } = found;
  const pinned = recorded.pin === null || pin === null ? [] : pinDrift(recorded.pin, pin);
  if (result === null) return ["it could not be checked", ...pinned];
  return [
    ...vacuityOf(diagnostics),
    ...pinned,
    ...resultDrift(recorded, result),
    ...warningDrift(recorded, found),
    ...idleDrift(recorded, result),
  ];
}

/** Why a run is not to be recorded; null for one that may be. */
export function refusal({ found }: GateRun): string | null {
  const { result, diagnostics } = found;
  if (result === null) return "it could not be checked";
  if (result.failure !== null) return "its evaluation failed";
  if (result.properties.some((property) => property.status === "unchecked" && property.reason === "budget")) {
    return "its budget ran out";
  }
  return vacuityOf(diagnostics)[0] ?? null;
}

function resultDrift(recorded: RecordedRun, result: CheckResult): string[] {
  const drift: string[] = [];
  if (result.failure !== null) drift.push(`evaluation failed: ${result.failure.diagnostic.message}`);
  for (const key of ["initial", "generated", "distinct", "depth"] as const satisfies (keyof StateCounts)[]) {
    const [was, is] = [recorded.states[key], result.states[key]];
    if (was !== is) drift.push(`states: recorded ${was} ${key}, found ${is}`);
  }
  const found = new Map(result.properties.map((property) => [property.name, property]));
  for (const property of recorded.properties) {
    const now = found.get(property.name);
    found.delete(property.name);
    if (now === undefined)
      drift.push(`${property.name}: recorded ${property.status}, but the run has no such property`);
    else drift.push(...propertyDrift(property, now));
  }
  for (const [name, property] of found)
    drift.push(`${name}: not recorded, found ${verdictText(recordOf(property, null))}`);
  return drift;
}

function propertyDrift(recorded: RecordedProperty, property: PropertyResult): string[] {
  const found = recordOf(property, null);
  const same =
    recorded.status === found.status &&
    recorded.within.join() === found.within.join() &&
    (found.status !== "violated" || (recorded.states === found.states && recorded.loop === found.loop)) &&
    (found.status !== "unchecked" || sameReason(recorded.reason, found.reason));
  return same ? [] : [`${recorded.name}: recorded ${verdictText(recorded)}, found ${verdictText(found)}`];
}

/** A budget that ran out, or an evaluation that failed, must be recorded as such to be green. */
function sameReason(recorded: string | null, found: string | null): boolean {
  return recorded === null ? found !== "budget" && found !== "error" : recorded === found;
}

function warningDrift(recorded: RecordedRun, { diagnostics }: GateRun["found"]): string[] {
  const found = warningTexts(diagnostics);
  const fresh = found.filter((text) => !recorded.warnings.includes(text));
  const gone = recorded.warnings.filter((text) => !found.includes(text));
  return [
    ...fresh.map((text) => `warning that is not recorded: ${text}`),
    ...gone.map((text) => `recorded warning that is not given any more: ${text}`),
  ];
}

function idleDrift({ neverTaken }: RecordedRun, result: CheckResult): string[] {
  const found = neverTakenIn(result);
  const idle = found.filter((name) => !neverTaken.includes(name));
  const busy = neverTaken.filter((name) => !found.includes(name));
  return [
    ...idle.map((name) => `action ${name}: never taken, and not recorded so`),
    ...busy.map((name) => `action ${name}: recorded as never taken, but that is not found any more`),
  ];
}
