/** The operators of the language itself, with the levels that their arguments may have (SANY's rules). */

import type { BuiltinSymbol, InstanceSymbol, Level, ValueSymbol } from "./symbol.ts";

/** How a built-in operator treats levels: the highest level of each argument, and the lowest level of the result. */
interface BuiltinLevels {
  readonly argument: Level;
  readonly result: Level;
}

const table: readonly (readonly [name: string, arity: number, argument: Level, result: Level])[] = [
  ["TRUE", 0, 3, 0],
  ["FALSE", 0, 3, 0],
  ["BOOLEAN", 0, 3, 0],
  ["STRING", 0, 3, 0],
  ["/\\", 2, 3, 0],
  ["\\/", 2, 3, 0],
  ["=>", 2, 3, 0],
  ["<=>", 2, 3, 0],
  ["~", 1, 3, 0],
  ["=", 2, 2, 0],
  ["/=", 2, 2, 0],
  ["\\in", 2, 2, 0],
  ["\\notin", 2, 2, 0],
  ["\\cup", 2, 2, 0],
  ["\\cap", 2, 2, 0],
  ["\\", 2, 2, 0],
  ["\\subseteq", 2, 2, 0],
  ["SUBSET", 1, 2, 0],
  ["UNION", 1, 2, 0],
  ["DOMAIN", 1, 2, 0],
  ["'", 1, 1, 2],
  ["ENABLED", 1, 2, 1],
  ["UNCHANGED", 1, 1, 2],
  ["\\cdot", 2, 2, 2],
  ["[]", 1, 3, 3],
  ["<>", 1, 3, 3],
  ["~>", 2, 3, 3],
  ["-+->", 2, 3, 3],
];

/** Built-in operators by canonical name. */
export const builtins: ReadonlyMap<string, BuiltinSymbol> = new Map(
  table.map(([name, arity]) => [name, { kind: "builtin", name, arity }]),
);

const levels: ReadonlyMap<string, BuiltinLevels> = new Map(
  table.map(([name, , argument, result]) => [name, { argument, result }]),
);

/**
 * In the modules we ship, `Op(x) == NATIVE` says that TypeScript gives Op its meaning. The name is known nowhere else.
 */
export const native: BuiltinSymbol = { kind: "builtin", name: "NATIVE", arity: 0 };

/** The level rule of a built-in operator. */
export function builtinLevels(name: string): BuiltinLevels {
  return levels.get(name) ?? { argument: 3, result: 0 };
}

/** Operators whose arguments are formulas, where an action may not stand beside a temporal formula. */
export const booleanOperators: ReadonlySet<string> = new Set(["/\\", "\\/", "=>", "<=>", "~"]);

/** Is this one of the operators of our module Possibility, which the checker decides on the whole state graph? */
export function isPossibility(symbol: ValueSymbol | InstanceSymbol): boolean {
  return symbol.kind === "operator" && symbol.module.library && symbol.module.name === "Possibility";
}
