// Hot path: sets are enumerated in every quantifier.
/** Enumerates sets, always in TLA+ order: equal sets give equal sequences, whatever their form. */

import { decideFinite, ENUMERATION_LIMIT, sizeOf } from "./cardinality.ts";
import { NO, YES } from "./decision.ts";
import { ValueError } from "./error.ts";
import { EMPTY_SEQUENCE, functionForm, GeneralFunction, RecordValue, SequenceValue } from "./function.ts";
import { isMember } from "./membership.ts";
import { printBrief } from "./print.ts";
import { shapeOf } from "./record.ts";
import { type AnySet, type AnySymbolicSet, EMPTY_SET, EnumeratedSet, type FunctionFamily } from "./set.ts";
import type { FunctionValue, SetValue, Value } from "./value.ts";

/** A symbolic set up to this size is enumerated at once when it is iterated. */
const SMALL = 64;
/** A symbolic set up to this size is enumerated, and kept so, when it is iterated a second time. */
const KEPT = 2 ** 16;

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
  const size = sizeOf(set);
  return size >= 0 && size <= limit ? elements(set) : null;
}

/** The enumerated twin of the set, with the errors of `elements`. It is kept in the set. */
export function enumerated(set: SetValue): EnumeratedSet {
  const s = set as AnySet;
  if (s.form === "enumerated") return s;
  return (s.twin ??= new EnumeratedSet(collect(s)));
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
 * The elements in TLA+ order, one by one: for loops that may end early. Throws E403 for an infinite set; finite sets
 * may have any size.
 */
export function iterate(set: SetValue): Iterable<Value> {
  const s = set as AnySet;
  if (s.form === "enumerated") return s.elements;
  if (s.twin !== null) return s.twin.elements;
  if (!isFiltered(s)) {
    const size = sizeOf(s);
    if (size >= 0 && size <= (s.iterated ? KEPT : SMALL)) return enumerated(s).elements;
    s.iterated = true;
  }
  requireEnumerable(s, Infinity);
  return generate(s);
}

/** Whether the size of the set is only known when it has been enumerated. */
function isFiltered(set: AnySymbolicSet): boolean {
  return set.form === "predicate" || set.form === "difference" || set.form === "intersection";
}

function requireEnumerable(set: AnySymbolicSet, limit: number): void {
  const finite = decideFinite(set);
  if (finite !== YES) {
    const what = finite === NO ? "the infinite set" : "the possibly infinite set";
    throw new ValueError("E403", `cannot enumerate ${what} ${printBrief(set)}`);
  }
  if (isFiltered(set)) return;
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
      return decideFinite(set.left) === YES
        ? filtered(set.left, (value) => isMember(value, set.right))
        : filtered(set.right, (value) => isMember(value, set.left));
    case "union":
    case "standard":
      throw tooLarge(set, `more than ${ENUMERATION_LIMIT}`);
  }
}

function* integers(low: number, high: number): Iterable<Value> {
  for (let n = low; n <= high; n++) yield n;
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
