// Hot path: `find` runs once per generated state; nothing here allocates.
/** The rows looked up last. */

/** Words of the whole table: it must stay in the second-level cache of a core, beside a batch. */
const TABLE_WORDS = 1 << 15;

/**
 * A direct-mapped cache of rows with what is known of each. Neighbours in breadth-first order have successors in
 * common: in the models of `bench`, 40 to 75 of 100 successors are found here and cost no look-up among all
 * states. Whole rows are compared, so nothing is ever taken for another.
 */
export class Recent {
  private readonly words: number;
  /** An entry is what is known, then the row. */
  private readonly stride: number;
  private readonly mask: number;
  readonly entries: Int32Array;

  /** `entries` are those of another cache, of rows of the same length. */
  constructor(words: number, entries: Int32Array | null = null) {
    this.words = words;
    this.stride = words + 1;
    const count = entriesFor(words);
    this.mask = count - 1;
    this.entries = entries ?? new Int32Array(count * this.stride).fill(-1);
  }

  /** What is known of the row at `from`; -1 if nothing, and then it is entered with `known`. */
  find(rows: Int32Array, from: number, hash: number, known: number): number {
    const { entries, words } = this;
    const slot = (hash & this.mask) * this.stride;
    let word = 0;
    while (word < words && entries[slot + 1 + word] === rows[from + word]) word++;
    if (word === words && entries[slot] !== -1) return entries[slot] as number;
    entries[slot] = known;
    for (; word < words; word++) entries[slot + 1 + word] = rows[from + word] as number;
    return -1;
  }

  /** Puts `number` where a row was entered with `known`, unless another one has taken its place. */
  settle(hash: number, known: number, number: number): void {
    const slot = (hash & this.mask) * this.stride;
    if (this.entries[slot] === known) this.entries[slot] = number;
  }
}

/** How many entries a cache of rows of this length has: a power of two. */
export function entriesFor(words: number): number {
  return 2 ** Math.max(4, Math.floor(Math.log2(TABLE_WORDS / (words + 1))));
}
