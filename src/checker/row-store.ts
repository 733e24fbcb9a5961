// Hot path: called once or more per generated state; nothing here may allocate per row.
/** Rows of int32 kept by number: the states of a search in breadth-first order, and what is known of each. */

/** How many words one chunk holds, when rows are not longer than that: 1 MiB of int32. */
export const CHUNK_WORDS = 1 << 18;

/** Rows by number, wherever they are kept. */
export abstract class Rows {
  abstract readonly words: number;
  /** How many rows are stored. */
  abstract readonly count: number;
  /** An array that holds row `number`, which begins there at `placeOf(number)`; good until a row is stored. */
  abstract chunkOf(number: number): Int32Array;
  abstract placeOf(number: number): number;

  /** Copies row `number` into `target`. */
  read(number: number, target: Int32Array): void {
    const chunk = this.chunkOf(number);
    const from = this.placeOf(number);
    for (let word = 0; word < this.words; word++) target[word] = chunk[from + word] as number;
  }

  /** A new array with row `number`. */
  copy(number: number): Int32Array {
    const row = new Int32Array(this.words);
    this.read(number, row);
    return row;
  }
}

/**
 * A growing list of rows of `words` int32 each. Rows live in chunks of a power of two of rows, so that growing copies
 * nothing, and a row's number never changes.
 */
export class RowStore extends Rows {
  readonly words: number;
  /** How many rows are stored. */
  count = 0;
  private readonly shift: number;
  private readonly mask: number;
  private readonly chunks: Int32Array[];

  /** `chunks` are those of another store, which holds `count` rows of this length. */
  constructor(words: number, chunks: Int32Array[] = [], count = 0) {
    super();
    this.words = words;
    this.chunks = chunks;
    this.count = count;
    this.shift = Math.max(0, Math.floor(Math.log2(CHUNK_WORDS / Math.max(1, words))));
    this.mask = (1 << this.shift) - 1;
  }

  /** All chunks: each holds the same power of two of rows. */
  get allChunks(): Int32Array[] {
    return this.chunks;
  }

  /** Copies the row at `from` to the end; the answer is its number. Throws a RangeError when memory is out. */
  append(rows: Int32Array, from = 0): number {
    const number = this.count;
    const at = number >>> this.shift;
    if (at === this.chunks.length) this.chunks.push(new Int32Array((this.mask + 1) * this.words));
    const chunk = this.chunks[at] as Int32Array;
    const start = (number & this.mask) * this.words;
    for (let word = 0; word < this.words; word++) chunk[start + word] = rows[from + word] as number;
    this.count = number + 1;
    return number;
  }

  /** Puts another row in the place of row `number`. */
  write(number: number, row: Int32Array): void {
    this.chunkOf(number).set(row, this.placeOf(number));
  }

  chunkOf(number: number): Int32Array {
    return this.chunks[number >>> this.shift] as Int32Array;
  }

  placeOf(number: number): number {
    return (number & this.mask) * this.words;
  }

  /** Is row `number` equal, word by word, to the one that begins at `from`? */
  equals(number: number, rows: Int32Array, from: number): boolean {
    const chunk = this.chunks[number >>> this.shift] as Int32Array;
    const start = (number & this.mask) * this.words;
    for (let word = 0; word < this.words; word++) if (chunk[start + word] !== rows[from + word]) return false;
    return true;
  }
}
