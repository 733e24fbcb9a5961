/** What is around a text before lowering: definitions of LETs, and variables of the modules in which it stands. */

import type {
  InstanceSymbol,
  Meaning,
  OperatorSymbol,
  ParameterSymbol,
  Replacement,
  ResolvedModule,
  Tables,
  VariableSymbol,
} from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Definition, Expression } from "../../../tla/syntax/tree.ts";
import { type Instance, type Names, renamed } from "./instance.ts";
import { textsOf } from "./reached.ts";

type Defined = OperatorSymbol | InstanceSymbol;

/** The definitions among `names` that `text` names, or one of those that it names, in the order in which they are written. */
export function definitionsNamed(text: Expression, names: Names | null, tables: Tables): Definition[] {
  const around = new Map<unknown, { readonly symbol: Defined; readonly definition: Definition }>();
  for (let at = names; at !== null; at = at.next) {
    const { symbol, definition } = at;
    if (definition === undefined || around.has(symbol)) continue;
    if (symbol.kind === "operator" || symbol.kind === "instance") around.set(symbol, { symbol, definition });
  }
  if (around.size === 0) return [];
  const used = new Set<unknown>();
  const open = [text];
  const name = (symbol: Meaning["symbol"]) => {
    const found = around.get(isParameter(symbol) ? renamed(names, symbol) : symbol);
    if (found === undefined || used.has(found.symbol)) return;
    used.add(found.symbol);
    if (found.symbol.kind === "operator") open.push(...textsOf(found.symbol));
    else for (const by of found.symbol.substitutions.values()) open.push(...replacing(by));
  };
  const replacing = (by: Replacement) => {
    if (by.kind !== "operator") return [by.expression];
    name(by.meaning.chain[0]?.instance ?? by.meaning.symbol);
    return [];
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    open.push(...partsOf(next));
    if (next.kind !== "reference") continue;
    const meaning = tables.subexpressions.get(next) ?? tables.meanings.get(next);
    if (meaning !== undefined) name(meaning.chain[0]?.instance ?? meaning.symbol);
  }
  return [...around.values()]
    .filter(({ symbol }) => used.has(symbol))
    .map(({ definition }) => definition)
    .reverse();
}

function isParameter(symbol: Meaning["symbol"]): symbol is ParameterSymbol {
  return symbol.kind === "parameter";
}

/** The variables that text of the module of `instance` can name and that an INSTANCE replaces; `modules` are all there are. */
export function replacedIn(instance: Instance, modules: readonly ResolvedModule[]): VariableSymbol[] {
  const module = instance.symbol?.target;
  if (module === undefined) return [];
  // A module inside another one sees the variables of that, which an instance further out replaces.
  const around = modules.filter((outer) => outer !== module && isInside(module, outer));
  const found = new Set<VariableSymbol>();
  for (let at: Instance | null = instance; at !== null; at = at.site?.instance ?? null) {
    for (const symbol of at.symbol?.substitutions.keys() ?? []) {
      if (symbol.kind !== "variable") continue;
      if (at === instance || around.some((outer) => seen(outer).includes(symbol))) found.add(symbol);
    }
  }
  return [...found];
}

function isInside(inner: ResolvedModule, outer: ResolvedModule): boolean {
  const [a, b] = [inner.tree.span, outer.tree.span];
  return inner.source === outer.source && b.start <= a.start && a.end <= b.end;
}

function seen({ variables, extended }: ResolvedModule): VariableSymbol[] {
  return [...variables, ...extended.flatMap(seen)];
}
