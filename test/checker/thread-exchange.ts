/** What threads use to speak to each other as processes of a search do: shared memory, and waiting for each other. */

import type { Exchange } from "../../src/checker/distributed/exchange.ts";

/** Words from one rank to another that are sent at a time: few, so that longer parts are sent in pieces. */
const PIECE = 512;
/** In front of a piece: how many words are left, these included. */
const SLOT = PIECE + 1;
/** How many ranks have come to where all meet, and how often all have met. */
const ARRIVED = 0;
const MET = 1;
const SLOTS = 2;

export class ThreadExchange implements Exchange {
  readonly rank: number;
  readonly size: number;
  private readonly shared: Int32Array;
  /** Which of two sets of slots is written. */
  private half = 0;

  constructor(rank: number, size: number, shared: SharedArrayBuffer) {
    this.rank = rank;
    this.size = size;
    this.shared = new Int32Array(shared);
  }

  /** The memory that all ranks share. */
  static memory(size: number): SharedArrayBuffer {
    return new SharedArrayBuffer(4 * (SLOTS + 2 * size * size * SLOT));
  }

  all(parts: readonly Int32Array[]): Int32Array[] {
    const { rank, size, shared } = this;
    const came: number[][] = parts.map(() => []);
    for (let from = 0, more = true; more; from += PIECE) {
      more = false;
      // Who has met the others twice knows that all have read what was written before they met for the first time.
      this.half = 1 - this.half;
      for (let to = 0; to < size; to++) {
        const part = (parts[to] as Int32Array).subarray(from);
        const at = this.slot(rank, to);
        shared[at] = part.length;
        shared.set(part.subarray(0, PIECE), at + 1);
      }
      this.meet();
      for (let other = 0; other < size; other++) {
        const at = this.slot(other, rank);
        for (const word of shared.subarray(at + 1, at + 1 + Math.min(PIECE, shared[at] as number)))
          (came[other] as number[]).push(word);
        for (let to = 0; to < size; to++) more ||= (shared[this.slot(other, to)] as number) > PIECE;
      }
    }
    return came.map((words) => Int32Array.from(words));
  }

  sum(values: Float64Array): void {
    const own = new Int32Array(values.slice().buffer);
    const all = this.all(Array.from({ length: this.size }, () => own));
    values.fill(0);
    for (const { buffer } of all) {
      for (const [i, value] of new Float64Array(buffer).entries()) values[i] = (values[i] as number) + value;
    }
  }

  broadcast(words: Int32Array): Int32Array {
    const nothing = new Int32Array(0);
    return this.all(Array.from({ length: this.size }, () => (this.rank === 0 ? words : nothing)))[0] as Int32Array;
  }

  private slot(from: number, to: number): number {
    return SLOTS + ((this.half * this.size + from) * this.size + to) * SLOT;
  }

  private meet(): void {
    const { shared } = this;
    const met = Atomics.load(shared, MET);
    if (Atomics.add(shared, ARRIVED, 1) === this.size - 1) {
      Atomics.store(shared, ARRIVED, 0);
      Atomics.add(shared, MET, 1);
      Atomics.notify(shared, MET);
      return;
    }
    while (Atomics.load(shared, MET) === met) Atomics.wait(shared, MET, met);
  }
}
