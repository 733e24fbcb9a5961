/** `everystate mutate`: which slips in a spec would its properties notice? */

import type { CheckOptions } from "../checker/index.ts";
import { type JudgedMutant, judgeMutants, type MutantVerdict } from "../mutants/index.ts";
import { mutantsJson, mutantsText, runText } from "../report/index.ts";
import { type Context, unlessInterrupted } from "./context.ts";
import { StackExhausted, saysStackFull } from "./deep-stack.ts";
import { EXIT, exitCodeOf } from "./exit-code.ts";
import { type OneSpec, requestFor, toldErrors } from "./one-spec.ts";
import { ProgressLine } from "./progress-line.ts";
import { defaultMemory } from "./run.ts";

export interface MutateCommand extends OneSpec {
  readonly budget: Pick<CheckOptions, "maxStates" | "maxTime" | "maxMemory">;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

/** Runs the command; the answer is the exit code. Throws UsageError where `spec` stands for several configurations. */
export async function mutateCommand(command: MutateCommand, context: Context): Promise<number> {
  const style = context.style("out", command.color);
  const request = requestFor(command, context);
  if (typeof request === "number") return request;
  const line = new ProgressLine(context, command.quiet);
  const found = await judgeMutants(request, {
    budget: { maxMemory: defaultMemory(), ...command.budget },
    signal: context.signal,
    poll: () => context.poll?.(),
    onMutant: (index, count) => line.busy(`mutant ${index + 1} of ${count}`),
  });
  line.clear();
  const said = "diagnostics" in found ? found.diagnostics : found.original.diagnostics;
  if (context.canDeepen && saysStackFull(said)) throw new StackExhausted(0, []);
  if ("diagnostics" in found) return toldErrors(found.diagnostics, EXIT[found.wrong], command, context);
  const { spec, config } = request;
  const { original, mutants } = found;
  const exitCode = unlessInterrupted(context, mutants === null ? exitCodeOf(original) : codeOf(mutants));
  if (command.json) context.out(mutantsJson({ spec, config }, found, { version: context.version, exitCode }));
  else if (mutants !== null) context.out(mutantsText({ spec, config }, { ...found, mutants }, style, command.verbose));
  else {
    context.out(runText({ spec, config, exitCode, result: original, diagnostics: original.diagnostics }, style));
    context.out("no mutants: the specification itself could not be decided\n");
  }
  return exitCode;
}

function codeOf(mutants: readonly JudgedMutant[]): number {
  const has = (verdict: MutantVerdict): boolean => mutants.some((mutant) => mutant.verdict === verdict);
  return has("survives") ? EXIT.survivor : has("undecided") ? EXIT.inconclusive : EXIT.success;
}
