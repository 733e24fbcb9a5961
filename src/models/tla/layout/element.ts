/** A value by its index in a universe: one of a few, or, interned as a whole, any value at all. */

import { type Interner, ModelValue, type Value } from "../../../values/index.ts";
import { bitsFor, type Choice, type Form, type Leaf, type Numbers } from "./form.ts";
import { Universe } from "./universe.ts";

/** More strings or model values than this are taken as an open universe. */
const LARGEST_ENUMERATION = 64;

export class ElementRepresentation implements Form {
  readonly kind = "element";
  readonly leafCount = 1;
  readonly parts = [];
  readonly universe: Universe;

  constructor(universe: Universe) {
    this.universe = universe;
  }

  /** An open universe gets room for four times what it holds. */
  leaves(): readonly Leaf[] {
    const { open, size } = this.universe;
    const bits = open ? Math.min(31, Math.max(6, bitsFor(size * 4))) : bitsFor(size);
    return [{ name: ":0", bits, size: open ? Infinity : size, low: 0 }];
  }

  decode(leaves: ArrayLike<number>, at: number): Value {
    return this.universe.values[leaves[at] as number] as Value;
  }

  encode(value: Value, leaves: number[] | Int32Array, at: number): boolean {
    const { universe } = this;
    const index = universe.open ? universe.add(value) : universe.find(value);
    leaves[at] = index;
    return index >= 0;
  }

  widen(value: Value): boolean {
    return (this.universe.open || isAtom(value)) && this.universe.add(value) >= 0;
  }

  snapshot(): this {
    return this;
  }

  key(numbers: Numbers): string {
    return `e${numbers.ofUniverse(this.universe)}`;
  }

  describe(): string {
    const { open, size } = this.universe;
    return open ? `an interned value, ${size} met so far` : `one of ${size} values`;
  }

  get advice(): string | null {
    if (!this.universe.open) return null;
    return (
      "values of different kinds or lengths are kept whole, in a table, which is slower; records and functions with a " +
      "fixed domain are packed"
    );
  }
}

/** Is any value at all kept as a whole, so that code asks tables about it? */
export function isWhole(form: Form): boolean {
  return form instanceof ElementRepresentation && form.universe.open;
}

function isAtom(value: Value): boolean {
  return typeof value === "string" || value instanceof ModelValue;
}

/** For strings and model values. */
export function atomFor(values: readonly Value[], { interner }: Choice): ElementRepresentation | null {
  if (!values.every(isAtom)) return null;
  const open = new Set(values).size > LARGEST_ENUMERATION;
  return new ElementRepresentation(new Universe(interner, values, open));
}

/** For all that has no other representation; also where no value is known yet. */
export function internedFor(values: readonly Value[], { interner }: { readonly interner: Interner }) {
  return new ElementRepresentation(new Universe(interner, values, true));
}
