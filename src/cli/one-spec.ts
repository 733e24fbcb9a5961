/** What the commands about one spec with one configuration have in common. */

import { type Diagnostic, EvaluationError, type Model } from "../models/model.ts";
import { diagnosticText } from "../report/index.ts";
import { type Assignment, assignmentText } from "./assignment.ts";
import { type ColorWish, type Context, INTERRUPTED, unlessInterrupted } from "./context.ts";
import { StackExhausted, saysStackFull } from "./deep-stack.ts";
import { EXIT } from "./exit-code.ts";
import type { TlaModelRequest } from "./front-end.ts";
import { libraryFolders, moduleFiles } from "./input-file.ts";
import { loadWatched } from "./loading.ts";
import { onlyTarget } from "./target.ts";

export interface OneSpec {
  readonly spec: string;
  readonly configs: readonly string[];
  readonly constants: readonly Assignment[];
  readonly deadlock: boolean;
  readonly libraries: readonly string[];
  readonly color: ColorWish;
}

/**
 * What is to be loaded for the command; what the spec prints is dropped. Where its texts cannot be read that is told, and
 * the answer is the exit code. Throws UsageError where `spec` stands for several configurations.
 */
export function requestFor(command: OneSpec, context: Context): (TlaModelRequest & { config: string }) | number {
  const { directory } = context;
  const libraries = libraryFolders(directory, command.libraries);
  const target = onlyTarget(directory, command.spec, command.configs, libraries);
  if ("problem" in target) {
    context.out(diagnosticText(target.problem, context.style("out", command.color)));
    return EXIT[target.wrong];
  }
  const [spec, config] = [target.spec.name, target.config.name];
  const files = moduleFiles(directory, spec, { libraries, config, sources: [target.spec, target.config] });
  const constants = command.constants.map(assignmentText);
  return { spec, config, files, constants, deadlock: command.deadlock, onPrint: () => {} };
}

/**
 * The model of the command, for the interpreter. Where it cannot be loaded that is told, and the answer is the exit code.
 * Throws StackExhausted where a larger stack can be had and may help.
 */
export function loadOne(command: OneSpec, request: TlaModelRequest, context: Context): Model | number {
  const loaded = loadWatched(context, { ...request, engine: "interpreter" });
  if (context.canDeepen && saysStackFull(loaded.diagnostics)) throw new StackExhausted(0, []);
  if (loaded.model !== null) return loaded.model;
  const errors = loaded.diagnostics.filter(({ severity }) => severity === "error");
  return toldErrors(errors, EXIT[loaded.wrong], command, context);
}

/** Prints what keeps a command from going on; the answer is its exit code. */
export function toldErrors(
  errors: readonly Diagnostic[],
  exitCode: number,
  command: OneSpec,
  context: Context,
): number {
  const style = context.style("out", command.color);
  for (const error of errors) context.out(diagnosticText(error, style));
  return unlessInterrupted(context, exitCode);
}

/** Does something that evaluates the spec, and may call `lookUp`; what cannot be evaluated is told, and the answer is the exit code. */
export function evaluated<T>(work: () => T, command: OneSpec, context: Context): T | number {
  try {
    return work();
  } catch (error) {
    if (error === INTERRUPTED) {
      context.note("everystate: interrupted\n");
      return unlessInterrupted(context, EXIT.inconclusive);
    }
    if (!(error instanceof EvaluationError)) throw error;
    if (context.canDeepen && saysStackFull([error.diagnostic])) throw new StackExhausted(0, []);
    return toldErrors([error.diagnostic], EXIT.evaluation, command, context);
  }
}
