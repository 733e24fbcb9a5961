/** Evaluation of expressions: each kind of syntax node becomes a closure over frames. */

import type { Expression, Junction } from "../../../tla/syntax/tree.ts";
import {
  apply,
  field,
  functionSet,
  makeSet,
  productSet,
  record,
  recordSet,
  sequence,
  type Value,
} from "../../../values/index.ts";
import { control } from "./action.ts";
import { chooseEvaluator, filterEvaluator, functionEvaluator, mapEvaluator, quantifierEvaluator } from "./binder.ts";
import { isClosed, kept } from "./closed.ts";
import { traced } from "./error.ts";
import { exceptEvaluator } from "./except.ts";
import { refuse, toFieldSet, toFunction, toSet, truth } from "./expected.ts";
import type { Interpreter } from "./interpreter.ts";
import { unchangedEvaluator } from "./primed.ts";
import { isFunctionName, rawEvaluator, referenceEvaluator } from "./reference.ts";
import { appliedFunction, argumentOf, rulesOf } from "./rules.ts";
import { ancestor, type Eval } from "./runtime.ts";
import type { Place } from "./scope.ts";

/** Code that evaluates `expression` as read at `place`. */
export function evaluator(interpreter: Interpreter, expression: Expression, place: Place): Eval {
  const made = plainEvaluator(interpreter, expression, place);
  const whole = isClosed(interpreter, expression) ? kept(interpreter, made) : made;
  const code = interpreter.setup.uses?.evaluated(expression, place.source, whole) ?? whole;
  return interpreter.tracing ? traced(code, place.source, expression.span) : code;
}

/** The same without what is kept or placed; its parts have all that. */
function plainEvaluator(interpreter: Interpreter, expression: Expression, place: Place): Eval {
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
    case "setFilter":
      return filterEvaluator(interpreter, expression, place);
    case "setMap":
      return mapEvaluator(interpreter, expression, place);
    case "functionLiteral":
      return functionEvaluator(interpreter, expression.bounds, expression.body, place);
    case "application":
      return applicationEvaluator(interpreter, expression.fn, expression.args, place);
    case "except":
      return exceptEvaluator(interpreter, expression, place);
    case "actionSubscript":
      return subscriptEvaluator(interpreter, expression, place);
    case "if":
    case "case":
    case "let":
    case "label":
      return control(interpreter, expression, place, (part) => interpreter.evaluator(part, place));
    case "lambda":
      return refuse("E436", "a LAMBDA is an operator and has no value");
    case "fairness":
    case "temporalQuantifier":
      return refuse("E428", "a temporal formula has no value in a state");
    case "assumeProve":
    case "newSymbol":
      return refuse("E428", "an ASSUME/PROVE has no value");
    default:
      return valueEvaluator(expression, (part) => interpreter.evaluator(part, place));
  }
}

type Composed = Extract<
  Expression,
  { kind: "setEnumeration" | "tuple" | "functionSet" | "record" | "recordSet" | "fieldAccess" | "product" }
>;

/** What is made of the values of its parts, and of nothing else; `at` makes the code of a part. */
function valueEvaluator(expression: Composed, at: (part: Expression) => Eval): Eval {
  switch (expression.kind) {
    case "setEnumeration": {
      const parts = expression.elements.map(at);
      return (f) => makeSet(parts.map((part) => part(f)));
    }
    case "tuple": {
      const parts = expression.elements.map(at);
      return (f) => sequence(parts.map((part) => part(f)));
    }
    case "functionSet": {
      const domain = at(expression.domain);
      const range = at(expression.range);
      return (f) => functionSet(toSet(domain(f)), toSet(range(f)));
    }
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
          parts.map((part, i) => toFieldSet(part(f), names[i] as string)),
        );
    }
    case "fieldAccess": {
      const value = at(expression.record);
      const { name } = expression.field;
      return (f) => field(toFunction(value(f)), name);
    }
    case "product": {
      const parts = expression.factors.map(at);
      return (f) => productSet(parts.map((part) => toSet(part(f))));
    }
  }
}

function junctionEvaluator(interpreter: Interpreter, junction: Junction, place: Place): Eval {
  const items = junction.items.map((item) => interpreter.evaluator(item, place));
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
  const f0 = isFunctionName(interpreter, fn) ? rawEvaluator(interpreter, fn, place) : interpreter.evaluator(fn, place);
  const argument = argumentOf(interpreter, args, place);
  const rules = rulesOf(interpreter, fn);
  if (rules.size === 0) return (f) => apply(toFunction(f0(f)), argument(f));
  return appliedFunction(interpreter, rules, f0, (value, f) => apply(toFunction(value), argument(f)));
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
  const action = interpreter.evaluator(expression.action, place);
  const same = unchangedEvaluator(interpreter, expression.subscript, place);
  if (expression.form === "box") return (f) => truth(action(f), "the action in [A]_v") || same(f);
  return (f) => truth(action(f), "the action in <<A>>_v") && !same(f);
}
