/** Values that come after checks: code that bails out where evaluating them would fail. */

import { domainOf, elements, FunctionValue, isEnumerable, SetValue, type Value } from "../../../values/index.ts";
import { valuesOf } from "../layout/function.ts";
import { bitsIn, bitsOf } from "./bits.ts";
import type { Compiler } from "./compiler.ts";
import { following, Js, joined, js } from "./js.ts";
import {
  boolean,
  condition,
  constant,
  isSafe,
  leavesOf,
  type Member,
  makeFunction,
  type SetSymbolic,
  type Symbolic,
  type Truth,
  Unsupported,
} from "./symbolic.ts";

/** Puts `checks` before the evaluation of `s`. */
export function after(c: Compiler, checks: readonly Js[], s: Symbolic): Symbolic {
  if (checks.length === 0) return s;
  switch (s.kind) {
    case "boolean":
    case "integer":
    case "element":
      return { ...s, js: following(checks, s.js) };
    case "set":
      // Whoever asks for one word only must meet the checks, too.
      if (s.words.length === 0) throw new Unsupported("an empty set after checks");
      return { ...s, words: s.words.map((word) => following(checks, word)) };
    case "function":
      return { ...s, checks: [...checks, ...s.checks] };
    case "failure":
      return s;
    case "constant":
      return constantAfter(c, checks, s.value);
    case "collection":
      return after(c, checks, bitsOf(c, s));
  }
}

/** A set that may fail, computed by `checks` into variables, which are cheap to name many times after that. */
export function held(c: Compiler, s: SetSymbolic): { readonly checks: readonly Js[]; readonly set: SetSymbolic } {
  if (isSafe(s)) return { checks: [], set: s };
  const names = s.words.map(() => c.code.variable());
  return { checks: s.words.map((word, k) => js`${names[k] as Js} = ${word}`), set: { ...s, words: names } };
}

/** A value that may fail, computed by `checks` into variables: then it can be used many times. */
export function settled(c: Compiler, s: Symbolic): { readonly checks: readonly Js[]; readonly value: Symbolic } {
  if (isSafe(s) || s.kind === "failure") return { checks: [], value: s };
  switch (s.kind) {
    case "boolean":
    case "integer":
    case "element": {
      if (s.js.isName) return { checks: [], value: s };
      const name = c.code.variable();
      return { checks: [js`${name} = ${s.js}`], value: { ...s, js: name } };
    }
    case "set": {
      const { checks, set } = held(c, s);
      return { checks, value: set };
    }
    case "function": {
      const parts = s.items.map((item) => settled(c, item));
      const items = parts.map((part) => part.value);
      return { checks: [...s.checks, ...parts.flatMap((part) => part.checks)], value: { ...s, items, checks: [] } };
    }
    default:
      return settled(c, bitsOf(c, s));
  }
}

/** A function by its values, each of which is computed once. */
export function functionOfItems(c: Compiler, domain: SetValue, items: readonly Symbolic[]): Symbolic {
  if (items.every(isSafe) || items.some((item) => item.kind === "failure")) return makeFunction(domain, items);
  const parts = items.map((item) => settled(c, item));
  const made = makeFunction(
    domain,
    parts.map((part) => part.value),
    true,
  );
  return after(
    c,
    parts.flatMap((part) => part.checks),
    made,
  );
}

/** Code that bails out where evaluating any member of a collection would. */
export function checksOfMembers(members: readonly Member[]): Js[] {
  return members.flatMap(({ element, when }) => {
    if (isSafe(element)) return isSafe(when) ? [] : [condition(when)];
    const parts = joined(leavesOf(element), ", ");
    return [when.kind === "constant" ? parts : js`(${condition(when)} ? (${parts}) : 0)`];
  });
}

/** A value that is known, but for whether the checks pass. */
function constantAfter(c: Compiler, checks: readonly Js[], value: Value): Symbolic {
  if (typeof value === "boolean") return boolean(following(checks, condition(constant(value) as Truth)));
  if (typeof value === "number") {
    return { kind: "integer", js: following(checks, Js.literal(value)), low: value, high: value };
  }
  if (value instanceof FunctionValue && value.form !== "lambda" && valuesOf(value).length > 0) {
    return { kind: "function", domain: domainOf(value), items: valuesOf(value).map(constant), checks };
  }
  if (value instanceof FunctionValue || (value instanceof SetValue && !isEnumerable(value))) {
    throw new Unsupported("a constant after checks");
  }
  if (value instanceof SetValue) {
    const universe = c.closed(elements(value));
    if (universe.size === 0) throw new Unsupported("an empty set after checks");
    const words = bitsIn(c, constant(value), universe);
    return { kind: "set", universe, words: words.map((word) => following(checks, word)) };
  }
  return { kind: "element", js: following(checks, Js.literal(0)), universe: c.closed([value]) };
}
