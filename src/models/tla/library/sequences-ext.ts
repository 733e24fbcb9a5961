/** SequencesExt: more operators on sequences. Some take strings too, as in TLC. */

import {
  bigUnion,
  cardinality,
  compare,
  domainOf,
  equal,
  except,
  type FunctionValue,
  functionOver,
  functionSet,
  interval,
  isFinite as isFiniteSet,
  makeSet,
  modulo,
  predicateSet,
  printBrief,
  type SetValue,
  sequence,
  sequenceSet,
  type Value,
} from "../../../values/index.ts";
import {
  answer,
  functionOf,
  integer,
  listed,
  natural,
  outOfRange,
  sequenceOf,
  set,
  valuesOf,
  wrongKind,
} from "./argument.ts";
import { foldValues, rangeOf } from "./functions.ts";
import { NativeError, type NativeModule, type OperatorValue } from "./native.ts";
import { arrangementCount, arrangements, checkCount, sortedBy } from "./permutation.ts";
import { append, checkLength, checkPositions, concatenation, lengthOf, subSequence } from "./sequences.ts";
import { indexOfPart, replaceAllParts, replaceFirstPart, replaceStretch, stretchOf } from "./subsequence.ts";

/** Sets of sequences up to this size are listed, larger ones stay symbolic. */
const LISTED = 2 ** 20;

/** All sequences of at most `length` elements of the set: listed, or by their rule when there are too many. */
function boundedSequences(over: SetValue, length: number): SetValue {
  const size = isFiniteSet(over) ? cardinality(over) : Infinity;
  let count = 0;
  for (let n = 0; n <= length && count <= LISTED; n++) count += size ** n;
  if (count <= LISTED) {
    const sets = Array.from({ length: length + 1 }, (_, n) => functionSet(interval(1, n), over));
    return bigUnion(makeSet(sets));
  }
  return predicateSet(sequenceSet(over), (s) => sequenceOf(s, "BoundedSeq", 0).length <= length);
}

/** Whether the test, the last argument of `operator`, is true of an element. */
function passing(test: OperatorValue, operator: string): (e: Value) => boolean {
  return (e) => answer(test(e), operator);
}

/** The elements of `s`, and whether an index, from 0, is one of the positions m to n, which must be there. */
function between(s: Value, m: Value, n: Value, operator: string): [readonly Value[], (index: number) => boolean] {
  const list = sequenceOf(s, operator, 1);
  const from = integer(m, operator, 2);
  const to = integer(n, operator, 3);
  checkPositions(list, from, to, operator);
  return [list, (index) => from <= index + 1 && index < to];
}

function isPrefix(s: Value, t: Value, operator: string): boolean {
  if (typeof s === "string" && typeof t === "string") return t.startsWith(s);
  const part = sequenceOf(s, operator, 1);
  const whole = sequenceOf(t, operator, 2);
  return part.length <= whole.length && part.every((e, i) => equal(e, whole[i]!));
}

function isSuffix(s: Value, t: Value, operator: string): boolean {
  const part = sequenceOf(s, operator, 1);
  const whole = sequenceOf(t, operator, 2);
  const offset = whole.length - part.length;
  return offset >= 0 && part.every((e, i) => equal(e, whole[offset + i]!));
}

/** How long the longest common prefix of the sequences (or strings) is. */
function commonLength(all: readonly Value[], operator: string): number {
  const first = all[0]!;
  let length = lengthOf(first, operator, 0);
  for (const other of all) {
    length = Math.min(length, lengthOf(other, operator, 0));
    if (typeof first === "string") {
      while (!(other as string).startsWith(first.slice(0, length))) length--;
      continue;
    }
    const a = sequenceOf(first, operator, 0);
    const b = sequenceOf(other, operator, 0);
    for (let i = 0; i < length; i++) if (!equal(a[i]!, b[i]!)) length = i;
  }
  return length;
}

function prefixes(s: Value, length: number, operator: string): SetValue {
  return makeSet(Array.from({ length: length + 1 }, (_, n) => subSequence(s, 1, n, operator)));
}

function kPermutations(items: readonly Value[], least: number, operator: string): SetValue {
  const result: Value[] = [];
  for (let k = least; k <= items.length; k++) {
    checkCount(result.length + arrangementCount(items.length, k), operator);
    for (const values of arrangements(items, k)) result.push(sequence(values));
  }
  return makeSet(result);
}

/** All sequences that are left after removing any elements. */
function scatteredSubsequences(items: readonly Value[]): SetValue {
  checkCount(2 ** items.length, "AllSubSeqs");
  let result: Value[][] = [[]];
  for (const item of items) result = [...result, ...result.map((list) => [...list, item])];
  return makeSet(result.map(sequence));
}

function insertAt(s: Value, i: Value, e: Value): Value {
  const at = integer(i, "InsertAt", 2);
  const before = subSequence(s, 1, at - 1, "InsertAt");
  return concatenation(append(before, e), subSequence(s, at, lengthOf(s, "InsertAt", 1), "InsertAt"));
}

function removeAt(s: Value, i: number, operator: string): Value {
  const after = subSequence(s, i + 1, lengthOf(s, operator, 1), operator);
  return concatenation(subSequence(s, 1, i - 1, operator), after, operator);
}

function removeFirst(s: Value, test: (e: Value) => boolean, operator: string): Value {
  const at = sequenceOf(s, operator, 1).findIndex(test);
  return at < 0 ? s : removeAt(s, at + 1, operator);
}

function flatten(seqs: Value): Value {
  if (typeof seqs === "string") {
    if (seqs === "") return "";
    throw wrongKind(seqs, "a sequence of sequences or of strings", "FlattenSeq", 0);
  }
  const [first, ...rest] = sequenceOf(seqs, "FlattenSeq", 0);
  if (first === undefined) return sequence([]);
  if (typeof first === "string")
    return rest.reduce((joined, s) => concatenation(joined, s, "FlattenSeq"), first as Value);
  const parts = [first, ...rest].map((s) => sequenceOf(s, "FlattenSeq (an element)", 0));
  checkLength(
    parts.reduce((length, part) => length + part.length, 0),
    "FlattenSeq",
  );
  return sequence(parts.flat());
}

function interleave(s: Value, t: Value): Value {
  const left = sequenceOf(s, "Interleave", 1);
  const right = sequenceOf(t, "Interleave", 2);
  if (left.length !== right.length) {
    throw outOfRange(t, `as long as the first one, ${left.length} elements`, "Interleave", 2);
  }
  return sequence(left.flatMap((e, i) => [sequence([e]), sequence([right[i]!])]));
}

/** The multiset of a sequence's elements, as a bag. */
function bagOfElements(f: FunctionValue): FunctionValue {
  const counts = new Map<Value, number>();
  const values = valuesOf(f).slice().sort(compare);
  let last: Value | undefined;
  for (const value of values) {
    if (last === undefined || compare(last, value) !== 0) last = value;
    counts.set(last, (counts.get(last) ?? 0) + 1);
  }
  return functionOver(makeSet([...counts.keys()]), [...counts.values()]);
}

function positions(length: number): Value[] {
  return Array.from({ length }, (_, i) => i + 1);
}

function foldLeft(op: OperatorValue, base: Value, items: readonly Value[]): Value {
  return items.reduce((result, item) => op(result, item), base);
}

function foldRight(op: OperatorValue, items: readonly Value[], base: Value): Value {
  return items.reduceRight((result, item) => op(item, result), base);
}

function last(s: Value): Value {
  const found = sequenceOf(s, "Last", 0).at(-1);
  if (found === undefined) throw new NativeError("E461", "Last of the empty sequence");
  return found;
}

/** From a set or a bag to sequences, and back. */
const gathering = {
  ToSet: (s: Value) => rangeOf(functionOf(s, "ToSet", 0)),
  ToBag: (s: Value) => bagOfElements(functionOf(s, "ToBag", 0)),
  SetToSeq: (s: Value) => sequence(listed(s, "SetToSeq", 0).slice()),
  SetToSeqs: (s: Value) => {
    const items = listed(s, "SetToSeqs", 0);
    return kPermutations(items, items.length, "SetToSeqs");
  },
  SetToSortSeq: (s: Value, precedes: OperatorValue) =>
    sequence(sortedBy(listed(s, "SetToSortSeq", 1), precedes, "SetToSortSeq")),
  SetToAllKPermutations: (s: Value) => kPermutations(listed(s, "SetToAllKPermutations", 0), 0, "SetToAllKPermutations"),
  TupleOf: (s: Value, n: Value) => functionSet(interval(1, natural(n, "TupleOf", 2)), set(s, "TupleOf", 1)),
  SeqOf: (s: Value, n: Value) => boundedSequences(set(s, "SeqOf", 1), natural(n, "SeqOf", 2)),
  BoundedSeq: (s: Value, n: Value) => boundedSequences(set(s, "BoundedSeq", 1), natural(n, "BoundedSeq", 2)),
};

/** What a sequence holds, and where. */
const finding = {
  Contains: (s: Value, e: Value) => sequenceOf(s, "Contains", 1).some((x) => equal(x, e)),
  IsSorted: (s: Value, op: OperatorValue) => {
    const list = sequenceOf(s, "IsSorted", 1);
    return list.every((x, i) => list.slice(i + 1).every((y) => answer(op(x, y), "IsSorted")));
  },
  SelectInSeq: (s: Value, test: OperatorValue) =>
    sequenceOf(s, "SelectInSeq", 1).findIndex(passing(test, "SelectInSeq")) + 1,
  /** Positions count from the start of the whole sequence, as TLC computes them. */
  SelectInSubSeq: (s: Value, from: Value, to: Value, test: OperatorValue) => {
    const [list, inside] = between(s, from, to, "SelectInSubSeq");
    const passes = passing(test, "SelectInSubSeq");
    return list.findIndex((e, i) => inside(i) && passes(e)) + 1;
  },
  SelectLastInSeq: (s: Value, test: OperatorValue) =>
    sequenceOf(s, "SelectLastInSeq", 1).findLastIndex(passing(test, "SelectLastInSeq")) + 1,
  SelectLastInSubSeq: (s: Value, from: Value, to: Value, test: OperatorValue) => {
    const [list, inside] = between(s, from, to, "SelectLastInSubSeq");
    const passes = passing(test, "SelectLastInSubSeq");
    return list.findLastIndex((e, i) => inside(i) && passes(e)) + 1;
  },
};

/** Other elements in other places. */
const changing = {
  Reverse: (s: Value) => sequence(sequenceOf(s, "Reverse", 0).toReversed()),
  Remove: (s: Value, e: Value) => sequence(sequenceOf(s, "Remove", 1).filter((x) => !equal(x, e))),
  ReplaceAll: (s: Value, old: Value, by: Value) =>
    sequence(sequenceOf(s, "ReplaceAll", 1).map((x) => (equal(x, old) ? by : x))),
  InsertAt: insertAt,
  ReplaceAt: (s: Value, i: Value, e: Value) => {
    const f = functionOf(s, "ReplaceAt", 1);
    return except(f, i, () => e) ?? f;
  },
  RemoveAt: (s: Value, i: Value) => removeAt(s, integer(i, "RemoveAt", 2), "RemoveAt"),
  RemoveFirst: (s: Value, e: Value) => removeFirst(s, (x) => equal(x, e), "RemoveFirst"),
  RemoveFirstMatch: (s: Value, test: OperatorValue) =>
    removeFirst(s, passing(test, "RemoveFirstMatch"), "RemoveFirstMatch"),
  Cons: (e: Value, s: Value) => sequence([e, ...sequenceOf(s, "Cons", 2)]),
  Snoc: (e: Value, s: Value) => append(s, e),
  Front: (s: Value) => subSequence(s, 1, lengthOf(s, "Front", 0) - 1, "Front"),
  Last: last,
};

/** Beginnings and ends. */
const ends = {
  IsPrefix: (s: Value, t: Value) => isPrefix(s, t, "IsPrefix"),
  IsStrictPrefix: (s: Value, t: Value) => isPrefix(s, t, "IsStrictPrefix") && !equal(s, t),
  IsSuffix: (s: Value, t: Value) => isSuffix(s, t, "IsSuffix"),
  IsStrictSuffix: (s: Value, t: Value) => isSuffix(s, t, "IsStrictSuffix") && !equal(s, t),
  Prefixes: (s: Value) => prefixes(s, lengthOf(s, "Prefixes", 0), "Prefixes"),
  CommonPrefixes: (s: Value) => {
    const all = listed(s, "CommonPrefixes", 0);
    return all.length === 0 ? makeSet([]) : prefixes(all[0]!, commonLength(all, "CommonPrefixes"), "CommonPrefixes");
  },
  LongestCommonPrefix: (s: Value) => {
    const all = listed(s, "LongestCommonPrefix", 0);
    if (all.length === 0) throw new NativeError("E471", "LongestCommonPrefix of the empty set");
    return subSequence(all[0]!, 1, commonLength(all, "LongestCommonPrefix"), "LongestCommonPrefix");
  },
  Suffixes: (s: Value) => {
    const list = sequenceOf(s, "Suffixes", 0);
    return makeSet(Array.from({ length: list.length + 1 }, (_, n) => sequence(list.slice(n))));
  },
};

/** One value of all elements. */
const folding = {
  SeqMod: (a: Value, b: Value) => {
    const rest = modulo(integer(a, "SeqMod", 1), integer(b, "SeqMod", 2));
    return rest === 0 ? b : rest;
  },
  FoldSeq: (op: OperatorValue, base: Value, s: Value) => {
    const f = functionOf(s, "FoldSeq", 3);
    return foldValues(op, base, f, domainOf(f));
  },
  FoldLeft: (op: OperatorValue, base: Value, s: Value) => foldLeft(op, base, sequenceOf(s, "FoldLeft", 3)),
  FoldRight: (op: OperatorValue, s: Value, base: Value) => foldRight(op, sequenceOf(s, "FoldRight", 2), base),
  FoldLeftDomain: (op: OperatorValue, base: Value, s: Value) =>
    foldLeft(op, base, positions(sequenceOf(s, "FoldLeftDomain", 3).length)),
  FoldRightDomain: (op: OperatorValue, s: Value, base: Value) =>
    foldRight(op, positions(sequenceOf(s, "FoldRightDomain", 2).length), base),
};

/** Sequences of sequences, and parts of sequences. */
const parts = {
  FlattenSeq: flatten,
  Zip: (s: Value, t: Value) => {
    const right = sequenceOf(t, "Zip", 2);
    const left = sequenceOf(s, "Zip", 1).slice(0, right.length);
    return sequence(left.map((e, i) => sequence([e, right[i]!])));
  },
  Interleave: interleave,
  SubSeqs: (s: Value) => {
    const length = lengthOf(s, "SubSeqs", 0);
    const parts: Value[] = [subSequence(s, 1, 0, "SubSeqs")];
    for (let from = 1; from <= length; from++) {
      for (let to = from; to <= length; to++) parts.push(subSequence(s, from, to, "SubSeqs"));
    }
    return makeSet(parts);
  },
  AllSubSeqs: (s: Value) => scatteredSubsequences(sequenceOf(s, "AllSubSeqs", 0)),
  IndexFirstSubSeq: (s: Value, t: Value) => {
    const at = indexOfPart(s, t, "IndexFirstSubSeq");
    if (at > 0) return at;
    throw new NativeError("E471", `IndexFirstSubSeq: ${printBrief(s)} is no subsequence of ${printBrief(t)}`);
  },
  ReplaceSubSeqAt: (i: Value, by: Value, part: Value, whole: Value) => {
    const stretch = stretchOf(part, integer(i, "ReplaceSubSeqAt", 1), "ReplaceSubSeqAt");
    return replaceStretch(whole, stretch, by, "ReplaceSubSeqAt");
  },
  ReplaceFirstSubSeq: (by: Value, part: Value, whole: Value) => replaceFirstPart(by, part, whole, "ReplaceFirstSubSeq"),
  ReplaceAllSubSeqs: (by: Value, part: Value, whole: Value) => replaceAllParts(by, part, whole, "ReplaceAllSubSeqs"),
};

export const sequencesExt: NativeModule = () => ({
  ...gathering,
  ...finding,
  ...changing,
  ...ends,
  ...folding,
  ...parts,
});
