/** What became of the mutants of specifications, as text, as JSON and as a table. */

import type { CheckResult } from "../checker/index.ts";
import type { JudgedMutant, MutantVerdict } from "../mutants/index.ts";
import { locationText } from "./diagnostic.ts";
import { printJson } from "./print-json.ts";
import { PLAIN, type Style } from "./style.ts";
import { plural } from "./table.ts";

/** A specification with its configurations, and its mutants: null where it could not be decided itself. */
export interface MutatedSpec {
  readonly spec: string;
  readonly configs: readonly string[];
  /** The checks of the specification as it stands. */
  readonly originals: readonly CheckResult[];
  readonly mutants: readonly JudgedMutant[] | null;
  /** Properties that no mutant breaks; null where some mutants are undecided. */
  readonly unbroken: readonly string[] | null;
  /** Properties of which that is not known: another run had noticed some mutant before they were asked. */
  readonly spared: readonly string[];
}

/** All that was found out about the mutants of some specifications. */
export interface MutantReport {
  readonly version: string;
  readonly exitCode: number;
  /** How the report can be made again. */
  readonly command: string;
  readonly specs: readonly MutatedSpec[];
  /** The texts of the specifications by the names that places have. */
  readonly texts: ReadonlyMap<string, string>;
}

export const VERDICTS: readonly (readonly [MutantVerdict, string])[] = [
  ["noticed", "a verdict is another, or the mutant cannot be evaluated"],
  ["equivalent", "the states and steps are the same"],
  ["explained", "no property notices, and the text says why none need"],
  ["survives", "the states or steps are others, or the fairness is, and no property notices"],
  ["undecided", "a budget ran out"],
];

/** Characters of a text of a mutant that are shown. */
const LONGEST = 90;

/** What became of so many mutants, in the order of `VERDICTS`. */
function countsOf(mutants: readonly JudgedMutant[]): number[] {
  return VERDICTS.map(([verdict]) => mutants.filter((one) => one.verdict === verdict).length);
}

/** The cells of a table for a specification: its name, and how many runs and mutants there are; then `VERDICTS`. */
export function mutantCells({ spec, configs, mutants }: MutatedSpec): string[] {
  return [spec, configs.length, mutants?.length ?? "not decided", ...countsOf(mutants ?? [])].map(String);
}

/** The whole report; with `verbose` each mutant has its lines, else those that survive or are undecided. */
function mutantsText(found: MutatedSpec, style: Style, verbose: boolean): string {
  const { spec, configs, originals, mutants } = found;
  const judged = mutants ?? [];
  const shown = judged.filter(({ verdict }) => verbose || verdict === "survives" || verdict === "undecided");
  const [config] = configs;
  const subject = configs.length === 1 ? `${spec} with ${config}` : `${spec} with ${configs.length} configurations`;
  const none = mutants?.length === 0 ? ", as there is no text in which to plant one: nothing is shown" : "";
  const lines = [`${subject}: ${judged.length} ${plural(judged.length, "mutant")}${none}`];
  const counts = countsOf(judged);
  for (const [at, [verdict, why]] of VERDICTS.entries()) {
    const count = counts[at] as number;
    if (count > 0) lines.push(`  ${verdict.padEnd(10)} ${String(count).padStart(5)}   ${why}`);
  }
  for (const mutant of shown) lines.push("", ...mutantLines(mutant, style));
  const violated = violatedBy(originals);
  if (violated.length > 0) lines.push("", `violated without any slip: ${violated.join(", ")}`);
  if (judged.length > 0) lines.push("", ...propertyLines(judged, found));
  return `${lines.join("\n")}\n`;
}

/** What is violated without any slip. */
export function violatedBy(originals: readonly CheckResult[]): string[] {
  const violated = originals.flatMap(({ properties }) => properties.filter(({ status }) => status === "violated"));
  return [...new Set(violated.map(({ name }) => name))];
}

function mutantLines(mutant: JudgedMutant, style: Style): string[] {
  const { rule, location, before, after, verdict, by, failure, reason } = mutant;
  const how = verdict !== "noticed" ? "" : by.length > 0 ? ` by ${by.join(", ")}` : ` (${failure ?? "error"})`;
  return [
    `${locationText(location)}: ${style.strong(`${verdict}${how}`)}: ${rule}`,
    ...(reason === null ? [] : [`  ${reason}`]),
    `  - ${cut(before)}`,
    `  + ${cut(after)}`,
  ];
}

function propertyLines(mutants: readonly JudgedMutant[], { unbroken, spared }: MutatedSpec): string[] {
  const list = noticedBy(mutants).map(([name, count]) => `${name} ${count}`);
  const lines = [`noticed by: ${list.length === 0 ? "nothing" : list.join(", ")}`];
  if (unbroken === null) lines.push("which properties notice nothing is not known: some mutants are undecided");
  else if (unbroken.length > 0) lines.push(`noticing nothing: ${unbroken.join(", ")}`);
  if (spared.length > 0) lines.push(`noticing nothing so far, others were quicker: ${spared.join(", ")}`);
  return lines;
}

/** How many mutants each property notices, the most first. */
export function noticedBy(mutants: readonly JudgedMutant[]): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const name of mutants.flatMap(({ by }) => by)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 2)} …`;
}

/** A table in Markdown: how many mutants of each specification there are, and what became of them. */
function mutantsTable(found: readonly MutatedSpec[]): string {
  const head = ["spec", "configurations", "mutants", ...VERDICTS.map(([verdict]) => verdict)];
  const lines = [head, head.map((_, at) => (at === 0 ? "---" : "--:")), ...found.map(mutantCells)];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** What became of the mutants of each specification, and a table of all where there is more than one run. */
export function mutantsReport({ specs }: Pick<MutantReport, "specs">, style: Style = PLAIN, verbose = false): string {
  const texts = specs.map((found) => mutantsText(found, style, verbose));
  const several = specs.reduce((sum, { configs }) => sum + configs.length, 0) > 1;
  return [...texts, ...(several ? [mutantsTable(specs)] : [])].join("\n");
}

/** That of all runs together, as properties decide that of one. */
function outcomeOf(originals: readonly CheckResult[]): CheckResult["outcome"] {
  const has = (outcome: CheckResult["outcome"]): boolean => originals.some((original) => original.outcome === outcome);
  return (["violated", "error", "inconclusive"] as const).find(has) ?? "holds";
}

/** The JSON document of `mutate`, as docs/json.md describes it. */
export function mutantsJson(run: Pick<MutantReport, "version" | "exitCode" | "specs">): string {
  const specs = run.specs.map(({ spec, configs, originals, mutants, unbroken, spared }) => ({
    spec,
    configs,
    violated: violatedBy(originals),
    distinct: originals.reduce((most, { states }) => Math.max(most, states.distinct), 0),
    outcome: outcomeOf(originals),
    unbroken,
    spared,
    mutants,
  }));
  return printJson({ version: run.version, command: "mutate", exitCode: run.exitCode, specs });
}
