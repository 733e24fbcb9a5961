// Hot path: `onSuccessor` runs once per generated state; it may allocate only when a property is violated.
/** Random behaviors, one after the other: a walk through the states that remembers only the behavior at hand. */

import { EvaluationError, type Model } from "../models/model.ts";
import { Asked } from "./asked.ts";
import { Budget, isOutOfMemory } from "./budget.ts";
import type { ResolvedSimulation } from "./options.ts";
import { Questions } from "./questions.ts";
import { RandomNumbers } from "./random.ts";
import type { StopReason } from "./result.ts";
import { RowStore } from "./row-store.ts";
import { progressOf, runFacts } from "./run-facts.ts";
import { endsInOrder } from "./search.ts";
import { SeenSet } from "./seen-set.ts";
import { type Extent, type Path, Verdicts } from "./verdicts.ts";

/** Thrown through the model to leave an enumeration; never seen outside this file. */
const END = new Error("the walk has ended");

/**
 * One simulation of one model; `run` is called until it answers true, then the public fields hold what was found.
 * Each step takes an action at random among those that have a successor within the constraints, and then one of its
 * successors at random. Every successor of every state on the way is checked, also those that are not taken.
 */
export class Walk {
  readonly verdicts: Verdicts;
  /** Initial states and successors emitted. */
  generated = 0;
  /** Always 0: a walk stores no states beyond the initial ones. */
  readonly distinct = 0;
  readonly frontier = 0;
  /** Emitted states that the constraints exclude are not counted. */
  readonly excluded = 0;
  /** States of the longest behavior so far. */
  depth = 0;
  /** Behaviors walked to their end. */
  behaviors = 0;
  stopped: StopReason | null = null;
  readonly actionGenerated: Float64Array;
  readonly actionDistinct: Float64Array;

  private readonly model: Model;
  private readonly options: ResolvedSimulation;
  readonly budget: Budget;
  private readonly random: RandomNumbers;
  private readonly questions: Questions;
  /** The distinct initial states within the constraints. */
  private readonly initialRows: RowStore;
  private readonly seen: SeenSet;
  private phase: "constants" | "initial" | "steps" | "complete" = "constants";
  /** The behavior at hand: its rows so far, and the action that led to each. */
  private rows: Int32Array[] = [];
  private actions: number[] = [];
  private readonly asked = new Asked();
  /** Did the spec ask for the end of the run? */
  private stopping = false;
  private successors = 0;
  /** For each action how many successors within the constraints the last state has, and the one drawn among them. */
  private readonly candidates: Int32Array;
  private readonly drawn: readonly Int32Array[];
  private failedAt: Path | null = null;
  private readonly emitInitial = (row: Int32Array): void => this.onInitial(row);
  private readonly emitSuccessor = (row: Int32Array, action: number): void => this.onSuccessor(row, action);

  constructor(model: Model, options: ResolvedSimulation) {
    const { words } = model.layout;
    this.model = model;
    this.options = options;
    this.budget = new Budget(options);
    this.random = new RandomNumbers(options.seed);
    this.verdicts = new Verdicts(model);
    this.questions = new Questions(model, this.verdicts, {
      pathTo: (row, action) => this.pathTo(row, action),
      violated: (over) => this.onViolation(over),
    });
    this.initialRows = new RowStore(words);
    this.seen = new SeenSet(this.initialRows);
    this.actionGenerated = new Float64Array(model.actions.length);
    this.actionDistinct = new Float64Array(model.actions.length);
    this.candidates = new Int32Array(model.actions.length);
    this.drawn = model.actions.map(() => new Int32Array(words));
    model.observe(
      runFacts(this, {
        asked: this.asked,
        simulation: { traces: options.traces, depth: options.depth },
        expanded: () => ({ rows: this.rows, actions: this.actions }),
        pathTo: (row) => ({ rows: [...this.rows, row.slice(0, words)], actions: [] }),
        lookUp: () => this.lookUp(),
        stop: () => {
          this.stopping = true;
        },
      }),
    );
  }

  /** Distinct initial states that the constraints admit. */
  get initial(): number {
    return this.initialRows.count;
  }

  /** Steps are never decided by a walk, however long. */
  get extent(): Extent {
    return { initial: this.phase === "steps" || (this.phase === "complete" && this.model.hasBehavior), steps: false };
  }

  /** Walks for about `slice` milliseconds; true when it has ended. Throws only on a defect of the model. */
  run(slice: number): boolean {
    return this.guarded(() => this.advance(performance.now() + slice));
  }

  /** Asks the postconditions, as in a search. */
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
      if (isOutOfMemory(error)) {
        this.stopped = "max-memory";
        return true;
      }
      if (!(error instanceof EvaluationError)) throw error;
      this.stopped = "error";
      this.verdicts.fail({ error, during: this.questions.during(error), path: this.failurePath() });
      return true;
    } finally {
      this.asked.running = false;
    }
  }

  /** Called by the model within a long evaluation. Other evaluations than those of `run` come to their end. */
  private lookUp(): void {
    const exceeded = this.asked.running ? this.budget.exceeded() : null;
    if (exceeded !== null) this.end(exceeded);
  }

  private advance(until: number): boolean {
    if (this.phase === "constants") {
      if (!this.questions.constants("constant")) this.end("error");
      this.phase = this.model.hasBehavior ? "initial" : "complete";
      if (this.phase === "complete") return true;
      this.endIfNothingLeft();
    }
    if (this.phase === "initial") {
      this.model.initial(this.emitInitial);
      this.leaveIfEnded();
      this.phase = "steps";
      this.endIfNothingLeft();
    }
    while (this.behaviors < this.options.traces && this.initialRows.count > 0) {
      if (this.stopping) this.end("exit");
      if (this.budget.sliceOver(until)) {
        this.look();
        return false;
      }
      this.extend();
    }
    this.phase = "complete";
    return true;
  }

  /** Begins a behavior, or adds a state to the one at hand, or ends it. */
  private extend(): void {
    if (this.rows.length === 0) this.push(this.initialRows.copy(this.random.below(this.initialRows.count)), -1);
    if (this.rows.length >= this.options.depth || !this.step()) {
      this.behaviors++;
      this.rows = [];
      this.actions = [];
    }
  }

  /** Takes a step; false where there is none to take. */
  private step(): boolean {
    this.successors = 0;
    this.candidates.fill(0);
    this.asked.level = this.rows.length;
    this.asked.aboutExpanded();
    this.model.next(this.rows.at(-1) as Int32Array, this.emitSuccessor);
    this.leaveIfEnded();
    const { deadlock } = this.verdicts;
    if (this.successors === 0 && deadlock >= 0 && !this.verdicts.isViolated(deadlock)) {
      this.verdicts.record({ property: deadlock, breaks: "deadlock", path: this.pathHere(), behavior: null });
      this.onViolation("row");
    }
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
    this.rows.push(row);
    this.actions.push(action);
    this.depth = Math.max(this.depth, this.rows.length);
  }

  private onInitial(row: Int32Array): void {
    if (this.stopped !== null) return;
    this.generated++;
    if (this.budget.emitted()) this.look();
    this.asked.about(row, -1);
    try {
      if (!this.model.constrained || this.model.within(row)) {
        if (this.seen.find(row) >= 0) {
          this.asked.aboutExpanded();
          return;
        }
        this.seen.add(this.initialRows.append(row));
      }
      this.questions.row(this.verdicts.stateParts, "state", row, -1);
      this.questions.row(this.verdicts.initialParts, "initial", row, -1);
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.pathTo(row, -1);
      throw error;
    }
    this.asked.aboutExpanded();
  }

  private onSuccessor(row: Int32Array, action: number): void {
    if (this.stopped !== null) return;
    this.generated++;
    if (action < 0) return;
    this.successors++;
    (this.actionGenerated[action] as number)++;
    if (this.budget.emitted()) this.look();
    const current = this.rows.at(-1) as Int32Array;
    this.asked.about(row, action);
    try {
      if (!this.model.constrained || (this.model.within(row) && this.withinStep(current, row, action))) {
        // Each of n candidates is the one kept with probability 1/n.
        const count = (this.candidates[action] as number) + 1;
        this.candidates[action] = count;
        if (this.random.below(count) === 0) (this.drawn[action] as Int32Array).set(row);
      }
      this.questions.row(this.verdicts.stateParts, "state", row, action);
      if (this.verdicts.stepParts.length > 0) {
        this.asked.aboutExpanded();
        this.questions.step(current, row, action);
      }
    } catch (error) {
      if (error instanceof EvaluationError) this.failedAt = this.pathTo(row, action);
      throw error;
    }
    this.asked.aboutExpanded();
  }

  /** For the spec a step is one of the state that it leaves. */
  private withinStep(current: Int32Array, row: Int32Array, action: number): boolean {
    this.asked.aboutExpanded();
    const within = this.model.withinStep(current, row);
    this.asked.about(row, action);
    return within;
  }

  private onViolation(over: "constant" | "row"): void {
    if (this.options.failFast && this.phase !== "complete") this.end("fail-fast");
    if (over === "row") this.endIfNothingLeft();
  }

  private endIfNothingLeft(): void {
    if (this.verdicts.nothingLeft(this.phase === "steps")) this.end("decided");
  }

  private end(reason: StopReason): never {
    this.stopped = reason;
    throw END;
  }

  /** For a model that swallowed END on its way out. */
  private leaveIfEnded(): void {
    if (this.stopped !== null) throw END;
  }

  /** Looks at clock, memory and signal, and tells how far the walk is. */
  private look(): void {
    const exceeded = this.budget.exceeded();
    if (exceeded !== null) this.end(exceeded);
    if (this.options.onProgress !== null && this.budget.progressDue()) {
      this.options.onProgress(progressOf(this, this.options.measureMemory()));
    }
  }

  /** The behavior at hand and one step further; for an initial state (-1) that state alone. */
  private pathTo(row: Int32Array, action: number): Path {
    const last = row.slice(0, this.model.layout.words);
    if (action < 0) return { rows: [last], actions: [-1] };
    return withoutDetours({ rows: [...this.rows, last], actions: [...this.actions, action] });
  }

  private pathHere(): Path {
    return withoutDetours({ rows: this.rows, actions: this.actions });
  }

  private failurePath(): Path | null {
    if (this.failedAt !== null) return this.failedAt;
    if (this.rows.length === 0) return null;
    return this.pathHere();
  }
}

/**
 * The same way without what leads from a state back to itself. The last step is kept whatever it leads to: it may be
 * the one that violates.
 */
function withoutDetours({ rows, actions }: Path): Path {
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
