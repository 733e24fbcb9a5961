/** `--report FORMAT=FILE`: reports in files of the user's choice. */

import { join, normalize, resolve } from "node:path";
import { examplesOf, FORMATS, type Format, type MutantReport, type Report, subjectText } from "../report/index.ts";
import { type Context, UsageError } from "./context.ts";
import { reasonOf } from "./input-file.ts";
import { fileNames, tracesFolder, writeWhole } from "./out-folder.ts";

/** A report that was asked for. A format of traces writes into the folder `file`, a file for each trace. */
export interface ReportRequest {
  readonly format: Format;
  readonly file: string;
}

/** Reads the option's values; with `json` one document stands on stdout, alone. Throws UsageError. */
export function parseReports(values: readonly string[], json: boolean): ReportRequest[] {
  const requests = values.map(requestOf);
  const files = new Set<string>();
  for (const { format, file } of requests) {
    const option = `--report ${format.name}=${file}`;
    if (file === "-") {
      if (format.report === undefined && format.mutants === undefined)
        throw new UsageError(`${option}: each trace has a file of its own; name a folder for them`);
      if (json) throw new UsageError(`${option}: with --json stdout is for its one document; name a file`);
    } else if (format.report !== undefined && !file.startsWith("/dev/")) {
      if (files.has(normalize(file))) throw new UsageError(`${option}: another report goes to that file`);
      files.add(normalize(file));
    }
  }
  return requests;
}

function requestOf(value: string): ReportRequest {
  const at = value.indexOf("=");
  const [name, file] = [value.slice(0, Math.max(at, 0)), value.slice(at + 1)];
  const format = FORMATS.find((one) => one.name === name);
  const names = FORMATS.map((one) => one.name).join(", ");
  if (at < 0 || file === "") throw new UsageError(`--report takes FORMAT=FILE, not "${value}"; formats: ${names}`);
  if (format === undefined) throw new UsageError(`--report: there is no format "${name}"; expected ${names}`);
  return { format, file };
}

/** The same for what tells of mutants. Throws UsageError. */
export function parseMutantReports(values: readonly string[], json: boolean): ReportRequest[] {
  const requests = parseReports(values, json);
  const other = requests.find(({ format }) => format.mutants === undefined);
  if (other === undefined) return requests;
  const names = FORMATS.filter(({ mutants }) => mutants !== undefined).map(({ name }) => name);
  throw new UsageError(`--report: ${other.format.name} does not tell of mutants; expected ${names.join(", ")}`);
}

/** Writes the reports, `-` to stdout; false when one could not be written, which is then said. */
export function writeReports(requests: readonly ReportRequest[], report: Report, context: Context): Promise<boolean> {
  return writeEach(requests, context, async (format, file) => {
    if (format.report === undefined) await writeTraceFiles(format, file, report, context);
    else writeText(file, format.report(report), context);
  });
}

/** The same for reports of mutants. */
export function writeMutantReports(
  requests: readonly ReportRequest[],
  report: MutantReport,
  context: Context,
): Promise<boolean> {
  return writeEach(requests, context, (format, file) => {
    if (format.mutants !== undefined) writeText(file, format.mutants(report), context);
  });
}

async function writeEach(
  requests: readonly ReportRequest[],
  context: Context,
  write: (format: Format, file: string) => Promise<void> | void,
): Promise<boolean> {
  let written = true;
  for (const { format, file } of requests) {
    try {
      await write(format, file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      context.note(`everystate: the report ${file} cannot be written: ${reasonOf(error)}\n`);
      written = false;
    }
  }
  return written;
}

function writeText(file: string, text: string, context: Context): void {
  if (file === "-") context.out(text);
  else writeWhole(resolve(context.directory, file), text);
}

async function writeTraceFiles(format: Format, folder: string, report: Report, context: Context): Promise<void> {
  for (const run of report.runs) {
    const { spec, config, constants = [], result } = run;
    const below = tracesFolder(context.directory, folder, config ?? spec, constants);
    const names = fileNames((result?.properties ?? []).map(({ name }) => name));
    const subject = subjectText(run);
    for (const { found, trace, index } of examplesOf(result)) {
      const path = join(below, `${names[index]}${format.suffix}`);
      const example = { subject, found, trace };
      const text = format.trace?.(example) ?? (await format.drawn!(example, context.signal));
      if (text === null) context.note(`everystate: interrupted, so ${path} was not drawn\n`);
      else writeWhole(resolve(context.directory, path), text);
    }
  }
}
