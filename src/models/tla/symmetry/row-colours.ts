// Hot path: `of` runs for each generated state of a packed model with SYMMETRY.
/** How packed rows look from each element of a symmetric set, by tables: see colours.ts. */

import { type Colours, mixed } from "./colours.ts";
import { type Chunk, contentOf, contentsOf, type RowPlan, type SmallLeaf, type WholeLeaf } from "./row-plan.ts";

/** A leaf that is in no table, with the colour of its place from each point. */
interface Other {
  readonly word: number;
  readonly shift: number;
  readonly mask: number;
  readonly low: number;
  readonly places: Int32Array;
}

export class RowColours {
  private readonly words: number;
  private readonly points: readonly Colours[];
  /** For each chunk: word, shift, mask, begin in the tables, which have a colour from each point for each content. */
  private readonly look: Int32Array;
  private readonly tables: Int32Array;
  private readonly large: readonly Other[];
  private readonly wholes: readonly Int32Array[];

  /** From `points`, the elements of one set. */
  constructor(plan: RowPlan, points: readonly Colours[]) {
    this.words = plan.words;
    this.points = points;
    const look: number[] = [];
    const tables: number[] = [];
    for (const chunk of plan.chunks) {
      const table = this.tableOf(chunk);
      if (table.every((colour) => colour === 0)) continue;
      look.push(chunk.word, chunk.shift, 2 ** chunk.bits - 1, tables.length);
      for (const colour of table) tables.push(colour);
    }
    this.look = Int32Array.from(look);
    this.tables = Int32Array.from(tables);
    this.large = plan.large
      .map(({ field, path, low }) => ({ ...field, mask: 2 ** field.bits - 1, low, places: this.placesOf(path) }))
      .filter(({ places }) => places.some((place) => place !== places[0]));
    this.wholes = plan.whole.map(({ path }: WholeLeaf) => this.placesOf(path));
  }

  /** Writes the colour from each point to `out`. `row` is as for `RowExchange.apply`. */
  of(row: Int32Array, out: Int32Array): void {
    const { words, points, look, tables, large, wholes } = this;
    const { length } = points;
    for (let point = 0; point < length; point++) out[point] = 0;
    for (let i = 0; i < look.length; i += 4) {
      const at = look[i + 3]! + ((row[look[i]!]! >>> look[i + 1]!) & look[i + 2]!) * length;
      for (let point = 0; point < length; point++) out[point] = (out[point]! + tables[at + point]!) | 0;
    }
    for (const { word, shift, mask, low, places } of large) {
      const value = ((row[word]! >>> shift) & mask) + low;
      for (let point = 0; point < length; point++) out[point] = (out[point]! + mixed(places[point]!, value)) | 0;
    }
    for (let i = 0; i < wholes.length; i++) {
      const id = row[words + i]!;
      for (let point = 0; point < length; point++) {
        out[point] = (out[point]! + mixed(wholes[i]![point]!, points[point]!.of(id))) | 0;
      }
    }
  }

  /** The colours of a place. */
  private placesOf([variable, ...path]: readonly number[]): Int32Array {
    return Int32Array.from(this.points, (from) =>
      path.reduce((all, id) => mixed(all, from.of(id)), variable as number),
    );
  }

  private tableOf(chunk: Chunk): readonly number[] {
    const { points } = this;
    const table = new Array<number>(2 ** chunk.bits * points.length).fill(0);
    for (const leaf of chunk.leaves) {
      const colours = contentsOf(leaf).map((content) => this.coloursOf(leaf, content));
      for (let content = 0; content < 2 ** chunk.bits; content++) {
        const own = colours[contentOf(chunk, leaf, content)] ?? [];
        const at = content * points.length;
        for (const [point, colour] of own.entries()) table[at + point] = ((table[at + point] as number) + colour) | 0;
      }
    }
    return table;
  }

  /** What the content of a leaf counts from each point; null where it tells none of them from another. */
  private coloursOf(leaf: SmallLeaf, content: number): readonly number[] | null {
    if (leaf.kind === "member" && content === 0) return null;
    const places = this.placesOf(leaf.path);
    const colours = this.points.map((from, point) => mixed(places[point] as number, seenFrom(from, leaf, content)));
    return colours.every((colour) => colour === colours[0]) ? null : colours;
  }
}

/** How the content of a leaf looks. */
function seenFrom(from: Colours, leaf: SmallLeaf, content: number): number {
  if (leaf.kind === "plain") return content + leaf.low;
  if (leaf.kind === "member") return from.of(leaf.id);
  return content < leaf.ids.length ? from.of(leaf.ids[content] as number) : 0;
}
