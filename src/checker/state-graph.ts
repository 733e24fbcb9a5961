// Hot path: `add` runs once per generated state of a model with temporal properties.
/** The reachable states and the steps between them, as compressed sparse rows: 4 bytes a step, 4 bytes a state. */

import type { Model } from "../models/model.ts";
import { grown } from "../values/index.ts";
import type { Rows } from "./row-store.ts";
import type { NumberList, Snapshot } from "./snapshot.ts";

/** What is known of the state graph when a question is asked of it. States have the numbers of the search. */
export interface StateGraph {
  /** How many states; each has its stuttering step besides the edges listed. */
  readonly states: number;
  /** States 0 to `initial` - 1 are the initial ones. */
  readonly initial: number;
  /** The edges of state s are `targets[offsets[s]]` to `targets[offsets[s + 1] - 1]`, each target once. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** Copies the row of a state into `target`. */
  read(state: number, target: Int32Array): void;
  /** Copies the row to which an edge of `state` leads. Under a view it may differ from that of the target. */
  readSuccessor(state: number, edge: number, target: Int32Array): void;
  readonly words: number;
}

/** The graph of what a search has stored. */
export function stateGraph(model: Model, rows: Rows, initial: number, edges: EdgeStore): StateGraph {
  const { words, count: states } = rows;
  const { offsets, targets } = edges.rowsFor(states);
  let source = -1;
  let successors: Int32Array[] = [];
  return {
    states,
    initial,
    offsets,
    targets,
    words,
    read: (state, target) => rows.read(state, target),
    readSuccessor: (state, edge, target) => {
      if (model.key === null) {
        rows.read(targets[edge] as number, target);
        return;
      }
      if (state !== source) successors = successorsOf(model, rows.copy(state));
      source = state;
      target.set(successors[edge - (offsets[state] as number)] as Int32Array);
    },
  };
}

/** The successors within the constraints, in the order in which the search saw them. */
function successorsOf(model: Model, row: Int32Array): Int32Array[] {
  const found: Int32Array[] = [];
  model.next(row, (successor, action) => {
    if (action < 0) return;
    if (model.constrained && !(model.within(successor) && model.withinStep(row, successor))) return;
    found.push(successor.slice(0, row.length));
  });
  return found;
}

const FIRST = 1 << 12;

/** Collects the edges of a search, which expands states in the order of their numbers. */
export class EdgeStore {
  private offsets = new Int32Array(FIRST);
  private targets = new Int32Array(FIRST);
  /** The state from which a target was reached last, plus one: each target is kept once per state. */
  private lastSource = new Int32Array(FIRST);
  private source = -1;
  private count = 0;
  private readonly distinct: boolean;

  /** Unless `distinct`, every step is an edge: under a view steps to the same state need not be the same. */
  constructor(distinct: boolean) {
    this.distinct = distinct;
  }

  /** The edges from now on are those of `state`; states come in order. */
  begin(state: number): void {
    this.source = state;
    if (state + 1 >= this.offsets.length) this.offsets = grown(this.offsets, state + 2);
    this.offsets[state] = this.count;
    this.offsets[state + 1] = this.count;
  }

  add(target: number): void {
    if (this.distinct) {
      // A step from a state to itself is the stuttering step, which each state has anyway.
      if (target === this.source) return;
      if (target >= this.lastSource.length) this.lastSource = grown(this.lastSource, target + 1);
      if (this.lastSource[target] === this.source + 1) return;
      this.lastSource[target] = this.source + 1;
    }
    if (this.count >= this.targets.length) this.targets = grown(this.targets, this.count + 1);
    this.targets[this.count++] = target;
    this.offsets[this.source + 1] = this.count;
  }

  /** Takes over the steps of an earlier search. Throws an Error where it has kept none. */
  restore({ counts, offsets, targets }: Snapshot): void {
    if (offsets.length <= counts.expanded) throw new Error("steps of an earlier search are missing");
    const bounds = numbersOf(offsets);
    const reached = numbersOf(targets);
    let from = bounds.next().value as number;
    for (let source = 0; source < counts.expanded; source++) {
      this.begin(source);
      for (const to = bounds.next().value as number; from < to; from++) this.add(reached.next().value as number);
    }
  }

  /** The edges so far, for `states` states; those not expanded yet have none. */
  rowsFor(states: number): { offsets: Int32Array; targets: Int32Array } {
    const offsets = new Int32Array(states + 1);
    const expanded = Math.min(this.source + 1, states);
    offsets.set(this.offsets.subarray(0, expanded + 1));
    offsets.fill(this.source < 0 ? 0 : this.count, expanded + 1);
    return { offsets, targets: this.targets };
  }
}

function* numbersOf(list: NumberList): Generator<number> {
  for (const piece of list.pieces()) yield* piece;
}
