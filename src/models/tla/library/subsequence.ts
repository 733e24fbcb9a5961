/** Finding and replacing parts of sequences and strings. */

import { equal, sequence, type Value } from "../../../values/index.ts";
import { sequenceOf } from "./argument.ts";
import { concatenation, lengthOf, subSequence } from "./sequences.ts";

/** Does `part` stand in `whole` at the index `at`, from 0? */
function matches(part: readonly Value[], whole: readonly Value[], at: number): boolean {
  return part.every((e, i) => equal(e, whole[at + i]!));
}

/**
 * The first position from 1 at which `part` stands in `whole`, 0 when it does nowhere. An empty part stands at 1.
 * Both are sequences, or both strings.
 */
export function indexOfPart(part: Value, whole: Value, operator: string): number {
  if (typeof part === "string" && typeof whole === "string") return whole.indexOf(part) + 1;
  const pattern = sequenceOf(part, operator, 1);
  const list = sequenceOf(whole, operator, 2);
  for (let at = 0; at + pattern.length <= list.length; at++) if (matches(pattern, list, at)) return at + 1;
  return 0;
}

/** From which position to which; the last one is part of it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** `whole` with a stretch of it replaced. Throws E461 for positions outside. */
export function replaceStretch(whole: Value, { from, to }: Stretch, by: Value, operator: string): Value {
  const before = subSequence(whole, 1, from - 1, operator);
  const after = subSequence(whole, to + 1, lengthOf(whole, operator, 0), operator);
  return concatenation(concatenation(before, by, operator), after, operator);
}

/** As long as `part`, from `from` on. */
export function stretchOf(part: Value, from: number, operator: string): Stretch {
  return { from, to: from + lengthOf(part, operator, 3) - 1 };
}

/** `whole` with the first occurrence of `part` replaced; unchanged without one. */
export function replaceFirstPart(by: Value, part: Value, whole: Value, operator: string): Value {
  const at = indexOfPart(part, whole, operator);
  return at === 0 ? whole : replaceStretch(whole, stretchOf(part, at, operator), by, operator);
}

/**
 * `whole` with every occurrence of `part` replaced, from the left and without overlaps. An empty part stands before
 * every element; where both are empty, the result is what replaces it.
 */
export function replaceAllParts(by: Value, part: Value, whole: Value, operator: string): Value {
  if (typeof by === "string" && typeof part === "string" && typeof whole === "string") {
    if (part !== "") return whole.split(part).join(by);
    return whole === "" ? by : by + whole.split("").join(by);
  }
  const replacement = sequenceOf(by, operator, 1);
  const pattern = sequenceOf(part, operator, 2);
  const list = sequenceOf(whole, operator, 3);
  if (pattern.length === 0) return list.length === 0 ? by : sequence(list.flatMap((e) => [...replacement, e]));
  const result: Value[] = [];
  for (let at = 0; at < list.length; ) {
    if (at + pattern.length <= list.length && matches(pattern, list, at)) {
      result.push(...replacement);
      at += pattern.length;
    } else result.push(list[at++]!);
  }
  return sequence(result);
}
