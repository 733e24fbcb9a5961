/** A report as Markdown for the summary of a GitHub job. */

import type { PropertyResult } from "../checker/index.ts";
import { traceLength } from "./counterexample.ts";
import type { Report } from "./format.ts";
import { errorsOf, type RunRecord, subjectText } from "./json.ts";
import { escapeText } from "./markup.ts";
import { differencesOfRun, differenceText, type RecordFindings, recordTitle } from "./record.ts";
import { violationText } from "./text.ts";

/** GitHub takes a mebibyte; what is longer is cut between runs, and says so. */
const LONGEST = 1_000_000;

/**
 * Markdown: a section for each run, with a table of its properties and the traces folded; of a gate, what differs from its
 * record stands first.
 */
export function githubText({ runs, record }: Report): string {
  let text = record === undefined ? "" : recordSection(record);
  for (const [at, run] of runs.entries()) {
    const next = section(run, record);
    if (text.length + next.length > LONGEST) return `${text}${runs.length - at} further runs do not fit here.\n`;
    text += next;
  }
  return text;
}

function recordSection(record: RecordFindings): string {
  const lines = record.differences.map((difference) => `- ${markdown(differenceText(difference))}\n`);
  return `## ${markdown(recordTitle(record))}\n\n${lines.length === 0 ? "" : `${lines.join("")}\n`}`;
}

function section(run: RunRecord, record: RecordFindings | undefined): string {
  const { result } = run;
  const differs = differencesOfRun(record, run).length > 0;
  const compared = record === undefined ? "" : differs ? ", not as recorded" : ", as recorded";
  const title = `### ${markdown(subjectText(run))}: ${result?.outcome ?? "not checked"}${compared}\n`;
  const lines = errorsOf(run).map(({ code, message }) => `- error ${code}: ${markdown(message)}\n`);
  const problems = lines.length === 0 ? "" : `\n${lines.join("")}`;
  const properties = result?.properties ?? [];
  if (properties.length === 0) return `${title}${problems}\n`;
  const rows = properties.map((property) => `| ${markdown(property.name)} | ${verdict(property)} |\n`);
  return `${title}${problems}\n| property | verdict |\n| --- | --- |\n${rows.join("")}\n${properties.map(folded).join("")}`;
}

function verdict(property: PropertyResult): string {
  if (property.status === "unchecked") return `unchecked (${property.reason})`;
  if (property.status === "violated") {
    return property.trace === null ? "violated" : `violated, ${traceLength(property.trace)}`;
  }
  return property.within.length === 0 ? "holds" : `holds within the ${property.within.join(" and the ")}`;
}

function folded(property: PropertyResult): string {
  if (property.status !== "violated") return "";
  const code = escapeText(violationText(property)).replaceAll("\n", "&#10;");
  return `<details><summary>${escapeText(property.name)}</summary><pre>${code}</pre></details>\n\n`;
}

/** No letter of a spec becomes markup. */
function markdown(text: string): string {
  return escapeText(text)
    .replace(/[\\|`*_[\]~#@!]/g, (sign) => `&#${sign.codePointAt(0)};`)
    .replace(/\s+/g, " ");
}
