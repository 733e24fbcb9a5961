/** `[f EXCEPT ![i].a = e, …]`. */

import type { ExceptStep, ExceptUpdate, Expression } from "../../../tla/syntax/tree.ts";
import { except, type Value } from "../../../values/index.ts";
import { toFunction } from "./expected.ts";
import type { Interpreter } from "./interpreter.ts";
import { argumentOf } from "./rules.ts";
import type { Eval, Frame } from "./runtime.ts";
import type { Place } from "./scope.ts";

/**
 * Updates are made from left to right, each to the result of those before. An index outside the domain leaves the
 * function as it is, which is what TLA+ defines, and hardly ever what was meant: each place warns once.
 */
export function exceptEvaluator(
  interpreter: Interpreter,
  expression: Extract<Expression, { kind: "except" }>,
  place: Place,
): Eval {
  const base = interpreter.evaluator(expression.base, place);
  const updates = expression.updates.map((update) => new Update(interpreter, update, place));
  const [first] = updates;
  const [step] = first?.path ?? [];
  if (updates.length === 1 && first !== undefined && first.path.length === 1 && step !== undefined) {
    const { slot, value } = first;
    const [missed] = first.missed as [() => void];
    return (f) => {
      const whole = base(f);
      const key = step(f);
      const fn = toFunction(whole);
      const update = (old: Value) => {
        f.slots[slot] = old;
        return value(f);
      };
      const made = except(fn, key, update);
      if (made !== null) return made;
      missed();
      return fn;
    };
  }
  return (f) => {
    let result = base(f);
    for (const update of updates) {
      const keys = update.path.map((step) => step(f));
      result = update.at(result, keys, 0, f);
    }
    return result;
  };
}

/** The state that is evaluated, where the runtime has it, and has it whole. */
function stateOf({ setup, runtime }: Interpreter): readonly Value[] | null {
  const { current } = runtime;
  const whole = setup.variables.every((_, i) => current[i] !== undefined);
  return whole && setup.variables.length > 0 ? (current.slice() as Value[]) : null;
}

/** For each step of a path, what is called when it misses the domain. */
function warnings(interpreter: Interpreter, update: ExceptUpdate, { source }: Place): (() => void)[] {
  return update.path.map((step) => {
    let told = false;
    return () => {
      if (told) return;
      const what = step.kind === "field" ? `the record has no field ${step.name}` : "the argument is not in the domain";
      const message = `EXCEPT changes nothing where ${what}: the value is what it was`;
      interpreter.setup.warn("W473", source.locate(step.span), message, stateOf(interpreter));
      told = true;
    };
  });
}

/** One update of an EXCEPT. */
class Update {
  readonly path: readonly Eval[];
  /** Where the value of `@` is. */
  readonly slot: number;
  readonly value: Eval;
  readonly missed: readonly (() => void)[];

  constructor(interpreter: Interpreter, update: ExceptUpdate, place: Place) {
    const { scope } = place;
    this.path = update.path.map((step) => stepEvaluator(interpreter, step, place));
    this.slot = scope.allocate();
    this.value = interpreter.evaluator(update.value, { ...place, except: { scope, slot: this.slot } });
    this.missed = warnings(interpreter, update, place);
  }

  /** What `old` becomes, which was found behind so many of the keys. */
  at(old: Value, keys: readonly Value[], index: number, f: Frame): Value {
    if (index === keys.length) {
      f.slots[this.slot] = old;
      return this.value(f);
    }
    const fn = toFunction(old);
    const made = except(fn, keys[index] as Value, (part) => this.at(part, keys, index + 1, f));
    if (made !== null) return made;
    this.missed[index]?.();
    return fn;
  }
}

function stepEvaluator(interpreter: Interpreter, step: ExceptStep, place: Place): Eval {
  if (step.kind === "field") {
    const { name } = step;
    return () => name;
  }
  return argumentOf(interpreter, step.args, place);
}
