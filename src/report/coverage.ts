/** How often each action was taken, and which of its conditions never made a difference. */

import type { ActionCount, CheckResult } from "../checker/index.ts";
import type { ConjunctCount } from "../models/model.ts";
import { locationText } from "./diagnostic.ts";
import type { Style } from "./style.ts";

/** Longer conditions are cut; those of several lines show their first. */
const LONGEST_CONDITION = 60;

/** One line per action in text order, each followed by its conditions that were never true or never false. */
export function coverageText(
  { actions, simulation }: CheckResult,
  coverage: readonly ConjunctCount[],
  style: Style,
): string {
  const width = Math.max(0, ...actions.map(({ name }) => name.length));
  const lines = actions.map((action, index) => {
    const conditions = coverage.filter((count) => count.action === index);
    const idle = action.generated === 0 ? `, ${style.doubtful("never taken")}` : "";
    const counts = countsText(action, simulation === null);
    return `  ${action.name.padEnd(width)}  ${counts}${idle}\n${conditions.map((c) => conditionLine(c, style)).join("")}`;
  });
  return `Coverage:\n${lines.join("")}`;
}

function countsText({ generated, distinct }: ActionCount, stored: boolean): string {
  const times = `enabled ${generated} ${generated === 1 ? "time" : "times"}`;
  return stored ? `${times}, ${distinct} new ${distinct === 1 ? "state" : "states"}` : times;
}

function conditionLine({ location, whenTrue, whenFalse }: ConjunctCount, style: Style): string {
  if (whenTrue > 0 && whenFalse > 0) return "";
  const count = Math.max(whenTrue, whenFalse);
  const answers = `${whenTrue === 0 ? "never true" : "never false"} in ${count}`;
  const whole = location.endLine === location.line;
  const text = [...location.lineText].slice(location.column - 1, whole ? location.endColumn - 1 : undefined);
  const cut = !whole || text.length > LONGEST_CONDITION;
  const shown = `${text.slice(0, LONGEST_CONDITION).join("").trimEnd()}${cut ? "..." : ""}`;
  return `    ${answers}: ${shown}  ${style.faint(locationText(location))}\n`;
}
