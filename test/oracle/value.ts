/**
 * Values of the oracle: plain data, nothing shared, nothing clever. Sets and functions are sorted lists; what is
 * infinite is known by its membership test only. Written from the semantics, not from src/values.
 */

export type Naive = boolean | number | string | NaiveModelValue | NaiveSet | NaiveClass | NaiveFunction | NaiveRule;

export interface NaiveModelValue {
  readonly kind: "model";
  readonly name: string;
}

/** Elements sorted and without duplicates. */
export interface NaiveSet {
  readonly kind: "set";
  readonly items: readonly Naive[];
}

/** An infinite set. */
export interface NaiveClass {
  readonly kind: "class";
  readonly has: (value: Naive) => Answer;
}

/** Pairs sorted by argument. Sequences, tuples and records are functions too. */
export interface NaiveFunction {
  readonly kind: "function";
  readonly pairs: readonly (readonly [argument: Naive, value: Naive])[];
}

/** A function on an infinite set. */
export interface NaiveRule {
  readonly kind: "rule";
  readonly domain: NaiveClass;
  readonly apply: (argument: Naive) => Naive;
}

/** Null: TLA+ does not say. */
export type Answer = boolean | null;

/** The expression has no value. */
export class NaiveError extends Error {}

/** The oracle cannot tell: the case is left out, and counted. */
export class GivenUp extends Error {}

/** Larger sets are not built. */
export const largestSet = 520;

export function modelValue(name: string): NaiveModelValue {
  return { kind: "model", name };
}

/** The set of these values, in any order, with duplicates. Throws NaiveError when two cannot be compared. */
export function setOf(values: readonly Naive[]): NaiveSet {
  const items: Naive[] = [];
  for (const value of [...values].sort(order)) {
    const last = items.at(-1);
    if (last !== undefined) {
      const equal = same(last, value);
      if (equal === true) continue;
      if (equal === null) throw new NaiveError("a set of values that cannot be compared");
    }
    items.push(value);
  }
  if (items.length > largestSet) throw new GivenUp("a large set");
  return { kind: "set", items };
}

/** The function of these pairs, in any order; of two pairs for one argument the first counts. */
export function functionOf(pairs: readonly (readonly [Naive, Naive])[]): NaiveFunction {
  const domain = setOf(pairs.map(([argument]) => argument));
  return {
    kind: "function",
    pairs: domain.items.map((argument) => [argument, pairs.find(([a]) => order(a, argument) === 0)?.[1] as Naive]),
  };
}

export function tupleOf(values: readonly Naive[]): NaiveFunction {
  return { kind: "function", pairs: values.map((value, i) => [i + 1, value]) };
}

export function isObject(value: Naive): value is Exclude<Naive, boolean | number | string> {
  return typeof value === "object";
}

export function domainOf(f: NaiveFunction): NaiveSet {
  return { kind: "set", items: f.pairs.map(([argument]) => argument) };
}

/** The elements of a sequence; null if the domain is not 1..n. */
export function sequenceOf(value: Naive): Naive[] | null {
  if (!isObject(value) || value.kind !== "function") return null;
  return value.pairs.every(([argument], i) => argument === i + 1) ? value.pairs.map(([, v]) => v) : null;
}

function kindOf(value: Naive): "model" | "boolean" | "number" | "string" | "set" | "function" {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return "number";
  if (typeof value === "string") return "string";
  if (value.kind === "class") return "set";
  return value.kind === "rule" ? "function" : value.kind;
}

const kinds = ["model", "boolean", "number", "string", "set", "function"];

/** The order of docs/decisions/002-order-of-values.md. */
export function order(a: Naive, b: Naive): number {
  const kind = kinds.indexOf(kindOf(a)) - kinds.indexOf(kindOf(b));
  if (kind !== 0) return kind;
  if (!isObject(a) || !isObject(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (a.kind === "model" && b.kind === "model") return order(a.name, b.name);
  if (a.kind === "set" && b.kind === "set") return listOrder(a.items, b.items);
  if (a.kind === "function" && b.kind === "function") {
    const domains = order(domainOf(a), domainOf(b));
    const values = (f: NaiveFunction) => f.pairs.map(([, value]) => value);
    return domains === 0 ? listOrder(values(a), values(b)) : domains;
  }
  throw new GivenUp("the order of what is infinite");
}

function listOrder(a: readonly Naive[], b: readonly Naive[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const one = order(a[i] as Naive, b[i] as Naive);
    if (one !== 0) return one;
  }
  return 0;
}

/** All answers: false if one is, else null if one is. */
export function all(answers: readonly Answer[]): Answer {
  return answers.includes(false) ? false : answers.includes(null) ? null : true;
}

/**
 * Are they equal? Values of different kinds: nobody knows, but a model value differs from everything else. Composite
 * values differ when some part does; they are comparable when no part leaves it open.
 */
export function same(a: Naive, b: Naive): Answer {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return kind === "model" || kindOf(b) === "model" ? false : null;
  if (!isObject(a) || !isObject(b)) return a === b;
  if (a.kind === "model" && b.kind === "model") return a.name === b.name;
  if (a.kind === "set" && b.kind === "set") return sameLists(a.items, b.items);
  if (a.kind === "function" && b.kind === "function") return sameFunctions(a, b);
  if (a.kind === "class" && b.kind === "set") return false;
  if (a.kind === "set" && b.kind === "class") return false;
  throw new GivenUp("equality of what is infinite");
}

function sameLists(a: readonly Naive[], b: readonly Naive[]): Answer {
  return a.length === b.length && all(a.map((item, i) => same(item, b[i] as Naive)));
}

function sameFunctions(a: NaiveFunction, b: NaiveFunction): Answer {
  if (a.pairs.length !== b.pairs.length) return false;
  const strings = (f: NaiveFunction) => f.pairs.every(([argument]) => typeof argument === "string");
  // Sequences and records are never equal: nobody needs to know whether 1 = "a" for that.
  if (a.pairs.length > 0 && sequenceOf(a) !== null && strings(b)) return false;
  if (b.pairs.length > 0 && sequenceOf(b) !== null && strings(a)) return false;
  const domains = same(domainOf(a), domainOf(b));
  if (domains !== true) return domains;
  return all(a.pairs.map(([, value], i) => same(value, b.pairs[i]?.[1] as Naive)));
}

/** Is `value` an element of `set`? */
export function member(value: Naive, set: NaiveSet | NaiveClass): Answer {
  if (set.kind === "class") return set.has(value);
  const answers = set.items.map((item) => same(item, value));
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

/** Is `a` included in `b`? A set that is larger is not. */
export function subset(a: NaiveSet | NaiveClass, b: NaiveSet | NaiveClass): Answer {
  if (a.kind === "class") throw new GivenUp("is an infinite set included?");
  if (b.kind === "set" && a.items.length > b.items.length) return false;
  return all(a.items.map((item) => member(item, b)));
}

/** The value as TLA+ text. Throws GivenUp for what is infinite, and for sets that may be printed by a rule. */
export function show(value: Naive): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  switch (value.kind) {
    case "model":
      return value.name;
    case "set":
      if (value.items.length > 64) throw new GivenUp("a large set to print");
      return `{${value.items.map(show).join(", ")}}`;
    case "function": {
      const sequence = sequenceOf(value);
      if (sequence !== null) return `<<${sequence.map(show).join(", ")}>>`;
      if (value.pairs.every(([argument]) => typeof argument === "string" && argument !== "")) {
        return `[${value.pairs.map(([name, v]) => `${name as string} |-> ${show(v)}`).join(", ")}]`;
      }
      return `(${value.pairs.map(([argument, v]) => `${show(argument)} :> ${show(v)}`).join(" @@ ")})`;
    }
    default:
      throw new GivenUp("something infinite to print");
  }
}
