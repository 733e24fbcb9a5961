/** Bags and BagsExt: a bag is a function from its elements to how often each occurs, at least once. */

import {
  add,
  apply,
  difference,
  domainOf,
  elements,
  equal,
  except,
  FunctionValue,
  functionOver,
  isFinite as isFiniteSet,
  isMember,
  joined,
  makeFunction,
  makeSet,
  multiply,
  placeOf,
  sequence,
  subtract,
  union,
  type Value,
  valuesInOrder,
} from "../../../values/index.ts";
import { domainElements, functionBy, functionOf, listed, type Position, set, valuesOf, wrongKind } from "./argument.ts";
import { foldMapped, type MapThenFold } from "./folds.ts";
import { type NativeModule, type OperatorValue, ofMany } from "./native.ts";
import { checkCount } from "./permutation.ts";

function isBag(value: Value): value is FunctionValue {
  if (!(value instanceof FunctionValue) || !isFiniteSet(domainOf(value))) return false;
  return valuesOf(value).every((n) => typeof n === "number" && n > 0);
}

function bagOf(value: Value, operator: string, position: Position): FunctionValue {
  if (!isBag(value)) throw wrongKind(value, "a bag (a function to positive integers)", operator, position);
  return value;
}

/** How often `e` occurs in the bag. */
function copies(e: Value, bag: FunctionValue): number {
  if (!isMember(e, domainOf(bag))) return 0;
  return countOf(apply(bag, e), bag);
}

function countOf(count: Value, bag: FunctionValue): number {
  if (typeof count !== "number") throw wrongKind(bag, "a bag (a function to positive integers)", "a bag operator", 0);
  return count;
}

/** The bag with these numbers of copies; elements without copies are left out. */
function bagWith(members: readonly Value[], count: (e: Value) => number): FunctionValue {
  const kept: Value[] = [];
  const counts: Value[] = [];
  for (const e of members) {
    const n = count(e);
    if (n <= 0) continue;
    kept.push(e);
    counts.push(n);
  }
  return functionOver(makeSet(kept), counts);
}

/** All copies of each of the bags, whose numbers have been looked at. */
function bagSum(bags: readonly FunctionValue[]): FunctionValue {
  const whole = bags.map((bag) =>
    valuesInOrder(bag) === null ? functionOver(domainOf(bag), valuesOf(bag).slice()) : bag,
  );
  return whole.reduce((sum, bag) => joined(sum, bag, (m, n) => add(m as number, n as number)) as FunctionValue);
}

/** The first bag without the copies that are in the second one. */
function bagDifference(minuend: FunctionValue, subtrahend: FunctionValue): FunctionValue {
  const members = domainElements(minuend);
  if (valuesInOrder(minuend) === null || valuesInOrder(subtrahend) === null) {
    return bagWith(members, (e) => subtract(copies(e, minuend), copies(e, subtrahend)));
  }
  const counts = valuesOf(minuend).map((count) => countOf(count, minuend));
  for (const e of domainElements(subtrahend)) {
    const at = placeOf(minuend, e);
    if (at >= 0) counts[at] = subtract(counts[at] as number, copies(e, subtrahend));
  }
  const gone = members.filter((_, i) => (counts[i] as number) <= 0);
  if (gone.length === 0) return functionOver(domainOf(minuend), counts);
  const kept = counts.filter((count) => count > 0);
  return functionOver(difference(domainOf(minuend), makeSet(gone)), kept);
}

/** All bags inside this one: every choice of 0 to n copies of each element. */
function subBags(bag: FunctionValue): Value {
  const members = domainElements(bag);
  checkCount(
    members.reduce((count: number, e) => count * (copies(e, bag) + 1), 1),
    "SubBag",
  );
  let choices: number[][] = [[]];
  for (const e of members) {
    const extended: number[][] = [];
    for (const choice of choices) for (let n = 0; n <= copies(e, bag); n++) extended.push([...choice, n]);
    choices = extended;
  }
  const position = new Map(members.map((e, i) => [e, i]));
  return makeSet(choices.map((choice) => bagWith(members, (e) => choice[position.get(e)!]!)));
}

export const bags: NativeModule = () => ({
  IsABag: (b: Value) => isBag(b),
  BagToSet: (b: Value) => domainOf(functionOf(b, "BagToSet", 0)),
  SetToBag: (s: Value) => functionBy(set(s, "SetToBag", 0), () => 1),
  BagIn: (e: Value, b: Value) => isMember(e, domainOf(functionOf(b, "BagIn", 2))),
  EmptyBag: () => sequence([]),
  "\\oplus": (a: Value, b: Value) => bagSum([bagOf(a, "(+)", 1), bagOf(b, "(+)", 2)]),
  "\\ominus": (a: Value, b: Value) => bagDifference(functionOf(a, "(-)", 1), functionOf(b, "(-)", 2)),
  BagUnion: (s: Value) => {
    const bags = listed(s, "BagUnion", 0).map((b) => bagOf(b, "BagUnion (an element)", 0));
    return bagSum([sequence([]), ...bags]);
  },
  "\\sqsubseteq": (a: Value, b: Value) => {
    const inner = bagOf(a, "\\sqsubseteq", 1);
    const outer = bagOf(b, "\\sqsubseteq", 2);
    return domainElements(inner).every((e) => copies(e, inner) <= copies(e, outer));
  },
  SubBag: (b: Value) => subBags(bagOf(b, "SubBag", 0)),
  BagOfAll: (f: OperatorValue, b: Value) => {
    const bag = bagOf(b, "BagOfAll", 2);
    const members = domainElements(bag);
    const images = members.map((e) => f(e));
    const counts = images.map((image) =>
      members.reduce((sum: number, e, i) => (equal(images[i]!, image) ? add(sum, copies(e, bag)) : sum), 0),
    );
    const first = images.map((image, i) => images.findIndex((other) => equal(other, image)) === i);
    return makeFunction(
      images.filter((_, i) => first[i]),
      counts.filter((_, i) => first[i]),
    );
  },
  BagCardinality: (b: Value) => {
    const bag = bagOf(b, "BagCardinality", 0);
    return domainElements(bag).reduce((sum: number, e) => add(sum, copies(e, bag)), 0);
  },
  CopiesIn: (e: Value, b: Value) => copies(e, bagOf(b, "CopiesIn", 2)),
});

/** The bag without any copy of `e`. */
function without(bag: FunctionValue, e: Value): FunctionValue {
  return functionBy(difference(domainOf(bag), makeSet([e])), (x) => apply(bag, x));
}

/** `op` applied to the accumulator and each copy of each element in turn, elements in TLA+ order. */
function foldBag(op: OperatorValue, base: Value, bag: FunctionValue): Value {
  let result = base;
  for (const e of domainElements(bag)) for (let n = copies(e, bag); n > 0; n--) result = op(result, e);
  return result;
}

function sum(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return add(a, b);
  throw wrongKind(b, "an integer", "SumBag (an element)", 0);
}

function product(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return multiply(a, b);
  throw wrongKind(b, "an integer", "ProductBag (an element)", 0);
}

export const bagsExt: NativeModule = () => ({
  BagAdd: (b: Value, x: Value) => {
    const bag = functionOf(b, "BagAdd", 1);
    return functionBy(union(domainOf(bag), makeSet([x])), (e) =>
      equal(e, x) ? add(copies(e, bag), 1) : apply(bag, e),
    );
  },
  BagRemove: (b: Value, x: Value) => {
    const bag = functionOf(b, "BagRemove", 1);
    const count = copies(x, bag);
    if (count === 1) return without(bag, x);
    return except(bag, x, () => subtract(count, 1)) ?? bag;
  },
  BagRemoveAll: (b: Value, x: Value) => without(functionOf(b, "BagRemoveAll", 1), x),
  /** As the module defines it, `choose` is never asked: elements come in TLA+ order. */
  MapThenFoldBag: ofMany<MapThenFold>(5, ([op, base, f, , b]) => {
    const bag = bagOf(b, "MapThenFoldBag", 5);
    const handle = (e: Value): Value => {
      const image = f(e);
      let result = base;
      for (let n = copies(e, bag); n > 0; n--) result = op(result, image);
      return result;
    };
    return foldMapped(op, base, handle, elements(domainOf(bag)));
  }),
  FoldBag: (op: OperatorValue, base: Value, b: Value) => foldBag(op, base, bagOf(b, "FoldBag", 3)),
  SumBag: (b: Value) => foldBag(sum, 0, bagOf(b, "SumBag", 0)),
  ProductBag: (b: Value) => foldBag(product, 1, bagOf(b, "ProductBag", 0)),
});
