/** Evaluation of expressions: each kind of syntax node becomes a closure over frames. */

import type { Expression, Junction, Reference } from "../../../tla/syntax/tree.ts";
import {
  apply,
  equal,
  FunctionValue,
  field,
  functionSet,
  makeSet,
  print,
  productSet,
  record,
  recordSet,
  SetValue,
  sequence,
  type Value,
} from "../../../values/index.ts";
import { enumerator } from "./action.ts";
import { chooseEvaluator, filterEvaluator, functionEvaluator, mapEvaluator, quantifierEvaluator } from "./binder.ts";
import { isClosed, kept } from "./closed.ts";
import { exceptEvaluator } from "./except.ts";
import { type Interpreter, traced } from "./interpreter.ts";
import { defineLocals } from "./operator.ts";
import { rawEvaluator, referenceEvaluator } from "./reference.ts";
import { type Act, ancestor, type Eval, Frame, type PartialState, SpecError } from "./runtime.ts";
import { type Place, Scope } from "./scope.ts";

/** Code that evaluates `expression` as read at `place`. */
export function evaluator(interpreter: Interpreter, expression: Expression, place: Place): Eval {
  const made = interpreter.remembering?.evaluator(expression, place) ?? plainEvaluator(interpreter, expression, place);
  const code = isClosed(interpreter, expression) ? kept(interpreter, made) : made;
  return interpreter.tracing ? traced(code, place.source, expression.span) : code;
}

/** The same without what is kept, remembered or placed; its parts have all that. */
export function plainEvaluator(interpreter: Interpreter, expression: Expression, place: Place): Eval {
  const at = (e: Expression) => evaluator(interpreter, e, place);
  switch (expression.kind) {
    case "reference":
      return referenceEvaluator(interpreter, expression, place);
    case "junction":
      return junctionEvaluator(interpreter, expression, place);
    case "number": {
      const { value, text } = expression;
      if (value === null) return refuse("E432", `the number ${text} is not supported: integers up to 2^53 - 1 are`);
      return () => value;
    }
    case "string": {
      const { value } = expression;
      return () => value;
    }
    case "at":
      return exceptValue(place);
    case "quantifier":
      return quantifierEvaluator(interpreter, expression, place);
    case "choose":
      return chooseEvaluator(interpreter, expression, place);
    case "setEnumeration": {
      const parts = expression.elements.map(at);
      return (f) => makeSet(parts.map((part) => part(f)));
    }
    case "tuple": {
      const parts = expression.elements.map(at);
      return (f) => sequence(parts.map((part) => part(f)));
    }
    case "setFilter":
      return filterEvaluator(interpreter, expression, place);
    case "setMap":
      return mapEvaluator(interpreter, expression, place);
    case "functionLiteral":
      return functionEvaluator(interpreter, expression.bounds, expression.body, place);
    case "functionSet": {
      const domain = at(expression.domain);
      const range = at(expression.range);
      return (f) => functionSet(toSet(domain(f)), toSet(range(f)));
    }
    case "application":
      return applicationEvaluator(interpreter, expression.fn, expression.args, place);
    case "record": {
      const names = expression.fields.map((x) => x.name);
      const parts = expression.fields.map((x) => at(x.value));
      return (f) =>
        record(
          names,
          parts.map((part) => part(f)),
        );
    }
    case "recordSet": {
      const names = expression.fields.map((x) => x.name);
      const parts = expression.fields.map((x) => at(x.value));
      return (f) =>
        recordSet(
          names,
          parts.map((part, i) => toFieldSet(part(f), expression.fields[i]?.name as string)),
        );
    }
    case "fieldAccess": {
      const value = at(expression.record);
      const { name } = expression.field;
      return (f) => field(toFunction(value(f)), name);
    }
    case "except":
      return exceptEvaluator(interpreter, expression, place);
    case "product": {
      const parts = expression.factors.map(at);
      return (f) => productSet(parts.map((part) => toSet(part(f))));
    }
    case "actionSubscript":
      return subscriptEvaluator(interpreter, expression, place);
    case "if": {
      const condition = at(expression.condition);
      const yes = at(expression.then);
      const no = at(expression.else);
      return (f) => (truth(condition(f), "the condition of IF") ? yes(f) : no(f));
    }
    case "case": {
      const guards = expression.arms.map((arm) => at(arm.guard));
      const values = expression.arms.map((arm) => at(arm.value));
      const other = expression.other === null ? null : at(expression.other);
      return (f) => {
        for (let i = 0; i < guards.length; i++) {
          if (truth((guards[i] as Eval)(f), "the guard of CASE")) return (values[i] as Eval)(f);
        }
        if (other === null) throw noArm();
        return other(f);
      };
    }
    case "let": {
      const enter = defineLocals(interpreter, expression.definitions, place);
      const body = at(expression.body);
      return (f) => {
        enter(f);
        return body(f);
      };
    }
    case "label":
      return at(expression.body);
    case "lambda":
      return refuse("E436", "a LAMBDA is an operator and has no value");
    case "fairness":
    case "temporalQuantifier":
      return refuse("E428", "a temporal formula has no value in a state");
    case "assumeProve":
    case "newSymbol":
      return refuse("E428", "an ASSUME/PROVE has no value");
  }
}

/** Code that always fails: what is not supported fails when, and only when, it is evaluated. */
export function refuse(code: string, message: string): Eval {
  return () => {
    throw new SpecError(code, message);
  };
}

export function noArm(): SpecError {
  return new SpecError("E425", "no guard of this CASE is true, and it has no OTHER");
}

/** `value` as a Boolean, or an error that names `what` needed one. */
export function truth(value: Value, what: string): boolean {
  if (value === true) return true;
  if (value === false) return false;
  throw new SpecError("E420", `${what} must be TRUE or FALSE, found ${shown(value)}`);
}

export function toSet(value: Value): SetValue {
  if (value instanceof SetValue) return value;
  throw new SpecError("E421", `expected a set, found ${shown(value)}`);
}

/** A set of a field's values. Who wrote `[a: 1]` wanted a record. */
function toFieldSet(value: Value, field: string): SetValue {
  if (value instanceof SetValue) return value;
  const meant = `[${field} : S] is a set of records; a record is written [${field} |-> value]`;
  throw new SpecError("E421", `expected a set of values for the field ${field}, found ${shown(value)}: ${meant}`);
}

export function toFunction(value: Value): FunctionValue {
  if (value instanceof FunctionValue) return value;
  throw new SpecError("E422", `expected a function, record or sequence, found ${shown(value)}`);
}

/** A value for a message: printed, cut when long. */
export function shown(value: Value): string {
  const text = print(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function junctionEvaluator(interpreter: Interpreter, junction: Junction, place: Place): Eval {
  const items = junction.items.map((item) => evaluator(interpreter, item, place));
  const and = junction.operator === "/\\";
  const what = and ? "an item of /\\" : "an item of \\/";
  return (f) => {
    for (let i = 0; i < items.length; i++) if (truth((items[i] as Eval)(f), what) !== and) return !and;
    return and;
  };
}

function applicationEvaluator(
  interpreter: Interpreter,
  fn: Expression,
  args: readonly Expression[],
  place: Place,
): Eval {
  const f0 = isFunctionName(interpreter, fn) ? rawEvaluator(interpreter, fn, place) : evaluator(interpreter, fn, place);
  const parts = args.map((arg) => evaluator(interpreter, arg, place));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return (f) => apply(toFunction(f0(f)), only(f));
  return (f) => apply(toFunction(f0(f)), sequence(parts.map((part) => part(f))));
}

/** Is this the name of a recursive function? Only applied, it need not be completed. */
export function isFunctionName(interpreter: Interpreter, fn: Expression): fn is Reference {
  if (fn.kind !== "reference" || fn.args.length > 0) return false;
  const { symbol } = interpreter.meaningOf(fn);
  return symbol.kind === "operator" && symbol.binders !== null;
}

/** `@`: except.ts keeps the old value in a slot. */
function exceptValue(place: Place): Eval {
  const { except, scope } = place;
  if (except === undefined) return refuse("E437", "@ has a meaning only in EXCEPT");
  const depth = scope.depthOf(except.scope);
  const { slot } = except;
  return (f) => ancestor(f, depth).slots[slot] as Value;
}

/** `[A]_v` and `<<A>>_v` as a truth value of a step. */
function subscriptEvaluator(
  interpreter: Interpreter,
  expression: Extract<Expression, { kind: "actionSubscript" }>,
  place: Place,
): Eval {
  const action = evaluator(interpreter, expression.action, place);
  const same = unchangedEvaluator(interpreter, expression.subscript, place);
  if (expression.form === "box") return (f) => truth(action(f), "the action in [A]_v") || same(f);
  return (f) => truth(action(f), "the action in <<A>>_v") && !same(f);
}

/** Code that tells whether `e' = e`. */
export function unchangedEvaluator(
  interpreter: Interpreter,
  expression: Expression,
  place: Place,
): (f: Frame) => boolean {
  const before = evaluator(interpreter, expression, place);
  const after = primedEvaluator(interpreter, before);
  return (f) => equal(after(f), before(f));
}

/** Code that evaluates `code` in the next state. */
export function primedEvaluator(interpreter: Interpreter, code: Eval): Eval {
  const { runtime } = interpreter;
  return (f) => {
    const saved = runtime.current;
    runtime.current = runtime.next;
    runtime.primed++;
    runtime.unstableReads++;
    try {
      return code(f);
    } finally {
      runtime.primed--;
      runtime.current = saved;
    }
  };
}

/**
 * `ENABLED A`: is there a next state such that A? Tried on a next state of its own, to which variables may belong that
 * an instance has only here; they begin with the values of what replaces them elsewhere.
 */
export function enabledEvaluator(interpreter: Interpreter, action: Expression, place: Place): Eval {
  if (interpreter.mode === "init") return refuse("E438", "ENABLED is not supported in the initial predicate");
  const own = interpreter.setup.lowering.ownVariables(action);
  if (own.length === 0) return enabledHere(interpreter, action, place);
  const indices = own.map(({ symbol }) => interpreter.indexForOwn(symbol));
  const values = own.map(({ value }) => evaluator(interpreter, value, place));
  const inside = enabledHere(interpreter, action, place);
  const { runtime } = interpreter;
  return (f) => {
    const { current } = runtime;
    const extended: PartialState = current.slice();
    values.forEach((value, i) => {
      extended[indices[i] as number] = value(f);
    });
    runtime.current = extended;
    runtime.version++;
    try {
      return inside(f);
    } finally {
      runtime.current = current;
      // Whatever was kept for the extended state may not be taken for this one's.
      runtime.version++;
    }
  };
}

function enabledHere(interpreter: Interpreter, action: Expression, place: Place): Eval {
  const { runtime } = interpreter;
  const scope = new Scope(place.scope);
  const found: Act = () => true;
  const act = enumerator(interpreter, action, { ...place, scope }, found);
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
