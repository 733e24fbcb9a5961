/** The table at the end of a sweep: one line for each run, what it was given and what came out. */

import type { RunRecord } from "./json.ts";
import { aligned } from "./table.ts";

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
  return `${aligned([head, ...rows], head.length - 4).join("\n")}\n`;
}

/** The outcome, with the names of what is violated. */
function outcomeOf({ result }: RunRecord): string {
  if (result === null) return "not checked";
  const violated = result.properties.filter(({ status }) => status === "violated").map(({ name }) => name);
  return violated.length === 0 ? result.outcome : `${result.outcome}: ${violated.join(", ")}`;
}
