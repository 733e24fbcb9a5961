// Hot path: `f[x]` and EXCEPT of every specification.
/** Functions at work: construction, application, domain, EXCEPT. */

import { makeSet } from "./algebra.ts";
import { sizeOf } from "./cardinality.ts";
import { YES } from "./decision.ts";
import { elements, functionOver } from "./enumeration.ts";
import { decideEqual, requireComparable } from "./equality.ts";
import { ValueError } from "./error.ts";
import { type AnyFunction, domainOf, GeneralFunction, LambdaFunction, RecordValue, SequenceValue } from "./function.ts";
import { hash } from "./hash.ts";
import { FEW, isMember } from "./membership.ts";
import { compare, placeAmong } from "./order.ts";
import { printBrief } from "./print.ts";
import { EnumeratedSet } from "./set.ts";
import { type FunctionValue, kindName, ModelValue, type SetValue, type Value } from "./value.ts";

/**
 * The function that maps `domain[i]` to `values[i]`, in any order. Both arrays are owned by the result. Throws E408
 * for a repeated argument, E401 for arguments that cannot be compared.
 */
export function makeFunction(domain: Value[], values: Value[]): FunctionValue {
  if (domain.length !== values.length) {
    throw new ValueError("E408", `a function of ${domain.length} arguments got ${values.length} values`);
  }
  if (isAscending(domain)) return functionOver(makeSet(domain), values);
  const order = domain.map((_, i) => i).sort((i, j) => compare(domain[i]!, domain[j]!));
  const sorted = order.map((i) => domain[i]!);
  const set = makeSet(sorted.slice());
  if (sizeOf(set) !== domain.length) {
    const i = sorted.findIndex((argument, at) => at > 0 && compare(sorted[at - 1]!, argument) === 0);
    throw new ValueError("E408", `a function got two values for the argument ${printBrief(sorted[i]!)}`);
  }
  return functionOver(
    set,
    order.map((i) => values[i]!),
  );
}

function isAscending(values: readonly Value[]): boolean {
  for (let i = 1; i < values.length; i++) if (compare(values[i - 1]!, values[i]!) >= 0) return false;
  return true;
}

/**
 * A function on an infinite domain, by its rule; results are remembered. What the rule throws is passed on.
 * For finite domains use `makeFunction` or `functionOver`: only those can be compared and stored.
 */
export function lambdaFunction(domain: SetValue, body: (argument: Value) => Value): FunctionValue {
  return new LambdaFunction(domain, body);
}

/** Is the domain 1..n (or empty)? */
export function isSequence(f: FunctionValue): boolean {
  return (f as AnyFunction).form === "sequence";
}

/** The elements of a sequence, null for any other function. The array belongs to the sequence. */
export function sequenceElements(f: FunctionValue): readonly Value[] | null {
  const any = f as AnyFunction;
  return any.form === "sequence" ? any.values : null;
}

/** The values of a function in the order of its domain's elements; null where it is given by a rule. */
export function valuesInOrder(f: FunctionValue): readonly Value[] | null {
  const any = f as AnyFunction;
  return any.form === "lambda" ? null : any.values;
}

/**
 * The function on the domains of both, with the values of each; where both have an argument, `both` tells the value. `f`
 * itself where that is the same. Null where one of them is given by a rule. Throws E401 for arguments that cannot be compared.
 */
export function joined(f: FunctionValue, g: FunctionValue, both: (x: Value, y: Value) => Value): FunctionValue | null {
  const [x, y] = [valuesInOrder(f), valuesInOrder(g)];
  if (x === null || y === null) return null;
  const [left, right] = [elements(domainOf(f)), elements(domainOf(g))];
  const domain: Value[] = [];
  const values: Value[] = [];
  let changed = false;
  let from = 0;
  for (let i = 0; i < right.length; i++) {
    const argument = right[i]!;
    const place = placeAmong(left, argument, from);
    const at = place < 0 ? ~place : place;
    for (; from < at; from++) {
      domain.push(left[from]!);
      values.push(x[from]!);
    }
    if (place < 0) {
      if (at > 0) requireComparable(left[at - 1]!, argument);
      if (at < left.length) requireComparable(left[at]!, argument);
      domain.push(argument);
      values.push(y[i]!);
    } else {
      domain.push(left[at]!);
      const value = both(x[at]!, y[i]!);
      values.push(value);
      changed ||= value !== x[at];
      from++;
    }
  }
  if (!changed && domain.length - from === 0) return f;
  for (; from < left.length; from++) {
    domain.push(left[from]!);
    values.push(x[from]!);
  }
  return functionOver(domain.length === left.length ? domainOf(f) : new EnumeratedSet(domain), values);
}

/** `f[argument]`. Throws E406 outside the domain. */
export function apply(f: FunctionValue, argument: Value): Value {
  const any = f as AnyFunction;
  if (any.form === "lambda") return applyRule(any, argument);
  const position = positionIn(any, argument);
  if (position < 0) throw outside(f, argument);
  return any.values[position]!;
}

/** `f.name`. Throws E406 without such a field. */
export function field(f: FunctionValue, name: string): Value {
  const any = f as AnyFunction;
  if (any.form === "record") {
    const position = any.shape.names.indexOf(name);
    if (position >= 0) return any.values[position]!;
    const names = any.shape.names.join(", ");
    throw new ValueError("E406", `the record ${printBrief(f)} has no field ${name}; its fields are ${names}`);
  }
  if (any.form === "lambda") return applyRule(any, name);
  throw new ValueError("E406", `expected a record with field ${name}, found ${kindName(f)}, ${printBrief(f)}`);
}

function outside(f: FunctionValue, argument: Value): ValueError {
  const domain = printBrief(domainOf(f));
  const text = `${printBrief(argument)}, ${kindName(argument)}, is not in the domain ${domain} of ${printBrief(f)}`;
  return new ValueError("E406", text);
}

/** Throws E406 for an argument outside the domain of a function that is known by its rule. */
export function requireArgument(domain: SetValue, argument: Value): void {
  if (!isMember(argument, domain)) throw outside(new LambdaFunction(domain, (value) => value), argument);
}

function applyRule(f: LambdaFunction, argument: Value): Value {
  if (typeof argument !== "object" || argument instanceof ModelValue) {
    let result = f.results.get(argument);
    if (result === undefined) {
      if (!isMember(argument, f.domain)) throw outside(f, argument);
      f.results.set(argument, (result = f.body(argument)));
    }
    return result;
  }
  const key = hash(argument);
  const known = f.compositeResults.get(key);
  if (known !== undefined) {
    for (let i = 0; i < known.length; i += 2) if (decideEqual(known[i]!, argument) === YES) return known[i + 1]!;
  }
  if (!isMember(argument, f.domain)) throw outside(f, argument);
  const result = f.body(argument);
  const bucket = f.compositeResults.get(key);
  if (bucket === undefined) f.compositeResults.set(key, [argument, result]);
  else bucket.push(argument, result);
  return result;
}

/** Where the argument stands in the domain, in TLA+ order from 0; -1 outside, and where the function is given by a rule. */
export function placeOf(f: FunctionValue, argument: Value): number {
  const any = f as AnyFunction;
  return any.form === "lambda" ? -1 : positionIn(any, argument);
}

function positionIn(f: Exclude<AnyFunction, LambdaFunction>, argument: Value): number {
  switch (f.form) {
    case "sequence":
      return typeof argument === "number" && argument >= 1 && argument <= f.values.length ? argument - 1 : -1;
    case "record":
      return typeof argument === "string" ? f.shape.names.indexOf(argument) : -1;
    case "general":
      return positionOf(argument, f.domain);
  }
}

/** Where the value stands among the elements, in TLA+ order from 0; -1 where it is none of them. */
function positionOf(value: Value, set: EnumeratedSet): number {
  const list = set.elements;
  if (list.length <= FEW) {
    const position = list.indexOf(value);
    if (position >= 0 || typeof value !== "object" || value instanceof ModelValue) return position;
  }
  return Math.max(-1, placeAmong(list, value, 0));
}

/**
 * `[f EXCEPT ![argument] = update(f[argument])]`; null outside the domain (there EXCEPT changes nothing, and callers
 * warn). Returns `f` itself when the value stays the same object.
 */
export function except(f: FunctionValue, argument: Value, update: (old: Value) => Value): FunctionValue | null {
  const any = f as AnyFunction;
  if (any.form === "lambda") return exceptRule(any, argument, update);
  const position = positionIn(any, argument);
  if (position < 0) return null;
  const old = any.values[position]!;
  return placed(any, position, update(old));
}

/** `[f EXCEPT ![argument] = value]`, as `except`. */
export function replaced(f: FunctionValue, argument: Value, value: Value): FunctionValue | null {
  const any = f as AnyFunction;
  if (any.form === "lambda") return exceptRule(any, argument, () => value);
  const position = positionIn(any, argument);
  return position < 0 ? null : placed(any, position, value);
}

function placed(f: Exclude<AnyFunction, LambdaFunction>, position: number, value: Value): FunctionValue {
  if (f.values[position] === value) return f;
  const values = f.values.slice();
  values[position] = value;
  switch (f.form) {
    case "sequence":
      return new SequenceValue(values);
    case "record":
      return new RecordValue(f.shape, values);
    case "general":
      return new GeneralFunction(f.domain, values);
  }
}

function exceptRule(f: LambdaFunction, argument: Value, update: (old: Value) => Value): FunctionValue | null {
  if (!isMember(argument, f.domain)) return null;
  const value = update(applyRule(f, argument));
  return new LambdaFunction(f.domain, (x) => (decideEqual(x, argument) === YES ? value : applyRule(f, x)));
}
