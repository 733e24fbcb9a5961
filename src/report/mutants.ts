/** What became of the mutants of a specification, as text and as JSON. */

import type { JudgedMutant, MutantVerdict, MutationResult } from "../mutants/index.ts";
import { locationText } from "./diagnostic.ts";
import { type RunRecord, subjectText } from "./json.ts";
import { printJson } from "./print-json.ts";
import type { Style } from "./style.ts";

type Subject = Pick<RunRecord, "spec" | "config">;

const VERDICTS: readonly (readonly [MutantVerdict, string])[] = [
  ["noticed", "a verdict is another, or the mutant cannot be evaluated"],
  ["equivalent", "the states and steps are the same"],
  ["survives", "the states or steps are others, or the fairness is, and no property notices"],
  ["undecided", "a budget ran out"],
];

/** Characters of a text of a mutant that are shown. */
const LONGEST = 90;

/** The whole report; with `verbose` each mutant has its lines, else those that survive or are undecided. */
export function mutantsText(
  subject: Subject,
  { original, mutants, unbroken }: MutationResult & { readonly mutants: readonly JudgedMutant[] },
  style: Style,
  verbose: boolean,
): string {
  const shown = mutants.filter(({ verdict }) => verbose || verdict === "survives" || verdict === "undecided");
  const lines = [`${subjectText(subject)}: ${mutants.length} mutants`];
  for (const [verdict, why] of VERDICTS) {
    const count = mutants.filter((mutant) => mutant.verdict === verdict).length;
    if (count > 0) lines.push(`  ${verdict.padEnd(10)} ${String(count).padStart(5)}   ${why}`);
  }
  for (const mutant of shown) lines.push("", ...mutantLines(mutant, style));
  const violated = original.properties.filter(({ status }) => status === "violated").map(({ name }) => name);
  if (violated.length > 0) lines.push("", `violated without any slip: ${violated.join(", ")}`);
  if (mutants.length > 0) lines.push("", ...propertyLines(mutants, unbroken));
  return `${lines.join("\n")}\n`;
}

function mutantLines({ rule, location, before, after, verdict, by, failure }: JudgedMutant, style: Style): string[] {
  const how = verdict !== "noticed" ? "" : by.length > 0 ? ` by ${by.join(", ")}` : ` (${failure?.code ?? "error"})`;
  return [
    `${locationText(location)}: ${style.strong(`${verdict}${how}`)}: ${rule}`,
    `  - ${cut(before)}`,
    `  + ${cut(after)}`,
  ];
}

function propertyLines(mutants: readonly JudgedMutant[], unbroken: readonly string[] | null): string[] {
  const counts = new Map<string, number>();
  for (const name of mutants.flatMap(({ by }) => by)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const list = [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`);
  const lines = [`noticed by: ${list.length === 0 ? "nothing" : list.join(", ")}`];
  if (unbroken === null) lines.push("which properties notice nothing is not known: some mutants are undecided");
  else if (unbroken.length > 0) lines.push(`noticing nothing: ${unbroken.join(", ")}`);
  return lines;
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 2)} …`;
}

/** The JSON document of a run, as docs/json.md describes it. */
export function mutantsJson(
  subject: Subject,
  found: MutationResult,
  run: { readonly version: string; readonly exitCode: number },
): string {
  const { original, mutants, unbroken } = found;
  return printJson({
    version: run.version,
    command: "mutate",
    exitCode: run.exitCode,
    spec: subject.spec,
    config: subject.config,
    outcome: original.outcome,
    distinct: original.states.distinct,
    unbroken,
    mutants: mutants?.map(({ location, failure, ...mutant }) => {
      const { file, line, column, endLine, endColumn } = location;
      return { ...mutant, location: { file, line, column, endLine, endColumn }, failure: failure?.code ?? null };
    }),
  });
}
