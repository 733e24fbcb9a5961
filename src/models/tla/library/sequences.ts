// Hot path: sequences of every specification.
/** Sequences, and FiniteSets. As in TLC, a string may stand for the sequence of its characters in some places. */

import {
  cardinality,
  ENUMERATION_LIMIT,
  FunctionValue,
  isFinite as isFiniteSet,
  sequence,
  sequenceElements,
  sequenceSet,
  type Value,
} from "../../../values/index.ts";
import { answer, integer, outOfRange, sequenceOf, set, wrongKind } from "./argument.ts";
import { NativeError, type NativeModule, type OperatorValue } from "./native.ts";

/** The length of a sequence or string. Throws E460. */
export function lengthOf(value: Value, operator: string, position: 0 | 1 | 2 | 3): number {
  return typeof value === "string" ? value.length : sequenceOf(value, operator, position).length;
}

/** Throws E461 unless all from `from` to `to`, if any, are positions of `list`, the first argument of `operator`. */
export function checkPositions({ length }: ArrayLike<unknown>, from: number, to: number, operator: string): void {
  if (from > to) return;
  const position = "a position of the first argument";
  const wanted = length === 0 ? `${position}, which is empty` : `from 1 to ${length}, ${position}`;
  if (from < 1 || from > length) throw outOfRange(from, wanted, operator, 2);
  if (to > length) throw outOfRange(to, wanted, operator, 3);
}

/** `SubSeq(value, from, to)`: empty when `from > to`; else both must be positions of `value`. Throws E461. */
export function subSequence(value: Value, from: number, to: number, operator = "SubSeq"): Value {
  const list = typeof value === "string" ? value : sequenceOf(value, operator, 1);
  checkPositions(list, from, to, operator);
  if (from > to) return typeof list === "string" ? "" : sequence([]);
  return typeof list === "string" ? list.slice(from - 1, to) : sequence(list.slice(from - 1, to));
}

/** Throws E404 where a sequence or string is to be made that has more elements than any set that is listed. */
export function checkLength(length: number, operator: string): void {
  if (length <= ENUMERATION_LIMIT) return;
  const most = `at most ${ENUMERATION_LIMIT} are supported`;
  throw new NativeError("E404", `the result of ${operator} is too long: it has ${length} elements, and ${most}`);
}

/** `s \o t` for two sequences or two strings. Throws E460, and E404 for a result that is too long. */
export function concatenation(s: Value, t: Value, operator = "\\o"): Value {
  if (typeof s === "string") {
    if (typeof t !== "string") throw wrongKind(t, "a string, as the first one is", operator, 2);
    checkLength(s.length + t.length, operator);
    return s + t;
  }
  const left = sequenceOf(s, operator, 1);
  const right = sequenceOf(t, operator, 2);
  if (left.length === 0) return t;
  checkLength(left.length + right.length, operator);
  return right.length === 0 ? s : sequence([...left, ...right]);
}

/** `Append(s, e)`, for sequences only. Throws E460. */
export function append(s: Value, e: Value): FunctionValue {
  const list = s instanceof FunctionValue ? sequenceElements(s) : null;
  if (list === null) throw wrongKind(s, "a sequence", "Append", 1);
  const longer = list.slice();
  longer.push(e);
  return sequence(longer);
}

function empty(operator: string, what: string): NativeError {
  return new NativeError("E461", `${operator} of the empty ${what}`);
}

export const sequences: NativeModule = () => ({
  Seq: (s: Value) => sequenceSet(set(s, "Seq", 0)),
  Len: (s: Value) => lengthOf(s, "Len", 0),
  "\\o": (s: Value, t: Value) => concatenation(s, t),
  Append: append,
  Head: (s: Value) => {
    const [head] = sequenceOf(s, "Head", 0);
    if (head === undefined) throw empty("Head", "sequence");
    return head;
  },
  Tail: (s: Value) => {
    if (typeof s === "string") {
      if (s === "") throw empty("Tail", "string");
      return s.slice(1);
    }
    const list = sequenceOf(s, "Tail", 0);
    if (list.length === 0) throw empty("Tail", "sequence");
    return sequence(list.slice(1));
  },
  SubSeq: (s: Value, m: Value, n: Value) => {
    lengthOf(s, "SubSeq", 1);
    return subSequence(s, integer(m, "SubSeq", 2), integer(n, "SubSeq", 3));
  },
  SelectSeq: (s: Value, test: OperatorValue) =>
    sequence(sequenceOf(s, "SelectSeq", 1).filter((e) => answer(test(e), "SelectSeq"))),
});

export const finiteSets: NativeModule = () => ({
  IsFiniteSet: (s: Value) => isFiniteSet(set(s, "IsFiniteSet", 0)),
  Cardinality: (s: Value) => cardinality(set(s, "Cardinality", 0)),
});
