/** What the commands about one spec with one configuration have in common. */

import { diagnosticText } from "../report/index.ts";
import { type Assignment, assignmentText } from "./assignment.ts";
import type { ColorWish, Context } from "./context.ts";
import { EXIT } from "./exit-code.ts";
import type { TlaModelRequest } from "./front-end.ts";
import { libraryFolders, moduleFiles } from "./input-file.ts";
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
