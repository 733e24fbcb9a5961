/** What a VIEW shows of a state, and the classes of that by SYMMETRY, as keys. */

import type { Expression } from "../../tla/syntax/tree.ts";
import { type Interner, type Value, ValueError } from "../../values/index.ts";
import { EvaluationError, type StateKey } from "../model.ts";
import type { Formula } from "./behavior.ts";
import { diagnosticOf, LocatedError } from "./interpret/error.ts";
import type { Setup } from "./interpret/interpreter.ts";
import type { Representatives } from "./symmetry/symmetry.ts";

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
  const shown = shownBy({ expression, source: setup.program.root.source }, setup);
  const variables = shown.filter((part) => typeof part === "number");
  return variables.length === shown.length ? variables : null;
}

/** The key of rows by a view. `valueOf` evaluates. Throws EvaluationError for a value that cannot be stored. */
export function viewKey(
  view: Formula,
  setup: Setup,
  interner: Interner,
  valueOf: (formula: Formula, row: Int32Array) => Value,
): StateKey {
  const parts = shownBy(view, setup);
  const shown = parts.length > 0 ? parts : [view];
  return {
    words: shown.length,
    hides: shown.filter((part) => typeof part === "number").length < setup.variables.length,
    of: (row, out) => {
      for (let i = 0; i < shown.length; i++) {
        const part = shown[i] as number | Formula;
        out[i] = typeof part === "number" ? (row[part] as number) : idOf(valueOf(part, row), part, interner);
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
 * have a say in which image that is, and so would the order of values in what is counted.
 */
export function classKey(seen: StateKey | null, classes: Representatives, words: number): StateKey {
  if (seen === null) return { words, hides: false, of: (row, out) => classes.representative(row, out) };
  const one = new Int32Array(words);
  return {
    ...seen,
    of: (row, out) => {
      seen.of(row, one);
      classes.representative(one, out);
    },
  };
}
