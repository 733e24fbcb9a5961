// Hot path: `of` runs for each variable and each symmetric value of each generated state.
/**
 * How a value looks from one of the model values that SYMMETRY exchanges: by a hash in which that one is told from the
 * others, and these are not told from each other.
 *
 * Invariant: the colour of a value from a point is that of its image from the image of the point, for each permutation.
 */

import { FunctionValue, hash, type Interner, ModelValue, mix, SetValue, type Value } from "../../../values/index.ts";
import { Kept } from "./kept.ts";

/** So many colours are kept for one point. */
const MOST = 50_000;

const KINDS = { integer: 1, point: 2, orbit: 3, sequence: 4, set: 5, function: 6, other: 7 } as const;

/** The number of the orbit of each model value. */
export function orbitNumbers(orbits: readonly (readonly ModelValue[])[]): ReadonlyMap<ModelValue, number> {
  return new Map(orbits.flatMap((orbit, number) => orbit.map((value) => [value, number] as const)));
}

export class Colours {
  private readonly interner: Interner;
  /** Null: from outside, where all of an orbit look alike. */
  private readonly point: ModelValue | null;
  /** The number of the orbit of each model value that is exchanged. */
  private readonly orbits: ReadonlyMap<ModelValue, number>;
  private readonly known = new Kept(MOST, (id) => this.make(id));

  constructor(interner: Interner, point: ModelValue | null, orbits: ReadonlyMap<ModelValue, number>) {
    this.interner = interner;
    this.point = point;
    this.orbits = orbits;
  }

  /** The colour of the value with that id. */
  of(id: number): number {
    return (id & 1) === 1 ? mixed(KINDS.integer, id) : this.known.of(id);
  }

  private make(id: number): number {
    const { interner } = this;
    const made = interner.partsOf(id);
    if (made === null) return this.ofAtom(interner.valueOf(id));
    const parts = Array.from(made.parts, (part) => this.of(part));
    if (made.kind === "sequence") return parts.reduce(mixed, KINDS.sequence);
    if (made.kind === "set") return mixed(KINDS.set, sum(parts));
    const [, ...values] = parts;
    const places = interner.partsOf(made.parts[0] as number)?.parts ?? [];
    const pairs = values.map((value, i) => mixed(this.of(places[i] ?? 1), value));
    return mixed(KINDS.function, sum(pairs));
  }

  private ofAtom(value: Value): number {
    if (value instanceof ModelValue) {
      if (value === this.point) return KINDS.point;
      const orbit = this.orbits.get(value);
      if (orbit !== undefined) return mixed(KINDS.orbit, orbit);
    }
    // What is not listed may have anything in it.
    return value instanceof SetValue || value instanceof FunctionValue ? KINDS.other : hash(value);
  }
}

/** The same in whatever order. */
function sum(colours: readonly number[]): number {
  return colours.reduce((total, colour) => (total + mixed(colour, 0)) | 0, 0);
}

/** A hash of two, in this order. */
export function mixed(first: number, second: number): number {
  return mix(Math.imul(first ^ 0x2545f491, 0x9e3779b1) ^ second);
}
