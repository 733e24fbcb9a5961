/** `everystate parse`: syntax, names and levels of modules; needs no configuration. */

import type { Diagnostic } from "../models/model.ts";
import { diagnosticText } from "../report/index.ts";
import type { Source } from "../tla/syntax/source.ts";
import { type ColorWish, type Context, unlessInterrupted } from "./context.ts";
import { EXIT } from "./exit-code.ts";
import { diagnosticOf, isStackOverflow } from "./front-end.ts";
import { kindOfPath, libraryFolders, moduleFiles, readInput } from "./input-file.ts";
import { problem } from "./problem.ts";
import { filesBelow } from "./target.ts";

export interface ParseCommand {
  readonly paths: readonly string[];
  readonly syntaxOnly: boolean;
  readonly libraries: readonly string[];
  readonly quiet: boolean;
  readonly color: ColorWish;
}

/** Runs the command; the answer is 0, or 150 when anything has an error. */
export function parseCommand(command: ParseCommand, context: Context): number {
  const style = context.style("out", command.color);
  const noteStyle = context.style("note", command.color);
  const libraries = libraryFolders(context.directory, command.libraries);
  let failed = false;
  const tell = (diagnostics: readonly Diagnostic[]): void => {
    for (const diagnostic of diagnostics) {
      if (diagnostic.severity === "error") {
        failed = true;
        context.out(diagnosticText(diagnostic, style));
      } else context.note(diagnosticText(diagnostic, noteStyle));
    }
  };
  for (const path of command.paths) {
    const files = filesOf(context.directory, path);
    if (files.length === 0) tell([problem("E514", `the folder ${path} holds no module (.tla)`)]);
    for (const file of files) {
      if (context.signal.aborted) return unlessInterrupted(context, EXIT.specification);
      const { source, problem: unreadable } = readInput(context.directory, file);
      if (unreadable !== null) {
        tell([unreadable]);
        continue;
      }
      const parsed = parse(context, source, { ...command, libraries });
      tell(parsed.diagnostics);
      if (!command.quiet && parsed.summary !== "") context.out(`${parsed.summary.trimEnd()}\n`);
    }
  }
  return failed ? EXIT.specification : EXIT.success;
}

/** Parses one file; one so deep that it exhausts the stack is an error of the text, and the next file has its turn. */
function parse(
  context: Context,
  source: Source,
  { syntaxOnly, libraries }: Pick<ParseCommand, "syntaxOnly" | "libraries">,
): ReturnType<Context["frontEnd"]["parseTla"]> {
  const file = source.name;
  try {
    const files = moduleFiles(context.directory, file, { libraries, sources: [source] });
    return context.frontEnd.parseTla(file, files, { syntaxOnly });
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return {
      diagnostics: [{ ...diagnosticOf(error).diagnostic, message: `${file} is nested too deeply to be read` }],
      summary: "",
    };
  }
}

function filesOf(directory: string, path: string): string[] {
  return kindOfPath(directory, path) === "folder" ? filesBelow(directory, path, ".tla") : [path];
}
