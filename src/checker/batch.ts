// Hot path: `add` runs once per generated state; nothing here may allocate.
/** Successors that wait to be looked up together, so that the memory for many of them is on its way at once. */

import { hashRow } from "./seen-set.ts";

/** Successors in a batch: enough to hide the latency of memory, few enough to stay in the cache (engine.md section 2). */
const CAPACITY = 2048;

/** A list of fixed capacity; what belongs to one entry has the same index in all arrays. */
export class Batch {
  count = 0;
  readonly words: number;
  readonly rows: Int32Array;
  readonly hashes = new Int32Array(CAPACITY);
  /** The number of the state that was expanded. */
  readonly sources = new Int32Array(CAPACITY);
  /** The action taken, or one of the marks below. */
  readonly actions = new Int32Array(CAPACITY);

  constructor(words: number) {
    this.words = words;
    this.rows = new Int32Array(CAPACITY * words);
  }

  get isFull(): boolean {
    return this.count === CAPACITY;
  }

  /** Copies a row to the end; the batch may not be full. */
  add(row: Int32Array, source: number, action: number): void {
    const { words, rows, count } = this;
    let to = count * words;
    for (let word = 0; word < words; word++) rows[to++] = row[word] as number;
    this.hashes[count] = hashRow(row, words);
    this.sources[count] = source;
    this.actions[count] = action;
    this.count = count + 1;
  }

  /** Enters something that is no successor: it has its place in the order of events, but no row. */
  mark(source: number, mark: number): void {
    this.sources[this.count] = source;
    this.actions[this.count] = mark;
    this.count++;
  }

  /** Copies the row of an entry into `target`. */
  read(entry: number, target: Int32Array): void {
    const { words, rows } = this;
    let from = entry * words;
    for (let word = 0; word < words; word++) target[word] = rows[from++] as number;
  }
}

/** A state that was passed through inside a step: generated, but no successor. */
export const PASSED = -1;
/** The source has no successor at all. */
export const STUCK = -2;
