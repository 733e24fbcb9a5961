// Hot path: `of` runs for each successor that has no code for its key or for what it is asked.
/** Rows of the interpreter for packed ones. */

import type { Interner } from "../../../values/index.ts";
import { sameRow } from "../../model.ts";
import { maskOf, type Packing } from "../layout/packing.ts";
import type { TlaModel } from "../model.ts";

/** So many contents of a word are kept with the ids of their values. */
const MOST_KNOWN = 1 << 16;

/** A row of the interpreter for a packed one. The last is kept: questions come in a series, and the next row differs little. */
export class Ids {
  private readonly interner: Interner;
  private readonly ids: Int32Array;
  private packing: Packing | null = null;
  private last = new Int32Array(0);
  /** For each variable the words that it lies in, each with its bits there. */
  private masks: readonly (readonly Mask[])[] = [];
  /** For each variable that lies in one word the ids by its bits there. */
  private known: readonly Map<number, number>[] = [];

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
      this.known = this.masks.map(() => new Map());
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
    const [mask] = masks;
    if (mask === undefined || masks.length > 1) return this.interner.idOf(packing.unpack(variable, row));
    const known = this.known[variable] as Map<number, number>;
    const content = (row[mask.word] as number) & mask.bits;
    let id = known.get(content);
    if (id === undefined) {
      id = this.interner.idOf(packing.unpack(variable, row));
      if (known.size === MOST_KNOWN) known.clear();
      known.set(content, id);
    }
    return id;
  }
}

interface Mask {
  readonly word: number;
  readonly bits: number;
}

function masksOf(fields: Packing["fields"][number]): readonly Mask[] {
  const masks = new Map<number, number>();
  for (const field of fields) masks.set(field.word, (masks.get(field.word) ?? 0) | maskOf(field));
  return [...masks].map(([word, bits]) => ({ word, bits }));
}

function differs(masks: readonly Mask[], row: Int32Array, last: Int32Array): boolean {
  for (const { word, bits } of masks) if ((((row[word] as number) ^ (last[word] as number)) & bits) !== 0) return true;
  return false;
}
