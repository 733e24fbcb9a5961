/**
 * What a cfg puts in the place of constants and definitions, as TLC reads it: `Op <- New` replaces one definition, the
 * one that the root module has under that name; `Op <- [M] New` replaces the text of M's definition, wherever it is
 * seen from. Values of constants are no business of this file: they stay names that have a value.
 */

import type { ConstantSymbol, Meaning, OperatorSymbol } from "../../../tla/semantics/symbol.ts";

/** What stands for a name: another definition of the root module, or a constant with a value of its own. */
export type Replacement =
  | { readonly kind: "definition"; readonly meaning: Meaning }
  | { readonly kind: "constant"; readonly symbol: ConstantSymbol };

export class Overrides {
  private readonly objects: { readonly meaning: Meaning; readonly by: Replacement }[] = [];
  private readonly texts = new Map<OperatorSymbol, Replacement>();

  /** Replaces the definition or constant that `meaning` names in the root module; the last word counts. */
  replace(meaning: Meaning, by: Replacement): void {
    this.objects.unshift({ meaning, by });
  }

  /** Replaces the text of a definition in every instance of its module. */
  replaceText(symbol: OperatorSymbol, by: Replacement): void {
    this.texts.set(symbol, by);
  }

  /** Is anything replaced? */
  get any(): boolean {
    return this.objects.length + this.texts.size > 0;
  }

  /** What replaces `meaning`; null if nothing does. */
  of(meaning: Meaning): Replacement | null {
    for (const { meaning: replaced, by } of this.objects) {
      if (sameObject(replaced, meaning) && !isSame(by, meaning)) return by;
    }
    const { symbol } = meaning;
    return symbol.kind === "operator" ? (this.texts.get(symbol) ?? null) : null;
  }
}

/** `Op <- Op` changes nothing. */
function isSame(by: Replacement, meaning: Meaning): boolean {
  return by.kind === "definition" && sameObject(by.meaning, meaning);
}

/** Is it the same definition, seen through the same instances? */
function sameObject(a: Meaning, b: Meaning): boolean {
  if (a.symbol !== b.symbol || a.chain.length !== b.chain.length) return false;
  return a.chain.every((link, i) => link.instance === b.chain[i]?.instance);
}
