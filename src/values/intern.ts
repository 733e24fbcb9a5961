// Hot path: every variable of every generated state is interned.
/** Numbers for values, equal exactly when the values are: hash-consing, from the components up. */

import { ENUMERATION_LIMIT, sizeOf } from "./cardinality.ts";
import { enumerated, functionOver } from "./enumeration.ts";
import { ValueError } from "./error.ts";
import { type AnyFunction, GeneralFunction, sequence } from "./function.ts";
import { mix } from "./hash.ts";
import { printBrief } from "./print.ts";
import { type AnySet, type AnySymbolicSet, EMPTY_SET, EnumeratedSet, type FunctionFamily } from "./set.ts";
import { type FunctionValue, kindName, ModelValue, SetValue, type Value } from "./value.ts";

/** Integers in [-2^30, 2^30) are their own number: the id `2n + 1`. Every other value has the id `2 * index`. */
const INLINE = 2 ** 30;

/** What a node of the pool is; with the ids of its components this identifies a value. The first three are listed. */
const TAGS = {
  set: 1,
  sequence: 2,
  // Records and general functions: the domain, then the values. Their domains tell them apart.
  function: 3,
  power: 4,
  // Families with their factors one by one, and those whose domain is too large for that.
  family: 5,
  largeFamily: 6,
  sequences: 7,
  union: 8,
  intersection: 9,
  difference: 10,
  interval: 11,
} as const;

/** What is listed: a set or a sequence by its elements, any other function by its domain and then its values. */
export type Composition = "set" | "sequence" | "function";

const PARTED = new Map<number, Composition>(
  (["set", "sequence", "function"] as const).map((kind) => [TAGS[kind], kind]),
);

/** Families of functions on domains up to this size are identified factor by factor. */
const EXPANDED_FAMILY = 2 ** 16;

/** What no value has as its id. */
export const ABSENT = -2;

/** A rough size in bytes of an object with an array, and of each component in that. */
const OBJECT_BYTES = 96;
const COMPONENT_BYTES = 8;

/** Objects of so many bytes are at hand: those of tens of thousands of states, which a search soon comes back to. */
const ROOM = 2 ** 24;

/**
 * Numbers values from 0 upwards in the order of arrival. Ids are int32 and mean nothing else: never order by them.
 * Composite values keep the number of the interner that met them last, so asking again costs nothing. Components of
 * interned values are replaced by their canonical objects, which saves memory and changes no value.
 *
 * Invariant: a node says all of a set, a sequence, a record or another function that is listed, so its object can be made
 * again. Of these, the objects that were made last are at hand; the others take no memory but that of their nodes.
 */
export class Interner {
  /** Marks the values that this interner met last, without keeping it alive. */
  readonly #owner = {};
  /** The canonical object of each index, if it is at hand. */
  readonly #values: (Value | undefined)[] = [];
  /** How many bytes of objects that can be made again are to be at hand, how many are, and which, as a ring. */
  readonly #room: number;
  #bytesAtHand = 0;
  #ring = new Int32Array(1 << 10);
  #oldest = 0;
  #atHand = 0;
  readonly #atoms = new Map<Value, number>();
  /** Open addressing by linear probing, load at most 1/2: index + 1 of a node, 0 where empty. */
  #table = new Int32Array(1 << 12);
  /** For each index: hash of the node, and where its components begin in the pool (atoms: an empty node). */
  #hashes = new Int32Array(1 << 10);
  #starts = new Int32Array(1 << 10);
  /** The tag of a node, then the ids of its components. */
  #pool = new Int32Array(1 << 13);
  #poolSize = 0;
  #nodes = 0;
  #otherBytes = 0;
  /** Ids of components under way; a stack, because interning is recursive. */
  #stack = new Int32Array(1 << 8);
  #top = 0;

  /** With so many bytes for objects that can be made again. */
  constructor(room = ROOM) {
    this.#room = room;
  }

  /** How many values other than small integers are interned. */
  get size(): number {
    return this.#values.length;
  }

  /** Roughly the memory held, in bytes. */
  get bytes(): number {
    const arrays = [this.#table, this.#hashes, this.#starts, this.#pool, this.#ring];
    const words = arrays.reduce((sum, { length }) => sum + length, 0);
    return 4 * words + this.#otherBytes + this.#bytesAtHand + this.#values.length * 8;
  }

  /**
   * The id of the value. Throws E412 for functions and sets given by a rule, which cannot be compared, and E404 for
   * filters that are too large to be enumerated.
   */
  idOf(value: Value): number {
    if (typeof value === "number" && value >= -INLINE && value < INLINE) return (value << 1) | 1;
    if (typeof value !== "object" || value instanceof ModelValue) return this.#atom(value);
    if (value.interner === this.#owner) return value.id;
    return value instanceof SetValue ? this.#set(value as AnySet) : this.#function(value as AnyFunction);
  }

  /** The canonical object with that id: the same one as long as it is at hand. The id must come from this interner. */
  valueOf(id: number): Value {
    return (id & 1) === 1 ? id >> 1 : (this.#values[id >> 1] ?? this.#madeAgain(id >> 1));
  }

  /**
   * `f[key]` on ids; ABSENT where `f` is no function on a finite domain, or `key` is no element of it.
   */
  applied(f: number, key: number): number {
    const at = this.#placeIn(f, key);
    return at < 0 ? ABSENT : this.#pool[at]!;
  }

  /** `[f EXCEPT ![key] = value]` on ids; ABSENT where `applied` is. */
  changed(f: number, key: number, value: number): number {
    const at = this.#placeIn(f, key);
    if (at < 0) return ABSENT;
    if (this.#pool[at] === value) return f;
    const base = this.#top;
    const start = this.#starts[f >> 1]!;
    const end = this.#endOf(f >> 1);
    for (let i = start; i < end; i++) this.#push(i === at ? value : this.#pool[i]!);
    return this.#listed(base);
  }

  /** How a value that is listed is made of others, as ids in TLA+ order of elements or arguments. Null for the rest. */
  partsOf(id: number): { readonly kind: Composition; readonly parts: Int32Array } | null {
    if ((id & 1) === 1) return null;
    const start = this.#starts[id >> 1]!;
    const end = this.#endOf(id >> 1);
    const kind = start === end ? undefined : PARTED.get(this.#pool[start]!);
    return kind === undefined ? null : { kind, parts: this.#pool.subarray(start + 1, end) };
  }

  /** The id of what `partsOf` takes apart so: the elements of a set each once and in TLA+ order, which is not asked. */
  composed(kind: Composition, parts: ArrayLike<number>): number {
    const base = this.#top;
    this.#push(TAGS[kind]);
    for (let i = 0; i < parts.length; i++) this.#push(parts[i]!);
    return this.#listed(base);
  }

  /** Where in the pool the value of `f` for `key` is; negative if nowhere. */
  #placeIn(f: number, key: number): number {
    if ((f & 1) === 1) return ABSENT;
    const start = this.#starts[f >> 1]!;
    const end = this.#endOf(f >> 1);
    if (start === end) return ABSENT;
    const pool = this.#pool;
    if (pool[start] === TAGS.sequence) {
      const at = start + (key >> 1);
      return (key & 1) === 1 && at > start && at < end ? at : ABSENT;
    }
    if (pool[start] !== TAGS.function) return ABSENT;
    // The domain of a function is interned as an enumerated set, in the order of the values.
    const domain = this.#starts[pool[start + 1]! >> 1]!;
    for (let i = start + 2; i < end; i++) if (pool[domain + i - start - 1] === key) return i;
    return ABSENT;
  }

  #endOf(index: number): number {
    return index + 1 < this.#values.length ? this.#starts[index + 1]! : this.#poolSize;
  }

  /** The id of what is listed, and whose node lies on the stack from `base`: its object is made when it is asked for. */
  #listed(base: number): number {
    const h = this.#hashFrom(base);
    const known = this.#find(base, h);
    const id = known >= 0 ? known << 1 : this.#enter(base, h, ~known, undefined);
    this.#top = base;
    return id;
  }

  #atom(value: Value): number {
    let id = this.#atoms.get(value);
    if (id === undefined) {
      id = this.#add(value);
      this.#atoms.set(value, id);
      this.#otherBytes += OBJECT_BYTES + (typeof value === "string" ? 2 * value.length : 0);
    }
    return id;
  }

  #set(set: AnySet): number {
    if (set.form === "enumerated") return this.#list(TAGS.set, set, set.elements);
    const size = sizeOf(set);
    if (size < 0 || size > ENUMERATION_LIMIT) return this.#symbolic(set);
    const id = this.idOf(enumerated(set));
    set.interner = this.#owner;
    set.id = id;
    return id;
  }

  #function(f: AnyFunction): number {
    switch (f.form) {
      case "sequence":
        return this.#list(TAGS.sequence, f, f.values);
      case "record":
        return this.#list(TAGS.function, f, f.values, f.shape.domain);
      case "general":
        return this.#list(TAGS.function, f, f.values, f.domain);
      case "lambda":
        throw notStorable(f);
    }
  }

  /** Interns a value by a list of components, after the domain if it is a function. */
  #list(tag: number, value: SetValue | FunctionValue, list: readonly Value[], domain: SetValue | null = null): number {
    const base = this.#top;
    try {
      this.#push(tag);
      if (domain !== null) this.#push(this.idOf(domain));
      for (let i = 0; i < list.length; i++) this.#push(this.idOf(list[i]!));
      return this.#node(base, value, list);
    } finally {
      this.#top = base;
    }
  }

  /** Interns a set that is not enumerated by its description. */
  #symbolic(set: AnySymbolicSet): number {
    switch (set.form) {
      case "standard":
        return this.#atom(set);
      case "interval":
        return this.#list(TAGS.interval, set, [set.low, set.high]);
      case "power":
        return this.#list(TAGS.power, set, [set.base]);
      case "sequences":
        return this.#list(TAGS.sequences, set, [set.base]);
      case "functions":
      case "records":
      case "product":
        return this.#family(set);
      case "union":
      case "intersection":
      case "difference":
        return this.#list(TAGS[set.form], set, [set.left, set.right]);
      case "predicate":
        throw notStorable(set);
    }
  }

  #family(family: FunctionFamily): number {
    const size = sizeOf(family.domain());
    if (size < 0 || size > EXPANDED_FAMILY) {
      return this.#list(TAGS.largeFamily, family, [family.factor(0)], family.domain());
    }
    const factors = Array.from({ length: size }, (_, i) => family.factor(i));
    return this.#list(TAGS.family, family, factors, family.domain());
  }

  #push(id: number): void {
    if (this.#top === this.#stack.length) this.#stack = grown(this.#stack);
    this.#stack[this.#top++] = id;
  }

  /** The id of the node whose tag and components lie on the stack from `base`; `value` becomes it if it is new. */
  #node(base: number, value: SetValue | FunctionValue, list: readonly Value[]): number {
    const h = this.#hashFrom(base);
    const known = this.#find(base, h);
    value.interner = this.#owner;
    if (known >= 0) return (value.id = known << 1);
    const id = this.#enter(base, h, ~known, value);
    this.#share(value, list as Value[]);
    if (this.#stack[base]! <= TAGS.function) this.#hold(id >> 1);
    else this.#otherBytes += OBJECT_BYTES + COMPONENT_BYTES * list.length;
    return (value.id = id);
  }

  /** The id of the new node from `base`, which gets that slot of the table, and its object, if there is one. */
  #enter(base: number, h: number, slot: number, value: SetValue | FunctionValue | undefined): number {
    const length = this.#top - base;
    const start = this.#poolSize;
    if (start + length > this.#pool.length) this.#pool = grown(this.#pool, start + length);
    for (let i = 0; i < length; i++) this.#pool[start + i] = this.#stack[base + i]!;
    const id = this.#add(value);
    this.#poolSize = start + length;
    this.#hashes[id >> 1] = h;
    this.#table[slot] = (id >> 1) + 1;
    if (++this.#nodes * 2 > this.#table.length) this.#rehash();
    return id;
  }

  #hashFrom(base: number): number {
    const stack = this.#stack;
    let h = 0;
    for (let i = base; i < this.#top; i++) {
      h = Math.imul(h ^ stack[i]!, 0x9e3779b1);
      h ^= h >>> 15;
    }
    return mix(h);
  }

  /** The index of the node on the stack from `base`; the complement of the slot of the table for it if it is new. */
  #find(base: number, h: number): number {
    const mask = this.#table.length - 1;
    let slot = h & mask;
    for (let entry = this.#table[slot]!; entry !== 0; entry = this.#table[slot]!) {
      if (this.#hashes[entry - 1] === h && this.#isNode(entry - 1, base, this.#top - base)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    return ~slot;
  }

  #isNode(index: number, base: number, length: number): boolean {
    const start = this.#starts[index]!;
    const end = this.#endOf(index);
    if (end - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.#pool[start + i] !== this.#stack[base + i]) return false;
    return true;
  }

  #add(value: Value | undefined): number {
    const index = this.#values.length;
    if (index === INLINE) throw new RangeError("more than 2^30 different values");
    if (index === this.#hashes.length) {
      this.#hashes = grown(this.#hashes);
      this.#starts = grown(this.#starts);
    }
    this.#starts[index] = this.#poolSize;
    this.#values.push(value);
    return index << 1;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2);
    const mask = table.length - 1;
    for (const entry of this.#table) {
      if (entry === 0) continue;
      let slot = this.#hashes[entry - 1]! & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = entry;
    }
    this.#table = table;
  }

  /** Replaces the components of a new canonical object by their canonical objects, as far as these are at hand. */
  #share(value: SetValue | FunctionValue, list: Value[]): void {
    for (let i = 0; i < list.length; i++) {
      const component = list[i]!;
      if (typeof component === "object") list[i] = this.#values[this.idOf(component) >> 1] ?? component;
    }
    if (value instanceof GeneralFunction) value.domain = this.valueOf(this.idOf(value.domain)) as EnumeratedSet;
  }

  /** A new object for a node that is listed, of canonical ones. */
  #object(nodes: Int32Array, start: number, end: number): SetValue | FunctionValue {
    const tag = nodes[start];
    const parts: Value[] = [];
    for (let i = start + (tag === TAGS.function ? 2 : 1); i < end; i++) parts.push(this.valueOf(nodes[i]!));
    if (tag === TAGS.sequence) return sequence(parts);
    if (tag === TAGS.function) return functionOver(this.valueOf(nodes[start + 1]!) as SetValue, parts);
    return parts.length === 0 ? EMPTY_SET : new EnumeratedSet(parts);
  }

  /** The object of an index, of which none is at hand. */
  #madeAgain(index: number): Value {
    const value = this.#object(this.#pool, this.#starts[index]!, this.#endOf(index));
    value.interner = this.#owner;
    value.id = index << 1;
    this.#values[index] = value;
    this.#hold(index);
    return value;
  }

  /** The object of that index, which can be made again, is at hand now, and older ones may have to go. */
  #hold(index: number): void {
    if (this.#atHand === this.#ring.length) this.#widenRing();
    const mask = this.#ring.length - 1;
    this.#ring[(this.#oldest + this.#atHand++) & mask] = index;
    this.#bytesAtHand += this.#bytesOf(index);
    while (this.#bytesAtHand > this.#room && this.#atHand > 1) {
      const gone = this.#ring[this.#oldest]!;
      this.#oldest = (this.#oldest + 1) & mask;
      this.#atHand--;
      this.#values[gone] = undefined;
      this.#bytesAtHand -= this.#bytesOf(gone);
    }
  }

  #bytesOf(index: number): number {
    return OBJECT_BYTES + COMPONENT_BYTES * (this.#endOf(index) - this.#starts[index]!);
  }

  #widenRing(): void {
    const { length } = this.#ring;
    const ring = new Int32Array(length * 2);
    for (let i = 0; i < length; i++) ring[i] = this.#ring[(this.#oldest + i) & (length - 1)]!;
    this.#ring = ring;
    this.#oldest = 0;
  }
}

/** A copy of twice the length, or of `least` words where that is more. Throws a RangeError when memory is out. */
export function grown(array: Int32Array<ArrayBuffer>, least = 0): Int32Array<ArrayBuffer> {
  const result = new Int32Array(Math.max(least, array.length * 2));
  result.set(array);
  return result;
}

function notStorable(value: Value): ValueError {
  const what = `${kindName(value)} given by a rule on an infinite set`;
  return new ValueError("E412", `${printBrief(value)}, ${what}, cannot be part of a state`);
}
