// Hot path: runs once per generated state of a model with SYMMETRY.
/** Symmetry: states that differ only by a permutation of model values count as one. */

import {
  apply,
  domainOf,
  EMPTY_SET,
  elements,
  equal,
  FunctionValue,
  grown,
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

export type Permutation = ReadonlyMap<ModelValue, ModelValue>;

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

/** Images of the values that one permutation has met, by id; and what it does to domains of functions. */
class Images {
  /** One more than the image; 0 where it is not known. */
  private ids = new Int32Array(1 << 10);
  private readonly arrangements = new Map<number, Arrangement>();
  private readonly interner: Interner;
  private readonly permutation: Permutation;

  constructor(interner: Interner, permutation: Permutation) {
    this.interner = interner;
    this.permutation = permutation;
  }

  of(id: number): number {
    // Integers are their own image.
    if ((id & 1) === 1) return id;
    const index = id >> 1;
    const known = index < this.ids.length ? (this.ids[index] as number) : 0;
    if (known !== 0) return known - 1;
    const image = this.make(id);
    while (index >= this.ids.length) this.ids = grown(this.ids);
    this.ids[index] = image + 1;
    return image;
  }

  private make(id: number): number {
    const { interner } = this;
    const made = interner.partsOf(id);
    if (made === null) return interner.idOf(permuted(interner.valueOf(id), this.permutation));
    // The pool that the parts lie in may move while their images are made.
    const parts = Array.from(made.parts);
    if (made.kind === "sequence") return interner.functionOf("sequence", this.all(parts));
    if (made.kind === "function") return this.function(parts);
    const images = this.all(parts);
    if (images.every((image, i) => image === parts[i])) return id;
    return interner.idOf(makeSet(images.map((image) => interner.valueOf(image))));
  }

  private all(ids: readonly number[]): number[] {
    return ids.map((part) => this.of(part));
  }

  /** A function by its domain and its values. */
  private function([domain, ...values]: readonly number[]): number {
    const { domain: image, order } = this.arrangement(domain as number);
    return this.interner.functionOf("function", [image, ...order.map((from) => this.of(values[from] as number))]);
  }

  private arrangement(domain: number): Arrangement {
    let arrangement = this.arrangements.get(domain);
    if (arrangement === undefined) {
      const image = this.of(domain);
      const images = this.all(Array.from(this.interner.partsOf(domain)?.parts ?? []));
      const order = Array.from(this.interner.partsOf(image)?.parts ?? [], (argument) => images.indexOf(argument));
      arrangement = { domain: image, order };
      this.arrangements.set(domain, arrangement);
    }
    return arrangement;
  }
}

/** The image of a domain, and for each of its elements the place of what it is the image of. */
interface Arrangement {
  readonly domain: number;
  readonly order: readonly number[];
}

/**
 * Finds representatives: of all permuted images of a row, the least by ids. Which one that is depends on the order in
 * which values were met, but all rows of a class have the same images, hence the same representative.
 */
export class Symmetry {
  private readonly interner: Interner;
  private readonly images: readonly Images[];
  private readonly candidate: Int32Array;
  /** The order in which variables are compared: those first that are likely to decide, and are soon permuted. */
  private order: readonly number[] | null = null;

  constructor(interner: Interner, group: readonly Permutation[], words: number) {
    this.interner = interner;
    this.images = group.map((permutation) => new Images(interner, permutation));
    this.candidate = new Int32Array(words);
  }

  /** Writes the representative of `row` to `out`. */
  representative(row: Int32Array, out: Int32Array): void {
    this.order ??= this.orderFor(row);
    const { order, candidate } = this;
    const words = candidate.length;
    for (let i = 0; i < words; i++) out[i] = row[i] as number;
    for (let p = 0; p < this.images.length; p++) {
      const images = this.images[p] as Images;
      let less = 0;
      for (let i = 0; i < words; i++) {
        const variable = order[i] as number;
        const id = images.of(row[variable] as number);
        candidate[variable] = id;
        if (less === 0) less = id - (out[variable] as number);
        if (less > 0) break;
      }
      if (less < 0) for (let i = 0; i < words; i++) out[i] = candidate[i] as number;
    }
  }

  /** What is empty in the first state is likely to grow, and to be new in most states. */
  private orderFor(row: Int32Array): readonly number[] {
    const isEmpty = (variable: number): boolean => {
      const made = this.interner.partsOf(row[variable] as number);
      return made !== null && made.parts.length === 0;
    };
    const variables = Array.from(row.subarray(0, this.candidate.length), (_, i) => i);
    const growing = new Set(variables.filter(isEmpty));
    return [...variables.filter((v) => !growing.has(v)), ...growing];
  }
}

/** `value` with every model value replaced by its image. */
export function permuted(value: Value, by: Permutation): Value {
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
