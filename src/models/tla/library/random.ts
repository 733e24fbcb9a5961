/** Random choices, repeatable by the run's seed: TLC!RandomElement and the module Randomization. */

import {
  elements,
  functionOver,
  isFinite as isFiniteSet,
  makeSet,
  record,
  type SetValue,
  sequence,
  type Value,
} from "../../../values/index.ts";
import type { AnySet } from "../../../values/set.ts";
import { natural, outOfRange, set } from "./argument.ts";
import { type NativeContext, NativeError, type NativeModule } from "./native.ts";

type Random = () => number;

function index(random: Random, size: number): number {
  return Math.min(size - 1, Math.floor(random() * size));
}

/** An element of the set, each with the same probability; sets of functions and subsets are not enumerated. */
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
    default: {
      const list = elements(from);
      if (list.length === 0) throw new NativeError("E471", "RandomElement of the empty set");
      return list[index(random, list.length)]!;
    }
  }
}

function finite(value: Value, operator: string, position: 1 | 2 | 3): readonly Value[] {
  const s = set(value, operator, position);
  if (!isFiniteSet(s)) throw outOfRange(s, "a finite set", operator, position);
  return elements(s);
}

/** k of the items, every choice with the same probability (Knuth, The Art of Computer Programming 3.4.2, S). */
function sample(items: readonly Value[], k: number, random: Random): Value[] {
  const chosen: Value[] = [];
  for (let i = 0; i < items.length && chosen.length < k; i++) {
    if (random() * (items.length - i) < k - chosen.length) chosen.push(items[i]!);
  }
  return chosen;
}

function randomSubset(k: Value, s: Value, random: Random): Value {
  return makeSet(sample(finite(s, "RandomSubset", 2), natural(k, "RandomSubset", 1), random));
}

function randomSetOfSubsets(k: Value, n: Value, s: Value, random: Random): SetValue {
  const operator = "RandomSetOfSubsets";
  const items = finite(s, operator, 3);
  const count = natural(k, operator, 1);
  const expected = natural(n, operator, 2);
  if (count > 2 ** items.length) {
    throw outOfRange(k, `at most 2^${items.length}, the number of subsets`, operator, 1);
  }
  if (expected > items.length) throw outOfRange(n, "at most the cardinality of the set", operator, 2);
  const probability = items.length === 0 ? 0 : expected / items.length;
  return makeSet(Array.from({ length: count }, () => makeSet(items.filter(() => random() < probability))));
}

export const randomization: NativeModule = (context: NativeContext) => {
  const random = () => context.random();
  return {
    RandomSubset: (k: Value, s: Value) => randomSubset(k, s, random),
    RandomSetOfSubsets: (k: Value, n: Value, s: Value) => randomSetOfSubsets(k, n, s, random),
    TestRandomSetOfSubsets: (k: Value, n: Value, s: Value) =>
      sequence(Array.from({ length: 5 }, () => elements(randomSetOfSubsets(k, n, s, random)).length)),
  };
};
