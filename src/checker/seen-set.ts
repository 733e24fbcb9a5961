// Hot path: called once per generated state; nothing here may allocate but when a segment grows.
/** Which rows were seen: an exact set, open addressing with linear probing over the numbers of stored rows. */

import { mix } from "../values/index.ts";
import type { RowStore } from "./row-store.ts";

/** Segments are chosen by the top bits of the hash; each doubles by itself, so that no pause is long. */
export const SEGMENT_BITS = 6;
export const SEGMENTS = 1 << SEGMENT_BITS;
const FIRST_SLOTS = 16;

/** Slots in use may not exceed 3/4 of a segment: beyond that probes get long. */
const LOAD = 0.75;

/** The tables of all segments, and how many slots of each are in use. */
export interface Segments {
  readonly slots: readonly Int32Array[];
  readonly used: Int32Array;
}

/** How many slots of a segment may be used. */
export function limitOf(slots: Int32Array): number {
  return (slots.length / 2) * LOAD;
}

/**
 * Maps rows to their numbers in a `RowStore`. A slot is two int32: the row's hash as tag, and its number plus one
 * (0: free). Equal tags are always settled by comparing the rows, so no two states are ever taken for one.
 */
export class SeenSet {
  private readonly rows: RowStore;
  private readonly slots: Int32Array[] = [];
  private readonly used: Int32Array;
  private readonly limits = new Int32Array(SEGMENTS);
  private missHash = 0;
  private missSlot = 0;

  /** `segments` are those of another set, of the same rows. */
  constructor(rows: RowStore, segments: Segments | null = null) {
    this.rows = rows;
    this.used = segments?.used ?? new Int32Array(SEGMENTS);
    for (let segment = 0; segment < SEGMENTS; segment++) {
      const slots = segments?.slots[segment] ?? new Int32Array(FIRST_SLOTS * 2);
      this.slots.push(slots);
      this.limits[segment] = limitOf(slots);
    }
  }

  get segments(): Segments {
    return { slots: this.slots, used: this.used };
  }

  /** The number of `row`, or -1; after -1, `add` enters it without a second probe. */
  find(row: Int32Array): number {
    return this.findFrom(row, 0, hashFrom(row, 0, this.rows.words));
  }

  /** Reads the slot where a look-up of `hash` begins, so that it is in the cache when the look-up follows. */
  touch(hash: number): number {
    const slots = this.slots[hash >>> (32 - SEGMENT_BITS)] as Int32Array;
    return slots[(hash << 1) & (slots.length - 1)] as number;
  }

  /** Reads the row that the look-up of `hash` compares first, if there is one. */
  touchRow(hash: number): number {
    const slots = this.slots[hash >>> (32 - SEGMENT_BITS)] as Int32Array;
    const slot = (hash << 1) & (slots.length - 1);
    const entry = slots[slot + 1] as number;
    if (entry === 0 || slots[slot] !== hash) return 0;
    return this.rows.chunkOf(entry - 1)[this.rows.placeOf(entry - 1)] as number;
  }

  /** `find` for the row that begins at `from`, whose hash is known. */
  findFrom(rows: Int32Array, from: number, hash: number): number {
    const slots = this.slots[hash >>> (32 - SEGMENT_BITS)] as Int32Array;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (;;) {
      const entry = slots[slot + 1] as number;
      if (entry === 0) break;
      if (slots[slot] === hash && this.rows.equals(entry - 1, rows, from)) return entry - 1;
      slot = (slot + 2) & mask;
    }
    this.missHash = hash;
    this.missSlot = slot;
    return -1;
  }

  /** Enters the row of the `find` just before, which answered -1, as `number`. */
  add(number: number): void {
    const segment = this.missHash >>> (32 - SEGMENT_BITS);
    const slots = this.slots[segment] as Int32Array;
    slots[this.missSlot] = this.missHash;
    slots[this.missSlot + 1] = number + 1;
    const used = (this.used[segment] as number) + 1;
    this.used[segment] = used;
    if (used >= (this.limits[segment] as number)) this.grow(segment);
  }

  private grow(segment: number): void {
    const old = this.slots[segment] as Int32Array;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      const entry = old[from + 1] as number;
      if (entry === 0) continue;
      const hash = old[from] as number;
      let to = (hash << 1) & mask;
      while (slots[to + 1] !== 0) to = (to + 2) & mask;
      slots[to] = hash;
      slots[to + 1] = entry;
    }
    this.slots[segment] = slots;
    this.limits[segment] = limitOf(slots);
  }
}

/** A 32-bit hash of the `words` words from `from` on. */
export function hashFrom(rows: Int32Array, from: number, words: number): number {
  let hash = words;
  for (let word = 0; word < words; word++) {
    hash = Math.imul(hash ^ (rows[from + word] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return mix(hash);
}
