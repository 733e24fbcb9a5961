/** How a value is held in integers: chosen from the values seen, recursively. */

import {
  cardinality,
  compare,
  domainOf,
  elements,
  FunctionValue,
  functionOver,
  type Interner,
  isEnumerable,
  ModelValue,
  makeSet,
  SetValue,
  type Value,
} from "../../../values/index.ts";
import { Universe } from "./universe.ts";

/**
 * The representation of a value. Its leaves are int32: one for a Boolean, an integer (less `low`) or an element of a
 * universe; a set has a leaf of bits for every 32 elements of its universe; a function has those of its values.
 */
export type Representation =
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; low: number; high: number }
  | { readonly kind: "element"; readonly universe: Universe }
  | { readonly kind: "set"; readonly universe: Universe }
  | { readonly kind: "function"; readonly domain: SetValue; readonly items: readonly Representation[] };

/** Sets of more possible elements than this are interned as a whole. */
const LARGEST_UNIVERSE = 512;
/** Functions of more arguments than this are interned as a whole. */
const LARGEST_DOMAIN = 128;
/** More strings or model values than this are taken as an open universe. */
const LARGEST_ENUMERATION = 64;
/** Integers are held in fewer than 31 bits, so that no sum of two leaves leaves int32. */
const LARGEST_INTEGER = 2 ** 29;

/** How generous a choice is: the ranges of integers in states get room to grow, those of tables none. */
interface Choice {
  readonly interner: Interner;
  readonly room: boolean;
}

/** A representation that holds all of `values` (at least one). */
export function represent(values: readonly Value[], choice: Choice): Representation {
  const [first] = values;
  if (first === undefined) throw new Error("a representation of nothing");
  if (!choice.room && values.every((v) => v === first)) return { kind: "constant", value: first };
  if (values.every((v) => typeof v === "boolean")) return { kind: "boolean" };
  const range = values.every((v) => typeof v === "number")
    ? integerRange(values as readonly number[], choice.room)
    : null;
  if (range !== null) return range;
  if (values.every(isAtom)) {
    const open = new Set(values).size > LARGEST_ENUMERATION;
    return { kind: "element", universe: new Universe(choice.interner, values, open) };
  }
  return (
    functionOf(values, choice) ??
    setOf(values, choice) ?? { kind: "element", universe: new Universe(choice.interner, values, true) }
  );
}

function isAtom(value: Value): boolean {
  return typeof value === "string" || value instanceof ModelValue;
}

/** From the smallest to the largest, or, with room, half as much again, up to what the bits hold anyway. */
function integerRange(values: readonly number[], room: boolean): Representation | null {
  let [low, high] = [values[0] as number, values[0] as number];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low < -LARGEST_INTEGER || high > LARGEST_INTEGER) return null;
  if (!room) return { kind: "integer", low, high };
  if (low > 0) low = Math.min(low, 1);
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, (high - low + 1) * 1.5)));
  if (low < 0) low -= Math.floor((size - (high - low + 1)) / 2);
  high = low + size - 1;
  return { kind: "integer", low, high };
}

function functionOf(values: readonly Value[], choice: Choice): Representation | null {
  const functions = values as readonly FunctionValue[];
  const [first] = functions;
  if (!values.every((v) => v instanceof FunctionValue && v.form !== "lambda") || first === undefined) return null;
  const domain = domainOf(first);
  const size = cardinality(domain);
  // The empty function is often a queue that will grow.
  if (size === 0 || size > LARGEST_DOMAIN) return null;
  const id = choice.interner.idOf(domain);
  if (functions.some((f) => choice.interner.idOf(domainOf(f)) !== id)) return null;
  const rows = functions.map(valuesOf);
  const columns = Array.from({ length: size }, (_, i) => rows.map((row) => row[i] as Value));
  if (first.form !== "record") {
    const common = represent(columns.flat(), choice);
    const mixed = common.kind === "element" && common.universe.open;
    if (!mixed || size === 1) return { kind: "function", domain, items: columns.map(() => common) };
    const alike = columns.map((column) => represent(column, choice));
    if (alike.every((item) => item.kind === "element"))
      return { kind: "function", domain, items: columns.map(() => common) };
    return { kind: "function", domain, items: alike };
  }
  return { kind: "function", domain, items: columns.map((column) => represent(column, choice)) };
}

/** The values of a function in the order of its domain. */
export function valuesOf(f: FunctionValue): readonly Value[] {
  return (f as unknown as { readonly values: readonly Value[] }).values;
}

function setOf(values: readonly Value[], choice: Choice): Representation | null {
  const universe = new Universe(choice.interner, [], false);
  for (const value of values) {
    if (!(value instanceof SetValue) || !isEnumerable(value) || cardinality(value) > LARGEST_UNIVERSE) return null;
    for (const element of elements(value)) universe.add(element);
    if (universe.size > LARGEST_UNIVERSE) return null;
  }
  return { kind: "set", universe };
}

/** How many leaves a representation has. */
export function leafCount(r: Representation): number {
  switch (r.kind) {
    case "constant":
      return 0;
    case "set":
      return Math.ceil(r.universe.size / 32);
    case "function":
      return r.items.reduce((sum, item) => sum + leafCount(item), 0);
    default:
      return 1;
  }
}

/** Which leaves are indices of a universe that can grow. */
export function openLeaves(r: Representation): boolean[] {
  if (r.kind === "function") return r.items.flatMap(openLeaves);
  return Array.from({ length: leafCount(r) }, () => r.kind === "element" && r.universe.open);
}

/** Reads a value from `leaves`, from `at` on. */
export function decode(r: Representation, leaves: ArrayLike<number>, at: number): Value {
  switch (r.kind) {
    case "constant":
      return r.value;
    case "boolean":
      return leaves[at] !== 0;
    case "integer":
      return (leaves[at] as number) + r.low;
    case "element":
      return r.universe.values[leaves[at] as number] as Value;
    case "set": {
      const found: Value[] = [];
      r.universe.values.forEach((value, i) => {
        if ((((leaves[at + (i >> 5)] as number) >>> (i & 31)) & 1) === 1) found.push(value);
      });
      return makeSet(found);
    }
    case "function": {
      const values: Value[] = [];
      let from = at;
      for (const item of r.items) {
        values.push(decode(item, leaves, from));
        from += leafCount(item);
      }
      return functionOver(r.domain, values);
    }
  }
}

/**
 * Writes `value` to `leaves` from `at` on. False if the representation cannot hold it; open universes learn what they
 * do not know.
 */
export function encode(r: Representation, value: Value, leaves: number[] | Int32Array, at: number): boolean {
  switch (r.kind) {
    case "constant":
      return compare(r.value, value) === 0;
    case "boolean":
      leaves[at] = value === true ? 1 : 0;
      return typeof value === "boolean";
    case "integer":
      if (typeof value !== "number" || value < r.low || value > r.high) return false;
      leaves[at] = value - r.low;
      return true;
    case "element": {
      const index = r.universe.open ? r.universe.add(value) : r.universe.find(value);
      leaves[at] = index;
      return index >= 0;
    }
    case "set":
      return encodeSet(r.universe, value, leaves, at);
    case "function":
      return encodeFunction(r, value, leaves, at);
  }
}

function encodeSet(universe: Universe, value: Value, leaves: number[] | Int32Array, at: number): boolean {
  if (!(value instanceof SetValue) || !isEnumerable(value) || cardinality(value) > universe.size) return false;
  for (let word = 0; word < Math.ceil(universe.size / 32); word++) leaves[at + word] = 0;
  for (const element of elements(value)) {
    const index = universe.find(element);
    if (index < 0) return false;
    leaves[at + (index >> 5)] = (leaves[at + (index >> 5)] as number) | (1 << (index & 31));
  }
  return true;
}

function encodeFunction(
  r: Extract<Representation, { kind: "function" }>,
  value: Value,
  leaves: number[] | Int32Array,
  at: number,
): boolean {
  if (!(value instanceof FunctionValue) || value.form === "lambda") return false;
  const domain = domainOf(value);
  if (domain !== r.domain && compare(domain, r.domain) !== 0) return false;
  const values = valuesOf(value);
  let from = at;
  for (const [i, item] of r.items.entries()) {
    if (!encode(item, values[i] as Value, leaves, from)) return false;
    from += leafCount(item);
  }
  return true;
}

/**
 * Changes the representation so that it holds `value` as well: ranges get wider, universes longer; the leaves stay the
 * same ones in the same order. False where it would have to be of another kind.
 */
export function widen(r: Representation, value: Value): boolean {
  switch (r.kind) {
    case "constant":
      return compare(r.value, value) === 0;
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return widenRange(r, value);
    case "element":
      return (r.universe.open || isAtom(value)) && r.universe.add(value) >= 0;
    case "set": {
      if (!(value instanceof SetValue) || !isEnumerable(value) || cardinality(value) > LARGEST_UNIVERSE) return false;
      for (const element of elements(value)) r.universe.add(element);
      return r.universe.size <= LARGEST_UNIVERSE;
    }
    case "function": {
      if (!(value instanceof FunctionValue) || value.form === "lambda") return false;
      if (compare(domainOf(value), r.domain) !== 0) return false;
      const values = valuesOf(value);
      return r.items.every((item, i) => widen(item, values[i] as Value));
    }
  }
}

/** To a range of twice the size, as often as needed, on the side of the value. */
function widenRange(r: Extract<Representation, { kind: "integer" }>, value: Value): boolean {
  if (typeof value !== "number" || Math.abs(value) > LARGEST_INTEGER / 4) return false;
  while (value > r.high) r.high += r.high - r.low + 1;
  while (value < r.low) r.low -= r.high - r.low + 1;
  return true;
}

/** A copy that later widening does not reach: it goes on to decode what was encoded before. */
export function snapshotOf(r: Representation): Representation {
  switch (r.kind) {
    case "integer":
      return { ...r };
    case "set":
      return { kind: "set", universe: r.universe.copy() };
    case "function":
      return { ...r, items: r.items.map(snapshotOf) };
    default:
      return r;
  }
}

/** The closed universes in a representation, each once. */
export function closedUniverses(r: Representation, into: Set<Universe> = new Set()): Set<Universe> {
  if (r.kind === "function") for (const item of r.items) closedUniverses(item, into);
  if ((r.kind === "element" || r.kind === "set") && !r.universe.open) into.add(r.universe);
  return into;
}

/** A leaf by its place in the value, which widening does not change, and what is subtracted from an integer there. */
interface LeafName {
  readonly name: string;
  readonly low: number;
}

export function leafNames(r: Representation, prefix = ""): LeafName[] {
  if (r.kind === "function") return r.items.flatMap((item, i) => leafNames(item, `${prefix}.${i}`));
  const low = r.kind === "integer" ? r.low : 0;
  return Array.from({ length: leafCount(r) }, (_, i) => ({ name: `${prefix}:${i}`, low }));
}

/** The number of values that leaf `i` can take, Infinity for elements of an open universe and for bits of sets. */
export function leafSizes(r: Representation): number[] {
  switch (r.kind) {
    case "constant":
      return [];
    case "boolean":
      return [2];
    case "integer":
      return [r.high - r.low + 1];
    case "element":
      return [r.universe.open ? Infinity : r.universe.size];
    case "set": {
      const { size } = r.universe;
      return Array.from({ length: leafCount(r) }, (_, i) => 2 ** Math.min(32, size - 32 * i));
    }
    case "function":
      return r.items.flatMap(leafSizes);
  }
}
