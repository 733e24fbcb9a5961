/** A function, record or sequence of one domain as the leaves of its values, in the order of the domain. */

import {
  cardinality,
  compare,
  domainOf,
  FunctionValue,
  functionOver,
  type SetValue,
  type Value,
} from "../../../values/index.ts";
import type { Choice, Form, Leaf, Numbers } from "./form.ts";
import type { Representation } from "./representation.ts";

/** Functions of more arguments than this are interned as a whole. */
const LARGEST_DOMAIN = 128;

export class FunctionRepresentation implements Form {
  readonly kind = "function";
  readonly universe = null;
  readonly domain: SetValue;
  readonly items: readonly Representation[];

  constructor(domain: SetValue, items: readonly Representation[]) {
    this.domain = domain;
    this.items = items;
  }

  get parts(): readonly Representation[] {
    return this.items;
  }

  get leafCount(): number {
    let count = 0;
    for (const item of this.items) count += item.leafCount;
    return count;
  }

  leaves(): readonly Leaf[] {
    return this.items.flatMap((item, i) => item.leaves().map((leaf) => ({ ...leaf, name: `.${i}${leaf.name}` })));
  }

  decode(leaves: ArrayLike<number>, at: number): Value {
    const values: Value[] = [];
    let from = at;
    for (const item of this.items) {
      values.push(item.decode(leaves, from));
      from += item.leafCount;
    }
    return functionOver(this.domain, values);
  }

  encode(value: Value, leaves: number[] | Int32Array, at: number): boolean {
    const values = this.valuesOf(value);
    if (values === null) return false;
    let from = at;
    for (const [i, item] of this.items.entries()) {
      if (!item.encode(values[i] as Value, leaves, from)) return false;
      from += item.leafCount;
    }
    return true;
  }

  widen(value: Value): boolean {
    const values = this.valuesOf(value);
    return values?.every((part, i) => (this.items[i] as Representation).widen(part)) ?? false;
  }

  /** The values of a function with this domain; null for anything else. */
  private valuesOf(value: Value): readonly Value[] | null {
    if (!(value instanceof FunctionValue) || value.form === "lambda") return null;
    const domain = domainOf(value);
    return domain === this.domain || compare(domain, this.domain) === 0 ? valuesOf(value) : null;
  }

  snapshot(): FunctionRepresentation {
    return new FunctionRepresentation(
      this.domain,
      this.items.map((item) => item.snapshot()),
    );
  }

  key(numbers: Numbers): string {
    return `f${numbers.of(this.domain)}(${this.items.map((item) => item.key(numbers)).join(",")})`;
  }

  describe(): string {
    const kinds = [...new Set(this.items.map((item) => item.describe()))];
    const parts = kinds.length === 1 ? `each ${kinds[0]}` : `of ${kinds.length} kinds of values`;
    return `a function on ${cardinality(this.domain)} arguments, ${parts}`;
  }

  get advice(): string | null {
    return this.items.map((item) => item.advice).find((text) => text !== null) ?? null;
  }
}

/** The values of a function in the order of its domain. */
export function valuesOf(f: FunctionValue): readonly Value[] {
  return (f as unknown as { readonly values: readonly Value[] }).values;
}

/** `choose` represents the values of the functions. */
export function functionFor(
  values: readonly Value[],
  choice: Choice,
  choose: (values: readonly Value[]) => Representation,
): FunctionRepresentation | null {
  const functions = values as readonly FunctionValue[];
  const [first] = functions;
  if (!values.every((v) => v instanceof FunctionValue && v.form !== "lambda") || first === undefined) return null;
  const domain = domainOf(first);
  const size = cardinality(domain);
  // The empty function is often a queue that will grow.
  if (size === 0 || size > LARGEST_DOMAIN) return null;
  const id = choice.interner.idOf(domain);
  if (functions.some((f) => choice.interner.idOf(domainOf(f)) !== id)) return null;
  const rows = functions.map(valuesOf);
  const columns = Array.from({ length: size }, (_, i) => rows.map((row) => row[i] as Value));
  if (first.form === "record") return new FunctionRepresentation(domain, columns.map(choose));
  const common = choose(columns.flat());
  const alike = new FunctionRepresentation(
    domain,
    columns.map(() => common),
  );
  if (common.kind !== "element" || !common.universe.open || size === 1) return alike;
  const items = columns.map(choose);
  return items.every((item) => item.kind === "element") ? alike : new FunctionRepresentation(domain, items);
}
