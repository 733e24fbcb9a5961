/** How large values are: what they are made of, and what a constraint could bound. */

import {
  cardinality,
  domainOf,
  elements,
  FunctionValue,
  isSequence,
  SetValue,
  type Value,
  valuesInOrder,
} from "../../values/index.ts";

/** A size of a value: itself, of a set, of a sequence; the largest of these among a function's values; its domain's. */
export type MeasureKind =
  | "integer"
  | "cardinality"
  | "length"
  | "each-integer"
  | "each-cardinality"
  | "each-length"
  | "domain";

/** In the order in which they are tried. */
export const MEASURES: readonly MeasureKind[] = [
  ...(["integer", "cardinality", "length", "each-integer", "each-cardinality", "each-length"] as const),
  "domain",
];

/** Null where the value has no such size. */
export function measure(kind: MeasureKind, value: Value): number | null {
  switch (kind) {
    case "integer":
      return typeof value === "number" ? value : null;
    case "cardinality":
      return value instanceof SetValue && isListed(value) ? cardinality(value) : null;
    case "length":
      return value instanceof FunctionValue && isSequence(value) ? (valuesInOrder(value)?.length ?? null) : null;
    case "domain":
      return value instanceof FunctionValue ? domainSize(value) : null;
    case "each-integer":
      return largest("integer", value);
    case "each-cardinality":
      return largest("cardinality", value);
    case "each-length":
      return largest("length", value);
  }
}

/** The empty function is a sequence; the others are not meant here, and a record has a domain of its own kind. */
function domainSize(f: FunctionValue): number | null {
  const size = valuesInOrder(f)?.length ?? null;
  if (size === 0) return 0;
  return f.form === "general" ? size : null;
}

function largest(kind: "integer" | "cardinality" | "length", f: Value): number | null {
  if (!(f instanceof FunctionValue) || f.form === "record") return null;
  const values = valuesInOrder(f) ?? [];
  let most: number | null = null;
  for (const value of values) {
    const size = measure(kind, value);
    if (size === null) return null;
    most = Math.max(most ?? size, size);
  }
  return most;
}

/** Is it a set whose elements can be listed at once? */
function isListed({ form }: SetValue): boolean {
  return form === "enumerated" || form === "interval";
}

/** Counts the parts of values: the numbers, strings, Booleans and model values in them, at least one. */
export class Parts {
  private readonly known = new Map<Value, number>();

  of(value: Value): number {
    if (!(value instanceof SetValue) && !(value instanceof FunctionValue)) return 1;
    let parts = this.known.get(value);
    if (parts === undefined) {
      parts = Math.max(1, this.count(value));
      this.known.set(value, parts);
    }
    return parts;
  }

  private count(value: SetValue | FunctionValue): number {
    if (value instanceof SetValue) return isListed(value) ? this.sum(elements(value)) : 1;
    const values = this.sum(valuesInOrder(value) ?? []);
    return value.form === "general" ? values + this.of(domainOf(value)) : values;
  }

  private sum(values: readonly Value[]): number {
    return values.reduce((sum: number, value) => sum + this.of(value), 0);
  }
}
