/** FiniteSetsExt: folds over sets, counting, k-subsets, choices. */

import {
  add,
  elements,
  iterate,
  makeSet,
  multiply,
  printBrief,
  type SetValue,
  type Value,
} from "../../../values/index.ts";
import { answer, integer, listed, set } from "./argument.ts";
import { NativeError, type NativeModule, type OperatorValue } from "./native.ts";
import { checkCount, subsetCount, subsets } from "./permutation.ts";

/** `op(x, acc)` for each element in TLA+ order, as TLC folds. */
function foldSet(op: OperatorValue, base: Value, over: SetValue): Value {
  let result = base;
  for (const x of iterate(over)) result = op(x, result);
  return result;
}

/** The largest or smallest of a set of integers. Throws E471 for the empty set, E460 for another element. */
function extreme(value: Value, operator: "Max" | "Min"): number {
  const list = listed(value, operator, 0);
  if (list.length === 0) throw new NativeError("E471", `${operator} of the empty set`);
  const numbers = list.map((x) => integer(x, `${operator} (an element)`, 0));
  return operator === "Max" ? numbers.at(-1)! : numbers[0]!;
}

/** All sets that hold one element of each of the given sets, which may coincide. */
function choices(sets: readonly Value[]): SetValue {
  let chosen: Value[][] = [[]];
  for (const choice of sets) {
    const options = listed(choice, "Choices (an element)", 0);
    checkCount(chosen.length * options.length, "Choices");
    chosen = chosen.flatMap((list) => options.map((option) => [...list, option]));
  }
  return makeSet(chosen.map(makeSet));
}

export const finiteSetsExt: NativeModule = () => ({
  FoldSet: (op: OperatorValue, base: Value, s: Value) => foldSet(op, base, set(s, "FoldSet", 3)),
  SumSet: (s: Value) =>
    listed(s, "SumSet", 0).reduce((sum: number, x) => add(sum, integer(x, "SumSet (an element)", 0)), 0),
  ProductSet: (s: Value) =>
    listed(s, "ProductSet", 0).reduce(
      (product: number, x) => multiply(product, integer(x, "ProductSet (an element)", 0)),
      1,
    ),
  ReduceSet: (op: OperatorValue, s: Value, base: Value) => foldSet(op, base, set(s, "ReduceSet", 2)),
  MapThenSumSet: (f: OperatorValue, s: Value) =>
    listed(s, "MapThenSumSet", 2).reduce((sum: number, x) => add(sum, integer(f(x), "MapThenSumSet (an image)", 0)), 0),
  Quantify: (s: Value, test: OperatorValue) => {
    let count = 0;
    for (const x of iterate(set(s, "Quantify", 1))) if (answer(test(x), "Quantify")) count++;
    return count;
  },
  kSubset: (k: Value, s: Value) => {
    const size = integer(k, "kSubset", 1);
    const items = listed(s, "kSubset", 2);
    if (size < 0 || size > items.length) return makeSet([]);
    checkCount(subsetCount(items.length, size), "kSubset");
    return makeSet(subsets(items, size).map(makeSet));
  },
  Max: (s: Value) => extreme(s, "Max"),
  Min: (s: Value) => extreme(s, "Min"),
  Choices: (sets: Value) => choices(listed(sets, "Choices", 0)),
  ChooseUnique: (s: Value, test: OperatorValue) => {
    const from = set(s, "ChooseUnique", 1);
    const found = elements(from).filter((x) => answer(test(x), "ChooseUnique"));
    if (found.length === 1) return found[0]!;
    const count = found.length === 0 ? "no element" : `${found.length} elements`;
    throw new NativeError(
      "E471",
      `ChooseUnique: ${count} of ${printBrief(from)} passed the test, expected exactly one`,
    );
  },
});
