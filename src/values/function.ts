/** The representations of functions, in canonical form: equal functions on finite domains have the same form. */

import { EnumeratedSet, interval } from "./set.ts";
import { FunctionValue, type SetValue, type Value } from "./value.ts";

/** A function with domain 1..n: a tuple, a sequence. The empty function is the empty sequence. */
export class SequenceValue extends FunctionValue {
  declare readonly form: "sequence";
  declare readonly values: readonly Value[];

  constructor(values: readonly Value[]) {
    super("sequence");
    this.values = values;
  }
}

/** The field names of records: in TLA+ order, at least one. There is one object per set of names. */
export class RecordShape {
  readonly names: readonly string[];
  readonly domain: EnumeratedSet;

  constructor(names: readonly string[]) {
    this.names = names;
    this.domain = new EnumeratedSet(names);
    this.domain.functionForm = "record";
  }
}

/** A function whose domain is a non-empty set of strings; the values are in the order of the shape's names. */
export class RecordValue extends FunctionValue {
  declare readonly form: "record";
  declare readonly shape: RecordShape;
  declare readonly values: readonly Value[];

  constructor(shape: RecordShape, values: readonly Value[]) {
    super("record");
    this.shape = shape;
    this.values = values;
  }
}

/** A function on any other finite domain; the values are in the order of the domain's elements. */
export class GeneralFunction extends FunctionValue {
  declare readonly form: "general";
  declare domain: EnumeratedSet;
  declare readonly values: readonly Value[];

  constructor(domain: EnumeratedSet, values: readonly Value[]) {
    super("general");
    this.domain = domain;
    this.values = values;
  }
}

/** A function on an infinite (or too large) domain, given by a rule. */
export class LambdaFunction extends FunctionValue {
  declare readonly form: "lambda";
  declare readonly domain: SetValue;
  declare readonly body: (argument: Value) => Value;
  /** Results for arguments that JavaScript compares as TLA+ does: all but sets and functions. */
  declare readonly results: Map<Value, Value>;
  /** Results for sets and functions, by hash: argument and result in turn. */
  declare readonly compositeResults: Map<number, Value[]>;

  constructor(domain: SetValue, body: (argument: Value) => Value) {
    super("lambda");
    this.domain = domain;
    this.body = body;
    this.results = new Map();
    this.compositeResults = new Map();
  }
}

/** Every function is one of these; narrow by `form`. */
export type AnyFunction = SequenceValue | RecordValue | GeneralFunction | LambdaFunction;

/** `<<>>`, the empty function. */
export const EMPTY_SEQUENCE = new SequenceValue([]);

/** `<<e1, ..., en>>`. The array is owned by the result. */
export function sequence(elements: Value[]): FunctionValue {
  return elements.length === 0 ? EMPTY_SEQUENCE : new SequenceValue(elements);
}

/** What functions on this non-empty enumerated domain are. */
export function functionForm(domain: EnumeratedSet): "sequence" | "record" | "general" {
  return (domain.functionForm ??= classify(domain.elements));
}

function classify(elements: readonly Value[]): "sequence" | "record" | "general" {
  const first = elements[0];
  const last = elements[elements.length - 1];
  // Sorted and without duplicates: the first and the last element tell whether it is 1..n, or all strings.
  if (first === 1 && last === elements.length) return "sequence";
  return typeof first === "string" && typeof last === "string" ? "record" : "general";
}

/** `DOMAIN f`. */
export function domainOf(f: FunctionValue): SetValue {
  const any = f as AnyFunction;
  switch (any.form) {
    case "sequence":
      return interval(1, any.values.length);
    case "record":
      return any.shape.domain;
    case "general":
    case "lambda":
      return any.domain;
  }
}
