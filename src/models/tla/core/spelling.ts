/** How what lowering makes is written: its place, the name it goes by, and what the operators of the language are for it. */

import type { BuiltinSymbol, ChainLink, OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import type { Reference } from "../../../tla/syntax/tree.ts";

/** Where a lowered reference is written, for its spans. */
export type Spelling = Pick<Reference, "fix" | "span" | "nameSpan">;

/** Is it a definition that no instance can change? It is one for all. */
export function isClosed({ module }: OperatorSymbol): boolean {
  return module.library && module.constants.length + module.variables.length === 0;
}

/** Operators on formulas, whose operands may be actions or temporal, and those that assign. Others work on values. */
export function isFormula({ name }: BuiltinSymbol): boolean {
  return formulaOperators.has(name);
}

const formulaOperators: ReadonlySet<string> = new Set([
  ...["/\\", "\\/", "=>", "<=>", "~", "'", "ENABLED", "UNCHANGED", "\\cdot", "[]", "<>", "~>", "-+->"],
  ...["=", "\\in", "\\subseteq"],
]);

/** `I!Op`, with the instances that have a name. */
export function nameThrough(chain: readonly ChainLink[], name: string): string {
  const instances = chain.map(({ instance }) => instance.name).filter((n) => n !== "");
  return [...instances, name].join("!");
}

/** The spelling of what nobody wrote: its declaration stands for it. */
export function nowhere({ span }: { readonly span: Reference["span"] }): Spelling {
  return { fix: "name", span, nameSpan: span };
}
