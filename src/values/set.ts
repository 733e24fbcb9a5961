/** The representations of sets. Each form says what its elements are; what can be asked is in the other files. */

import type { RecordShape } from "./function.ts";
import { SetValue, type Value } from "./value.ts";

/** A set by its elements: in TLA+ order, without duplicates. */
export class EnumeratedSet extends SetValue {
  declare readonly form: "enumerated";
  declare readonly elements: readonly Value[];
  /** What functions on this domain are; null when not determined. */
  declare functionForm: "sequence" | "record" | "general" | null;

  constructor(elements: readonly Value[]) {
    super("enumerated");
    this.elements = elements;
    this.functionForm = null;
  }
}

/** A set by a rule. When finite and not too large it can be enumerated; then the enumerated twin is kept. */
export abstract class SymbolicSet extends SetValue {
  declare twin: EnumeratedSet | null;
  /** Whether it was iterated before; the second time it pays to keep the elements. */
  declare iterated: boolean;

  constructor(form: string) {
    super(form);
    this.twin = null;
    this.iterated = false;
  }
}

/** `low .. high`, never empty. */
class IntervalSet extends SymbolicSet {
  declare readonly form: "interval";
  declare readonly low: number;
  declare readonly high: number;

  constructor(low: number, high: number) {
    super("interval");
    this.low = low;
    this.high = high;
  }
}

/** `Nat`, `Int`, `Real`, `STRING` or `Any`. `rank` orders them; a set of numbers includes those of lower rank. */
export class StandardSet extends SymbolicSet {
  declare readonly form: "standard";
  declare readonly name: string;
  declare readonly rank: number;

  constructor(name: string, rank: number) {
    super("standard");
    this.name = name;
    this.rank = rank;
  }
}

/** `SUBSET base`. */
export class PowerSet extends SymbolicSet {
  declare readonly form: "power";
  declare readonly base: SetValue;

  constructor(base: SetValue) {
    super("power");
    this.base = base;
  }
}

/**
 * A set of functions on one domain, with a set of possible values (a factor) for each argument: `[S -> T]`,
 * `[a: S, b: T]` and `S \X T` are all of this kind, and may be equal across notations.
 */
export abstract class FunctionFamily extends SymbolicSet {
  abstract domain(): SetValue;
  /** The factor of the argument at `index` of the domain, in TLA+ order. */
  abstract factor(index: number): SetValue;
  /** Every set among the factors at least once. */
  abstract factors(): readonly SetValue[];
}

/** `[domain -> range]`; the domain is not empty and may be infinite. */
export class FunctionSet extends FunctionFamily {
  declare readonly form: "functions";
  declare readonly argumentSet: SetValue;
  declare readonly range: SetValue;

  constructor(domain: SetValue, range: SetValue) {
    super("functions");
    this.argumentSet = domain;
    this.range = range;
  }

  override domain(): SetValue {
    return this.argumentSet;
  }

  override factor(_index: number): SetValue {
    return this.range;
  }

  override factors(): readonly SetValue[] {
    return [this.range];
  }
}

/** `[a: S, b: T]`; the sets are in the order of the shape's names. */
export class RecordSet extends FunctionFamily {
  declare readonly form: "records";
  declare readonly shape: RecordShape;
  declare readonly sets: readonly SetValue[];

  constructor(shape: RecordShape, sets: readonly SetValue[]) {
    super("records");
    this.shape = shape;
    this.sets = sets;
  }

  override domain(): SetValue {
    return this.shape.domain;
  }

  override factor(index: number): SetValue {
    return this.sets[index]!;
  }

  override factors(): readonly SetValue[] {
    return this.sets;
  }
}

/** `S \X T`, at least one factor; the domain of the tuples is 1..n. */
export class ProductSet extends FunctionFamily {
  declare readonly form: "product";
  declare readonly sets: readonly SetValue[];
  declare readonly indices: SetValue;

  constructor(sets: readonly SetValue[]) {
    super("product");
    this.sets = sets;
    this.indices = new IntervalSet(1, sets.length);
  }

  override domain(): SetValue {
    return this.indices;
  }

  override factor(index: number): SetValue {
    return this.sets[index]!;
  }

  override factors(): readonly SetValue[] {
    return this.sets;
  }
}

/** `Seq(base)`. */
export class SequenceSet extends SymbolicSet {
  declare readonly form: "sequences";
  declare readonly base: SetValue;

  constructor(base: SetValue) {
    super("sequences");
    this.base = base;
  }
}

/** `{x \in base : test(x)}` over a base that is not enumerated. */
export class PredicateSet extends SymbolicSet {
  declare readonly form: "predicate";
  declare readonly base: SetValue;
  declare readonly test: (value: Value) => boolean;
  /** Is it made to be asked for elements only, since its test fails for some? Then it is not listed to decide anything else. */
  declare readonly late: boolean;
  /** How often it was asked for an element, up to where answers are kept. */
  declare asked: number;
  /** By the places of the base: 1 for an element, -1 for none, 0 where it is not known; empty for a base too large. */
  declare answers: Int8Array | null;

  constructor(base: SetValue, test: (value: Value) => boolean, late: boolean) {
    super("predicate");
    this.base = base;
    this.test = test;
    this.late = late;
    this.asked = 0;
    this.answers = null;
  }
}

/**
 * `left \cup right`; at least one of them is symbolic, and if one is infinite or too large it is the left one. Members
 * of one need not be comparable with those of the other, as long as nobody wants all of them as one value.
 */
export class UnionSet extends SymbolicSet {
  declare readonly form: "union";
  declare readonly left: SetValue;
  declare readonly right: SetValue;
  /** How many unions inside each other. */
  declare readonly depth: number;

  constructor(left: SetValue, right: SetValue) {
    super("union");
    this.left = left;
    this.right = right;
    const inside = [left, right].map((set) => (set instanceof UnionSet ? set.depth : 0));
    this.depth = 1 + Math.max(...inside);
  }
}

/** `left \cap right`, at least one of them symbolic. */
export class IntersectionSet extends SymbolicSet {
  declare readonly form: "intersection";
  declare readonly left: SetValue;
  declare readonly right: SetValue;

  constructor(left: SetValue, right: SetValue) {
    super("intersection");
    this.left = left;
    this.right = right;
  }
}

/** `left \ right`; the left one is symbolic. */
export class DifferenceSet extends SymbolicSet {
  declare readonly form: "difference";
  declare readonly left: SetValue;
  declare readonly right: SetValue;

  constructor(left: SetValue, right: SetValue) {
    super("difference");
    this.left = left;
    this.right = right;
  }
}

/** Every set is one of these; narrow by `form`. */
export type AnySet = EnumeratedSet | AnySymbolicSet;

export type AnySymbolicSet =
  | IntervalSet
  | StandardSet
  | PowerSet
  | FunctionSet
  | RecordSet
  | ProductSet
  | SequenceSet
  | PredicateSet
  | UnionSet
  | IntersectionSet
  | DifferenceSet;

/**
 * A set given by a rule with the image of each set that it is made of: its own image where `imageOf` takes values one to
 * one, and numbers, strings and truths to themselves. Null for a list of elements, and for a filter.
 */
export function imageByRule(set: SetValue, imageOf: (part: SetValue) => SetValue): SetValue | null {
  const s = set as AnySet;
  switch (s.form) {
    case "interval":
    case "standard":
      return s;
    case "power":
      return new PowerSet(imageOf(s.base));
    case "functions":
      return new FunctionSet(imageOf(s.argumentSet), imageOf(s.range));
    case "records":
      return new RecordSet(s.shape, s.sets.map(imageOf));
    case "product":
      return new ProductSet(s.sets.map(imageOf));
    case "sequences":
      return new SequenceSet(imageOf(s.base));
    case "union":
      return new UnionSet(imageOf(s.left), imageOf(s.right));
    case "intersection":
      return new IntersectionSet(imageOf(s.left), imageOf(s.right));
    case "difference":
      return new DifferenceSet(imageOf(s.left), imageOf(s.right));
    default:
      return null;
  }
}

/** `{}`. */
export const EMPTY_SET: SetValue = new EnumeratedSet([]);
/** `BOOLEAN`, that is `{FALSE, TRUE}`. */
export const BOOLEAN: SetValue = new EnumeratedSet([false, true]);
/** `Nat`: the integers from 0. */
export const NAT: SetValue = new StandardSet("Nat", 0);
/** `Int`: all integers. */
export const INT: SetValue = new StandardSet("Int", 1);
/** `Real`; integers are its only elements that can be written. */
export const REAL: SetValue = new StandardSet("Real", 2);
/** `STRING`: all strings. */
export const STRING: SetValue = new StandardSet("STRING", 3);
/** `Any` of TLC: every value is an element. */
export const ANY: SetValue = new StandardSet("Any", 4);

/** `1 .. n` and `0 .. n` for small n, which specifications write again and again: once listed, they are listed for all. */
const SHARED: readonly (IntervalSet | undefined)[][] = [[], []];
const LONGEST_SHARED = 256;

/** `low .. high`; empty when `low > high`. */
export function interval(low: number, high: number): SetValue {
  if (low > high) return EMPTY_SET;
  const shared = high < LONGEST_SHARED ? SHARED[low] : undefined;
  if (shared === undefined) return new IntervalSet(low, high);
  return (shared[high] ??= new IntervalSet(low, high));
}
