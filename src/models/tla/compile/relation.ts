/** Equality, and values that depend on a condition. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { compare, domainOf, equal, FunctionValue, makeSet, SetValue, type Value } from "../../../values/index.ts";
import { valuesOf } from "../layout/function.ts";
import type { Universe } from "../layout/universe.ts";
import { bitsOf, elementOf, unify } from "./bits.ts";
import { after, functionOfItems, settled } from "./checked.ts";
import { comparable, decided } from "./comparable.ts";
import type { Compiler } from "./compiler.ts";
import type { Context } from "./context.ts";
import { BAIL, type Js, joined, js } from "./js.ts";
import {
  and,
  asTruth,
  boolean,
  closedSize,
  closedValues,
  condition,
  constant,
  type ElementSymbolic,
  FAILURE,
  FALSE,
  type FunctionSymbolic,
  type IntegerSymbolic,
  integerOf,
  isConstant,
  isSafe,
  limited,
  type Symbolic,
  TRUE,
  type Truth,
  Unsupported,
} from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** `a = b`. */
export function equality(c: Compiler, a: Symbolic, b: Symbolic): Truth {
  if (a.kind === "failure" || b.kind === "failure") return FAILURE;
  if (a.kind === "constant" && b.kind !== "constant") return equality(c, b, a);
  if (a === b && isSafe(a)) return TRUE;
  switch (a.kind) {
    case "constant":
      return asTruth(tabulate(c, [a, b], equalRule));
    case "boolean":
      return booleanEquality(c, a, b);
    case "integer":
      return integerEquality(c, a, b);
    case "element":
      return elementEquality(c, a, b);
    case "set":
    case "collection":
      return setEquality(c, a, b);
    case "function":
      return functionEquality(c, a, b);
  }
}

function equalRule([a, b]: readonly Value[]): Value {
  return equal(a as Value, b as Value);
}

function booleanEquality(c: Compiler, a: Extract<Symbolic, { kind: "boolean" }>, b: Symbolic): Truth {
  if (b.kind === "boolean") return boolean(js`(${a.js} === ${b.js})`);
  if (b.kind !== "constant") throw new Unsupported("a Boolean compared with something else");
  if (typeof b.value !== "boolean") return asTruth(after(c, evaluation(a), asTruthOf(true, b.value)));
  return b.value ? a : boolean(js`!${a.js}`);
}

/** What must be evaluated before an answer that does not depend on the value. */
function evaluation({ js: code }: { readonly js: Js }): readonly Js[] {
  return code.safe ? [] : [code];
}

/** The answer for all values of the kind of `sample`. */
function asTruthOf(sample: Value, value: Value): Truth {
  try {
    return equal(sample, value) ? TRUE : FALSE;
  } catch {
    return FAILURE;
  }
}

function integerEquality(c: Compiler, a: IntegerSymbolic, b: Symbolic): Truth {
  if (b.kind === "integer") {
    if ((a.high < b.low || b.high < a.low) && a.js.safe && b.js.safe) return FALSE;
    return boolean(js`(${a.js} === ${b.js})`);
  }
  if (b.kind !== "constant") throw new Unsupported("an integer compared with something else");
  if (typeof b.value !== "number") return asTruth(after(c, evaluation(a), asTruthOf(0, b.value)));
  if (a.js.safe && (b.value < a.low || b.value > a.high)) return FALSE;
  return boolean(js`(${a.js} === ${b.value})`);
}

function elementEquality(c: Compiler, a: ElementSymbolic, b: Symbolic): Truth {
  if (b.kind === "constant" && alike(a.universe, b.value)) {
    const index = a.universe.find(b.value);
    if (index >= 0) return boolean(js`(${a.js} === ${index})`);
    if (!a.universe.open && a.js.safe) return FALSE;
  }
  if (b.kind === "element" && a.universe === b.universe && alike(a.universe, a.universe.values[0])) {
    return boolean(js`(${a.js} === ${b.js})`);
  }
  return asTruth(tabulate(c, [a, b], equalRule, { name: "=", truth: true }));
}

/** Can all elements of a closed universe be compared with `value`, because they are strings, or model values? */
function alike(universe: Universe, value: Value | undefined): boolean {
  if (universe.open || value === undefined) return false;
  return comparable([...universe.values, value]);
}

function setEquality(c: Compiler, a: Symbolic, b: Symbolic): Truth {
  if (b.kind === "constant" && !(b.value instanceof SetValue)) return FAILURE;
  if (b.kind === "element") return asTruth(tabulate(c, [a, b], equalRule, { name: "=", truth: true }));
  if (b.kind !== "constant" && b.kind !== "set" && b.kind !== "collection") {
    throw new Unsupported("a set compared with something else");
  }
  const [x, y, universe] = unify(c, a, b);
  if (!comparable(universe.values)) throw new Unsupported("elements that cannot be compared");
  const pairs = x.map((word, i): readonly [Js, Js] => [word, y[i] as Js]);
  const open = pairs.filter(([one, other]) => one.literal === null || other.literal === null);
  const differs = pairs.some(
    ([one, other]) => one.literal !== other.literal && one.literal !== null && other.literal !== null,
  );
  if (differs && [...x, ...y].every((word) => word.safe)) return FALSE;
  const tests = open.map(([one, other]) => js`${one} === ${other}`);
  if (differs) tests.push(js`false`);
  if (tests.length === 0) return TRUE;
  // Both sets are evaluated, whichever word decides.
  const checks = tests.length === 1 ? [] : [x, y].filter((words) => !words.every((word) => word.safe)).flat();
  return boolean(js`(${joined([...checks, joined(tests, " && ")], ", ")})`);
}

function functionEquality(c: Compiler, a: FunctionSymbolic, b: Symbolic): Truth {
  if (b.kind === "constant") {
    const { value } = b;
    if (!(value instanceof FunctionValue) || value.form === "lambda") throw new Unsupported("no function");
    const domain = domainOf(value);
    if (compare(domain, a.domain) !== 0) {
      // Sets of strings, or of numbers, that differ: so do the functions.
      if (isAscendingLike(domain, a.domain)) return asTruth(after(c, a.checks, FALSE));
      throw new Unsupported("domains that cannot be compared");
    }
    return itemsEqual(c, a, valuesOf(value).map(constant));
  }
  if (b.kind === "element") return elementEquality(c, b, a);
  if (b.kind !== "function") throw new Unsupported("a function compared with something else");
  if (compare(b.domain, a.domain) !== 0) {
    if (isAscendingLike(b.domain, a.domain)) return asTruth(after(c, [...a.checks, ...b.checks], FALSE));
    throw new Unsupported("domains that cannot be compared");
  }
  const equalItems = itemsEqual(c, a, b.items);
  return b.checks.length === 0 ? equalItems : asTruth(after(c, b.checks, equalItems));
}

function isAscendingLike(a: SetValue, b: SetValue): boolean {
  return decided(a, b);
}

function itemsEqual(c: Compiler, a: FunctionSymbolic, items: readonly Symbolic[]): Truth {
  const same = a.items.reduceRight<Truth>((rest, item, i) => and(equality(c, item, items[i] as Symbolic), rest), TRUE);
  return a.checks.length === 0 ? same : asTruth(after(c, a.checks, same));
}

/** `IF test THEN a ELSE b`, both of a form that the code can choose between. */
export function merge(c: Compiler, test: Truth, first: Symbolic, second: Symbolic): Symbolic {
  const [a, b] = [limited(first), limited(second)];
  if (test.kind === "failure") return FAILURE;
  if (test.kind === "constant") return test.value === true ? a : b;
  if (a === b && test.js.safe) return a;
  if (test.js.size > LONGEST_TEST && (isWide(a) || isWide(b))) {
    const { checks, value } = settled(c, test);
    const short = value.kind === "boolean" && isSafe(value) ? { ...value, js: c.code.share(value.js) } : value;
    return after(c, checks, merge(c, short as Truth, a, b));
  }
  if (a.kind === "failure" && b.kind === "failure") return FAILURE;
  // A branch that fails leaves the form to the other one.
  if (a.kind === "failure") return asBranch(c, b, (code) => js`(${test.js} ? ${BAIL} : ${code})`);
  if (b.kind === "failure") return asBranch(c, a, (code) => js`(${test.js} ? ${code} : ${BAIL})`);
  if (isBoolean(a) && isBoolean(b)) return boolean(pick(test.js, condition(a as Truth), condition(b as Truth)));
  const [x, y] = [integerOf(a), integerOf(b)];
  if (x !== null && y !== null) {
    const range = { low: Math.min(x.low, y.low), high: Math.max(x.high, y.high) };
    return { kind: "integer", js: pick(test.js, x.js, y.js), ...range };
  }
  if (isConstant(a) && isConstant(b) && compare(a.value, b.value) === 0 && test.js.safe) return a;
  const [f, g] = [functionOf(a, b), functionOf(b, a)];
  if (f !== null && g !== null && compare(f.domain, g.domain) === 0) {
    const items = f.items.map((item, i) => merge(c, test, item, g.items[i] as Symbolic));
    const checks = [
      ...(f.checks.length > 0 ? [js`(${test.js} ? (${joined(f.checks, ", ")}) : 0)`] : []),
      ...(g.checks.length > 0 ? [js`(${test.js} ? 0 : (${joined(g.checks, ", ")}))`] : []),
    ];
    return after(c, checks, functionOfItems(c, f.domain, items));
  }
  if (isSet(a) && isSet(b)) {
    const [s, t, universe] = unify(c, a, b);
    if (universe.size === 0) return after(c, test.js.safe ? [] : [test.js], constant(makeSet([])));
    return { kind: "set", universe, words: s.map((word, i) => pick(test.js, word, t[i] as Js)) };
  }
  return mergeElements(c, test.js, a, b);
}

/** One of two pieces, by a condition. */
function pick(test: Js, x: Js, y: Js): Js {
  return test.safe && x.equals(y) ? x : js`(${test} ? ${x} : ${y})`;
}

/** Conditions of more characters are computed once. */
const LONGEST_TEST = 24;

/** Is the code of the value likely to name a condition several times? */
function isWide(s: Symbolic): boolean {
  return s.kind === "function" || (s.kind === "constant" && s.value instanceof FunctionValue);
}

function asBranch(c: Compiler, s: Symbolic, wrap: (code: Js) => Js): Symbolic {
  switch (s.kind) {
    case "boolean":
    case "integer":
    case "element":
      return { ...s, js: wrap(s.js) };
    case "set":
      return { ...s, words: s.words.map(wrap) };
    case "function":
      return { ...s, checks: [...s.checks, wrap(js`0`)] };
    case "constant":
      return after(c, [wrap(js`0`)], s);
    case "collection":
      return asBranch(c, bitsOf(c, s), wrap);
    case "failure":
      return s;
  }
}

function isBoolean(s: Symbolic): boolean {
  return s.kind === "boolean" || (s.kind === "constant" && typeof s.value === "boolean");
}

function isSet(s: Symbolic): boolean {
  return s.kind === "set" || s.kind === "collection" || (s.kind === "constant" && s.value instanceof SetValue);
}

/** A function, or a constant taken apart beside one. */
function functionOf(s: Symbolic, other: Symbolic): FunctionSymbolic | null {
  if (s.kind === "function") return s;
  if (s.kind !== "constant" || !(s.value instanceof FunctionValue) || s.value.form === "lambda") return null;
  if (other.kind !== "function" && other.kind !== "constant") return null;
  const items = valuesOf(s.value).map(constant);
  return items.length === 0 ? null : { kind: "function", domain: domainOf(s.value), items, checks: [] };
}

const LARGEST_MERGED = 256;

/** As elements of one universe: the open one, or a closed one of all that either can be. */
function mergeElements(c: Compiler, test: Js, a: Symbolic, b: Symbolic): Symbolic {
  const open = [a, b].find((s) => s.kind === "element" && s.universe.open) as ElementSymbolic | undefined;
  if (open === undefined && (closedSize(a) > LARGEST_MERGED || closedSize(b) > LARGEST_MERGED))
    throw new Unsupported("a choice of many values");
  const universe = open?.universe ?? closedUniverse(c, a, b);
  const [x, y] = [elementOf(c, a, universe), elementOf(c, b, universe)];
  return { kind: "element", js: pick(test, x, y), universe };
}

/** A universe of all that either can be. */
function closedUniverse(c: Compiler, a: Symbolic, b: Symbolic): Universe {
  const base = a.kind === "element" ? a.universe : c.closed(closedValues(a, LARGEST_MERGED));
  return c.extended(base, closedValues(b, LARGEST_MERGED));
}

/** `e' = e`. */
export function unchangedTruth(c: Compiler, expression: Expression, context: Context): Truth {
  const after = c.priming(() => c.evaluate(expression, context));
  return equality(c, after, c.evaluate(expression, context));
}
