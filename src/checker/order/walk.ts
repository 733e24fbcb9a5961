// Hot path: `take` runs once per generated state; it may allocate only when a property is violated.
/** Random behaviors, one after the other: a walk through the states that remembers only the behavior at hand. */

import type { Model } from "../../models/model.ts";
import { Exploration } from "../exploration.ts";
import type { Extent, Path } from "../finding.ts";
import type { ResolvedSimulation } from "../options.ts";
import { RandomNumbers } from "../random.ts";
import { RowStore } from "../row-store.ts";
import { SeenSet } from "../seen-set.ts";

/**
 * Each step takes an action at random among those that have a successor within the constraints, and then one of its
 * successors at random. Every successor of every state on the way is checked, also those that are not taken.
 */
export class Walk extends Exploration {
  override readonly shortest = false;
  /** Always 0: a walk stores no states beyond the initial ones. */
  readonly distinct = 0;
  readonly frontier = 0;
  /** Behaviors walked to their end. `depth` is how many states the longest one has so far. */
  behaviors = 0;
  private readonly simulation: ResolvedSimulation;
  private readonly random: RandomNumbers;
  /** The distinct initial states within the constraints. */
  private readonly initialRows: RowStore;
  private readonly seen: SeenSet;
  /** The behavior at hand: its rows so far, and the action that led to each. */
  private rows: Int32Array[] = [];
  private actions: number[] = [];
  /** For each action how many successors within the constraints the last state has, and the one drawn among them. */
  private readonly candidates: Int32Array;
  private readonly drawn: readonly Int32Array[];

  constructor(model: Model, simulation: ResolvedSimulation) {
    const { traces, depth } = simulation;
    super(model, simulation, { traces, depth });
    const { words } = model.layout;
    this.simulation = simulation;
    this.random = new RandomNumbers(simulation.seed);
    this.initialRows = new RowStore(words);
    this.seen = new SeenSet(this.initialRows);
    this.candidates = new Int32Array(model.actions.length);
    this.drawn = model.actions.map(() => new Int32Array(words));
  }

  /** Behaviors that were begun: one may have been left where something was found, or where a budget ended the run. */
  get begun(): number {
    return this.behaviors + (this.rows.length > 0 ? 1 : 0);
  }

  get initial(): number {
    return this.initialRows.count;
  }

  /** Steps are never decided by a walk, however long. */
  override get extent(): Extent {
    return { ...super.extent, steps: false };
  }

  protected explore(): boolean {
    while (this.behaviors < this.simulation.traces && this.initialRows.count > 0) {
      if (this.slicedOff()) {
        this.tellable = this.verdicts.findings.length;
        return false;
      }
      this.extend();
    }
    return true;
  }

  /** Begins a behavior, or adds a state to the one at hand, or ends it. */
  private extend(): void {
    if (this.rows.length === 0) this.push(this.initialRows.copy(this.random.below(this.initialRows.count)), -1);
    if (this.rows.length >= this.simulation.depth || !this.step()) {
      this.behaviors++;
      this.rows = [];
      this.actions = [];
    }
  }

  /** Takes a step; false where there is none to take. */
  private step(): boolean {
    this.candidates.fill(0);
    this.asked.level = this.rows.length;
    this.expand();
    const action = this.drawAction();
    if (action < 0) return false;
    this.push((this.drawn[action] as Int32Array).slice(), action);
    return true;
  }

  private drawAction(): number {
    let chosen = -1;
    let enabled = 0;
    for (let action = 0; action < this.candidates.length; action++) {
      if (this.candidates[action] === 0) continue;
      if (this.random.below(++enabled) === 0) chosen = action;
    }
    return chosen;
  }

  private push(row: Int32Array, action: number): void {
    this.current = row;
    this.rows.push(row);
    this.actions.push(action);
    this.depth = Math.max(this.depth, this.rows.length);
  }

  protected keep(row: Int32Array): boolean {
    if (this.seen.find(row) >= 0) return false;
    this.seen.add(this.initialRows.append(row));
    return true;
  }

  protected take(row: Int32Array, action: number): void {
    this.generated++;
    this.tally.step(action);
    if (!this.model.constrained || this.isWithin(row, action)) {
      // Each of n candidates is the one kept with probability 1/n.
      const count = (this.candidates[action] as number) + 1;
      this.candidates[action] = count;
      if (this.random.below(count) === 0) (this.drawn[action] as Int32Array).set(row);
    }
    this.ask(row, action, true);
  }

  protected here(): Path {
    return { rows: this.rows, actions: this.actions };
  }

  /** The behavior at hand and one step further; for an initial state (-1) that state alone. */
  protected wayTo(row: Int32Array, action: number): Path {
    const last = row.slice(0, this.model.layout.words);
    if (action < 0) return { rows: [last], actions: [-1] };
    this.depth = Math.max(this.depth, this.rows.length + 1);
    return { rows: [...this.rows, last], actions: [...this.actions, action] };
  }

  /**
   * The same way without what leads from a state back to itself, unless the spec asks for the way. The last step is kept
   * whatever it leads to: it may be the one that violates.
   */
  protected override shown({ rows, actions }: Path): Path {
    if (this.asked.forWay) return { rows: [...rows], actions: [...actions] };
    const end = rows.length - 1;
    const places = new Map<string, number>();
    const kept: number[] = [];
    for (let at = 0; at < end; at++) {
      const row = (rows[at] as Int32Array).join();
      const before = places.get(row);
      if (before !== undefined) {
        for (const cut of kept.splice(before + 1)) places.delete((rows[cut] as Int32Array).join());
        continue;
      }
      places.set(row, kept.push(at) - 1);
    }
    kept.push(end);
    return { rows: kept.map((at) => rows[at] as Int32Array), actions: kept.map((at) => actions[at] as number) };
  }
}
