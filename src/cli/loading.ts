/** Loading a specification where a signal may come, and the stack may be too small. */

import { type Context, INTERRUPTED, lookUp } from "./context.ts";
import { diagnosticOf, isStackOverflow, type TlaModelRequest, type TlaModelResult } from "./front-end.ts";
import { tuneTo, whileLoading } from "./tier-up.ts";

/** Loads; a text so deep that loading itself exhausts the stack is an error of the text. */
export function loadWatched(context: Context, request: Omit<TlaModelRequest, "lookUp" | "onCode">): TlaModelResult {
  try {
    return whileLoading(() =>
      context.frontEnd.loadTlaModel({ ...request, lookUp: () => lookUp(context), onCode: tuneTo }),
    );
  } catch (error) {
    if (error === INTERRUPTED) {
      const message = "interrupted while the specification was made ready: nothing was checked";
      const diagnostics = [{ code: "W605", severity: "warning", message, location: null, notes: [] } as const];
      return { model: null, wrong: "specification", diagnostics };
    }
    if (!isStackOverflow(error)) throw error;
    return { model: null, wrong: "specification", diagnostics: [diagnosticOf(error).diagnostic] };
  }
}
