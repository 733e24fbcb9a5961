// Hot path: `at`, `of` and `named` run inside generated code.
/** Functions of packed values as tables, filled when an entry is first wanted: each argument is evaluated once. */

import {
  cardinality,
  ENUMERATION_LIMIT,
  elements,
  FunctionValue,
  imageByRule,
  isEnumerable,
  mostElements,
  SetValue,
  type Value,
} from "../../../values/index.ts";
import { Unheard } from "../interpret/error.ts";
import { valuesOf } from "../layout/function.ts";
import type { Representation } from "../layout/representation.ts";
import { LARGEST_OPEN, UNNUMBERED } from "../layout/universe.ts";

/** Thrown by generated code where the interpreter must take over; never seen outside the engine. */
export const BAILOUT = new Error("the interpreter takes over");

/** A pure function of values. */
export type Rule = (values: readonly Value[]) => Value;

/** What tables share: whether something did not fit, so that code should be made again with what is known by now. */
export interface Growth {
  outgrown: boolean;
  /** How often the interpreter found the steps of one action, because its code bailed out. */
  retries: number;
  /** Tables that got too long; to be emptied when no code runs that may have asked for an entry. */
  readonly full: Table[];
}

/** To be called between two states, when nothing refers to the entries of tables. */
export function emptyFull({ full }: Growth): void {
  if (full.length > 0) for (const table of full.splice(0)) table.empty();
}

/** Entries of a table that remembers every combination of arguments, beyond which it begins anew. */
const MOST_ENTRIES = 1 << 19;

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
    this.radices = inputs.flatMap((input) =>
      input.leaves().map(({ size }) => (size === Infinity ? LARGEST_OPEN : size)),
    );
    this.results = Array.from({ length: Math.max(1, result.leafCount) }, () => new Int32Array(64));
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
    if (this.entries.size === MOST_ENTRIES) this.growth.full.push(this);
    return entry;
  }

  /** Forgets all entries. */
  empty(): void {
    this.entries.clear();
    this.count = FAILED + 1;
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
      values.push(input.decode(leaves, at));
      at += input.leafCount;
    }
    const made: number[] = [];
    // Nobody will see where an error came from, and finding that out takes long.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      const value = this.rule(values);
      if (isHuge(value)) return FAILED;
      if (!this.result.encode(value, made, 0)) {
        this.growth.outgrown = true;
        return FAILED;
      }
    } catch (error) {
      // What must not be told now, or has no index yet, the search comes to in its turn: the entry is not made.
      if (error instanceof Unheard || error === UNNUMBERED) throw BAILOUT;
      // An error of the spec, a value that no state can hold, or a defect: the interpreter evaluates again and will tell.
      return FAILED;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
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

/** Sets of more elements are not listed for the sake of a table: the interpreter can often do without their elements. */
const LARGEST_LISTED = 4096;

/** Nor are sets counted for which more may have to be looked at. */
const LARGEST_COUNTED = 2 ** 16;

/** Would remembering the value mean to list the elements of a set that is only described? */
export function isHuge(value: Value): boolean {
  if (value instanceof SetValue) {
    if (value.form === "enumerated") return elements(value).some(isHuge);
    const most = mostElements(value);
    if (LARGEST_COUNTED < most && most <= ENUMERATION_LIMIT) return true;
    return isEnumerable(value) ? cardinality(value) > LARGEST_LISTED : hasHugePart(value);
  }
  return value instanceof FunctionValue && value.form !== "lambda" && valuesOf(value).some(isHuge);
}

/** A set too large for a list is remembered by the sets that its rule is made of. */
function hasHugePart(set: SetValue): boolean {
  let found = false;
  imageByRule(set, (part) => {
    found ||= isHuge(part);
    return part;
  });
  return found;
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
