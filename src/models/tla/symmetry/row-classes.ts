// Hot path: `of` runs for each generated state of a packed model with SYMMETRY.
/**
 * What tells packed rows apart where a group is made of all permutations of some sets: the least of the images in which
 * the elements of these sets are sorted by how the row looks from each. What sorting.ts does with interned values.
 *
 * Invariant: colours go with the elements, so rows of one class have the same sorted images, but for the order of
 * elements that look alike; these are exchanged in all ways, unless that changes nothing.
 */

import type { Interner, ModelValue } from "../../../values/index.ts";
import type { Packing } from "../layout/packing.ts";
import { Colours, orbitNumbers } from "./colours.ts";
import { Images } from "./images.ts";
import { exchange } from "./permutations.ts";
import { RowColours } from "./row-colours.ts";
import { leafIndexOf, RowExchange } from "./row-exchange.ts";
import { type RowPlan, rowPlanFor } from "./row-plan.ts";

/** So many images of values with small ids are kept in a list, for each exchange. */
const LISTED = 1 << 12;

/** A symmetric set: how rows look from its elements, and what exchanging two of these makes of them. */
interface Orbit {
  readonly size: number;
  readonly colours: RowColours;
  readonly seen: Int32Array;
  /** By the places of the two. */
  readonly exchanges: (first: number, second: number) => RowExchange;
}

/** Elements of an orbit that look alike, from one place up to another. */
interface Alike {
  readonly orbit: Orbit;
  readonly from: number;
  readonly to: number;
}

export class RowClasses {
  /** Length of what tells a row apart. */
  readonly words: number;
  private readonly interner: Interner;
  private readonly plan: RowPlan;
  private readonly orbits: readonly Orbit[];
  /** The row as it is sorted, and room for its image. */
  private row: Int32Array;
  private other: Int32Array;

  private constructor(plan: RowPlan, orbits: readonly Orbit[], interner: Interner) {
    this.plan = plan;
    this.orbits = orbits;
    this.interner = interner;
    this.words = plan.words + plan.whole.length;
    this.row = new Int32Array(this.words);
    this.other = new Int32Array(this.words);
  }

  /**
   * For rows of which the `shown` variables count, under all permutations of each of the `sets`. Null where the layout
   * has no room for the images of what it has room for.
   */
  static of(
    packing: Packing,
    shown: readonly number[],
    sets: readonly (readonly ModelValue[])[],
    interner: Interner,
  ): RowClasses | null {
    const plan = rowPlanFor(packing, shown, interner);
    const index = leafIndexOf(plan);
    const numbers = orbitNumbers(sets);
    const orbits: Orbit[] = [];
    for (const points of sets) {
      const made: (RowExchange | null)[] = [];
      const exchangeAt = (first: number, second: number): RowExchange | null => {
        const place = first * points.length + second;
        let known = made[place];
        if (known === undefined) {
          const permutation = exchange(points[first] as ModelValue, points[second] as ModelValue);
          made[place] = known = RowExchange.of(plan, index, new Images(interner, permutation, LISTED));
        }
        return known;
      };
      // These generate all others.
      for (let i = 1; i < points.length; i++) if (exchangeAt(i - 1, i) === null) return null;
      orbits.push({
        size: points.length,
        colours: new RowColours(
          plan,
          points.map((point) => new Colours(interner, point, numbers)),
        ),
        seen: new Int32Array(points.length),
        exchanges: (first, second) => exchangeAt(first, second) as RowExchange,
      });
    }
    return new RowClasses(plan, orbits, interner);
  }

  /** Writes what tells the row apart to `out`. */
  of(row: Int32Array, out: Int32Array): void {
    this.load(row);
    for (const orbit of this.orbits) this.sort(orbit);
    const alike: Alike[] = [];
    for (const orbit of this.orbits) this.alikeIn(orbit, alike);
    for (let i = 0; i < this.words; i++) out[i] = this.row[i]!;
    if (alike.length > 0) this.arrange(alike, 0, alike[0]!.from, out);
  }

  private load(row: Int32Array): void {
    const { words, masks, whole } = this.plan;
    for (let word = 0; word < words; word++) this.row[word] = row[word]! & masks[word]!;
    for (let i = 0; i < whole.length; i++) {
      const { field, universe } = whole[i]!;
      const content = row[field.word]! >>> field.shift;
      const place = field.bits === 32 ? content : content & (2 ** field.bits - 1);
      this.row[words + i] = this.interner.idOf(universe.values[place]!);
    }
  }

  private exchange(orbit: Orbit, first: number, second: number): void {
    const { row } = this;
    orbit.exchanges(first, second).apply(row, this.other);
    this.row = this.other;
    this.other = row;
  }

  private sort(orbit: Orbit): void {
    const { size, seen } = orbit;
    orbit.colours.of(this.row, seen);
    for (let place = 0; place < size - 1; place++) {
      let least = place;
      for (let i = place + 1; i < size; i++) if (seen[i]! < seen[least]!) least = i;
      if (seen[least] === seen[place]) continue;
      this.exchange(orbit, place, least);
      const colour = seen[place]!;
      seen[place] = seen[least]!;
      seen[least] = colour;
    }
  }

  /** Adds to `found` where elements look alike, but to exchange them changes the row. */
  private alikeIn(orbit: Orbit, found: Alike[]): void {
    const { size, seen } = orbit;
    for (let from = 0; from < size; ) {
      let to = from + 1;
      let changes = false;
      for (; to < size && seen[to] === seen[from]; to++) changes ||= this.changes(orbit, to - 1, to);
      if (changes) found.push({ orbit, from, to });
      from = to;
    }
  }

  private changes(orbit: Orbit, first: number, second: number): boolean {
    const { row, other } = this;
    orbit.exchanges(first, second).apply(row, other);
    for (let i = 0; i < this.words; i++) if (row[i] !== other[i]) return true;
    return false;
  }

  /** Takes the least of all images in which elements that look alike, from `place` of those at `at` on, are exchanged. */
  private arrange(alike: readonly Alike[], at: number, place: number, out: Int32Array): void {
    const { orbit, to } = alike[at]!;
    if (place === to - 1) {
      const next = alike[at + 1];
      if (next !== undefined) this.arrange(alike, at + 1, next.from, out);
      else if (isLess(this.row, out)) out.set(this.row);
      return;
    }
    for (let i = place; i < to; i++) {
      if (i > place) this.exchange(orbit, place, i);
      this.arrange(alike, at, place + 1, out);
      if (i > place) this.exchange(orbit, place, i);
    }
  }
}

function isLess(row: Int32Array, other: Int32Array): boolean {
  for (let i = 0; i < row.length; i++) if (row[i] !== other[i]) return row[i]! < other[i]!;
  return false;
}
