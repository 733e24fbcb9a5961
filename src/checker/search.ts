// Hot path: `onSuccessor` or `take` runs once per generated state; it may allocate only when a property is violated.
/** Breadth-first search, level by level: every reachable state once, every step once per way to take it. */

import { EvaluationError, LayoutOutgrown, type Model, type Rewrite, type RunFacts } from "../models/model.ts";
import { Batch, EXCLUDED, UNKNOWN } from "./batch.ts";
import { Budget, isOutOfMemory } from "./budget.ts";
import type { BehaviorFailure } from "./liveness/behaviors.ts";
import { EdgeStore, type StateGraph, stateGraph } from "./liveness/state-graph.ts";
import type { ResolvedOptions } from "./options.ts";
import { Origins } from "./origins.ts";
import { Questions } from "./questions.ts";
import type { EvaluationFailure, Progress, StopReason } from "./result.ts";
import { rewritten } from "./rewrite.ts";
import { RowStore } from "./row-store.ts";
import { SeenSet, seenSetOf } from "./seen-set.ts";
import { type Extent, type Path, Verdicts } from "./verdicts.ts";

/** Thrown through the model to leave an enumeration; never seen outside this file. */
const END = new Error("the search has ended");

/** Emissions between two looks at the clock inside one call of the model. */
const EMISSIONS_PER_LOOK = 4096;

/** Emissions between two looks at the heap, a power of two: each may have made values, and V8 does not wait. */
const EMISSIONS_PER_HEAP_LOOK = 512;

/** An evaluation that failed, with the way to the state in which it did. */
export interface SearchFailure {
  readonly error: EvaluationError;
  readonly exitCode: EvaluationFailure["exitCode"];
  readonly path: Path | null;
}

/**
 * One search of one model. `run` works for a slice of time and is called again until it answers true; then the public
 * fields hold what was found. States are numbered in breadth-first order, so the first trace found to a violation of
 * a property is a shortest one.
 */
export class Search {
  readonly verdicts: Verdicts;
  /** Initial states and successors emitted, duplicates and excluded ones included. */
  generated = 0;
  /** How many levels hold a state. */
  depth = 0;
  /** Why the search ended early; null while it runs and when it saw everything. */
  stopped: StopReason | null = null;
  failure: SearchFailure | null = null;
  /** Emitted states that the constraints exclude, duplicates included. */
  excluded = 0;
  /** `run` comes back, without an end, before it expands a state when so many are stored. */
  pauseAt = Number.POSITIVE_INFINITY;
  readonly actionGenerated: Float64Array;
  readonly actionDistinct: Float64Array;

  private readonly model: Model;
  private readonly options: ResolvedOptions;
  readonly budget: Budget;
  private rows: RowStore;
  /** What tells states apart, by state number: the rows themselves unless the model has keys of its own. */
  private keys: RowStore;
  private readonly key: Int32Array;
  private seen: SeenSet;
  /** Kept only for questions about behaviors. */
  private readonly edges: EdgeStore | null;
  private readonly origins: Origins;
  /** The level of the state being expanded, and of the one the model is asked about. */
  private level = 0;
  private askedLevel = 1;
  private phase: "constants" | "initial" | "steps" | "complete" = "constants";
  /** The state being expanded, and its number; every state before it has been expanded. */
  private current: Int32Array;
  private expanded = 0;
  private running = false;
  private levelEnd = 0;
  private initialEnd = 0;
  private successors = 0;
  private emissions = 0;
  private readonly questions: Questions;
  /** Where an evaluation failed, when it was on an emitted row. */
  private failedAt: Path | null = null;
  /** Successors found ahead of time, for models that find them in bulk; null for others. */
  private batch: Batch | null;
  /** The next state of the batch, and a successor from it. */
  private batched = 0;
  /** Must every step be asked about, also one to a state that is known? */
  private readonly asksSteps: boolean;
  private successor: Int32Array;
  private readonly emitInitial = (row: Int32Array): void => this.onInitial(row);
  private readonly emitSuccessor = (row: Int32Array, action: number): void => this.onSuccessor(row, action);

  constructor(model: Model, options: ResolvedOptions) {
    this.model = model;
    this.options = options;
    this.budget = new Budget(options);
    this.verdicts = new Verdicts(model);
    this.questions = new Questions(model, this.verdicts, {
      pathTo: (row, action) => (action < 0 ? this.alone(row) : this.pathTo(this.expanded, row, action)),
      violated: (over) => this.onViolation(over),
    });
    this.rows = new RowStore(model.layout.words);
    this.keys = model.key === null ? this.rows : new RowStore(model.key.words);
    this.key = new Int32Array(model.key?.words ?? 0);
    this.seen = new SeenSet(this.keys);
    this.edges = this.verdicts.openBehaviors().length > 0 ? new EdgeStore(model.key === null) : null;
    this.origins = new Origins(model.actions.length);
    this.current = new Int32Array(model.layout.words);
    this.successor = new Int32Array(model.layout.words);
    this.batch = this.makeBatch();
    this.asksSteps = model.constrained && model.constrainsSteps !== false;
    this.actionGenerated = new Float64Array(model.actions.length);
    this.actionDistinct = new Float64Array(model.actions.length);
    model.observe(this.facts());
  }

  /** What the model may know of the run, read when it asks. */
  private facts(): RunFacts {
    const search = this;
    return {
      get level() {
        return search.askedLevel;
      },
      get distinct() {
        return search.distinct;
      },
      get generated() {
        return search.generated;
      },
      get queue() {
        return search.frontier;
      },
      get diameter() {
        return search.depth;
      },
      get duration() {
        return Math.floor(search.budget.elapsed() / 1000);
      },
      lookUp: () => search.lookUp(),
    };
  }

  /** Distinct states stored. */
  get distinct(): number {
    return this.rows.count;
  }

  /** Distinct initial states that the constraints admit. */
  get initial(): number {
    return this.phase === "initial" ? this.rows.count : this.initialEnd;
  }

  /** Stored states that were not, or not completely, expanded. */
  get frontier(): number {
    return this.rows.count - this.expanded;
  }

  /** Which kinds of parts have been asked wherever they had to be. */
  get extent(): Extent {
    const states = this.model.hasBehavior;
    return {
      constants: this.phase !== "constants",
      initial: states && (this.phase === "steps" || this.phase === "complete"),
      steps: states && this.phase === "complete",
      complete: this.phase === "complete",
    };
  }

  /** Searches for about `slice` milliseconds; true when the search has ended. Throws only on a defect of the model. */
  run(slice: number): boolean {
    this.running = true;
    try {
      return this.advance(performance.now() + slice);
    } catch (error) {
      if (error === END) return true;
      if (error instanceof LayoutOutgrown && error.rewrite !== null) {
        this.rewrite(error.rewrite);
        return false;
      }
      if (error instanceof EvaluationError) {
        this.stopped = "error";
        this.failure = { error, exitCode: this.questions.failureCode(error), path: this.failurePath() };
        return true;
      }
      if (isOutOfMemory(error)) {
        this.stopped = "max-memory";
        return true;
      }
      throw error;
    } finally {
      this.running = false;
    }
  }

  /** Called by the model within a long evaluation. Other evaluations than those of `run` come to their end. */
  private lookUp(): void {
    const exceeded = this.running ? this.budget.exceeded() : null;
    if (exceeded === null) return;
    this.end(exceeded);
  }

  private advance(until: number): boolean {
    if (this.phase === "constants") {
      this.questions.constants("constant");
      if (!this.model.hasBehavior) {
        this.questions.constants("end");
        this.phase = "complete";
        return true;
      }
      this.phase = "initial";
      this.endIfNothingLeft();
    }
    if (this.phase === "initial") {
      this.model.initial(this.emitInitial);
      this.leaveIfEnded();
      this.initialEnd = this.rows.count;
      this.phase = "steps";
      this.endIfNothingLeft();
    }
    while (this.expanded < this.rows.count) {
      if (this.rows.count >= this.pauseAt) return false;
      if (this.budget.sliceOver(until)) {
        this.look();
        return false;
      }
      if (this.expanded === this.levelEnd) this.beginLevel();
      if (this.batch === null || !this.expandFrom(this.batch)) this.expand();
    }
    this.questions.constants("end");
    this.phase = "complete";
    return true;
  }

  /** Goes on in another layout: states keep their numbers, and keys do not depend on it. */
  private rewrite(rewrite: Rewrite): void {
    const keyed = this.keys !== this.rows;
    this.rows = rewritten(rewrite, this.rows, this.verdicts, () => this.model.layout.words);
    const { words } = this.rows;
    if (!keyed) {
      this.keys = this.rows;
      this.seen = seenSetOf(this.rows);
    }
    this.successor = new Int32Array(words);
    this.current = new Int32Array(words);
    this.batch = this.makeBatch();
    this.batched = 0;
  }

  private makeBatch(): Batch | null {
    const { model } = this;
    return model.key === null && model.bulk != null ? new Batch(model.layout.words, model.bulk) : null;
  }

  private beginLevel(): void {
    this.levelEnd = this.rows.count;
    this.level++;
    if (this.depth >= this.options.maxDepth) this.end("max-depth");
  }

  private expand(): void {
    this.begin();
    this.model.next(this.current, this.emitSuccessor);
    this.leaveIfEnded();
    this.finish();
  }

  private begin(): void {
    this.rows.read(this.expanded, this.current);
    this.edges?.begin(this.expanded);
    this.successors = 0;
    this.askedLevel = this.level;
  }

  private finish(): void {
    if (this.successors === 0 && this.verdicts.deadlock >= 0 && !this.verdicts.isViolated(this.verdicts.deadlock)) {
      this.verdicts.record({
        property: this.verdicts.deadlock,
        exitCode: 11,
        path: this.pathTo(this.expanded),
        behavior: null,
      });
      this.endIfDecided();
    }
    this.expanded++;
  }

  /** Counts an emission; true now and then, and when the heap gets full. */
  private lookDue(): boolean {
    if (++this.emissions >= EMISSIONS_PER_LOOK) return true;
    return (this.emissions & (EMISSIONS_PER_HEAP_LOOK - 1)) === 0 && this.budget.heapHigh();
  }

  /** Expands a state whose successors are in the batch; false where the model has to be asked. */
  private expandFrom(batch: Batch): boolean {
    if (this.batched === batch.states) {
      batch.fill(this.rows, this.expanded, this.levelEnd);
      batch.find(this.seen);
      this.batched = 0;
      if (batch.states === 0) return false;
    }
    this.begin();
    if (this.asksSteps || this.verdicts.stepParts.length > 0) this.takeAsked(batch);
    else this.take(batch);
    this.batched++;
    this.finish();
    return true;
  }

  /** Looks up the successors of the state being expanded. */
  private take(batch: Batch): void {
    const { ends, rows, stride } = batch;
    const { actionGenerated, edges } = this;
    const end = ends[this.batched] as number;
    const start = this.batched === 0 ? 0 : (ends[this.batched - 1] as number);
    let index = (start / stride) | 0;
    let counted = index;
    for (let at = start; at < end; at += stride) {
      const action = rows[at + stride - 1] as number;
      (actionGenerated[action] as number)++;
      let number = batch.numberOf(index++);
      if (number === UNKNOWN) {
        // What follows may end the search, or ask how far it is.
        this.generated += index - counted;
        this.successors += index - counted;
        counted = index;
        number = this.takeUnknown(batch, index - 1, at, action);
      } else if (number === EXCLUDED) this.excluded++;
      if (number >= 0) edges?.add(number);
    }
    this.generated += index - counted;
    this.successors += index - counted;
  }

  /** Looks up a successor, and stores and asks about it if it is new; the answer is its number or EXCLUDED. */
  private takeUnknown(batch: Batch, index: number, from: number, action: number): number {
    const { rows, hashes } = batch;
    const { successor } = this;
    let number = this.seen.findFrom(rows, from, hashes[index] as number);
    if (number < 0) {
      const { constrained } = this.model;
      const asked = this.verdicts.stateParts.length > 0;
      if (constrained || asked) for (let i = 0; i < successor.length; i++) successor[i] = rows[from + i] as number;
      if (constrained && !this.isWithin(successor, action)) {
        this.excluded++;
        number = EXCLUDED;
      } else {
        number = this.storeFrom(rows, from, this.expanded, action);
        (this.actionDistinct[action] as number)++;
      }
      if (asked) this.ask(successor, action, true);
    }
    batch.settle(index, number);
    return number;
  }

  /** The same where every step is asked about. */
  private takeAsked(batch: Batch): void {
    const { ends, rows, stride } = batch;
    const end = ends[this.batched] as number;
    const start = this.batched === 0 ? 0 : (ends[this.batched - 1] as number);
    let index = (start / stride) | 0;
    for (let at = start; at < end; at += stride) {
      this.takeStep(batch, index++, at, rows[at + stride - 1] as number);
    }
  }

  private takeStep(batch: Batch, index: number, from: number, action: number): void {
    const { model, successor } = this;
    const { rows, hashes } = batch;
    this.generated++;
    this.successors++;
    (this.actionGenerated[action] as number)++;
    for (let i = 0; i < successor.length; i++) successor[i] = rows[from + i] as number;
    let unseen = true;
    let number = UNKNOWN;
    if (!model.constrained || this.isWithin(successor, action)) {
      number = batch.numberOf(index);
      if (number < 0) number = this.seen.findFrom(rows, from, hashes[index] as number);
      unseen = number < 0;
      if (unseen) {
        number = this.store(successor, this.expanded, action);
        (this.actionDistinct[action] as number)++;
      }
      this.edges?.add(number);
    } else this.excluded++;
    batch.settle(index, number);
    if (unseen || this.verdicts.stepParts.length > 0) this.ask(successor, action, unseen);
  }

  private isWithin(row: Int32Array, action: number): boolean {
    this.askedLevel = this.level + 1;
    try {
      return this.model.within(row) && this.withinStep(row);
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.pathTo(this.expanded, row, action);
      throw error;
    } finally {
      this.askedLevel = this.level;
    }
  }

  /** Asks about a successor if it is a state of its own, and about the step to it. */
  private ask(row: Int32Array, action: number, unseen: boolean): void {
    try {
      this.askedLevel = this.level + 1;
      if (unseen) this.questions.row(this.verdicts.stateParts, "state", row, action);
      this.askedLevel = this.level;
      if (this.verdicts.stepParts.length > 0) this.questions.step(this.current, row, action);
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.pathTo(this.expanded, row, action);
      throw error;
    }
  }

  private onInitial(row: Int32Array): void {
    if (this.stopped !== null) return;
    this.generated++;
    if (this.lookDue()) this.look();
    try {
      if (!this.model.constrained || this.model.within(row)) {
        if (this.seen.find(this.keyOf(row)) >= 0) return;
        this.store(row, -1, -1);
      } else this.excluded++;
      this.questions.row(this.verdicts.stateParts, "state", row, -1);
      this.questions.row(this.verdicts.initialParts, "initial", row, -1);
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.alone(row);
      throw error;
    }
  }

  private onSuccessor(row: Int32Array, action: number): void {
    if (this.stopped !== null) return;
    this.generated++;
    if (action < 0) return;
    this.successors++;
    (this.actionGenerated[action] as number)++;
    if (this.lookDue()) this.look();
    this.askedLevel = this.level + 1;
    try {
      const model = this.model;
      let unseen = true;
      if (!model.constrained || (model.within(row) && this.withinStep(row))) {
        let number = this.seen.find(this.keyOf(row));
        unseen = number < 0;
        if (unseen) {
          number = this.store(row, this.expanded, action);
          (this.actionDistinct[action] as number)++;
        }
        this.edges?.add(number);
      } else this.excluded++;
      if (unseen) this.questions.row(this.verdicts.stateParts, "state", row, action);
      if (this.verdicts.stepParts.length > 0) {
        this.askedLevel = this.level;
        this.questions.step(this.current, row, action);
      }
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.pathTo(this.expanded, row, action);
      throw error;
    }
    this.askedLevel = this.level;
  }

  /** A step is asked about at the level of the state that it leaves, a state at its own. */
  private withinStep(row: Int32Array): boolean {
    this.askedLevel = this.level;
    const within = this.model.withinStep(this.current, row);
    this.askedLevel = this.level + 1;
    return within;
  }

  /** Stores a row for which `seen.find` just answered -1. */
  private store(row: Int32Array, predecessor: number, action: number): number {
    return this.storeFrom(row, 0, predecessor, action);
  }

  private storeFrom(rows: Int32Array, from: number, predecessor: number, action: number): number {
    if (this.rows.count >= this.options.maxStates) this.end("max-states");
    if (this.rows.count === this.levelEnd) this.depth++;
    this.origins.append(predecessor, action);
    const number = this.rows.append(rows, from);
    if (this.keys !== this.rows) this.keys.append(this.key);
    this.seen.add(number);
    return number;
  }

  /** What `row` is looked up by. */
  private keyOf(row: Int32Array): Int32Array {
    if (this.model.key === null) return row;
    this.model.key.of(row, this.key);
    return this.key;
  }

  private onViolation(over: "constant" | "row"): void {
    if (over === "row") this.endIfDecided();
    else if (this.options.failFast) this.end("fail-fast");
  }

  /** The states and edges so far. Only where some part is over behaviors or possibilities. */
  graph(): StateGraph {
    return stateGraph(this.model, this.rows, this.initial, this.edges as EdgeStore);
  }

  /** Ends the search when a question asked outside of it leaves nothing to decide, or one violation is enough. */
  conclude(): void {
    try {
      this.endIfDecided();
    } catch (error) {
      if (error !== END) throw error;
    }
  }

  /** Ends the search because an evaluation failed while `property` was decided. */
  fail({ error, state, successor }: BehaviorFailure, property: number): void {
    const last = successor < 0 ? null : this.rowOf(successor);
    const path = state < 0 ? null : this.pathTo(state, last);
    const over = this.verdicts.properties[property]?.kind === "invariant" ? 76 : 77;
    this.stopped = "error";
    this.failure = { error, exitCode: error.kind === "assert" ? 14 : over, path };
  }

  /** Looks at time, memory and signal outside of the search; true when a budget ran out. */
  isOverBudget(): boolean {
    const exceeded = this.budget.exceeded();
    if (exceeded !== null) this.stopped = exceeded;
    return exceeded !== null;
  }

  /** The row of a state. */
  rowOf(state: number): Int32Array {
    return this.rows.copy(state);
  }

  private endIfDecided(): void {
    if (this.options.failFast) this.end("fail-fast");
    this.endIfNothingLeft();
  }

  private endIfNothingLeft(): void {
    if (this.verdicts.nothingLeft(this.phase === "steps" || this.phase === "complete")) this.end("decided");
  }

  private end(reason: StopReason): never {
    this.stopped = reason;
    throw END;
  }

  /** For a model that swallowed END on its way out. */
  private leaveIfEnded(): void {
    if (this.stopped !== null) throw END;
  }

  /** Looks at clock, memory and signal, and tells how far the search is. */
  private look(): void {
    this.emissions = 0;
    const exceeded = this.budget.exceeded();
    if (exceeded !== null) this.end(exceeded);
    if (this.options.onProgress !== null && this.budget.progressDue()) this.options.onProgress(this.progress());
  }

  private progress(): Progress {
    return {
      generated: this.generated,
      distinct: this.distinct,
      frontier: this.frontier,
      depth: this.depth,
      seconds: this.budget.elapsed() / 1000,
      memory: this.options.measureMemory().resident,
    };
  }

  /** The way to state `number`, and one step further if a row is given: along predecessors, so a shortest one. */
  pathTo(number: number, row: Int32Array | null = null, action = -1): Path {
    return this.origins.pathTo(this.rows, number, row, action);
  }

  private alone(row: Int32Array): Path {
    return { rows: [row.slice(0, this.rows.words)], actions: [-1] };
  }

  private failurePath(): Path | null {
    if (this.failedAt !== null) return this.failedAt;
    if (this.questions.aboutNoState) return null;
    return this.phase === "steps" ? this.pathTo(this.expanded) : null;
  }
}
