/** Parts of a definition chosen by labels and selectors, `Op(a)!lab(x)!1!<<` (TLA+2, section "Naming subexpressions"). */

import type { Expression, PathStep, Reference } from "../syntax/tree.ts";
import type { ResolveContext } from "./resolve.ts";
import type { LocalScope } from "./scope.ts";
import type { ChainLink, OperatorSymbol } from "./symbol.ts";

/** The definition that a path has reached, with its arguments. */
export interface ReachedOperator {
  readonly symbol: OperatorSymbol;
  readonly chain: readonly ChainLink[];
  readonly args: readonly Expression[];
  readonly shown: string;
}

/** Follows `steps` into the body of `operator` and records the part that they select for `reference`. */
export function resolveSubexpression(
  context: ResolveContext,
  _reference: Reference,
  operator: ReachedOperator,
  steps: readonly PathStep[],
  _local: LocalScope | null,
  _except: boolean,
): void {
  const [step] = steps;
  if (step === undefined) return;
  const message = `parts of definitions (${operator.shown}!…) are not supported yet`;
  context.report.error("E219", context.source, step.span, message);
}
