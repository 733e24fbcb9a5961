/** Views that show variables as they are: their keys are those of the variables. */

import type { Expression } from "../../tla/syntax/tree.ts";
import type { StateKey } from "../model.ts";
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
export function projected(shown: readonly number[], words: number, classes: Representatives | null): StateKey {
  const least = new Int32Array(words);
  return {
    words: shown.length,
    hides: shown.length < words,
    of: (row, out) => {
      if (classes !== null) classes.representative(row, least);
      const from = classes === null ? row : least;
      for (let i = 0; i < shown.length; i++) out[i] = from[shown[i] as number] as number;
    },
  };
}
