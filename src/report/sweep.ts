/** The table at the end of a sweep: one line for each run, what it was given and what came out. */

import type { RunRecord } from "./json.ts";

/** The table; columns of words to the left, of numbers to the right. */
export function sweepText(runs: readonly RunRecord[]): string {
  const names = [...new Set(runs.flatMap(({ constants = [] }) => constants.map(({ name }) => name)))];
  const severalFiles = new Set(runs.map(({ spec, config }) => `${spec} ${config}`)).size > 1;
  const head = [...(severalFiles ? ["run"] : []), ...names, "outcome", "generated", "distinct", "depth", "seconds"];
  const rows = runs.map((run) => {
    const { spec, config, result, constants = [] } = run;
    const values = names.map((name) => constants.find((constant) => constant.name === name)?.value ?? "");
    const counts =
      result === null
        ? ["", "", "", ""]
        : [result.states.generated, result.states.distinct, result.states.depth, result.seconds.toFixed(2)];
    return [...(severalFiles ? [config ?? spec] : []), ...values, outcomeOf(run), ...counts].map(String);
  });
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  const words = head.length - 4;
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at < words ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join("  ")
      .trimEnd();
  return `${[head, ...rows].map(line).join("\n")}\n`;
}

/** The outcome, with the names of what is violated. */
function outcomeOf({ result }: RunRecord): string {
  if (result === null) return "not checked";
  const violated = result.properties.filter(({ status }) => status === "violated").map(({ name }) => name);
  return violated.length === 0 ? result.outcome : `${result.outcome}: ${violated.join(", ")}`;
}
