/** Functions: restriction, images, inverses, injections and surjections, folds over a function's values. */

import {
  add,
  apply,
  cardinality,
  compare,
  domainOf,
  elements,
  equal,
  type FunctionValue,
  functionOver,
  functionSet,
  isFinite as isFiniteSet,
  isMember,
  isSubset,
  iterate,
  makeFunction,
  makeSet,
  predicateSet,
  printBrief,
  type SetValue,
  type Value,
} from "../../../values/index.ts";
import { answer, domainElements, functionBy, functionOf, integer, set, valuesOf } from "./argument.ts";
import { NativeError, type NativeModule, type OperatorValue } from "./native.ts";
import { arrangementCount, arrangements } from "./permutation.ts";

/** Sets of functions up to this size are listed, larger ones stay symbolic. */
const LISTED = 2 ** 20;

/** `{f[x] : x \in DOMAIN f}`. */
export function rangeOf(f: FunctionValue): SetValue {
  return makeSet(valuesOf(f).slice());
}

function restrict(f: FunctionValue, domain: SetValue): FunctionValue {
  return functionBy(domain, (x) => apply(f, x));
}

/** Has the function, on a finite domain, a different value for every argument? */
function isInjective(f: FunctionValue): boolean {
  const values = valuesOf(f);
  return cardinality(makeSet(values.slice())) === values.length;
}

function isOnto(f: FunctionValue, target: SetValue): boolean {
  return isSubset(target, rangeOf(f));
}

/** `{f \in [domain -> range] : test(f)}`, listed when there are few functions. */
function functionsWith(domain: SetValue, range: SetValue, test: (f: FunctionValue) => boolean): SetValue {
  const all = functionSet(domain, range);
  const passes = (f: Value) => test(f as FunctionValue);
  const few = isFiniteSet(domain) && isFiniteSet(range) && cardinality(range) ** cardinality(domain) <= LISTED;
  return few ? makeSet(elements(all).filter(passes)) : predicateSet(all, passes);
}

function injections(domain: SetValue, range: SetValue): SetValue {
  if (!isFiniteSet(domain) || !isFiniteSet(range)) return functionsWith(domain, range, isInjective);
  const size = cardinality(domain);
  if (arrangementCount(cardinality(range), size) > LISTED)
    return predicateSet(functionSet(domain, range), (f) => isInjective(f as FunctionValue));
  return makeSet(arrangements(elements(range), size).map((values) => functionOver(domain, values)));
}

function bijections(domain: SetValue, range: SetValue): SetValue {
  if (isFiniteSet(domain) && isFiniteSet(range)) {
    return cardinality(domain) === cardinality(range) ? injections(domain, range) : makeSet([]);
  }
  return functionsWith(domain, range, (f) => isInjective(f) && isOnto(f, range));
}

/** The sizes of two finite sets. Throws E461 for an infinite one. */
function sizes(s: Value, t: Value, operator: string): [number, number] {
  const from = set(s, operator, 1);
  const to = set(t, operator, 2);
  if (isFiniteSet(from) && isFiniteSet(to)) return [cardinality(from), cardinality(to)];
  throw new NativeError("E461", `${operator} needs finite sets; found ${printBrief(from)} and ${printBrief(to)}`);
}

/** For each t in the target, the first s in `sources` that f maps to it; the first s at all where f reaches no t. */
function inverse(f: FunctionValue, sources: SetValue, target: SetValue): FunctionValue {
  const range = rangeOf(f);
  return functionBy(target, (t) => {
    const reached = isMember(t, range);
    for (const s of iterate(sources)) if (!reached || equal(apply(f, s), t)) return s;
    throw new NativeError("E471", `Inverse: no element of ${printBrief(sources)} is mapped to ${printBrief(t)}`);
  });
}

/** The inverse on the range; of several arguments with one value, the first. */
function antiFunction(f: FunctionValue): FunctionValue {
  const domain = domainElements(f);
  const values = valuesOf(f);
  const order = domain.map((_, i) => i).sort((a, b) => compare(values[a]!, values[b]!) || a - b);
  const first = order.filter((at, i) => i === 0 || compare(values[order[i - 1]!]!, values[at]!) !== 0);
  return makeFunction(
    first.map((i) => values[i]!),
    first.map((i) => domain[i]!),
  );
}

/** `op(f[x], acc)` for each x of the set in TLA+ order, as TLC folds. */
export function foldValues(op: OperatorValue, base: Value, f: FunctionValue, over: SetValue): Value {
  let result = base;
  for (const x of iterate(over)) result = op(apply(f, x), result);
  return result;
}

/** The sum of the values that f has on the set. */
function sumOver(f: FunctionValue, over: SetValue, operator: string): number {
  let sum = 0;
  for (const x of iterate(over)) sum = add(sum, integer(apply(f, x), `${operator} (a value)`, 0));
  return sum;
}

export const functions: NativeModule = () => ({
  Restrict: (f: Value, s: Value) => restrict(functionOf(f, "Restrict", 1), set(s, "Restrict", 2)),
  RestrictDomain: (f: Value, test: OperatorValue) => {
    const wide = functionOf(f, "RestrictDomain", 1);
    return restrict(wide, makeSet(domainElements(wide).filter((x) => answer(test(x), "RestrictDomain"))));
  },
  RestrictValues: (f: Value, test: OperatorValue) => {
    const wide = functionOf(f, "RestrictValues", 1);
    return restrict(wide, makeSet(domainElements(wide).filter((x) => answer(test(apply(wide, x)), "RestrictValues"))));
  },
  IsRestriction: (narrow: Value, wide: Value) => {
    const small = functionOf(narrow, "IsRestriction", 1);
    const large = functionOf(wide, "IsRestriction", 2);
    if (!isSubset(domainOf(small), domainOf(large))) return false;
    return domainElements(small).every((x) => equal(apply(small, x), apply(large, x)));
  },
  Range: (f: Value) => rangeOf(functionOf(f, "Range", 0)),
  Pointwise: (f: Value, g: Value, op: OperatorValue) => {
    const left = functionOf(f, "Pointwise", 1);
    const right = functionOf(g, "Pointwise", 2);
    return functionBy(domainOf(left), (x) => op(apply(left, x), apply(right, x)));
  },
  Inverse: (f: Value, s: Value, t: Value) =>
    inverse(functionOf(f, "Inverse", 1), set(s, "Inverse", 2), set(t, "Inverse", 3)),
  AntiFunction: (f: Value) => antiFunction(functionOf(f, "AntiFunction", 0)),
  IsInjective: (f: Value) => isInjective(functionOf(f, "IsInjective", 0)),
  Injection: (s: Value, t: Value) => injections(set(s, "Injection", 1), set(t, "Injection", 2)),
  Surjection: (s: Value, t: Value) => {
    const target = set(t, "Surjection", 2);
    return functionsWith(set(s, "Surjection", 1), target, (f) => isOnto(f, target));
  },
  Bijection: (s: Value, t: Value) => bijections(set(s, "Bijection", 1), set(t, "Bijection", 2)),
  ExistsInjection: (s: Value, t: Value) => {
    const [from, to] = sizes(s, t, "ExistsInjection");
    return from <= to;
  },
  ExistsSurjection: (s: Value, t: Value) => {
    const [from, to] = sizes(s, t, "ExistsSurjection");
    return from >= to && (to > 0 || from === 0);
  },
  ExistsBijection: (s: Value, t: Value) => {
    const [from, to] = sizes(s, t, "ExistsBijection");
    return from === to;
  },
  FoldFunctionOnSet: (op: OperatorValue, base: Value, f: Value, over: Value) =>
    foldValues(op, base, functionOf(f, "FoldFunctionOnSet", 3), set(over, "FoldFunctionOnSet", 4)),
  FoldFunction: (op: OperatorValue, base: Value, f: Value) => {
    const folded = functionOf(f, "FoldFunction", 3);
    return foldValues(op, base, folded, domainOf(folded));
  },
  SumFunctionOnSet: (f: Value, over: Value) =>
    sumOver(functionOf(f, "SumFunctionOnSet", 1), set(over, "SumFunctionOnSet", 2), "SumFunctionOnSet"),
  SumFunction: (f: Value) => {
    const summed = functionOf(f, "SumFunction", 0);
    return sumOver(summed, domainOf(summed), "SumFunction");
  },
});
