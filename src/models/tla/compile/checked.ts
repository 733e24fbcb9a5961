/** Values that come after checks: code that bails out where evaluating them would fail. */

import { domainOf, elements, FunctionValue, isEnumerable, SetValue, type Value } from "../../../values/index.ts";
import { valuesOf } from "../layout/representation.ts";
import { bitsIn, bitsOf } from "./bits.ts";
import type { Compiler } from "./compiler.ts";
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
  Unsupported,
} from "./symbolic.ts";

/** Puts `checks` before the evaluation of `s`. */
export function after(c: Compiler, checks: readonly string[], s: Symbolic): Symbolic {
  if (checks.length === 0) return s;
  const list = checks.join(", ");
  switch (s.kind) {
    case "boolean":
      return boolean(`(${list}, ${s.js})`, false);
    case "integer":
    case "element":
      return { ...s, js: `(${list}, ${s.js})`, safe: false };
    case "set":
      // Whoever asks for one word only must meet the checks, too.
      if (s.words.length === 0) throw new Unsupported("an empty set after checks");
      return { ...s, words: s.words.map((word) => `(${list}, ${word})`), safe: false };
    case "function":
      return { ...s, checks: [...checks, ...s.checks] };
    case "failure":
      return s;
    case "constant":
      return constantAfter(c, list, s.value);
    case "collection":
      return after(c, checks, bitsOf(c, s));
  }
}

/** A set that may fail, computed by `checks` into variables, which are cheap to name many times after that. */
export function held(c: Compiler, s: SetSymbolic): { readonly checks: readonly string[]; readonly set: SetSymbolic } {
  if (s.safe) return { checks: [], set: s };
  const names = s.words.map(() => c.code.variable());
  return { checks: names.map((name, k) => `${name} = ${s.words[k]}`), set: { ...s, words: names } };
}

/** A value that may fail, computed by `checks` into variables: then it can be used many times. */
export function settled(c: Compiler, s: Symbolic): { readonly checks: readonly string[]; readonly value: Symbolic } {
  if (isSafe(s) || s.kind === "failure") return { checks: [], value: s };
  switch (s.kind) {
    case "boolean":
    case "integer":
    case "element": {
      if (/^t\d+$/.test(s.js)) return { checks: [], value: s };
      const name = c.code.variable();
      return { checks: [`${name} = ${s.js}`], value: { ...s, js: name } };
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
export function checksOfMembers(members: readonly Member[]): string[] {
  return members.flatMap(({ element, when }) => {
    if (isSafe(element)) return isSafe(when) ? [] : [condition(when)];
    const parts = leavesOf(element).join(", ");
    return [when.kind === "constant" ? parts : `(${condition(when)} ? (${parts}) : 0)`];
  });
}

/** A value that is known, but for whether the checks pass. */
function constantAfter(c: Compiler, list: string, value: Value): Symbolic {
  if (typeof value === "boolean") return boolean(`(${list}, ${value})`, false);
  if (typeof value === "number")
    return { kind: "integer", js: `(${list}, ${value})`, low: value, high: value, safe: false };
  if (value instanceof FunctionValue && value.form !== "lambda" && valuesOf(value).length > 0) {
    return { kind: "function", domain: domainOf(value), items: valuesOf(value).map(constant), checks: [list] };
  }
  if (value instanceof FunctionValue || (value instanceof SetValue && !isEnumerable(value))) {
    throw new Unsupported("a constant after checks");
  }
  if (value instanceof SetValue) {
    const universe = c.closed(elements(value));
    if (universe.size === 0) throw new Unsupported("an empty set after checks");
    const { words } = bitsIn(c, constant(value), universe);
    return { kind: "set", universe, words: words.map((word) => `(${list}, ${word})`), safe: false };
  }
  return { kind: "element", js: `(${list}, 0)`, universe: c.closed([value]), safe: false };
}
