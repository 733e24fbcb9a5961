/** `everystate check`: verdicts on specs and configurations. */

import type { Progress } from "../checker/index.ts";
import {
  diagnosticText,
  findingText,
  resultsJson,
  runText,
  type Style,
  subjectText,
  sweepText,
} from "../report/index.ts";
import { type Assignment, assignmentText } from "./assignment.ts";
import { type ColorWish, type Context, unlessInterrupted } from "./context.ts";
import { EventFile } from "./event-file.ts";
import { EXIT, winningExitCode } from "./exit-code.ts";
import { libraryFolders } from "./input-file.ts";
import { type ReportRequest, writeReports } from "./report-file.ts";
import { type Run, type RunOptions, runTarget } from "./run.ts";
import { type BadTarget, type ReadTarget, readTarget, resolveTargets } from "./target.ts";

export interface CheckCommand extends Omit<RunOptions, "constants"> {
  readonly specs: readonly string[];
  readonly configs: readonly string[];
  /** The constants of each run of a target: one run, or those of a sweep. */
  readonly runs: readonly (readonly Assignment[])[];
  readonly json: boolean;
  readonly reports: readonly ReportRequest[];
  /** The file for events, if one is wanted. */
  readonly events: string | null;
  readonly color: ColorWish;
}

/** Runs the command; the answer is the exit code. Throws UsageError. */
export async function checkCommand(command: CheckCommand, context: Context): Promise<number> {
  const libraries = libraryFolders(context.directory, command.libraries);
  const targets = resolveTargets(context.directory, command.specs, command.configs, libraries);
  const style = context.style("out", command.color);
  const noteStyle = context.style("note", command.color);
  const runs: Run[] = [];
  const events = command.events === null ? null : new EventFile(command.events, context);
  const texts = new Map<string, string>();
  const wanted = targets.flatMap((one) => {
    const read = once(() => readTarget(context.directory, one));
    return command.runs.map((constants) => [read, constants] as const);
  });
  for (const [read, constants] of wanted) {
    if (context.signal.aborted) break;
    // A finding is told when it is found; the verdicts, one line each, come last.
    let separator = runs.length > 0 ? "\n" : "";
    const write = (text: string): void => {
      if (!command.json) context.out(separator + text);
      separator = "\n";
    };
    const target = read();
    // A process with a smaller stack may have told of this run, or of its beginning.
    const silent = runs.length < context.reported;
    const begun = runs.length === context.reported && (context.told ?? []).length > 0;
    if (!silent && !begun) events?.tell({ event: "run", ...namesOf(target), constants });
    const onProgress = (progress: Progress): void => events?.tell({ event: "progress", ...progress });
    const tell: RunOptions["tell"] = (finding, diagram) => {
      events?.tell({ event: "finding", finding, diagram });
      const found = findingText({ ...finding, diagram }, style);
      write(wanted.length > 1 ? `${style.strong(subjectOf(target, constants))}\n${found}` : found);
    };
    const run = await runTarget(
      target,
      { ...command, libraries, constants, tell, onProgress, texts },
      context,
      runs.length,
    );
    if (!command.json && runs.length >= context.reported) {
      // What makes a verdict mean less than it seems is read before it.
      context.note(asideText(run, noteStyle));
      write(runText(run, style, true));
    }
    if (!silent) events?.tell({ event: "result", run });
    runs.push(run);
  }
  const exitCode = unlessInterrupted(context, winningExitCode(runs.map((run) => run.exitCode)));
  if (command.json) context.out(resultsJson(context.version, exitCode, runs));
  else {
    const table = command.runs.length > 1 ? `\n${sweepText(runs)}` : "";
    const repeat = `everystate ${context.version}: ${commandText(context)}\n`;
    context.out(`${table}${runs.length > 1 ? `\n${summary(runs)}` : ""}${style.faint(repeat)}`);
  }
  const report = { version: context.version, exitCode, command: commandText(context), runs, texts };
  return (await writeReports(command.reports, report, context))
    ? exitCode
    : winningExitCode([exitCode, EXIT.unwritten]);
}

/** What a run is about, as its verdicts will name it. */
function subjectOf(target: ReadTarget | BadTarget, constants: readonly Assignment[]): string {
  return [subjectText(namesOf(target)), ...constants.map(assignmentText)].join(", ");
}

function namesOf(target: ReadTarget | BadTarget): { readonly spec: string; readonly config: string | null } {
  if ("problem" in target) return { spec: target.spec, config: target.config };
  return { spec: target.spec.name, config: target.config.name };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Warnings and notes of a run, for stderr. */
export function asideText(run: Pick<Run, "diagnostics">, style: Style): string {
  const asides = run.diagnostics.filter(({ severity }) => severity !== "error");
  return asides.map((diagnostic) => diagnosticText(diagnostic, style)).join("");
}

function summary(runs: readonly Run[]): string {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const outcome = run.result === null ? "not checked" : run.result.outcome;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return `${runs.length} runs: ${[...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ")}\n`;
}

/** The command with which the report can be made again. */
export function commandText({ arguments: words }: Context): string {
  const quoted = words.map((word) => (/^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return `everystate ${quoted.join(" ")}`;
}
