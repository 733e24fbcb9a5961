/** How large sets are: by arithmetic, or where the description of a set does not tell its size, by its elements. */

import { type Decision, NO, UNDECIDED, YES } from "./decision.ts";
import { enumerated } from "./enumeration.ts";
import { ValueError } from "./error.ts";
import { printBrief } from "./print.ts";
import type { AnySet, FunctionFamily } from "./set.ts";
import type { SetValue } from "./value.ts";

/** Sets with more elements than this are never enumerated. */
export const ENUMERATION_LIMIT = 2 ** 24;

/** Is the set finite? UNDECIDED for filters of infinite sets and the like. */
export function decideFinite(set: SetValue): Decision {
  const s = set as AnySet;
  switch (s.form) {
    case "enumerated":
    case "interval":
      return YES;
    case "standard":
      return NO;
    case "power":
      return decideFinite(s.base);
    case "sequences":
      return decideEmpty(s.base);
    case "functions":
    case "records":
    case "product":
      return familyFinite(s);
    case "predicate":
      return decideFinite(s.base) === YES ? YES : UNDECIDED;
    case "union": {
      const left = decideFinite(s.left);
      const right = decideFinite(s.right);
      return left === NO || right === NO ? NO : left === YES && right === YES ? YES : UNDECIDED;
    }
    case "intersection":
      return decideFinite(s.left) === YES || decideFinite(s.right) === YES ? YES : UNDECIDED;
    case "difference": {
      const left = decideFinite(s.left);
      return left === NO && decideFinite(s.right) !== YES ? UNDECIDED : left;
    }
  }
}

function familyFinite(family: FunctionFamily): Decision {
  const factors = family.factors();
  let nonEmpty: Decision = YES;
  for (const factor of factors) {
    const empty = decideEmpty(factor);
    if (empty === YES) return YES;
    if (empty === UNDECIDED) nonEmpty = UNDECIDED;
  }
  let result: Decision = YES;
  for (const factor of factors) {
    const finite = decideFinite(factor);
    if (finite === NO) return nonEmpty === YES ? NO : UNDECIDED;
    if (finite === UNDECIDED) result = UNDECIDED;
  }
  const domain = decideFinite(family.domain());
  if (domain === YES) return result;
  const size = sizeOf(factors[0]!);
  if (size === 1) return YES;
  return domain === NO && size > 1 ? NO : UNDECIDED;
}

/** Is the set empty? UNDECIDED for filters that are not enumerated and the like. */
export function decideEmpty(set: SetValue): Decision {
  const s = set as AnySet;
  switch (s.form) {
    case "enumerated":
      return s.elements.length === 0 ? YES : NO;
    case "interval":
    case "standard":
    case "power":
    case "sequences":
      return NO;
    case "functions":
    case "records":
    case "product": {
      // With a member of each factor there is a member of the family.
      const empty = s.factors().map(decideEmpty);
      if (empty.every((factor) => factor === NO)) return NO;
      break;
    }
    case "predicate":
      if (s.late) return UNDECIDED;
      break;
    case "union": {
      const left = decideEmpty(s.left);
      return left === YES ? decideEmpty(s.right) : decideEmpty(s.right) === NO ? NO : left;
    }
  }
  const size = sizeOf(s);
  return size < 0 ? UNDECIDED : size === 0 ? YES : NO;
}

/** No more elements than this, by arithmetic alone; Infinity where that tells nothing. */
export function mostElements(set: SetValue): number {
  const s = set as AnySet;
  if ("twin" in s && s.twin !== null) return s.twin.elements.length;
  switch (s.form) {
    case "enumerated":
      return s.elements.length;
    case "interval":
      return s.high - s.low + 1;
    case "power":
      return 2 ** mostElements(s.base);
    case "functions":
      return mostElements(s.range) ** mostElements(s.argumentSet);
    case "records":
    case "product":
      return s.sets.reduce((product, factor) => product * mostElements(factor), 1);
    case "predicate":
      return mostElements(s.base);
    case "union":
      return mostElements(s.left) + mostElements(s.right);
    case "intersection":
      return Math.min(mostElements(s.left), mostElements(s.right));
    case "difference":
      return mostElements(s.left);
    case "standard":
    case "sequences":
      return Infinity;
  }
}

/**
 * The number of elements when it is at most 2^53 - 1; Infinity when it is larger or infinite; -1 when only
 * enumeration could tell and the set is too large for that, or not known to be finite.
 */
export function sizeOf(set: SetValue): number {
  const s = set as AnySet;
  switch (s.form) {
    case "enumerated":
      return s.elements.length;
    case "interval":
      return exact(s.high - s.low + 1);
    case "standard":
      return Infinity;
    case "power": {
      const base = sizeOf(s.base);
      return base < 0 ? -1 : exact(2 ** base);
    }
    case "sequences": {
      const base = sizeOf(s.base);
      return base < 0 ? -1 : base === 0 ? 1 : Infinity;
    }
    case "functions":
    case "records":
    case "product":
      return familySize(s);
    case "predicate": {
      if (s.twin !== null) return s.twin.elements.length;
      const base = sizeOf(s.base);
      return base >= 0 && base <= ENUMERATION_LIMIT ? enumerated(s).elements.length : -1;
    }
    case "union":
    case "intersection":
    case "difference":
      if (mostElements(s) <= ENUMERATION_LIMIT) return enumerated(s).elements.length;
      return decideFinite(s) === NO ? Infinity : -1;
  }
}

function familySize(family: FunctionFamily): number {
  if (family.form === "functions") {
    const range = sizeOf(family.factor(0));
    const domain = sizeOf(family.domain());
    if (range === 0 || range === 1) return range;
    return range < 0 || domain < 0 ? -1 : exact(range ** domain);
  }
  let size = 1;
  let unknown = false;
  for (const factor of family.factors()) {
    const n = sizeOf(factor);
    if (n === 0) return 0;
    if (n < 0) unknown = true;
    else size *= n;
  }
  return unknown ? -1 : exact(size);
}

function exact(size: number): number {
  return size <= Number.MAX_SAFE_INTEGER ? size : Infinity;
}

/** Can the set be enumerated: is it finite and not too large? */
export function isEnumerable(set: SetValue): boolean {
  if ((set as AnySet).form === "enumerated" || mostElements(set) <= ENUMERATION_LIMIT) return true;
  const size = sizeOf(set);
  return size >= 0 && size <= ENUMERATION_LIMIT;
}

/** Is the set finite? Throws E407 where that cannot be decided. */
export function isFiniteSet(set: SetValue): boolean {
  const decision = decideFinite(set);
  if (decision === UNDECIDED) throw new ValueError("E407", `cannot decide whether ${printBrief(set)} is finite`);
  return decision === YES;
}

/** The number of elements. Throws E405 for an infinite set and above 2^53 - 1, E404 where it cannot be counted. */
export function cardinality(set: SetValue): number {
  const size = sizeOf(set);
  if (size >= 0 && size < Infinity) return size;
  const text = printBrief(set);
  if (!isFiniteSet(set)) throw new ValueError("E405", `the infinite set ${text} has no cardinality`);
  if (size < 0) throw new ValueError("E404", `the set ${text} is too large to be counted`);
  throw new ValueError("E405", `integer overflow: the cardinality of ${text} exceeds 2^53 - 1`);
}
