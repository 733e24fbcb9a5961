// Hot path: `take` runs once per successor of a level that is taken in order; it may allocate only on a violation.
/** Breadth-first search whose states are in several processes: it finds what `Breadth` finds, in the same order. */

import { type Model, WorkerLost } from "../../models/model.ts";
import { isOutOfMemory } from "../budget.ts";
import type { SentState } from "../distributed/block.ts";
import { commitCommand, END_COMMAND, levelCommand } from "../distributed/command.ts";
import { Gathered, TOGETHER, UNSENDABLE } from "../distributed/gathered.ts";
import type { LevelSums, Rank } from "../distributed/rank.ts";
import type { Path } from "../finding.ts";
import { KeyedRows } from "../keyed-rows.ts";
import type { ResolvedOptions } from "../options.ts";
import { wayTo } from "../origins.ts";
import type { KnownState, PutState, Snapshot, Withheld } from "../snapshot.ts";
import { Foretold } from "./foretold.ts";

/** More states than a number has bits for. */
const MOST_STATES = 2 ** 31 - 1;
/** States of rank 0, initial ones or those of an earlier search, that are sent together. */
const SENT_TOGETHER = 1 << 12;

/** What the ranks have done of a level: nothing; they find its steps; all are known, and this rank takes them in order. */
type Stage = "before" | "finding" | "taking";

/**
 * What rank 0 does beside being a rank: it leads. The ranks find all steps of a level. Where nothing of it is to be
 * told or cut off, their counts are added up; else all of that level is taken here, one step after the other, as in any
 * search. docs/decisions/010-distributed.md says why that is the same.
 */
export class Distributed extends Foretold {
  override readonly rowOf = (state: number): Int32Array => this.states.copy(state);
  distinct = 0;
  private readonly rank: Rank;
  private readonly states: Gathered;
  /** The successor at hand: what the model emits is overwritten when states are gathered, as for a trace. */
  private readonly successor: Int32Array;
  /** The initial states. */
  private readonly first: KeyedRows;
  private stage: Stage = "before";
  /** Is it to come back between two levels? */
  private awaited = false;
  /** What the ranks have found in the level, and what had been counted before it. */
  private sums: LevelSums | null = null;
  private before = { generated: 0, distinct: 0 };
  /** The first steps to new states from those up to number `known`, in order, and how many of them were taken. */
  private pairs: readonly (readonly [source: number, place: number])[] = [];
  private known = 0;
  private taken = 0;
  /** The place of the next successor among those of its state. */
  private place = 0;

  constructor(model: Model, options: ResolvedOptions, rank: Rank) {
    super(model, options);
    this.rank = rank;
    this.states = new Gathered(model, rank);
    this.successor = new Int32Array(model.layout.words);
    this.first = new KeyedRows(model.layout.words, model.key);
  }

  protected get origins(): Gathered {
    return this.states;
  }

  override get workers(): number {
    return this.rank.exchange.size;
  }

  /** Tells the other ranks that the search is over. */
  leave(): void {
    this.stopLevel();
    this.rank.exchange.broadcast(END_COMMAND);
  }

  /** Whatever was found of a level that is not done is nowhere counted. */
  private stopLevel(): void {
    if (this.stage === "finding") this.rank.goOn(true);
    this.stage = "before";
  }

  protected override begin(): void {
    super.begin();
    this.leaveIfEnded();
    if (this.options.resume === null) this.send(this.initialStates());
    this.states.count = this.distinct;
  }

  private *initialStates(): Generator<SentState> {
    const { first, model } = this;
    for (let number = 0; number < first.count; number++) {
      yield { values: model.decode(first.rows.copy(number)), number, predecessor: -1, action: -1 };
    }
  }

  protected takeStates(states: Iterable<KnownState>): void {
    this.send(this.numbered(states));
  }

  private *numbered(states: Iterable<KnownState>): Generator<SentState> {
    for (const state of states) yield { ...state, number: this.distinct++ };
  }

  /** Sends states to the ranks whose they are, some at a time. */
  private send(states: Iterable<SentState>): void {
    const together: SentState[] = [];
    for (const state of states) if (together.push(state) === SENT_TOGETHER) this.handOut(together.splice(0));
    this.handOut(together);
  }

  private handOut(states: readonly SentState[]): void {
    this.rank.handOut(sendable(() => this.rank.partsOf(states)));
  }

  override rests(awaited: boolean): boolean {
    const rests = this.stage !== "finding";
    this.awaited = awaited && !rests;
    return rests;
  }

  override snapshot(): Snapshot | Withheld {
    // The search is over.
    if (this.stage === "finding") this.stopLevel();
    return super.snapshot();
  }

  protected override putAll(from: number, to: number, put: PutState): void {
    for (const { values, predecessor, action } of this.states.knownStates(from, to)) put(values, predecessor, action);
  }

  protected explore(): boolean {
    this.endIfDeepEnough();
    while (this.stage !== "before" || this.expanded < this.distinct) {
      // A round takes long enough to look at the clock behind each.
      this.sliceEnded = this.stage === "finding" && performance.now() >= this.until;
      if (this.slicedOff()) return false;
      if (this.stage === "before") {
        if (this.awaited) return false;
        if (this.expanded === this.levelEnd && !this.beginsLevel()) return false;
        this.open();
      } else if (this.stage === "finding") this.find();
      else this.takeState();
    }
    return true;
  }

  private open(): void {
    this.setMark();
    const { verdicts } = this;
    const violated = verdicts.properties.flatMap((_, property) => (verdicts.isViolated(property) ? [property] : []));
    const deadlocks = verdicts.deadlock >= 0 && !verdicts.isViolated(verdicts.deadlock);
    this.rank.command(levelCommand({ from: this.expanded, to: this.levelEnd }, { deadlocks, violated }));
    this.stage = "finding";
  }

  /** Lets all ranks go on for a while; when all steps are known, counts them, or begins to take them. */
  private find(): void {
    const { level, full, heapFull, unwritable } = this.rank.goOn(false);
    if (level === "open") return;
    if (level === "cut") this.stage = "before";
    if (unwritable) throw new WorkerLost(UNSENDABLE, false);
    if (full) {
      this.budget.heapFull ||= heapFull;
      this.end("max-memory");
    }
    this.sums = this.rank.sum();
    this.stage = "taking";
    if (this.sums.full) this.end("max-memory");
    const distinct = this.distinct + this.sums.found;
    if (distinct > MOST_STATES) throw new WorkerLost(`there are more than ${MOST_STATES} states`, false);
    this.before = { generated: this.generated, distinct: this.distinct };
    this.known = this.expanded;
    if (!this.sums.odd && distinct <= this.options.maxStates) this.count(this.sums);
  }

  /** Nothing of the level is to be told: takes over what the ranks have counted. */
  private count({ generated, excluded, found, steps, firstSteps, moved }: LevelSums): void {
    this.generated += generated;
    this.excluded += excluded;
    if (found > 0 && this.distinct === this.levelEnd) this.depth++;
    this.distinct += found;
    this.tally.add(steps, firstSteps);
    for (const [action, ranks] of moved.entries()) if (ranks > 0) this.noteMoved(action);
    this.expanded = this.levelEnd;
    this.commit();
  }

  private commit(): void {
    this.rank.command(commitCommand(this.before.distinct));
    this.states.count = this.distinct;
    this.stage = "before";
    this.clearMark();
  }

  /** Expands the next state of the level, or ends that. */
  private takeState(): void {
    const { expanded, levelEnd, states } = this;
    if (expanded === levelEnd) {
      this.endTaking();
      return;
    }
    if (expanded === this.known) {
      this.known = Math.min(levelEnd, expanded + TOGETHER);
      this.pairs = states.firstSteps(expanded, this.known);
      this.taken = 0;
    }
    states.read(expanded, this.current);
    this.place = 0;
    this.expand();
    this.expanded++;
  }

  /** All was taken as the ranks have found it: otherwise some state would not be asked about. */
  private endTaking(): void {
    const { generated, found, failed } = this.sums as LevelSums;
    if (failed) throw new WorkerLost("an evaluation failed in one process, and not in the first", false);
    const same = this.generated - this.before.generated === generated && this.distinct - this.before.distinct === found;
    if (!same) throw new Error("a state has other successors than before");
    this.commit();
  }

  protected take(emitted: Int32Array, action: number): void {
    const row = this.successor;
    for (let word = 0; word < row.length; word++) row[word] = emitted[word] as number;
    this.noteStep(row, action);
    this.tally.step(action);
    const [source, place] = this.pairs[this.taken] ?? [];
    const unseen = source === this.expanded && place === this.place;
    this.place++;
    if (unseen) this.taken++;
    this.takeKnown(row, action, unseen);
  }

  protected keep(row: Int32Array): boolean {
    const { first } = this;
    const apart = first.apart(row);
    if (first.find(apart) >= 0) return false;
    this.keepNew(row);
    first.add(row, apart);
    return true;
  }

  protected makeKey(row: Int32Array): void {
    this.first.apart(row);
  }

  protected append(): void {
    this.distinct++;
  }

  protected here(): Path {
    return wayTo(this.states, this.states, this.expanded, null);
  }

  protected wayTo(row: Int32Array, action: number): Path {
    if (action < 0) return { rows: [row.slice()], actions: [-1] };
    return wayTo(this.states, this.states, this.expanded, { row, action });
  }
}

/** What `make` makes of values that have a form in which other processes can read them. */
function sendable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (isOutOfMemory(error)) throw error;
    throw new WorkerLost(UNSENDABLE, false);
  }
}
