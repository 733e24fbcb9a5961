/** From one layout of a model's states to another in the middle of a search. */

import type { Model, Rewrite } from "../models/model.ts";
import type { Rows } from "./row-store.ts";
import type { Verdicts } from "./verdicts.ts";

/** What holds the states of a search. */
interface Holder {
  /** Those stored so far. */
  readonly rows: Rows;
  /** Makes room for `count` states in the model's new layout. */
  begin(count: number): void;
  /** Stores the next state. */
  enter(row: Int32Array): void;
}

/** Goes on in another layout: states keep their numbers, and keys do not depend on it. */
export function relayout(model: Model, rewrite: Rewrite, holder: Holder, verdicts: Verdicts): void {
  const { rows } = holder;
  const { survey } = rewrite;
  if (survey !== null) {
    for (let number = 0; number < rows.count; number++) survey(rows.chunkOf(number), rows.placeOf(number));
    verdicts.mapRows((row) => {
      survey(row, 0);
      return row;
    });
  }
  rewrite.begin();
  const { words } = model.layout;
  holder.begin(rows.count);
  const moved = new Int32Array(words);
  for (let number = 0; number < rows.count; number++) {
    rewrite.row(rows.chunkOf(number), rows.placeOf(number), moved);
    holder.enter(moved);
  }
  verdicts.mapRows((row) => {
    const other = new Int32Array(words);
    rewrite.row(row, 0, other);
    return other;
  });
}
