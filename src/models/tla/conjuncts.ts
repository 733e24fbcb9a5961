/** Takes a formula apart into conjuncts, through definitions, as TLC does with SPECIFICATION and PROPERTY. */

import type { Levels } from "../../tla/semantics/level.ts";
import type { Level, Tables, ValueSymbol } from "../../tla/semantics/symbol.ts";
import type { Source } from "../../tla/syntax/source.ts";
import type { Expression } from "../../tla/syntax/tree.ts";
import type { Override } from "./interpret/interpreter.ts";
import type { Env } from "./interpret/scope.ts";

/** One conjunct, with the environment and the source in which it is read. */
export interface Conjunct {
  readonly expression: Expression;
  readonly env: Env;
  readonly source: Source;
  readonly level: Level;
}

/** The conjuncts of `expression` in text order. Definitions are entered as long as they are temporal. */
export function conjunctsOf(
  expression: Expression,
  env: Env,
  source: Source,
  tables: Tables,
  levels: Levels,
  overrides: ReadonlyMap<ValueSymbol, Override>,
): Conjunct[] {
  const found: Conjunct[] = [];
  const visit = (e: Expression, at: Env, text: Source): void => {
    const level = levels.of(e, at.semantic);
    if (level === 3) {
      if (e.kind === "junction" && e.operator === "/\\") {
        for (const item of e.items) visit(item, at, text);
        return;
      }
      if (e.kind === "label") {
        visit(e.body, at, text);
        return;
      }
      if (e.kind === "reference") {
        const meaning = tables.meanings.get(e);
        const symbol = meaning?.symbol;
        if (symbol?.kind === "builtin" && symbol.name === "/\\") {
          for (const arg of e.args) visit(arg, at, text);
          return;
        }
        const plain = symbol?.kind === "operator" && e.args.length === 0 && symbol.binders === null;
        if (plain && !symbol.recursive && !overrides.has(symbol) && meaning !== undefined) {
          let inner = at;
          for (const link of meaning.chain) inner = inner.child(link.instance);
          if (inner.scope === null) {
            visit(symbol.body, inner, symbol.source);
            return;
          }
        }
      }
    }
    found.push({ expression: e, env: at, source: text, level });
  };
  visit(expression, env, source);
  return found;
}
