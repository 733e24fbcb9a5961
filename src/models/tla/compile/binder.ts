/** Bound names: quantifiers, CHOOSE, and the sets and functions made with them, one element at a time. */

import type { BoundSymbol, ResolvedBound } from "../../../tla/semantics/symbol.ts";
import type { Bound, Expression } from "../../../tla/syntax/tree.ts";
import { FunctionValue, makeSet, productSet, SetValue, sequenceElements, type Value } from "../../../values/index.ts";
import {
  bitsOf,
  LARGEST_UNROLLED,
  listed,
  membersOf,
  opened,
  orderedMembers,
  possibleIndices,
  shared,
} from "./bits.ts";
import { after, checksOfMembers, functionOfItems, held } from "./checked.ts";
import { collection } from "./collection.ts";
import type { Compiler } from "./compiler.ts";
import type { Context } from "./context.ts";
import { itemsOf } from "./function.ts";
import { BAIL, type Js, joined, js, union } from "./js.ts";
import { merge } from "./relation.ts";
import { isNoSet } from "./set.ts";
import {
  and,
  asTruth,
  boolean,
  condition,
  constant,
  FAILURE,
  FALSE,
  isConstant,
  isSafe,
  type Member,
  not,
  or,
  type SetSymbolic,
  type Symbolic,
  TRUE,
  type Truth,
  Unsupported,
} from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** One or more names that an element fills. */
export interface BoundNames {
  readonly symbols: readonly BoundSymbol[];
  readonly tuple: boolean;
}

interface Step extends BoundNames {
  readonly set: Symbolic;
}

export function membersIn(c: Compiler, bound: Bound): BoundNames {
  const { symbols } = c.setup.program.tables.bounds.get(bound) as ResolvedBound;
  return { symbols, tuple: bound.pattern === "tuple" };
}

/** The context in which the names stand for `element` or, in a tuple pattern, for its parts. */
export function withElement(c: Compiler, names: BoundNames, element: Symbolic, context: Context): Context {
  const { symbols, tuple } = names;
  if (!tuple) return context.with(symbols[0] as BoundSymbol, { kind: "value", value: element });
  const items = itemsOf(c, element);
  if (items === null || items.length !== symbols.length) throw new Unsupported("a pattern that does not fit");
  return symbols.reduce((at, symbol, i) => at.with(symbol, { kind: "value", value: items[i] as Symbolic }), context);
}

/** Part `index` of an interned tuple of `count` parts. */
export function partOf(c: Compiler, element: Symbolic, index: number, count: number): Symbolic {
  return tabulate(
    c,
    [element],
    ([value]) => {
      const parts = value instanceof FunctionValue ? sequenceElements(value) : null;
      if (parts?.length === count) return parts[index] as Value;
      throw new Unsupported("a pattern that does not fit");
    },
    { name: `part ${index} of ${count}` },
  );
}

/** Every name of `bounds` with its set, a failure where that is none; the sets are evaluated outside. */
export function steps(c: Compiler, bounds: readonly Bound[], context: Context): Step[] {
  return bounds.flatMap((bound): Step[] => {
    if (bound.set === null) throw new Unsupported("a name without a set");
    const evaluated = c.evaluate(bound.set, context);
    const opened = evaluated.kind === "set" ? shared(c, evaluated) : evaluated;
    const set = isNoSet(opened) ? FAILURE : opened;
    const { symbols, tuple } = membersIn(c, bound);
    return tuple ? [{ symbols, tuple, set }] : symbols.map((symbol) => ({ symbols: [symbol], tuple, set }));
  });
}

export function quantifier(
  c: Compiler,
  expression: Extract<Expression, { kind: "quantifier" }>,
  context: Context,
): Symbolic {
  const { bounds, checks } = evaluated(c, steps(c, expression.bounds, context));
  if (bounds.some(({ set }) => set.kind === "failure")) return FAILURE;
  const exists = expression.quantifier === "\\E";
  const from = (index: number, at: Context): Truth => {
    const bound = bounds[index];
    if (bound === undefined) return c.truth(expression.body, at);
    return overMembers(c, bound.set, exists, (element) => from(index + 1, withElement(c, bound, element, at)));
  };
  return after(c, checks, from(0, context));
}

/** Is the test true of some member, or of every one? */
function overMembers(c: Compiler, set: Symbolic, exists: boolean, test: (element: Symbolic) => Truth): Truth {
  const members = membersOf(c, set);
  const tests = members.map(({ element }) => test(element));
  if (set.kind === "set" && isSafe(set) && tests.every(isSafe))
    return byMasks(set, possibleIndices(c, set), tests, exists);
  const parts = tests.map((test, i) => {
    const { when } = members[i] as Member;
    return exists ? and(when, test) : or(not(when), test);
  });
  // The members of a collection stand as in the text, so which test decides before another one fails is not known here.
  if (set.kind === "collection" && parts.length > 1 && parts.some(mayFail)) return ofAll(c, parts, exists);
  // In order, each one where it is an element: what an earlier one decides, no later one can spoil.
  const join = exists ? or : and;
  return parts.reduceRight<Truth>((rest, part) => join(part, rest), exists ? FALSE : TRUE);
}

/** Is some part true, or every one, where none of them fails? */
function ofAll(c: Compiler, parts: readonly Truth[], exists: boolean): Truth {
  const names = parts.map(() => c.code.variable());
  const checks = parts.map((part, i) => js`${names[i] as Js} = ${condition(part)}`);
  return asTruth(after(c, checks, boolean(joined(names, exists ? " || " : " && "))));
}

function mayFail(test: Truth): boolean {
  return test.kind === "failure" || (test.kind === "boolean" && test.js.bails);
}

/** The sets of all bounds are evaluated before the first element of any: the code for that, and the sets after it. */
export function evaluated(
  c: Compiler,
  list: readonly Step[],
): { readonly bounds: readonly Step[]; readonly checks: readonly Js[] } {
  const checks: Js[] = [];
  const bounds = list.map((bound) => {
    const given = opened(c, bound.set);
    if (given.kind !== "set") {
      checks.push(...membersChecks(given));
      return { ...bound, set: given };
    }
    const known = held(c, given);
    checks.push(...known.checks);
    return { ...bound, set: known.set };
  });
  return { bounds, checks };
}

function membersChecks(set: Symbolic): readonly Js[] {
  return set.kind === "collection" ? checksOfMembers(set.members) : [];
}

/** Elements whose test is decided are one mask; the others follow one by one. */
function byMasks(set: SetSymbolic, order: readonly number[], tests: readonly Truth[], exists: boolean): Truth {
  const masks = new Int32Array(set.words.length);
  const others: Js[] = [];
  tests.forEach((test, at) => {
    const i = order[at] as number;
    const bit = 1 << (i & 31);
    if (test.kind === "constant") {
      if (test.value === exists) masks[i >> 5] = (masks[i >> 5] as number) | bit;
      return;
    }
    others.push(js`((${set.words[i >> 5] as Js} & ${bit}) !== 0 && ${condition(exists ? test : not(test))})`);
  });
  const found = [...masks].flatMap((mask, k) => (mask === 0 ? [] : [js`(${set.words[k] as Js} & ${mask}) !== 0`]));
  const all = [...found, ...others];
  if (all.length === 0) return exists ? FALSE : TRUE;
  const some = boolean(js`(${joined(all, " || ")})`);
  return exists ? some : not(some);
}

export function choose(c: Compiler, expression: Extract<Expression, { kind: "choose" }>, context: Context): Symbolic {
  const { bound } = expression;
  if (bound.set === null) throw new Unsupported("a CHOOSE without a set");
  const base = opened(c, c.evaluate(bound.set, context));
  const given = base.kind === "collection" ? bitsOf(c, base) : base;
  const { checks, set } = given.kind === "set" ? held(c, given) : { checks: [], set: given };
  const members = orderedMembers(c, set);
  if (members.length > LARGEST_CHOICE) throw new Unsupported("a CHOOSE among many");
  const names = membersIn(c, bound);
  const chosen = members.reduceRight<Symbolic>((rest, { element, when }) => {
    const test = and(when, c.truth(expression.body, withElement(c, names, element, context)));
    return merge(c, test, element, rest);
  }, FAILURE);
  return after(c, checks, chosen);
}

const LARGEST_CHOICE = 64;

export function filter(
  c: Compiler,
  expression: Extract<Expression, { kind: "setFilter" }>,
  context: Context,
): Symbolic {
  const { bound } = expression;
  if (bound.set === null) throw new Unsupported("a set without a base");
  const base = opened(c, c.evaluate(bound.set, context));
  if (base.kind === "failure") return base;
  const names = membersIn(c, bound);
  const { checks, set } = base.kind === "set" ? held(c, shared(c, base)) : { checks: membersChecks(base), set: base };
  const test = (element: Symbolic) => c.truth(expression.predicate, withElement(c, names, element, context));
  if (set.kind === "set") return after(c, checks, filterBits(c, set, test));
  const members = membersOf(c, set).map(({ element, when }) => ({ element, when: and(when, test(element)) }));
  return after(c, checks, collected(c, members));
}

/** A collection; a constant if nothing in it varies. */
function collected(c: Compiler, members: readonly Member[]): Symbolic {
  const kept = members.filter(({ when }) => when.kind !== "constant" || when.value !== false);
  const values = kept.flatMap(({ element, when }) =>
    isConstant(element) && when.kind === "constant" ? [element.value] : [],
  );
  return values.length === kept.length ? constant(makeSet(values)) : collection(c, kept);
}

function filterBits(c: Compiler, set: SetSymbolic, test: (element: Symbolic) => Truth): Symbolic {
  const { universe } = set;
  const masks = new Int32Array(set.words.length);
  const parts: Js[][] = set.words.map(() => []);
  const possible = new Int32Array(set.words.length);
  for (const i of possibleIndices(c, set)) {
    const answer = test(constant(universe.values[i]!));
    const bit = 1 << (i & 31);
    if (answer.kind === "constant" && answer.value === false) continue;
    possible[i >> 5] = (possible[i >> 5] as number) | bit;
    if (answer.kind === "constant") {
      if (answer.value === true) masks[i >> 5] = (masks[i >> 5] as number) | bit;
      continue;
    }
    parts[i >> 5]?.push(js`((${set.words[i >> 5] as Js} & ${bit}) !== 0 && ${condition(answer)} ? ${bit} : 0)`);
  }
  const words = set.words.map((word, k) => {
    const mask = masks[k] as number;
    const list = parts[k] as Js[];
    if (mask !== 0) list.unshift(mask === -1 ? word : js`(${word} & ${mask})`);
    return list.length === 1 ? (list[0] as Js) : union(list);
  });
  return { kind: "set", universe, words, possible: [...possible] };
}

export function map(c: Compiler, expression: Extract<Expression, { kind: "setMap" }>, context: Context): Symbolic {
  const made = evaluated(c, steps(c, expression.bounds, context));
  const { bounds } = made;
  const checks = [...made.checks];
  if (bounds.some(({ set }) => set.kind === "failure")) return FAILURE;
  const members: Member[] = [];
  for (const { context: inner, when } of places(c, bounds, { context, when: TRUE })) {
    members.push({ element: c.evaluate(expression.body, inner), when });
    if (members.length > LARGEST_UNROLLED) throw new Unsupported("a set of many members");
  }
  // A member that fails does so where it is one.
  const failing = members.filter(({ element }) => element.kind === "failure");
  checks.push(...failing.map(({ when }) => js`(${condition(when)} && ${BAIL})`));
  return after(
    c,
    checks,
    collected(
      c,
      members.filter((member) => !failing.includes(member)),
    ),
  );
}

/** Where the text under some bounds is evaluated: once for each choice of members, if they are there. */
interface Place {
  readonly context: Context;
  readonly when: Truth;
}

/** The places under `bounds`, which stand at `around`, in the order of TLA+. */
function* places(c: Compiler, bounds: readonly Step[], around: Place): Iterable<Place> {
  const [bound, ...inner] = bounds;
  if (bound === undefined) {
    yield around;
    return;
  }
  for (const { element, when } of membersOf(c, bound.set)) {
    const context = withElement(c, bound, element, around.context);
    yield* places(c, inner, { context, when: and(around.when, when) });
  }
}

/** `[x \in S |-> e]`: over a domain that is known, value by value. */
export function functionLiteral(c: Compiler, bounds: readonly Bound[], body: Expression, context: Context): Symbolic {
  const list = steps(c, bounds, context);
  const sets = list.map(({ set }) => {
    if (set.kind !== "constant" || !(set.value instanceof SetValue)) throw new Unsupported("a domain that varies");
    return set.value;
  });
  const domain = sets.length === 1 ? (sets[0] as SetValue) : productSet(sets);
  if (listed(domain).length === 0) throw new Unsupported("an empty domain");
  const items = Array.from(places(c, list, { context, when: TRUE }), (place) => c.evaluate(body, place.context));
  if (items.some((item) => item.kind === "failure")) return FAILURE;
  return functionOfItems(
    c,
    domain,
    items.map((item) => (item.kind === "collection" ? bitsOf(c, item) : item)),
  );
}
