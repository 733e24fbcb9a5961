/** Expressions that look at the next state: primed ones, `UNCHANGED` and `ENABLED`. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { equal } from "../../../values/index.ts";
import type { Interpreter } from "./interpreter.ts";
import { type Act, type Eval, Frame, type PartialState } from "./runtime.ts";
import { type Place, Scope } from "./scope.ts";

/** Code that tells whether `e' = e`. */
export function unchangedEvaluator(
  interpreter: Interpreter,
  expression: Expression,
  place: Place,
): (f: Frame) => boolean {
  const before = interpreter.evaluator(expression, place);
  const after = primedEvaluator(interpreter, before);
  return (f) => equal(after(f), before(f));
}

/** Code that evaluates `code` in the next state. */
export function primedEvaluator(interpreter: Interpreter, code: Eval): Eval {
  const { runtime } = interpreter;
  return (f) => {
    const { current, version } = runtime;
    runtime.current = runtime.next;
    // Within this expression nothing is given a value: what it names twice need be evaluated only once.
    runtime.renew();
    runtime.primed++;
    runtime.unstableReads++;
    try {
      return code(f);
    } finally {
      runtime.primed--;
      runtime.current = current;
      runtime.version = version;
    }
  };
}

/** `ENABLED A`: is there a next state such that A? Tried on a next state of its own. */
export function enabledEvaluator(interpreter: Interpreter, action: Expression, place: Place): Eval {
  if (interpreter.mode === "init") return enabledInInit(interpreter, action, place);
  const extended = extending(interpreter, action, place);
  const inside = enabledHere(interpreter, action, place);
  if (extended === null) return inside;
  const { runtime } = interpreter;
  return (f) => {
    const { current, version } = runtime;
    runtime.current = extended(f);
    runtime.renew();
    try {
      return inside(f);
    } finally {
      runtime.current = current;
      runtime.version = version;
    }
  };
}

/**
 * The state together with the variables that an instance has only in `action`: these begin with the values of what
 * replaces them elsewhere. Null if there are none.
 */
export function extending(
  interpreter: Interpreter,
  action: Expression,
  place: Place,
): ((frame: Frame) => PartialState) | null {
  const own = interpreter.setup.lowering.ownVariables(action);
  if (own.length === 0) return null;
  const indices = own.map(({ symbol }) => interpreter.indexForOwn(symbol));
  const values = own.map(({ value }) => interpreter.evaluator(value, place));
  return (f) => {
    const extended = interpreter.runtime.current.slice();
    values.forEach((value, i) => {
      extended[indices[i] as number] = value(f);
    });
    return extended;
  };
}

/** The variables have the values that they have been given so far. Throws E438, see `notEntered`. */
function enabledInInit({ ofActions, runtime }: Interpreter, action: Expression, place: Place): Eval {
  const inside = enabledEvaluator(ofActions, action, place);
  return (f) => {
    const { enabling } = runtime;
    runtime.enabling = true;
    // They have others in each way to satisfy Init: nothing may be kept from one for another.
    runtime.renew();
    runtime.unstableReads++;
    try {
      return inside(f);
    } finally {
      runtime.enabling = enabling;
      runtime.renew();
    }
  };
}

function enabledHere(interpreter: Interpreter, action: Expression, place: Place): Eval {
  const { runtime } = interpreter;
  const scope = new Scope(place.scope);
  const found: Act = () => true;
  const act = interpreter.enumerator(action, { ...place, scope }, found);
  const count = interpreter.setup.variables.length;
  return (f) => {
    const { next, unstableReads, passed } = runtime;
    runtime.next = new Array(count);
    runtime.passed = () => {};
    try {
      return act(new Frame(scope.size, f));
    } finally {
      runtime.next = next;
      runtime.passed = passed;
      // What was read of the next state that ENABLED made up is no dependency of the result.
      if (runtime.primed === 0) runtime.unstableReads = unstableReads;
    }
  };
}
