// Hot path: `at`, `of` and `named` run inside generated code.
/** Functions of packed values as tables, filled when an entry is first wanted: each argument is evaluated once. */

import { cardinality, isEnumerable, SetValue, type Value } from "../../../values/index.ts";
import { decode, encode, leafCount, leafSizes, type Representation } from "../layout/representation.ts";
import { LARGEST_OPEN } from "../layout/universe.ts";

/** Thrown by generated code where the interpreter must take over; never seen outside the engine. */
export const BAILOUT = new Error("the interpreter takes over");

/** A pure function of values. */
export type Rule = (values: readonly Value[]) => Value;

/** What tables share: whether something did not fit, so that code should be made again with what is known by now. */
export interface Growth {
  outgrown: boolean;
  /** How often the interpreter found the steps of one action, because its code bailed out. */
  retries: number;
}

/** The entry of arguments for which the rule fails, or gives what does not fit. Asking for it has no effect. */
export const FAILED = 1;

/**
 * The results of a rule by the leaves of its arguments. An entry is a number; result leaf `j` of entry `e` is
 * `results[j][e]`. Keys are mixed-radix numbers, most significant leaf first, or texts where those do not suffice.
 */
export class Table {
  /** Where generated code reads the leaves of an entry that it has asked for before. */
  results: Int32Array[];
  private index = new Int32Array(64);
  private readonly entries = new Map<number | string, number>();
  private count = FAILED + 1;
  private readonly radices: readonly number[];
  private readonly inputs: readonly Representation[];
  private readonly result: Representation;
  private readonly rule: Rule;
  private readonly growth: Growth;

  constructor(inputs: readonly Representation[], result: Representation, rule: Rule, growth: Growth) {
    this.inputs = inputs;
    this.result = result;
    this.rule = rule;
    this.growth = growth;
    this.radices = inputs.flatMap(leafSizes).map((size) => (size === Infinity ? LARGEST_OPEN : size));
    this.results = Array.from({ length: Math.max(1, leafCount(result)) }, () => new Int32Array(64));
  }

  /** Leaf `j` of an entry that was found just now; bails out where there is none. */
  leaf(entry: number, j: number): number {
    if (entry === FAILED) throw BAILOUT;
    return (this.results[j] as Int32Array)[entry] as number;
  }

  /** The entry of a small key. */
  at(key: number): number {
    const entry = this.index[key];
    return entry === undefined || entry === 0 ? this.fillAt(key) : entry;
  }

  /** The entry of a number key of any size. */
  of(key: number): number {
    return this.entries.get(key) ?? this.enter(key, this.leavesOf(key));
  }

  /** The entry of a text key: the leaves with commas between them. */
  named(key: string): number {
    return this.entries.get(key) ?? this.enter(key, key.split(",").map(Number));
  }

  private fillAt(key: number): number {
    const entry = this.make(this.leavesOf(key));
    if (key >= this.index.length) {
      const longer = new Int32Array(Math.max(key + 1, this.index.length * 2));
      longer.set(this.index);
      this.index = longer;
    }
    this.index[key] = entry;
    return entry;
  }

  private enter(key: number | string, leaves: readonly number[]): number {
    const entry = this.make(leaves);
    this.entries.set(key, entry);
    return entry;
  }

  private leavesOf(key: number): number[] {
    const leaves: number[] = [];
    let rest = key;
    for (let i = this.radices.length - 1; i >= 0; i--) {
      const radix = this.radices[i] as number;
      const leaf = i === 0 ? rest : rest % radix;
      leaves[i] = leaf;
      rest = (rest - leaf) / radix;
    }
    return leaves;
  }

  private make(leaves: readonly number[]): number {
    const values: Value[] = [];
    let at = 0;
    for (const input of this.inputs) {
      values.push(decode(input, leaves, at));
      at += leafCount(input);
    }
    let value: Value;
    try {
      value = this.rule(values);
    } catch {
      // An error of the spec, or a defect: the interpreter evaluates the state again and will tell.
      return FAILED;
    }
    if (isUnwieldy(value)) return FAILED;
    const made: number[] = [];
    if (!encode(this.result, value, made, 0)) {
      this.growth.outgrown = true;
      return FAILED;
    }
    const entry = this.count++;
    if (entry >= (this.results[0] as Int32Array).length) {
      this.results = this.results.map((old) => {
        const longer = new Int32Array(old.length * 2);
        longer.set(old);
        return longer;
      });
    }
    made.forEach((leaf, j) => {
      (this.results[j] as Int32Array)[entry] = leaf;
    });
    return entry;
  }
}

/** Sets of more elements, known only by a rule such as SUBSET, are not written out to become a result. */
const LARGEST_RESULT = 4096;

/** A set that the interpreter need not write out, and that is too large for a table. */
export function isUnwieldy(value: Value): boolean {
  if (!(value instanceof SetValue) || value.form === "enumerated" || !isEnumerable(value)) return false;
  try {
    return cardinality(value) > LARGEST_RESULT;
  } catch {
    return true;
  }
}

/** Bits set in an int32. */
export function population(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The bits `low` to `high` of a word; whatever lies outside 0 to 31 is cut off. */
export function bitRange(low: number, high: number): number {
  const from = Math.max(low, 0);
  const to = Math.min(high, 31);
  if (from > to) return 0;
  return (to - from === 31 ? -1 : (1 << (to - from + 1)) - 1) << from;
}
