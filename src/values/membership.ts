// Hot path: membership is most of what type invariants do.
/** Membership and inclusion, structurally wherever that decides; nothing is enumerated needlessly. */

import { decideEmpty, decideFinite, isEnumerable, mostElements, sizeOf } from "./cardinality.ts";
import { type Decision, NO, UNDECIDED, YES } from "./decision.ts";
import { elements, iterate } from "./enumeration.ts";
import { decideDomains, decideEqual, isUntyped } from "./equality.ts";
import { ValueError } from "./error.ts";
import { type AnyFunction, domainOf } from "./function.ts";
import { compare, placeAmong } from "./order.ts";
import { printBrief } from "./print.ts";
import { type AnySet, EnumeratedSet, FunctionFamily, type PredicateSet, type StandardSet } from "./set.ts";
import { FunctionValue, kindName, SetValue, type Value } from "./value.ts";

/**
 * `value \in set`. Throws E401 when the kinds leave it open (`"a" \in Nat`, `1 \in {"a"}`), E402 when only the
 * enumeration of an infinite or too large set could tell.
 */
export function isMember(value: Value, set: SetValue): boolean {
  const decision = decideMember(value, set);
  if (decision === UNDECIDED) throw undecidedMembership(value, set);
  return decision === YES;
}

function undecidedMembership(value: Value, set: SetValue): ValueError {
  const large = value instanceof SetValue ? decideFinite(value) !== YES : (value as AnyFunction).form === "lambda";
  const text = `cannot decide whether ${printBrief(value)}, ${kindName(value)}, is an element of ${printBrief(set)}`;
  return new ValueError(large ? "E402" : "E401", text);
}

/** `a \subseteq b`, with the errors of `isMember`. */
export function isSubset(a: SetValue, b: SetValue): boolean {
  const decision = decideSubset(a, b);
  if (decision !== UNDECIDED) return decision === YES;
  if (isEnumerable(a)) {
    for (const value of iterate(a)) isMember(value, b);
  }
  throw new ValueError("E402", `cannot decide whether ${printBrief(a)} is a subset of ${printBrief(b)}`);
}

/** `isMember` without exceptions. */
export function decideMember(value: Value, set: SetValue): Decision {
  const s = set as AnySet;
  switch (s.form) {
    case "enumerated":
      return decideListed(value, s);
    case "interval":
      if (typeof value === "number") return s.low <= value && value <= s.high ? YES : NO;
      return isUntyped(value) ? NO : UNDECIDED;
    case "standard":
      return decideStandard(value, s);
    case "power":
      return value instanceof SetValue ? decideSubset(value, s.base) : isUntyped(value) ? NO : UNDECIDED;
    case "functions":
    case "records":
    case "product":
      return value instanceof FunctionValue ? decideFamilyMember(value, s) : isUntyped(value) ? NO : UNDECIDED;
    case "sequences":
      if (!(value instanceof FunctionValue)) return isUntyped(value) ? NO : UNDECIDED;
      return decideSequence(value as AnyFunction, s.base);
    case "predicate": {
      const decision = decideMember(value, s.base);
      return decision === YES ? (passes(value, s) ? YES : NO) : decision;
    }
    case "union":
      return or(decideMember(value, s.left), decideMember, value, s.right);
    case "intersection": {
      const left = decideMember(value, s.left);
      const right = left === NO ? NO : decideMember(value, s.right);
      return right === NO ? NO : left === YES && right === YES ? YES : unlessEmpty(s);
    }
    case "difference": {
      const left = decideMember(value, s.left);
      const right = left === NO ? YES : decideMember(value, s.right);
      return right === YES ? NO : left === YES && right === NO ? YES : unlessEmpty(s);
    }
  }
}

/** A filter that is asked more often keeps the answers: inside of each other, filters would ask ever more. */
const SELDOM = 256;
/** Answers are kept for the elements of a base up to this size. */
const LARGEST_KEPT = 2 ** 16;

/** The test of a filter, of an element of its base. */
function passes(value: Value, set: PredicateSet): boolean {
  if (set.asked < SELDOM) {
    set.asked++;
    return set.test(value);
  }
  const { base } = set;
  set.answers ??= new Int8Array(placesOf(base));
  const place = set.answers.length === 0 ? -1 : placeAmong(elements(base), value, 0);
  if (place < 0) return set.test(value);
  const known = set.answers[place]!;
  if (known !== 0) return known > 0;
  const passed = set.test(value);
  set.answers[place] = passed ? 1 : -1;
  return passed;
}

/** How many elements a set has for which answers are kept; 0 for one that is too large, or cannot be listed. */
function placesOf(base: SetValue): number {
  try {
    return mostElements(base) <= LARGEST_KEPT && isEnumerable(base) ? elements(base).length : 0;
  } catch (error) {
    if (error instanceof ValueError) return 0;
    throw error;
  }
}

/** What cannot be compared with anything in the operands is still no member of an empty set. */
function unlessEmpty(set: SetValue): Decision {
  return decideEmpty(set) === YES ? NO : UNDECIDED;
}

/** The disjunction of a decision and, if it is not YES already, another. */
function or<T>(first: Decision, decide: (value: T, set: SetValue) => Decision, value: T, set: SetValue): Decision {
  if (first === YES) return YES;
  const second = decide(value, set);
  return second === YES ? YES : first === NO ? second : UNDECIDED;
}

function decideStandard(value: Value, set: StandardSet): Decision {
  if (set.rank === 4) return YES;
  if (typeof value === (set.rank === 3 ? "string" : "number")) {
    return set.rank === 0 && (value as number) < 0 ? NO : YES;
  }
  return isUntyped(value) ? NO : UNDECIDED;
}

/** In so few elements the same object is looked for before anything is compared: most often it is there. */
export const FEW = 64;

/**
 * Binary search. Where the value is not found its neighbours tell whether that was decidable: the elements of one set
 * can be compared with each other, so they are of one kind (untyped model values aside).
 */
function decideListed(value: Value, set: EnumeratedSet): Decision {
  const list = set.elements;
  const size = list.length;
  let low = 0;
  let high = size;
  if (typeof value === "number" && typeof list[0] === "number") {
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((list[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return list[low] === value ? YES : NO;
  }
  // Most often the same object is there, which is seen without comparing.
  if (size <= FEW && list.includes(value)) return YES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compare(list[middle]!, value);
    if (order === 0) return YES;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  const left = low > 0 ? decideEqual(list[low - 1]!, value) : NO;
  const right = low < size ? decideEqual(list[low]!, value) : NO;
  return left === UNDECIDED || right === UNDECIDED ? UNDECIDED : NO;
}

function decideSequence(value: AnyFunction, base: SetValue): Decision {
  if (value.form !== "sequence") return NO;
  let result: Decision = YES;
  for (const element of value.values) {
    const decision = decideMember(element, base);
    if (decision === NO) return NO;
    if (decision === UNDECIDED) result = UNDECIDED;
  }
  return result;
}

function decideFamilyMember(value: FunctionValue, family: FunctionFamily): Decision {
  const f = value as AnyFunction;
  let result = decideDomain(f, family);
  if (result === NO) return NO;
  if (f.form === "lambda") return UNDECIDED;
  for (let i = 0; i < f.values.length; i++) {
    const decision = decideMember(f.values[i]!, family.factor(i));
    if (decision === NO) return NO;
    if (decision === UNDECIDED) result = UNDECIDED;
  }
  return result;
}

/** Is the domain of the function that of the family? */
function decideDomain(f: AnyFunction, family: FunctionFamily): Decision {
  if (f.form === "sequence" && family.form === "product") {
    return f.values.length === sizeOf(family.domain()) ? YES : NO;
  }
  return decideDomains(domainOf(f), family.domain());
}

/** `isSubset` without exceptions. */
export function decideSubset(x: SetValue, y: SetValue): Decision {
  if (x === y) return YES;
  const a = x as AnySet;
  const b = y as AnySet;
  if (a.form !== "enumerated" && (b.form !== "enumerated" || a.form === "union")) {
    const decision = decideStructurally(a, b);
    if (decision !== UNDECIDED) return decision;
  }
  if (decideEmpty(a) === YES) return YES;
  if (mostElements(b) < Infinity && mostElements(b) < sizeOf(a) && isMeant(a, b)) return NO;
  if (decideFinite(a) === NO && decideFinite(b) === YES) return NO;
  if (!isEnumerable(a)) return UNDECIDED;
  let result: Decision = YES;
  for (const value of iterate(a)) {
    const decision = decideMember(value, b);
    if (decision === NO) return NO;
    if (decision === UNDECIDED) result = UNDECIDED;
  }
  return result;
}

/**
 * May the sizes decide `a \subseteq b`? Not where already the first member of `a` cannot be compared with those of `b`,
 * as in `SUBSET S \subseteq 1..4`: the answer would hide that the question makes no sense.
 */
function isMeant(a: AnySet, b: AnySet): boolean {
  if (decideFinite(a) !== YES) return true;
  for (const first of iterate(a)) return decideMember(first, b) !== UNDECIDED;
  return true;
}

function decideStructurally(a: AnySet, b: AnySet): Decision {
  if (b.form === "standard") {
    if (b.rank === 4) return YES;
    if (a.form === "interval" && b.rank < 3) return b.rank > 0 || a.low >= 0 ? YES : NO;
    if (a.form === "standard" && a.rank < 3 && b.rank < 3) return a.rank <= b.rank ? YES : NO;
  }
  if (a.form === "interval" && b.form === "interval") return b.low <= a.low && a.high <= b.high ? YES : NO;
  if (a.form === "power" && b.form === "power") return decideSubset(a.base, b.base);
  if (a.form === "sequences" && b.form === "sequences") return decideSubset(a.base, b.base);
  if (a instanceof FunctionFamily) {
    if (b instanceof FunctionFamily) return decideFamilySubset(a, b);
    if (b.form === "sequences") return decideFamilySequences(a, b.base);
  }
  return decideCombined(a, b);
}

/** Unions, intersections, differences and filters on either side; UNDECIDED also where a NO would need a witness. */
function decideCombined(a: AnySet, b: AnySet): Decision {
  if (a.form === "union") {
    const left = decideSubset(a.left, b);
    const right = left === NO ? NO : decideSubset(a.right, b);
    return right === NO ? NO : left === YES ? right : UNDECIDED;
  }
  if (a.form === "intersection" && (isPart(a.left, b) || isPart(a.right, b))) return YES;
  if (a.form === "difference" && isPart(a.left, b)) return YES;
  if (a.form === "predicate" && isPart(a.base, b)) return YES;
  if (b.form === "union" && (isPart(a, b.left) || isPart(a, b.right))) return YES;
  if (b.form === "intersection" && isPart(a, b.left) && isPart(a, b.right)) return YES;
  if (b.form === "difference" && b.right instanceof EnumeratedSet && isPart(a, b.left)) {
    return elements(b.right).every((value) => decideMember(value, a) === NO) ? YES : UNDECIDED;
  }
  return UNDECIDED;
}

function isPart(a: SetValue, b: SetValue): boolean {
  return decideSubset(a, b) === YES;
}

/** A family that is not empty is included in another exactly when domains agree and each factor is included. */
function decideFamilySubset(a: FunctionFamily, b: FunctionFamily): Decision {
  const empty = decideEmpty(a);
  if (empty === YES) return YES;
  const domains = decideDomains(a.domain(), b.domain());
  if (domains !== YES) return domains === NO && empty === NO ? NO : UNDECIDED;
  if (a.form === "functions" && b.form === "functions") return weaken(decideSubset(a.factor(0), b.factor(0)), empty);
  const n = elements(a.domain()).length;
  let result: Decision = YES;
  for (let i = 0; i < n; i++) {
    const decision = decideSubset(a.factor(i), b.factor(i));
    if (decision === NO) return weaken(NO, empty);
    if (decision === UNDECIDED) result = UNDECIDED;
  }
  return result;
}

/** A NO about the factors of a family that may be empty says nothing. */
function weaken(decision: Decision, empty: Decision): Decision {
  return decision === NO && empty !== NO ? UNDECIDED : decision;
}

/** Are all functions of the family sequences over `base`? */
function decideFamilySequences(family: FunctionFamily, base: SetValue): Decision {
  const empty = decideEmpty(family);
  if (empty === YES) return YES;
  const domain = family.domain();
  const size = sizeOf(domain);
  if (size === Infinity) return empty === NO && decideFinite(domain) === NO ? NO : UNDECIDED;
  if (!isEnumerable(domain)) return UNDECIDED;
  const list = elements(domain);
  if (list[0] !== 1 || list[size - 1] !== size) return weaken(NO, empty);
  let result: Decision = YES;
  for (let i = 0; i < size; i++) {
    const decision = decideSubset(family.factor(i), base);
    if (decision === NO) return weaken(NO, empty);
    if (decision === UNDECIDED) result = UNDECIDED;
  }
  return result;
}
