/** Folds: combining the elements of a set one after the other. */

import {
  difference,
  elements,
  isMember,
  makeSet,
  printBrief,
  type SetValue,
  type Value,
} from "../../../values/index.ts";
import { set } from "./argument.ts";
import { NativeError, type NativeModule, type OperatorValue, ofMany } from "./native.ts";

/** `op(f(x1), op(f(x2), ... op(f(xn), base)))` for the values in this order. */
export function foldMapped(op: OperatorValue, base: Value, f: OperatorValue, order: readonly Value[]): Value {
  let result = base;
  for (let i = order.length - 1; i >= 0; i--) result = op(f(order[i]!), result);
  return result;
}

/** First what `choose` takes out of the set, then what it takes out of the rest, and so on. */
function chosenOrder(from: SetValue, choose: OperatorValue): Value[] {
  const chosen: Value[] = [];
  let rest = from;
  while (elements(rest).length > 0) {
    const x = choose(rest);
    if (!isMember(x, rest)) {
      const message = `MapThenFoldSet chose ${printBrief(x)}, which is not an element of ${printBrief(rest)}`;
      throw new NativeError("E461", message);
    }
    chosen.push(x);
    rest = difference(rest, makeSet([x]));
  }
  return chosen;
}

/** The arguments of MapThenFoldSet and MapThenFoldBag. */
export type MapThenFold = readonly [
  op: OperatorValue,
  base: Value,
  f: OperatorValue,
  choose: OperatorValue,
  among: Value,
];

export const folds: NativeModule = () => ({
  MapThenFoldSet: ofMany<MapThenFold>(5, ([op, base, f, choose, s]) =>
    foldMapped(op, base, f, chosenOrder(set(s, "MapThenFoldSet", 5), choose)),
  ),
});
