/** Definitions that use themselves although nothing announced it: an override can close a circle. */

import type { OperatorSymbol, Tables } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";

/** Marks each of `symbols`, lowered definitions, that lies on a circle of calls (Tarjan's strongly connected components). */
export function markRecursive(symbols: Iterable<OperatorSymbol>, tables: Tables): void {
  const order = new Map<OperatorSymbol, number>();
  const lowest = new Map<OperatorSymbol, number>();
  const stack: OperatorSymbol[] = [];
  const onStack = new Set<OperatorSymbol>();

  const visit = (symbol: OperatorSymbol): number => {
    const number = order.size;
    order.set(symbol, number);
    stack.push(symbol);
    onStack.add(symbol);
    let low = number;
    for (const called of callsOf(symbol, tables)) {
      if (called === symbol) symbol.recursive = true;
      if (!order.has(called)) low = Math.min(low, visit(called));
      else if (onStack.has(called)) low = Math.min(low, lowest.get(called) ?? (order.get(called) as number));
    }
    lowest.set(symbol, low);
    if (low < number) return low;
    const component = stack.splice(stack.indexOf(symbol));
    for (const member of component) {
      onStack.delete(member);
      if (component.length > 1) member.recursive = true;
    }
    return low;
  };
  for (const symbol of symbols) if (!order.has(symbol)) visit(symbol);
}

/** The definitions that the text of `symbol` names. */
function callsOf(symbol: OperatorSymbol, tables: Tables): ReadonlySet<OperatorSymbol> {
  const found = new Set<OperatorSymbol>();
  const look = (expression: Expression): void => {
    if (expression.kind === "reference") {
      const called = tables.meanings.get(expression)?.symbol;
      if (called?.kind === "operator") found.add(called);
    }
    for (const part of partsOf(expression)) look(part);
  };
  look(symbol.body);
  for (const { bound } of symbol.binders ?? []) if (bound.set !== null) look(bound.set);
  return found;
}
