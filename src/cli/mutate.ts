/** `everystate mutate`: which slips in a spec would its properties notice? */

import type { CheckOptions } from "../checker/index.ts";
import { type JudgedMutant, judgeMutants, type MutantVerdict, type MutationResult } from "../mutants/index.ts";
import { diagnosticText, mutantsJson, mutantsText, runText, type Style } from "../report/index.ts";
import { type Assignment, assignmentText } from "./assignment.ts";
import { type ColorWish, type Context, unlessInterrupted } from "./context.ts";
import { EXIT, exitCodeOf } from "./exit-code.ts";
import { libraryFolders, moduleFiles } from "./input-file.ts";
import { ProgressLine } from "./progress-line.ts";
import { defaultMemory } from "./run.ts";
import { onlyTarget, type ReadTarget } from "./target.ts";

export interface MutateCommand {
  readonly spec: string;
  readonly configs: readonly string[];
  readonly constants: readonly Assignment[];
  readonly deadlock: boolean;
  readonly budget: Pick<CheckOptions, "maxStates" | "maxTime" | "maxMemory">;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly libraries: readonly string[];
  readonly quiet: boolean;
  readonly color: ColorWish;
}

/** Runs the command; the answer is the exit code. Throws UsageError where `spec` stands for several configurations. */
export async function mutateCommand(command: MutateCommand, context: Context): Promise<number> {
  const libraries = libraryFolders(context.directory, command.libraries);
  const style = context.style("out", command.color);
  const target = onlyTarget(context.directory, command.spec, command.configs, libraries);
  if ("problem" in target) {
    context.out(diagnosticText(target.problem, style));
    return EXIT[target.wrong];
  }
  const line = new ProgressLine(context, command.quiet);
  const found = await judged(target, { ...command, libraries }, context, line);
  line.clear();
  if ("diagnostics" in found) {
    for (const diagnostic of found.diagnostics) context.out(diagnosticText(diagnostic, style));
    return EXIT[found.wrong];
  }
  return tell(found, target, command, { context, style });
}

async function judged(target: ReadTarget, command: MutateCommand, context: Context, line: ProgressLine) {
  const [spec, config] = [target.spec.name, target.config.name];
  const { libraries, constants, deadlock, budget } = command;
  const request = {
    spec,
    config,
    files: moduleFiles(context.directory, spec, { libraries, config, sources: [target.spec, target.config] }),
    constants: constants.map(assignmentText),
    deadlock,
    onPrint: () => {},
  };
  return await judgeMutants(request, {
    budget: { maxMemory: defaultMemory(), ...budget },
    signal: context.signal,
    poll: () => context.poll?.(),
    onMutant: (index, count) => line.busy(`mutant ${index + 1} of ${count}`),
  });
}

function tell(
  found: MutationResult,
  target: ReadTarget,
  { json, verbose }: MutateCommand,
  { context, style }: { readonly context: Context; readonly style: Style },
): number {
  const subject = { spec: target.spec.name, config: target.config.name };
  const { original, mutants } = found;
  const exitCode = unlessInterrupted(context, mutants === null ? exitCodeOf(original) : codeOf(mutants));
  if (json) context.out(mutantsJson(subject, found, { version: context.version, exitCode }));
  else if (mutants !== null) context.out(mutantsText(subject, { ...found, mutants }, style, verbose));
  else {
    const run = { ...subject, exitCode, result: original, diagnostics: original.diagnostics };
    context.out(runText({ ...run, diagrams: new Map() }, style));
    context.out("no mutants: the specification itself could not be decided\n");
  }
  return exitCode;
}

function codeOf(mutants: readonly JudgedMutant[]): number {
  const has = (verdict: MutantVerdict): boolean => mutants.some((mutant) => mutant.verdict === verdict);
  return has("survives") ? EXIT.survivor : has("undecided") ? EXIT.inconclusive : EXIT.success;
}
