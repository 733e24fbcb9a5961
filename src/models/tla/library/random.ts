/** Random choices, repeatable by the run's seed: TLC!RandomElement and the module Randomization. */

import {
  cardinality,
  elements,
  functionOver,
  isEnumerable,
  isFinite as isFiniteSet,
  isMember,
  makeSet,
  record,
  type SetValue,
  sequence,
  type Value,
} from "../../../values/index.ts";
import type { AnySet } from "../../../values/set.ts";
import { natural, outOfRange, set } from "./argument.ts";
import { effect, type NativeContext, NativeError, type NativeModule } from "./native.ts";
import { checkCount } from "./permutation.ts";

type Random = () => number;

/** A set of at most so many elements is listed to draw from it. */
const LISTED = 2 ** 16;

/** How often in a row a draw may miss before the set is listed after all. */
const MOST_MISSES = 1000;

/** An integer from 0 to below `size`; two draws where one has too few bits. */
function index(random: Random, size: number): number {
  const draw = size > 2 ** 31 ? (Math.floor(random() * 2 ** 26) + random()) / 2 ** 26 : random();
  return Math.min(size - 1, Math.floor(draw * size));
}

/**
 * An element of the set, each with the same probability. What its description can draw from is not listed: intervals,
 * subsets, families of functions, and what a filter or a difference leaves of those.
 */
export function randomElement(from: SetValue, random: Random): Value {
  const s = from as AnySet;
  switch (s.form) {
    case "interval":
      return s.low + index(random, s.high - s.low + 1);
    case "functions":
      return functionOver(
        s.argumentSet,
        elements(s.argumentSet).map(() => randomElement(s.range, random)),
      );
    case "records":
      return record(
        s.shape.names,
        s.sets.map((field) => randomElement(field, random)),
      );
    case "product":
      return sequence(s.sets.map((factor) => randomElement(factor, random)));
    case "power":
      return makeSet(elements(s.base).filter(() => random() < 0.5));
    case "predicate":
      return hit(s.base, s, random) ?? listedElement(from, random);
    case "difference":
      return hit(s.left, s, random) ?? listedElement(from, random);
    default:
      return listedElement(from, random);
  }
}

/** An element of `wider` that is one of `wanted`, too; null when the draws miss, or `wider` is infinite or small. */
function hit(wider: SetValue, wanted: SetValue, random: Random): Value | null {
  if (!isFiniteSet(wider) || (isEnumerable(wider) && cardinality(wider) <= LISTED)) return null;
  for (let misses = 0; misses < MOST_MISSES; misses++) {
    const value = randomElement(wider, random);
    if (isMember(value, wanted)) return value;
  }
  return null;
}

function listedElement(from: SetValue, random: Random): Value {
  const list = elements(from);
  if (list.length === 0) throw new NativeError("E471", "RandomElement of the empty set");
  return list[index(random, list.length)]!;
}

function finite(value: Value, operator: string, position: 1 | 2 | 3): SetValue {
  const s = set(value, operator, position);
  if (!isFiniteSet(s)) throw outOfRange(s, "a finite set", operator, position);
  return s;
}

/** k of the elements, all of them where there are no more, every choice with the same probability. */
function sample(from: SetValue, k: number, random: Random): SetValue {
  if ((from as AnySet).form === "enumerated" || (isEnumerable(from) && cardinality(from) <= Math.max(LISTED, 2 * k))) {
    return makeSet(sampleList(elements(from), k, random));
  }
  checkCount(k, "RandomSubset");
  // Far fewer than there are: drawn one by one, those that are drawn twice are drawn again.
  let drawn = makeSet([]);
  for (let round = 0; round < MOST_MISSES; round++) {
    const missing = k - cardinality(drawn);
    if (missing === 0) return drawn;
    const more = Array.from({ length: missing }, () => randomElement(from, random));
    drawn = makeSet([...elements(drawn), ...more]);
  }
  return makeSet(sampleList(elements(from), k, random));
}

/** k of the items (Knuth, The Art of Computer Programming 3.4.2, S). */
function sampleList(items: readonly Value[], k: number, random: Random): Value[] {
  const chosen: Value[] = [];
  for (let i = 0; i < items.length && chosen.length < k; i++) {
    if (random() * (items.length - i) < k - chosen.length) chosen.push(items[i]!);
  }
  return chosen;
}

/** How many of `size` tosses succeed, by drawing the distances between successes: the work is in these alone. */
function successes(size: number, probability: number, random: Random): number {
  if (probability >= 1) return size;
  if (probability <= 0) return 0;
  let count = -1;
  for (let at = -1; at < size; count++) at += 1 + Math.floor(Math.log(1 - random()) / Math.log1p(-probability));
  return count;
}

function randomSubset(k: Value, s: Value, random: Random): Value {
  return sample(finite(s, "RandomSubset", 2), natural(k, "RandomSubset", 1), random);
}

function randomSetOfSubsets(k: Value, n: Value, s: Value, random: Random): SetValue {
  const operator = "RandomSetOfSubsets";
  const from = finite(s, operator, 3);
  const size = cardinality(from);
  const count = natural(k, operator, 1);
  const expected = natural(n, operator, 2);
  checkCount(count, operator);
  if (count > 2 ** size) throw outOfRange(k, `at most 2^${size}, the number of subsets`, operator, 1);
  if (expected > size) throw outOfRange(n, "at most the cardinality of the set", operator, 2);
  const probability = size === 0 ? 0 : expected / size;
  return makeSet(Array.from({ length: count }, () => sample(from, successes(size, probability, random), random)));
}

export const randomization: NativeModule = (context: NativeContext) => {
  const random = () => context.random();
  return {
    RandomSubset: effect((k: Value, s: Value) => randomSubset(k, s, random)),
    RandomSetOfSubsets: effect((k: Value, n: Value, s: Value) => randomSetOfSubsets(k, n, s, random)),
    TestRandomSetOfSubsets: effect((k: Value, n: Value, s: Value) =>
      sequence(Array.from({ length: 5 }, () => elements(randomSetOfSubsets(k, n, s, random)).length)),
    ),
  };
};
