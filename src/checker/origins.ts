// Hot path: `append` runs once per stored state; nothing there may allocate.
/** Where each state of a search came from, and so a shortest way to it. */

import { RowStore } from "./row-store.ts";
import type { Path } from "./verdicts.ts";

/** By state number: the number of its predecessor and the action taken, both -1 for an initial state. */
export class Origins {
  private readonly store = new RowStore(2);
  private readonly origin = new Int32Array(2);

  /** Enters the origin of the next state. */
  append(predecessor: number, action: number): void {
    this.origin[0] = predecessor;
    this.origin[1] = action;
    this.store.append(this.origin);
  }

  /** The way to state `number`, and one step further if a row is given: along predecessors, so a shortest one. */
  pathTo(rows: RowStore, number: number, row: Int32Array | null, action: number): Path {
    const path: Int32Array[] = row === null ? [] : [row.slice(0, rows.words)];
    const actions: number[] = row === null ? [] : [action];
    const states: number[] = [];
    for (let at = number; at >= 0; at = this.origin[0] as number) {
      this.store.read(at, this.origin);
      states.push(at);
      path.push(rows.copy(at));
      actions.push(this.origin[1] as number);
    }
    const found = { rows: path.reverse(), actions: actions.reverse() };
    return row === null ? { ...found, states: states.reverse() } : found;
  }
}
