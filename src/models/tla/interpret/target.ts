/** What a left side of `=`, `\in` or `\subseteq` assigns to: a variable, or a name that stands for one. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Interpreter } from "./interpreter.ts";
import { resolveCall } from "./reference.ts";
import { type Frame, Thunk } from "./runtime.ts";
import type { Place } from "./scope.ts";

/** The variable, known now or through an argument or a definition of a LET; -1 when that turns out to be none. */
export type Target = (frame: Frame) => number;

/** `x`, or `x'` if `primed`, as something to assign to; null if `expression` can be no such thing. */
export function targetOf(
  interpreter: Interpreter,
  expression: Expression,
  place: Place,
  primed: boolean,
): Target | null {
  if (expression.kind !== "reference") return null;
  const { symbol } = interpreter.meaningOf(expression);
  const [operand] = expression.args;
  if (symbol.kind === "builtin") {
    return symbol.name === "'" && primed && operand !== undefined ? targetOf(interpreter, operand, place, false) : null;
  }
  if (operand !== undefined) return null;
  if (symbol.kind === "variable") {
    const variable = interpreter.indexOf(symbol);
    return primed ? null : () => variable;
  }
  if (symbol.kind !== "parameter" && symbol.kind !== "operator") return null;
  if (symbol.kind === "parameter" ? symbol.arity > 0 : place.scope.find(symbol) === null) return null;
  const { slot } = resolveCall(interpreter, expression, place);
  if (slot === null) return null;
  return (f) => {
    const content = slot(f);
    return content instanceof Thunk ? content.variableAs(primed) : -1;
  };
}
