// Hot path: `find` runs for every successor of a search; nothing here allocates.
/** Rows that are told apart by the keys of their model, or by themselves where it has none. */

import type { RowKey } from "../models/model.ts";
import type { Contents } from "./kernel/contents.ts";
import { RowStore } from "./row-store.ts";
import { hashFrom, SeenSet } from "./seen-set.ts";

export class KeyedRows {
  readonly rows: RowStore;
  /** By number: the rows themselves unless the model has keys of its own. */
  private readonly keys: RowStore;
  readonly seen: SeenSet;
  private readonly keyOf: RowKey | null;
  private readonly key: Int32Array;

  /**
   * For rows of so many words. `old` is not used any more: its memory is taken. `contents`, if there is any, has no keys.
   */
  constructor(words: number, keyOf: RowKey | null, old: KeyedRows | null = null, contents: Contents | null = null) {
    this.keyOf = keyOf;
    this.key = new Int32Array(keyOf?.words ?? 0);
    this.rows = new RowStore(words, old?.rows.allChunks ?? contents?.chunks.slice(), contents?.count);
    this.keys = keyOf === null ? this.rows : new RowStore(keyOf.words, old?.keys.allChunks);
    this.seen = new SeenSet(this.keys, contents?.segments);
  }

  get count(): number {
    return this.rows.count;
  }

  /** What tells the row apart, good until the next call. Throws EvaluationError where a view fails. */
  apart(row: Int32Array): Int32Array {
    if (this.keyOf === null) return row;
    this.keyOf.of(row, this.key);
    return this.key;
  }

  /** The number of the row that is told apart by this, whose hash may be known; or -1, and then it may be added. */
  find(apart: Int32Array, hash = hashFrom(apart, 0, this.keys.words)): number {
    return this.seen.findFrom(apart, 0, hash);
  }

  /** Stores the row of the `find` just before, which answered -1 and begins at `from`; the answer is its number. */
  add(row: Int32Array, apart: Int32Array, from = 0): number {
    const number = this.rows.append(row, from);
    if (this.keyOf !== null) this.keys.append(apart);
    this.seen.add(number);
    return number;
  }

  /** Copies a row to `target`; the answer is what tells it apart, good until the next call. */
  read(number: number, target: Int32Array): Int32Array {
    this.rows.read(number, target);
    if (this.keyOf === null) return target;
    this.keys.read(number, this.key);
    return this.key;
  }
}
