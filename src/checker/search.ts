// Hot path: `onSuccessor` and the loop of `flush` run once per generated state; they may allocate only for a violation.
/** Breadth-first search, level by level: every reachable state once, every step once per way to take it. */

import { EvaluationError, type Model, type RunFacts } from "../models/model.ts";
import { Batch, PASSED, STUCK } from "./batch.ts";
import { Budget } from "./budget.ts";
import type { BehaviorFailure } from "./liveness/behaviors.ts";
import { EdgeStore, type StateGraph } from "./liveness/state-graph.ts";
import type { ResolvedOptions } from "./options.ts";
import { Questions } from "./questions.ts";
import type { EvaluationFailure, Progress, StopReason } from "./result.ts";
import { RowStore } from "./row-store.ts";
import { SeenSet } from "./seen-set.ts";
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
  private readonly rows: RowStore;
  /** What tells states apart, by state number: the rows themselves unless the model has keys of its own. */
  private readonly keys: RowStore;
  private readonly key: Int32Array;
  private readonly seen: SeenSet;
  /** Kept only for questions about behaviors. */
  private readonly edges: EdgeStore | null;
  /** For each state: its predecessor's number and the action taken, both -1 for an initial state. */
  private readonly origins = new RowStore(2);
  private readonly origin = new Int32Array(2);
  /** The level of the state being expanded, and of the one the model is asked about. */
  private level = 0;
  private askedLevel = 1;
  private phase: "constants" | "initial" | "steps" | "complete" = "constants";
  /** The state being expanded, and its number; every state before it has been expanded. */
  private readonly current: Int32Array;
  private expanded = 0;
  private running = false;
  /** What was emitted and not looked at yet, and the entry that is being looked at: its source and its own row. */
  private readonly batch: Batch;
  private flushing = false;
  /** Whose row is in `sourceRow`. */
  private source = -1;
  /** The source of the entry that is looked at. */
  private asking = -1;
  private readonly sourceRow: Int32Array;
  private readonly successorRow: Int32Array;
  /** Keeps what is read ahead from being optimised away. */
  private touched = 0;
  private levelEnd = 0;
  private initialEnd = 0;
  private successors = 0;
  private emissions = 0;
  private readonly questions: Questions;
  /** Where an evaluation failed, when it was on an emitted row. */
  private failedAt: Path | null = null;
  private readonly emitInitial = (row: Int32Array): void => this.onInitial(row);
  private readonly emitSuccessor = (row: Int32Array, action: number): void => this.onSuccessor(row, action);

  constructor(model: Model, options: ResolvedOptions) {
    this.model = model;
    this.options = options;
    this.budget = new Budget(options);
    this.verdicts = new Verdicts(model);
    this.questions = new Questions(model, this.verdicts, {
      pathTo: (row, action) => (action < 0 ? this.alone(row) : this.pathTo(this.asking, row, action)),
      violated: (over) => this.onViolation(over),
    });
    this.rows = new RowStore(model.layout.words);
    this.keys = model.key === null ? this.rows : new RowStore(model.key.words);
    this.key = new Int32Array(model.key?.words ?? 0);
    this.seen = new SeenSet(this.keys);
    this.edges = this.verdicts.openBehaviors().length > 0 ? new EdgeStore(model.key === null) : null;
    this.current = new Int32Array(model.layout.words);
    this.batch = new Batch(model.layout.words);
    this.sourceRow = new Int32Array(model.layout.words);
    this.successorRow = new Int32Array(model.layout.words);
    this.actionGenerated = new Float64Array(model.actions.length);
    this.actionDistinct = new Float64Array(model.actions.length);
    model.observe(this.facts());
  }

  /** What the model may know of the run, read when it asks: as if each successor had been looked at when it was emitted. */
  private facts(): RunFacts {
    const search = this;
    return {
      get level() {
        return search.askedLevel;
      },
      get distinct() {
        search.flush();
        return search.distinct;
      },
      get generated() {
        search.flush();
        return search.generated;
      },
      get queue() {
        search.flush();
        return search.frontier;
      },
      get diameter() {
        search.flush();
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
    return this.rows.count - (this.flushing ? this.asking : this.expanded);
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
      try {
        return this.advance(performance.now() + slice);
      } catch (error) {
        // What was emitted before an evaluation failed comes first.
        if (error instanceof EvaluationError && this.failedAt === null) this.flush();
        throw error;
      }
    } catch (error) {
      if (error === END) return true;
      if (error instanceof EvaluationError) {
        this.stopped = "error";
        this.failure = { error, exitCode: this.questions.failureCode(error), path: this.failurePath() };
        return true;
      }
      if (error instanceof RangeError && /array buffer|typed array length/i.test(error.message)) {
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
    this.flush();
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
    for (;;) {
      if (this.expanded === this.levelEnd || this.rows.count + this.batch.count >= this.pauseAt) {
        this.flush();
        if (this.rows.count >= this.pauseAt) return false;
        if (this.expanded === this.rows.count) break;
      }
      if (this.budget.sliceOver(until)) {
        this.flush();
        this.look();
        return false;
      }
      if (this.expanded === this.levelEnd) this.beginLevel();
      this.expand();
    }
    this.questions.constants("end");
    this.phase = "complete";
    return true;
  }

  private beginLevel(): void {
    this.levelEnd = this.rows.count;
    this.level++;
    if (this.depth >= this.options.maxDepth) this.end("max-depth");
  }

  private expand(): void {
    this.rows.read(this.expanded, this.current);
    this.successors = 0;
    this.askedLevel = this.level;
    this.model.next(this.current, this.emitSuccessor);
    this.leaveIfEnded();
    if (this.successors === 0 && this.verdicts.deadlock >= 0) this.stuck();
    this.expanded++;
  }

  /** Counts an emission; true now and then, and when the heap gets full. */
  private lookDue(): boolean {
    if (++this.emissions >= EMISSIONS_PER_LOOK) return true;
    return (this.emissions & (EMISSIONS_PER_HEAP_LOOK - 1)) === 0 && this.budget.heapHigh();
  }

  private stuck(): void {
    if (this.batch.isFull) this.flush();
    this.batch.mark(this.expanded, STUCK);
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
    if (action >= 0) this.successors++;
    if (this.batch.isFull) this.flush();
    this.batch.add(row, this.expanded, action);
    if (this.lookDue()) {
      this.flush();
      this.look();
    }
  }

  /**
   * Looks at what was emitted, in that order. First the memory that the look-ups will need is read for all of them:
   * misses of the cache that do not wait for each other take place side by side (engine.md section 2).
   */
  private flush(): void {
    const { batch, seen } = this;
    if (this.flushing || batch.count === 0) return;
    this.flushing = true;
    const asked = this.askedLevel;
    try {
      if (this.model.key === null) {
        let touched = 0;
        for (let entry = 0; entry < batch.count; entry++) {
          const number = seen.touch(batch.hashes[entry] as number);
          if (number !== 0) touched ^= this.rows.touch(number - 1);
        }
        this.touched ^= touched;
      }
      const plain = this.model.key === null && !this.model.constrained && this.edges === null;
      const { rows, hashes, actions, words } = batch;
      for (let entry = 0; entry < batch.count; entry++) {
        const action = actions[entry] as number;
        // Most successors were seen before, and then there is often nothing to do but to count them.
        if (plain && action >= 0 && this.verdicts.stepParts.length === 0) {
          if (seen.findAt(rows, entry * words, hashes[entry] as number) >= 0) {
            this.generated++;
            (this.actionGenerated[action] as number)++;
            continue;
          }
        }
        this.take(entry);
      }
    } catch (error) {
      // States after this one count as not expanded, however far ahead the batch was.
      this.expanded = this.asking;
      throw error;
    } finally {
      batch.count = 0;
      this.flushing = false;
      this.source = -1;
      this.askedLevel = asked;
    }
  }

  /** Looks at one entry of the batch. */
  private take(entry: number): void {
    const { batch, model } = this;
    const action = batch.actions[entry] as number;
    const source = batch.sources[entry] as number;
    this.asking = source;
    if (action === STUCK) {
      this.recordDeadlock(source);
      return;
    }
    this.generated++;
    if (action === PASSED) return;
    (this.actionGenerated[action] as number)++;
    this.askedLevel = this.level + 1;
    const { stepParts } = this.verdicts;
    if (source !== this.source && (model.constrained || stepParts.length > 0)) {
      this.rows.read(source, this.sourceRow);
      this.source = source;
    }
    const row = this.successorRow;
    try {
      let unseen = true;
      let read = false;
      if (model.constrained || model.key !== null) {
        batch.read(entry, row);
        read = true;
      }
      if (!model.constrained || (model.within(row) && this.withinStep(row))) {
        let number =
          model.key === null
            ? this.seen.findAt(batch.rows, entry * batch.words, batch.hashes[entry] as number)
            : this.seen.find(this.keyOf(row));
        unseen = number < 0;
        if (unseen) {
          if (!read) batch.read(entry, row);
          read = true;
          number = this.store(row, source, action);
          (this.actionDistinct[action] as number)++;
        }
        if (this.edges !== null) this.edges.add(source, number);
      } else this.excluded++;
      if (unseen && this.verdicts.stateParts.length > 0) {
        this.questions.row(this.verdicts.stateParts, "state", row, action);
      }
      if (stepParts.length > 0) {
        if (!read) batch.read(entry, row);
        this.askedLevel = this.level;
        this.questions.step(this.sourceRow, row, action);
      }
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.pathTo(source, row, action);
      throw error;
    }
  }

  private recordDeadlock(state: number): void {
    const { deadlock } = this.verdicts;
    if (this.verdicts.isViolated(deadlock)) return;
    this.verdicts.record({ property: deadlock, exitCode: 11, path: this.pathTo(state), behavior: null });
    this.endIfDecided();
  }

  /** A step is asked about at the level of the state that it leaves, a state at its own. */
  private withinStep(row: Int32Array): boolean {
    this.askedLevel = this.level;
    const within = this.model.withinStep(this.sourceRow, row);
    this.askedLevel = this.level + 1;
    return within;
  }

  /** Stores a row for which `seen.find` just answered -1. */
  private store(row: Int32Array, predecessor: number, action: number): number {
    if (this.rows.count >= this.options.maxStates) this.end("max-states");
    if (this.rows.count === this.levelEnd) this.depth++;
    this.origin[0] = predecessor;
    this.origin[1] = action;
    this.origins.append(this.origin);
    const number = this.rows.append(row);
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
    const states = this.rows.count;
    const edges = (this.edges as EdgeStore).rowsFor(states);
    const { words } = this.rows;
    const read = (state: number, target: Int32Array): void => this.rows.read(state, target);
    const { offsets, targets } = edges;
    let source = -1;
    let successors: Int32Array[] = [];
    const readSuccessor = (state: number, edge: number, target: Int32Array): void => {
      if (this.model.key === null) {
        this.rows.read(targets[edge] as number, target);
        return;
      }
      if (state !== source) successors = this.successorsOf(this.rowOf(state));
      source = state;
      target.set(successors[edge - (offsets[state] as number)] as Int32Array);
    };
    return { states, initial: this.initial, ...edges, words, read, readSuccessor };
  }

  /** The successors within the constraints, in the order in which the search saw them. */
  private successorsOf(row: Int32Array): Int32Array[] {
    const { model } = this;
    const found: Int32Array[] = [];
    model.next(row, (successor, action) => {
      if (action < 0) return;
      if (model.constrained && !(model.within(successor) && model.withinStep(row, successor))) return;
      found.push(successor.slice(0, this.rows.words));
    });
    return found;
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
    const rows: Int32Array[] = row === null ? [] : [row.slice(0, this.rows.words)];
    const actions: number[] = row === null ? [] : [action];
    const states: number[] = [];
    for (let at = number; at >= 0; at = this.origin[0] as number) {
      this.origins.read(at, this.origin);
      states.push(at);
      rows.push(this.rows.copy(at));
      actions.push(this.origin[1] as number);
    }
    const path = { rows: rows.reverse(), actions: actions.reverse() };
    return row === null ? { ...path, states: states.reverse() } : path;
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
