/** A report as workflow commands of GitHub: what is violated or wrong is marked beside the text of the spec. */

import type { Location } from "../models/model.ts";
import { traceLength } from "./counterexample.ts";
import type { Report } from "./format.ts";

/** GitHub shows no more of a kind for each step. */
const MOST = 10;

/** One command a line, at most ten errors and ten warnings. */
export function annotationsText({ runs }: Report): string {
  const errors: string[] = [];
  const warnings: string[] = [];
  for (const { spec, config, result, diagnostics } of runs) {
    const subject = config ?? spec;
    for (const property of result?.properties ?? []) {
      if (property.status !== "violated") continue;
      const length = property.trace === null ? "" : `: ${traceLength(property.trace)}`;
      errors.push(command("error", `${property.name} is violated${length} (${subject})`, property.location));
    }
    for (const { severity, code, message, location } of diagnostics) {
      if (severity === "note") continue;
      (severity === "error" ? errors : warnings).push(command(severity, `${code}: ${message} (${subject})`, location));
    }
  }
  return [...errors.slice(0, MOST), ...warnings.slice(0, MOST)].map((line) => `${line}\n`).join("");
}

function command(kind: string, message: string, location: Location | null): string {
  const escaped = message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  if (location === null) return `::${kind}::${escaped}`;
  const file = location.file.replace(/[%\r\n:,]/g, (sign) => encodeURIComponent(sign));
  return `::${kind} file=${file},line=${location.line},col=${location.column}::${escaped}`;
}
