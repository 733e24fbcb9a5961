// Hot path: direct code calls these for every operation.
/**
 * What direct code is made of. Each gives what the interpreter gives, or throws: then the state is left to the
 * interpreter, which fails in its own words or goes its own way.
 */

import {
  apply,
  cardinality,
  domainOf,
  elements,
  equal,
  FunctionValue,
  field,
  functionOver,
  functionSet,
  isEnumerable,
  isListed,
  isMember,
  lambdaFunction,
  makeSet,
  predicateSet,
  productSet,
  type RecordShape,
  RecordValue,
  record,
  recordSet,
  replaced,
  SetValue,
  sequence,
  sequenceElements,
  type Value,
} from "../../../values/index.ts";
import { staysSymbolic } from "../interpret/binder.ts";
import { completed } from "../interpret/reference.ts";
import { Memo } from "./memo.ts";

/** Thrown where the interpreter has to go on. */
export class Left extends Error {}

const left = new Left("left to the interpreter");

/** A value by need: an argument or a definition of a LET. */
class Lazy {
  protected value: Value | undefined = undefined;
  protected readonly code: () => Value;

  constructor(code: () => Value) {
    this.code = code;
  }

  get(): Value {
    if (this.value === undefined) this.value = this.code();
    return this.value;
  }
}

/** The same in an action, of a text that asks for next values: good for as long as these are what they were. */
class OnTheWay extends Lazy {
  private readonly next: readonly (Value | undefined)[];
  private readonly variables: readonly number[];
  private readonly seen: (Value | undefined)[] = [];

  constructor(code: () => Value, next: readonly (Value | undefined)[], variables: readonly number[]) {
    super(code);
    this.next = next;
    this.variables = variables;
  }

  override get(): Value {
    const { next, seen, variables } = this;
    let known = this.value !== undefined;
    for (let i = 0; known && i < variables.length; i++) known = seen[i] === next[variables[i] as number];
    if (known) return this.value as Value;
    this.value = undefined;
    for (let i = 0; i < variables.length; i++) seen[i] = next[variables[i] as number];
    this.value = this.code();
    return this.value;
  }
}

function leave(): never {
  throw left;
}

function truth(x: Value): boolean {
  if (x === true) return true;
  if (x === false) return false;
  throw left;
}

function set(x: Value): SetValue {
  if (x instanceof SetValue) return x;
  throw left;
}

function fn(x: Value): FunctionValue {
  if (x instanceof FunctionValue) return x;
  throw left;
}

function force(x: Value | Lazy): Value {
  return x instanceof Lazy ? x.get() : x;
}

/** The value that a variable has in the next state so far. */
function next(x: Value | undefined): Value {
  if (x === undefined) throw left;
  return x;
}

/** Has each variable a value in the next state? */
function whole(next: readonly (Value | undefined)[]): boolean {
  for (let i = next.length - 1; i >= 0; i--) if (next[i] === undefined) return false;
  return true;
}

function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  const type = typeof a;
  return type !== "object" && type === typeof b ? false : equal(a, b);
}

/** `f[x]`. */
function at(f: Value, x: Value): Value {
  return apply(fn(f), x);
}

/** `[f EXCEPT ![x] = value]`. Outside the domain the interpreter has to warn. */
function put(f: Value, x: Value, value: Value): Value {
  const made = replaced(fn(f), x, value);
  if (made === null) throw left;
  return made;
}

/** A field of records. Most records that are asked for it at one place are of few shapes. */
class Field {
  private readonly name: string;
  private first: RecordShape | null = null;
  private firstAt = 0;
  private second: RecordShape | null = null;
  private secondAt = 0;

  constructor(name: string) {
    this.name = name;
  }

  get(f: Value): Value {
    if (f instanceof RecordValue) {
      if (f.shape === this.first) return f.values[this.firstAt] as Value;
      if (f.shape === this.second) return f.values[this.secondAt] as Value;
      const position = f.shape.names.indexOf(this.name);
      if (position < 0) throw left;
      this.second = this.first;
      this.secondAt = this.firstAt;
      this.first = f.shape;
      this.firstAt = position;
      return f.values[position] as Value;
    }
    return field(fn(f), this.name);
  }

  put(f: Value, value: Value): Value {
    return put(f, this.name, value);
  }
}

/** The parts of an element that a pattern takes apart. */
function parts(x: Value, count: number): readonly Value[] {
  const found = x instanceof FunctionValue ? sequenceElements(x) : null;
  if (found === null || found.length !== count) throw left;
  return found;
}

/** The base of a filter, to be listed. */
function base(x: Value): SetValue {
  const found = set(x);
  if (staysSymbolic(found)) throw left;
  return found;
}

/**
 * `{x \in all : test(x)}`. Of what is large and symbolic it stays a question, about the state that is being evaluated: nobody
 * may keep it for longer unless it depends on nothing else.
 */
function filter(all: SetValue, test: (x: Value) => boolean): SetValue {
  return staysSymbolic(all) ? predicateSet(all, test) : makeSet(list(all).filter(test));
}

/** Larger sets that are not listed already are the interpreter's, which need not list them to begin. */
const LARGEST_LISTED = 4096;

/** The elements of a set, in TLA+ order. */
function list(x: Value): readonly Value[] {
  const all = set(x);
  if (!isListed(all) && !(isEnumerable(all) && cardinality(all) <= LARGEST_LISTED)) throw left;
  return elements(all);
}

/** The domain of a function whose names are in `sets`. */
function space(sets: readonly Value[]): SetValue {
  return sets.length === 1 ? set(sets[0] as Value) : productSet(sets.map(set));
}

/** The same, to be listed. */
function domain(sets: readonly Value[]): SetValue {
  const found = space(sets);
  if (!isEnumerable(found)) throw left;
  return found;
}

function rule(sets: readonly Value[], body: (argument: Value) => Value): Value {
  return lambdaFunction(space(sets), body);
}

export const helpers = {
  ...{ Lazy, Memo, leave, truth, set, fn, force, next, whole, same, at, put, Field, parts, base, filter, domain, rule },
  ...{ list, isMember, makeSet, sequence, record, recordSet, functionSet, productSet, functionOver },
  ...{ domainOf, completed, OnTheWay },
} as const;
