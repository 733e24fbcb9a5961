/** `A \cdot B`: a step of A to some state, and a step of B from there. */

import { symbolOf } from "../../../tla/semantics/symbol.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { equal, type Value } from "../../../values/index.ts";
import type { Interpreter } from "./interpreter.ts";
import { extending, primedEvaluator } from "./primed.ts";
import { type Act, type Eval, Frame, type PartialState } from "./runtime.ts";
import { type Place, Scope } from "./scope.ts";

/** What `A \cdot B` keeps while B is tried: the state before A, and what is known of the state after B. */
interface Composing {
  readonly before: PartialState;
  readonly after: PartialState;
  readonly passed: (state: PartialState) => void;
}

/**
 * Enumerates the steps of `A \cdot B`. The states between count as generated, but not those inside A: TLC counts
 * `A \cdot B \cdot C` so.
 */
export function composition(interpreter: Interpreter, { args }: Reference, place: Place, then: Act): Act {
  const { runtime } = interpreter;
  const [first, second] = args as [Expression, Expression];
  const slot = place.scope.allocate();
  const composing = (f: Frame) => f.slots[slot] as unknown as Composing;
  const count = interpreter.setup.variables.length;
  const extended = extending(interpreter, first, place);
  const agreed = agreeing(interpreter, first, place, then);
  const afterSecond: Act = (f) => {
    const { current: middle, next: found } = runtime;
    const { before, after } = composing(f);
    runtime.current = before;
    runtime.renew();
    const stop = extended === null ? then(f) : agreed(f, after);
    runtime.current = middle;
    runtime.next = found;
    runtime.renew();
    return stop;
  };
  const stepTwo = interpreter.enumerator(second, place, afterSecond);
  const afterFirst: Act = (f) => {
    const { after, passed } = composing(f);
    const { current: start, next: middle } = runtime;
    runtime.passed = passed;
    passed(middle);
    runtime.current = middle.slice();
    runtime.next = extended === null ? after : new Array(count);
    runtime.renew();
    const stop = stepTwo(f);
    runtime.current = start;
    runtime.next = middle;
    runtime.passed = uncountedState;
    runtime.renew();
    return stop;
  };
  const stepOne = interpreter.enumerator(first, place, afterFirst);
  return (f) => {
    const { current: before, next: after, passed } = runtime;
    const outer = f.slots[slot];
    f.slots[slot] = { before, after, passed } satisfies Composing as unknown as Value;
    if (extended !== null) {
      runtime.current = extended(f);
      runtime.renew();
    }
    runtime.next = new Array(count);
    runtime.passed = uncountedState;
    const stop = stepOne(f);
    runtime.current = before;
    runtime.next = after;
    runtime.passed = passed;
    if (extended !== null) runtime.renew();
    f.slots[slot] = outer;
    return stop;
  };
}

function uncountedState(): void {}

/**
 * Goes on where the values that B has found, in `runtime.next`, agree with `after`. Variables that an instance has only in
 * the composition have those of what replaces them elsewhere: a variable that has none yet is given it, anything else
 * must have it. One that B leaves open may have any.
 */
function agreeing(interpreter: Interpreter, first: Expression, place: Place, then: Act) {
  const { runtime, setup } = interpreter;
  const own = setup.lowering.ownVariables(first).map(({ symbol, value }) => {
    const by = symbolOf(value, setup.program.tables);
    return {
      index: interpreter.indexForOwn(symbol),
      variable: by?.kind === "variable" ? interpreter.indexOf(by) : null,
      after: primedEvaluator(interpreter, interpreter.evaluator(value, place)),
    };
  });
  const targets = new Map(setup.variables.map((_, i) => [i, i]));
  for (const { index, variable } of own) if (variable !== null) targets.set(index, variable);
  const others = own.filter(({ variable }) => variable === null);
  return (f: Frame, after: PartialState): boolean => {
    const found = runtime.next;
    const given: number[] = [];
    const agrees = (variable: number, value: Value): boolean => {
      const old = after[variable];
      if (old !== undefined) return equal(old, value);
      after[variable] = value;
      given.push(variable);
      return true;
    };
    const isFound = (index: number, test: (value: Value) => boolean): boolean => {
      const value = found[index];
      return value === undefined || test(value);
    };
    runtime.next = after;
    const stop =
      [...targets].every(([index, variable]) => isFound(index, (value) => agrees(variable, value))) &&
      others.every((one) => isFound(one.index, (value) => equal(one.after(f), value))) &&
      then(f);
    for (const variable of given) after[variable] = undefined;
    return stop;
  };
}

/** `A \cdot B` as a truth value of a step: is there a state between? */
export function compositionEvaluator(interpreter: Interpreter, composed: Reference, place: Place): Eval {
  const { runtime } = interpreter;
  const scope = new Scope(place.scope);
  const act = interpreter.enumerator(composed, { ...place, scope }, () => true);
  return (f) => {
    const { passed } = runtime;
    interpreter.requireStep();
    runtime.passed = uncountedState;
    try {
      return act(new Frame(scope.size, f));
    } finally {
      runtime.passed = passed;
    }
  };
}
