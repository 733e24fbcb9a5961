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
