/** What a run says that the one before it of the same spec did not: for those who make it again and again. */

import type { CheckResult, PropertyResult } from "../checker/index.ts";
import { coverageText } from "./coverage.ts";
import { diagnosticText } from "./diagnostic.ts";
import { explanationText } from "./explanation.ts";
import { errorsOf, type RunRecord, subjectText } from "./json.ts";
import { PLAIN, type Style } from "./style.ts";
import { headingText, remark, verdictLine } from "./text.ts";

/** Is the verdict another one, or its trace of another length, than the one of that name in `before`? */
export function isChanged(
  property: PropertyResult,
  { excluded }: Pick<CheckResult, "excluded">,
  before: CheckResult | null,
): boolean {
  const old = before?.properties.find(({ name }) => name === property.name);
  if (before === null || old === undefined || old.status !== property.status) return true;
  return remark(old, before) !== remark(property, { excluded });
}

/**
 * The outcome, the verdicts that have changed since `before` and those that are gone, and coverage and explanation where
 * these were asked for; errors if nothing was run.
 */
export function changedVerdictsText(run: RunRecord, before: CheckResult | null, style: Style = PLAIN): string {
  const { result } = run;
  if (result === null) {
    const errors = errorsOf(run).map((diagnostic) => diagnosticText(diagnostic, style));
    return `${style.strong(subjectText(run))}: ${style.bad("not checked")}\n${errors.join("")}`;
  }
  const changed = result.properties.filter((property) => isChanged(property, result, before));
  const names = new Set(result.properties.map(({ name }) => name));
  const gone = (before?.properties ?? []).filter(({ name }) => !names.has(name)).map(({ name }) => name);
  const same = changed.length === 0 && gone.length === 0;
  const lines = changed.map((property) => verdictLine(property, { ...result, properties: changed }, style));
  const removed = gone.length === 0 ? "" : `  no longer listed: ${gone.join(", ")}\n`;
  const verdicts = `${headingText(run, result, style)}${same ? ", no verdict has changed" : ""}\n${lines.join("")}${removed}`;
  const coverage = result.coverage === null ? "" : coverageText(result, result.coverage, style);
  return [verdicts, coverage, explanationText(result, style)].filter((text) => text !== "").join("\n");
}
