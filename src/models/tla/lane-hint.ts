/** `\* lanes: thread, process`: a comment that says which functions have the processes as arguments. */

import type { Report } from "../../tla/semantics/report.ts";
import type { Program } from "../../tla/semantics/symbol.ts";

/** A comment that is a line of its own, so no text of a string or a formula. */
const HINT = /^[ \t]*\\\*[ \t]*lanes:(.*)$/m;

/** The hint in a text, and where it is. */
export function hintOf(text: string): RegExpExecArray | null {
  return HINT.exec(text);
}

/**
 * The names in the hint of the root module, or of the nearest one that it needs and that has one; none without a hint.
 * A name that is no variable is a warning, unless an ALIAS gives names of its own.
 */
export function laneHint(program: Program, aliased: boolean, report: Report): string[] {
  for (const { source, library } of [...program.modules].reverse()) {
    const found = library ? null : hintOf(source.text);
    if (found === null) continue;
    const names = (found[1] ?? "").split(/[\s,]+/).filter((name) => name !== "");
    const variables = program.root.variables.map(({ name }) => name);
    const unknown = names.find((name) => !variables.includes(name.split(".")[0] as string));
    if (unknown !== undefined && !aliased) {
      const start = found.index + found[0].indexOf(unknown);
      const message = `the comment "lanes:" names ${unknown}, which is no variable; variables are ${variables.join(", ")}`;
      report.in(source).warning("W615", { start, end: start + unknown.length }, message);
    }
    return names;
  }
  return [];
}
