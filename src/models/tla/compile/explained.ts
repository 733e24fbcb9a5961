/** What a run says of its code, for `--explain-layout`. */

import type { Property } from "../../model.ts";
import { isOfRows, type Program } from "./program.ts";

/** Why there is none, the most important reason first. */
export function whyInterpreted(why: {
  /** Did it cost more than it brought, or take long to make? */
  readonly dear: boolean;
  readonly slow: boolean;
  /** Had the run not yet come so far that it is made? */
  readonly small: boolean;
  /** Did values not fit again and again? */
  readonly outgrown: boolean;
  readonly layouts: number;
}): string {
  if (why.dear) return "The interpreter evaluates everything: code cost more than it brought.";
  if (why.slow) return "The interpreter evaluated everything: making code takes long, for so short a run.";
  if (why.small) return "The interpreter evaluated everything: so small a model is not worth compiling.";
  if (why.outgrown) return "The layout was outgrown too often: the interpreter evaluates everything.";
  if (why.layouts > 0) return "The interpreter evaluates everything: there is no code for a part of Next.";
  return "The interpreter evaluates everything: the spec does more than look at states.";
}

/** What code leaves to the interpreter, after the lines about the layout, which was made so many times. */
export function compiledLines(
  program: Program,
  properties: readonly Property[],
  lines: readonly string[],
  layouts: number,
): string[] {
  const found = [...lines];
  const interpreted = program.interpretedActions;
  if (interpreted.length > 0) found.push(`The interpreter finds the steps of ${interpreted.join(", ")}.`);
  const texts = program.interpretedTexts.size - interpreted.length;
  if (texts > 0) found.push(`It also evaluates ${texts} expressions, once for each combination of what they read.`);
  properties.forEach((property, i) => {
    const left = property.parts.some((part, at) => isOfRows(part.over) && program.parts[i]?.[at] == null);
    if (left) found.push(`The interpreter decides ${property.name}.`);
  });
  if (layouts > 1) found.push(`The layout was made ${layouts} times, because values did not fit.`);
  return found;
}
