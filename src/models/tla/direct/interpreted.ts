/** Text without direct code that the interpreter evaluates where it stands, so that what is around it need not be left. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";
import { Reader } from "../compile/reads.ts";
import { enter, type State } from "../executor.ts";
import { frameOf, Scope } from "../interpret/scope.ts";
import type { Binding, Environment, LocalName } from "./environment.ts";
import type { Writer } from "./expression.ts";
import { anything, LEFT, type Piece } from "./piece.ts";

/** The value of a text that speaks of the state, and of no next one but its own (ENABLED). */
export function interpreted(w: Writer, expression: Expression, at: Environment): Piece {
  const { setup, interpreter } = w.unit;
  const reads = Reader.of(setup).readsOf(expression);
  if (at.primed || reads.at || !reads.pure) return LEFT;
  const scope = new Scope(null);
  const values: string[] = [];
  for (const symbol of reads.locals) {
    const binding = at.find(symbol);
    if (binding === null) continue;
    const value = valueOf(w, binding, reads.shifted.has(symbol));
    if (value === null) return LEFT;
    scope.allocate(symbol as LocalName);
    values.push(value);
  }
  const code = interpreter.evaluator(expression, { scope, source: setup.program.root.source });
  const evaluate = (state: State, given: readonly Value[]): Value => {
    enter(interpreter, state, new Array(state.length));
    return code(frameOf(scope, given));
  };
  return anything(`${w.unit.constant(evaluate)}(S, [${values.join(", ")}])`);
}

/** The value of a name in this state. `shifted`: in the next state, too, it must be that; null where it may not. */
function valueOf(w: Writer, binding: Binding, shifted: boolean): string | null {
  switch (binding.kind) {
    case "value":
      return binding.primed === undefined || (!shifted && !binding.primed) ? binding.js : null;
    case "given":
      return shifted || binding.primed ? null : `force(${binding.js})`;
    case "text": {
      const { expression, environment } = binding.text;
      const constant = w.unit.setup.facts.dependence(expression) === "nothing";
      return (shifted && !constant) || environment.primed ? null : w.value(expression, environment).js;
    }
    default:
      return null;
  }
}
