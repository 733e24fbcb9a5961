// Hot path: `onSuccessor` or `take` runs once per generated state; it may allocate only when a property is violated.
/** Breadth-first search, level by level: every reachable state once, every step once per way to take it. */

import { EvaluationError, LayoutOutgrown, type Model, type Rewrite } from "../models/model.ts";
import { Asked } from "./asked.ts";
import { Budget, isOutOfMemory } from "./budget.ts";
import { KernelChoice } from "./kernel/choice.ts";
import {
  ADMITTED,
  ALWAYS,
  type Answer,
  ASKED,
  DEADLOCK,
  DONE,
  type Event,
  EXCLUDES,
  EXHAUSTED,
  EXHAUSTED_WITHIN,
  FULL,
  type Kernel,
  type Ledger,
  NEVER,
  OPEN,
  TAKEN,
  type Terms,
  UNSEEN,
} from "./kernel/kernel.ts";
import type { WebAssemblyKernel } from "./kernel/webassembly.ts";
import type { BehaviorFailure } from "./liveness/behaviors.ts";
import { EdgeStore, type StateGraph, stateGraph } from "./liveness/state-graph.ts";
import type { ResolvedOptions } from "./options.ts";
import { Origins } from "./origins.ts";
import { Questions } from "./questions.ts";
import type { StopReason } from "./result.ts";
import { progressOf, runFacts } from "./run-facts.ts";
import { type Extent, type Path, Verdicts } from "./verdicts.ts";

/** Is the run over for no lack of time or memory, so that postconditions may be evaluated? */
export function endsInOrder(stopped: StopReason): boolean {
  return stopped === "decided" || stopped === "fail-fast" || stopped === "exit";
}

/** Thrown through the model to leave an enumeration; never seen outside this file. */
const END = new Error("the search has ended");

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
  /** Emitted states that the constraints exclude, duplicates included. */
  excluded = 0;
  /** `run` comes back, without an end, before it expands a state when so many are stored. */
  pauseAt = Number.POSITIVE_INFINITY;
  private readonly model: Model;
  private readonly options: ResolvedOptions;
  readonly budget: Budget;
  /** Holds the states. */
  private kernel: Kernel;
  private readonly kernels: KernelChoice;
  private readonly ledger: Ledger;
  private readonly asked = new Asked();
  /** Did the spec ask for the end of the run? */
  private stopping = false;
  private phase: "constants" | "initial" | "steps" | "complete" = "constants";
  /** The state being expanded, and its number; every state before it has been expanded. */
  private current: Int32Array;
  private expanded = 0;
  private levelEnd = 0;
  private initialEnd = 0;
  private successors = 0;
  private readonly questions: Questions;
  /** Where an evaluation failed, when it was on an emitted row. */
  private failedAt: Path | null = null;
  /** Must every step be asked about, also one to a state that is known? */
  private readonly asksSteps: boolean;
  private successor: Int32Array;
  private readonly terms: Terms;
  /** The state whose row `current` is, when a batch is taken. */
  private readOf = -1;
  /** When this slice ends, and whether it does after the state being expanded, as was seen in the middle of a batch. */
  private until = 0;
  private sliceEnded = false;
  private readonly emitInitial = (row: Int32Array): void => this.onInitial(row);
  private readonly emitSuccessor = (row: Int32Array, action: number): void => this.onSuccessor(row, action);

  constructor(model: Model, options: ResolvedOptions) {
    this.model = model;
    this.options = options;
    this.budget = new Budget(options);
    this.verdicts = new Verdicts(model);
    this.questions = new Questions(model, this.verdicts, {
      pathTo: (row, action) => this.wayTo(row, action),
      violated: (over) => this.onViolation(over),
    });
    const actions = model.actions.length;
    this.ledger = {
      origins: new Origins(actions),
      edges: this.verdicts.openBehaviors().length > 0 ? new EdgeStore(model.key === null) : null,
      generated: new Float64Array(actions),
      distinct: new Float64Array(actions),
    };
    this.kernels = new KernelChoice(model, options, this.ledger);
    this.kernel = this.kernels.begin(0);
    this.current = new Int32Array(model.layout.words);
    this.successor = new Int32Array(model.layout.words);
    this.terms = {
      until: 0,
      before: NEVER,
      after: NEVER,
      deadlocks: false,
      maxStates: options.maxStates,
      pauseAt: this.pauseAt,
    };
    this.asksSteps = model.constrained && model.constrainsSteps !== false;
    model.observe(
      runFacts(this, {
        asked: this.asked,
        simulation: null,
        expanded: () => this.pathTo(this.expanded),
        pathTo: (row, action) => this.wayTo(row, action),
        lookUp: () => this.lookUp(),
        stop: () => {
          this.stopping = true;
          this.endBatch();
        },
      }),
    );
  }

  /** Distinct states stored. */
  get distinct(): number {
    return this.kernel.rows.count;
  }

  /** Steps, and states first found by them, by action. */
  get actionGenerated(): Float64Array {
    this.kernel.count();
    return this.ledger.generated;
  }

  get actionDistinct(): Float64Array {
    return this.ledger.distinct;
  }

  /** Distinct initial states that the constraints admit. */
  get initial(): number {
    return this.phase === "initial" ? this.distinct : this.initialEnd;
  }

  /** Stored states that were not, or not completely, expanded. */
  get frontier(): number {
    return this.distinct - this.expanded;
  }

  /** Which kinds of parts have been asked wherever they had to be. */
  get extent(): Extent {
    const steps = this.phase === "complete" && this.model.hasBehavior;
    return { initial: this.phase === "steps" || steps, steps };
  }

  /** Searches for about `slice` milliseconds; true when the search has ended. Throws only on a defect of the model. */
  run(slice: number): boolean {
    return this.guarded(() => this.advance(performance.now() + slice));
  }

  /**
   * Asks the postconditions, of a run that is over: when all else has been asked. A run that a violation ended early
   * decides none, but has them evaluated: they may be what shows or keeps the counterexample.
   */
  askPostconditions(): void {
    if (this.stopped !== null && !endsInOrder(this.stopped)) return;
    this.asked.level = 0;
    this.asked.aboutExpanded();
    this.guarded(() => this.questions.constants("end", this.phase === "complete"));
  }

  private guarded(work: () => boolean): boolean {
    this.asked.running = true;
    try {
      return work();
    } catch (error) {
      if (error === END) return true;
      if (error instanceof LayoutOutgrown && error.rewrite !== null) {
        this.rewrite(error.rewrite);
        return false;
      }
      if (error instanceof EvaluationError) {
        this.stopped = "error";
        this.verdicts.fail({ error, during: this.questions.during(error), path: this.failurePath() });
        return true;
      }
      if (isOutOfMemory(error)) {
        this.stopped = "max-memory";
        return true;
      }
      throw error;
    } finally {
      this.asked.running = false;
    }
  }

  /** Called by the model within a long evaluation. Other evaluations than those of `run` come to their end. */
  private lookUp(): void {
    const exceeded = this.asked.running ? this.budget.exceeded() : null;
    if (exceeded === null) return;
    this.end(exceeded);
  }

  private advance(until: number): boolean {
    this.until = until;
    if (this.phase === "constants") {
      if (!this.questions.constants("constant")) this.end("error");
      if (!this.model.hasBehavior) {
        this.phase = "complete";
        return true;
      }
      this.phase = "initial";
      this.endIfNothingLeft();
    }
    if (this.phase === "initial") {
      this.model.initial(this.emitInitial);
      this.leaveIfEnded();
      this.initialEnd = this.distinct;
      this.phase = "steps";
      this.endIfNothingLeft();
    }
    while (this.expanded < this.distinct) {
      if (this.stopping) this.end("exit");
      if (this.distinct >= this.pauseAt) return false;
      if (this.sliceEnded || this.budget.sliceOver(until)) {
        this.sliceEnded = false;
        this.look();
        return false;
      }
      const rewrite = this.kernel.state === this.kernel.states ? (this.model.better?.() ?? null) : null;
      if (rewrite !== null) this.rewrite(rewrite);
      if (this.expanded === this.levelEnd) this.beginLevel();
      if (!this.expandBatch()) this.expand();
    }
    this.phase = "complete";
    return true;
  }

  /** Goes on in another layout: states keep their numbers, and keys do not depend on it. */
  private rewrite(rewrite: Rewrite): void {
    const old = this.kernel.rows;
    const { survey } = rewrite;
    if (survey !== null) {
      for (let number = 0; number < old.count; number++) survey(old.chunkOf(number), old.placeOf(number));
      this.verdicts.mapRows((row) => {
        survey(row, 0);
        return row;
      });
    }
    rewrite.begin();
    const { words } = this.model.layout;
    this.kernel.count();
    this.kernel = this.kernels.begin(old.count);
    this.successor = new Int32Array(words);
    this.current = new Int32Array(words);
    this.readOf = -1;
    const moved = new Int32Array(words);
    for (let number = 0; number < old.count; number++) {
      rewrite.row(old.chunkOf(number), old.placeOf(number), moved);
      if (this.kernel.find(moved) >= 0) throw new Error("two states became one in another layout");
      this.put(moved);
    }
    this.verdicts.mapRows((row) => {
      const other = new Int32Array(words);
      rewrite.row(row, 0, other);
      return other;
    });
  }

  private beginLevel(): void {
    this.levelEnd = this.distinct;
    this.asked.level++;
    if (this.depth >= this.options.maxDepth) this.end("max-depth");
  }

  private expand(): void {
    this.begin();
    this.model.next(this.current, this.emitSuccessor);
    this.leaveIfEnded();
    this.finish();
  }

  private begin(): void {
    this.kernel.rows.read(this.expanded, this.current);
    this.readOf = this.expanded;
    this.ledger.edges?.begin(this.expanded);
    this.successors = 0;
    this.asked.aboutExpanded();
  }

  private finish(): void {
    const { deadlock } = this.verdicts;
    if (this.successors === 0 && deadlock >= 0 && !this.verdicts.isViolated(deadlock)) this.deadlock();
    this.expanded++;
  }

  /** The state being expanded has no successor. */
  private deadlock(): void {
    const path = this.pathTo(this.expanded);
    this.verdicts.record({ property: this.verdicts.deadlock, breaks: "deadlock", path, behavior: null });
    this.endIfDecided();
  }

  /** Expands the states whose successors are in the batch. False where the model's `next` has to be asked. */
  private expandBatch(): boolean {
    const { kernels, terms } = this;
    if (kernels.next === null) return false;
    if (this.kernel.state === this.kernel.states) {
      this.kernel = kernels.better(this.kernel, this.distinct);
      this.kernel.fill(kernels.next, this.expanded, this.levelEnd);
      if (this.kernel.states === 0) return false;
    }
    terms.until = this.kernel.states;
    terms.pauseAt = this.pauseAt;
    this.asked.aboutExpanded();
    const { constrained } = this.model;
    const steps = this.asksSteps || this.verdicts.stepParts.length > 0;
    terms.before = constrained ? (steps ? ALWAYS : UNSEEN) : NEVER;
    this.setTerms();
    for (let answer: Answer | null = OPEN; answer !== null; ) answer = this.takeOn(answer);
    return true;
  }

  /** Sets the terms that change when a property is violated. */
  private setTerms(): void {
    const { terms, verdicts } = this;
    const asked = terms.after;
    terms.after = verdicts.stepParts.length > 0 ? ALWAYS : verdicts.stateParts.length > 0 ? UNSEEN : NEVER;
    // Nor have the constraints to be asked about every step, from the next state on.
    if (asked === ALWAYS && terms.after !== ALWAYS) this.endBatch();
    terms.deadlocks = verdicts.deadlock >= 0 && !verdicts.isViolated(verdicts.deadlock);
  }

  /** Lets the kernel take no more of the batch than the state being expanded; the rest follows. */
  private endBatch(): void {
    this.terms.until = Math.min(this.terms.until, this.kernel.state + 1);
  }

  /** Lets the kernel go on to its next event; what it is answered, or null when it has done what it should. */
  private takeOn(answer: Answer): Answer | null {
    const { levelEnd, kernel } = this;
    const known = kernel.rows.count;
    const event = kernel.take(answer, this.terms);
    this.generated += kernel.visited;
    this.excluded += kernel.excluded;
    this.expanded = kernel.first + kernel.state;
    if (known === levelEnd && kernel.rows.count > known) this.depth++;
    if (event === DONE) return null;
    if (event === ASKED || event === TAKEN) {
      this.readStep(kernel);
      if (!this.sliceEnded && this.budget.sliceOver(this.until)) {
        this.sliceEnded = true;
        this.endBatch();
      }
      if (event === ASKED) return this.isWithin(this.successor, kernel.action) ? ADMITTED : EXCLUDES;
      this.ask(this.successor, kernel.action, kernel.unseen);
      this.setTerms();
      return OPEN;
    }
    return this.onEvent(event);
  }

  /** What happens rarely. */
  private onEvent(event: Event): Answer | null {
    switch (event) {
      case DEADLOCK:
        this.deadlock();
        this.setTerms();
        return OPEN;
      case FULL:
        return this.end("max-states");
      case EXHAUSTED:
      case EXHAUSTED_WITHIN:
        // A successor in the middle of which memory ran out was admitted, or nobody had to be asked.
        this.kernel = this.kernels.roomier(this.kernel as WebAssemblyKernel);
        return event === EXHAUSTED ? OPEN : ADMITTED;
      default:
        return null;
    }
  }

  /** Reads the rows of the step that the kernel's event is about. */
  private readStep(kernel: Kernel): void {
    kernel.read(this.successor);
    if (this.readOf === this.expanded) return;
    kernel.rows.read(this.expanded, this.current);
    this.readOf = this.expanded;
  }

  private isWithin(row: Int32Array, action: number): boolean {
    this.asked.about(row, action);
    try {
      return this.model.within(row) && this.withinStep(row, action);
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.wayTo(row, action);
      throw error;
    } finally {
      this.asked.aboutExpanded();
    }
  }

  /** Asks about a successor if it is a state of its own, and about the step to it. */
  private ask(row: Int32Array, action: number, unseen: boolean): void {
    try {
      this.asked.about(row, action);
      if (unseen) this.questions.row(this.verdicts.stateParts, "state", row, action);
      this.asked.aboutExpanded();
      if (this.verdicts.stepParts.length > 0) this.questions.step(this.current, row, action);
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.wayTo(row, action);
      throw error;
    }
  }

  private onInitial(row: Int32Array): void {
    if (this.stopped !== null) return;
    this.generated++;
    if (this.budget.emitted()) this.look();
    this.asked.about(row, -1);
    try {
      if (!this.model.constrained || this.model.within(row)) {
        if (this.kernel.find(row) < 0) {
          this.store(row, -1, -1);
          this.askInitial(row);
        }
      } else {
        this.excluded++;
        this.askInitial(row);
      }
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.wayTo(row, -1);
      throw error;
    }
    this.asked.aboutExpanded();
  }

  private askInitial(row: Int32Array): void {
    this.questions.row(this.verdicts.stateParts, "state", row, -1);
    this.questions.row(this.verdicts.initialParts, "initial", row, -1);
  }

  private onSuccessor(row: Int32Array, action: number): void {
    if (this.stopped !== null) return;
    this.generated++;
    if (action < 0) return;
    this.successors++;
    const { generated, distinct, edges } = this.ledger;
    (generated[action] as number)++;
    if (this.budget.emitted()) this.look();
    this.asked.about(row, action);
    try {
      const model = this.model;
      let unseen = true;
      if (!model.constrained || (model.within(row) && this.withinStep(row, action))) {
        let number = this.kernel.find(row);
        unseen = number < 0;
        if (unseen) {
          number = this.store(row, this.expanded, action);
          (distinct[action] as number)++;
        }
        edges?.add(number);
      } else this.excluded++;
      if (unseen) this.questions.row(this.verdicts.stateParts, "state", row, action);
      if (this.verdicts.stepParts.length > 0) {
        this.asked.aboutExpanded();
        this.questions.step(this.current, row, action);
      }
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.wayTo(row, action);
      throw error;
    }
    this.asked.aboutExpanded();
  }

  /** For the spec a step is one of the state that it leaves. */
  private withinStep(row: Int32Array, action: number): boolean {
    this.asked.aboutExpanded();
    const within = this.model.withinStep(this.current, row);
    this.asked.about(row, action);
    return within;
  }

  /** Stores a row for which the kernel's `find` just answered -1. */
  private store(row: Int32Array, predecessor: number, action: number): number {
    if (this.distinct >= this.options.maxStates) this.end("max-states");
    if (this.distinct === this.levelEnd) this.depth++;
    this.ledger.origins.append(predecessor, action);
    return this.put(row);
  }

  private put(row: Int32Array): number {
    const number = this.kernel.store(row);
    if (number >= 0) return number;
    this.kernel = this.kernels.roomier(this.kernel as WebAssemblyKernel);
    this.kernel.find(row);
    return this.kernel.store(row);
  }

  private onViolation(over: "constant" | "row"): void {
    if (over === "row") this.endIfDecided();
    else if (this.options.failFast && this.phase !== "complete") this.end("fail-fast");
  }

  /** The states and edges so far. Only where some part is over behaviors or possibilities. */
  graph(): StateGraph {
    return stateGraph(this.model, this.kernel.rows, this.initial, this.ledger.edges as EdgeStore);
  }

  /** Ends the search when a question asked outside of it leaves nothing to decide, or one violation is enough. */
  conclude(): void {
    if (this.stopped === "error") return;
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
    const over = this.verdicts.properties[property]?.kind === "invariant" ? "invariant" : "property";
    this.stopped = "error";
    this.verdicts.fail({ error, during: error.kind === "assert" ? "assert" : over, path }, property);
  }

  /** Looks at time, memory and signal outside of the search; true when a budget ran out. */
  isOverBudget(): boolean {
    const exceeded = this.budget.exceeded();
    if (exceeded !== null) this.stopped = exceeded;
    return exceeded !== null;
  }

  /** The row of a state. */
  rowOf(state: number): Int32Array {
    return this.kernel.rows.copy(state);
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
    const exceeded = this.budget.exceeded();
    if (exceeded !== null) this.end(exceeded);
    if (this.options.onProgress !== null && this.budget.progressDue()) {
      this.options.onProgress(progressOf(this, this.options.measureMemory()));
    }
  }

  /** The way to state `number`, and one step further if a row is given: along predecessors, so a shortest one. */
  pathTo(number: number, row: Int32Array | null = null, action = -1): Path {
    return this.ledger.origins.pathTo(this.kernel.rows, number, row, action);
  }

  /** The way to an emitted row. */
  private wayTo(row: Int32Array, action: number): Path {
    if (action >= 0) return this.pathTo(this.expanded, row, action);
    return { rows: [row.slice(0, this.kernel.rows.words)], actions: [-1] };
  }

  private failurePath(): Path | null {
    if (this.failedAt !== null) return this.failedAt;
    return this.phase === "steps" ? this.pathTo(this.expanded) : null;
  }
}
