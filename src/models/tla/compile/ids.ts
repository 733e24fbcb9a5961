/** Rows of the interpreter for packed ones. */

import type { Interner } from "../../../values/index.ts";
import type { Packing } from "../layout/packing.ts";
import type { TlaModel } from "../model.ts";

/** A row of the interpreter for a packed one; the last is kept, because questions about a row come in a series. */
export class Ids {
  private readonly interner: Interner;
  private readonly ids: Int32Array;
  private packing: Packing | null = null;
  private last = new Int32Array(0);

  constructor({ interner, layout }: TlaModel) {
    this.interner = interner;
    this.ids = new Int32Array(layout.words);
  }

  of(row: Int32Array, packing: Packing): Int32Array {
    const { ids, last } = this;
    if (packing === this.packing && last.every((word, i) => word === row[i])) return ids;
    this.packing = packing;
    this.last = row.slice(0, packing.words);
    for (let i = 0; i < ids.length; i++) ids[i] = this.interner.idOf(packing.unpack(i, row));
    return ids;
  }
}
