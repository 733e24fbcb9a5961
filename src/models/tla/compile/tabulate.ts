/** Any pure function of values as a table over the integers that hold its arguments. */

import type { Value } from "../../../values/index.ts";
import { isSpecError, Unheard } from "../interpret/error.ts";
import { BooleanRepresentation } from "../layout/boolean.ts";
import { ElementRepresentation, internedFor } from "../layout/element.ts";
import { type Representation, represent } from "../layout/representation.ts";
import { LARGEST_OPEN, type Universe } from "../layout/universe.ts";
import { bitsOf } from "./bits.ts";
import { after } from "./checked.ts";
import type { Compiler } from "./compiler.ts";
import { BAIL, Js, joined, js } from "./js.ts";
import {
  constant,
  FAILURE,
  isConstant,
  leavesOf,
  representationOf,
  type Symbolic,
  symbolicOf,
  Unsupported,
} from "./symbolic.ts";
import { FAILED, isHuge, type Rule, Table } from "./table.ts";

/** Tables up to this size are made in advance, when every argument is closed. */
const LARGEST_READY = 1024;
/** Small keys index an array. */
const LARGEST_DENSE = 4096;
/** Results looked at to find out what the results of an unfinished table are like. */
const SAMPLE = 512;

interface Wish {
  /** Names the rule, so that equal tables are made once; without it each is made anew. */
  readonly name?: string;
  /** The results are formulas. */
  readonly truth?: boolean;
  /** Where results that are interned as a whole belong. */
  readonly into?: Universe | null;
  /** What results are like, where that is known. */
  readonly result?: Representation;
}

/** `rule` applied to `args`. */
export function tabulate(c: Compiler, args: readonly Symbolic[], rule: Rule, wish: Wish = {}): Symbolic {
  if (args.some((arg) => arg.kind === "failure")) return FAILURE;
  if (args.every(isConstant))
    return applied(
      c,
      rule,
      args.map((arg) => arg.value),
    );
  if (args.some((arg) => arg.kind === "collection"))
    return tabulate(
      c,
      args.map((arg) => (arg.kind === "collection" ? bitsOf(c, arg) : arg)),
      rule,
      wish,
    );
  const inputs = args.map(representationOf);
  const bare = args.flatMap((arg, i) => (arg.kind === "function" && inputs[i]?.leafCount === 0 ? arg.checks : []));
  if (bare.length > 0) {
    const kept = args.map((arg, i) =>
      arg.kind === "function" && inputs[i]?.leafCount === 0 ? { ...arg, checks: [] } : arg,
    );
    return after(c, bare, tabulate(c, kept, rule, wish));
  }
  const given = argumentsOf(args, inputs);
  const total = given.sizes.reduce((product, size) => product * size, 1);
  const small = total <= LARGEST_READY && given.sizes.every((size) => size <= LARGEST_READY);
  return small ? ready(c, given, rule) : unfinished(c, given, rule, wish);
}

/** The arguments of a table: what they are like, the code of all their leaves, and how many values each leaf can have. */
interface Arguments {
  readonly inputs: readonly Representation[];
  readonly leaves: readonly Js[];
  readonly sizes: readonly number[];
}

function argumentsOf(args: readonly Symbolic[], inputs: readonly Representation[]): Arguments {
  const sizes = inputs.flatMap((input) => input.leaves().map(({ size }) => size));
  // Full words are signed, keys are not.
  const leaves = args.flatMap(leavesOf).map((leaf, i) => (sizes[i] === 2 ** 32 ? js`(${leaf} >>> 0)` : leaf));
  return { inputs, leaves, sizes };
}

/** The same arguments in another order; each has one leaf. */
function reordered({ inputs, leaves, sizes }: Arguments, order: readonly number[]): Arguments {
  const pick = <T>(list: readonly T[]): T[] => order.map((i) => list[i] as T);
  return { inputs: pick(inputs), leaves: pick(leaves), sizes: pick(sizes) };
}

function applied(c: Compiler, rule: Rule, values: readonly Value[]): Symbolic {
  try {
    return constant(c.setup.trying(() => rule(values)));
  } catch (error) {
    // What is no function, or no set, where one was expected fails where it is met; what warns does so where it is needed.
    if (!isSpecError(error) && !(error instanceof Unsupported || error instanceof Unheard)) throw error;
    return FAILURE;
  }
}

/** A result that a table can hold. */
function entry(c: Compiler, rule: Rule, values: readonly Value[]): Symbolic {
  const result = applied(c, rule, values);
  return isConstant(result) && isHuge(result.value) ? FAILURE : result;
}

/** Every result is computed now; the code reads arrays. */
function ready(c: Compiler, { inputs, leaves, sizes }: Arguments, rule: Rule): Symbolic {
  const results = combinations(inputs, sizes).map((values) => entry(c, rule, values));
  const values = results.flatMap((result) => (result.kind === "constant" ? [result.value] : []));
  if (values.length === 0) return FAILURE;
  const result = represent(values, c.exact);
  const columns = Array.from({ length: Math.max(1, result.leafCount) }, () => new Int32Array(results.length));
  results.forEach((entry, i) => {
    const made: number[] = [];
    if (entry.kind === "constant") result.encode(entry.value, made, 0);
    else made.push(...columns.map(() => -1));
    for (const [j, leaf] of made.entries()) (columns[j] as Int32Array)[i] = leaf;
  });
  const key = keyCode(leaves, sizes);
  const isBare = result.leafCount === 0;
  if (values.length === results.length) {
    if (isBare) return after(c, key.safe ? [] : leaves, symbolicOf(result, []));
    if (key.safe || columns.length === 1) {
      return symbolicOf(
        result,
        columns.map((column) => read(c, column, key)),
      );
    }
    const at = c.code.variable();
    const columnsAt = columns.map((column) => read(c, column, at));
    return after(c, [js`${at} = ${key}`], symbolicOf(result, columnsAt, true));
  }
  const failed = c.code.constant(Int8Array.from(results, (entry) => (entry.kind === "constant" ? 0 : 1)));
  const names = columns.map((column) => c.code.constant(column));
  if (isBare) return after(c, [js`(${failed}[${key}] === 1 ? ${BAIL} : 0)`], symbolicOf(result, []));
  const at = c.code.variable();
  const columnsAt = names.map((name) => js`${name}[${at}]`);
  return after(c, [js`(${failed}[${at} = ${key}] === 1 ? ${BAIL} : 0)`], symbolicOf(result, columnsAt, true));
}

/** Small tables of two values, the most frequent ones, are masks. */
function read(c: Compiler, column: Int32Array, key: Js): Js {
  if (key.safe && column.length <= 32 && column.every((x) => x === 0 || x === 1)) {
    const mask = column.reduce((bits, x, i) => bits | (x << i), 0);
    return js`((${mask} >>> ${key}) & 1)`;
  }
  return js`${c.code.constant(column)}[${key}]`;
}

function keyCode(leaves: readonly Js[], sizes: readonly number[]): Js {
  const [first = Js.literal(0), ...others] = leaves;
  return others.reduce((key, leaf, i) => js`(${key} * ${sizes[i + 1] as number} + ${leaf})`, first);
}

/** The arguments of every entry, in the order of the keys. */
function combinations(inputs: readonly Representation[], sizes: readonly number[]): Value[][] {
  let rows: number[][] = [[]];
  for (const size of sizes) rows = rows.flatMap((row) => Array.from({ length: size }, (_, i) => [...row, i]));
  return rows.map((row) => {
    let at = 0;
    return inputs.map((input) => {
      const value = input.decode(row, at);
      at += input.leafCount;
      return value;
    });
  });
}

/** Results are computed when they are first wanted. */
function unfinished(c: Compiler, given: Arguments, rule: Rule, wish: Wish): Symbolic {
  const { inputs, leaves, sizes } = given;
  // An open argument comes first: then only the number of rows of the table grows.
  const openOnes = sizes.filter((size) => size === Infinity).length;
  const closed = sizes.reduce((product, size) => (size === Infinity ? product : product * size), 1);
  const dense = openOnes <= 1 && closed <= LARGEST_DENSE && (openOnes === 0 || sizes[0] === Infinity);
  const swap = !dense && openOnes === 1 && closed <= LARGEST_DENSE && inputs.every((r) => r.leafCount === 1);
  if (swap) {
    const order = leaves.map((_, i) => i);
    const first = sizes.indexOf(Infinity);
    order.splice(first, 1);
    order.unshift(first);
    const back: Rule = (values) => {
      const original: Value[] = [];
      for (const [at, i] of order.entries()) original[i] = values[at] as Value;
      return rule(original);
    };
    const named = wish.name === undefined ? {} : { name: `${wish.name}~${first}` };
    return unfinished(c, reordered(given, order), back, { ...wish, ...named });
  }
  const made = tableFor(c, inputs, rule, wish);
  const name = c.code.constant(made.table);
  let entry: Js;
  if (dense) entry = js`${name}.at(${keyCode(leaves, sizes)})`;
  else if (numberKey(sizes)) {
    const radices = sizes.map((size) => (size === Infinity ? LARGEST_OPEN : size));
    entry = js`${name}.of(${keyCode(leaves, radices)})`;
  } else entry = js`${name}.named("" + ${joined(leaves, ' + "," + ')})`;
  const count = made.result.leafCount;
  // Finding the entry is safe if the key is; what it says may not be.
  if (!entry.safe && count === 1) return symbolicOf(made.result, [js`${name}.leaf(${entry}, 0)`.bailing]);
  const at = entry.safe ? c.code.share(entry) : c.code.variable();
  const found = entry.safe ? at : js`(${at} = ${entry})`;
  const results = Array.from({ length: count }, (_, j) => js`${name}.results[${j}][${at}]`.checked);
  return after(c, [js`(${found} === ${FAILED} ? ${BAIL} : 0)`], symbolicOf(made.result, results, true));
}

function numberKey(sizes: readonly number[]): boolean {
  return sizes.reduce((product, size) => product * (size === Infinity ? LARGEST_OPEN : size), 1) < 2 ** 53;
}

/** How many values each leaf can take as far as that is known. */
function knownSizes(r: Representation): readonly number[] {
  if (r.kind === "element") return [r.universe.size];
  return r.parts.length > 0 ? r.parts.flatMap(knownSizes) : r.leaves().map(({ size }) => size);
}

function tableFor(
  c: Compiler,
  inputs: readonly Representation[],
  rule: Rule,
  wish: Wish,
): { readonly table: Table; readonly result: Representation } {
  const into = wish.into ?? null;
  const target = into === null ? "" : c.keyOf(new ElementRepresentation(into));
  const key = wish.name === undefined ? null : `${wish.name}|${target}|${inputs.map((r) => c.keyOf(r)).join("|")}`;
  const kept = key === null ? undefined : c.tables.get(key);
  if (kept !== undefined) return kept;
  const result = resultOf(c, inputs, rule, wish);
  const made = { table: new Table(inputs, result, rule, c.growth), result };
  if (key !== null) c.tables.set(key, made);
  return made;
}

/** What the results are like, judged by those of arguments that are known already. */
function resultOf(c: Compiler, inputs: readonly Representation[], rule: Rule, wish: Wish): Representation {
  if (wish.truth === true) return new BooleanRepresentation();
  if (wish.result !== undefined) return wish.result;
  const anything = wish.into?.open === true ? new ElementRepresentation(wish.into) : internedFor([], c);
  if (wish.into?.open === true) return anything;
  const known = inputs.flatMap(knownSizes);
  const total = known.reduce((product, size) => product * size, 1);
  // With an open universe that is empty yet, nothing is known.
  if (!(total > 0 && total <= SAMPLE)) return anything;
  const values = combinations(inputs, known).flatMap((args) => {
    const result = entry(c, rule, args);
    return result.kind === "constant" ? [result.value] : [];
  });
  if (values.length === 0) return anything;
  const guess = represent(values, { interner: c.interner, room: true, exchanges: [] });
  // A result without leaves could not tell that its computation fails.
  return guess.leafCount === 0 ? anything : guess;
}
