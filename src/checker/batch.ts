// Hot path: `fill` runs once per expanded state, `find` once per generated one; both allocate only when a batch grows.
/** The successors of many states, so that the look-ups of all of them wait for memory at the same time. */

import type { BulkNext } from "../models/model.ts";
import { Recent } from "./recent.ts";
import type { Rows } from "./row-store.ts";
import { hashFrom, type SeenSet } from "./seen-set.ts";

/** Successors after which a batch is looked up: what is read ahead for them stays in the second-level cache. */
export const ENOUGH = 1024;

/** What is known of a successor besides the number of a stored state: nothing; that the constraints exclude it. */
export const UNKNOWN = -1;
export const EXCLUDED = -2;
/** `SAME - i`: it is the successor `i` of the batch. */
export const SAME = -3;

/**
 * Successors in the order in which a search would meet them, each with its action behind it. The search looks them up
 * one after the other, exactly as if it had them from the model one by one.
 */
export class Batch {
  /** Length of a successor with its action. */
  readonly stride: number;
  rows = new Int32Array(1 << 14);
  hashes = new Int32Array(1 << 12);
  /** What is known of each: a number, or one of the constants above. */
  numbers = new Int32Array(1 << 12);
  private misses = new Int32Array(1 << 12);
  /** Where the successors of each state of the batch begin and, one further, end. */
  readonly ends = new Int32Array(ENOUGH + 1);
  /** How many states the batch holds the successors of. */
  states = 0;
  /** Is it one successor that was given by itself? */
  private alone = false;
  /** Keeps the reads of `find` from being optimised away. */
  touched = 0;
  private readonly words: number;
  readonly recent: Recent;

  constructor(words: number, recent = new Recent(words)) {
    this.words = words;
    this.stride = words + 1;
    this.recent = recent;
  }

  /** Takes over a batch of another kernel. */
  adopt(states: number, ends: Int32Array, rows: Int32Array, known: { hashes: Int32Array; numbers: Int32Array }): void {
    this.states = states;
    this.ends.set(ends);
    if (rows.length > this.rows.length) this.rows = new Int32Array(rows.length);
    this.rows.set(rows);
    const count = known.numbers.length;
    if (count > this.numbers.length) this.lengthen(count);
    this.hashes.set(known.hashes);
    this.numbers.set(known.numbers);
  }

  /**
   * Takes the successors of states from `first` up to `limit`, until it has enough. It ends before a state of which
   * only the model's `next` can tell.
   */
  fill(next: BulkNext, store: Rows, first: number, limit: number): void {
    this.states = 0;
    this.alone = false;
    let end = 0;
    const enough = ENOUGH * this.stride;
    for (let state = first; state < limit && end < enough && this.states < ENOUGH; ) {
      const to = next(store.chunkOf(state), store.placeOf(state), this.rows, end);
      if (to < 0) return;
      if (to > this.rows.length) {
        this.grow(to);
        continue;
      }
      end = to;
      this.ends[++this.states] = to;
      state++;
    }
  }

  /**
   * Finds what can be found at once, and for the rest reads what look-ups will read: first all slots, then all rows
   * behind them, so that none of these reads waits for another. `seen` is null where rows are no keys.
   */
  find(seen: Pick<SeenSet, "touch" | "touchRow"> | null): void {
    const end = this.ends[this.states] as number;
    const { stride, words, rows, recent } = this;
    const count = (end / stride) | 0;
    if (count > this.hashes.length) this.lengthen(count * 2);
    const { hashes, numbers, misses } = this;
    let sum = 0;
    let missed = 0;
    for (let i = 0, at = 0; i < count; i++, at += stride) {
      const hash = hashFrom(rows, at, words);
      const number = recent.find(rows, at, hash, SAME - i);
      hashes[i] = hash;
      numbers[i] = number;
      if (number === UNKNOWN) misses[missed++] = hash;
    }
    if (seen === null) return;
    for (let i = 0; i < missed; i++) sum = (sum + seen.touch(misses[i] as number)) | 0;
    for (let i = 0; i < missed; i++) sum = (sum + seen.touchRow(misses[i] as number)) | 0;
    this.touched = sum;
  }

  /** Holds this successor alone: what is found out about it is not kept among the recent rows. */
  give(row: Int32Array, action: number): void {
    const { words, stride } = this;
    if (stride > this.rows.length) this.grow(stride);
    for (let word = 0; word < words; word++) this.rows[word] = row[word] as number;
    this.rows[words] = action;
    this.states = 1;
    this.ends[1] = stride;
    this.hashes[0] = hashFrom(row, 0, words);
    this.numbers[0] = UNKNOWN;
    this.alone = true;
  }

  /** What is known of successor `index`; the ones before it have been settled. */
  numberOf(index: number): number {
    const number = this.numbers[index] as number;
    return number <= SAME ? (this.numbers[SAME - number] as number) : number;
  }

  /** Enters what a look-up of successor `index` has found. */
  settle(index: number, number: number): void {
    this.numbers[index] = number;
    if (!this.alone) this.recent.settle(this.hashes[index] as number, SAME - index, number);
  }

  private lengthen(count: number): void {
    this.hashes = new Int32Array(count);
    this.numbers = new Int32Array(count);
    this.misses = new Int32Array(count);
  }

  private grow(least: number): void {
    const longer = new Int32Array(Math.max(least, this.rows.length * 2));
    longer.set(this.rows);
    this.rows = longer;
  }
}
