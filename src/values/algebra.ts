// Hot path: set operations of every specification.
/** Sets from elements and from sets: union, intersection, difference, and the symbolic constructions. */

import { decideEmpty, isEnumerable, sizeOf } from "./cardinality.ts";
import { NO, UNDECIDED, YES } from "./decision.ts";
import { elements, enumerated, iterate } from "./enumeration.ts";
import { decideEqual, undecidedEquality } from "./equality.ts";
import { ValueError } from "./error.ts";
import { EMPTY_SEQUENCE } from "./function.ts";
import { decideMember, decideSubset, isMember } from "./membership.ts";
import { compare, sortUnique } from "./order.ts";
import { printBrief } from "./print.ts";
import {
  type AnySet,
  DifferenceSet,
  EMPTY_SET,
  EnumeratedSet,
  FunctionSet,
  IntersectionSet,
  interval,
  PowerSet,
  PredicateSet,
  ProductSet,
  SequenceSet,
  UnionSet,
} from "./set.ts";
import { kindName, SetValue, type Value } from "./value.ts";

/**
 * The set of these elements, in any order, with duplicates. The array is owned by the result. Throws E401 when two
 * neighbours in TLA+ order cannot be compared, as in `{1, "a"}`.
 */
export function makeSet(values: Value[]): SetValue {
  if (values.length === 0) return EMPTY_SET;
  sortUnique(values);
  for (let i = 1; i < values.length; i++) requireComparable(values[i - 1]!, values[i]!);
  return new EnumeratedSet(values);
}

/** Two different values may be elements of one set only if their difference is decided. */
function requireComparable(a: Value, b: Value): void {
  if (typeof a !== "object" && typeof a === typeof b) return;
  if (decideEqual(a, b) === UNDECIDED) throw undecidedEquality(a, b);
}

/** `SUBSET base`. */
export function powerSet(base: SetValue): SetValue {
  return new PowerSet(base);
}

/** `[domain -> range]`. On the empty domain the only function is `<<>>`. */
export function functionSet(domain: SetValue, range: SetValue): SetValue {
  if (decideEmpty(domain) === YES) return new EnumeratedSet([EMPTY_SEQUENCE]);
  return decideEmpty(range) === YES ? EMPTY_SET : new FunctionSet(domain, range);
}

/** `S1 \X ... \X Sn`. */
export function productSet(factors: readonly SetValue[]): SetValue {
  if (factors.length === 0) return new EnumeratedSet([EMPTY_SEQUENCE]);
  return factors.some((factor) => decideEmpty(factor) === YES) ? EMPTY_SET : new ProductSet(factors);
}

/** `Seq(base)`. */
export function sequenceSet(base: SetValue): SetValue {
  return new SequenceSet(base);
}

/**
 * `{x \in base : test(x)}` without enumerating the base: for a base that is infinite or very large. The test must give
 * the same answer each time.
 */
export function predicateSet(base: SetValue, test: (value: Value) => boolean): SetValue {
  return new PredicateSet(base, test);
}

/** `a \cup b`; symbolic when one is infinite or too large to be enumerated. */
export function union(a: SetValue, b: SetValue): SetValue {
  if (a === b) return a;
  if (!isEnumerable(a)) return largeUnion(a, b);
  if (!isEnumerable(b)) return largeUnion(b, a);
  const x = elements(a);
  const y = elements(b);
  if (x.length === 0) return byElements(b);
  if (y.length === 0) return byElements(a);
  if (y.length === 1) return withElement(a, x, y[0]!);
  if (x.length === 1) return withElement(b, y, x[0]!);
  return mergeUnion(a, b, x, y);
}

function withElement(set: SetValue, list: readonly Value[], value: Value): SetValue {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compare(list[middle]!, value);
    if (order === 0) return byElements(set);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  if (low > 0) requireComparable(list[low - 1]!, value);
  if (low < list.length) requireComparable(list[low]!, value);
  const result = new Array<Value>(list.length + 1);
  for (let i = 0; i < low; i++) result[i] = list[i]!;
  result[low] = value;
  for (let i = low; i < list.length; i++) result[i + 1] = list[i]!;
  return new EnumeratedSet(result);
}

function mergeUnion(a: SetValue, b: SetValue, x: readonly Value[], y: readonly Value[]): SetValue {
  const result: Value[] = [];
  let i = 0;
  let j = 0;
  while (i < x.length && j < y.length) {
    const left = x[i]!;
    const right = y[j]!;
    const order = compare(left, right);
    if (order !== 0) requireComparable(left, right);
    result.push(order <= 0 ? left : right);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  while (i < x.length) result.push(x[i++]!);
  while (j < y.length) result.push(y[j++]!);
  // Keeping the operand keeps what is known about it: its hash, its number in the interner.
  if (result.length === x.length) return byElements(a);
  return result.length === y.length ? byElements(b) : new EnumeratedSet(result);
}

/** A listed operand that is the result of an operation: as in TLC, it is no run of integers any more when printed. */
function byElements(set: SetValue): SetValue {
  return (set as AnySet).form === "interval" ? enumerated(set) : set;
}

/** The union where `large` is not enumerable: the other operand is reduced to what the first lacks. */
function largeUnion(large: SetValue, other: SetValue): SetValue {
  if (decideSubset(other, large) === YES) return large;
  if (decideSubset(large, other) === YES) return other;
  const left = large as AnySet;
  if (!isEnumerable(other)) return new UnionSet(large, other);
  if (left.form === "union" && isEnumerable(left.right)) {
    return largeUnion(left.left, union(left.right, other));
  }
  const lacking = elements(other).filter((value) => decideMember(value, large) !== YES);
  return new UnionSet(large, new EnumeratedSet(lacking));
}

/** `a \cap b`; symbolic when neither can be enumerated. */
export function intersection(a: SetValue, b: SetValue): SetValue {
  if (a === b) return a;
  const s = a as AnySet;
  const t = b as AnySet;
  if (s.form === "interval" && t.form === "interval") return interval(Math.max(s.low, t.low), Math.min(s.high, t.high));
  const size = isEnumerable(a) ? sizeOf(a) : Infinity;
  const otherSize = isEnumerable(b) ? sizeOf(b) : Infinity;
  if (size === Infinity && otherSize === Infinity) {
    if (decideSubset(a, b) === YES) return a;
    return decideSubset(b, a) === YES ? b : new IntersectionSet(a, b);
  }
  return size <= otherSize ? select(a, b, true) : select(b, a, true);
}

/** `a \ b`; symbolic when `a` cannot be enumerated. */
export function difference(a: SetValue, b: SetValue): SetValue {
  if (a === b) return EMPTY_SET;
  if (isEnumerable(a)) {
    const s = b as AnySet;
    const without = s.form === "enumerated" && s.elements.length === 1 ? withoutElement(a, s.elements[0]!) : null;
    return without ?? select(a, b, false);
  }
  if (decideSubset(a, b) === YES) return EMPTY_SET;
  if (!isEnumerable(b)) return new DifferenceSet(a, b);
  const s = a as AnySet;
  if (s.form === "difference" && isEnumerable(s.right)) return difference(s.left, union(s.right, b));
  const removed = elements(b).filter((value) => decideMember(value, a) !== NO);
  return removed.length === 0 ? a : new DifferenceSet(a, new EnumeratedSet(removed));
}

/** The set without an element of it; null if the value is none that can be found. */
function withoutElement(set: SetValue, value: Value): SetValue | null {
  const list = elements(set);
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compare(list[middle]!, value);
    if (order === 0) {
      if (list.length === 1) return EMPTY_SET;
      const result = list.slice();
      result.splice(middle, 1);
      return new EnumeratedSet(result);
    }
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** The elements of the enumerable set `a` that are (or are not) elements of `b`. */
function select(a: SetValue, b: SetValue, wanted: boolean): SetValue {
  const list = elements(a);
  const result: Value[] = [];
  for (const value of list) if (isMember(value, b) === wanted) result.push(value);
  if (result.length === list.length) return byElements(a);
  return result.length === 0 ? EMPTY_SET : new EnumeratedSet(result);
}

/** `UNION sets`. Throws E401 when an element is not a set, E403 or E404 when `sets` cannot be enumerated. */
export function bigUnion(sets: SetValue): SetValue {
  const s = sets as AnySet;
  if (s.form === "power") return s.base;
  const values: Value[] = [];
  let large: SetValue | null = null;
  for (const set of iterate(sets)) {
    if (!(set instanceof SetValue)) {
      throw new ValueError(
        "E401",
        `UNION needs a set of sets, but has the element ${printBrief(set)}, ${kindName(set)}`,
      );
    }
    if (isEnumerable(set)) for (const value of iterate(set)) values.push(value);
    else large = large === null ? set : union(large, set);
  }
  const listed = makeSet(values);
  return large === null ? listed : union(large, listed);
}
