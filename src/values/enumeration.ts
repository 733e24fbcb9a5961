// Hot path: sets are enumerated in every quantifier.
/** Enumerates sets, always in TLA+ order: equal sets give equal sequences, whatever their form. */

import { decideFinite, ENUMERATION_LIMIT, mostElements, sizeOf } from "./cardinality.ts";
import { NO, UNDECIDED, YES } from "./decision.ts";
import { decideEqual, requireComparable } from "./equality.ts";
import { ValueError } from "./error.ts";
import { EMPTY_SEQUENCE, functionForm, GeneralFunction, RecordValue, SequenceValue } from "./function.ts";
import { isMember } from "./membership.ts";
import { compare } from "./order.ts";
import { printBrief } from "./print.ts";
import { type AnySet, type AnySymbolicSet, EMPTY_SET, EnumeratedSet, type FunctionFamily, SymbolicSet } from "./set.ts";
import { shapeOf } from "./shape.ts";
import type { FunctionValue, SetValue, Value } from "./value.ts";

/** A symbolic set up to this size is enumerated at once when it is iterated. */
const SMALL = 64;
/** A symbolic set up to this size is enumerated, and kept so, when it is iterated a second time. */
const KEPT = 2 ** 16;
/** A loop over a set above this size never comes to its end: it may find what it looks for among the first elements. */
const ENDLESS = 2 ** 36;

/**
 * All elements in TLA+ order. The array belongs to the set: do not change it.
 * Throws E403 for an infinite set, E404 above 2^24 elements.
 */
export function elements(set: SetValue): readonly Value[] {
  return (set as AnySet).form === "enumerated" ? (set as EnumeratedSet).elements : enumerated(set).elements;
}

/** The elements of a set that is enumerated, or finite with at most `limit` elements by counting; null otherwise. */
export function listedElements(set: SetValue, limit: number): readonly Value[] | null {
  if ((set as AnySet).form === "enumerated") return elements(set);
  const size = countedSize(set);
  return size >= 0 && size <= limit ? elements(set) : null;
}

/** `sizeOf` for texts: -1 also where the elements cannot be told apart, so that there is no saying how many they are. */
export function countedSize(set: SetValue): number {
  try {
    return sizeOf(set);
  } catch (error) {
    if (error instanceof ValueError) return -1;
    throw error;
  }
}

/** Are its elements at hand? */
export function isListed(set: SetValue): boolean {
  const s = set as AnySet;
  return s.form === "enumerated" || s.twin !== null;
}

/** The enumerated twin of the set, with the errors of `elements`. It is kept in the set. */
export function enumerated(set: SetValue): EnumeratedSet {
  const s = set as AnySet;
  if (s.form === "enumerated") return s;
  if (s.twin !== null) return s.twin;
  const list = collect(s);
  if (s.form === "union") for (let i = 1; i < list.length; i++) requireComparable(list[i - 1]!, list[i]!);
  return (s.twin = new EnumeratedSet(list));
}

function collect(set: AnySymbolicSet): Value[] {
  requireEnumerable(set, ENUMERATION_LIMIT);
  const result: Value[] = [];
  for (const value of generate(set)) {
    if (result.length === ENUMERATION_LIMIT) throw tooLarge(set, `more than ${ENUMERATION_LIMIT}`);
    result.push(value);
  }
  return result;
}

/**
 * The elements in TLA+ order, one by one: for loops that may end early. Throws E403 for an infinite set, and E404 at the
 * element after the first 2^24 of a set of more than 2^36; finite sets may have any size.
 */
export function iterate(set: SetValue): Iterable<Value> {
  const s = set as AnySet;
  if (s.form === "enumerated") return s.elements;
  if (s.twin !== null) return s.twin.elements;
  if (s.form !== "predicate") {
    if (mostElements(s) <= (s.iterated ? KEPT : SMALL)) return kept(s);
    s.iterated = true;
  }
  requireEnumerable(s, Infinity);
  return mostElements(s) > ENDLESS ? beginning(s) : generate(s);
}

function* beginning(set: AnySymbolicSet): Iterable<Value> {
  let left = ENUMERATION_LIMIT;
  for (const value of generate(set)) {
    if (left-- === 0) throw tooLarge(set, `more than ${ENDLESS}`);
    yield value;
  }
}

/** The elements as a list, which the set keeps; not where they cannot be compared, which is an error only in a value. */
function kept(set: AnySymbolicSet): readonly Value[] {
  if (set.form !== "union") return enumerated(set).elements;
  const list = collect(set);
  if (list.every((value, i) => i === 0 || decideEqual(list[i - 1]!, value) !== UNDECIDED)) {
    set.twin = new EnumeratedSet(list);
  }
  return list;
}

/** Whether the size of the set is only known when it has been enumerated. */
function isCombined(set: AnySymbolicSet): boolean {
  return ["predicate", "difference", "intersection", "union"].includes(set.form);
}

function requireEnumerable(set: AnySymbolicSet, limit: number): void {
  const finite = decideFinite(set);
  if (finite !== YES) {
    const what = finite === NO ? "the infinite set" : "the possibly infinite set";
    throw new ValueError("E403", `cannot enumerate ${what} ${printBrief(set)}`);
  }
  if (set.form === "union" && limit < Infinity) {
    for (const part of [set.left, set.right])
      if (part instanceof SymbolicSet) requireEnumerable(part as AnySymbolicSet, limit);
  }
  if (isCombined(set)) return;
  const size = sizeOf(set);
  if (size > limit) throw tooLarge(set, size < Infinity ? `${size}` : "more than 2^53 - 1");
  if (size < 0) throw tooLarge(set, `more than ${ENUMERATION_LIMIT}`);
}

function tooLarge(set: SetValue, count: string): ValueError {
  return new ValueError("E404", `the set ${printBrief(set)} is too large to be enumerated: it has ${count} elements`);
}

function generate(set: AnySymbolicSet): Iterable<Value> {
  switch (set.form) {
    case "interval":
      return integers(set.low, set.high);
    case "power":
      return subsets(elements(set.base));
    case "functions":
    case "records":
    case "product":
      return functions(set);
    case "sequences":
      return [EMPTY_SEQUENCE];
    case "predicate":
      return filtered(set.base, set.test);
    case "difference":
      return filtered(set.left, (value) => !isMember(value, set.right));
    case "intersection":
      return mostElements(set.left) <= mostElements(set.right)
        ? filtered(set.left, (value) => isMember(value, set.right))
        : filtered(set.right, (value) => isMember(value, set.left));
    case "union":
      return merged(set.left, set.right);
    case "standard":
      throw tooLarge(set, `more than ${ENUMERATION_LIMIT}`);
  }
}

function* integers(low: number, high: number): Iterable<Value> {
  for (let n = low; n <= high; n++) yield n;
}

/** The elements of both, in TLA+ order, each once; whether those of one can be compared with those of the other or not. */
function* merged(left: SetValue, right: SetValue): Iterable<Value> {
  const [a, b] = [iterate(left)[Symbol.iterator](), iterate(right)[Symbol.iterator]()];
  let [x, y] = [a.next(), b.next()];
  while (x.done !== true && y.done !== true) {
    const order = compare(x.value, y.value);
    yield order <= 0 ? x.value : y.value;
    if (order <= 0) x = a.next();
    if (order >= 0) y = b.next();
  }
  for (; x.done !== true; x = a.next()) yield x.value;
  for (; y.done !== true; y = b.next()) yield y.value;
}

function* filtered(base: SetValue, test: (value: Value) => boolean): Iterable<Value> {
  for (const value of iterate(base)) if (test(value)) yield value;
}

/** The subsets by size, those of one size in lexicographic order of positions, which is TLA+ order. */
function* subsets(base: readonly Value[]): Iterable<Value> {
  for (let size = 0; size <= base.length; size++) {
    const positions = Array.from({ length: size }, (_, i) => i);
    let last = size - 1;
    do {
      yield size === 0 ? EMPTY_SET : new EnumeratedSet(positions.map((position) => base[position]!));
      last = size - 1;
      while (last >= 0 && positions[last] === base.length - size + last) last--;
      if (last >= 0) {
        let next = positions[last]! + 1;
        for (let i = last; i < size; i++) positions[i] = next++;
      }
    } while (last >= 0);
  }
}

/** The functions of a family; the last argument varies fastest, which is TLA+ order. */
function* functions(family: FunctionFamily): Iterable<Value> {
  const domain = enumerated(family.domain());
  const n = domain.elements.length;
  const choices = domain.elements.map((_, i) => elements(family.factor(i)));
  if (choices.some((choice) => choice.length === 0)) return;
  const positions = new Array<number>(n).fill(0);
  let last = n - 1;
  do {
    yield functionOver(
      domain,
      positions.map((position, i) => choices[i]![position]!),
    );
    last = n - 1;
    while (last >= 0 && positions[last] === choices[last]!.length - 1) positions[last--] = 0;
    if (last >= 0) positions[last]!++;
  } while (last >= 0);
}

/**
 * The function with these values at the domain's elements, in TLA+ order; `values` is as long as the domain and owned
 * by the result. The quick way to build `[x \in S |-> e]`.
 */
export function functionOver(domain: SetValue, values: Value[]): FunctionValue {
  if (values.length === 0) return EMPTY_SEQUENCE;
  const set = domain as AnySet;
  if (set.form === "interval" && set.low === 1) return new SequenceValue(values);
  const list = enumerated(domain);
  switch (functionForm(list)) {
    case "sequence":
      return new SequenceValue(values);
    case "record":
      return new RecordValue(shapeOf(list), values);
    case "general":
      return new GeneralFunction(list, values);
  }
}
