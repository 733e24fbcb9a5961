// Hot path: `add` runs once per generated state; it allocates only when a table grows or a run is written.
/** Rows that may be new, each once, with the place where it was met first: in memory, and beyond that in sorted runs. */

import type { Room } from "./disk.ts";
import { Cursor, compare, Run, type Source } from "./run.ts";

const FIRST_ROWS = 1 << 10;
const MOST_ROWS = 2 ** 28;

/** A record is a hash, a row, and its place in two words: so many on top of the row. */
const AROUND = 3;

export class Candidates {
  private readonly room: Room;
  private readonly words: number;
  private readonly stride: number;
  private readonly most: number;
  private count = 0;
  private records: Int32Array;
  /**
   * A table of pairs: a hash, and the number of its record plus one (0: free). The high bits of a hash say where a
   * look-up begins, so the table is nearly sorted.
   */
  private slots!: Int32Array;
  private shift!: number;
  private runs: Run[] = [];

  constructor(room: Room, words: number) {
    this.room = room;
    this.words = words;
    this.stride = words + AROUND;
    this.most = Math.max(1, Math.min(Math.floor(room.sorted / this.stride), MOST_ROWS));
    const rows = Math.min(this.most, FIRST_ROWS);
    this.records = new Int32Array(rows * this.stride);
    this.makeSlots(rows);
  }

  private makeSlots(rows: number): void {
    const bits = Math.ceil(Math.log2(rows)) + 1;
    this.slots = new Int32Array(2 ** (bits + 1));
    this.shift = 32 - bits;
  }

  /** Reads the slot where a look-up of `hash` begins, so that it is in the cache when the look-up follows. */
  touch(hash: number): number {
    return this.slots[(hash >>> this.shift) * 2] as number;
  }

  /** Reads the row that the look-up of `hash` compares first, if there is one. */
  touchRow(hash: number): number {
    const { slots } = this;
    const slot = (hash >>> this.shift) * 2;
    const entry = slots[slot + 1] as number;
    return entry === 0 || slots[slot] !== hash ? 0 : (this.records[(entry - 1) * this.stride] as number);
  }

  /** Adds the row at `from`, whose hash is known, met at `place`. Places never decrease. */
  add(rows: Int32Array, from: number, hash: number, place: number): void {
    const { words } = this;
    let slot = this.slotOf(hash, rows, from);
    if (this.slots[slot + 1] !== 0) return;
    const { stride } = this;
    if ((this.count + 1) * stride > this.records.length) {
      this.makeRoom();
      slot = this.slotOf(hash, rows, from);
    }
    const { records, slots } = this;
    const at = this.count * stride;
    records[at] = hash;
    for (let word = 0; word < words; word++) records[at + 1 + word] = rows[from + word] as number;
    records[at + words + 1] = place | 0;
    records[at + words + 2] = Math.floor(place / 2 ** 32);
    slots[slot] = hash;
    slots[slot + 1] = ++this.count;
  }

  /** Where the row is in the table, or would be. */
  private slotOf(hash: number, rows: Int32Array, from: number): number {
    const { slots, records, stride, words } = this;
    const mask = slots.length - 1;
    let slot = (hash >>> this.shift) * 2;
    for (;;) {
      const entry = slots[slot + 1] as number;
      if (entry === 0) return slot;
      if (slots[slot] === hash) {
        const at = (entry - 1) * stride + 1;
        let word = 0;
        while (word < words && records[at + word] === rows[from + word]) word++;
        if (word === words) return slot;
      }
      slot = (slot + 2) & mask;
    }
  }

  private makeRoom(): void {
    if (this.count === this.most) {
      this.runs.push(this.sorted());
      this.empty();
      return;
    }
    const rows = Math.min(this.most, this.count * 2);
    const longer = new Int32Array(rows * this.stride);
    longer.set(this.records);
    this.records = longer;
    this.makeSlots(rows);
    const { slots, shift, stride } = this;
    const mask = slots.length - 1;
    for (let number = 0; number < this.count; number++) {
      const hash = longer[number * stride] as number;
      let slot = (hash >>> shift) * 2;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = number + 1;
    }
  }

  private empty(): void {
    this.count = 0;
    this.slots.fill(0);
  }

  /** All that is in the table as a run. */
  private sorted(): Run {
    const run = new Run(this.room, this.stride);
    const order = this.inOrder();
    for (let i = 0; i < order.length; i++) run.push(this.records, order[i] as number);
    return run;
  }

  /** Where the records of the table begin, in their order. */
  private inOrder(): Uint32Array {
    const { slots, stride } = this;
    const order = new Uint32Array(this.count);
    const hashes = new Uint32Array(this.count);
    let count = 0;
    for (let slot = 0; slot < slots.length; slot += 2) {
      const entry = slots[slot + 1] as number;
      if (entry === 0) continue;
      hashes[count] = slots[slot] as number;
      order[count++] = (entry - 1) * stride;
    }
    for (let i = 1; i < count; i++) {
      const [moved, hash] = [order[i] as number, hashes[i] as number];
      let at = i;
      for (; at > 0 && (hashes[at - 1] as number) >= hash; at--) {
        if (hashes[at - 1] === hash && this.isBefore(order[at - 1] as number, moved)) break;
        order[at] = order[at - 1] as number;
        hashes[at] = hashes[at - 1] as number;
      }
      order[at] = moved;
      hashes[at] = hash;
    }
    return order;
  }

  private isBefore(one: number, other: number): boolean {
    const { records: words, stride } = this;
    return compare({ words, at: one }, { words, at: other }, stride) < 0;
  }

  /**
   * All that was added, each time sorted; the earlier has the earlier places. What is in the table stays there, until
   * `clear`.
   */
  sources(): Source[] {
    const sources: Source[] = this.runs.map((run) => new Cursor(run));
    if (this.count > 0) sources.push(new OrderedCursor(this.records, this.inOrder()));
    return sources;
  }

  /** Forgets all that was added. */
  clear(): void {
    for (const run of this.runs) run.remove();
    this.runs = [];
    this.empty();
  }
}

/** Goes through records in a given order. */
class OrderedCursor implements Source {
  readonly words: Int32Array;
  at: number;
  private readonly order: Uint32Array;
  private index = 0;

  constructor(records: Int32Array, order: Uint32Array) {
    this.words = records;
    this.order = order;
    this.at = order[0] as number;
  }

  next(): void {
    this.index++;
    this.at = this.index < this.order.length ? (this.order[this.index] as number) : -1;
  }
}

/** The place in a record of a row of `words`, which begins at `at`. */
export function placeOf(records: Int32Array, at: number, words: number): number {
  return ((records[at + words + 1] as number) >>> 0) + (records[at + words + 2] as number) * 2 ** 32;
}
