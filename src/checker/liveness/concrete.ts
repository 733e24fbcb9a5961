/** Under a VIEW: real states along a path of states that each stand for all with the same view. */

import { type Model, type StateKey, sameRow } from "../../models/model.ts";
import type { Lasso, RealLasso } from "../finding.ts";
import type { StateGraph } from "../state-graph.ts";

/** Most real states that are tried for one state of the path. */
const MOST_CANDIDATES = 4096;
/**
 * How often a loop is gone round in search of a real state that returns. When none has returned by then, but the loop
 * can still be gone round, the view is taken at its word, as in TLC: it shows all that matters, if what is wanted of
 * the lasso is still true when the last lap goes on for ever.
 */
const MOST_LAPS = 64;

interface Candidate {
  readonly row: Int32Array;
  readonly before: Candidate | null;
}

/** A lasso in real states, and how it looks far on, where its laps need not be alike: when it closes only in the view. */
interface FoundLasso {
  readonly real: RealLasso;
  readonly farOn: RealLasso | null;
}

/**
 * The lasso in real states; null when no real steps follow it. What the view takes for one state need not be one, so a
 * loop may have to be gone round several times until it returns to a real state, and what led there joins the stem.
 * Where states grow for ever behind the view, none ever returns.
 */
export function realLasso(model: Model, graph: StateGraph, lasso: Lasso): FoundLasso | null {
  const { states, loop } = lasso;
  const rows = states.map((state) => rowOf(graph, state));
  const { key } = model;
  if (key === null) return whole({ lasso, rows, closing: rows[loop] as Int32Array, inViewOnly: false });
  let candidates: Candidate[] = [{ row: rows[0] as Int32Array, before: null }];
  const follow = (path: readonly Int32Array[]): void => {
    for (const row of path) candidates = following(model, key, candidates, keyOf(key, row));
  };
  const cycle = [...rows.slice(loop + 1), rows[loop] as Int32Array];
  follow(rows.slice(1, loop + 1));
  if (cycle.length === 1 && candidates[0] !== undefined) {
    const found = pathOf(candidates[0]);
    return whole({ lasso, rows: found, closing: found.at(-1) as Int32Array, inViewOnly: false });
  }
  for (let laps = 1; laps <= MOST_LAPS && candidates.length > 0; laps++) {
    follow(cycle);
    for (const candidate of candidates) {
      const found = pathOf(candidate);
      const closing = found.pop() as Int32Array;
      const start = found.findIndex(
        (row, at) => at >= loop && (at - loop) % cycle.length === 0 && sameRow(row, closing),
      );
      if (start < 0) continue;
      return whole({ lasso: goneRound(lasso, found.length, start), rows: found, closing, inViewOnly: false });
    }
  }
  const [endless] = candidates;
  if (endless === undefined) return null;
  const found = pathOf(endless);
  const closing = found[states.length] as Int32Array;
  const real: RealLasso = { lasso, rows: found.slice(0, states.length), closing, inViewOnly: true };
  const last = found.pop() as Int32Array;
  const far = goneRound(lasso, found.length, found.length - cycle.length);
  return { real, farOn: { lasso: far, rows: found, closing: last, inViewOnly: true } };
}

function whole(real: RealLasso): FoundLasso {
  return { real, farOn: null };
}

/** The lasso, gone round until it has `length` states; it returns to that at `start`. */
function goneRound({ states, loop }: Lasso, length: number, start: number): Lasso {
  const lap = states.length - loop;
  const numbers = Array.from({ length }, (_, at) => states[at < loop ? at : loop + ((at - loop) % lap)] as number);
  return { states: numbers, loop: start };
}

/** The rows on the way to a candidate, its own last. */
function pathOf(candidate: Candidate): Int32Array[] {
  const found: Int32Array[] = [];
  for (let at: Candidate | null = candidate; at !== null; at = at.before) found.push(at.row);
  return found.reverse();
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

/** The row of a state of the graph. */
export function rowOf(graph: StateGraph, state: number): Int32Array {
  const row = new Int32Array(graph.words);
  graph.read(state, row);
  return row;
}
