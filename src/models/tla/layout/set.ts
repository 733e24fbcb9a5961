/** A set as bits, one for each element of a universe. */

import { cardinality, elements, isEnumerable, makeSet, SetValue, type Value } from "../../../values/index.ts";
import type { Choice, Form, Leaf, Numbers } from "./form.ts";
import { Universe } from "./universe.ts";

/** Sets of more possible elements than this are interned as a whole. */
const LARGEST_UNIVERSE = 512;

export class SetRepresentation implements Form {
  readonly kind = "set";
  readonly parts = [];
  readonly universe: Universe;
  private readonly exchanges: Choice["exchanges"];

  constructor(universe: Universe, exchanges: Choice["exchanges"] = []) {
    this.universe = universe;
    this.exchanges = exchanges;
  }

  get leafCount(): number {
    return Math.ceil(this.universe.size / 32);
  }

  leaves(): readonly Leaf[] {
    const { size } = this.universe;
    return Array.from({ length: this.leafCount }, (_, i) => {
      const bits = Math.min(32, size - 32 * i);
      return { name: `:${i}`, bits, size: 2 ** bits, low: 0 };
    });
  }

  decode(leaves: ArrayLike<number>, at: number): Value {
    const found: Value[] = [];
    this.universe.values.forEach((value, i) => {
      if ((((leaves[at + (i >> 5)] as number) >>> (i & 31)) & 1) === 1) found.push(value);
    });
    return makeSet(found);
  }

  encode(value: Value, leaves: number[] | Int32Array, at: number): boolean {
    const { universe } = this;
    if (!(value instanceof SetValue) || !isEnumerable(value) || cardinality(value) > universe.size) return false;
    for (let word = 0; word < this.leafCount; word++) leaves[at + word] = 0;
    for (const element of elements(value)) {
      const index = universe.find(element);
      if (index < 0) return false;
      leaves[at + (index >> 5)] = (leaves[at + (index >> 5)] as number) | (1 << (index & 31));
    }
    return true;
  }

  widen(value: Value): boolean {
    if (!(value instanceof SetValue) || !isEnumerable(value) || cardinality(value) > LARGEST_UNIVERSE) return false;
    for (const element of elements(value)) this.universe.add(element);
    addExpected(this.universe, this.exchanges);
    return this.universe.size <= LARGEST_UNIVERSE;
  }

  snapshot(): SetRepresentation {
    return new SetRepresentation(this.universe.copy());
  }

  key(numbers: Numbers): string {
    return `s${numbers.ofUniverse(this.universe)}`;
  }

  describe(): string {
    return `a set of at most ${this.universe.size} possible elements, a bit for each`;
  }

  get advice(): string | null {
    return this.leafCount > 4 ? "many possible elements; fewer would make the row shorter" : null;
  }
}

/** What is expected of a set makes its universe at most so many times larger. */
const MOST_EXPECTED = 2;

export function setFor(values: readonly Value[], { interner, exchanges }: Choice): SetRepresentation | null {
  const universe = new Universe(interner, [], false);
  for (const value of values) {
    if (!(value instanceof SetValue) || !isEnumerable(value) || cardinality(value) > LARGEST_UNIVERSE) return null;
    for (const element of elements(value)) universe.add(element);
    if (universe.size > LARGEST_UNIVERSE) return null;
  }
  addExpected(universe, exchanges);
  return new SetRepresentation(universe, exchanges);
}

/**
 * Adds what exchanges make of the elements: a message from one server will come from another, too, and each that is met
 * later costs a new layout. Nothing where that is so much that the model values can hardly be alike.
 */
function addExpected(universe: Universe, exchanges: Choice["exchanges"]): void {
  const larger = universe.copy();
  const most = Math.min(MOST_EXPECTED * universe.size, LARGEST_UNIVERSE);
  for (let at = 0; at < larger.size; at++) {
    for (const exchange of exchanges) larger.add(exchange(larger.values[at] as Value));
    if (larger.size > most) return;
  }
  for (const value of larger.values) universe.add(value);
}
