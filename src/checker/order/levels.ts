/** What a search level by level knows of its levels and states, wherever these are kept. */

import { type Model, sameRow } from "../../models/model.ts";
import { ActionCounts } from "../action-counts.ts";
import { Exploration } from "../exploration.ts";
import type { ResolvedOptions } from "../options.ts";
import { firstSources, type KnownOrigins } from "../origins.ts";
import {
  type KnownState,
  type PutState,
  recall,
  type Snapshot,
  type SnapshotCounts,
  snapshotOf,
  statesOf,
  type Withheld,
} from "../snapshot.ts";

/** What is counted in the middle of a level, but for the counts by action. */
type Numbers = Omit<SnapshotCounts, "levels" | "actions">;

export abstract class Levels extends Exploration {
  abstract override readonly rowOf: (state: number) => Int32Array;
  /** Where each stored state came from. */
  protected abstract readonly origins: KnownOrigins;
  /** The number of the state being expanded; every state before it has been expanded. */
  protected expanded = 0;
  protected levelEnd = 0;
  /** How many initial states there are; -1 until all are known. */
  protected initialEnd = -1;
  /** By action, 1 if a step has been seen to change something. */
  private readonly moved: Uint8Array;
  /** Where the search can be taken up again while some states are half expanded. */
  private mark: Numbers | null = null;
  private readonly marked: ActionCounts;

  constructor(model: Model, options: ResolvedOptions) {
    super(model, options);
    this.marked = new ActionCounts(model.actions.length);
    this.moved = new Uint8Array(model.actions.length);
  }

  get initial(): number {
    return this.initialEnd < 0 ? this.distinct : this.initialEnd;
  }

  get frontier(): number {
    return this.distinct - this.expanded;
  }

  /** The state from which the search came to this one; -1 for an initial one. */
  predecessorOf(state: number): number {
    return this.origins.predecessorOf(state);
  }

  /** The first `each` states from which each action led to a new one. */
  firstSources(each: number): number[] {
    return firstSources(this.origins, each);
  }

  /** Has a step of the action been seen to change something? Of steps that come in batches nobody sees that. */
  hasMoved(action: number): boolean {
    return this.moved[action] === 1;
  }

  /** Notes whether the step to `row` changes something. */
  protected noteStep(row: Int32Array, action: number): void {
    if (this.moved[action] === 0 && !sameRow(row, this.current)) this.noteMoved(action);
  }

  /** A step of the action has changed something. */
  protected noteMoved(action: number): void {
    this.moved[action] = 1;
  }

  /** Begins the level of the states from `levelEnd` on; false where what was found before has to be told first. */
  protected beginsLevel(): boolean {
    const found = this.verdicts.findings.length;
    if (this.tellable < found) {
      this.tellable = found;
      return false;
    }
    this.levels.push(this.distinct - this.levelEnd);
    this.levelEnd = this.distinct;
    if (this.initialEnd < 0) this.initialEnd = this.distinct;
    this.asked.level++;
    if (this.depth >= this.options.maxDepth) this.end("max-depth");
    if (found > 0) this.endIfEnough();
    return true;
  }

  /** Can a snapshot be taken now? `awaited` says that one is waited for. */
  rests(_awaited: boolean): boolean {
    return true;
  }

  /** What another search needs to go on from here, or why there is no such thing: gone through before this one goes on. */
  snapshot(): Snapshot | Withheld {
    if (this.verdicts.faults.length > 0) return "violated";
    if (this.model.hasMemory?.() === true) return "memory";
    if (this.initialEnd < 0) return "early";
    const actions = (this.mark === null ? this.counts : this.marked).entries;
    const counts = { ...(this.mark ?? this.numbersNow()), levels: [...this.levels], actions };
    const steps = this.stepsOf(counts.expanded);
    return snapshotOf(counts, this.model.variables.length, (from, to, put) => this.putAll(from, to, put), steps);
  }

  /** The states of the numbers from `from` up to `to`. */
  protected putAll(from: number, to: number, put: PutState): void {
    const { model, origins } = this;
    for (let state = from; state < to; state++) {
      put(model.decode(this.rowOf(state)), origins.predecessorOf(state), origins.actionOf(state));
    }
  }

  /** The steps of the first `expanded` states, where they are kept. */
  protected stepsOf(_expanded: number): Pick<Snapshot, "offsets" | "targets"> | undefined {
    return undefined;
  }

  private numbersNow(): Numbers {
    const { generated, excluded, distinct, expanded, depth, levelEnd, initialEnd: initial } = this;
    return { generated, excluded, distinct, initial, expanded, depth, level: this.asked.level, levelEnd };
  }

  /** Remembers what is counted where nothing is half done, if it may be asked for. */
  protected setMark(): void {
    if (this.options.checkpoint === null) return;
    this.mark = this.numbersNow();
    this.marked.copy(this.counts);
  }

  /** Nothing is half done. */
  protected clearMark(): void {
    this.mark = null;
  }

  protected override begin(): void {
    const { resume } = this.options;
    if (resume === null) super.begin();
    else this.restore(resume);
  }

  /** Takes up an earlier search. A layout that is outgrown meanwhile begins this again, with the states so far. */
  protected restore(snapshot: Snapshot): void {
    const { counts } = snapshot;
    this.takeStates(statesOf(snapshot));
    this.tally.restore(counts.actions);
    ({ generated: this.generated, excluded: this.excluded, depth: this.depth } = counts);
    ({ expanded: this.expanded, levelEnd: this.levelEnd, initial: this.initialEnd } = counts);
    this.levels.push(...counts.levels);
    this.asked.level = counts.level;
  }

  /** Stores states that an earlier search had found, in their order, from the first one on that is not yet stored. */
  protected abstract takeStates(states: Iterable<KnownState>): void;

  /** Makes rows of them. */
  protected recallNew(states: Iterable<KnownState>, put: (row: Int32Array, state: KnownState) => void): void {
    let number = 0;
    recall(this.model, states, (row, state) => {
      if (number++ >= this.distinct) put(row, state);
    });
  }

  /** Ends a search that was taken up in the middle of a level, or at the begin of the last one of a smaller search. */
  protected endIfDeepEnough(): void {
    if (this.asked.level >= this.options.maxDepth && this.expanded < this.distinct) this.end("max-depth");
  }
}
