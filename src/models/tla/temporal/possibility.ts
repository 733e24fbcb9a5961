/** Where a specification speaks of what is possible: uses of our module Possibility, directly or through definitions. */

import { isPossibility } from "../../../tla/semantics/builtin.ts";
import type { Tables, ValueSymbol } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";

/** Answers whether texts mention a possibility; each definition is looked through once. */
export class PossibilityUse {
  private readonly tables: Tables;
  private readonly known = new Map<ValueSymbol, boolean>();

  constructor(tables: Tables) {
    this.tables = tables;
  }

  /** Does the expression, or a definition that it uses, mention one? Arguments from outside are not looked at. */
  mentions(expression: Expression): boolean {
    if (expression.kind === "reference") {
      const symbol = this.tables.meanings.get(expression)?.symbol;
      if (symbol !== undefined && symbol.kind !== "instance" && this.names(symbol)) return true;
    }
    return partsOf(expression).some((part) => this.mentions(part));
  }

  private names(symbol: ValueSymbol): boolean {
    if (isPossibility(symbol)) return true;
    if (symbol.kind !== "operator" || symbol.module.library) return false;
    const known = this.known.get(symbol);
    if (known !== undefined) return known;
    // A recursive definition mentions what the rest of it mentions.
    this.known.set(symbol, false);
    const found = this.mentions(symbol.body);
    this.known.set(symbol, found);
    return found;
  }
}
