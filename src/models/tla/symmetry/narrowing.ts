// Hot path: `representative` runs for each generated state of a model with SYMMETRY.
/**
 * Representatives by narrowing: of all images of a row the least, variable by variable.
 *
 * Invariant: `Candidates` after some variables are the permutations that make these least, so that what remains has to be
 * asked of them alone. Few values of the first variables occur again and again, and mostly leave one permutation.
 */

import type { Interner } from "../../../values/index.ts";
import { Images } from "./images.ts";
import { Kept } from "./kept.ts";
import type { Permutation } from "./permutations.ts";

/** So many images of values with small ids are kept in lists, for all permutations together. */
const LISTED = 1 << 24;

/** So many least images are kept for one set of permutations. */
const MOST_LEAST = 50_000;

/** Permutations among which those are to be found that make the rest of a row least. */
class Candidates {
  readonly permutations: readonly Images[];
  /** By the id of the next variable: its least image, and the permutations that give it. */
  readonly least = new Kept<Least>(MOST_LEAST, (id) => this.find(id));
  private readonly narrowed: (among: readonly Images[]) => Candidates;

  constructor(permutations: readonly Images[], narrowed: (among: readonly Images[]) => Candidates) {
    this.permutations = permutations;
    this.narrowed = narrowed;
  }

  private find(id: number): Least {
    let image = Number.POSITIVE_INFINITY;
    let by: Images[] = [];
    for (const one of this.permutations) {
      const found = one.of(id);
      if (found > image) continue;
      if (found < image) by = [];
      image = found;
      by.push(one);
    }
    return { image, among: by.length === this.permutations.length ? this : this.narrowed(by) };
  }
}

interface Least {
  readonly image: number;
  readonly among: Candidates;
}

/** For any group; each value that a variable has for the first time is permuted as often as the group is large. */
export class Narrowing {
  private readonly interner: Interner;
  private readonly all: Candidates;
  private readonly words: number;
  /** The order in which variables are compared: those first that are likely to decide, and are soon permuted. */
  private order: readonly number[] | null = null;

  constructor(interner: Interner, group: readonly Permutation[], words: number) {
    this.interner = interner;
    this.words = words;
    const longest = Math.floor(LISTED / (group.length + 1));
    const images = [new Map(), ...group].map((one) => new Images(interner, one, longest));
    const numbers = new Map(images.map((one, i) => [one, i]));
    const made = new Map<string, Candidates>();
    const narrowed = (among: readonly Images[]): Candidates => {
      const key = among.map((one) => numbers.get(one)).join();
      let candidates = made.get(key);
      if (candidates === undefined) made.set(key, (candidates = new Candidates(among, narrowed)));
      return candidates;
    };
    this.all = narrowed(images);
  }

  /** Writes the representative of `row` to `out`. */
  representative(row: Int32Array, out: Int32Array): void {
    this.order ??= this.orderFor(row);
    const { order, words } = this;
    let candidates = this.all;
    for (let i = 0; i < words; i++) {
      const variable = order[i] as number;
      const id = row[variable] as number;
      const { permutations } = candidates;
      if (permutations.length === 1) out[variable] = (permutations[0] as Images).of(id);
      else {
        const { image, among } = candidates.least.of(id);
        out[variable] = image;
        candidates = among;
      }
    }
  }

  /** What is empty in the first state is likely to grow, and to be new in most states. */
  private orderFor(row: Int32Array): readonly number[] {
    const isEmpty = (variable: number): boolean => {
      const made = this.interner.partsOf(row[variable] as number);
      return made !== null && made.parts.length === 0;
    };
    const variables = Array.from(row.subarray(0, this.words), (_, i) => i);
    const growing = new Set(variables.filter(isEmpty));
    return [...variables.filter((v) => !growing.has(v)), ...growing];
  }
}
