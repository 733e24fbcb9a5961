// Hot path: `onSuccessor`, `isWithin` and `ask` run once per generated state; they may allocate only on a violation.
/**
 * What every exploration of a model does alike, whatever its order: constants first, then initial states, then steps,
 * then the end; asking, ending, failing, and looking at its budget. An order says what is expanded next and what is
 * remembered.
 */

import {
  EvaluationError,
  LayoutOutgrown,
  type Model,
  type Rewrite,
  type RunFacts,
  WorkerLost,
} from "../models/model.ts";
import { ActionCounts } from "./action-counts.ts";
import { Asked } from "./asked.ts";
import { Budget, isOutOfMemory } from "./budget.ts";
import { DiskFailure } from "./disk/disk.ts";
import type { Explored, Extent, Path } from "./finding.ts";
import type { ResolvedOptions } from "./options.ts";
import { Questions } from "./questions.ts";
import type { Progress, StopReason } from "./result.ts";
import { progressOf, runFacts } from "./run-facts.ts";
import { Verdicts } from "./verdicts.ts";

/** Thrown through the model to leave an enumeration; never seen outside this file. */
const END = new Error("the exploration has ended");

/** So many times the states that were stored at the first violation are looked at for others. */
const TIMES_AS_MANY = 10;

/**
 * One exploration of one model. `run` works for a slice of time and is called again until it answers true; then the
 * public fields hold what was found.
 */
export abstract class Exploration {
  readonly verdicts: Verdicts;
  readonly budget: Budget;
  /** Initial states and successors emitted, duplicates and excluded ones included. */
  generated = 0;
  /** Emitted states that the constraints exclude, duplicates included. */
  excluded = 0;
  /** How many levels hold a state. */
  depth = 0;
  /** How many states were first found in each level, as far as levels were begun; none where there are no levels. */
  readonly levels: number[] = [];
  /** Why it ended early; null while it runs and when it saw everything. */
  stopped: StopReason | null = null;
  /** How a worker was lost, or what the disk did not do, where that is the reason. */
  lost: string | null = null;
  /** Distinct states stored, and those of them that were not, or not completely, expanded. */
  abstract readonly distinct: number;
  abstract readonly frontier: number;
  /** Distinct initial states that the constraints admit. */
  abstract readonly initial: number;
  /** How many findings may be told by now: of levels that are complete, of what was asked in between, at the end all. */
  tellable = 0;
  /** What there is to ask about behaviors; null where no graph is kept. */
  readonly explored: Explored | null = null;
  /** The row of a stored state, by its number; null where states are not kept. */
  readonly rowOf: ((state: number) => Int32Array) | null = null;
  /** Is the way to a state that it finds first a shortest one? */
  readonly shortest: boolean = true;

  protected readonly model: Model;
  protected readonly options: ResolvedOptions;
  /** Steps, and states first found by them, by action; `counts` has what was counted elsewhere, too. */
  protected readonly tally: ActionCounts;
  protected readonly asked = new Asked();
  protected readonly questions: Questions;
  protected phase: "constants" | "initial" | "steps" | "complete" = "constants";
  /** The state being expanded, and how many successors it has so far. */
  protected current: Int32Array;
  protected successors = 0;
  /** The exploration ends by itself when so many states are stored; -1 while nothing is violated. */
  private endAt = -1;
  /** When this slice ends, and whether it does after the state being expanded. */
  protected until = 0;
  protected sliceEnded = false;
  /** Did the spec ask for the end of the run? */
  private stopping = false;
  /** Where an evaluation failed, when it was on an emitted row. */
  private failedAt: Path | null = null;
  private readonly emitInitial = (row: Int32Array): void => this.onInitial(row);
  protected readonly emitSuccessor = (row: Int32Array, action: number): void => this.onSuccessor(row, action);

  constructor(model: Model, options: ResolvedOptions, simulation: RunFacts["simulation"] = null) {
    this.model = model;
    this.options = options;
    this.tally = new ActionCounts(model.actions.length);
    this.budget = new Budget(options);
    this.verdicts = new Verdicts(model);
    this.current = new Int32Array(model.layout.words);
    this.questions = new Questions(model, this.verdicts, {
      pathTo: (row, action) => this.shown(this.wayTo(row, action)),
      violated: (over) => this.onViolation(over),
    });
    model.observe(
      runFacts(this, {
        asked: this.asked,
        simulation,
        expanded: () => this.here().rows,
        pathTo: (row, action) => this.wayTo(row, action).rows,
        lookUp: () => this.lookUp(),
        stop: () => {
          this.stopping = true;
          this.hurry();
        },
      }),
    );
  }

  /** Keeps an initial state; false when it is known. */
  protected abstract keep(row: Int32Array): boolean;
  /** Works until all is done (true) or the slice is over (false), asking `slicedOff` before each state. */
  protected abstract explore(): boolean;
  /** Takes a successor of the state being expanded: counts it, asks about it, and remembers what has to be. */
  protected abstract take(row: Int32Array, action: number): void;
  /** The way to the state being expanded; empty where there is none. */
  protected abstract here(): Path;
  /** The way to an emitted row. */
  protected abstract wayTo(row: Int32Array, action: number): Path;

  /** The way as it is shown. */
  protected shown(path: Path): Path {
    return path;
  }

  /** Comes back as soon as the state being expanded is done. */
  protected hurry(): void {}

  /** Goes on in another layout; false where that is not possible. */
  protected relayout(_rewrite: Rewrite): boolean {
    return false;
  }

  /** How many threads find successors. */
  get workers(): number {
    return this.model.ahead?.workers ?? 1;
  }

  /** Steps, and states first found by them, by action. */
  get counts(): ActionCounts {
    return this.tally;
  }

  /** Which kinds of parts have been asked wherever they had to be. */
  get extent(): Extent {
    const steps = this.phase === "complete" && this.model.hasBehavior;
    return { initial: this.phase === "steps" || steps, steps };
  }

  /** Did it see all? Then what it does not violate holds. */
  get complete(): boolean {
    return this.extent.steps && this.stopped === null;
  }

  /** Explores for about `slice` milliseconds; true when it has ended. Throws only on a defect of the model. */
  run(slice: number): boolean {
    this.until = performance.now() + slice;
    const ended = this.guarded(() => this.advance());
    if (ended) this.tellable = this.verdicts.findings.length;
    return ended;
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
      if (error instanceof LayoutOutgrown && error.rewrite !== null && this.relayout(error.rewrite)) return false;
      if (isOutOfMemory(error)) this.stopped = "max-memory";
      else if (error instanceof WorkerLost) this.loses(error);
      else if (error instanceof DiskFailure) this.losesDisk(error);
      else if (error instanceof EvaluationError) {
        this.stopped = "error";
        this.verdicts.fail({ error, during: this.questions.during(error), path: this.failurePath() });
      } else throw error;
      return true;
    } finally {
      this.asked.running = false;
    }
  }

  private loses({ full, message }: WorkerLost): void {
    this.stopped = full ? "max-memory" : "worker";
    if (full) this.budget.heapFull = true;
    else this.lost = message;
  }

  /** The disk did not do what it should: nothing more can be found. */
  losesDisk({ message }: DiskFailure): void {
    this.stopped = "disk";
    this.lost = message;
  }

  private advance(): boolean {
    if (this.phase === "constants") {
      if (!this.questions.constants("constant")) this.end("error");
      this.phase = this.model.hasBehavior ? "initial" : "complete";
      if (this.phase === "complete") return true;
      this.endIfNothingLeft();
    }
    if (this.phase === "initial") {
      this.begin();
      this.leaveIfEnded();
      this.phase = "steps";
      this.endIfNothingLeft();
    }
    if (!this.explore()) return false;
    this.phase = "complete";
    return true;
  }

  /** Meets the initial states. */
  protected begin(): void {
    this.model.initial(this.emitInitial);
  }

  /** Asked between two states: is the slice over? Ends the run when the spec or a budget wants it. */
  protected slicedOff(): boolean {
    if (this.stopping) this.end("exit");
    if (!this.sliceEnded && !this.budget.sliceOver(this.until)) return false;
    this.sliceEnded = false;
    this.look();
    return true;
  }

  /** Has the model emit the successors of the state being expanded. */
  protected expand(): void {
    this.successors = 0;
    this.asked.aboutExpanded();
    this.enumerate();
    this.leaveIfEnded();
    if (this.successors === 0) this.deadlock();
  }

  protected enumerate(): void {
    this.model.next(this.current, this.emitSuccessor);
  }

  /** The state being expanded has no successor. */
  protected deadlock(): void {
    const { deadlock } = this.verdicts;
    if (deadlock < 0 || this.verdicts.isViolated(deadlock)) return;
    this.verdicts.record({ property: deadlock, breaks: "deadlock", path: this.shown(this.here()), behavior: null });
    this.endIfDecided();
  }

  private onInitial(row: Int32Array): void {
    if (this.stopped !== null) return;
    this.generated++;
    if (this.budget.emitted()) this.look();
    this.asked.about(row, -1);
    try {
      const within = !this.model.constrained || this.model.within(row);
      if (!within) this.excluded++;
      if (!within || this.keep(row)) {
        this.questions.row(this.verdicts.stateParts, "state", row, -1);
        this.questions.row(this.verdicts.initialParts, "initial", row, -1);
      }
    } catch (error) {
      this.failsAt(error, row, -1);
    }
    this.asked.aboutExpanded();
  }

  private onSuccessor(row: Int32Array, action: number): void {
    if (this.stopped !== null) return;
    if (action < 0) {
      this.generated++;
      return;
    }
    this.successors++;
    if (this.budget.emitted()) this.look();
    this.asked.about(row, action);
    try {
      this.take(row, action);
    } catch (error) {
      this.failsAt(error, row, action);
    }
    this.asked.aboutExpanded();
  }

  /** Throws `error`, and if it is the evaluation of an emitted row that failed, notes where. */
  protected failsAt(error: unknown, row: Int32Array, action: number): never {
    if (error instanceof EvaluationError) this.failedAt = this.shown(this.wayTo(row, action));
    throw error;
  }

  /** Do the constraints admit the step to `row`? For the spec a step is one of the state that it leaves. */
  protected isWithin(row: Int32Array, action: number): boolean {
    this.asked.about(row, action);
    if (!this.model.within(row)) return false;
    this.asked.aboutExpanded();
    const within = this.model.withinStep(this.current, row);
    this.asked.about(row, action);
    return within;
  }

  /** Asks about a successor if it is a state of its own, and about the step to it. */
  protected ask(row: Int32Array, action: number, unseen: boolean): void {
    if (unseen) {
      this.asked.about(row, action);
      this.questions.row(this.verdicts.stateParts, "state", row, action);
    }
    this.asked.aboutExpanded();
    if (this.verdicts.stepParts.length > 0) this.questions.step(this.current, row, action);
  }

  private onViolation(over: "constant" | "row"): void {
    if (over === "row") this.endIfDecided();
    else if (this.options.failFast && this.phase !== "complete") this.end("fail-fast");
  }

  private endIfDecided(): void {
    if (this.options.failFast) this.end("fail-fast");
    this.endIfNothingLeft();
  }

  private endIfNothingLeft(): void {
    if (this.verdicts.nothingLeft(this.phase === "steps" || this.phase === "complete")) this.end("decided");
  }

  /** A search with a violation does not go on for ever; docs/decisions/006-told-when-found.md says why so far. */
  protected endIfEnough(): void {
    const { keepGoing, endingStates } = this.options;
    if (keepGoing) return;
    if (this.endAt < 0) this.endAt = Math.max(TIMES_AS_MANY * this.distinct, endingStates);
    else if (this.distinct >= this.endAt) this.end("violated");
  }

  protected end(reason: StopReason): never {
    this.stopped = reason;
    throw END;
  }

  /** For a model that swallowed END on its way out. */
  protected leaveIfEnded(): void {
    if (this.stopped !== null) throw END;
  }

  /** Looks at clock, memory and signal, and tells how far the exploration is. */
  protected look(): void {
    const exceeded = this.budget.exceeded();
    if (exceeded !== null) this.end(exceeded);
    this.tellProgress("states");
  }

  /** Tells how far it is, a few times a second. */
  tellProgress(phase: Progress["phase"]): void {
    const { onProgress } = this.options;
    if (onProgress !== null && this.budget.progressDue()) onProgress(progressOf(this, this.options, phase));
  }

  /** Called by the model within a long evaluation. Other evaluations than those of `run` come to their end. */
  private lookUp(): void {
    const exceeded = this.asked.running ? this.budget.exceeded() : null;
    if (exceeded !== null) this.end(exceeded);
  }

  private failurePath(): Path | null {
    if (this.failedAt !== null) return this.failedAt;
    if (this.phase !== "steps") return null;
    const path = this.here();
    return path.rows.length === 0 ? null : this.shown(path);
  }

  /** Notes what failed while behaviors were decided, when `property` was asked about. The run ends with it. */
  fail(error: EvaluationError, path: Path | null, property: number): void {
    const over = this.verdicts.properties[property]?.kind === "invariant" ? "invariant" : "property";
    this.stopped = "error";
    this.verdicts.fail({ error, during: error.kind === "assert" ? "assert" : over, path }, property);
  }

  /** Ends the run when a question asked outside of it leaves nothing to decide, or one violation is enough. */
  conclude(): void {
    this.tellable = this.verdicts.findings.length;
    if (this.stopped === "error") return;
    try {
      this.endIfDecided();
    } catch (error) {
      if (error !== END) throw error;
    }
  }

  /** Looks at time, memory and signal outside of `run`; true when a budget ran out. */
  isOverBudget(): boolean {
    const exceeded = this.budget.exceeded();
    if (exceeded !== null) this.stopped = exceeded;
    return exceeded !== null;
  }

  /** The same for what may be left undone: the run has come to its end all the same. */
  exceedsBudget(): boolean {
    return this.budget.exceeded() !== null;
  }
}

/** Is the run over for no lack of time or memory, so that postconditions may be evaluated? */
function endsInOrder(stopped: StopReason): boolean {
  return stopped === "decided" || stopped === "fail-fast" || stopped === "violated" || stopped === "exit";
}
