// Hot path: hashes are cached on objects.
/** Structural hashes: equal values hash alike, whatever their form. (A hash never decides equality.) */

import { isEnumerable } from "./cardinality.ts";
import { iterate } from "./enumeration.ts";
import type { AnyFunction } from "./function.ts";
import { ModelValue, SetValue, type Value } from "./value.ts";

/** Mixes the bits of an int32 well (the finalizer of MurmurHash3, by Austin Appleby). */
export function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** An int32 that is the same for equal values. */
export function hash(value: Value): number {
  switch (typeof value) {
    case "number":
      return mix((value | 0) ^ Math.imul(Math.floor(value / 0x100000000), 0x9e3779b1));
    case "boolean":
      return value ? 0x3c6ef372 : 0x1b873593;
    case "string":
      return hashString(value, 0x811c9dc5);
    default:
      return value.hashCode !== 0 ? value.hashCode : (value.hashCode = compositeHash(value) || 1);
  }
}

/** FNV-1a over code units, mixed. */
function hashString(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

function compositeHash(value: Exclude<Value, number | boolean | string>): number {
  if (value instanceof ModelValue) return hashString(value.name, 0x2545f491);
  if (value instanceof SetValue) return setHash(value);
  const f = value as AnyFunction;
  switch (f.form) {
    case "sequence":
      return listHash(f.values, 0x165667b1);
    case "record":
      return listHash(f.values, hash(f.shape.domain));
    case "general":
      return listHash(f.values, hash(f.domain));
    case "lambda":
      return 0x27d4eb2f;
  }
}

function listHash(values: readonly Value[], seed: number): number {
  let h = seed;
  for (let i = 0; i < values.length; i++) h = Math.imul(h, 31) + hash(values[i]!);
  return mix(h);
}

/** Sets that cannot be enumerated share one hash: equal ones may look very different. */
function setHash(set: SetValue): number {
  if (!isEnumerable(set)) return 0x7feb352d;
  let h = 0x2c1b3c6d;
  for (const value of iterate(set)) h = Math.imul(h, 31) + hash(value);
  return mix(h);
}
