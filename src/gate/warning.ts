/** Warnings, as a record keeps them: a verdict that is green for the wrong reason is no verdict as recorded. */

import type { CheckResult } from "../checker/index.ts";
import type { Diagnostic, Location } from "../models/model.ts";

/** Codes that say that a run checked nothing: never green, whatever is recorded. */
const VACUOUS = ["W601", "W603", "W604"];

/** An action that was never taken: there may be many, and their names are recorded alone. */
const NEVER_TAKEN = "W602";

/**
 * Not recorded here: actions that were never taken, a budget that ran out, which is seen in the verdicts, and a file that
 * could not be written, which says nothing about the spec.
 */
const NOT_RECORDED = [NEVER_TAKEN, "W605", "W519"];

/** The warnings of a run that count, each once, sorted: `W610 TypeOK depends on no variable`. No places: they move. */
export function warningTexts(diagnostics: readonly Diagnostic[]): string[] {
  const counted = diagnostics.filter(
    ({ severity, code }) => severity === "warning" && !VACUOUS.includes(code) && !NOT_RECORDED.includes(code),
  );
  return [...new Set(counted.map(({ code, message }) => `${code} ${message}`))].sort();
}

/** The actions of a run that were never taken, each name once, sorted; as far as a warning says so. */
export function neverTakenIn({ actions, diagnostics }: CheckResult): string[] {
  const warnings = diagnostics.filter(({ code }) => code === NEVER_TAKEN);
  const places = new Set(warnings.map(({ location }) => placeText(location)));
  const idle = actions.filter(({ generated, location }) => generated === 0 && places.has(placeText(location)));
  return [...new Set(idle.map(({ name }) => name))].sort();
}

function placeText(location: Location | null): string {
  return location === null ? "" : `${location.file}:${location.line}:${location.column}`;
}

/** Sentences for a run that checked nothing. */
export function vacuityOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.filter(({ code }) => VACUOUS.includes(code)).map(({ message }) => message);
}
