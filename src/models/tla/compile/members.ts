// Hot path: `list` runs inside generated code.
/** Sets whose elements the code does not know one by one, as lists of indices for its loops. */

import { cardinality, elements, isEnumerable, SetValue, type Value } from "../../../values/index.ts";
import type { Universe } from "../layout/universe.ts";
import { BAILOUT } from "./table.ts";

/** Longer sets are left to the interpreter. */
const LONGEST = 1 << 16;

/** The elements of each set in a universe, in the order of TLA+, as indices of another universe. */
export class MemberLists {
  private readonly sets: Universe;
  private readonly members: Universe;
  private readonly lists: (Int32Array | undefined)[] = [];

  constructor(sets: Universe, members: Universe) {
    this.sets = sets;
    this.members = members;
  }

  /** The list of the set at `index`; bails out where that is no set, or not a finite one. */
  list(index: number): Int32Array {
    return this.lists[index] ?? this.make(index);
  }

  private make(index: number): Int32Array {
    const set = this.sets.values[index] as Value;
    if (!(set instanceof SetValue) || !isEnumerable(set) || cardinality(set) > LONGEST) throw BAILOUT;
    const list = Int32Array.from(elements(set), (value) => this.members.add(value));
    if (list.includes(-1)) throw BAILOUT;
    this.lists[index] = list;
    return list;
  }
}
