/** What a VIEW shows of a state, and the classes of that by SYMMETRY, as keys. */

import type { Expression } from "../../tla/syntax/tree.ts";
import { type Interner, type Value, ValueError } from "../../values/index.ts";
import { EvaluationError, type StateKey } from "../model.ts";
import type { Formula } from "./behavior.ts";
import { diagnosticOf, LocatedError } from "./interpret/error.ts";
import type { Setup } from "./interpret/interpreter.ts";
import type { Representatives } from "./symmetry/symmetry.ts";

/** The variables that a view shows, where it is nothing but tuples of variables; null for any other. */
export function projectionOf(expression: Expression, setup: Setup): readonly number[] | null {
  if (expression.kind === "tuple") {
    const parts = expression.elements.map((element) => projectionOf(element, setup));
    return parts.some((part) => part === null) ? null : [...new Set(parts.flatMap((part) => part ?? []))];
  }
  if (expression.kind !== "reference" || expression.args.length > 0) return null;
  const symbol = setup.program.tables.meanings.get(expression)?.symbol;
  if (symbol?.kind === "variable") {
    const index = setup.variables.indexOf(symbol);
    return index < 0 ? null : [index];
  }
  if (symbol?.kind !== "operator" || symbol.recursive || symbol.binders !== null) return null;
  return symbol.module.library ? null : projectionOf(symbol.body, setup);
}

/**
 * The key of rows of so many `words`, of which the variables `shown` are seen. Tuples that are made in the same way are
 * equal where their variables are: no tuple has to be made.
 */
export function projected(shown: readonly number[], words: number): StateKey {
  return {
    words: shown.length,
    hides: shown.length < words,
    of: (row, out) => {
      for (let i = 0; i < shown.length; i++) out[i] = row[shown[i] as number] as number;
    },
  };
}

/** The key of rows by the value of a view. Throws EvaluationError for a value that cannot be stored. */
export function viewed(view: Formula, interner: Interner, valueOf: (row: Int32Array) => Value): StateKey {
  return {
    words: 1,
    hides: true,
    of: (row, out) => {
      const value = valueOf(row);
      try {
        out[0] = interner.idOf(value);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        const message = `what VIEW shows cannot be stored: ${error.message}`;
        const located = new LocatedError(error.code, "spec", message, view.source.locate(view.expression.span));
        const { kind, diagnostic } = diagnosticOf(located);
        throw new EvaluationError(kind, diagnostic);
      }
    },
  };
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
