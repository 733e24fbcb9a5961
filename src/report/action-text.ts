/** An action with its parameters as text. */

import type { TraceAction } from "../checker/index.ts";
import { printFolded } from "../values/index.ts";

/** `implements pin.c:vfio_pin`; "" where the action says nothing of it. */
export function codeText({ implements: code = [] }: TraceAction): string {
  return code.length === 0 ? "" : `implements ${code.join(", ")}`;
}

/** `Send(from = p1, to = p2)`, or the name alone for an action without parameters. */
export function actionText({ name, parameters }: TraceAction): string {
  if (parameters.length === 0) return name;
  return `${name}(${parameters.map(([parameter, value]) => `${parameter} = ${printFolded(value)}`).join(", ")})`;
}

/**
 * Does a text mean the action with these values: its name alone, or the values too, with the names of the parameters or
 * without? Blanks do not matter.
 */
export function isWritten(text: string, action: TraceAction): boolean {
  const values = action.parameters.map(([, value]) => printFolded(value)).join(",");
  const forms = [action.name, actionText(action), `${action.name}(${values})`];
  return forms.some((form) => withoutBlanks(form) === withoutBlanks(text));
}

function withoutBlanks(text: string): string {
  return text.replace(/\s/g, "");
}
