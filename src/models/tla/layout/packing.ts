/** Where the leaves of a state lie in the words of its row. */

import type { Value } from "../../../values/index.ts";
import type { PackedForm } from "../../model.ts";
import type { Choice, Leaf } from "./form.ts";
import type { IntegerRepresentation } from "./integer.ts";
import { type Representation, represent, within } from "./representation.ts";

/** Ranges beyond this get no room that they do not need. */
const LARGEST_WIDENED = 1 << 16;

/** A universe that code itself fills is not made longer than this. */
const LARGEST_TAKEN = 256;

/** A leaf: `bits` of word `word` from bit `shift` on; nothing for a leaf that has only one value. */
export interface Field {
  readonly word: number;
  readonly shift: number;
  readonly bits: number;
}

/** The bits of its word that a field takes. */
export function maskOf({ shift, bits }: Pick<Field, "shift" | "bits">): number {
  return bits === 32 ? -1 : (2 ** bits - 1) << shift;
}

/** The bits of a word in which fields lie. */
export interface Mask {
  readonly word: number;
  readonly bits: number;
}

/** The words in which the fields lie, each once, with their bits there. */
export function masksOf(fields: readonly Field[]): readonly Mask[] {
  const masks = new Map<number, number>();
  for (const field of fields) masks.set(field.word, (masks.get(field.word) ?? 0) | maskOf(field));
  return [...masks].map(([word, bits]) => ({ word, bits }));
}

/** The layout of a state: each variable's representation, and the places of its leaves. */
export class Packing {
  readonly variables: readonly Representation[];
  /** The fields of each variable's leaves. */
  readonly fields: readonly (readonly Field[])[];
  readonly words: number;
  /** True when a value was met that does not fit: the layout must be made again before it can be stored. */
  outgrown = false;
  private readonly leaves: Int32Array;

  /** `fields` and `words` are given where the layout of rows is known already. */
  constructor(variables: readonly Representation[], known: Pick<Packing, "fields" | "words"> | null = null) {
    this.variables = variables;
    const allocation = new Allocation();
    this.fields =
      known?.fields ?? variables.map((variable) => variable.leaves().map(({ bits }) => allocation.place(bits)));
    this.words = known?.words ?? Math.max(1, allocation.words);
    this.leaves = new Int32Array(Math.max(1, ...variables.map((variable) => variable.leafCount)));
  }

  /** What unpacks the rows of today when this layout has been widened. */
  snapshot(): Packing {
    return new Packing(
      this.variables.map((variable) => variable.snapshot()),
      this,
    );
  }

  /** Adds to closed universes what code would have put there; false if there was nothing. */
  takeWanted(): boolean {
    let added = false;
    for (const variable of this.variables) {
      for (const { universe } of within(variable)) {
        if (universe === null || universe.open) continue;
        for (const value of universe.wanted) {
          if (universe.size >= LARGEST_TAKEN) break;
          if (universe.find(value) >= 0) continue;
          universe.add(value);
          added = true;
        }
        universe.wanted.clear();
      }
    }
    return added;
  }

  /** What each variable takes. */
  get forms(): PackedForm[] {
    return this.variables.map((variable, i) => ({
      bits: (this.fields[i] ?? []).reduce((sum, field) => sum + field.bits, 0),
      form: variable.describe(),
      advice: variable.advice,
    }));
  }

  /** Packs a state, one value per variable. False, and `outgrown`, if it does not fit. */
  pack(state: readonly Value[], row: Int32Array): boolean {
    row.fill(0);
    for (const [i, variable] of this.variables.entries()) {
      if (!variable.encode(state[i] as Value, this.leaves, 0)) {
        this.outgrown = true;
        return false;
      }
      for (const [leaf, { word, shift, bits }] of (this.fields[i] as readonly Field[]).entries()) {
        const content = this.leaves[leaf] as number;
        if (bits < 32 && content >>> bits !== 0) {
          this.outgrown = true;
          return false;
        }
        row[word] = (row[word] as number) | (content << shift);
      }
    }
    return true;
  }

  /** The value of one variable. */
  unpack(variable: number, row: ArrayLike<number>, at = 0): Value {
    for (const [leaf, { word, shift, bits }] of (this.fields[variable] as readonly Field[]).entries()) {
      const content = row[at + word] as number;
      this.leaves[leaf] = bits === 0 ? 0 : bits === 32 ? content : (content >>> shift) & (2 ** bits - 1);
    }
    return (this.variables[variable] as Representation).decode(this.leaves, 0);
  }
}

interface PlacedLeaf extends Pick<Leaf, "low"> {
  readonly field: Field;
}

/** The places and offsets of the leaves of a layout, remembered before it is widened. */
export class Translation {
  private readonly leaves: ReadonlyMap<string, PlacedLeaf>;

  constructor(packing: Packing) {
    this.leaves = placedLeaves(packing);
  }

  /** What rewrites a row for the wider layout. Sets may have got further leaves there, which are empty. */
  to(packing: Packing): (rows: Int32Array, from: number, out: Int32Array) => void {
    const now = placedLeaves(packing);
    const moves = [...this.leaves].flatMap(([name, { field: from, low }]) => {
      const to = now.get(name);
      if (to === undefined || to.field.bits === 0) return [];
      return [{ from, to: to.field, mask: maskOf({ ...from, shift: 0 }), add: low - to.low }];
    });
    return (rows, at, out) => {
      out.fill(0);
      for (const { from, to, mask, add } of moves) {
        const leaf = from.bits === 0 ? 0 : ((rows[at + from.word] as number) >>> from.shift) & mask;
        out[to.word] = (out[to.word] as number) | ((leaf + add) << to.shift);
      }
    };
  }
}

function placedLeaves({ variables, fields }: Packing): Map<string, PlacedLeaf> {
  const leaves = new Map<string, PlacedLeaf>();
  variables.forEach((variable, i) => {
    variable.leaves().forEach(({ name, low }, j) => {
      leaves.set(`${i}${name}`, { field: (fields[i] as readonly Field[])[j] as Field, low });
    });
  });
  return leaves;
}

/** First fit: wide leaves come first in no order, because a variable's leaves are best read from one word. */
class Allocation {
  private readonly free: number[] = [];

  get words(): number {
    return this.free.length;
  }

  place(bits: number): Field {
    if (bits === 0) return { word: 0, shift: 0, bits };
    let word = this.free.findIndex((left) => left >= bits);
    if (word < 0) word = this.free.push(32) - 1;
    const shift = 32 - (this.free[word] as number);
    this.free[word] = (this.free[word] as number) - bits;
    return { word, shift, bits };
  }
}

/** A layout for the states whose values, per variable, were seen. */
export function packingFor(seen: readonly (readonly Value[])[], choice: Choice): Packing {
  const variables = seen.map((values) => represent(values, choice));
  let packing = new Packing(variables);
  // Bits that no leaf needs are given to ranges: they cost nothing, and rows then need not be rewritten so soon.
  for (const range of ranges(variables)) {
    const { low, high, size } = range;
    range.high += low < 0 ? size / 2 : size;
    if (low < 0) range.low -= size / 2;
    const wider = new Packing(variables);
    if (wider.words === packing.words) packing = wider;
    else Object.assign(range, { low, high });
  }
  return packing;
}

/** The ranges of integers in representations, each once. */
function ranges(list: readonly Representation[]): Set<IntegerRepresentation> {
  const found = new Set<IntegerRepresentation>();
  for (const variable of list) {
    for (const part of within(variable)) {
      if (part.kind === "integer" && part.high - part.low < LARGEST_WIDENED) found.add(part);
    }
  }
  return found;
}
