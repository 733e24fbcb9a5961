/**
 * Symmetry: states that differ only by a permutation of model values count as one. Which one represents a class depends on
 * the order in which values were met, but it is the same one for the whole class.
 */

import type { Interner, ModelValue } from "../../../values/index.ts";
import { permutationCount } from "../library/permutation.ts";
import { Narrowing } from "./narrowing.ts";
import type { Permutation } from "./permutations.ts";
import { Sorting } from "./sorting.ts";

/** Up to so many permutations tables of their images are faster than to look for the one that sorts. */
const NARROWED = 120;

/** Finds representatives. */
interface Representatives {
  /** Writes the representative of `row` to `out`. */
  representative(row: Int32Array, out: Int32Array): void;
}

/**
 * For a group without its identity, and rows of so many ids. `narrowed`: so large a group is taken by narrowing, whatever
 * it is.
 */
export function representatives(
  interner: Interner,
  group: readonly Permutation[],
  words: number,
  narrowed = NARROWED,
): Representatives {
  const orbits = group.length < narrowed ? null : fullOrbits(group);
  return orbits === null ? new Narrowing(interner, group, words) : new Sorting(interner, orbits, words);
}

/** The sets of model values that the permutations take to each other. */
export function orbitsOf(group: readonly Permutation[]): readonly (readonly ModelValue[])[] {
  const orbits = new Map<ModelValue, Set<ModelValue>>();
  for (const permutation of group) {
    for (const [from, to] of permutation) {
      const orbit = orbits.get(from) ?? new Set([from]);
      for (const one of orbits.get(to) ?? [to]) orbit.add(one);
      for (const one of orbit) orbits.set(one, orbit);
    }
  }
  return [...new Set(orbits.values())].map((orbit) => [...orbit]);
}

/** The sets whose permutations make up the group, each with all of its own; null where it is not so. */
export function fullOrbits(group: readonly Permutation[]): readonly (readonly ModelValue[])[] | null {
  const found = orbitsOf(group);
  const size = found.reduce((product, { length }) => product * permutationCount(length), 1);
  return size === group.length + 1 ? found : null;
}
