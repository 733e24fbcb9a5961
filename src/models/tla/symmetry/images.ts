// Hot path: `of` runs for each variable of each generated state of a model with SYMMETRY.
/** What a permutation makes of values, by their ids. */

import { IdTable, type Interner, makeSet } from "../../../values/index.ts";
import { Kept } from "./kept.ts";
import { type Permutation, permuted } from "./permutations.ts";

/** So many of others are kept for one permutation. */
const MOST_OTHERS = 20_000;

/** Images of the values that one permutation has met, by id; and what it does to domains of functions. */
export class Images {
  private readonly ids = new IdTable(1 << 4);
  /** Those of larger ids, which one of many permutations hardly ever meets. */
  private readonly others = new Kept(MOST_OTHERS, (id) => this.make(id));
  private readonly longest: number;
  private readonly arrangements = new Map<number, Arrangement>();
  private readonly interner: Interner;
  private readonly permutation: Permutation;

  /** Up to `longest`, images are kept in a list by half of the id. */
  constructor(interner: Interner, permutation: Permutation, longest: number) {
    this.interner = interner;
    this.permutation = permutation;
    this.longest = longest;
  }

  of(id: number): number {
    // Integers are their own image, and by the identity everything is.
    if ((id & 1) === 1 || this.permutation.size === 0) return id;
    if (id >> 1 >= this.longest) return this.others.of(id);
    let image = this.ids.get(id);
    if (image < 0) this.ids.set(id, (image = this.make(id)));
    return image;
  }

  private make(id: number): number {
    const { interner } = this;
    const made = interner.partsOf(id);
    if (made === null) return interner.idOf(permuted(interner.valueOf(id), this.permutation));
    // The pool that the parts lie in may move while their images are made.
    const parts = listOf(made.parts);
    if (made.kind === "function") return this.function(parts);
    const images = this.all(parts);
    if (made.kind === "sequence") return interner.composed("sequence", images);
    if (images.every((image, i) => image === parts[i])) return id;
    return interner.idOf(makeSet(images.map((image) => interner.valueOf(image))));
  }

  private all(ids: readonly number[]): number[] {
    return ids.map((part) => this.of(part));
  }

  /** A function by its domain and, after it, its values. */
  private function(parts: readonly number[]): number {
    const { domain, order } = this.arrangement(parts[0] as number);
    const images = [domain];
    for (let i = 0; i < order.length; i++) images.push(this.of(parts[1 + (order[i] as number)] as number));
    return this.interner.composed("function", images);
  }

  private arrangement(domain: number): Arrangement {
    let arrangement = this.arrangements.get(domain);
    if (arrangement === undefined) {
      const image = this.of(domain);
      const images = this.all(this.elementsOf(domain));
      const order = this.elementsOf(image).map((argument) => images.indexOf(argument));
      arrangement = { domain: image, order };
      this.arrangements.set(domain, arrangement);
    }
    return arrangement;
  }

  private elementsOf(domain: number): readonly number[] {
    const made = this.interner.partsOf(domain);
    return made === null ? [] : listOf(made.parts);
  }
}

/** `Array.from` takes several times as long for the few numbers that values are made of. */
function listOf(ids: Int32Array): number[] {
  const list: number[] = [];
  for (let i = 0; i < ids.length; i++) list.push(ids[i] as number);
  return list;
}

/** The image of a domain, and for each of its elements the place of what it is the image of. */
interface Arrangement {
  readonly domain: number;
  readonly order: readonly number[];
}
