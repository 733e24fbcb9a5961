// Hot path: `take` runs once per generated state; it may allocate only when a state is stored or a property violated.
/** Bounded depth-first search, for bug hunting: deep states early, each trace a behavior but seldom a shortest one. */

import type { Model, Rewrite } from "../../models/model.ts";
import { Exploration } from "../exploration.ts";
import type { Path } from "../finding.ts";
import type { ResolvedOptions } from "../options.ts";
import { relayout } from "../relayout.ts";
import { RowStore } from "../row-store.ts";
import { SeenSet } from "../seen-set.ts";

/**
 * A node is one way to a state. A state that is reached again by a shorter way gets another node, which is expanded
 * again: only so does the bound cut off nothing that lies within it. What the first node of a state and the steps from
 * it are never changes, so every way to a node is one of the spec, also where a view or a symmetry makes states equal.
 */
export class Depth extends Exploration {
  override readonly shortest = false;
  override readonly rowOf = (state: number): Int32Array => this.rows.copy(this.least[state] as number);
  initial = 0;
  frontier = 0;
  /** By node: its row, the node before it (-1: initial), the action that led from there, its depth and its state. */
  private rows: RowStore;
  private readonly before: number[] = [];
  private readonly actions: number[] = [];
  private readonly depths: number[] = [];
  private readonly states: number[] = [];
  /** By state: its key, its node of the least depth so far, and whether some node of it has been expanded. */
  private keys!: RowStore;
  private seen!: SeenSet;
  private readonly least: number[] = [];
  private readonly expanded: boolean[] = [];
  /** The key of the row at hand; the row itself unless the model has keys of its own. */
  private key!: Int32Array;
  /** Nodes to be expanded, the next one last, and those made since the last one was taken. */
  private readonly stack: number[] = [];
  private readonly made: number[] = [];
  /** The node being expanded. */
  private node = -1;

  constructor(model: Model, options: ResolvedOptions) {
    super(model, options);
    this.rows = this.emptied();
  }

  get distinct(): number {
    return this.least.length;
  }

  /** Makes room for rows and keys of the model's layout. */
  private emptied(): RowStore {
    const { words } = this.model.layout;
    this.key = new Int32Array(this.model.key?.words ?? words);
    this.keys = new RowStore(this.key.length);
    this.seen = new SeenSet(this.keys);
    return new RowStore(words);
  }

  protected explore(): boolean {
    for (;;) {
      while (this.made.length > 0) this.stack.push(this.made.pop() as number);
      if (this.stack.length === 0) break;
      this.tellable = this.verdicts.findings.length;
      if (this.slicedOff()) return false;
      if (this.tellable > 0) this.endIfEnough();
      this.visit(this.stack.pop() as number);
    }
    if (this.frontier > 0) this.end("max-depth");
    return true;
  }

  private visit(node: number): void {
    const state = this.states[node] as number;
    const depth = this.depths[node] as number;
    if (this.least[state] !== node || depth >= this.options.maxDepth) return;
    this.node = node;
    this.rows.read(node, this.current);
    this.asked.level = depth;
    this.expand();
    if (!this.expanded[state]) this.frontier--;
    this.expanded[state] = true;
  }

  protected keep(row: Int32Array): boolean {
    if (this.find(row) >= 0) return false;
    this.initial++;
    this.enter(this.stored(), row, -1);
    return true;
  }

  protected take(row: Int32Array, action: number): void {
    this.generated++;
    this.tally.step(action);
    if (this.model.constrained && !this.isWithin(row, action)) {
      this.excluded++;
      this.ask(row, action, true);
      return;
    }
    let state = this.find(row);
    const unseen = state < 0;
    if (unseen) {
      this.tally.state(action);
      state = this.stored();
    }
    const known = this.least[state];
    const depth = (this.depths[this.node] as number) + 1;
    if (known === undefined || depth < (this.depths[known] as number)) this.enter(state, row, action);
    this.ask(row, action, unseen);
  }

  /** The state with the key of `row`, or -1. */
  private find(row: Int32Array): number {
    const { key } = this.model;
    if (key === null) this.key.set(row.length === this.key.length ? row : row.subarray(0, this.key.length));
    else key.of(row, this.key);
    return this.seen.find(this.key);
  }

  /** Stores the state that `find` just looked for in vain. */
  private stored(): number {
    if (this.distinct >= this.options.maxStates) this.end("max-states");
    this.frontier++;
    this.expanded.push(false);
    const state = this.keys.append(this.key);
    this.seen.add(state);
    return state;
  }

  /** Makes a node for the state: a way to it that is shorter than all before. */
  private enter(state: number, row: Int32Array, action: number): void {
    const node = this.rows.append(row);
    const depth = action < 0 ? 1 : (this.depths[this.node] as number) + 1;
    this.before.push(action < 0 ? -1 : this.node);
    this.actions.push(action);
    this.depths.push(depth);
    this.states.push(state);
    this.least[state] = node;
    this.depth = Math.max(this.depth, depth);
    this.made.push(node);
  }

  protected override relayout(rewrite: Rewrite): boolean {
    let rows = this.rows;
    const enter = (row: Int32Array): void => {
      if (this.find(row) < 0) this.seen.add(this.keys.append(this.key));
      rows.append(row);
    };
    const begin = (): void => {
      rows = this.emptied();
      this.current = new Int32Array(rows.words);
    };
    relayout(this.model, rewrite, { rows: this.rows, begin, enter }, this.verdicts);
    this.rows = rows;
    // The model has emitted no successor of the state at hand, and is asked for them once more.
    if (this.node >= 0) this.stack.push(this.node);
    return true;
  }

  protected here(): Path {
    return this.pathTo(this.node);
  }

  protected wayTo(row: Int32Array, action: number): Path {
    const last = row.slice(0, this.rows.words);
    if (action < 0) return { rows: [last], actions: [-1] };
    const { rows, actions } = this.here();
    return { rows: [...rows, last], actions: [...actions, action] };
  }

  private pathTo(node: number): Path {
    const rows: Int32Array[] = [];
    const actions: number[] = [];
    for (let at = node; at >= 0; at = this.before[at] as number) {
      rows.push(this.rows.copy(at));
      actions.push(this.actions[at] as number);
    }
    return { rows: rows.reverse(), actions: actions.reverse() };
  }
}
