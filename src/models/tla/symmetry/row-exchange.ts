// Hot path: `apply` runs a few times for each generated state of a packed model with SYMMETRY.
/** What the exchange of two model values makes of packed rows, by tables. */

import { maskOf } from "../layout/packing.ts";
import type { Images } from "./images.ts";
import { type Chunk, contentOf, contentsOf, type RowPlan, type SmallLeaf } from "./row-plan.ts";

/** Where a leaf may be, by its path and, of a member, its element. */
type LeafIndex = ReadonlyMap<string, SmallLeaf>;

/** All leaves of a plan that are no whole values. */
export function leafIndexOf({ chunks, large, fixed }: RowPlan): LeafIndex {
  const leaves = [...chunks.flatMap((chunk) => chunk.leaves), ...large, ...fixed];
  return new Map(leaves.map((leaf) => [nameOf(leaf.path, leaf.kind === "member" ? leaf.id : null), leaf]));
}

function nameOf(path: readonly number[], element: number | null): string {
  return element === null ? path.join() : `${path.join()}:${element}`;
}

export class RowExchange {
  private readonly words: number;
  /** Bits that stay as they are, by word; the whole values, each by its place and that of its image. */
  private readonly kept: Int32Array;
  private readonly images: Images;
  private readonly wholes: readonly number[];
  /** For each chunk and word to which its contents go: word, shift, mask, begin in the tables, that word. */
  private readonly look: Int32Array;
  private readonly tables: Int32Array;
  /** For each large leaf that goes elsewhere: word, shift, mask, to which word, by which shift. */
  private readonly moves: Int32Array;

  private constructor(plan: RowPlan, images: Images, made: Made) {
    this.words = plan.words;
    this.images = images;
    this.kept = made.kept;
    this.wholes = made.wholes;
    this.look = Int32Array.from(made.look);
    this.tables = Int32Array.from(made.tables);
    this.moves = Int32Array.from(made.moves);
  }

  /** Null where the layout has no room for the image of what it has room for. `images` are those of the exchange. */
  static of(plan: RowPlan, index: LeafIndex, images: Images): RowExchange | null {
    const made = new Making(plan, index, images).make();
    return made === null ? null : new RowExchange(plan, images, made);
  }

  /** Writes the image of a row, behind which the ids of its whole values stand, to `out`. */
  apply(row: Int32Array, out: Int32Array): void {
    const { words, kept, look, tables, moves, wholes } = this;
    for (let word = 0; word < words; word++) out[word] = row[word]! & kept[word]!;
    for (let i = 0; i < look.length; i += 5) {
      const to = look[i + 4]!;
      out[to] = out[to]! | tables[look[i + 3]! + ((row[look[i]!]! >>> look[i + 1]!) & look[i + 2]!)]!;
    }
    for (let i = 0; i < moves.length; i += 5) {
      const to = moves[i + 3]!;
      out[to] = out[to]! | (((row[moves[i]!]! >>> moves[i + 1]!) & moves[i + 2]!) << moves[i + 4]!);
    }
    for (let i = 0; i < wholes.length; i++) out[words + wholes[i]!] = this.images.of(row[words + i]!);
  }
}

interface Made {
  readonly kept: Int32Array;
  readonly wholes: readonly number[];
  readonly look: readonly number[];
  readonly tables: readonly number[];
  readonly moves: readonly number[];
}

/** Bits of a word. */
interface Bits {
  readonly word: number;
  readonly bits: number;
}

const NOTHING: Bits = { word: 0, bits: 0 };

class Making {
  private readonly plan: RowPlan;
  private readonly index: LeafIndex;
  private readonly images: Images;
  private readonly kept: Int32Array;
  private readonly look: number[] = [];
  private readonly tables: number[] = [];
  private readonly moves: number[] = [];

  constructor(plan: RowPlan, index: LeafIndex, images: Images) {
    this.plan = plan;
    this.index = index;
    this.images = images;
    this.kept = new Int32Array(plan.words);
  }

  make(): Made | null {
    const { plan, kept, look, tables, moves } = this;
    if (!plan.fixed.every((leaf) => this.image(leaf, 0)?.bits === 0)) return null;
    if (!plan.chunks.every((chunk) => this.chunk(chunk)) || !plan.large.every((leaf) => this.large(leaf))) return null;
    const places = new Map(plan.whole.map(({ path }, i) => [path.join(), i]));
    const wholes = plan.whole.map(({ path }) => places.get(this.imageOf(path).join()) ?? -1);
    return wholes.includes(-1) ? null : { kept, wholes, look, tables, moves };
  }

  private imageOf([variable, ...path]: readonly number[]): readonly number[] {
    return [variable as number, ...path.map((id) => this.images.of(id))];
  }

  private keep({ word, shift, bits }: Pick<Chunk, "word" | "shift" | "bits">): void {
    this.kept[word] = (this.kept[word] as number) | maskOf({ shift, bits });
  }

  private chunk(chunk: Chunk): boolean {
    const images = chunk.leaves.map((leaf) => contentsOf(leaf).map((content) => this.image(leaf, content)));
    if (images.some((list) => list.includes(null))) return false;
    const contents = 2 ** chunk.bits;
    const byWord = new Map<number, number[]>();
    let moved = false;
    for (let content = 0; content < contents; content++) {
      for (const [i, leaf] of chunk.leaves.entries()) {
        const own = contentOf(chunk, leaf, content);
        const { word, bits } = images[i]![own]!;
        moved ||= bits !== own << leaf.field.shift || (bits !== 0 && word !== chunk.word);
        if (bits === 0) continue;
        let table = byWord.get(word);
        if (table === undefined) byWord.set(word, (table = new Array<number>(contents).fill(0)));
        table[content] = (table[content] as number) | bits;
      }
    }
    if (!moved) this.keep(chunk);
    else for (const [word, table] of byWord) this.lookUp(chunk, word, table);
    return true;
  }

  private lookUp({ word, shift, bits }: Chunk, to: number, table: readonly number[]): void {
    this.look.push(word, shift, 2 ** bits - 1, this.tables.length, to);
    for (const entry of table) this.tables.push(entry);
  }

  /** Where the content of a leaf goes, and as what; null where there is no room for it. */
  private image(leaf: SmallLeaf, content: number): Bits | null {
    const path = this.imageOf(leaf.path);
    if (leaf.kind === "member") {
      if (content === 0) return NOTHING;
      const to = this.index.get(nameOf(path, this.images.of(leaf.id)));
      return to === undefined ? null : bitsOf(to, 1);
    }
    const to = this.index.get(nameOf(path, null));
    if (to === undefined || to.kind !== leaf.kind) return null;
    if (leaf.kind === "plain") return isLike(leaf, to) ? bitsOf(to, content) : null;
    // No row has what is beyond the universe.
    if (content >= leaf.ids.length) return bitsOf(leaf, content);
    const place = to.kind === "element" ? to.ids.indexOf(this.images.of(leaf.ids[content] as number)) : -1;
    return place < 0 ? null : bitsOf(to, place);
  }

  private large(leaf: SmallLeaf): boolean {
    const to = this.index.get(nameOf(this.imageOf(leaf.path), null));
    if (to === undefined || !isLike(leaf, to)) return false;
    const { word, shift, bits } = leaf.field;
    if (to === leaf) this.keep(leaf.field);
    else this.moves.push(word, shift, maskOf({ shift: 0, bits }), to.field.word, to.field.shift);
    return true;
  }
}

function isLike(leaf: SmallLeaf, other: SmallLeaf): boolean {
  return leaf.kind === "plain" && other.kind === "plain" && leaf.low === other.low && leaf.size === other.size;
}

function bitsOf({ field: { word, shift } }: SmallLeaf, content: number): Bits {
  return { word, bits: content << shift };
}
