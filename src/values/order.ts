// Hot path: every set is kept sorted by this order.
/**
 * The total order of values that CHOOSE, enumeration and printing follow: model values, FALSE < TRUE, integers,
 * strings, sets, functions; model values and strings by code point; sets by size, then elements; functions by domain,
 * then values (so sequences by length first).
 */

import { ENUMERATION_LIMIT, sizeOf } from "./cardinality.ts";
import { elements, enumerated, iterate } from "./enumeration.ts";
import { ValueError } from "./error.ts";
import { type AnyFunction, domainOf, type RecordValue, type SequenceValue } from "./function.ts";
import { print, printBrief } from "./print.ts";
import { type AnySet, EnumeratedSet, FunctionFamily } from "./set.ts";
import { compareStrings } from "./string-order.ts";
import { type FunctionValue, ModelValue, SetValue, type Value } from "./value.ts";

/**
 * Negative, zero or positive as `a` is less than, equal to or greater than `b`. Zero exactly when `equal(a, b)` is
 * true. Never throws for values that can be enumerated; otherwise E402 where nothing tells the two apart.
 */
export function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  if (typeof a === "object" && typeof b === "object" && a.form === b.form) {
    switch (a.form) {
      case "record":
        if ((a as RecordValue).shape !== (b as RecordValue).shape) break;
        if (sameIdentity(a as RecordValue, b as RecordValue)) return 0;
        return compareLists((a as RecordValue).values, (b as RecordValue).values);
      case "sequence": {
        const order = (a as SequenceValue).values.length - (b as SequenceValue).values.length;
        return order !== 0 ? order : compareLists((a as SequenceValue).values, (b as SequenceValue).values);
      }
      case "model":
        return compareStrings((a as ModelValue).name, (b as ModelValue).name);
    }
  }
  const rank = kindRank(a) - kindRank(b);
  if (rank !== 0) return rank;
  if (typeof a === "boolean") return a ? 1 : -1;
  if (a instanceof SetValue) return compareSets(a, b as SetValue);
  return compareFunctions(a as FunctionValue, b as FunctionValue);
}

/** Where the value stands in the list, which is in TLA+ order, from `low` on; the complement of where it belongs if it does not. */
export function placeAmong(list: readonly Value[], value: Value, low: number): number {
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compare(list[middle]!, value);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

function kindRank(value: Value): number {
  switch (typeof value) {
    case "boolean":
      return 1;
    case "number":
      return 2;
    case "string":
      return 3;
    default:
      return value instanceof ModelValue ? 0 : value instanceof SetValue ? 4 : 5;
  }
}

function compareLists(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compare(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return 0;
}

function sameIdentity(a: SetValue | FunctionValue, b: SetValue | FunctionValue): boolean {
  return a.interner !== null && a.interner === b.interner && a.id === b.id;
}

function compareSets(a: SetValue, b: SetValue): number {
  if (sameIdentity(a, b)) return 0;
  if (a instanceof EnumeratedSet && b instanceof EnumeratedSet) {
    const order = a.elements.length - b.elements.length;
    return order !== 0 ? order : compareLists(a.elements, b.elements);
  }
  const x = sizeRank(a);
  const y = sizeRank(b);
  if (x !== y) return x < y ? -1 : 1;
  return x === Infinity ? compareLarge(a as AnySet, b as AnySet) : compareCounted(a as AnySet, b as AnySet);
}

/** The size of the set where it can be had by counting, Infinity otherwise. */
function sizeRank(set: SetValue): number {
  const size = sizeOf(set);
  return size < 0 ? Infinity : size;
}

/** Compares two sets of the same known size. */
function compareCounted(a: AnySet, b: AnySet): number {
  if (a.form === "interval" && b.form === "interval") return a.low - b.low;
  // Subsets come by size: the first that differ are those of one element, which come in the order of the bases.
  if (a.form === "power" && b.form === "power") return compareSets(a.base, b.base);
  if (sizeOf(a) <= ENUMERATION_LIMIT) return compareLists(elements(a), elements(b));
  if (a instanceof FunctionFamily && b instanceof FunctionFamily && compareFamilies(a, b) === 0) return 0;
  const others = iterate(b)[Symbol.iterator]();
  let steps = 0;
  for (const value of iterate(a)) {
    const order = compare(value, others.next().value as Value);
    if (order !== 0) return order;
    if (++steps > ENUMERATION_LIMIT) break;
  }
  throw incomparable(a, b);
}

/**
 * Compares two sets that are infinite, or too large to count, by their description. No rule of TLA+ orders them; this
 * only has to be total, and zero exactly for sets that are equal.
 */
function compareLarge(a: AnySet, b: AnySet): number {
  if (a instanceof FunctionFamily && b instanceof FunctionFamily) return compareFamilies(a, b);
  const rank = LARGE_FORMS.indexOf(a.form) - LARGE_FORMS.indexOf(b.form);
  if (rank !== 0) return rank;
  if (a.form === "standard" && b.form === "standard") return a.rank - b.rank;
  if (a.form === "interval" && b.form === "interval") return a.low - b.low || a.high - b.high;
  if (a.form === "power" && b.form === "power") return compareSets(a.base, b.base);
  if (a.form === "sequences" && b.form === "sequences") return compareSets(a.base, b.base);
  if ("left" in a && "left" in b) return compareSets(a.left, b.left) || compareSets(a.right, b.right);
  throw incomparable(a, b);
}

const LARGE_FORMS: readonly string[] = [
  "standard",
  "interval",
  "power",
  "functions",
  "records",
  "product",
  "sequences",
  "union",
  "intersection",
  "difference",
  "predicate",
];

/** Compares two families of functions by domain, then factors. */
function compareFamilies(a: FunctionFamily, b: FunctionFamily): number {
  const order = compareSets(a.domain(), b.domain());
  if (order !== 0) return order;
  if (a.form === "functions" && b.form === "functions") return compareSets(a.factor(0), b.factor(0));
  const n = enumerated(a.domain()).elements.length;
  for (let i = 0; i < n; i++) {
    const factor = compareSets(a.factor(i), b.factor(i));
    if (factor !== 0) return factor;
  }
  return 0;
}

/** Compares functions that are neither two sequences nor two records of one shape. */
function compareFunctions(a: FunctionValue, b: FunctionValue): number {
  if (sameIdentity(a, b)) return 0;
  const f = a as AnyFunction;
  const g = b as AnyFunction;
  if (f.form === "lambda" || g.form === "lambda") {
    const order = compareSets(domainOf(f), domainOf(g));
    if (order !== 0) return order;
    throw incomparable(f, g);
  }
  if (f.values.length !== g.values.length) return f.values.length - g.values.length;
  return compareSets(domainOf(f), domainOf(g)) || compareLists(f.values, g.values);
}

function incomparable(a: Value, b: Value): ValueError {
  return new ValueError("E402", `cannot decide whether ${printBrief(a)} and ${printBrief(b)} are equal`);
}

/** Sorts the values by `compare` in place and removes duplicates; returns the same array. */
export function sortUnique(values: Value[]): Value[] {
  let sorted = true;
  let numbers = typeof values[0] === "number";
  for (let i = 1; i < values.length; i++) {
    numbers &&= typeof values[i] === "number";
    if (sorted && compare(values[i - 1]!, values[i]!) >= 0) sorted = false;
    if (!sorted && !numbers) break;
  }
  if (sorted) return values;
  if (values.length <= 16) insertionSort(values);
  else if (numbers) (values as number[]).sort((a, b) => a - b);
  else values.sort(compare);
  let kept = 1;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (compare(values[kept - 1]!, value) !== 0) values[kept++] = value;
  }
  values.length = kept;
  return values;
}

function insertionSort(values: Value[]): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    let j = i - 1;
    while (j >= 0 && compare(values[j]!, value) > 0) {
      values[j + 1] = values[j]!;
      j--;
    }
    values[j + 1] = value;
  }
}

/** Equality for those who only show values, which never fails: what cannot be compared differs, unless it prints alike. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  try {
    return compare(a, b) === 0;
  } catch (error) {
    if (error instanceof ValueError) return print(a) === print(b);
    throw error;
  }
}
