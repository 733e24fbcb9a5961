/** Under a VIEW: real states along a path of states that each stand for all with the same view. */

import type { Model, StateKey } from "../../models/model.ts";
import type { Lasso } from "./lasso.ts";
import type { StateGraph } from "./state-graph.ts";

/** The rows of a lasso, and the row to which the last one returns. */
export interface LassoRows {
  readonly rows: readonly Int32Array[];
  /** Equal to the row where the loop begins; under a view perhaps only in what the view shows. */
  readonly closing: Int32Array;
}

/** Most real states that are tried for one state of the path. */
const MOST_CANDIDATES = 4096;

interface Candidate {
  readonly row: Int32Array;
  readonly before: Candidate | null;
}

/** The lasso in real states; null when the states that stand for others cannot be joined by real steps. */
export function lassoRows(model: Model, graph: StateGraph, { states, loop }: Lasso): LassoRows | null {
  const rows = states.map((state) => rowOf(graph, state));
  const { key } = model;
  if (key === null) return { rows, closing: rows[loop] as Int32Array };
  let candidates: Candidate[] = [{ row: rows[0] as Int32Array, before: null }];
  const stutters = loop === states.length - 1;
  for (const row of stutters ? rows.slice(1) : [...rows.slice(1), rows[loop] as Int32Array]) {
    candidates = following(model, key, candidates, keyOf(key, row));
    if (candidates.length === 0) return null;
  }
  const found: Int32Array[] = [];
  for (let at: Candidate | null = candidates[0] as Candidate; at !== null; at = at.before) found.push(at.row);
  found.reverse();
  if (stutters) return { rows: found, closing: found.at(-1) as Int32Array };
  const closing = found.pop() as Int32Array;
  return { rows: found, closing };
}

/** The real successors of `candidates` with this key, each once. */
function following(model: Model, key: StateKey, candidates: readonly Candidate[], wanted: string): Candidate[] {
  const seen = new Map<string, Candidate>();
  for (const before of candidates) {
    model.next(before.row, (successor, action) => {
      if (action < 0 || seen.size >= MOST_CANDIDATES || keyOf(key, successor) !== wanted) return;
      if (model.constrained && !(model.within(successor) && model.withinStep(before.row, successor))) return;
      const name = successor.join();
      if (!seen.has(name)) seen.set(name, { row: successor.slice(), before });
    });
  }
  return [...seen.values()];
}

function keyOf(key: StateKey, row: Int32Array): string {
  const words = new Int32Array(key.words);
  key.of(row, words);
  return words.join();
}

function rowOf(graph: StateGraph, state: number): Int32Array {
  const row = new Int32Array(graph.words);
  graph.read(state, row);
  return row;
}
