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
