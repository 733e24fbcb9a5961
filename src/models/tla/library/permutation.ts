/** Arrangements of the elements of a set: permutations, k-subsets, stable sorting by an operator. */

import type { Value } from "../../../values/index.ts";
import { answer } from "./argument.ts";
import { NativeError, type OperatorValue } from "./native.ts";

/** No more arrangements than this are listed. */
export const ARRANGEMENT_LIMIT = 2 ** 22;

/** Throws E461 when `operator` would list more than `limit` elements. */
export function checkCount(count: number, operator: string, limit = ARRANGEMENT_LIMIT): void {
  if (count <= limit) return;
  throw new NativeError("E461", `${operator} would list more than ${limit} elements`);
}

/** n! / (n - k)!, as a floating-point number where it is large. */
export function arrangementCount(n: number, k: number): number {
  let count = 1;
  for (let i = 0; i < k; i++) count *= n - i;
  return count;
}

/** All lists of k different items, in lexicographic order of their positions in `items`. */
export function arrangements<T>(items: readonly T[], k: number): T[][] {
  const result: T[][] = [];
  const chosen: T[] = [];
  const used = items.map(() => false);
  const extend = () => {
    if (chosen.length === k) {
      result.push(chosen.slice());
      return;
    }
    for (let i = 0; i < items.length; i++) {
      if (used[i]) continue;
      used[i] = true;
      chosen.push(items[i]!);
      extend();
      chosen.pop();
      used[i] = false;
    }
  };
  if (k <= items.length) extend();
  return result;
}

/** All orders of `items`, in the same order. */
export function permutationsOf<T>(items: readonly T[]): T[][] {
  return arrangements(items, items.length);
}

/** n! */
export function permutationCount(n: number): number {
  return arrangementCount(n, n);
}

/** n over k, as a floating-point number where it is large. */
export function subsetCount(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return Math.round(count);
}

/** All selections of k items, in lexicographic order of their positions in `items`; each keeps the items' order. */
export function subsets(items: readonly Value[], k: number): Value[][] {
  const result: Value[][] = [];
  const chosen: Value[] = [];
  const extend = (from: number) => {
    if (chosen.length === k) {
      result.push(chosen.slice());
      return;
    }
    for (let i = from; i <= items.length - (k - chosen.length); i++) {
      chosen.push(items[i]!);
      extend(i + 1);
      chosen.pop();
    }
  };
  if (k <= items.length) extend(0);
  return result;
}

/**
 * The items sorted by insertion, from the left, each moved before those that it precedes: stable for a strict order,
 * and for any other relation the same result as TLC's.
 */
export function sortedBy(items: readonly Value[], precedes: OperatorValue, operator: string): Value[] {
  const sorted: Value[] = [];
  for (const item of items) {
    let place = sorted.length;
    while (place > 0 && answer(precedes(item, sorted[place - 1]!), operator)) place--;
    sorted.splice(place, 0, item);
  }
  return sorted;
}
