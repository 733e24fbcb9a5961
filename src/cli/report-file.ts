/** `--report FORMAT=FILE`: reports in files of the user's choice. */

import { join, resolve } from "node:path";
import { FORMATS, type Format, type Report, subjectText } from "../report/index.ts";
import { type Context, UsageError } from "./context.ts";
import { reasonOf } from "./input-file.ts";
import { fileNames, tracesFolder, writeWhole } from "./out-folder.ts";

/** A report that was asked for. A format of traces writes into the folder `file`, a file for each trace. */
export interface ReportRequest {
  readonly format: Format;
  readonly file: string;
}

/** Reads the option's values. Throws UsageError. */
export function parseReports(values: readonly string[]): ReportRequest[] {
  return values.map((value) => {
    const at = value.indexOf("=");
    const [name, file] = [value.slice(0, Math.max(at, 0)), value.slice(at + 1)];
    const format = FORMATS.find((one) => one.name === name);
    const names = FORMATS.map((one) => one.name).join(", ");
    if (at < 0 || file === "") throw new UsageError(`--report takes FORMAT=FILE, not "${value}"; formats: ${names}`);
    if (format === undefined) throw new UsageError(`--report: there is no format "${name}"; expected ${names}`);
    return { format, file };
  });
}

/** Writes the reports, `-` to stdout; false when one could not be written, which is then said. */
export async function writeReports(
  requests: readonly ReportRequest[],
  report: Report,
  context: Context,
): Promise<boolean> {
  let written = true;
  for (const { format, file } of requests) {
    try {
      if (format.report === undefined) await writeTraceFiles(format, file, report, context);
      else if (file === "-") context.out(format.report(report));
      else writeWhole(resolve(context.directory, file), format.report(report));
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      context.note(`everystate: the report ${file} cannot be written: ${reasonOf(error)}\n`);
      written = false;
    }
  }
  return written;
}

async function writeTraceFiles(format: Format, folder: string, report: Report, context: Context): Promise<void> {
  for (const run of report.runs) {
    const { spec, config, constants = [], result } = run;
    const below = tracesFolder(context.directory, folder, config ?? spec, constants);
    const properties = result?.properties ?? [];
    const names = fileNames(properties.map(({ name }) => name));
    const subject = subjectText(run);
    for (const [at, property] of properties.entries()) {
      if (property.status !== "violated" || property.trace === null) continue;
      const path = join(below, `${names[at]}${format.suffix}`);
      const example = { subject, property, trace: property.trace };
      const text = format.trace?.(example) ?? (await format.drawn!(example, context.signal));
      if (text === null) context.note(`everystate: interrupted, so ${path} was not drawn\n`);
      else writeWhole(resolve(context.directory, path), text);
    }
  }
}
