/** The result of a check as text for a terminal or a mail: verdicts first, then traces, then counts. */

import type {
  CheckResult,
  EvaluationFailure,
  Limit,
  PropertyResult,
  Simulation,
  ViolatedProperty,
} from "../checker/index.ts";
import type { Diagnostic, UncheckedReason } from "../models/model.ts";
import { actionText } from "./action-text.ts";
import { FAILURE_NAME, type Found, traceLength } from "./counterexample.ts";
import { coverageText } from "./coverage.ts";
import { diagnosticText, locationText } from "./diagnostic.ts";
import { falsePartsText } from "./false-part.ts";
import { errorsOf, type RunRecord, type Subject, subjectText } from "./json.ts";
import { lanesBeside } from "./lanes/picture.ts";
import { loopSummary } from "./lasso-text.ts";
import { grouped } from "./progress.ts";
import { PLAIN, type Style } from "./style.ts";
import { traceText, WIDTH } from "./trace-text.ts";
import { wrap } from "./wrap.ts";

/** The reports of several runs, with an empty line between two. */
export function runsText(runs: readonly RunRecord[], style: Style = PLAIN): string {
  return runs.map((run) => runText(run, style)).join("\n");
}

/** The report of a run, or the errors for which it was not made; without the findings if they have been `told`. */
export function runText(run: RunRecord, style: Style = PLAIN, told = false): string {
  const { result } = run;
  if (result !== null) return told ? summaryText(run, result, style) : reportText(run, result, style);
  return errorsOf(run)
    .map((diagnostic) => diagnosticText(diagnostic, style))
    .join("");
}

/** The whole report; ends with a newline. No escape codes unless `style` has some. */
export function reportText(
  subject: Subject & Pick<RunRecord, "diagrams">,
  result: CheckResult,
  style: Style = PLAIN,
): string {
  const found: ToldText[] = result.properties
    .filter((property) => property.status === "violated")
    .map((property) => ({ kind: "violation", property, diagram: subject.diagrams?.get(property.name) ?? null }));
  if (result.failure !== null)
    found.push({ kind: "failure", failure: result.failure, diagram: subject.diagrams?.get(FAILURE_NAME) ?? null });
  return summaryText(subject, result, style, found);
}

/** A finding, and where its diagram is. */
type ToldText = Found & { readonly diagram: string | null };

/** A finding, and where its diagram is if there is one. */
export function findingText(found: ToldText, style: Style = PLAIN): string {
  const text = foundText(found, style);
  if (found.diagram === null) return text;
  return `${text}      diagram: ${found.diagram}\n      lanes:   ${lanesBeside(found.diagram)}\n`;
}

/** A violation with its trace, or the evaluation that failed. */
export function foundText(found: Found, style: Style = PLAIN): string {
  return found.kind === "violation" ? violationText(found.property, style) : failureText(found.failure, style);
}

/** The verdicts, one line each, the counts, and what is in `findings`: the others have been told already. */
function summaryText(
  subject: Subject,
  result: CheckResult,
  style: Style = PLAIN,
  findings: readonly ToldText[] = [],
): string {
  const blocks = [`${headingText(subject, result, style)}\n${verdictTable(result, style)}${uncheckedLines(result)}`];
  const refused = refusals(result);
  if (refused.length > 0) blocks.push(refused.map((diagnostic) => diagnosticText(diagnostic, style)).join(""));
  for (const found of findings) blocks.push(findingText(found, style));
  if (result.coverage !== null) blocks.push(coverageText(result, result.coverage, style));
  blocks.push(witnessLines(result) + countsText(result));
  return blocks.join("\n");
}

/** Why some properties are not decided at all. */
function refusals({ diagnostics, failure }: CheckResult): Diagnostic[] {
  return diagnostics.filter((diagnostic) => diagnostic.severity === "error" && diagnostic !== failure?.diagnostic);
}

/** One violated property with its trace; also what is written to a file beside the diagram. */
export function violationText(property: ViolatedProperty, style: Style = PLAIN): string {
  const { name, kind, location, trace, shortest = true } = property;
  const place = location === null ? "" : `  ${locationText(location)}`;
  if (trace === null) {
    const what = kind === "possible" ? "is not possible: nothing that can be reached satisfies it" : "is false";
    return `${style.bad(`${name} ${what}`)}${place}\n${falsePartsText(property)}`;
  }
  const title = style.bad(
    `${name} is violated: ${traceLength(trace)}${loopSummary(trace)}${shortest ? "" : ", perhaps not the fewest"}`,
  );
  const hint = kind === "deadlock" ? DEADLOCK : "";
  return `${title}${place}\n${traceText(trace, style)}${falsePartsText(property)}${hint}`;
}

/** For those whose specification does not end on purpose, and for those whose does. */
const DEADLOCK = `      If it should go on: everystate why, with --action and a name, says
      what keeps an action from its step there.
      If it may end there: --no-deadlock, CHECK_DEADLOCK FALSE in the
      configuration, or let Next stutter there, as in
      \\/ Done /\\ UNCHANGED vars.
`;

/** `Spec.tla with Spec.cfg: holds`. */
export function headingText(subject: Subject, { outcome }: Pick<CheckResult, "outcome">, style: Style = PLAIN): string {
  return `${style.strong(subjectText(subject))}: ${coloured(outcome, style)}`;
}

function coloured(word: string, style: Style): string {
  if (word === "holds") return style.good(word);
  return word === "violated" || word === "error" ? style.bad(word) : style.doubtful(word);
}

function verdictTable(result: CheckResult, style: Style): string {
  return result.properties.map((property) => verdictLine(property, result, style)).join("");
}

/** The verdict on a property of `result` in one line, its name aligned with the others'. */
export function verdictLine(property: PropertyResult, result: CheckResult, style: Style = PLAIN): string {
  const width = Math.min(40, Math.max(0, ...result.properties.map(({ name }) => name.length)));
  const status = coloured(property.status, style) + " ".repeat("unchecked".length - property.status.length);
  return `  ${status}  ${property.name.padEnd(width)}  ${remark(property, result)}\n`;
}

/** What is said of a verdict besides: its kind, how long the trace is, what the search was limited to. */
export function remark(property: PropertyResult, { excluded }: Pick<CheckResult, "excluded">): string {
  if (property.status === "violated" && property.trace !== null) {
    return `${property.kind}, trace of ${traceLength(property.trace)}${loopSummary(property.trace)}`;
  }
  if (property.status === "holds" && property.within.length > 0) {
    return `${property.kind}, within ${property.within.map((limit) => limitText(limit, excluded)).join(" and ")}`;
  }
  return property.status === "unchecked" ? `${property.kind}, ${property.reason}` : property.kind;
}

/** What hides states from the search. */
function limitText(limit: Limit, excluded: number): string {
  if (limit !== "constraint") return `the ${limit}`;
  return `the constraint (${excluded} ${excluded === 1 ? "successor" : "successors"} cut off)`;
}

/** The steps that lead to what is possible, one paragraph for each property that says so. */
function witnessLines({ properties }: CheckResult): string {
  const lines = properties.flatMap((property) => {
    if (property.status !== "holds" || property.witness === null) return [];
    const steps = property.witness.states.slice(1).map(({ action }) => (action === null ? "?" : actionText(action)));
    const count = steps.length === 1 ? "1 step" : `${steps.length} steps`;
    const way = steps.length === 0 ? "it is so initially" : `${count}: ${steps.join(", ")}`;
    return wrap(`${property.name} is possible: ${way}`, WIDTH);
  });
  return lines.map((line) => `${line}\n`).join("") + (lines.length === 0 ? "" : "\n");
}

const REASONS: Readonly<Record<UncheckedReason, string>> = {
  unsupported: "not decided, for the reason given",
  "search-ended": "not checked, because the search ended before",
  budget: "not checked, because the budget ran out",
  error: "not checked, because an evaluation failed",
};

function uncheckedLines({ properties, simulation, stopped }: CheckResult): string {
  const lines = Object.entries(REASONS).flatMap(([reason, usual]) => {
    const walked = simulation !== null && stopped === null && reason === "budget";
    const endedItself = stopped === "violated" && reason === "search-ended";
    const cannotWalk = simulation !== null && reason === "unsupported";
    const text = cannotWalk
      ? "not decided: no walk shows a whole behavior"
      : walked
        ? `${behaviorsText(simulation)}: no violation found, which proves nothing`
        : endedItself
          ? "not checked, because a violation was found long before (--keep-going goes on)"
          : usual;
    const names = properties
      .filter((property) => property.status === "unchecked" && property.reason === reason)
      .map(({ name }) => name);
    return names.length === 0 ? [] : wrap(`${text}: ${names.join(", ")}`, WIDTH - 2);
  });
  return lines.map((line) => `  ${line}\n`).join("");
}

/** `1000 behaviors of up to 100 states`. */
function behaviorsText({ behaviors, maxDepth }: Simulation): string {
  return `${behaviors} ${behaviors === 1 ? "behavior" : "behaviors"} of up to ${maxDepth} states`;
}

function failureText(failure: EvaluationFailure, style: Style): string {
  const message = diagnosticText(failure.diagnostic, style);
  if (failure.trace === null) return message;
  return `${message}${failedAfter(failure)}\n${traceText(failure.trace, style)}`;
}

/** Above the trace to an evaluation that failed: in what it failed. */
export function failedAfter({ action, trace }: EvaluationFailure): string {
  const step = action === null ? "" : ` in a step of ${actionText(action)}`;
  const states = trace === null ? "" : ` after this trace of ${traceLength(trace)}`;
  return wrap(`It failed${step}${states}:`, WIDTH).join("\n");
}

/** How many states were seen, how deep, and how long it took. */
export function countsText(result: CheckResult): string {
  const { depth } = result.states;
  const [initial, generated, distinct] = [result.states.initial, result.states.generated, result.states.distinct].map(
    grouped,
  );
  const time = `${result.seconds.toFixed(2)} s`;
  if (!result.hasBehavior) return `no behavior to explore: assumptions only, 0 states, ${time}\n`;
  if (result.simulation !== null) {
    const { seed } = result.simulation;
    const from = `${initial} initial, longest behavior ${depth}, seed ${seed}`;
    return `simulated ${behaviorsText(result.simulation)}: ${generated} generated, ${from}, ${time}\n`;
  }
  const counts = `${generated} generated, ${distinct} distinct (${initial} initial), depth ${depth}, ${time}`;
  const rest = result.stopped === null || result.frontier === 0 ? "" : `, ${grouped(result.frontier)} not expanded`;
  return `${counts}${rest}\n`;
}
