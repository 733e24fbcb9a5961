/** What we tell a user about their text: a code, a place, what was expected and what was found. */

import type { Location } from "./source.ts";

type Severity = "error" | "warning" | "note";

/** A further place or hint that belongs to a diagnostic, such as "opened here". */
export interface DiagnosticNote {
  readonly message: string;
  readonly location: Location | null;
}

/**
 * One message to the user. `code` is stable and documented in docs/errors.md. Codes by first digit:
 * 1 syntax, 2 names and levels, 3 configuration, 4 evaluation, 5 files and command line; `W` a warning.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location: Location | null;
  readonly notes: readonly DiagnosticNote[];
}

/** Carries a diagnostic through code that cannot go on; caught at the boundary of the folder that throws it. */
export class DiagnosticError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}
