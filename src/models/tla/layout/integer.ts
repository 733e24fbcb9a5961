/** An integer in a range, less the lowest number of it. */

import type { Value } from "../../../values/index.ts";
import { bitsFor, type Choice, type Form, type Leaf } from "./form.ts";

/** Integers are held in fewer than 31 bits, so that no sum of two leaves leaves int32. */
const LARGEST = 2 ** 29;

export class IntegerRepresentation implements Form {
  readonly kind = "integer";
  readonly leafCount = 1;
  readonly parts = [];
  readonly universe = null;
  readonly advice = null;
  low: number;
  high: number;

  constructor(low: number, high: number) {
    this.low = low;
    this.high = high;
  }

  get size(): number {
    return this.high - this.low + 1;
  }

  leaves(): readonly Leaf[] {
    return [{ name: ":0", bits: bitsFor(this.size), size: this.size, low: this.low }];
  }

  decode(leaves: ArrayLike<number>, at: number): Value {
    return (leaves[at] as number) + this.low;
  }

  encode(value: Value, leaves: number[] | Int32Array, at: number): boolean {
    if (typeof value !== "number" || value < this.low || value > this.high) return false;
    leaves[at] = value - this.low;
    return true;
  }

  /** To a range of twice the size, as often as needed, on the side of the value. */
  widen(value: Value): boolean {
    if (typeof value !== "number" || Math.abs(value) > LARGEST / 4) return false;
    while (value > this.high) this.high += this.size;
    while (value < this.low) this.low -= this.size;
    return true;
  }

  snapshot(): IntegerRepresentation {
    return new IntegerRepresentation(this.low, this.high);
  }

  key(): string {
    return `i${this.low}:${this.high}`;
  }

  describe(): string {
    return `an integer from ${this.low} to ${this.high}`;
  }
}

/** From the smallest to the largest, or, with room, half as much again, up to what the bits hold anyway. */
export function integerFor(values: readonly Value[], { room }: Choice): IntegerRepresentation | null {
  let [low, high] = [values[0], values[0]] as [number, number];
  for (const value of values) {
    if (typeof value !== "number") return null;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low < -LARGEST || high > LARGEST) return null;
  if (!room) return new IntegerRepresentation(low, high);
  if (low > 0) low = Math.min(low, 1);
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, (high - low + 1) * 1.5)));
  if (low < 0) low -= Math.floor((size - (high - low + 1)) / 2);
  return new IntegerRepresentation(low, low + size - 1);
}
