// Hot path: runs once per generated state of a model with SYMMETRY.
/** Symmetry: states that differ only by a permutation of model values count as one. */

import {
  apply,
  domainOf,
  EMPTY_SET,
  elements,
  equal,
  FunctionValue,
  type Interner,
  isSequence,
  ModelValue,
  makeFunction,
  makeSet,
  printBrief,
  SetValue,
  sequence,
  sequenceElements,
  type Value,
} from "../../values/index.ts";
import { SpecError } from "./interpret/runtime.ts";

type Permutation = ReadonlyMap<ModelValue, ModelValue>;

/** Groups larger than this are refused: every state would be permuted that often. */
const LARGEST_GROUP = 50_000;

/** The group that the permutations of a SYMMETRY set generate, without the identity. Throws SpecError E445. */
export function permutationGroup(value: Value): Permutation[] {
  if (!(value instanceof SetValue)) throw notPermutations(value);
  const generators = elements(value).map(permutationOf);
  const found = new Map<string, Permutation>([["", new Map()]]);
  const queue: Permutation[] = [new Map()];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const generator of generators) {
      const next = compose(at, generator);
      const key = keyOf(next);
      if (found.has(key)) continue;
      if (found.size >= LARGEST_GROUP) {
        throw new SpecError("E445", `SYMMETRY generates more than ${LARGEST_GROUP} permutations`);
      }
      found.set(key, next);
      queue.push(next);
    }
  }
  found.delete("");
  return [...found.values()];
}

function notPermutations(value: Value): SpecError {
  const found = printBrief(value);
  return new SpecError("E445", `SYMMETRY must be a set of permutations of model values, found ${found}`);
}

function permutationOf(value: Value): Permutation {
  if (!(value instanceof FunctionValue)) throw notPermutations(value);
  const moved = new Map<ModelValue, ModelValue>();
  const domain = domainOf(value);
  const images: Value[] = [];
  for (const from of elements(domain)) {
    const to = apply(value, from);
    if (!(from instanceof ModelValue) || !(to instanceof ModelValue)) throw notPermutations(value);
    images.push(to);
    if (from !== to) moved.set(from, to);
  }
  if (!equal(makeSet(images), domain)) throw notPermutations(value);
  return moved;
}

/** First `a`, then `b`. */
function compose(a: Permutation, b: Permutation): Permutation {
  const result = new Map<ModelValue, ModelValue>();
  for (const from of new Set([...a.keys(), ...b.keys()])) {
    const middle = a.get(from) ?? from;
    const to = b.get(middle) ?? middle;
    if (to !== from) result.set(from, to);
  }
  return result;
}

function keyOf(permutation: Permutation): string {
  return [...permutation]
    .map(([from, to]) => `${from.name}>${to.name}`)
    .sort()
    .join();
}

/**
 * Finds representatives: of all permuted images of a row, the least by ids. Which one that is depends on the order in
 * which values were met, but all rows of a class have the same images, hence the same representative.
 */
export class Symmetry {
  private readonly interner: Interner;
  private readonly group: readonly Permutation[];
  /** For each permutation, the image of an id; filled when asked. */
  private readonly images: Map<number, number>[];
  private readonly candidate: Int32Array;

  constructor(interner: Interner, group: readonly Permutation[], words: number) {
    this.interner = interner;
    this.group = group;
    this.images = group.map(() => new Map());
    this.candidate = new Int32Array(words);
  }

  /** Writes the representative of `row` to `out`. */
  representative(row: Int32Array, out: Int32Array): void {
    const words = this.candidate.length;
    for (let i = 0; i < words; i++) out[i] = row[i] as number;
    for (let p = 0; p < this.group.length; p++) {
      let order = 0;
      for (let i = 0; i < words; i++) {
        const id = this.imageOf(p, row[i] as number);
        this.candidate[i] = id;
        if (order === 0) order = id - (out[i] as number);
        if (order > 0) break;
      }
      if (order < 0) for (let i = 0; i < words; i++) out[i] = this.candidate[i] as number;
    }
  }

  private imageOf(p: number, id: number): number {
    // Integers are their own image.
    if ((id & 1) === 1) return id;
    const images = this.images[p] as Map<number, number>;
    let image = images.get(id);
    if (image === undefined) {
      image = this.interner.idOf(permuted(this.interner.valueOf(id), this.group[p] as Permutation));
      images.set(id, image);
    }
    return image;
  }
}

/** `value` with every model value replaced by its image. */
function permuted(value: Value, by: Permutation): Value {
  if (value instanceof ModelValue) return by.get(value) ?? value;
  if (value instanceof SetValue) {
    if (value === EMPTY_SET) return value;
    return makeSet(elements(value).map((element) => permuted(element, by)));
  }
  if (!(value instanceof FunctionValue)) return value;
  if (isSequence(value)) return sequence((sequenceElements(value) ?? []).map((element) => permuted(element, by)));
  const domain = elements(domainOf(value));
  return makeFunction(
    domain.map((argument) => permuted(argument, by)),
    domain.map((argument) => permuted(apply(value, argument), by)),
  );
}
