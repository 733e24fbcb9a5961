/** What the operators of the language and of the standard modules mean in the oracle, on values. */

import {
  type Answer,
  all,
  domainOf,
  functionOf,
  GivenUp,
  isObject,
  largestSet,
  member,
  type Naive,
  type NaiveClass,
  NaiveError,
  type NaiveFunction,
  type NaiveRule,
  type NaiveSet,
  same,
  sequenceOf,
  setOf,
  subset,
  tupleOf,
} from "./value.ts";

type AnySet = NaiveSet | NaiveClass;

export function truth(value: Naive): boolean {
  if (typeof value !== "boolean") throw new NaiveError("not a Boolean");
  return value;
}

export function integer(value: Naive): number {
  if (typeof value !== "number") throw new NaiveError("not an integer");
  return value;
}

export function anySet(value: Naive): AnySet {
  if (!isObject(value) || (value.kind !== "set" && value.kind !== "class")) throw new NaiveError("not a set");
  return value;
}

/** The elements of a set. */
export function itemsOf(value: Naive): readonly Naive[] {
  const set = anySet(value);
  if (set.kind === "class") throw new GivenUp("enumerating an infinite set");
  return set.items;
}

export function anyFunction(value: Naive): NaiveFunction | NaiveRule {
  if (!isObject(value) || (value.kind !== "function" && value.kind !== "rule")) throw new NaiveError("not a function");
  return value;
}

function listed(value: Naive): Naive[] {
  const list = sequenceOf(value);
  if (list === null) throw new NaiveError("not a sequence");
  return list;
}

/** The answer, or an error when TLA+ has none. */
export function decided(answer: Answer): boolean {
  if (answer === null) throw new NaiveError("cannot be compared");
  return answer;
}

export function apply(f: Naive, argument: Naive): Naive {
  const fn = anyFunction(f);
  if (fn.kind === "rule") {
    if (member(argument, fn.domain) !== true) throw new NaiveError("outside the domain");
    return fn.apply(argument);
  }
  const pair = fn.pairs.find(([a]) => same(a, argument) === true);
  if (pair === undefined) throw new NaiveError("outside the domain");
  return pair[1];
}

/** All lists with one element of each set. */
export function combinations(sets: readonly (readonly Naive[])[]): Naive[][] {
  let lists: Naive[][] = [[]];
  for (const set of sets) {
    if (lists.length * set.length > largestSet) throw new GivenUp("a large product");
    lists = lists.flatMap((list) => set.map((item) => [...list, item]));
  }
  return lists;
}

/** The functions that map each argument into its set. */
function family(domain: readonly Naive[], ranges: readonly AnySet[]): AnySet {
  if (ranges.some((range) => range.kind === "set" && range.items.length === 0)) return setOf([]);
  if (ranges.every((range) => range.kind === "set")) {
    const lists = combinations(ranges.map((range) => range.items));
    return setOf(lists.map((list) => functionOf(list.map((value, i) => [domain[i] as Naive, value]))));
  }
  const sample = functionOf(domain.map((argument) => [argument, 0]));
  return {
    kind: "class",
    has: (value) => {
      if (!isObject(value)) return null;
      if (value.kind === "model") return false;
      if (value.kind !== "function") return null;
      const domains = same(functionOf(value.pairs.map(([argument]) => [argument, 0])), sample);
      if (domains === false) return false;
      const answers = value.pairs.map(([argument, v]) => {
        const at = domain.findIndex((d) => same(d, argument) === true);
        return at < 0 ? null : member(v, ranges[at] as AnySet);
      });
      return all([domains, ...answers]);
    },
  };
}

export function functionSet(domain: Naive, range: Naive): AnySet {
  const items = itemsOf(domain);
  const values = anySet(range);
  return family(
    items,
    items.map(() => values),
  );
}

export function recordSet(names: readonly string[], sets: readonly Naive[]): AnySet {
  return family(names, sets.map(anySet));
}

export function productSet(sets: readonly Naive[]): AnySet {
  return family(
    sets.map((_, i) => i + 1),
    sets.map(anySet),
  );
}

/** `{x \in base : test(x)}` */
export function filter(base: Naive, test: (value: Naive) => boolean): AnySet {
  const set = anySet(base);
  if (set.kind === "set") return setOf(set.items.filter(test));
  return {
    kind: "class",
    has: (value) => {
      const inside = set.has(value);
      return inside === true ? test(value) : inside;
    },
  };
}

function powerSet(value: Naive): AnySet {
  const base = anySet(value);
  if (base.kind === "class") {
    return {
      kind: "class",
      has: (v) =>
        isObject(v) && v.kind === "set" ? subset(v, base) : isObject(v) && v.kind === "model" ? false : null,
    };
  }
  if (2 ** base.items.length > largestSet) throw new GivenUp("a large power set");
  let subsets: Naive[][] = [[]];
  for (const item of base.items) subsets = subsets.flatMap((s) => [s, [...s, item]]);
  return setOf(subsets.map(setOf));
}

function numbers(from: number): NaiveClass {
  return {
    kind: "class",
    has: (v) => (typeof v === "number" ? v >= from : isObject(v) && v.kind === "model" ? false : null),
  };
}

function sequencesOver(value: Naive): AnySet {
  const base = anySet(value);
  if (base.kind === "set" && base.items.length === 0) return setOf([tupleOf([])]);
  return {
    kind: "class",
    has: (v) => {
      if (!isObject(v) || v.kind === "set" || v.kind === "class") return null;
      if (v.kind === "model") return false;
      const list = sequenceOf(v);
      return list !== null && all(list.map((item) => member(item, base)));
    },
  };
}

const strings: NaiveClass = {
  kind: "class",
  has: (v) => (typeof v === "string" ? true : isObject(v) && v.kind === "model" ? false : null),
};

/** Exact, by unlimited integers; too large for 2^53 - 1 is an error. */
function exactly(compute: (a: bigint, b: bigint) => bigint): (a: Naive, b: Naive) => Naive {
  return (a, b) => {
    const result = compute(BigInt(integer(a)), BigInt(integer(b)));
    if (result > 9007199254740991n || result < -9007199254740991n) throw new NaiveError("overflow");
    return Number(result);
  };
}

function floored(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new NaiveError("division by zero");
  let quotient = a / b;
  while (quotient * b > a !== b < 0n && quotient * b !== a) quotient -= 1n;
  return quotient;
}

function power(a: bigint, b: bigint): bigint {
  if (b < 0n || (a === 0n && b === 0n)) throw new NaiveError("no integer");
  if (b > 200n) throw new GivenUp("a large power");
  return a ** b;
}

function interval(a: Naive, b: Naive): Naive {
  const [low, high] = [integer(a), integer(b)];
  if (high - low >= largestSet) throw new GivenUp("a large interval");
  return setOf(Array.from({ length: Math.max(high - low + 1, 0) }, (_, i) => low + i));
}

function union(a: Naive, b: Naive): Naive {
  const [left, right] = [anySet(a), anySet(b)];
  if (left.kind === "set" && right.kind === "set") return setOf([...left.items, ...right.items]);
  return {
    kind: "class",
    has: (v) => {
      const answers = [member(v, left), member(v, right)];
      return answers.includes(true) ? true : answers.includes(null) ? null : false;
    },
  };
}

function intersection(a: Naive, b: Naive): Naive {
  const [left, right] = [anySet(a), anySet(b)];
  if (left.kind === "class") {
    if (right.kind === "set") return intersection(right, left);
    return { kind: "class", has: (v) => all([left.has(v), right.has(v)]) };
  }
  return setOf(left.items.filter((item) => decided(member(item, right))));
}

function difference(a: Naive, b: Naive): Naive {
  const [left, right] = [anySet(a), anySet(b)];
  if (left.kind === "set") return setOf(left.items.filter((item) => !decided(member(item, right))));
  return {
    kind: "class",
    has: (v) => {
      const inside = member(v, right);
      return all([left.has(v), inside === null ? null : !inside]);
    },
  };
}

function subSequence(s: Naive, m: Naive, n: Naive): Naive {
  const list = typeof s === "string" ? [...s] : listed(s);
  const [from, to] = [integer(m), integer(n)];
  if (from <= to && (from < 1 || to > list.length)) throw new NaiveError("no such positions");
  const part = from > to ? [] : list.slice(from - 1, to);
  return typeof s === "string" ? part.join("") : tupleOf(part);
}

function nonEmpty(s: Naive): Naive[] {
  const list = listed(s);
  if (list.length === 0) throw new NaiveError("empty sequence");
  return list;
}

function compare(test: (a: number, b: number) => boolean): (a: Naive, b: Naive) => Naive {
  return (a, b) => test(integer(a), integer(b));
}

function join(f: Naive, g: Naive): Naive {
  const [left, right] = [anyFunction(f), anyFunction(g)];
  if (left.kind === "rule" || right.kind === "rule") throw new GivenUp("@@ of functions on infinite sets");
  return functionOf([...left.pairs, ...right.pairs]);
}

function count(set: Naive): Naive {
  const any = anySet(set);
  if (any.kind === "class") throw new NaiveError("infinite");
  return any.items.length;
}

/** Operators all of whose operands are values, evaluated from left to right before the operator. */
export const strictOperators: Readonly<Record<string, (...args: Naive[]) => Naive>> = {
  "=": (a, b) => decided(same(a as Naive, b as Naive)),
  "/=": (a, b) => !decided(same(a as Naive, b as Naive)),
  "\\in": (a, b) => decided(member(a as Naive, anySet(b as Naive))),
  "\\notin": (a, b) => !decided(member(a as Naive, anySet(b as Naive))),
  "\\subseteq": (a, b) => decided(subset(anySet(a as Naive), anySet(b as Naive))),
  "<=>": (a, b) => truth(a as Naive) === truth(b as Naive),
  "~": (a) => !truth(a as Naive),
  "\\cup": (a, b) => union(a as Naive, b as Naive),
  "\\cap": (a, b) => intersection(a as Naive, b as Naive),
  "\\": (a, b) => difference(a as Naive, b as Naive),
  SUBSET: (a) => powerSet(a as Naive),
  UNION: (a) => setOf(itemsOf(a as Naive).flatMap((s) => itemsOf(s))),
  DOMAIN: (a) => {
    const f = anyFunction(a as Naive);
    return f.kind === "rule" ? f.domain : domainOf(f);
  },
  "+": exactly((a, b) => a + b) as (...args: Naive[]) => Naive,
  "-": exactly((a, b) => a - b) as (...args: Naive[]) => Naive,
  "*": exactly((a, b) => a * b) as (...args: Naive[]) => Naive,
  "^": exactly(power) as (...args: Naive[]) => Naive,
  "\\div": exactly(floored) as (...args: Naive[]) => Naive,
  "%": exactly((a, b) => {
    if (b <= 0n) throw new NaiveError("modulus");
    return ((a % b) + b) % b;
  }) as (...args: Naive[]) => Naive,
  "-.": (a) => 0 - integer(a as Naive),
  "..": interval as (...args: Naive[]) => Naive,
  "<": compare((a, b) => a < b) as (...args: Naive[]) => Naive,
  ">": compare((a, b) => a > b) as (...args: Naive[]) => Naive,
  "<=": compare((a, b) => a <= b) as (...args: Naive[]) => Naive,
  ">=": compare((a, b) => a >= b) as (...args: Naive[]) => Naive,
  TRUE: () => true,
  FALSE: () => false,
  BOOLEAN: () => setOf([false, true]),
  STRING: () => strings,
  Nat: () => numbers(0),
  Int: () => numbers(Number.NEGATIVE_INFINITY),
  Seq: (s) => sequencesOver(s as Naive),
  Len: (s) => (typeof s === "string" ? s.length : listed(s as Naive).length),
  "\\o": (s, t) => {
    if (typeof s === "string" && typeof t === "string") return s + t;
    return tupleOf([...listed(s as Naive), ...listed(t as Naive)]);
  },
  Append: (s, e) => tupleOf([...listed(s as Naive), e as Naive]),
  Head: (s) => nonEmpty(s as Naive)[0] as Naive,
  Tail: (s) => (typeof s === "string" && s !== "" ? s.slice(1) : tupleOf(nonEmpty(s as Naive).slice(1))),
  SubSeq: subSequence as (...args: Naive[]) => Naive,
  IsFiniteSet: (s) => anySet(s as Naive).kind === "set",
  Cardinality: (s) => count(s as Naive),
  ":>": (d, e) => functionOf([[d as Naive, e as Naive]]),
  "@@": join as (...args: Naive[]) => Naive,
};
