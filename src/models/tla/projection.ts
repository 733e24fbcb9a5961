/** What a VIEW shows of a state, and the classes of that by SYMMETRY, as keys. */

import type { Expression } from "../../tla/syntax/tree.ts";
import { hash, type Interner, mix, type Value, ValueError } from "../../values/index.ts";
import { EvaluationError, type RowKey, type StateKey } from "../model.ts";
import type { Formula } from "./behavior.ts";
import { diagnosticOf, LocatedError } from "./interpret/error.ts";
import type { Setup } from "./interpret/interpreter.ts";
import { type Mask, masksOf, type Packing } from "./layout/packing.ts";
import { Colours, orbitNumbers } from "./symmetry/colours.ts";
import type { Permutation } from "./symmetry/permutations.ts";
import { RowClasses } from "./symmetry/row-classes.ts";
import { fullOrbits, orbitsOf, representatives } from "./symmetry/symmetry.ts";

/** The key of rows of ids, and `over` that of packed rows; null where these have to be unpacked to be told apart. */
export interface TlaKey extends StateKey {
  over(packing: Packing): RowKey | null;
  /** The variables that count, where nothing has to be evaluated; else null. */
  readonly projection: readonly number[] | null;
}

/** What a view shows one by one: variables, by their number, and what has to be evaluated. */
type Shown = readonly (number | Formula)[];

/** Tuples that are made in the same way are equal where their parts are: none of them has to be made. */
function shownBy(view: Formula, setup: Setup): Shown {
  const { expression, source } = view;
  if (expression.kind === "tuple") {
    return [...new Set(expression.elements.flatMap((element) => shownBy({ expression: element, source }, setup)))];
  }
  if (expression.kind !== "reference" || expression.args.length > 0) return [view];
  const symbol = setup.program.tables.meanings.get(expression)?.symbol;
  if (symbol?.kind === "variable") {
    const index = setup.variables.indexOf(symbol);
    return [index < 0 ? view : index];
  }
  if (symbol?.kind !== "operator" || symbol.recursive || symbol.binders !== null || symbol.module.library)
    return [view];
  return shownBy({ expression: symbol.body, source: symbol.source }, setup);
}

/** The variables of an expression that is nothing but tuples of variables; null for any other. */
export function projectionOf(expression: Expression, setup: Setup): readonly number[] | null {
  return variablesOf(shownBy({ expression, source: setup.program.root.source }, setup));
}

/** What is shown, where that is nothing but variables; null otherwise. */
function variablesOf(shown: Shown): readonly number[] | null {
  const variables = shown.filter((part) => typeof part === "number");
  return variables.length === shown.length ? variables : null;
}

/** A number below 2^32 made of what each id stands for, which is the same in every process. */
export function hashOfValues(ids: Int32Array, interner: Interner): number {
  return hashOfIds(ids, (id) => hash(interner.valueOf(id)));
}

function hashOfIds(ids: Int32Array, hashOf: (id: number) => number): number {
  let whole = 0x2545f491;
  for (let word = 0; word < ids.length; word++) whole = Math.imul(whole, 31) + hashOf(ids[word] as number);
  return mix(whole) >>> 0;
}

/** The key of rows by a view. `valueOf` evaluates. Throws EvaluationError for a value that cannot be stored. */
export function viewKey(
  view: Formula,
  setup: Setup,
  interner: Interner,
  valueOf: (formula: Formula, row: Int32Array) => Value,
): TlaKey {
  const parts = shownBy(view, setup);
  const shown = parts.length > 0 ? parts : [view];
  const write = (row: Int32Array, out: Int32Array): Int32Array => {
    for (let i = 0; i < shown.length; i++) {
      const part = shown[i] as number | Formula;
      out[i] = typeof part === "number" ? (row[part] as number) : idOf(valueOf(part, row), part, interner);
    }
    return out;
  };
  const own = new Int32Array(shown.length);
  const projection = variablesOf(shown);
  return {
    words: shown.length,
    hides: shown.filter((part) => typeof part === "number").length < setup.variables.length,
    projection,
    over: (packing) => (projection === null ? null : maskedKey(packing, projection)),
    of: write,
    hashOf: (row) => hashOfValues(write(row, own), interner),
  };
}

/** The bits of rows in which the `shown` variables lie; null where there are none. */
function maskedKey({ fields }: Packing, shown: readonly number[]): RowKey | null {
  const all = shown.flatMap((variable) => fields[variable] as Packing["fields"][number]);
  const parts = masksOf(all).filter(({ bits }) => bits !== 0);
  if (parts.length === 0) return null;
  return {
    words: parts.length,
    of: (row, out) => {
      for (let i = 0; i < parts.length; i++) {
        const { word, bits } = parts[i] as Mask;
        out[i] = (row[word] as number) & bits;
      }
    },
  };
}

function idOf(value: Value, { expression, source }: Formula, interner: Interner): number {
  try {
    return interner.idOf(value);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const message = `what VIEW shows cannot be stored: ${error.message}`;
    const located = new LocatedError(error.code, "spec", message, source.locate(expression.span));
    const { kind, diagnostic } = diagnosticOf(located);
    throw new EvaluationError(kind, diagnostic);
  }
}

/**
 * The key of the class of what is `seen` of a state, null for all of it: two states count as one where what is seen of
 * one is an image of what is seen of the other. If the state itself had its representative taken, what is not seen would
 * have a say in which image that is, and so would the order of values in what is counted. `group` is without its identity,
 * and rows have so many `words`.
 */
export function classKey(
  seen: TlaKey | null,
  {
    interner,
    group,
    words,
  }: { readonly interner: Interner; readonly group: readonly Permutation[]; readonly words: number },
): TlaKey {
  const length = seen?.words ?? words;
  const classes = representatives(interner, group, length);
  const one = new Int32Array(length);
  const seenOf = (row: Int32Array): Int32Array => {
    if (seen === null) return row;
    seen.of(row, one);
    return one;
  };
  let colours: Colours | null = null;
  let sets: ReturnType<typeof fullOrbits> = null;
  const projection = seen === null ? Array.from({ length }, (_, variable) => variable) : seen.projection;
  return {
    words: length,
    hides: seen?.hides ?? false,
    projection,
    over: (packing) => {
      if (projection === null) return null;
      sets ??= fullOrbits(group) ?? [];
      return sets.length === 0 ? null : RowClasses.of(packing, projection, sets, interner);
    },
    of: (row, out) => classes.representative(seenOf(row), out),
    // A representative depends on the order in which a process met values; how these look to all of a class does not.
    hashOf: (row) => {
      const seenBy = (colours ??= new Colours(interner, null, orbitNumbers(orbitsOf(group))));
      return hashOfIds(seenOf(row), (id) => seenBy.of(id));
    },
  };
}
