// Hot path: `find` runs for each formula and each leaf of Next in each state.
/** Results by a few ids. A table that rarely helps is dropped. */

import { grown } from "../../../values/index.ts";

/** How much a table keeps, and when it is dropped. */
interface Terms {
  /** So many results are kept; then all are forgotten. */
  readonly most: number;
  /** It is judged each time it has been asked so often. */
  readonly judged: number;
  /** It is worth it where one in so many questions is found. */
  readonly worth: number;
}

const USUAL: Terms = { most: 50_000, judged: 4096, worth: 2 };

export class Keyed<T> {
  /** What the next question is about: to be filled before `find`. */
  readonly key: Int32Array;
  /** Once it is, nothing is found and nothing kept. */
  dropped = false;
  private readonly words: number;
  private readonly terms: Terms;
  /** The keys of the results, one after the other. */
  private keys: Int32Array<ArrayBuffer>;
  private results: T[] = [];
  /** Open addressing: 1 + the number of a result; 0 where empty. At most half full. */
  private table = new Int32Array(1 << 6);
  private asked = 0;
  private found = 0;

  /** For keys of so many ids. */
  constructor(words: number, terms = USUAL) {
    this.words = words;
    this.terms = terms;
    this.key = new Int32Array(words);
    this.keys = new Int32Array(Math.max(1, words) << 5);
  }

  /** The result for `key`; undefined where there is none. */
  find(): T | undefined {
    if (this.dropped) return undefined;
    const entry = this.table[this.slotOf(this.key, 0)] as number;
    if (entry > 0) this.found++;
    if (++this.asked === this.terms.judged) this.judge();
    return entry === 0 ? undefined : this.results[entry - 1];
  }

  /** Keeps the result for `key`, which has none, and gives it. */
  keep(result: T): T {
    if (this.dropped) return result;
    if (this.results.length === this.terms.most) this.clear();
    const { words, key } = this;
    const at = this.results.length * words;
    if (at + words > this.keys.length) this.keys = grown(this.keys);
    const { keys } = this;
    for (let i = 0; i < words; i++) keys[at + i] = key[i] as number;
    const slot = this.slotOf(key, 0);
    this.table[slot] = this.results.push(result);
    if (this.results.length * 2 > this.table.length) this.rehash();
    return result;
  }

  /** Where the key that begins at `from` is in the table, or belongs. */
  private slotOf(key: Int32Array, from: number): number {
    const { words, table, keys } = this;
    const mask = table.length - 1;
    let h = 0;
    for (let i = 0; i < words; i++) {
      h = Math.imul(h ^ (key[from + i] as number), 0x9e3779b1);
      h ^= h >>> 15;
    }
    let slot = h & mask;
    search: for (let entry = table[slot] as number; entry !== 0; entry = table[slot] as number) {
      const at = (entry - 1) * words;
      for (let i = 0; i < words; i++) {
        if (keys[at + i] === key[from + i]) continue;
        slot = (slot + 1) & mask;
        continue search;
      }
      return slot;
    }
    return slot;
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2);
    for (let i = 0; i < this.results.length; i++) this.table[this.slotOf(this.keys, i * this.words)] = i + 1;
  }

  private judge(): void {
    this.dropped = this.found * this.terms.worth < this.asked;
    this.asked = 0;
    this.found = 0;
    if (this.dropped) this.clear();
  }

  private clear(): void {
    this.results = [];
    this.table = new Int32Array(1 << 6);
  }
}
