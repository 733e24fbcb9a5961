/** `everystate check`: verdicts on specs and configurations. */

import {
  explanationText,
  findingText,
  plural,
  type Report,
  resultsJson,
  runText,
  subjectText,
  sweepText,
} from "../report/index.ts";
import { asideText, type CheckCommand, Checks, commandText, type Reads, type Wanted } from "./checks.ts";
import { type Context, UsageError, unlessInterrupted } from "./context.ts";
import { EXIT, winningExitCode } from "./exit-code.ts";
import { Ranks } from "./ranks.ts";
import { writeReports } from "./report-file.ts";
import { defaultMemory, type Run } from "./run.ts";
import { type Made, Watch } from "./watch.ts";

/** Runs the command; the answer is the exit code. Throws UsageError. */
export async function checkCommand(command: CheckCommand, context: Context): Promise<number> {
  return command.distributed === true ? await amongRanks(command, context) : await checkHere(command, context);
}

/** Runs the command in the first of several processes; the others have states for it. */
async function amongRanks(command: CheckCommand, context: Context): Promise<number> {
  const ranks = await Ranks.open(context);
  if (ranks.exchange.rank > 0) {
    ranks.serve(defaultMemory);
    return EXIT.success;
  }
  try {
    // Another process with a larger stack would be none of those.
    const exitCode = await checkHere({ ...command, ranks }, { ...context, canDeepen: false });
    ranks.close();
    return exitCode;
  } catch (error) {
    // After a defect the others may wait for anything: this process ends without a word to MPI, which ends them then.
    if (error instanceof UsageError) ranks.close();
    throw error;
  }
}

/** What there may be one run of only; null where there may be several. */
function singleOf({ distributed, disk, checkpoints }: CheckCommand): string | null {
  if (distributed === true) return "a distributed search is";
  return disk != null ? "a search on disk is" : checkpoints != null ? "checkpoints are" : null;
}

async function checkHere(command: CheckCommand, context: Context): Promise<number> {
  const checks = new Checks(command, context);
  const listed = checks.wanted();
  if (context.reported === 0) context.note(checks.leftOut());
  const single = singleOf(command);
  if (single !== null && listed.length > 1) {
    throw new UsageError(`${single} of one run, and these are ${listed.length}: name one configuration`);
  }
  const made: Made[] = [];
  for (const wanted of listed) {
    if (context.signal.aborted) break;
    const reads: Reads = new Map();
    const run = await tellingAll(checks, wanted, { index: made.length, reads, several: listed.length > 1 });
    made.push({ wanted, reads, run });
  }
  const runs = made.map(({ run }) => run);
  const exitCode = await conclude(checks, runs);
  if (!command.watch || context.signal.aborted) return exitCode;
  await new Watch(checks, made, (later) => writeReports(command.reports, reportOf(checks, later), context)).run();
  return unlessInterrupted(context, exitCode);
}

/** Makes a run and tells of it: a finding when it is found, the verdicts, one line each, last. */
async function tellingAll(
  checks: Checks,
  wanted: Wanted,
  { index, reads, several }: { readonly index: number; readonly reads: Reads; readonly several: boolean },
): Promise<Run> {
  const { command, context, style, noteStyle } = checks;
  let separator = index > 0 ? "\n" : "";
  const write = (text: string): void => {
    if (!command.json) context.out(separator + text);
    separator = "\n";
  };
  const run = await checks.run(
    wanted,
    { index, reads, context },
    {
      tell: (finding, diagram) => {
        const found = findingText({ ...finding, diagram }, style);
        write(several ? `${style.strong(subjectText(wanted))}\n${found}` : found);
      },
      warn: (diagnostics) => {
        if (!command.json) context.note(asideText(diagnostics, noteStyle));
      },
    },
  );
  if (!command.json && index >= context.reported) {
    // What makes a verdict mean less than it seems is read before it.
    const later = run.diagnostics.filter((diagnostic) => !run.warned.includes(diagnostic));
    context.note(asideText(later, noteStyle));
    write(runText(run, style, true));
    if (run.result?.explanation !== undefined) write(explanationText(run.result, style));
  }
  return run;
}

/** What is said of all runs together, and the reports; the answer is the exit code. */
async function conclude(checks: Checks, runs: readonly Run[]): Promise<number> {
  const { command, context, style } = checks;
  const report = reportOf(checks, runs);
  if (command.json) context.out(resultsJson(context.version, report.exitCode, runs));
  else {
    const table = command.runs.length > 1 ? `\n${sweepText(runs)}` : "";
    const repeat = `everystate ${context.version}: ${report.command}\n`;
    context.out(`${table}${runs.length > 1 ? `\n${summary(runs)}` : ""}${style.faint(repeat)}`);
  }
  const reported = await writeReports(command.reports, report, context);
  const written = checks.eventsWritten() && reported;
  return unlessInterrupted(context, written ? report.exitCode : winningExitCode([report.exitCode, EXIT.unwritten]));
}

function reportOf({ context, texts }: Checks, runs: readonly Run[]): Report {
  const exitCode = unlessInterrupted(context, winningExitCode(runs.map((run) => run.exitCode)));
  return { version: context.version, exitCode, command: commandText(context), runs, texts };
}

function summary(runs: readonly Run[]): string {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const outcome = run.result === null ? "not checked" : run.result.outcome;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return `${runs.length} ${plural(runs.length, "run")}: ${[...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ")}\n`;
}
