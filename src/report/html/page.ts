/** A report as one page that needs nothing else: verdicts, traces to step through, counts, the texts of the specs. */

import type { CheckResult, PropertyResult } from "../../checker/index.ts";
import { claimOf, type Example, examplesOf, nameOf, traceLength } from "../counterexample.ts";
import { coverageText } from "../coverage.ts";
import { diagnosticText } from "../diagnostic.ts";
import type { Report } from "../format.ts";
import { type RunRecord, subjectText } from "../json.ts";
import { escapeQuoted } from "../markup.ts";
import { quoted } from "../quoted.ts";
import { differenceText, type RecordFindings, recordTitle } from "../record.ts";
import { PLAIN } from "../style.ts";
import { frameHtml, Texts } from "./frame.ts";
import { matrixHtml } from "./matrix.ts";
import { traceHtml } from "./trace.ts";

/** Of more traces than this each is folded at first. */
const FEW_TRACES = 6;

/** The page; ends with a newline. */
export function htmlText(report: Report): string {
  const { version, command, runs, record, matrix = [] } = report;
  const texts = new Texts(report.texts ?? new Map());
  const few = runs.reduce((sum, run) => sum + examplesOf(run.result).length, 0) <= FEW_TRACES;
  const traces = runs.flatMap((run, at) =>
    examplesOf(run.result).map(({ found, trace, index }) => {
      for (const { action } of [...trace.states, { action: trace.back }]) {
        if (action?.location != null) texts.mark(texts.link(action.location));
      }
      const again = `everystate check ${quoted(run.config ?? run.spec)}`;
      return traceHtml({
        open: few,
        id: `t${at}-${index}`,
        subject: subjectText(run),
        command: again,
        found,
        trace,
        link: (location) => texts.link(location),
      });
    }),
  );
  const title = runs.length === 1 ? subjectText(runs[0]!) : `${runs.length} runs`;
  return frameHtml({ title, version, command }, [
    ...(record === undefined ? [] : [recordHtml(record)]),
    matrix.length === 0 ? "" : `<h2>Matrix</h2>\n${matrixHtml(matrix, anchorsOf(runs))}`,
    `<h2>Verdicts</h2>${runs.map(verdictRow).join("")}`,
    traces.length === 0
      ? ""
      : '<h2>Counterexamples</h2><p class="place">In a trace: → and ← (or j and k) go from state to state.</p>',
    ...traces,
    "<h2>Runs</h2>",
    ...runs.map(runHtml),
    ...texts.sections(),
  ]);
}

/** What differs from the record of a gate. */
function recordHtml(record: RecordFindings): string {
  const items = record.differences.map((difference) => `<li>${escapeQuoted(differenceText(difference))}</li>`);
  const list = items.length === 0 ? "" : `<ul>${items.join("")}</ul>`;
  const outcome = items.length === 0 ? "holds" : "violated";
  return `<p class="${outcome}">${escapeQuoted(recordTitle(record))}</p>${list}\n`;
}

/** The section of a trace by the path of its diagram. */
function anchorsOf(runs: readonly RunRecord[]): (diagram: string) => string | null {
  const sections = runs.flatMap((run, at) =>
    examplesOf(run.result).map(
      ({ found, index }) => [run.diagrams?.get(nameOf(found)) ?? "", `t${at}-${index}`] as const,
    ),
  );
  const known = new Map(sections);
  return (diagram) => known.get(diagram) ?? null;
}

/** A run and its verdicts: those that are violated with a link to the trace, then the others by their status. */
function verdictRow(run: RunRecord, at: number): string {
  const properties = run.result?.properties ?? [];
  const violated = properties.map((property, index) => violatedHtml(property, `t${at}-${index}`)).join("");
  const failed = examplesOf(run.result)
    .map((example) => failedHtml(example, at))
    .join("");
  const others = (["holds", "unchecked"] as const).map((status) => namesHtml(properties, status)).join("");
  const outcome = run.result?.outcome ?? "error";
  const name = `<a href="#r${at}">${escapeQuoted(run.config ?? run.spec)}</a>: <span class="${outcome}">${outcome}</span>`;
  return `<div class="verdicts"><div>${name}</div><div>${violated}${failed}${others}</div></div>\n`;
}

function violatedHtml(property: PropertyResult, id: string): string {
  if (property.status !== "violated") return "";
  const name = escapeQuoted(property.name);
  const shown = property.trace === null ? name : `<a href="#${id}">${name}: ${traceLength(property.trace)}</a>`;
  return `<span class="verdict violated">${shown}</span> `;
}

function failedHtml({ found, trace, index }: Example, at: number): string {
  if (found.kind === "violation") return "";
  return `<span class="verdict violated"><a href="#t${at}-${index}">${claimOf({ property: null })}: ${traceLength(trace)}</a></span> `;
}

function namesHtml(properties: readonly PropertyResult[], status: "holds" | "unchecked"): string {
  const names = properties.filter((property) => property.status === status).map(({ name }) => escapeQuoted(name));
  return names.length === 0 ? "" : `<div class="${status}">${status}: ${names.join(", ")}</div>`;
}

/** Counts, growth by level, coverage, and what was said. */
function runHtml(run: RunRecord, at: number): string {
  const { result, diagnostics } = run;
  const said = diagnostics.map((diagnostic) => diagnosticText(diagnostic)).join("");
  const shown = result === null ? "" : countsHtml(result);
  const text = said === "" ? "" : `<pre>${escapeQuoted(said)}</pre>`;
  return `<details class="run" id="r${at}"><summary>${escapeQuoted(subjectText(run))}</summary>${shown}${text}</details>\n`;
}

function countsHtml(result: CheckResult): string {
  const { initial, generated, distinct, depth } = result.states;
  const counts = `${generated} generated, ${distinct} distinct (${initial} initial), depth ${depth}, ${result.seconds.toFixed(2)} s`;
  const coverage =
    result.coverage === null ? "" : `<pre>${escapeQuoted(coverageText(result, result.coverage, PLAIN))}</pre>`;
  const rows = result.actions.map(
    ({ name, generated: times, distinct: fresh }) =>
      `<tr><th scope="row">${escapeQuoted(name)}</th><td>${times}</td><td>${fresh}</td></tr>`,
  );
  const actions = `<table class="list"><tr><th>action</th><th>steps</th><th>new states</th></tr>${rows.join("")}</table>`;
  return `<p>${counts}</p>${plotHtml(result.levels)}${actions}${coverage}`;
}

/** States by level. */
function plotHtml(levels: readonly number[]): string {
  if (levels.length < 2) return "";
  const [width, height] = [Math.max(2, Math.min(14, Math.floor(900 / levels.length))), 90];
  const most = Math.max(...levels);
  const bars = levels.map((count, at) => {
    const tall = Math.max(1, Math.round((count / most) * height));
    return `<rect x="${at * width}" y="${height - tall}" width="${width - 1}" height="${tall}"><title>level ${at + 1}: ${count}</title></rect>`;
  });
  const label = `new states by level, at most ${most}`;
  return `<div class="wide"><svg class="plot" role="img" aria-label="${label}" width="${levels.length * width}" height="${height}">${bars.join("")}</svg></div><p class="place">${label}</p>`;
}
