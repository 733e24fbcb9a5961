/** A report as workflow commands of GitHub: what is violated or wrong is marked beside the text of the spec. */

import type { CheckResult } from "../checker/index.ts";
import type { Location } from "../models/model.ts";
import { traceLength } from "./counterexample.ts";
import type { Report } from "./format.ts";
import {
  differencesBeside,
  differencesOfRun,
  isAbout,
  type RecordDifference,
  type RecordFindings,
  recordPath,
} from "./record.ts";

/** GitHub shows no more of a kind for each step. */
const MOST = 10;

/**
 * One command a line, at most ten errors and ten warnings. Of a gate only what differs from its record is an error: a
 * violation that is recorded is none, nor does a run that is as recorded warn.
 */
export function annotationsText({ runs, record }: Report): string {
  const errors = differencesBeside(record, runs).map((difference) => differing(difference, record, null));
  const warnings: string[] = [];
  for (const run of runs) {
    const { spec, config, result, diagnostics } = run;
    const subject = config ?? spec;
    const differences = differencesOfRun(record, run);
    for (const text of differences) errors.push(differing({ config, text }, record, result));
    for (const property of record === undefined ? (result?.properties ?? []) : []) {
      if (property.status !== "violated") continue;
      const length = property.trace === null ? "" : `: ${traceLength(property.trace)}`;
      errors.push(command("error", `${property.name} is violated${length} (${subject})`, property.location));
    }
    for (const { severity, code, message, location } of diagnostics) {
      if (severity === "note" || (record !== undefined && severity === "warning" && differences.length === 0)) continue;
      (severity === "error" ? errors : warnings).push(command(severity, `${code}: ${message} (${subject})`, location));
    }
  }
  return [...errors.slice(0, MOST), ...warnings.slice(0, MOST)].map((line) => `${line}\n`).join("");
}

/** What differs stands beside the property that it is about, or else the configuration, or the record. */
function differing(
  { config, text }: RecordDifference,
  record: RecordFindings | undefined,
  result: CheckResult | null,
): string {
  const property = result?.properties.find(({ name }) => isAbout(text, name));
  const file = config ?? (record === undefined ? "" : recordPath(record));
  const place = property?.location ?? { file, line: 1, column: 1 };
  return command("error", config === null ? text : `${text} (${config})`, place);
}

type Place = Pick<Location, "file" | "line" | "column">;

function command(kind: string, message: string, location: Place | null): string {
  const escaped = message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  if (location === null) return `::${kind}::${escaped}`;
  const file = location.file.replace(/[%\r\n:,]/g, (sign) => encodeURIComponent(sign));
  return `::${kind} file=${file},line=${location.line},col=${location.column}::${escaped}`;
}
