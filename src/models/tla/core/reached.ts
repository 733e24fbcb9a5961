/** All text that lowered formulas consist of, that of the definitions which they name among it. */

import { type OperatorSymbol, symbolOf, type Tables } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Source } from "../../../tla/syntax/source.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";

/** An expression, and the source of its spans. */
interface Text {
  readonly expression: Expression;
  readonly source: Source;
}

/** `roots`, their parts, and those of each definition once, in no particular order. */
export function* reached(roots: readonly Text[], tables: Tables): Generator<Text> {
  const open = [...roots];
  const entered = new Set<OperatorSymbol>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    const { expression, source } = next;
    for (const part of partsOf(expression)) open.push({ expression: part, source });
    const symbol = symbolOf(expression, tables);
    if (symbol?.kind !== "operator" || entered.has(symbol)) continue;
    entered.add(symbol);
    for (const part of textsOf(symbol)) open.push({ expression: part, source: symbol.source });
  }
}

/** All text of a definition: its body and, of `f[x \in S] == e`, the sets. */
export function textsOf({ binders, body }: OperatorSymbol): Expression[] {
  return [...(binders ?? []).flatMap(({ bound }) => (bound.set === null ? [] : [bound.set])), body];
}
