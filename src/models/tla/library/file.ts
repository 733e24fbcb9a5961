/** Reading files for library operators. */

import { type NativeContext, NativeError } from "./native.ts";

/** The text of a file, null when there is none. Throws E464 when it may not be read. */
export function fileText(context: NativeContext, path: string, operator: string): string | null {
  if (context.mayRead?.(path) === false) {
    const where = "files are read only below the working directory and the folder of the spec";
    throw new NativeError("E464", `${operator} may not read ${path}: ${where}`);
  }
  return context.readFile(path);
}

/** The text of a file that must be there. Throws E464. */
export function requiredText(context: NativeContext, path: string, operator: string): string {
  const found = fileText(context, path, operator);
  if (found === null)
    throw new NativeError("E464", `${operator} cannot read ${path}: no such file, or it may not be read`);
  return found;
}

/** The lines of a text; an end of line at the end begins no further one. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
