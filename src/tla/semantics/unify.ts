/**
 * Constants and variables that are declared more than once: two extended modules that both declare x mean one x. The
 * modules are read one by one, so each has a symbol of its own until all are known.
 */

import type {
  ConstantSymbol,
  Entry,
  InstanceSymbol,
  Meaning,
  Replacement,
  ResolvedModule,
  Tables,
  VariableSymbol,
} from "./symbol.ts";

export type DeclaredSymbol = ConstantSymbol | VariableSymbol;

/** For each symbol that is declared again the one that was declared first. */
export type Declarations = Map<DeclaredSymbol, DeclaredSymbol>;

/** The first symbol of a declaration, if `again` may stand for it: of the same kind, with as many parameters. */
export function declaredBefore(
  earlier: Meaning["symbol"],
  again: Meaning["symbol"],
): [DeclaredSymbol, DeclaredSymbol] | null {
  if (earlier.kind === "variable" && again.kind === "variable") return [earlier, again];
  if (earlier.kind !== "constant" || again.kind !== "constant" || earlier.arity !== again.arity) return null;
  return [earlier, again];
}

export function firstDeclared(same: Declarations, symbol: DeclaredSymbol): DeclaredSymbol {
  const before = same.get(symbol);
  return before === undefined ? symbol : firstDeclared(same, before);
}

/** Replaces each symbol that is declared again by the first one, wherever it stands. */
export function unify(same: Declarations, modules: readonly ResolvedModule[], tables: Tables): void {
  if (same.size === 0) return;
  const first = <T extends Meaning["symbol"]>(symbol: T): T => firstDeclared(same, symbol as DeclaredSymbol) as T;
  const meaningOf = ({ symbol, chain }: Meaning): Meaning => ({ symbol: first(symbol), chain });
  for (const [reference, meaning] of tables.meanings) tables.meanings.set(reference, meaningOf(meaning));
  for (const { constants, variables, scope } of modules) {
    keepFirst(constants as ConstantSymbol[], first);
    keepFirst(variables as VariableSymbol[], first);
    const entries = scope as Map<string, Entry>;
    for (const [name, entry] of entries) entries.set(name, { ...entry, meaning: meaningOf(entry.meaning) });
  }
  for (const definition of tables.definitions.values()) {
    if (definition.kind === "instance") unifySubstitutions(definition, first, meaningOf);
  }
}

function keepFirst<T extends DeclaredSymbol>(symbols: T[], first: (symbol: T) => T): void {
  const kept = new Set(symbols.map(first));
  symbols.splice(0, symbols.length, ...kept);
}

function unifySubstitutions(
  { substitutions }: InstanceSymbol,
  first: (symbol: DeclaredSymbol) => DeclaredSymbol,
  meaningOf: (meaning: Meaning) => Meaning,
): void {
  const map = substitutions as Map<DeclaredSymbol, Replacement>;
  for (const [symbol, replacement] of [...map]) {
    map.delete(symbol);
    const { kind } = replacement;
    const now = kind === "operator" ? { kind, meaning: meaningOf(replacement.meaning) } : replacement;
    if (!map.has(first(symbol))) map.set(first(symbol), now);
  }
}
