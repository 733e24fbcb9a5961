// Hot path: `of` runs for each successor that has no code for its key or for what it is asked.
/** Rows of the interpreter for packed ones. */

import type { Interner } from "../../../values/index.ts";
import { sameRow } from "../../model.ts";
import { type Mask, masksOf, type Packing } from "../layout/packing.ts";
import type { TlaModel } from "../model.ts";

/** For each variable so many contents of its bits are kept with the ids of their values, a power of two. */
const SLOTS = 1 << 14;

/** Of a slot: whether it is in use, and the id; then the contents, a word for each in which the variable lies. */
const HEAD = 2;

/** A row of the interpreter for a packed one. The last is kept: questions come in a series, and the next row differs little. */
export class Ids {
  private readonly interner: Interner;
  private readonly ids: Int32Array;
  private packing: Packing | null = null;
  private last = new Int32Array(0);
  /** For each variable the words that it lies in, each with its bits there. */
  private masks: readonly (readonly Mask[])[] = [];
  /** For each variable that was asked about its slots. */
  private known: Int32Array[] = [];

  constructor({ interner, layout }: TlaModel) {
    this.interner = interner;
    this.ids = new Int32Array(layout.words);
  }

  of(row: Int32Array, packing: Packing): Int32Array {
    const { ids, last } = this;
    const isOther = packing !== this.packing;
    if (!isOther && sameRow(last, row)) return ids;
    if (isOther) {
      this.masks = packing.fields.map(masksOf);
      this.known = [];
    }
    this.packing = null;
    for (let i = 0; i < ids.length; i++) {
      if (isOther || differs(this.masks[i] as readonly Mask[], row, last)) ids[i] = this.idIn(row, i, packing);
    }
    this.packing = packing;
    this.last = row.slice(0, packing.words);
    return ids;
  }

  /** The id of a variable's value. */
  private idIn(row: Int32Array, variable: number, packing: Packing): number {
    const masks = this.masks[variable] as readonly Mask[];
    const stride = HEAD + masks.length;
    const slots = (this.known[variable] ??= new Int32Array(SLOTS * stride));
    const at = slotOf(masks, row) * stride;
    let isKnown = slots[at] === 1;
    for (let i = 0; i < masks.length && isKnown; i++) {
      const { word, bits } = masks[i] as Mask;
      isKnown = slots[at + HEAD + i] === ((row[word] as number) & bits);
    }
    if (isKnown) return slots[at + 1] as number;
    const id = this.interner.idOf(packing.unpack(variable, row));
    slots[at] = 1;
    slots[at + 1] = id;
    for (const [i, { word, bits }] of masks.entries()) slots[at + HEAD + i] = (row[word] as number) & bits;
    return id;
  }
}

function slotOf(masks: readonly Mask[], row: Int32Array): number {
  let hash = 0;
  for (let i = 0; i < masks.length; i++) {
    const { word, bits } = masks[i] as Mask;
    hash = Math.imul(hash ^ ((row[word] as number) & bits), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash & (SLOTS - 1);
}

function differs(masks: readonly Mask[], row: Int32Array, last: Int32Array): boolean {
  for (const { word, bits } of masks) if ((((row[word] as number) ^ (last[word] as number)) & bits) !== 0) return true;
  return false;
}
