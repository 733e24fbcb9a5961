/** Operators on sets. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import {
  bigUnion,
  difference,
  domainOf,
  intersection,
  isEnumerable,
  isMember,
  isSubset,
  makeSet,
  powerSet,
  SetValue,
  union,
  type Value,
} from "../../../values/index.ts";
import { bitsOf, bitsWithin, listed, membersOf, opened, openedIfPossible, unify } from "./bits.ts";
import { after, held } from "./checked.ts";
import { collection } from "./collection.ts";
import { comparable } from "./comparable.ts";
import type { Compiler } from "./compiler.ts";
import type { Context } from "./context.ts";
import { functionValue } from "./function.ts";
import { Js, js } from "./js.ts";
import { merge } from "./relation.ts";
import {
  and,
  asTruth,
  boolean,
  constant,
  FAILURE,
  isConstant,
  isSafe,
  type SetSymbolic,
  type Symbolic,
  TRUE,
  type Truth,
  Unsupported,
} from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** Throws Unsupported where the value is no set. */
export function setOf(value: Value | undefined): SetValue {
  if (value instanceof SetValue) return value;
  throw new Unsupported("a set was expected");
}

const rules: ReadonlyMap<string, (values: readonly Value[]) => Value> = new Map<string, (v: readonly Value[]) => Value>(
  [
    ["\\cup", ([a, b]) => union(setOf(a), setOf(b))],
    ["\\cap", ([a, b]) => intersection(setOf(a), setOf(b))],
    ["\\", ([a, b]) => difference(setOf(a), setOf(b))],
    ["UNION", ([a]) => bigUnion(setOf(a))],
    ["SUBSET", ([a]) => powerSet(setOf(a))],
  ],
);

/** `a \cup b` and the like; `name` is the operator's. */
export function setOperation(c: Compiler, name: string, args: readonly Symbolic[]): Symbolic {
  const rule = rules.get(name);
  if (rule === undefined) throw new Unsupported(name);
  if (args.some(isNoSet)) return FAILURE;
  if (args.every(isConstant)) return tabulate(c, args, rule);
  if (name === "SUBSET") throw new Unsupported("the subsets of a set that varies");
  const known = args.map((arg) => openedIfPossible(c, arg));
  if (known.some(isNoSet)) return FAILURE;
  const interned = known.find((arg) => arg.kind === "element");
  if (interned?.kind === "element") {
    // Of values that are interned as a whole, the results are too.
    return tabulate(c, known, rule, { name, into: name === "UNION" ? null : interned.universe });
  }
  if (name === "UNION") return bigUnionOf(c, known[0] as Symbolic);
  const [a, b] = known as [Symbolic, Symbolic];
  if (name === "\\cup") return unionOf(c, a, b);
  return restricted(c, a, b, name === "\\cap");
}

/** Can it not be evaluated where a set is expected? */
export function isNoSet(s: Symbolic): boolean {
  return s.kind === "constant" ? !(s.value instanceof SetValue) : noSets.has(s.kind);
}

const noSets: ReadonlySet<Symbolic["kind"]> = new Set(["failure", "integer", "boolean", "function"] as const);

function unionOf(c: Compiler, a: Symbolic, b: Symbolic): Symbolic {
  const members = (s: Symbolic) =>
    s.kind === "collection" ? s.members : s.kind === "constant" ? constantMembers(s.value) : null;
  const [x, y] = [members(a), members(b)];
  if (x !== null && y !== null) return collection(c, [...x, ...y]);
  if (a.kind === "constant" && isEmpty(a.value)) return b;
  if (b.kind === "constant" && isEmpty(b.value)) return a;
  const [s, t, universe] = unify(c, a, b);
  if (!comparable(universe.values)) throw new Unsupported("elements that cannot be compared");
  return {
    kind: "set",
    universe,
    words: s.map((word, i) => either(word, t[i] as Js)),
  };
}

function constantMembers(value: Value) {
  if (!(value instanceof SetValue) || !isEnumerable(value)) throw new Unsupported("an infinite set beside others");
  return listed(value).map((v) => ({ element: constant(v), when: TRUE }));
}

function isEmpty(value: Value): boolean {
  return value instanceof SetValue && value.form === "enumerated" && listed(value).length === 0;
}

function either(a: Js, b: Js): Js {
  if (a.literal === 0) return b;
  return b.literal === 0 ? a : js`(${a} | ${b})`;
}

/** `a \cap b` (`keep`) or `a \ b`: nothing outside the universe of `a` matters. */
function restricted(c: Compiler, a: Symbolic, b: Symbolic, keep: boolean): Symbolic {
  if (keep && a.kind === "constant" && b.kind !== "constant") return restricted(c, b, a, true);
  const first = held(c, bitsOf(c, a));
  const { set } = first;
  const within = bitsWithin(c, b, set.universe);
  const second = held(c, { kind: "set", universe: set.universe, words: within });
  if (b.kind !== "constant" && !comparable([...set.universe.values, ...bitsOf(c, b).universe.values])) {
    throw new Unsupported("elements that cannot be compared");
  }
  const words = set.words.map((word, i) => {
    const mask = second.set.words[i] as Js;
    if (mask.literal === null) return keep ? js`(${word} & ${mask})` : js`(${word} & ~${mask})`;
    const kept = keep ? mask.literal : ~mask.literal;
    return kept === 0 ? Js.literal(0) : js`(${word} & ${kept})`;
  });
  // What is dropped here may have to fail.
  return after(c, [...first.checks, ...second.checks], { kind: "set", universe: set.universe, words });
}

/** UNION of a set whose elements are known: each one counts if it is there. */
function bigUnionOf(c: Compiler, given: Symbolic): Symbolic {
  const { checks, set } = given.kind === "set" ? held(c, given) : { checks: [], set: given };
  const members = membersOf(c, set);
  if (members.length > LARGEST_UNION) throw new Unsupported("the union of many sets");
  let result: Symbolic = constant(makeSet([]));
  for (const { element, when } of members) {
    result = setOperation(c, "\\cup", [result, merge(c, when, element, constant(makeSet([])))]);
  }
  return after(c, checks, result);
}

const LARGEST_UNION = 32;

/** `a \subseteq S` where S is given by its text. */
export function subset(c: Compiler, a: Symbolic, set: Expression, context: Context): Truth {
  const b = c.evaluate(set, context);
  if (a.kind === "failure" || b.kind === "failure") return FAILURE;
  if (a.kind === "constant" && b.kind === "constant") {
    const answer = tabulate(c, [a, b], ([x, y]) => isSubset(setOf(x), setOf(y)));
    return answer.kind === "constant" || answer.kind === "failure" ? answer : FAILURE;
  }
  const left = bitsOf(c, opened(c, a));
  if (b.kind === "constant") return asTruth(after(c, isSafe(left) ? [] : left.words, isWithin(left, setOf(b.value))));
  const right = opened(c, b);
  if (right.kind !== "constant" && !comparable([...left.universe.values, ...bitsOf(c, right).universe.values])) {
    throw new Unsupported("elements that cannot be compared");
  }
  const other = bitsWithin(c, right, left.universe);
  const checks = [left.words, other].filter((words) => !words.every((word) => word.safe)).flat();
  const within = left.words.reduceRight<Truth>(
    (rest, word, i) => and(boolean(js`((${word} & ~${other[i] as Js}) === 0)`), rest),
    TRUE,
  );
  return asTruth(after(c, left.words.length > 1 ? checks : [], within));
}

/** Every element of the universe that a constant set lacks must be absent. */
function isWithin(left: SetSymbolic, set: SetValue): Truth {
  const outside = new Int32Array(left.words.length);
  left.universe.values.forEach((value, i) => {
    if (!isMember(value, set)) outside[i >> 5] = (outside[i >> 5] as number) | (1 << (i & 31));
  });
  return left.words.reduceRight<Truth>((rest, word, i) => {
    const mask = outside[i] as number;
    return mask === 0 ? rest : and(boolean(js`((${word} & ${mask}) === 0)`), rest);
  }, TRUE);
}

/** `DOMAIN f`. */
export function domain(c: Compiler, f: Symbolic): Symbolic {
  if (f.kind === "failure") return f;
  if (f.kind === "function") {
    return after(c, f.checks, constant(f.domain));
  }
  return tabulate(c, [f], ([x]) => domainOf(functionValue(x)), { name: "DOMAIN" });
}
