/** How a run differs from what is recorded about it. */

import type { CheckResult, PropertyResult, StateCounts } from "../checker/index.ts";
import type { RecordedProperty, RecordedRun } from "./verdicts-file.ts";

/** Codes of warnings that say that a run checked nothing: never green, whatever is recorded. */
const VACUOUS = ["W601", "W603", "W604"];

/** Each difference in one sentence; none means that the run is as recorded. */
export function driftOf(recorded: RecordedRun, result: CheckResult): string[] {
  const drift = vacuityOf(result);
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

/** Sentences for a run that checked nothing. */
export function vacuityOf(result: CheckResult): string[] {
  return result.diagnostics.filter(({ code }) => VACUOUS.includes(code)).map(({ message }) => message);
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
  };
}

/** `violated, 4 states`, `unchecked (budget)` or `holds`. */
export function verdictText({ status, states, loop, reason, within }: RecordedProperty): string {
  if (status === "violated") return `violated, ${states} states${loopText(states, loop)}`;
  if (status === "unchecked") return reason === null ? status : `${status} (${reason})`;
  return within.length === 0 ? status : `${status} within the ${within.join(" and the ")}`;
}

function loopText(states: number | null, loop: number | null): string {
  if (loop === null) return "";
  return loop === states ? ", then nothing more" : `, then back to state ${loop}`;
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
