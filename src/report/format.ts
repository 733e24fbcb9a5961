/** The formats of reports. A new one is a row here, a file beside this one and a golden test. */

import { annotationsText } from "./annotations.ts";
import { type Counterexample, titleOf } from "./counterexample.ts";
import { traceDot } from "./dot.ts";
import { renderSvg } from "./dot-svg.ts";
import { githubText } from "./github.ts";
import { mutantsHtml } from "./html/mutants.ts";
import { htmlText } from "./html/page.ts";
import { itfText } from "./itf-trace.ts";
import { type RunRecord, resultsJson } from "./json.ts";
import { junitText } from "./junit.ts";
import { LANES_SUFFIX, lanesSvg } from "./lanes/picture.ts";
import { mailText } from "./mail.ts";
import type { MatrixCell } from "./matrix.ts";
import { mermaidText } from "./mermaid.ts";
import { type MutantReport, mutantsJson, mutantsReport } from "./mutants.ts";
import { pngOf } from "./png.ts";
import { type RecordFindings, recordText } from "./record.ts";
import { sarifText } from "./sarif.ts";
import { statesSvg } from "./states/picture.ts";
import { foundText, runsText } from "./text.ts";
import { traceModule } from "./trace-module.ts";

/** All that a command found. */
export interface Report {
  readonly version: string;
  readonly exitCode: number;
  /** How the report can be made again. */
  readonly command: string;
  readonly runs: readonly RunRecord[];
  /** Of a gate: a cell for each row and column, with the path of its diagram as `link`. */
  readonly matrix?: readonly MatrixCell[];
  /** Of a gate: how all that differs from what is recorded. */
  readonly record?: RecordFindings;
  /** The texts of the specifications by the names that locations have, where they were kept. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** A format makes one text of a whole report, or one of each counterexample, or either, or has it drawn. */
export interface Format {
  readonly name: string;
  /** How names of its files end, with the dot. */
  readonly suffix: string;
  readonly report?: (report: Report) => string;
  /** Of mutants, which few formats can tell of. */
  readonly mutants?: (report: MutantReport) => string;
  readonly trace?: (example: Counterexample) => string;
  /** Like `trace`, but takes its time; null where `signal` ended it. */
  readonly drawn?: (example: Counterexample, signal: AbortSignal) => Promise<string | Uint8Array | null>;
}

const states = (example: Counterexample): string => statesSvg(titleOf(example), example.trace);

const lanes = (example: Counterexample): string => lanesSvg(titleOf(example), example.trace);

const dot = (example: Counterexample): string => traceDot(titleOf(example), example.trace);

export const FORMATS: readonly Format[] = [
  {
    name: "text",
    suffix: ".txt",
    report: ({ runs, record }) => runsText(runs) + recordText(record),
    mutants: (report) => mutantsReport(report),
    trace: ({ found }) => foundText(found),
  },
  { name: "mail", suffix: ".txt", report: mailText },
  {
    name: "json",
    suffix: ".json",
    report: ({ version, exitCode, runs, record }) => record?.json() ?? resultsJson(version, exitCode, runs),
    mutants: mutantsJson,
  },
  { name: "junit", suffix: ".xml", report: junitText },
  { name: "sarif", suffix: ".sarif", report: sarifText },
  { name: "github", suffix: ".md", report: githubText },
  { name: "html", suffix: ".html", report: htmlText, mutants: mutantsHtml },
  { name: "annotations", suffix: ".txt", report: annotationsText },
  { name: "dot", suffix: ".dot", trace: dot },
  { name: "dot-svg", suffix: ".dot.svg", drawn: (example, signal) => renderSvg(dot(example), signal) },
  { name: "svg", suffix: ".svg", trace: states },
  {
    name: "svg-full",
    suffix: ".full.svg",
    trace: (example) => statesSvg(titleOf(example), example.trace, true),
  },
  { name: "lanes", suffix: LANES_SUFFIX, trace: lanes },
  { name: "png", suffix: ".png", drawn: (example) => pngOf(states(example)) },
  { name: "lanes-png", suffix: ".lanes.png", drawn: (example) => pngOf(lanes(example)) },
  { name: "itf", suffix: ".itf.json", trace: itfText },
  { name: "mermaid", suffix: ".mmd", trace: mermaidText },
  { name: "tla", suffix: ".tla", trace: traceModule },
];
