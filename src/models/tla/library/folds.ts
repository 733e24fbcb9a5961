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
import { NativeError, type NativeModule, type OperatorValue } from "./native.ts";

/**
 * `op(f(x1), op(f(x2), ... op(f(xn), base)))`, where x1 is what `choose` takes out of the set, x2 what it takes out of
 * the rest, and so on. Without `choose`, elements are taken in TLA+ order.
 */
export function foldInChosenOrder(
  op: OperatorValue,
  base: Value,
  f: OperatorValue,
  choose: OperatorValue | null,
  from: SetValue,
): Value {
  let order = elements(from);
  if (choose !== null) {
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
    order = chosen;
  }
  let result = base;
  for (let i = order.length - 1; i >= 0; i--) result = op(f(order[i]!), result);
  return result;
}

export const folds: NativeModule = () => ({
  MapThenFoldSet: (op: OperatorValue, base: Value, f: OperatorValue, choose: OperatorValue, s: Value) =>
    foldInChosenOrder(op, base, f, choose, set(s, "MapThenFoldSet", 5)),
});
