/** A report as plain text for a mail: 72 columns, what is violated by the same trace told once. */

import type { EvaluationFailure, PropertyResult, Trace } from "../checker/index.ts";
import type { Diagnostic, Location } from "../models/model.ts";
import { commentBefore, firstSentence } from "./comment.ts";
import { traceLength } from "./counterexample.ts";
import { locationText } from "./diagnostic.ts";
import { falsePartsText } from "./false-part.ts";
import type { Report } from "./format.ts";
import { errorsOf, type RunRecord, subjectText } from "./json.ts";
import { loopSummary } from "./lasso-text.ts";
import { differenceText, recordTitle } from "./record.ts";
import { countsText, failedAfter, violationText } from "./text.ts";
import { traceText, WIDTH } from "./trace-text.ts";
import { wrap } from "./wrap.ts";

type Violated = Extract<PropertyResult, { status: "violated" }>;

/** The text; ends with the version and the command that makes it again. */
export function mailText({ version, command, runs, texts, record }: Report): string {
  return `${recordMail(record)}${runs.map((run) => runMail(run, texts)).join("\n")}\n${lines(`everystate ${version}: ${command}`)}`;
}

/** What differs from the record of a gate stands before all else. */
function recordMail(record: Report["record"]): string {
  if (record === undefined) return "";
  const differences = record.differences.map((difference) => lines(`  drift: ${differenceText(difference)}`));
  return `${lines(recordTitle(record))}${differences.join("")}\n`;
}

type Texts = Report["texts"];

function runMail(run: RunRecord, texts: Texts): string {
  const { result } = run;
  const title = lines(`${subjectText(run)}: ${result?.outcome ?? "not checked"}`);
  const problems = errorsOf(run).map(problemMail).join("");
  if (result === null) return title + problems;
  const names = (status: PropertyResult["status"]): string =>
    result.properties
      .filter((property) => property.status === status)
      .map(({ name }) => name)
      .join(", ");
  const shared = sharing(result.properties.filter((property) => property.status === "violated"));
  const violated = shared.map((group) => lines(`  ${groupTitle(group)}`)).join("");
  const rest = (["holds", "unchecked"] as const).map((status) =>
    names(status) === "" ? "" : lines(`  ${status}: ${names(status)}`),
  );
  const traces = shared.map((group) => `\n${traceMail(group, texts)}`).join("");
  const failed = failureMail(result.failure, texts);
  return title + problems + violated + rest.join("") + lines(`  ${countsText(result).trimEnd()}`) + traces + failed;
}

/** What is wrong and where, with the calls that led there; the lines of the text are too wide. */
function problemMail({ code, message, location, notes }: Diagnostic): string {
  const at = (where: Location | null): string => (where === null ? "" : `${locationText(where)}: `);
  const below = notes.map((note) => lines(`  ${at(note.location)}${note.message}`));
  return lines(`${at(location)}error ${code}: ${message}`) + below.join("");
}

function failureMail(failure: EvaluationFailure | null, texts: Texts): string {
  if (failure === null || failure.trace === null) return "";
  return `\n${failedAfter(failure)}\n${traceText(failure.trace)}${actionsMail(failure.trace, texts)}`;
}

/** Properties by their trace. */
function sharing(violated: readonly Violated[]): Violated[][] {
  const groups = new Map<string, Violated[]>();
  for (const property of violated) {
    const key = property.trace === null ? `${property.name} ` : traceText(property.trace);
    groups.set(key, [...(groups.get(key) ?? []), property]);
  }
  return [...groups.values()];
}

function groupTitle(group: readonly Violated[]): string {
  const names = group.map(({ name }) => name).join(", ");
  const { trace } = group[0]!;
  return trace === null ? `${names}: violated` : `${names}: violated, ${lengthText(trace)}`;
}

function lengthText(trace: Trace): string {
  return `${traceLength(trace)}${loopSummary(trace)}`;
}

function traceMail(group: readonly Violated[], texts: Texts): string {
  const [first] = group;
  if (first!.trace === null) return violationText(first!);
  const meant = group.map(({ name, location }) => saying(name, commentBefore(location, texts))).join("");
  const parts = group.map((one) => {
    const text = falsePartsText(one);
    return group.length > 1 && text !== "" ? lines(`      ${one.name}:`) + text : text;
  });
  return `${lines(groupTitle(group))}${meant}${traceText(first!.trace)}${parts.join("")}${actionsMail(first!.trace, texts)}`;
}

/** What the spec says of the actions of a trace, a sentence each. */
function actionsMail({ states }: Trace, texts: Texts): string {
  const actions = new Map(states.flatMap(({ action }) => (action === null ? [] : [[action.name, action.location]])));
  return [...actions].map(([name, location]) => saying(name, firstSentence(commentBefore(location, texts)))).join("");
}

/** A name and what is said of it; nothing where nothing is. */
function saying(name: string, text: string): string {
  if (text === "") return "";
  return wrap(`${name}: ${text}`, WIDTH - 2)
    .map((line) => `  ${line}\n`)
    .join("");
}

function lines(text: string): string {
  return wrap(text, WIDTH)
    .map((line) => `${line}\n`)
    .join("");
}
