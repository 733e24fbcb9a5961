/**
 * Packed rows as what a permutation of model values acts on: each leaf with the arguments that lead to it, and small
 * leaves that lie beside each other in chunks, so that a table can say at once what becomes of all of these.
 */

import type { Interner } from "../../../values/index.ts";
import { type Field, maskOf, masksOf, type Packing } from "../layout/packing.ts";
import type { Representation } from "../layout/representation.ts";
import type { Universe } from "../layout/universe.ts";

/** A chunk has so many bits at most, unless it is of one leaf alone. */
const CHUNK = 8;
/** A leaf of more bits than this is in no table. */
const LARGEST_TABLE = 12;

/** Where a leaf lies: the number of its variable and the ids of arguments that lead to it, and a number for its kind. */
interface Place {
  readonly path: readonly number[];
  readonly field: Field;
}

/** An integer or a Boolean: no permutation changes it, but it may move. */
interface PlainLeaf extends Place {
  readonly kind: "plain";
  readonly low: number;
  readonly size: number;
}

/** One of the values of a universe that does not grow. */
interface ElementLeaf extends Place {
  readonly kind: "element";
  readonly ids: readonly number[];
}

/** Whether a set has an element; `id` is that of the element. */
interface MemberLeaf extends Place {
  readonly kind: "member";
  readonly id: number;
}

/** A value that is kept whole, by its index in a universe that grows. */
export interface WholeLeaf extends Place {
  readonly kind: "whole";
  readonly universe: Universe;
}

export type SmallLeaf = PlainLeaf | ElementLeaf | MemberLeaf;

/** Bits of a word, and the leaves in them. */
export interface Chunk {
  readonly word: number;
  readonly shift: number;
  readonly bits: number;
  readonly leaves: readonly SmallLeaf[];
}

/** What there is of a row but for hidden variables. */
export interface RowPlan {
  /** Of packed rows. */
  readonly words: number;
  /** For each word, the bits in which small leaves lie. */
  readonly masks: Int32Array;
  readonly chunks: readonly Chunk[];
  /** Plain leaves that are too large for tables. */
  readonly large: readonly PlainLeaf[];
  /** Leaves without bits, which have one value in all rows. */
  readonly fixed: readonly SmallLeaf[];
  readonly whole: readonly WholeLeaf[];
}

/** The plan for rows of which the `shown` variables count. */
export function rowPlanFor(packing: Packing, shown: readonly number[], interner: Interner): RowPlan {
  const leaves = shown.flatMap((variable) => {
    const fields = (packing.fields[variable] as readonly Field[]).values();
    return [...leavesOf(packing.variables[variable] as Representation, [variable], fields, interner)];
  });
  const whole = leaves.filter((leaf) => leaf.kind === "whole");
  const rest = leaves.filter((leaf) => leaf.kind !== "whole");
  const isLarge = (leaf: SmallLeaf): leaf is PlainLeaf => leaf.kind === "plain" && leaf.field.bits > LARGEST_TABLE;
  const masks = new Int32Array(packing.words);
  for (const { word, bits } of masksOf(rest.map(({ field }) => field))) masks[word] = bits;
  return {
    words: packing.words,
    masks,
    chunks: chunksOf(rest.filter((leaf) => !isLarge(leaf) && leaf.field.bits > 0)),
    large: rest.filter(isLarge),
    fixed: rest.filter(({ field }) => field.bits === 0),
    whole,
  };
}

function* leavesOf(
  form: Representation,
  path: readonly number[],
  fields: IterableIterator<Field>,
  interner: Interner,
): Iterable<SmallLeaf | WholeLeaf> {
  const idsOf = (universe: Universe): number[] => universe.values.map((value) => interner.idOf(value));
  const field = (): Field => fields.next().value as Field;
  switch (form.kind) {
    case "constant":
      break;
    case "boolean":
      yield { kind: "plain", path, field: field(), low: 0, size: 2 };
      break;
    case "integer":
      yield { kind: "plain", path, field: field(), low: form.low, size: form.size };
      break;
    case "element":
      if (form.universe.open) yield { kind: "whole", path, field: field(), universe: form.universe };
      else yield { kind: "element", path, field: field(), ids: idsOf(form.universe) };
      break;
    case "set": {
      const ids = idsOf(form.universe);
      for (let from = 0; from < ids.length; from += 32) {
        const { word, shift } = field();
        for (const [bit, id] of ids.slice(from, from + 32).entries()) {
          yield { kind: "member", path, field: { word, shift: shift + bit, bits: 1 }, id };
        }
      }
      break;
    }
    case "function": {
      const { parts = [] } = interner.partsOf(interner.idOf(form.domain)) ?? {};
      for (const [i, item] of form.items.entries()) {
        yield* leavesOf(item, [...path, parts[i] as number], fields, interner);
      }
    }
  }
}

/** Leaves that lie beside each other, as many as a chunk may have. */
function chunksOf(leaves: readonly SmallLeaf[]): readonly Chunk[] {
  const chunks: { word: number; shift: number; bits: number; leaves: SmallLeaf[] }[] = [];
  for (const leaf of leaves.toSorted((a, b) => a.field.word - b.field.word || a.field.shift - b.field.shift)) {
    const { word, shift, bits } = leaf.field;
    const last = chunks.at(-1);
    if (last !== undefined && last.word === word && shift + bits - last.shift <= CHUNK) {
      last.bits = shift + bits - last.shift;
      last.leaves.push(leaf);
    } else chunks.push({ word, shift, bits, leaves: [leaf] });
  }
  return chunks;
}

/** What a leaf of the chunk holds where the chunk holds `content`. */
export function contentOf({ shift }: Chunk, { field }: SmallLeaf, content: number): number {
  return (content >>> (field.shift - shift)) & maskOf({ ...field, shift: 0 });
}

/** All that a leaf may hold. */
export function contentsOf({ field }: SmallLeaf): readonly number[] {
  return Array.from({ length: 2 ** field.bits }, (_, content) => content);
}
