/** The operators of the language itself, as code. */

import type { BuiltinSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import {
  BOOLEAN,
  bigUnion,
  difference,
  domainOf,
  equal,
  intersection,
  isMember,
  isSubset,
  powerSet,
  STRING,
  union,
  type Value,
} from "../../../values/index.ts";
import { filterMember } from "./binder.ts";
import { compositionEvaluator } from "./composition.ts";
import { refuse, toFunction, toSet, truth } from "./expected.ts";
import type { Interpreter } from "./interpreter.ts";
import { CodeOperator, force, variableOf } from "./operator.ts";
import { enabledEvaluator, primedEvaluator, unchangedEvaluator } from "./primed.ts";
import { askedSet, filtersOf } from "./rules.ts";
import { type Eval, Frame, type Operator, SpecError } from "./runtime.ts";
import { type Place, Scope } from "./scope.ts";

/** Operators whose operands are just values. */
const valueOperators: ReadonlyMap<string, (a: Value, b: Value) => Value> = new Map<
  string,
  (a: Value, b: Value) => Value
>([
  ["=", (a, b) => equal(a, b)],
  ["/=", (a, b) => !equal(a, b)],
  ["\\in", (a, b) => isMember(a, toSet(b))],
  ["\\notin", (a, b) => !isMember(a, toSet(b))],
  ["\\cup", (a, b) => union(toSet(a), toSet(b))],
  ["\\cap", (a, b) => intersection(toSet(a), toSet(b))],
  ["\\", (a, b) => difference(toSet(a), toSet(b))],
  ["\\subseteq", (a, b) => isSubset(toSet(a), toSet(b))],
  ["<=>", (a, b) => truth(a, "the left side of <=>") === truth(b, "the right side of <=>")],
  ["/\\", (a, b) => truth(a, "the left side of /\\") && truth(b, "the right side of /\\")],
  ["\\/", (a, b) => truth(a, "the left side of \\/") || truth(b, "the right side of \\/")],
  ["=>", (a, b) => !truth(a, "the left side of =>") || truth(b, "the right side of =>")],
]);

/** The function of values behind an operator with so many operands; null if it is none. */
export function binaryOperator(name: string): ((a: Value, b: Value) => Value) | null {
  return valueOperators.get(name) ?? null;
}

export function unaryOperator(name: string): ((a: Value) => Value) | null {
  return unaryOperators.get(name) ?? null;
}

const unaryOperators: ReadonlyMap<string, (a: Value) => Value> = new Map<string, (a: Value) => Value>([
  ["~", (a) => !truth(a, "the operand of ~")],
  ["SUBSET", (a) => powerSet(toSet(a))],
  ["UNION", (a) => bigUnion(toSet(a))],
  ["DOMAIN", (a) => domainOf(toFunction(a))],
]);

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["TRUE", true],
  ["FALSE", false],
  ["BOOLEAN", BOOLEAN],
  ["STRING", STRING],
]);

/** Code for a built-in operator applied at `reference`. */
export function builtinEvaluator(interpreter: Interpreter, name: string, reference: Reference, place: Place): Eval {
  const { args } = reference;
  const constant = constants.get(name);
  if (constant !== undefined) return () => constant;
  const [first, second] = args;
  if (first === undefined) return refuse("E436", `the operator ${name} has no value without its operands`);
  const at = (e: Expression) => interpreter.evaluator(e, place);
  switch (name) {
    case "/\\": {
      const [a, b] = [at(first), at(second as Expression)];
      return (f) => truth(a(f), "the left side of /\\") && truth(b(f), "the right side of /\\");
    }
    case "\\/": {
      const [a, b] = [at(first), at(second as Expression)];
      return (f) => truth(a(f), "the left side of \\/") || truth(b(f), "the right side of \\/");
    }
    case "=>": {
      const [a, b] = [at(first), at(second as Expression)];
      return (f) => !truth(a(f), "the left side of =>") || truth(b(f), "the right side of =>");
    }
    case "\\in":
    case "\\notin":
      return memberEvaluator(interpreter, reference, name === "\\in", place);
    case "\\subseteq":
      return subsetEvaluator(interpreter, reference, place);
    case "'":
      return primeEvaluator(interpreter, first, place);
    case "UNCHANGED":
      return unchangedEvaluator(interpreter, first, place);
    case "ENABLED":
      return enabledEvaluator(interpreter, first, place);
    case "\\cdot":
      return compositionEvaluator(interpreter, reference, place);
    case "[]":
    case "<>":
    case "~>":
    case "-+->":
      return refuse("E428", `a temporal formula (${name}) has no value in a state`);
    case "NATIVE":
      return refuse("E435", "this operator is not supported");
  }
  const unary = unaryOperators.get(name);
  if (unary !== undefined) {
    const a = at(first);
    return (f) => unary(a(f));
  }
  const binary = valueOperators.get(name);
  if (binary === undefined || second === undefined) throw new Error(`no meaning for the operator ${name}`);
  const a = at(first);
  const b = at(second);
  return (f) => binary(a(f), b(f));
}

/** `e \in S`; of a filter only the one candidate is tested. */
function memberEvaluator(interpreter: Interpreter, { args }: Reference, positive: boolean, place: Place): Eval {
  const [element, set] = args as [Expression, Expression];
  const value = interpreter.evaluator(element, place);
  if (set.kind === "setFilter" && set.bound.set !== null) {
    const base = interpreter.evaluator(set.bound.set, place);
    const scope = new Scope(place.scope);
    const test = filterMember(interpreter, set, { ...place, scope });
    if (test !== null) {
      const ask: Eval = (f) => {
        const candidate = value(f);
        const inside = isMember(candidate, toSet(base(f))) && test(new Frame(scope.size, f), candidate);
        return inside === positive;
      };
      return askedSet(interpreter, filtersOf(interpreter, set.bound.set), ask);
    }
  }
  const right = interpreter.evaluator(set, place);
  const ask: Eval = (f) => isMember(value(f), toSet(right(f))) === positive;
  return askedSet(interpreter, filtersOf(interpreter, set), ask);
}

/** `A \subseteq B`: B is asked for the elements of A. */
function subsetEvaluator(interpreter: Interpreter, { args }: Reference, place: Place): Eval {
  const [inner, outer] = args as [Expression, Expression];
  const [part, whole] = [interpreter.evaluator(inner, place), interpreter.evaluator(outer, place)];
  const ask: Eval = (f) => isSubset(toSet(part(f)), toSet(whole(f)));
  return askedSet(interpreter, filtersOf(interpreter, outer), ask);
}

function primeEvaluator(interpreter: Interpreter, operand: Expression, place: Place): Eval {
  if (operand.kind === "reference") {
    const variable = variableOf(interpreter, operand);
    if (variable !== null) return interpreter.primedReader(variable);
  }
  return primedEvaluator(interpreter, interpreter.evaluator(operand, place));
}

/** A built-in operator passed as an argument, such as `\cup` in `FoldSet(\cup, {}, S)`. */
export function builtinOperator(interpreter: Interpreter, symbol: BuiltinSymbol): Operator {
  const unary = unaryOperators.get(symbol.name);
  if (unary !== undefined) return new CodeOperator(1, ([a]) => unary(force(interpreter, a)));
  const binary = valueOperators.get(symbol.name);
  if (binary !== undefined) {
    return new CodeOperator(2, ([a, b]) => binary(force(interpreter, a), force(interpreter, b)));
  }
  const constant = constants.get(symbol.name);
  return new CodeOperator(symbol.arity, () => {
    if (constant !== undefined) return constant;
    throw new SpecError("E436", `the operator ${symbol.name} cannot be used as an argument`);
  });
}
