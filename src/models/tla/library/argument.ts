/**
 * Checks of the arguments that library operators get: the value in the type that is needed, or an error that names
 * the operator, says which argument it is, what it should be, and what it is.
 */

import {
  apply,
  domainOf,
  elements,
  FunctionValue,
  functionOver,
  isFinite as isFiniteSet,
  kindName,
  lambdaFunction,
  printBrief,
  SetValue,
  sequence,
  sequenceElements,
  type Value,
  valuesInOrder,
} from "../../../values/index.ts";
import { NativeError } from "./native.ts";

/** Which argument: 0 when the operator has only one. */
export type Position = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const ordinals = ["", "first ", "second ", "third ", "fourth ", "fifth ", "sixth "];

/** E460: the argument is of the wrong kind. `wanted` comes with its article. */
export function wrongKind(value: Value, wanted: string, operator: string, position: Position): NativeError {
  const found = `${kindName(value)}, ${printBrief(value)}`;
  return new NativeError("E460", `the ${ordinals[position]}argument of ${operator} must be ${wanted}; found ${found}`);
}

/** E461: the argument has the right kind, but not for this operator. */
export function outOfRange(value: Value, wanted: string, operator: string, position: Position): NativeError {
  const argument = `the ${ordinals[position]}argument of ${operator}`;
  return new NativeError("E461", `${argument} must be ${wanted}; found ${printBrief(value)}`);
}

/** The argument as an integer. Throws E460. */
export function integer(value: Value, operator: string, position: Position): number {
  if (typeof value !== "number") throw wrongKind(value, "an integer", operator, position);
  return value;
}

/** The argument as an integer from 0. Throws E460, and E461 for a negative one. */
export function natural(value: Value, operator: string, position: Position): number {
  if (typeof value !== "number") throw wrongKind(value, "a natural number", operator, position);
  if (value < 0) throw outOfRange(value, "a natural number", operator, position);
  return value;
}

/** The argument as a string. Throws E460. */
export function text(value: Value, operator: string, position: Position): string {
  if (typeof value !== "string") throw wrongKind(value, "a string", operator, position);
  return value;
}

/** The argument as a Boolean. Throws E460. */
export function boolean(value: Value, operator: string, position: Position): boolean {
  if (typeof value !== "boolean") throw wrongKind(value, "a Boolean", operator, position);
  return value;
}

/** The argument as a set, of any size. Throws E460. */
export function set(value: Value, operator: string, position: Position): SetValue {
  if (!(value instanceof SetValue)) throw wrongKind(value, "a set", operator, position);
  return value;
}

/** The elements of a set in TLA+ order. Throws E460, and E403 or E404 for a set that cannot be enumerated. */
export function listed(value: Value, operator: string, position: Position): readonly Value[] {
  return elements(set(value, operator, position));
}

/** The elements of a sequence; the array belongs to the sequence. Throws E460. */
export function sequenceOf(value: Value, operator: string, position: Position): readonly Value[] {
  const list = value instanceof FunctionValue ? sequenceElements(value) : null;
  if (list === null) throw wrongKind(value, "a sequence", operator, position);
  return list;
}

/** The argument as a function: a record, a sequence or any other. Throws E460. */
export function functionOf(value: Value, operator: string, position: Position): FunctionValue {
  if (!(value instanceof FunctionValue)) throw wrongKind(value, "a function", operator, position);
  return value;
}

/** The arguments of a function on a finite domain, in TLA+ order. */
export function domainElements(f: FunctionValue): readonly Value[] {
  return elements(domainOf(f));
}

/** The values of a function on a finite domain, in the order of its arguments. */
export function valuesOf(f: FunctionValue): readonly Value[] {
  return valuesInOrder(f) ?? domainElements(f).map((x) => apply(f, x));
}

/** `[x \in domain |-> rule(x)]`, by its rule where the domain is infinite. */
export function functionBy(domain: SetValue, rule: (x: Value) => Value): FunctionValue {
  return isFiniteSet(domain) ? functionOver(domain, elements(domain).map(rule)) : lambdaFunction(domain, rule);
}

/** What a test given to `operator` answered. Throws E460 unless it is a Boolean. */
export function answer(value: Value, operator: string): boolean {
  if (typeof value === "boolean") return value;
  const found = `${kindName(value)}, ${printBrief(value)}`;
  throw new NativeError("E460", `the test given to ${operator} must yield a Boolean; it yielded ${found}`);
}

/** `<<a, b>>`. */
export function pair(a: Value, b: Value): FunctionValue {
  return sequence([a, b]);
}
