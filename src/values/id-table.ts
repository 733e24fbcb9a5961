// Hot path: `get` runs for every word of every row that is sent, and for every value of a state that has images.
/** A whole number from 0 on for each of many values, by their ids. */

import { grown } from "./intern.ts";

export class IdTable {
  /** By half of the id: one more than the number; 0 where there is none. */
  private numbers: Int32Array<ArrayBuffer>;

  /** With room for so many ids at first. */
  constructor(room = 1 << 10) {
    this.numbers = new Int32Array(room);
  }

  /** The number of the value with that id, which is no small integer; -1 where it has none. */
  get(id: number): number {
    const index = id >> 1;
    return index < this.numbers.length ? (this.numbers[index] as number) - 1 : -1;
  }

  set(id: number, number: number): void {
    const index = id >> 1;
    if (index >= this.numbers.length) this.numbers = grown(this.numbers, index + 1);
    this.numbers[index] = number + 1;
  }
}
