/** Diagnostics of the command line itself, codes E51x and W51x. */

import type { Diagnostic } from "../models/model.ts";

/**
 * What can be wrong with the files that a user names.
 *
 * | code | meaning |
 * |---|---|
 * | E510 | there is no such file or folder |
 * | E511 | a file cannot be read |
 * | E512 | a file is empty |
 * | E513 | a file is not text |
 * | E514 | a folder holds no specification with a configuration |
 * | E515 | a specification has no configuration |
 * | E516 | a configuration belongs to no module |
 * | E517 | a file is neither a module nor a configuration |
 * | E520 | there is no such trace |
 * | W521 | no checkpoint was written, or not the last one |
 * | W519 | a diagram or trace could not be written |
 */
type ProblemCode = "E510" | "E511" | "E512" | "E513" | "E514" | "E515" | "E516" | "E517" | "E520" | "W519" | "W521";

/** A diagnostic with that code; `hints` become notes. */
export function problem(code: ProblemCode, message: string, hints: readonly string[] = []): Diagnostic {
  const notes = hints.map((hint) => ({ message: hint, location: null }));
  return { code, severity: code.startsWith("W") ? "warning" : "error", message, location: null, notes };
}
