/** A second, simple implementation of values, as an oracle: plain data with a text that is equal for equal values. */

import fc from "fast-check";
import {
  BOOLEAN,
  difference,
  functionOver,
  functionSet,
  intersection,
  interval,
  isMember,
  makeFunction,
  makeSet,
  modelValue,
  powerSet,
  productSet,
  record,
  recordSet,
  type SetValue,
  sequence,
  sequenceSet,
  union,
  type Value,
  ValueError,
} from "../../src/values/index.ts";

/** A value as plain data. Sets and functions may list things twice and in any order. */
export type Naive =
  | { readonly kind: "integer"; readonly n: number }
  | { readonly kind: "boolean"; readonly b: boolean }
  | { readonly kind: "string"; readonly s: string }
  | { readonly kind: "model"; readonly s: string }
  | { readonly kind: "set"; readonly items: readonly Naive[] }
  | { readonly kind: "function"; readonly pairs: readonly (readonly [Naive, Naive])[] };

const RANKS = ["model", "boolean", "integer", "string", "set", "function"];

export function naiveCompare(a: Naive, b: Naive): number {
  if (a.kind === "integer" && b.kind === "integer") return Math.sign(a.n - b.n);
  if (a.kind === "boolean" && b.kind === "boolean") return Number(a.b) - Number(b.b);
  if (a.kind === "string" && b.kind === "string") return comparePoints(a.s, b.s);
  if (a.kind === "model" && b.kind === "model") return comparePoints(a.s, b.s);
  if (a.kind === "set" && b.kind === "set") return compareItems(uniqueItems(a.items), uniqueItems(b.items));
  if (a.kind === "function" && b.kind === "function") {
    const x = uniquePairs(a.pairs);
    const y = uniquePairs(b.pairs);
    const domains = compareItems(
      x.map(([key]) => key),
      y.map(([key]) => key),
    );
    if (domains !== 0) return domains;
    return compareItems(
      x.map(([, value]) => value),
      y.map(([, value]) => value),
    );
  }
  return Math.sign(RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind));
}

function comparePoints(a: string, b: string): number {
  const x = Array.from(a, (c) => c.codePointAt(0)!);
  const y = Array.from(b, (c) => c.codePointAt(0)!);
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return Math.sign(x[i]! - y[i]!);
  return Math.sign(x.length - y.length);
}

function compareItems(a: readonly Naive[], b: readonly Naive[]): number {
  if (a.length !== b.length) return Math.sign(a.length - b.length);
  for (let i = 0; i < a.length; i++) {
    const order = naiveCompare(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return 0;
}

export function uniqueItems(items: readonly Naive[]): Naive[] {
  const byKey = new Map(items.map((item) => [naiveKey(item), item]));
  return [...byKey.values()].sort(naiveCompare);
}

/** Sorted by argument; the first value given for an argument counts. */
export function uniquePairs(pairs: readonly (readonly [Naive, Naive])[]): (readonly [Naive, Naive])[] {
  const byKey = new Map([...pairs].reverse().map((pair) => [naiveKey(pair[0]), pair]));
  return [...byKey.values()].sort(([a], [b]) => naiveCompare(a, b));
}

/** A text that two values share exactly when they are equal. */
export function naiveKey(value: Naive): string {
  switch (value.kind) {
    case "integer":
      return `${value.n}`;
    case "boolean":
      return `${value.b}`;
    case "string":
      return JSON.stringify(value.s);
    case "model":
      return `model ${value.s}`;
    case "set":
      return `{${[...new Set(value.items.map(naiveKey))].sort().join(",")}}`;
    case "function":
      return `[${[...new Map([...value.pairs].reverse().map(([k, v]) => [naiveKey(k), naiveKey(v)]))]
        .map(([k, v]) => `${k}:${v}`)
        .sort()
        .join(",")}]`;
  }
}

/** The value that the data describes, built by the general constructors. */
export function build(value: Naive): Value {
  switch (value.kind) {
    case "integer":
      return value.n;
    case "boolean":
      return value.b;
    case "string":
      return value.s;
    case "model":
      return modelValue(value.s);
    case "set":
      return makeSet(value.items.map(build));
    case "function": {
      const pairs = uniquePairs(value.pairs).reverse();
      return makeFunction(
        pairs.map(([key]) => build(key)),
        pairs.map(([, item]) => build(item)),
      );
    }
  }
}

/** The same value, built by the notation that is special to it where there is one. */
export function buildSpecially(value: Naive): Value {
  if (value.kind === "set")
    return value.items.map(buildSpecially).reduce((s, v) => union(makeSet([v]), s as SetValue), makeSet([]));
  if (value.kind !== "function") return build(value);
  const pairs = uniquePairs(value.pairs);
  const keys = pairs.map(([key]) => build(key));
  const values = pairs.map(([, item]) => buildSpecially(item));
  if (keys.every((key, i) => key === i + 1)) return sequence(values);
  if (keys.every((key) => typeof key === "string")) {
    return record([...keys].reverse() as string[], values.reverse());
  }
  return functionOver(makeSet(keys), values);
}

/** A shape of values: all values of one type can be compared with each other. */
type Type =
  | { readonly kind: "integer" | "boolean" | "string" | "model" }
  | { readonly kind: "set" | "sequence"; readonly of: Type }
  | { readonly kind: "map"; readonly from: Type; readonly to: Type }
  | { readonly kind: "record"; readonly fields: readonly (readonly [string, Type])[] };

const NAMES = ["a", "b", "type", "value", "Z", "_x1"];
const STRINGS = [
  "",
  "a",
  "b",
  "ab",
  "a b",
  '"',
  "\\",
  "\n\t\r\f",
  "é",
  "\uffee",
  "\u{1f600}",
  "__proto__",
  "#set",
  "1",
];

const atomType: fc.Arbitrary<Type> = fc.constantFrom("integer", "boolean", "string", "model").map((kind) => ({
  kind: kind as "integer" | "boolean" | "string" | "model",
}));

const type: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    atomType,
    fc.record({ kind: fc.constantFrom("set" as const, "sequence" as const), of: tie("type") }),
    fc.record({ kind: fc.constant("map" as const), from: tie("type"), to: tie("type") }),
    fc.record({
      kind: fc.constant("record" as const),
      fields: fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie("type")), {
        minLength: 1,
        maxLength: 3,
        selector: ([name]) => name,
      }),
    }),
  ),
})).type;

function valueOfType(t: Type): fc.Arbitrary<Naive> {
  switch (t.kind) {
    case "integer":
      return fc
        .oneof(fc.integer({ min: -3, max: 5 }), fc.maxSafeInteger())
        .map((n) => ({ kind: "integer", n: n === 0 ? 0 : n }));
    case "boolean":
      return fc.boolean().map((b) => ({ kind: "boolean", b }));
    case "string":
      return fc.constantFrom(...STRINGS).map((s) => ({ kind: "string", s }));
    case "model":
      return fc.constantFrom("m1", "m10", "m2", "NULL", "zz").map((s) => ({ kind: "model", s }));
    case "set":
      return fc.array(valueOfType(t.of), { maxLength: 5 }).map((items) => ({ kind: "set", items }));
    case "sequence":
      return fc.array(valueOfType(t.of), { maxLength: 4 }).map(tuple);
    case "map":
      return fc
        .array(fc.tuple(valueOfType(t.from), valueOfType(t.to)), { maxLength: 4 })
        .map((pairs) => ({ kind: "function", pairs }));
    case "record":
      return fc.tuple(...t.fields.map(([, field]) => valueOfType(field))).map((values) => ({
        kind: "function",
        pairs: t.fields.map(([name], i) => [{ kind: "string", s: name }, values[i]!] as const),
      }));
  }
}

function tuple(items: readonly Naive[]): Naive {
  return { kind: "function", pairs: items.map((item, i) => [{ kind: "integer", n: i + 1 }, item] as const) };
}

/** Any value. */
export const naive: fc.Arbitrary<Naive> = type.chain(valueOfType);

/** Several values that can be compared with each other; often some are equal. */
export function comparable(count: number): fc.Arbitrary<Naive[]> {
  return type.chain((t) => {
    const any = valueOfType(t);
    return fc
      .array(any, { minLength: count, maxLength: count })
      .chain((values) =>
        fc.tuple(...values.map((value, i) => fc.constantFrom(value, value, values[Math.max(0, i - 1)]!))),
      );
  });
}

/** Lists of values that can be elements of one set. */
export function lists(count: number): fc.Arbitrary<Naive[][]> {
  return fc.oneof(atomType, type).chain((t) =>
    fc.array(valueOfType(t), { maxLength: 8 }).chain((pool) => {
      const some = pool.length === 0 ? fc.constant<Naive[]>([]) : fc.array(fc.constantFrom(...pool), { maxLength: 8 });
      return fc.array(some, { minLength: count, maxLength: count });
    }),
  );
}

/** A finite set in symbolic form, beside its elements as data. */
export interface Symbolic {
  readonly set: SetValue;
  readonly items: readonly Naive[];
}

const plainSet: fc.Arbitrary<Symbolic> = fc
  .oneof(
    atomType.chain((t) => fc.array(valueOfType(t), { maxLength: 3 })),
    fc.constant([]),
  )
  .map((items) => ({ set: makeSet(items.map(build)), items: uniqueItems(items) }));

const runs: fc.Arbitrary<Symbolic> = fc
  .tuple(fc.integer({ min: -2, max: 3 }), fc.integer({ min: -1, max: 3 }))
  .map(([low, size]) => ({
    set: interval(low, low + size - 1),
    items: Array.from({ length: Math.max(size, 0) }, (_, i) => ({ kind: "integer" as const, n: low + i })),
  }));

const booleans: Symbolic = { set: BOOLEAN, items: [false, true].map((b) => ({ kind: "boolean" as const, b })) };

/** All ways to choose one item from each list. */
function choices(lists: readonly (readonly Naive[])[]): Naive[][] {
  return lists.reduce<Naive[][]>((all, list) => all.flatMap((head) => list.map((item) => [...head, item])), [[]]);
}

function subsetsOf(base: Symbolic): Symbolic {
  const items = base.items.reduce<Naive[][]>((all, item) => all.flatMap((s) => [s, [...s, item]]), [[]]);
  return { set: powerSet(base.set), items: items.map((subset) => ({ kind: "set" as const, items: subset })) };
}

function functionsOn(domain: Symbolic, range: Symbolic): Symbolic {
  const items = choices(domain.items.map(() => range.items)).map((values) => ({
    kind: "function" as const,
    pairs: values.map((value, i) => [domain.items[i]!, value] as const),
  }));
  return { set: functionSet(domain.set, range.set), items };
}

function product(factors: readonly Symbolic[]): Symbolic {
  return {
    set: productSet(factors.map(({ set }) => set)),
    items: choices(factors.map(({ items }) => items)).map(tuple),
  };
}

function records(names: readonly string[], factors: readonly Symbolic[]): Symbolic {
  return {
    set: recordSet(
      names,
      factors.map(({ set }) => set),
    ),
    items: choices(factors.map(({ items }) => items)).map((values) => ({
      kind: "function" as const,
      pairs: values.map((value, i) => [{ kind: "string" as const, s: names[i]! }, value] as const),
    })),
  };
}

const operations = ["\\cup", "\\cap", "\\"] as const;

/** An operation on two sets; the first of them where their elements cannot be compared. */
function combined(operation: (typeof operations)[number], a: Symbolic, b: Symbolic): Symbolic {
  const keys = new Set(b.items.map(naiveKey));
  const kept = (inside: boolean) => a.items.filter((item) => keys.has(naiveKey(item)) === inside);
  try {
    makeSet([...a.items, ...b.items].map(build));
    // Those of one need not be next to those of the other that they cannot be compared with; and where a set is not
    // listed, the kinds of what it is made of decide: {FALSE} is no element of {{}}, but nobody knows of SUBSET {1} \ {{1}}.
    const others = makeSet(b.items.map(build));
    for (const item of a.items) for (const set of [others, b.set]) isMember(build(item), set);
    for (const item of b.items) isMember(build(item), a.set);
    switch (operation) {
      case "\\cup":
        return { set: union(a.set, b.set), items: uniqueItems([...a.items, ...b.items]) };
      case "\\cap":
        return { set: intersection(a.set, b.set), items: kept(true) };
      case "\\":
        return { set: difference(a.set, b.set), items: kept(false) };
    }
  } catch (error) {
    if (error instanceof ValueError) return a;
    throw error;
  }
}

/** Finite sets in all forms, with at most some hundred elements. */
export const symbolic: fc.Arbitrary<Symbolic> = fc.letrec<{ any: Symbolic; small: Symbolic }>((tie) => ({
  small: fc
    .oneof({ maxDepth: 1 }, plainSet, runs, fc.constant(booleans), tie("any"))
    .filter(({ items }) => items.length <= 4),
  any: fc.oneof(
    { maxDepth: 3 },
    runs,
    plainSet,
    tie("small").map(subsetsOf),
    fc.tuple(tie("small"), tie("small")).map(([domain, range]) => functionsOn(domain, range)),
    fc.array(tie("small"), { minLength: 1, maxLength: 3 }).map(product),
    fc
      .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
      .chain((names) => fc.tuple(...names.map(() => tie("small"))).map((factors) => records(names, factors))),
    fc.constant({ set: sequenceSet(makeSet([])), items: [tuple([])] }),
    fc.tuple(fc.constantFrom(...operations), tie("any"), tie("any")).map(([op, a, b]) => combined(op, a, b)),
    // Two sets of one kind have more in common.
    fc
      .tuple(fc.constantFrom(...operations), tie("small"), tie("small"))
      .map(([op, a, b]) => combined(op, subsetsOf(a), subsetsOf(b))),
  ),
})).any;

/** The set by its elements, as an enumerated value. */
export function enumeratedTwin(symbolicSet: Symbolic): SetValue {
  return makeSet(symbolicSet.items.map(build));
}
