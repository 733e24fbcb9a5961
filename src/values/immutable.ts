/** Values as collections of the package `immutable`, for what leaves the engine. */

import * as Immutable from "immutable";
import { makeSet } from "./algebra.ts";
import { makeFunction } from "./application.ts";
import { listedElements } from "./enumeration.ts";
import { ValueError } from "./error.ts";
import { type AnyFunction, sequence } from "./function.ts";
import { record } from "./record.ts";
import { FunctionValue, ModelValue, SetValue, type Value } from "./value.ts";

/**
 * A value outside the engine: sets are `Set`, sequences `List`, other functions and records `Map`. Symbolic sets that
 * are large or infinite, and functions given by a rule, stay what they are.
 */
export type ImmutableValue =
  | number
  | boolean
  | string
  | ModelValue
  | SetValue
  | FunctionValue
  | Immutable.List<ImmutableValue>
  | Immutable.Set<ImmutableValue>
  | Immutable.Map<ImmutableValue, ImmutableValue>;

/** Symbolic sets of more elements than this stay symbolic. */
const LISTED = 2 ** 12;

/** The value as immutable collections. */
export function toImmutable(value: Value): ImmutableValue {
  if (typeof value !== "object" || value instanceof ModelValue) return value;
  if (value instanceof SetValue) {
    const list = listedElements(value, LISTED);
    return list === null ? value : Immutable.Set(list.map(toImmutable));
  }
  const f = value as AnyFunction;
  switch (f.form) {
    case "sequence":
      return Immutable.List(f.values.map(toImmutable));
    case "record":
      return Immutable.Map(f.shape.names.map((name, i) => [name, toImmutable(f.values[i]!)]));
    case "general":
      return Immutable.Map(f.domain.elements.map((key, i) => [toImmutable(key), toImmutable(f.values[i]!)]));
    case "lambda":
      return f;
  }
}

/**
 * The value of immutable collections, and likewise of JavaScript's arrays (sequences), `Set`, `Map` and plain objects
 * (records; the empty one is `<<>>`). Throws E414 for anything else.
 */
export function fromImmutable(data: unknown): Value {
  switch (typeof data) {
    case "boolean":
    case "string":
      return data;
    case "number":
      if (Number.isSafeInteger(data)) return data + 0;
      throw new ValueError("E414", `${data} is no integer of at most 2^53 - 1`);
  }
  if (data instanceof ModelValue || data instanceof SetValue || data instanceof FunctionValue) return data;
  if (Immutable.List.isList(data) || Array.isArray(data)) return sequence([...data].map(fromImmutable));
  if (Immutable.Set.isSet(data) || data instanceof Set) return makeSet([...data].map(fromImmutable));
  if (Immutable.Map.isMap(data) || data instanceof Map) {
    return makeFunction([...data.keys()].map(fromImmutable), [...data.values()].map(fromImmutable));
  }
  if (typeof data === "object" && data !== null && isPlain(data)) {
    const names = Object.keys(data);
    return names.length === 0 ? sequence([]) : record(names, Object.values(data).map(fromImmutable));
  }
  throw new ValueError("E414", `expected a value, found ${typeof data === "object" ? "an object" : String(data)}`);
}

function isPlain(data: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(data);
  return prototype === Object.prototype || prototype === null;
}
