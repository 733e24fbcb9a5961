/** How a value is held in integers: chosen from the values seen, recursively. */

import type { Value } from "../../../values/index.ts";
import { type BooleanRepresentation, booleanFor } from "./boolean.ts";
import { type ConstantRepresentation, constantFor } from "./constant.ts";
import { atomFor, type ElementRepresentation, internedFor } from "./element.ts";
import type { Choice } from "./form.ts";
import { type FunctionRepresentation, functionFor } from "./function.ts";
import { type IntegerRepresentation, integerFor } from "./integer.ts";
import { type SetRepresentation, setFor } from "./set.ts";

export type Representation =
  | ConstantRepresentation
  | BooleanRepresentation
  | IntegerRepresentation
  | ElementRepresentation
  | SetRepresentation
  | FunctionRepresentation;

/** Chooses a representation for values (at least one), or none where it is not for such values. */
type Chooser = (
  values: readonly Value[],
  choice: Choice,
  choose: (values: readonly Value[]) => Representation,
) => Representation | null;

/** In the order in which they are asked; the last one takes every value. */
const choosers: readonly Chooser[] = [constantFor, booleanFor, integerFor, atomFor, functionFor, setFor, internedFor];

/** A representation that holds all of `values` (at least one). */
export function represent(values: readonly Value[], choice: Choice): Representation {
  if (values.length === 0) throw new Error("a representation of nothing");
  for (const chooser of choosers) {
    const chosen = chooser(values, choice, (parts) => represent(parts, choice));
    if (chosen !== null) return chosen;
  }
  throw new Error("values without a representation");
}

/** The representation and those of all its parts. */
export function* within(r: Representation): Iterable<Representation> {
  yield r;
  for (const part of r.parts) yield* within(part);
}
