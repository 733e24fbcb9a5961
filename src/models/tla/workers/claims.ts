// Hot path: `claim` runs for every successor.
/**
 * Which states some worker asks about already. They are claimed by a hash of their values, which is the same in each
 * thread. A claim may get lost, then two workers ask; two states may look alike, then the search asks itself.
 */

import { hash, type Interner } from "../../../values/index.ts";

/** A power of two. */
const SLOTS = 1 << 20;

/** What all workers of a search share. */
export function sharedClaims(): SharedArrayBuffer {
  return new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
}

export class Claims {
  private readonly table: Int32Array;
  private readonly interner: Interner;

  constructor(shared: SharedArrayBuffer, interner: Interner) {
    this.table = new Int32Array(shared);
    this.interner = interner;
  }

  /** Claims a row; false where somebody has. */
  claim(row: Int32Array): boolean {
    let slot = 0;
    let tag = 0x2545f491;
    for (let i = 0; i < row.length; i++) {
      const valueHash = hash(this.interner.valueOf(row[i] as number));
      slot = mixed(slot ^ valueHash);
      tag = mixed(Math.imul(tag, 31) + valueHash);
    }
    tag |= 1;
    return Atomics.exchange(this.table, slot & (SLOTS - 1), tag) !== tag;
  }
}

function mixed(word: number): number {
  const h = Math.imul(word ^ (word >>> 16), 0x9e3779b1);
  return h ^ (h >>> 15);
}
