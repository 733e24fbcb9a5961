/** What of a model may be evaluated ahead of time, or twice. */

import type { Formula } from "../behavior.ts";
import type { TlaModel } from "../model.ts";
import { isOfRows } from "./program.ts";
import { Reader } from "./reads.ts";

/** How many parts Next has, as `Reads` counts them. */
export function sizeOfNext({ parts }: TlaModel): number {
  const next = parts.formulas.behavior?.next;
  return next === undefined ? 0 : Reader.of(parts.setup).readsOf(next.expression).size;
}

/** Are formulas without effect, and the same whenever they are asked? Only then can successors be found in advance. */
export function arePure({ parts }: TlaModel, formulas: readonly Formula[]): boolean {
  if (formulas.length === 0) return true;
  const reader = Reader.of(parts.setup);
  return formulas.every(({ expression }) => reader.readsOf(expression).pure);
}

/** What is asked about rows besides the constraints. */
export function asked({ parts }: TlaModel): Formula[] {
  const list = parts.formulas.properties.flatMap((property) => property.parts);
  return list.filter((part) => isOfRows(part.over)).map((part) => part.formula);
}

/** May successors be found in advance, or more than once? */
export function isPure(inner: TlaModel): boolean {
  const { behavior, view } = inner.parts.formulas;
  return arePure(inner, [...(behavior?.init ?? []), ...(behavior ? [behavior.next] : []), ...(view ? [view] : [])]);
}

/** May constraints be asked more than once, too, and nothing that is counted of conditions? */
export function isRepeatable(inner: TlaModel): boolean {
  const { setup, formulas } = inner.parts;
  const { constraints, actionConstraints } = formulas;
  return setup.coverage === null && isPure(inner) && arePure(inner, [...constraints, ...actionConstraints]);
}
