/** What every representation of values can do. Each kind has a file; representation.ts lists them. */

import type { Interner, Value } from "../../../values/index.ts";
import type { Representation } from "./representation.ts";
import type { Universe } from "./universe.ts";

/** One of the int32 numbers in which a value is held. */
export interface Leaf {
  /** Its place in the value, which widening does not change. */
  readonly name: string;
  /** Bits in a row: nothing for a leaf that has only one value. */
  readonly bits: number;
  /** How many values it can take: Infinity for the index of a universe that can grow. */
  readonly size: number;
  /** What is subtracted from an integer there. */
  readonly low: number;
}

/** How values are held in integers, by what was seen of them. */
export interface Form {
  readonly kind: string;
  /** How many leaves there are. */
  readonly leafCount: number;
  /** The leaves in order; sets may get further ones when they are widened. */
  leaves(): readonly Leaf[];
  /** Reads a value from `leaves`, from `at` on. */
  decode(leaves: ArrayLike<number>, at: number): Value;
  /**
   * Writes `value` to `leaves` from `at` on. False if it cannot be held; open universes learn what they do not know.
   */
  encode(value: Value, leaves: number[] | Int32Array, at: number): boolean;
  /**
   * Changes the representation so that it holds `value` as well: ranges get wider, universes longer; the leaves stay
   * the same ones in the same order. False where it would have to be of another kind.
   */
  widen(value: Value): boolean;
  /** A copy that later widening does not reach: it goes on to decode what was encoded before. */
  snapshot(): Representation;
  /** The representations of its parts. */
  readonly parts: readonly Representation[];
  /** The universe of its indices or bits, if it has one. */
  readonly universe: Universe | null;
  /** A text that is the same for the same representation. */
  key(numbers: Numbers): string;
  /** In words, for `--explain`. */
  describe(): string;
  /** What the reader could change in the spec to make states smaller or steps faster; null where nothing is slow. */
  readonly advice: string | null;
}

/** Numbers for values and universes, of which equal ones have the same. */
export interface Numbers {
  of(value: Value): number;
  ofUniverse(universe: Universe): number;
}

/** How generous a choice is: the ranges of integers in states get room to grow, those of tables none. */
export interface Choice {
  readonly interner: Interner;
  readonly room: boolean;
  /** What exchanges two model values in a value: what was seen with one of them is expected with the other. */
  readonly exchanges: readonly ((value: Value) => Value)[];
}

/** Bits for so many different values. */
export function bitsFor(values: number): number {
  return values <= 1 ? 0 : Math.ceil(Math.log2(values));
}
