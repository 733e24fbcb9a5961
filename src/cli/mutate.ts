/** `everystate mutate`: which slips in a spec would its properties notice? */

import type { CheckOptions, CheckResult } from "../checker/index.ts";
import { type JudgedMutant, joined, type MutantVerdict, MutationTest } from "../mutants/index.ts";
import { type MutantReport, type MutatedSpec, mutantsJson, mutantsReport, runText } from "../report/index.ts";
import { commandText } from "./checks.ts";
import { type ColorWish, type Context, unlessInterrupted } from "./context.ts";
import { StackExhausted, saysStackFull } from "./deep-stack.ts";
import { EXIT, exitCodeOf, winningExitCode } from "./exit-code.ts";
import { isStackOverflow, type TlaModelRequest } from "./front-end.ts";
import { type OneSpec, requestFor, toldErrors } from "./one-spec.ts";
import { ProgressLine } from "./progress-line.ts";
import { type ReportRequest, writeMutantReports } from "./report-file.ts";
import { defaultMemory } from "./run.ts";
import { inShares, workerCount } from "./shares.ts";

/** How mutants are judged. */
export interface Judging {
  readonly budget: Pick<CheckOptions, "maxStates" | "maxTime" | "maxMemory">;
  /** How many processes judge; null for as many as there are cores. */
  readonly workers: number | null;
  readonly quiet: boolean;
}

/** How it is told what became of them. */
interface Telling {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly reports: readonly ReportRequest[];
  readonly color: ColorWish;
}

export interface MutateCommand extends OneSpec, Judging, Telling {}

/** Runs the command; the answer is the exit code. Throws UsageError where `spec` stands for several configurations. */
export async function mutateCommand(command: MutateCommand, context: Context): Promise<number> {
  const request = requestFor(command, context);
  if (typeof request === "number") return request;
  const { spec, config } = request;
  const line = new ProgressLine(context, command.quiet || context.workers?.share != null);
  const test = await mutationTest([request], command, line, context);
  if ("diagnostics" in test) return toldErrors(test.diagnostics, EXIT[test.wrong], command, context);
  if (test.undecided !== null) return await tellUndecided({ spec, configs: [config], test }, command, context);
  const shares = await inShares(workerCount(command.workers), (share) => test.judged(share), context);
  line.clear();
  if (shares === null) return EXIT.success;
  const found: MutatedSpec = { spec, configs: [config], originals: test.originals, ...joined(shares) };
  return await tellMutants([found], test.texts, command, context);
}

/** Prints what became of mutants, and writes the reports; the answer is the exit code. */
export async function tellMutants(
  specs: readonly MutatedSpec[],
  texts: ReadonlyMap<string, string>,
  telling: Telling,
  context: Context,
): Promise<number> {
  const exitCode = unlessInterrupted(context, mutantsCode(specs.flatMap(({ mutants }) => mutants ?? [])));
  const text = mutantsReport({ specs }, context.style("out", telling.color), telling.verbose);
  return await tell({ exitCode, specs, texts }, text, telling, context);
}

/** A spec with its configurations, checked as it stands. */
export interface Prepared {
  readonly spec: string;
  readonly configs: readonly string[];
  readonly test: MutationTest;
}

/** Prints of a specification without verdicts of its own that it has no mutants, and writes the reports, as above. */
export async function tellUndecided(
  { spec, configs, test: { undecided, originals, texts } }: Prepared,
  telling: Telling,
  context: Context,
): Promise<number> {
  const result = undecided as CheckResult;
  const exitCode = unlessInterrupted(context, exitCodeOf(result));
  const specs = [{ spec, configs, originals, mutants: null, unbroken: null, spared: [] }];
  const config = configs[originals.indexOf(result)] as string;
  const run = { spec, config, exitCode, result, diagnostics: result.diagnostics };
  const text = `${runText(run, context.style("out", telling.color))}no mutants of ${spec}: it could not be decided itself\n`;
  return await tell({ exitCode, specs, texts }, text, telling, context);
}

async function tell(
  found: Pick<MutantReport, "exitCode" | "specs" | "texts">,
  text: string,
  { json, reports }: Telling,
  context: Context,
): Promise<number> {
  const report = { version: context.version, command: commandText(context), ...found };
  context.out(json ? mutantsJson(report) : text);
  const written = await writeMutantReports(reports, report, context);
  return written ? report.exitCode : winningExitCode([report.exitCode, EXIT.unwritten]);
}

/**
 * A spec with its configurations, checked as it stands. Throws StackExhausted where a larger stack can be had and may help.
 */
export async function mutationTest(
  requests: readonly TlaModelRequest[],
  { budget, workers }: Pick<Judging, "budget" | "workers">,
  line: ProgressLine,
  context: Context,
): ReturnType<typeof MutationTest.of> {
  try {
    const test = await MutationTest.of(requests, {
      budget: { maxMemory: defaultMemory() / workerCount(workers), ...budget },
      signal: context.signal,
      poll: () => context.poll?.(),
      onMutant: (index, count) => line.busy(`mutant ${index + 1} of ${count}`),
    });
    const said = "diagnostics" in test ? test.diagnostics : (test.undecided?.diagnostics ?? []);
    if (context.canDeepen && saysStackFull(said)) throw new StackExhausted(0, []);
    return test;
  } catch (error) {
    if (context.canDeepen && isStackOverflow(error)) throw new StackExhausted(0, []);
    throw error;
  } finally {
    line.clear();
  }
}

function mutantsCode(mutants: readonly JudgedMutant[]): number {
  const has = (verdict: MutantVerdict): boolean => mutants.some((mutant) => mutant.verdict === verdict);
  return has("survives") ? EXIT.survivor : has("undecided") ? EXIT.inconclusive : EXIT.success;
}
