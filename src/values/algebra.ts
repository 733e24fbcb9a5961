// Hot path: set operations of every specification.
/** Sets from elements and from sets: union, intersection, difference, and the symbolic constructions. */

import { decideEmpty, isEnumerable, mostElements, sizeOf } from "./cardinality.ts";
import { NO, UNDECIDED, YES } from "./decision.ts";
import { elements, enumerated, iterate } from "./enumeration.ts";
import { requireComparable } from "./equality.ts";
import { ValueError } from "./error.ts";
import { EMPTY_SEQUENCE } from "./function.ts";
import { decideMember, decideSubset, isMember } from "./membership.ts";
import { compare, placeAmong, sortUnique } from "./order.ts";
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
 * the same answer each time. `late` says that the set is only to be asked for elements.
 */
export function predicateSet(base: SetValue, test: (value: Value) => boolean, late = false): SetValue {
  return new PredicateSet(base, test, late);
}

/** The union; symbolic, so that nothing is listed to ask it for a member, unless both operands are listed already. */
export function union(a: SetValue, b: SetValue): SetValue {
  if (a === b) return a;
  if (!isEnumerable(a)) return largeUnion(a, b);
  if (!isEnumerable(b)) return largeUnion(b, a);
  if (!isListed(a) || !isListed(b)) return symbolicUnion(a, b);
  const x = elements(a);
  const y = elements(b);
  if (x.length === 0) return byElements(b);
  if (y.length === 0) return byElements(a);
  if (y.length === 1) return withElement(a, x, y[0]!);
  if (x.length === 1) return withElement(b, y, x[0]!);
  return mergeUnion(a, b, x, y);
}

/** Sets up to this size are listed to find out what an infinite set lacks, or has. */
const SHORT = 2 ** 16;

function isShort(set: SetValue): boolean {
  return mostElements(set) <= SHORT;
}

function isListed(set: SetValue): boolean {
  const { form } = set as AnySet;
  return form === "enumerated" || (form === "interval" && isEnumerable(set));
}

/** Unions of unions of this depth are listed: whoever asks them goes as deep. */
const DEEPEST = 500;

function symbolicUnion(a: SetValue, b: SetValue): SetValue {
  if (decideEmpty(a) === YES) return b;
  if (decideEmpty(b) === YES) return a;
  const made = new UnionSet(a, b);
  return made.depth > DEEPEST ? enumerated(made) : made;
}

function withElement(set: SetValue, list: readonly Value[], value: Value): SetValue {
  const place = placeAmong(list, value, 0);
  if (place >= 0) return byElements(set);
  const low = ~place;
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
  if (isEnumerable(other) && !isShort(other)) return new UnionSet(large, other);
  if (decideSubset(other, large) === YES) return large;
  if (decideSubset(large, other) === YES) return other;
  const left = large as AnySet;
  if (!isEnumerable(other)) return new UnionSet(large, other);
  if (left.form === "union" && isListed(left.right)) {
    return largeUnion(left.left, union(left.right, other));
  }
  const lacking = Array.from(iterate(other)).filter((value) => decideMember(value, large) !== YES);
  return new UnionSet(large, new EnumeratedSet(lacking));
}

/** The intersection; symbolic unless an operand is listed already and the other can tell its elements apart. */
export function intersection(a: SetValue, b: SetValue): SetValue {
  if (a === b) return a;
  const s = a as AnySet;
  const t = b as AnySet;
  if (s.form === "interval" && t.form === "interval") return interval(Math.max(s.low, t.low), Math.min(s.high, t.high));
  if (isListed(a)) return isListed(b) && sizeOf(b) < sizeOf(a) ? select(b, a, true) : select(a, b, true);
  if (isListed(b) && isDecided(b, a)) return select(b, a, true);
  if (decideEmpty(b) === YES) return b;
  if (isEnumerable(a) || isEnumerable(b)) return new IntersectionSet(a, b);
  if (decideSubset(a, b) === YES) return a;
  return decideSubset(b, a) === YES ? b : new IntersectionSet(a, b);
}

/** Can the second set tell of each element of the first, which is listed, whether it is a member? */
function isDecided(listed: SetValue, set: SetValue): boolean {
  return elements(listed).every((value) => decideMember(value, set) !== UNDECIDED);
}

/** `a \ b`; symbolic unless `a` is listed already. */
export function difference(a: SetValue, b: SetValue): SetValue {
  if (a === b) return EMPTY_SET;
  if (isListed(a)) {
    const s = b as AnySet;
    const without = s.form === "enumerated" && s.elements.length === 1 ? withoutElement(a, s.elements[0]!) : null;
    return without ?? select(a, b, false);
  }
  if (isEnumerable(a)) return decideEmpty(b) === YES ? a : new DifferenceSet(a, b);
  if (decideSubset(a, b) === YES) return EMPTY_SET;
  if (!isShort(b)) return new DifferenceSet(a, b);
  const s = a as AnySet;
  if (s.form === "difference" && isListed(s.right)) return difference(s.left, union(s.right, b));
  const removed = Array.from(iterate(b)).filter((value) => decideMember(value, a) !== NO);
  return removed.length === 0 ? a : new DifferenceSet(a, new EnumeratedSet(removed));
}

/** The set without an element of it; null if the value is none that can be found. */
function withoutElement(set: SetValue, value: Value): SetValue | null {
  const list = elements(set);
  const place = placeAmong(list, value, 0);
  if (place < 0) return null;
  return list.length === 1 ? EMPTY_SET : new EnumeratedSet(list.toSpliced(place, 1));
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
  const symbolic: SetValue[] = [];
  for (const set of iterate(sets)) {
    if (!(set instanceof SetValue)) {
      throw new ValueError(
        "E401",
        `UNION needs a set of sets, but has the element ${printBrief(set)}, ${kindName(set)}`,
      );
    }
    if (isListed(set)) for (const value of iterate(set)) values.push(value);
    else symbolic.push(set);
  }
  const listed = makeSet(values);
  return symbolic.length === 0 ? listed : union(unionOf(symbolic, 0, symbolic.length), listed);
}

/** The union of some of the sets, by halves: it is asked as deep as it was made. */
function unionOf(sets: readonly SetValue[], from: number, to: number): SetValue {
  if (to - from === 1) return sets[from]!;
  const middle = (from + to) >>> 1;
  return union(unionOf(sets, from, middle), unionOf(sets, middle, to));
}
