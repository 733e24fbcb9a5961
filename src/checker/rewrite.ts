/** Rows of one layout brought into another. */

import type { Rewrite } from "../models/model.ts";
import { RowStore } from "./row-store.ts";
import type { Verdicts } from "./verdicts.ts";

/** All of `old` in the other layout, under the same numbers, and what the verdicts hold; `words` asks for its length. */
export function rewritten(rewrite: Rewrite, old: RowStore, verdicts: Verdicts, words: () => number): RowStore {
  const { survey } = rewrite;
  if (survey !== null) {
    for (let number = 0; number < old.count; number++) survey(old.chunkOf(number), old.placeOf(number));
    verdicts.mapRows((row) => {
      survey(row, 0);
      return row;
    });
  }
  rewrite.begin();
  const rows = new RowStore(words());
  const moved = new Int32Array(rows.words);
  for (let number = 0; number < old.count; number++) {
    rewrite.row(old.chunkOf(number), old.placeOf(number), moved);
    rows.append(moved);
  }
  verdicts.mapRows((row) => {
    const other = new Int32Array(rows.words);
    rewrite.row(row, 0, other);
    return other;
  });
  return rows;
}
