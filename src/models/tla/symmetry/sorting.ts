// Hot path: `representative` runs for each generated state of a model with a large SYMMETRY.
/**
 * Representatives by sorting, where a group is made of all permutations of some sets: their elements are sorted by how the
 * state looks from each, and only those that look alike are permuted; not even they where exchanging them changes nothing.
 * (Colours that are refined, as in McKay's canonical labelling; one round of them is enough here.)
 *
 * Invariant: the images among which the least is chosen are the same for all rows of a class, since colours go with the
 * elements.
 */

import type { Interner, ModelValue } from "../../../values/index.ts";
import { permutationsOf } from "../library/permutation.ts";
import { Colours, mixed, orbitNumbers } from "./colours.ts";
import { Images } from "./images.ts";

/** So many images of values with small ids are kept in a list, for each permutation. */
const LISTED = 1 << 12;

/** The places of the elements of an orbit, one after the other. */
type Order = readonly number[];

export class Sorting {
  private readonly interner: Interner;
  private readonly orbits: readonly (readonly ModelValue[])[];
  private readonly words: number;
  private readonly colours: readonly (readonly Colours[])[];
  /** What permutations make of values, by where they take the elements of all orbits. */
  private readonly images = new Map<string, Images>();
  private readonly candidate: Int32Array;

  constructor(interner: Interner, orbits: readonly (readonly ModelValue[])[], words: number) {
    this.interner = interner;
    this.orbits = orbits;
    this.words = words;
    const numbers = orbitNumbers(orbits);
    this.colours = orbits.map((orbit) => orbit.map((point) => new Colours(interner, point, numbers)));
    this.candidate = new Int32Array(words);
  }

  /** Writes the representative of `row` to `out`. */
  representative(row: Int32Array, out: Int32Array): void {
    const { candidate, words } = this;
    let first = true;
    for (const orders of product(this.orbits.map((_, orbit) => this.ordersOf(orbit, row)))) {
      const images = this.imagesFor(orders);
      let less = first ? -1 : 0;
      for (let i = 0; i < words; i++) {
        const id = images.of(row[i] as number);
        candidate[i] = id;
        if (less === 0) less = id - (out[i] as number);
        if (less > 0) break;
      }
      if (less < 0) for (let i = 0; i < words; i++) out[i] = candidate[i] as number;
      first = false;
    }
  }

  /** The orders in which the elements of an orbit are sorted by their colours: one, but for those that look alike. */
  private ordersOf(orbit: number, row: Int32Array): readonly Order[] {
    const colours = (this.colours[orbit] as readonly Colours[]).map((from) => {
      let colour = 0;
      for (let i = 0; i < this.words; i++) colour = mixed(colour, from.of(row[i] as number));
      return colour;
    });
    const colourOf = (place: number): number => colours[place] as number;
    const sorted = colours.map((_, place) => place).sort((p, q) => colourOf(p) - colourOf(q) || p - q);
    const alike: number[][] = [];
    for (const place of sorted) {
      const last = alike.at(-1);
      if (last !== undefined && colourOf(last[0] as number) === colourOf(place)) last.push(place);
      else alike.push([place]);
    }
    const parts = alike.map((places) => (this.areSame(orbit, places, row) ? [places] : permutationsOf(places)));
    return [...product(parts)].map((lists) => lists.flat());
  }

  /** Does exchanging any of the elements leave the row as it is? */
  private areSame(orbit: number, places: readonly number[], row: Int32Array): boolean {
    for (let i = 1; i < places.length; i++) {
      const order = (this.orbits[orbit] as readonly ModelValue[]).map((_, place) => place);
      order[places[i] as number] = places[i - 1] as number;
      order[places[i - 1] as number] = places[i] as number;
      const exchange = this.imagesFor(this.orbits.map((all, at) => (at === orbit ? order : all.map((_, p) => p))));
      for (let word = 0; word < this.words; word++) {
        if (exchange.of(row[word] as number) !== row[word]) return false;
      }
    }
    return true;
  }

  /** Those of the permutation that takes the elements in these orders to the elements as they are. */
  private imagesFor(orders: readonly Order[]): Images {
    const key = String.fromCharCode(...orders.flat());
    let images = this.images.get(key);
    if (images === undefined) {
      const moved = orders.flatMap((order, orbit) => {
        const values = this.orbits[orbit] as readonly ModelValue[];
        return order.map((place, at) => [values[place] as ModelValue, values[at] as ModelValue] as const);
      });
      images = new Images(this.interner, new Map(moved.filter(([from, to]) => from !== to)), LISTED);
      this.images.set(key, images);
    }
    return images;
  }
}

/** All ways to choose one of each list. */
function* product<T>(lists: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...rest] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const one of first) for (const others of product(rest)) yield [one, ...others];
}
