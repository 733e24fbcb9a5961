/** Records: shapes, construction, fields. */

import { decideEmpty } from "./cardinality.ts";
import { YES } from "./decision.ts";
import { ValueError } from "./error.ts";
import { RecordShape, RecordValue } from "./function.ts";
import { compareStrings } from "./order.ts";
import { EMPTY_SET, type EnumeratedSet, RecordSet } from "./set.ts";
import type { FunctionValue, SetValue, Value } from "./value.ts";

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

function arrange(names: readonly string[]): Arrangement {
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

function shapeOfNames(sorted: readonly string[]): RecordShape {
  const key = sorted.map((name) => `${name.length}:${name}`).join("");
  let shape = shapes.get(key);
  if (shape === undefined) shapes.set(key, (shape = new RecordShape(sorted)));
  return shape;
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

function rearrange<T>(names: readonly string[], items: T[], order: readonly number[] | null): T[] {
  if (names.length !== items.length) throw new ValueError("E408", `${names.length} fields, ${items.length} values`);
  return order === null ? items : order.map((i) => items[i]!);
}

/**
 * `[name1 |-> v1, ...]`, at least one field, in any order. The array of names must never change afterwards; calls with
 * the same array are quick. The array of values is owned by the result. Throws E408 for a repeated name.
 */
export function record(names: readonly string[], values: Value[]): FunctionValue {
  const { shape, order } = arrange(names);
  return new RecordValue(shape, rearrange(names, values, order));
}

/** `[name1: S1, ...]`, the set of records; arguments as for `record`. */
export function recordSet(names: readonly string[], sets: SetValue[]): SetValue {
  const { shape, order } = arrange(names);
  if (sets.some((set) => decideEmpty(set) === YES)) return EMPTY_SET;
  return new RecordSet(shape, rearrange(names, sets, order));
}
