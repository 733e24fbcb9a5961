/** Shapes of records, found by their names: one object for each set of names. */

import { ValueError } from "./error.ts";
import { RecordShape } from "./function.ts";
import type { EnumeratedSet } from "./set.ts";
import { compareStrings } from "./string-order.ts";

/** How the names of a literal map to a shape: field i of the shape is the literal's at `order[i]`. */
interface Arrangement {
  readonly shape: RecordShape;
  /** Null when the names came in TLA+ order. */
  readonly order: readonly number[] | null;
}

/** Shapes by their names, each with its length in front so that no two lists collide. */
const shapes = new Map<string, RecordShape>();
/** Arrays of names seen before: a record literal in a specification passes the same array each time. */
const arrangements = new WeakMap<readonly string[], Arrangement>();

/** The shape of these names, which are in TLA+ order. */
function shapeOfNames(sorted: readonly string[]): RecordShape {
  const key = sorted.map((name) => `${name.length}:${name}`).join("");
  let shape = shapes.get(key);
  if (shape === undefined) shapes.set(key, (shape = new RecordShape(sorted)));
  return shape;
}

/** How these names, in any order, map to their shape. Throws E408 for a repeated name. */
export function arrange(names: readonly string[]): Arrangement {
  let arrangement = arrangements.get(names);
  if (arrangement !== undefined) return arrangement;
  const order = names.map((_, i) => i).sort((a, b) => compareStrings(names[a]!, names[b]!));
  const sorted = order.map((i) => names[i]!);
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) throw new ValueError("E408", `a record has two fields named ${sorted[i]}`);
  }
  arrangement = { shape: shapeOfNames(sorted), order: order.every((from, to) => from === to) ? null : order };
  arrangements.set(names, arrangement);
  return arrangement;
}

/** The shape of records on this domain, a non-empty set of strings. */
export function shapeOf(domain: EnumeratedSet): RecordShape {
  const names = domain.elements as readonly string[];
  const arrangement = arrangements.get(names);
  if (arrangement !== undefined) return arrangement.shape;
  const shape = shapeOfNames(names.slice());
  arrangements.set(names, { shape, order: null });
  return shape;
}
