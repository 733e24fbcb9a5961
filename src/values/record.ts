/** Records: shapes, construction, fields. */

import { decideEmpty } from "./cardinality.ts";
import { YES } from "./decision.ts";
import { ValueError } from "./error.ts";
import { RecordValue } from "./function.ts";
import { EMPTY_SET, RecordSet } from "./set.ts";
import { arrange } from "./shape.ts";
import type { FunctionValue, SetValue, Value } from "./value.ts";

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
