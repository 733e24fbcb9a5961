/** What takes time and makes states many, and what would help: for the author of a specification, in plain words. */

import type { CheckResult, Explanation, TimeShares, VariableShare } from "../checker/index.ts";
import { evaluationLines } from "./evaluation.ts";
import { grouped } from "./progress.ts";
import { remedyLines } from "./remedies.ts";
import { PLAIN, type Style } from "./style.ts";
import { aligned, percent } from "./table.ts";
import { timeLines } from "./time-shares.ts";
import { wrap } from "./wrap.ts";

const WIDTH = 92;
const MOST_VARIABLES = 6;
/** Those are shown without which fewer states than this share are different, but at least so many. */
const MATTERS = 0.99;
const FEWEST_VARIABLES = 3;

/** A variable with this share of the parts of a state makes it large. */
const LARGE = 0.4;

const UNTIMED = "Unknown: states could not be evaluated again, as where the specification asks for the run.";

/** All sections; ends with a newline. Empty where nothing was asked. */
export function explanationText(result: CheckResult, style: Style = PLAIN): string {
  const { explanation } = result;
  if (explanation === undefined) return "";
  if (explanation === null) return "There is nothing to explain: the run has no states.\n";
  const { time } = explanation;
  const sample = time === null ? "" : ` when the interpreter evaluates ${grouped(time.sampled)} of the states again`;
  const sections: [title: string, lines: readonly string[]][] = [
    [`What takes time${sample}:`, time === null ? [UNTIMED] : timesOf(time, explanation)],
    [`What makes states many and large, of ${countedText(result, explanation)}:`, variableLines(explanation)],
    ["What would help, by the same states:", remedyLines(explanation, result.states.distinct)],
    ["How the run was evaluated:", evaluationLines(explanation.evaluation, result.variables)],
  ];
  return sections.map(([title, lines]) => `${style.strong(title)}\n${lines.map(indented).join("")}`).join("\n");
}

function timesOf(time: TimeShares, { remedies, evaluation }: Explanation): string[] {
  const lines = timeLines(time);
  if (evaluation.by !== "interpreter") lines.push("The run itself used code, which may share the time out otherwise.");
  if (remedies.against !== null) lines.push("To decide what is said of behaviors takes time besides.");
  return lines;
}

/** Lines that begin with a space are parts of a table, and stay whole. */
function indented(line: string): string {
  const lines = line.startsWith(" ") ? [line.slice(1)] : wrap(line, WIDTH - 2);
  return lines.map((one) => `  ${one}\n`).join("");
}

function countedText({ states }: CheckResult, { counted }: Explanation): string {
  const all = `${grouped(states.distinct)} ${states.distinct === 1 ? "state" : "states"}`;
  return counted < states.distinct ? `the first ${grouped(counted)} of ${all}` : `the ${all} found`;
}

function variableLines({ variables, counted }: Explanation): string[] {
  const mattering = variables.filter(({ without }) => without < counted * MATTERS).length;
  const shown = variables.slice(0, Math.min(MOST_VARIABLES, Math.max(FEWEST_VARIABLES, mattering)));
  const row = ({ name, values, without, meanParts, mostParts }: VariableShare): string[] => [
    ...[name, grouped(values), grouped(without), percent(without / counted)],
    ...[grouped(Math.round(meanParts)), grouped(mostParts)],
  ];
  const table = aligned([["", "values", "states without it", "", "parts", "most"], ...shown.map(row)]);
  const rest = variables.length - shown.length;
  const lines = table.map((line) => ` ${line}`);
  if (rest > 0) lines.push(` and ${rest} more, without any of which at least as many are different`);
  lines.push(
    "states without it: how many would still be different if the variable did not count; parts: the numbers, strings and " +
      "model values in its value, at the mean and at most.",
  );
  const all = variables.reduce((sum, { meanParts }) => sum + meanParts, 0);
  const [largest] = [...variables].sort((a, b) => b.meanParts - a.meanParts);
  if (largest !== undefined && variables.length > 1 && largest.meanParts >= LARGE * all) {
    lines.push(`${largest.name} makes the states large: ${percent(largest.meanParts / all)} of their parts are in it.`);
  }
  return lines;
}
