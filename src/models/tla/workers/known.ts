// Hot path: `of` runs for every successor.
/** What is known of states that were met lately, as bits; a state that is met again is not asked again. */

/** So many states are remembered, a power of two: the last one in each slot. */
const SLOTS = 1 << 16;

export class Known {
  private readonly words: number;
  /** For each slot a row, and the bits; nothing where these are 0. */
  private readonly slots: Int32Array;

  constructor(words: number) {
    this.words = words;
    this.slots = new Int32Array(SLOTS * (words + 1));
  }

  /** What is known of a row; 0 where nothing is. */
  of(row: Int32Array): number {
    const { slots, words } = this;
    const at = this.slotOf(row);
    for (let i = 0; i < words; i++) if (slots[at + i] !== row[i]) return 0;
    return slots[at + words] as number;
  }

  note(row: Int32Array, bits: number): void {
    const { slots, words } = this;
    const at = this.slotOf(row);
    for (let i = 0; i < words; i++) slots[at + i] = row[i] as number;
    slots[at + words] = bits;
  }

  private slotOf(row: Int32Array): number {
    let h = 0;
    for (let i = 0; i < this.words; i++) {
      h = Math.imul(h ^ (row[i] as number), 0x9e3779b1);
      h ^= h >>> 15;
    }
    return (h & (SLOTS - 1)) * (this.words + 1);
  }
}
