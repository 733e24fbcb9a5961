// Hot path: `gathered` and `take` run once per generated state; they may allocate only when a property is violated.
/** Breadth-first search whose states are on disk: it finds what `Breadth` finds, in the same order. */

import { EvaluationError, type Model, type Rewrite } from "../../models/model.ts";
import { Batch, UNKNOWN } from "../batch.ts";
import { Candidates } from "../disk/candidates.ts";
import type { Room } from "../disk/disk.ts";
import { SeenRuns } from "../disk/seen-runs.ts";
import { StateFile } from "../disk/state-file.ts";
import type { Path } from "../finding.ts";
import type { ResolvedOptions } from "../options.ts";
import { wayTo } from "../origins.ts";
import { relayout } from "../relayout.ts";
import { hashFrom } from "../seen-set.ts";
import type { KnownState } from "../snapshot.ts";
import { Foretold } from "./foretold.ts";

/** Words for the successors of a state, to begin with. */
const WORDS = 1 << 12;

/** What is known of a row that was met not long ago: it is a candidate, or was one before. */
const MET = 0;

/**
 * What is done with a portion, some states of one level that follow each other: their successors are collected; those
 * that were seen before are taken out; then the successors are found once more, and taken one by one as in any search,
 * for it is known by now which of them are new. docs/decisions/009-disk.md says why that is right.
 */
export class OnDisk extends Foretold {
  override readonly rowOf = (state: number): Int32Array => this.states.copy(state);
  private readonly room: Room;
  private states: StateFile;
  private readonly seen: SeenRuns;
  private candidates: Candidates;
  /** The key of the row at hand, where the model has keys of its own. */
  private readonly key: Int32Array;
  private successor: Int32Array;
  /** The successors of the state at hand, each with its action, where they are found in bulk. */
  private found = new Int32Array(WORDS);
  /** The same of many states. */
  private batch: Batch;
  private stage: "collecting" | "looking up" | "taking" = "collecting";
  /** The portion has the states from `expanded` on up to `collected`; those of this level end at `levelEnd`. */
  private collected = 0;
  /** Successors of the portion that were met when they were collected, and when they were taken. */
  private met = 0;
  private taken = 0;
  /** By successor of the portion, a bit: is it the first that leads to a new state? */
  private fresh = new Uint8Array(0);
  private lookUps: Iterator<void> | null = null;
  /** Is the portion to be closed, and what failed where it ended? */
  private closed = false;
  private failure: EvaluationError | null = null;
  private readonly collectOne = (): void => this.collectSuccessors();
  private readonly onInitialGathered = (row: Int32Array): void => this.initialGathered(row);
  private readonly onGathered = (row: Int32Array, action: number): void => this.gathered(row, action);

  constructor(model: Model, options: ResolvedOptions, room: Room) {
    super(model, options);
    const { words } = model.layout;
    this.room = room;
    this.key = new Int32Array(model.key?.words ?? 0);
    this.states = new StateFile(room, words);
    this.seen = new SeenRuns(room, model.key?.words ?? words);
    this.candidates = new Candidates(room, model.key?.words ?? words);
    this.successor = new Int32Array(words);
    this.batch = new Batch(words);
  }

  get distinct(): number {
    return this.states.count;
  }

  protected get origins(): StateFile {
    return this.states;
  }

  /** Removes its files: the search is over. */
  leave(): void {
    this.candidates.clear();
    this.seen.remove();
    this.states.remove();
  }

  protected override begin(): void {
    this.open();
    if (this.options.resume === null) this.collectInitial();
    super.begin();
    this.close();
  }

  private collectInitial(): void {
    try {
      const collect = (): void => {
        this.met = 0;
        this.model.initial(this.onInitialGathered);
      };
      if (!this.rehearsed(collect)) collect();
    } catch (error) {
      this.failsLater(error);
    }
    this.beginLookUps();
    while (this.goesOn()) if (this.budget.emitted()) this.look();
  }

  protected takeStates(states: Iterable<KnownState>): void {
    try {
      this.recallNew(states, (row, { predecessor, action }) => {
        this.add(row, this.distinct);
        this.states.append(row, predecessor, action);
      });
    } finally {
      this.seeHeld();
    }
  }

  /** All states that are held are candidates, or were seen: now they were seen. */
  private seeHeld(): void {
    for (const _ of this.seen.take(this.candidates, this.distinct, () => {}));
    if (this.seen.count !== this.distinct) throw new Error("two states that are held are one");
  }

  protected explore(): boolean {
    this.endIfDeepEnough();
    while (this.expanded < this.distinct) {
      if (this.slicedOff()) return false;
      if (this.stage === "collecting") {
        if (this.expanded === this.levelEnd && !this.beginsLevel()) return false;
        if (this.collected === this.expanded) this.setMark();
        this.collect();
      } else if (this.stage === "looking up") this.goesOn();
      else this.takeState();
    }
    if (this.stage === "taking") this.close();
    return true;
  }

  /** Begins a portion. */
  private open(): void {
    this.clearMark();
    this.stage = "collecting";
    this.collected = this.expanded;
    this.met = 0;
    this.closed = false;
    this.failure = null;
  }

  /** Collects the successors of the next state, or ends the portion. */
  private collect(): void {
    const rewrite = this.model.better?.(this.distinct - this.collected) ?? null;
    if (rewrite !== null) this.relayout(rewrite);
    if (this.closed || this.collected === this.levelEnd || this.met >= this.room.portion) {
      this.beginLookUps();
      return;
    }
    const before = this.met;
    try {
      if (!this.rehearsed(this.collectOne)) {
        // It tells something that must not be told before what the states before it have to tell.
        this.met = before;
        this.closed = true;
        if (this.collected === this.expanded) this.collectSuccessors();
      }
    } catch (error) {
      this.failsLater(error);
      this.collected++;
    }
  }

  private rehearsed(run: () => void): boolean {
    const { model } = this;
    if (model.rehearse !== undefined) return model.rehearse(run);
    run();
    return true;
  }

  /** Ends the portion where an evaluation failed: it will again, when the search has come there. */
  private failsLater(error: unknown): void {
    if (!(error instanceof EvaluationError)) throw error;
    this.failure = error;
    this.closed = true;
  }

  private collectSuccessors(): void {
    this.asked.aboutExpanded();
    if (this.collectBatch()) return;
    this.states.read(this.collected, this.current);
    const end = this.fill();
    if (end < 0) {
      this.model.next(this.current, this.onGathered);
      this.leaveIfEnded();
    }
    const { words } = this.model.layout;
    for (let at = 0; at < end; at += words + 1) this.gathered(this.read(at), this.found[at + words] as number);
    this.collected++;
  }

  /** Collects the successors of many states, if there is nothing to ask about them. */
  private collectBatch(): boolean {
    const { model, batch, candidates } = this;
    if (model.bulk == null || model.constrained || model.key !== null) return false;
    batch.fill(model.bulk, this.states, this.collected, this.levelEnd);
    if (batch.states === 0) return false;
    batch.find(candidates);
    const { rows, hashes, stride } = batch;
    const count = (batch.ends[batch.states] as number) / stride;
    for (let i = 0; i < count; i++) {
      if (batch.numberOf(i) === UNKNOWN) {
        candidates.add(rows, i * stride, hashes[i] as number, this.met + i);
        batch.settle(i, MET);
      }
    }
    this.met += count;
    this.collected += batch.states;
    return true;
  }

  /** Finds the successors of the state at hand in bulk; the answer is where they end, or -1 where only `next` can tell. */
  private fill(): number {
    const { bulk } = this.model;
    if (bulk == null) return -1;
    for (;;) {
      const end = bulk(this.current, 0, this.found, 0);
      if (end <= this.found.length) return end;
      this.found = new Int32Array(end * 2);
    }
  }

  /** The successor at `at`; good until the next one is read. */
  private read(at: number): Int32Array {
    const { successor, found } = this;
    for (let word = 0; word < successor.length; word++) successor[word] = found[at + word] as number;
    return successor;
  }

  /** Collects an initial state, of which only those within the constraints have a place. */
  private initialGathered(row: Int32Array): void {
    if (this.stopped !== null) return;
    if (this.budget.emitted()) this.look();
    this.asked.about(row, -1);
    if (!this.model.constrained || this.model.within(row)) this.add(row, this.met++);
    this.asked.aboutExpanded();
  }

  /** Collects a successor. */
  private gathered(row: Int32Array, action: number): void {
    if (this.stopped !== null || action < 0) return;
    if (this.budget.emitted()) this.look();
    const place = this.met++;
    if (!this.model.constrained || this.isWithin(row, action)) this.add(row, place);
    this.asked.aboutExpanded();
  }

  private add(row: Int32Array, place: number): void {
    const { key } = this.model;
    key?.of(row, this.key);
    const told = key === null ? row : this.key;
    this.candidates.add(told, 0, hashFrom(told, 0, key?.words ?? this.model.layout.words), place);
  }

  /** Ends collecting, and begins to look up what was collected. */
  private beginLookUps(): void {
    this.stage = "looking up";
    this.fresh = new Uint8Array(Math.ceil(this.met / 8));
    const { fresh } = this;
    this.lookUps = this.seen.take(this.candidates, this.met, (place) => {
      const byte = Math.floor(place / 8);
      fresh[byte] = (fresh[byte] as number) | (1 << (place % 8));
    });
  }

  /** Looks some more candidates up; false when that is done. */
  private goesOn(): boolean {
    if (this.lookUps?.next().done === false) return true;
    this.lookUps = null;
    this.stage = "taking";
    this.taken = 0;
    return false;
  }

  /** Takes the next successor: is it the first that leads to a new state? */
  private isFresh(): boolean {
    const place = this.taken++;
    return (((this.fresh[Math.floor(place / 8)] as number) >> (place % 8)) & 1) === 1;
  }

  /** Expands the next state of the portion, or ends it. */
  private takeState(): void {
    if (this.expanded === this.collected) {
      this.close();
      return;
    }
    this.states.read(this.expanded, this.current);
    this.expand();
    // While this state is at hand, to which the failure belongs.
    if (this.failure !== null && this.expanded + 1 === this.collected) this.close();
    this.expanded++;
  }

  /**
   * Ends a portion, all of which was taken as it was collected: otherwise some state would not be asked about. What failed
   * then has failed, though it did not again: how deep a recursion may go depends on where it begins, and on its code.
   */
  private close(): void {
    if (this.failure !== null) throw this.failure;
    if (this.taken !== this.met) throw new Error("a state has other successors than before");
    this.open();
  }

  protected override enumerate(): void {
    const end = this.fill();
    if (end < 0) {
      super.enumerate();
      return;
    }
    const { model, found, tally } = this;
    const { words } = model.layout;
    for (let at = 0; at < end; at += words + 1) {
      const action = found[at + words] as number;
      const { taken } = this;
      if (this.failure !== null || model.constrained || this.verdicts.stepParts.length > 0 || this.isFresh()) {
        this.taken = taken;
        this.emitSuccessor(this.read(at), action);
        if (this.stopped !== null) return;
        continue;
      }
      this.successors++;
      this.generated++;
      tally.step(action);
    }
  }

  protected keep(row: Int32Array): boolean {
    this.makeKey(row);
    if (!this.isFresh()) return false;
    this.keepNew(row);
    return true;
  }

  protected take(row: Int32Array, action: number): void {
    this.noteStep(row, action);
    const unseen = this.isFresh();
    this.tally.step(action);
    this.takeKnown(row, action, unseen);
  }

  protected makeKey(row: Int32Array): void {
    if (this.failure !== null) this.model.key?.of(row, this.key);
  }

  protected append(row: Int32Array, predecessor: number, action: number): void {
    this.states.append(row, predecessor, action);
  }

  protected override relayout(rewrite: Rewrite): boolean {
    if (this.stage === "taking") throw new Error("states that were held before outgrow their layout");
    const { model, room, states: rows } = this;
    let number = 0;
    const begin = (): void => {
      const { words } = model.layout;
      this.successor = new Int32Array(words);
      this.batch = new Batch(words);
      this.current = new Int32Array(words);
      this.states = new StateFile(room, words);
      if (model.key === null) {
        this.seen.begin(words);
        this.candidates = new Candidates(room, words);
      }
    };
    this.candidates.clear();
    const enter = (row: Int32Array): void => {
      this.states.append(row, rows.predecessorOf(number), rows.actionOf(number));
      if (model.key === null) this.candidates.add(row, 0, hashFrom(row, 0, row.length), number);
      number++;
    };
    relayout(model, rewrite, { rows, begin, enter }, this.verdicts);
    rows.remove();
    this.seeHeld();
    this.open();
    return true;
  }

  protected here(): Path {
    return wayTo(this.states, this.states, this.stage === "taking" ? this.expanded : this.collected, null);
  }

  protected wayTo(row: Int32Array, action: number): Path {
    if (action < 0) return { rows: [row.slice(0, this.states.words)], actions: [-1] };
    return wayTo(this.states, this.states, this.stage === "taking" ? this.expanded : this.collected, { row, action });
  }
}
