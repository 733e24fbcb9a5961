/** Warnings, as a record keeps them: a verdict that is green for the wrong reason is no verdict as recorded. */

import type { Diagnostic } from "../models/model.ts";

/** Codes that say that a run checked nothing: never green, whatever is recorded. */
const VACUOUS = ["W601", "W603", "W604"];

/**
 * Not counted: what is idle, or never the case, in one run may be otherwise in another (W602, W616 to W619), a budget that
 * ran out is seen in the verdicts, and a file that could not be written says nothing about the spec.
 */
const NOT_RECORDED = ["W602", "W616", "W617", "W618", "W619", "W605", "W519"];

/** The warnings of a run that count, each once, sorted: `W610 TypeOK depends on no variable`. No places: they move. */
export function warningTexts(diagnostics: readonly Diagnostic[]): string[] {
  const counted = diagnostics.filter(
    ({ severity, code }) => severity === "warning" && !VACUOUS.includes(code) && !NOT_RECORDED.includes(code),
  );
  return [...new Set(counted.map(({ code, message }) => `${code} ${message}`))].sort();
}

/** Sentences for a run that checked nothing. */
export function vacuityOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.filter(({ code }) => VACUOUS.includes(code)).map(({ message }) => message);
}
