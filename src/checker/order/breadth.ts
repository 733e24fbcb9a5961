// Hot path: `take` or `takeOn` runs once per generated state; it may allocate only when a property is violated.
/** Breadth-first search, level by level: every reachable state once, every step once per way to take it. */

import type { Model, Rewrite } from "../../models/model.ts";
import type { ActionCounts } from "../action-counts.ts";
import type { Explored, Path } from "../finding.ts";
import { KernelChoice } from "../kernel/choice.ts";
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
} from "../kernel/kernel.ts";
import type { WebAssemblyKernel } from "../kernel/webassembly.ts";
import type { ResolvedOptions } from "../options.ts";
import { Origins, wayTo } from "../origins.ts";
import { relayout } from "../relayout.ts";
import { type KnownState, listOf, type Snapshot } from "../snapshot.ts";
import { EdgeStore, stateGraph } from "../state-graph.ts";
import { Levels } from "./levels.ts";

/** Milliseconds that a batch should take with all that is asked about it: until it is over no other code can be chosen. */
const MOMENT = 20;

/** States are numbered in breadth-first order, so the first trace found to a violation is a shortest one. */
export class Breadth extends Levels {
  /** `run` comes back, without an end, before it expands a state when so many are stored. */
  pauseAt = Number.POSITIVE_INFINITY;
  override readonly explored: Explored;
  override readonly rowOf = (state: number): Int32Array => this.kernel.rows.copy(state);
  /** Holds the states. */
  private kernel: Kernel;
  private readonly kernels: KernelChoice;
  private readonly ledger: Ledger;
  /** Must every step be asked about, also one to a state that is known? */
  private readonly asksSteps: boolean;
  private successor: Int32Array;
  private readonly terms: Terms;
  /** The state whose row `current` is. */
  private readOf = -1;
  /** How many states the next batch may hold, and when the last one was begun. */
  private reach = 1;
  private filledAt = performance.now();

  constructor(model: Model, options: ResolvedOptions) {
    super(model, options);
    this.ledger = {
      origins: new Origins(model.actions.length),
      edges: this.verdicts.openBehaviors().length > 0 ? new EdgeStore(model.key === null) : null,
      counts: this.tally,
    };
    this.kernels = new KernelChoice(model, options, this.ledger);
    this.kernel = this.kernels.begin(0);
    this.successor = new Int32Array(model.layout.words);
    this.terms = {
      until: 0,
      before: NEVER,
      after: NEVER,
      deadlocks: false,
      maxStates: options.maxStates,
      pauseAt: this.pauseAt,
      begun: false,
    };
    this.asksSteps = model.constrained && model.constrainsSteps !== false;
    this.explored = {
      graph: () => stateGraph(model, this.kernel.rows, this.initial, this.ledger.edges as EdgeStore),
      excluded: () => this.excluded,
      rowOf: this.rowOf,
      pathTo: (state, row = null) => this.pathTo(state, row),
    };
  }

  get distinct(): number {
    return this.kernel.rows.count;
  }

  protected get origins(): Origins {
    return this.ledger.origins;
  }

  override get workers(): number {
    return Math.max(super.workers, this.kernel.workers);
  }

  /** Ends the threads that find successors: the search is over. */
  leave(): void {
    this.kernels.end();
  }

  override get counts(): ActionCounts {
    this.kernel.count();
    return this.tally;
  }

  protected override stepsOf(expanded: number) {
    const steps = this.ledger.edges?.rowsFor(expanded);
    if (steps === undefined) return undefined;
    const { offsets, targets } = steps;
    return { offsets: listOf(offsets), targets: listOf(targets.subarray(0, offsets[expanded])) };
  }

  protected override restore(snapshot: Snapshot): void {
    super.restore(snapshot);
    this.ledger.edges?.restore(snapshot);
    // What was asked of behaviors before has been answered: no violation is part of a snapshot.
    while (this.pauseAt <= this.distinct) this.pauseAt *= 2;
  }

  protected takeStates(states: Iterable<KnownState>): void {
    this.recallNew(states, (row, { predecessor, action }) => {
      if (this.kernel.find(row) >= 0) throw new Error("two states of a snapshot are one");
      this.ledger.origins.append(predecessor, action);
      this.put(row);
    });
  }

  protected explore(): boolean {
    this.endIfDeepEnough();
    while (this.expanded < this.distinct) {
      if (this.slicedOff() || this.distinct >= this.pauseAt) return false;
      const between = this.kernel.state === this.kernel.states;
      const rewrite = between ? (this.model.better?.(this.distinct - this.expanded) ?? null) : null;
      if (rewrite !== null) this.relayout(rewrite);
      if (this.expanded === this.levelEnd && !this.beginsLevel()) return false;
      this.model.ahead?.comesTo(this.kernel.rows, this.expanded);
      if (!this.prepare()) {
        this.sliceEnded = true;
        return false;
      }
      this.setMark();
      if (!this.expandBatch()) this.expandState();
      this.clearMark();
    }
    return true;
  }

  /** Expands a state whose successors the model emits one by one: each is a batch of its own. */
  private expandState(): void {
    const { terms, model } = this;
    this.kernel.rows.read(this.expanded, this.current);
    this.readOf = this.expanded;
    this.ledger.edges?.begin(this.expanded);
    terms.begun = true;
    terms.until = 1;
    terms.pauseAt = Number.POSITIVE_INFINITY;
    terms.before = model.constrained ? ALWAYS : NEVER;
    this.setTerms();
    this.expand();
    this.expanded++;
  }

  protected take(row: Int32Array, action: number): void {
    this.noteStep(row, action);
    this.kernel.give(row, action, this.expanded);
    for (let answer: Answer | null = OPEN; answer !== null; ) answer = this.takeOn(answer);
  }

  /** Makes the kernel ready for the next batch; false where that has to wait for another thread. */
  private prepare(): boolean {
    const { kernels } = this;
    if (kernels.next === null || this.kernel.state < this.kernel.states) return true;
    this.kernel = kernels.better(this.kernel, this.distinct);
    return this.kernel.ready(this.expanded, this.levelEnd);
  }

  /** Expands the states whose successors are in the batch. False where the model's `next` has to be asked. */
  private expandBatch(): boolean {
    const { kernels, terms } = this;
    if (kernels.next === null) return false;
    this.asked.aboutExpanded();
    if (this.kernel.state === this.kernel.states) {
      this.adaptReach();
      this.kernel.fill(kernels.next, this.expanded, Math.min(this.levelEnd, this.expanded + this.reach));
      if (this.kernel.states === 0) return false;
    }
    terms.begun = false;
    terms.until = this.kernel.states;
    terms.pauseAt = this.pauseAt;
    // A state that is excluded may have the key of one that is not.
    const always = this.asksSteps || this.verdicts.stepParts.length > 0 || this.model.key !== null;
    terms.before = this.model.constrained ? (always ? ALWAYS : UNSEEN) : NEVER;
    this.setTerms();
    try {
      for (let answer: Answer | null = OPEN; answer !== null; ) answer = this.takeOn(answer);
    } catch (error) {
      this.failsAt(error, this.successor, this.kernel.action);
    }
    return true;
  }

  /** Lets the next batch be as long as the last one says, and at most twice as long as that might be. */
  private adaptReach(): void {
    const now = performance.now();
    const fitting = Math.trunc((MOMENT * this.kernel.states) / (now - this.filledAt));
    this.reach = Math.max(1, Math.min(fitting, 2 * this.reach));
    this.filledAt = now;
  }

  /** Sets the terms that change when a property is violated. */
  private setTerms(): void {
    const { terms, verdicts } = this;
    const asked = terms.after;
    terms.after = verdicts.stepParts.length > 0 ? ALWAYS : verdicts.stateParts.length > 0 ? UNSEEN : NEVER;
    // Nor have the constraints to be asked about every step, from the next state on.
    if (asked === ALWAYS && terms.after !== ALWAYS) this.hurry();
    terms.deadlocks = verdicts.deadlock >= 0 && !verdicts.isViolated(verdicts.deadlock);
  }

  /** Lets the kernel take no more of the batch than the state being expanded; the rest follows. */
  protected override hurry(): void {
    this.terms.until = Math.min(this.terms.until, this.kernel.state + 1);
  }

  /** Lets the kernel go on to its next event; what it is answered, or null when it has done what it should. */
  private takeOn(answer: Answer): Answer | null {
    const { levelEnd, kernel, terms } = this;
    const known = kernel.rows.count;
    const event = kernel.take(answer, terms);
    this.generated += kernel.visited;
    this.excluded += kernel.excluded;
    if (!terms.begun) this.expanded = kernel.first + kernel.state;
    if (known === levelEnd && kernel.rows.count > known) this.depth++;
    if (event === DONE) return null;
    if (event !== ASKED && event !== TAKEN) return this.onEvent(event);
    this.readStep(kernel);
    if (!terms.begun && !this.sliceEnded && this.budget.sliceOver(this.until)) {
      this.sliceEnded = true;
      this.hurry();
    }
    if (event === ASKED) return this.isWithin(this.successor, kernel.action) ? ADMITTED : EXCLUDES;
    const found = this.verdicts.findings.length;
    this.ask(this.successor, kernel.action, kernel.unseen);
    if (this.verdicts.findings.length > found) this.setTerms();
    return OPEN;
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

  protected keep(row: Int32Array): boolean {
    if (this.kernel.find(row) >= 0) return false;
    if (this.distinct >= this.options.maxStates) this.end("max-states");
    this.depth = 1;
    this.ledger.origins.append(-1, -1);
    this.put(row);
    return true;
  }

  /** Stores a row for which the kernel's `find` just answered -1. */
  private put(row: Int32Array): void {
    if (this.kernel.store(row) >= 0) return;
    this.kernel = this.kernels.roomier(this.kernel as WebAssemblyKernel);
    this.kernel.find(row);
    this.kernel.store(row);
  }

  protected override relayout(rewrite: Rewrite): boolean {
    const { model, verdicts } = this;
    const begin = (count: number): void => {
      const { words } = model.layout;
      this.kernel.count();
      this.kernel = this.kernels.begin(count);
      this.successor = new Int32Array(words);
      this.current = new Int32Array(words);
      this.readOf = -1;
    };
    const enter = (row: Int32Array): void => {
      if (this.kernel.find(row) >= 0) throw new Error("two states became one in another layout");
      this.put(row);
    };
    relayout(model, rewrite, { rows: this.kernel.rows, begin, enter }, verdicts);
    return true;
  }

  /** The way to state `number`, and one step further if a row is given: along predecessors, so a shortest one. */
  private pathTo(number: number, row: Int32Array | null = null, action = -1): Path {
    return wayTo(this.origins, this.kernel.rows, number, row === null ? null : { row, action });
  }

  protected here(): Path {
    return this.pathTo(this.expanded);
  }

  protected wayTo(row: Int32Array, action: number): Path {
    if (action >= 0) return this.pathTo(this.expanded, row, action);
    return { rows: [row.slice(0, this.kernel.rows.words)], actions: [-1] };
  }
}
