/** Values as the compiler knows them: constants, or pieces of generated code with what they can be. */

import { functionOver, makeSet, type SetValue, type Value } from "../../../values/index.ts";
import { BooleanRepresentation } from "../layout/boolean.ts";
import { ConstantRepresentation } from "../layout/constant.ts";
import { ElementRepresentation } from "../layout/element.ts";
import { FunctionRepresentation } from "../layout/function.ts";
import { IntegerRepresentation } from "../layout/integer.ts";
import type { Representation } from "../layout/representation.ts";
import { SetRepresentation } from "../layout/set.ts";
import type { Universe } from "../layout/universe.ts";
import { BAIL, following, Js, js, minus } from "./js.ts";

/**
 * A value at some point of the generated code. `js` computes it there and has no effect but that it may bail out. An
 * integer's code gives the integer itself, an element's its index in the universe, a set's words its bits. A collection
 * is a set that is not brought into bits yet: its members, each under a condition.
 * A failure is what the interpreter must look at: it is an error, or was not seen before.
 */
export type Symbolic =
  | ConstantSymbolic
  | BooleanSymbolic
  | IntegerSymbolic
  | ElementSymbolic
  | SetSymbolic
  | FunctionSymbolic
  | { readonly kind: "collection"; readonly members: readonly Member[] }
  | { readonly kind: "failure" };

interface ConstantSymbolic {
  readonly kind: "constant";
  readonly value: Value;
}

interface BooleanSymbolic {
  readonly kind: "boolean";
  readonly js: Js;
}

export interface IntegerSymbolic {
  readonly kind: "integer";
  readonly js: Js;
  readonly low: number;
  readonly high: number;
}

export interface ElementSymbolic {
  readonly kind: "element";
  readonly js: Js;
  readonly universe: Universe;
}

export interface SetSymbolic {
  readonly kind: "set";
  readonly universe: Universe;
  readonly words: readonly Js[];
  /** Masks of the elements that can be there at all, word by word; all of them without it. */
  readonly possible?: readonly number[];
}

/** `checks` must run before any part is used: they bail out where evaluating the whole function would fail. */
export interface FunctionSymbolic {
  readonly kind: "function";
  readonly domain: SetValue;
  readonly items: readonly Symbolic[];
  readonly checks: readonly Js[];
}

/** A possible element of a set. */
export interface Member {
  readonly element: Symbolic;
  readonly when: Truth;
}

/** A truth value: what formulas are. */
export type Truth = ConstantSymbolic | BooleanSymbolic | { readonly kind: "failure" };

export const TRUE: ConstantSymbolic = { kind: "constant", value: true };
export const FALSE: ConstantSymbolic = { kind: "constant", value: false };
export const FAILURE = { kind: "failure" } as const;

/** The compiler has no code for something; the interpreter evaluates it instead. */
export class Unsupported extends Error {}

/** Thrown where the code of one action or formula gets too large to be worth it: the interpreter takes all of that. */
export class TooMuch extends Unsupported {}

/** Thrown where a recursive definition would go on and on: the interpreter evaluates it from where it was entered. */
export class Endless extends Unsupported {}

export function constant(value: Value): ConstantSymbolic {
  return { kind: "constant", value };
}

export function boolean(js: Js): BooleanSymbolic {
  return { kind: "boolean", js };
}

/** The condition of a truth value. */
export function condition(t: Truth): Js {
  if (t.kind === "failure") return BAIL;
  if (t.kind === "constant") return t.value === true ? js`true` : js`false`;
  return t.js;
}

export function isSafe(s: Symbolic): boolean {
  switch (s.kind) {
    case "constant":
      return true;
    case "failure":
      return false;
    case "function":
      return s.checks.length === 0 && s.items.every(isSafe);
    case "collection":
      return s.members.every((m) => isSafe(m.when) && isSafe(m.element));
    case "set":
      return s.words.every((word) => word.safe);
    default:
      return s.js.safe;
  }
}

/** Characters of code that the value takes. */
function codeSize(s: Symbolic): number {
  switch (s.kind) {
    case "constant":
    case "failure":
      return 0;
    case "set":
      return total(s.words);
    case "function":
      return s.items.reduce((sum, item) => sum + codeSize(item), total(s.checks));
    case "collection":
      return s.members.reduce((sum, { element, when }) => sum + codeSize(element) + codeSize(when), 0);
    default:
      return s.js.size;
  }
}

function total(pieces: readonly Js[]): number {
  return pieces.reduce((sum, { size }) => sum + size, 0);
}

/** Code of one value beyond which a text is left to the interpreter: what is nested can grow without bound. */
const LARGEST_VALUE = 200_000;

/** `s`, unless its code is too long. */
export function limited<T extends Symbolic>(s: T): T {
  if (codeSize(s) > LARGEST_VALUE) throw new Unsupported("too much code for a value");
  return s;
}

export function isConstant(s: Symbolic): s is ConstantSymbolic {
  return s.kind === "constant";
}

export function not(t: Truth): Truth {
  if (t.kind === "constant") return t.value === true ? FALSE : TRUE;
  return t.kind === "failure" ? t : boolean(js`!${t.js}`);
}

/** `a /\ b`: b is not evaluated when a is false. */
export function and(a: Truth, b: Truth): Truth {
  if (a.kind === "failure") return a;
  if (a.kind === "constant") return a.value === true ? b : FALSE;
  if (b.kind === "constant" && b.value === true) return a;
  if (b.kind === "constant" && a.js.safe) return FALSE;
  return boolean(js`(${a.js} && ${condition(b)})`);
}

/** `a \/ b`: b is not evaluated when a is true. */
export function or(a: Truth, b: Truth): Truth {
  if (a.kind === "failure") return a;
  if (a.kind === "constant") return a.value === true ? TRUE : b;
  if (b.kind === "constant" && b.value === false) return a;
  if (b.kind === "constant" && a.js.safe) return TRUE;
  return boolean(js`(${a.js} || ${condition(b)})`);
}

/** What `s` can be, without its code. */
export function representationOf(s: Symbolic): Representation {
  switch (s.kind) {
    case "constant":
      return new ConstantRepresentation(s.value);
    case "boolean":
      return new BooleanRepresentation();
    case "integer":
      return new IntegerRepresentation(s.low, s.high);
    case "element":
      return new ElementRepresentation(s.universe);
    case "set":
      return new SetRepresentation(s.universe);
    case "function":
      return new FunctionRepresentation(s.domain, s.items.map(representationOf));
    case "collection":
    case "failure":
      throw new Unsupported(`a ${s.kind} has no representation`);
  }
}

/** The code of the leaves, as int32: what `representationOf` decodes. Checks come first. */
export function leavesOf(s: Symbolic): Js[] {
  switch (s.kind) {
    case "constant":
      return [];
    case "boolean":
      return [js`(${s.js} ? 1 : 0)`];
    case "integer":
      return [minus(s.js, s.low)];
    case "element":
      return [s.js];
    case "set":
      return [...s.words];
    case "function": {
      const [first, ...others] = s.items.flatMap(leavesOf);
      if (first !== undefined) return [following(s.checks, first), ...others];
      if (s.checks.length > 0) throw new Unsupported("checks without a leaf");
      return [];
    }
    case "collection":
    case "failure":
      throw new Unsupported(`a ${s.kind} has no leaves`);
  }
}

/** The value of representation `r` whose leaves are computed by `leaves`; `checked` if none of them can fail any more. */
export function symbolicOf(r: Representation, leaves: readonly Js[], checked = false): Symbolic {
  let at = 0;
  const read = (part: Representation): Symbolic => {
    switch (part.kind) {
      case "constant":
        return constant(part.value);
      case "boolean":
        return boolean(js`(${leaves[at++] as Js} === 1)`);
      case "integer": {
        const { low, high } = part;
        return { kind: "integer", js: minus(leaves[at++] as Js, -low), low, high };
      }
      case "element":
        return { kind: "element", js: leaves[at++] as Js, universe: part.universe };
      case "set": {
        const words = leaves.slice(at, at + part.leafCount);
        at += words.length;
        return words.length === 0 ? constant(makeSet([])) : { kind: "set", universe: part.universe, words };
      }
      case "function":
        return makeFunction(part.domain, part.items.map(read), checked);
    }
  };
  return read(r);
}

/** A function by its values, in the order of the domain; a constant if all of them are. What is unsafe is checked. */
export function makeFunction(domain: SetValue, items: readonly Symbolic[], checked = false): Symbolic {
  if (items.every(isConstant))
    return constant(
      functionOver(
        domain,
        items.map((item) => item.value),
      ),
    );
  if (items.some((item) => item.kind === "failure")) return FAILURE;
  return { kind: "function", domain, items, checks: checked ? [] : items.flatMap(checksOf) };
}

/** Code whose evaluation finds out whether `s` has a value. */
function checksOf(s: Symbolic): Js[] {
  if (isSafe(s)) return [];
  if (s.kind === "function") return [...s.checks];
  if (s.kind === "collection") throw new Unsupported("a collection that can fail inside a function");
  return leavesOf(s);
}

/** How many values `s` can have at most; Infinity where nothing bounds them. */
export function closedSize(s: Symbolic): number {
  switch (s.kind) {
    case "constant":
      return 1;
    case "boolean":
      return 2;
    case "integer":
      return s.high - s.low + 1;
    case "element":
      return s.universe.open ? Infinity : s.universe.size;
    case "set":
      return 2 ** s.universe.size;
    case "function":
      return s.items.reduce((product, item) => product * closedSize(item), 1);
    default:
      return Infinity;
  }
}

/** Every value that `s` can have, if they are at most `limit`. */
export function closedValues(s: Symbolic, limit: number): Value[] {
  if (closedSize(s) > limit) throw new Unsupported("too many values");
  switch (s.kind) {
    case "constant":
      return [s.value];
    case "boolean":
      return [false, true];
    case "integer":
      return Array.from({ length: s.high - s.low + 1 }, (_, i) => s.low + i);
    case "element":
      return [...s.universe.values];
    case "set": {
      const { values } = s.universe;
      return Array.from({ length: 2 ** values.length }, (_, bits) => makeSet(values.filter((_, i) => (bits >> i) & 1)));
    }
    case "function": {
      let rows: Value[][] = [[]];
      for (const item of s.items) {
        const values = closedValues(item, limit);
        rows = rows.flatMap((row) => values.map((value) => [...row, value]));
      }
      return rows.map((row) => functionOver(s.domain, row));
    }
    default:
      throw new Unsupported(`values of a ${s.kind}`);
  }
}

/** `s` where a truth value is needed. */
export function asTruth(s: Symbolic): Truth {
  switch (s.kind) {
    case "boolean":
    case "failure":
      return s;
    case "constant":
      return typeof s.value === "boolean" ? s : { kind: "failure" };
    case "element": {
      const { universe, js: index } = s;
      const at = (value: Value): number => (universe.open ? universe.add(value) : universe.find(value));
      const [yes, no] = [at(true), at(false)];
      return boolean(js`(${index} === ${yes} ? true : ${index} === ${no} ? false : ${BAIL})`);
    }
    default:
      return { kind: "failure" };
  }
}

/** An integer, constant or not, as a range; null for anything else. */
export function integerOf(s: Symbolic): IntegerSymbolic | null {
  if (s.kind === "integer") return s;
  if (s.kind !== "constant" || typeof s.value !== "number") return null;
  const { value } = s;
  return { kind: "integer", js: value < 0 ? js`(${value})` : Js.literal(value), low: value, high: value };
}
