/** Numbered lists of values: what an index in a packed state stands for. */

import type { Interner, Value } from "../../../values/index.ts";

/** Thrown where a universe that follows another one is asked for what that has not told it yet. */
export const UNNUMBERED = new Error("a value that another thread has to number");

/** An open universe refuses to grow beyond this. */
export const LARGEST_OPEN = 2 ** 24;

/**
 * Values by index. A closed universe is fixed once code has been generated for it: code may take it apart element by
 * element. An open one grows while the search runs, and code only looks its elements up in tables. Indices mean
 * nothing else: whatever has an order goes by `ordered`.
 */
export class Universe {
  readonly open: boolean;
  readonly values: Value[] = [];
  /** The universe whose elements are the first ones of this one; null for one that stands alone. */
  readonly base: Universe | null;
  /** What code would have put here, had it been an element. */
  readonly wanted = new Set<Value>();
  private readonly interner: Interner;
  private readonly places = new Map<number, number>();
  private sorted: number[] | null = null;
  /** Is it a copy of one in another thread, where all values get their indices? Then `learn` adds them. */
  private follows = false;

  constructor(interner: Interner, values: Iterable<Value>, open: boolean, base: Universe | null = null) {
    this.interner = interner;
    this.open = open;
    this.base = base;
    for (const value of values) this.add(value);
  }

  /** A universe of the same elements that does not grow with this one. */
  copy(): Universe {
    return new Universe(this.interner, this.values, this.open);
  }

  get size(): number {
    return this.values.length;
  }

  /** The index of the value, -1 if it is not here. */
  find(value: Value): number {
    return this.places.get(this.interner.idOf(value)) ?? -1;
  }

  /** From now on it grows as another one does. */
  follow(): this {
    this.follows = true;
    return this;
  }

  /** Takes over what the other one has got. */
  learn(values: Iterable<Value>): void {
    this.follows = false;
    for (const value of values) this.add(value);
    this.follows = true;
  }

  /** The index of the value, which becomes an element if it is none; -1 when no more are admitted. */
  add(value: Value): number {
    const id = this.interner.idOf(value);
    const known = this.places.get(id);
    if (known !== undefined) return known;
    if (this.follows) throw UNNUMBERED;
    if (this.values.length >= LARGEST_OPEN) return -1;
    // The canonical object: comparing it with itself costs nothing.
    const index = this.values.push(this.interner.valueOf(id)) - 1;
    this.places.set(id, index);
    this.sorted = null;
    return index;
  }

  /** Notes that `value` is missed, in the universe that the others only add to. */
  want(value: Value): void {
    let first: Universe = this;
    while (first.base !== null) first = first.base;
    if (first.wanted.size < 256) first.wanted.add(this.interner.valueOf(this.interner.idOf(value)));
  }

  /** A closed universe that begins with the elements of this one. */
  extended(more: Iterable<Value>): Universe {
    const added = [...more].filter((value) => this.find(value) < 0);
    return added.length === 0 ? this : new Universe(this.interner, [...this.values, ...added], false, this);
  }

  /** Do the indices of this universe mean the same in `other`? */
  isPrefixOf(other: Universe): boolean {
    for (let at: Universe | null = other; at !== null; at = at.base) if (at === this) return true;
    return false;
  }

  /** The indices in the order of the values that `order` defines. */
  ordered(order: (a: Value, b: Value) => number): readonly number[] {
    this.sorted ??= this.values
      .map((_, i) => i)
      .sort((a, b) => order(this.values[a] as Value, this.values[b] as Value));
    return this.sorted;
  }
}
