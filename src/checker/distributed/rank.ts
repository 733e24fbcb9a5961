// Hot path: `step` and `offer` run for every successor.
/**
 * One process of a distributed search: it has a part of the states, finds the steps from them, and does what rank 0
 * says. docs/decisions/010-distributed.md says what, and why what is found is what one process alone would find.
 */

import { EvaluationError, type Model, type PartOf, partsOver, type Remade, sameRow } from "../../models/model.ts";
import { Budget, isOutOfMemory } from "../budget.ts";
import { resolveOptions } from "../options.ts";
import { recall } from "../snapshot.ts";
import { blockOf, packed, type SentState, unpackedRows } from "./block.ts";
import { BLOCK, COMMIT, END, FIRST_STEPS, LEVEL, TAKE, TAKE_COMMAND } from "./command.ts";
import type { Exchange } from "./exchange.ts";
import { type Level, type NumberedState, Partition } from "./partition.ts";
import { Post, STEP } from "./post.ts";

/** How long a round takes: so many milliseconds, states, or words that wait to be sent, whatever comes first. */
export interface Round {
  readonly milliseconds: number;
  readonly states: number;
  readonly words: number;
}

/** So that rank 0 looks at its budget ten times a second or more, and little waits. */
const ROUND: Round = { milliseconds: 50, states: Number.POSITIVE_INFINITY, words: 1 << 20 };

/** How the level stands after a round, of which all ranks know the same: what they do next depends on it. */
interface AfterRound {
  /** Some rank has states left to expand; all steps are known; or this was the last round, for one of the reasons below. */
  readonly level: "open" | "known" | "cut";
  /** The memory of some rank, or its JavaScript heap, is full; some rank has a value that cannot be sent. */
  readonly full: boolean;
  readonly heapFull: boolean;
  readonly unwritable: boolean;
}

/** What all ranks together found in a level; the last three by action. */
export interface LevelSums {
  readonly generated: number;
  readonly excluded: number;
  readonly found: number;
  /** In some rank something is to be told; an evaluation failed; memory is full. */
  readonly odd: boolean;
  readonly failed: boolean;
  readonly full: boolean;
  readonly steps: Float64Array;
  readonly firstSteps: Float64Array;
  /** In how many ranks a step changed something. */
  readonly moved: Float64Array;
}

export class Rank {
  readonly exchange: Exchange;
  readonly post: Post;
  readonly partition: Partition;
  private readonly remade: Remade;
  private readonly model: Model;
  private readonly round: Round;
  private readonly budget: Budget;
  private readonly current: Int32Array;
  private readonly successor: Int32Array;
  /** A step to a state of another rank. */
  private readonly sent = new Int32Array(STEP);
  private level: Level = { from: 0, to: 0 };
  private deadlocks = false;
  private stateParts: readonly PartOf[] = [];
  private stepParts: readonly PartOf[] = [];
  /** The place of the state to be expanded next, and of the first one behind the level. */
  private next = 0;
  private end = 0;
  /** The number of the state being expanded, and how many successors it has so far. */
  private source = 0;
  private place = 0;
  /** Of the level so far. */
  private generated = 0;
  private excluded = 0;
  private odd = false;
  private failed = false;
  private readonly steps: Float64Array;
  private readonly moved: Float64Array;
  /** What the model had told when the level began. */
  private told = 0;
  private full = false;
  private unwritable = false;
  private readonly onSuccessor = (row: Int32Array, action: number): void => this.step(row, action);
  private readonly onReceived = (row: Int32Array, source: number, place: number, action: number): void =>
    this.offer(row, source, place, action);

  /** `maxMemory`: bytes of resident memory that this process may have. */
  constructor(exchange: Exchange, remade: Remade, maxMemory: number, round: Round = ROUND) {
    const { model, numbering } = remade;
    const { words } = model.layout;
    this.exchange = exchange;
    this.remade = remade;
    this.model = model;
    this.round = round;
    this.budget = new Budget(resolveOptions({ maxMemory }));
    this.partition = new Partition(words, model.key);
    this.post = new Post(exchange, numbering, words);
    this.current = new Int32Array(words);
    this.successor = new Int32Array(words);
    this.steps = new Float64Array(model.actions.length);
    this.moved = new Float64Array(model.actions.length);
  }

  /** Does what rank 0 says, which is another process, until the search is over. */
  serve(): void {
    for (;;) {
      const command = this.exchange.broadcast(NOTHING);
      if (command[0] === END) return;
      this.obey(command);
      if (command[0] !== LEVEL) continue;
      let { level } = this.goOn(false);
      while (level === "open") ({ level } = this.goOn(false));
      if (level === "known") this.sum();
    }
  }

  /** Has all ranks do this; the answer is what each has sent. For rank 0. */
  command(command: Int32Array): Int32Array[] {
    return this.obey(this.exchange.broadcast(command));
  }

  private obey(command: Int32Array): Int32Array[] {
    const [what, from = 0, to = 0, deadlocks = 0] = command;
    if (what === TAKE) this.takeIn(this.exchange.all(this.parts(NOTHING)));
    else if (what === LEVEL) this.open({ from, to }, deadlocks === 1, command.subarray(4));
    else if (what === COMMIT) this.partition.commit(this.exchange, this.level, from);
    else if (what === BLOCK) return this.report(blockOf(this.partition, this.model, { from, to }));
    else if (what === FIRST_STEPS) return this.report(this.partition.firstSteps({ from, to }));
    return [];
  }

  /** Sends something to rank 0. */
  private report(words: Int32Array): Int32Array[] {
    return this.exchange.all(this.parts(words));
  }

  /** This for rank 0, and nothing for the others. */
  private parts(words: Int32Array): Int32Array[] {
    return Array.from({ length: this.exchange.size }, (_, rank) => (rank === 0 ? words : NOTHING));
  }

  /** States as they are sent to the ranks whose they are. Throws an Error where a value cannot be written down. */
  partsOf(states: readonly SentState[]): Int32Array[] {
    const owned: NumberedState[][] = Array.from({ length: this.exchange.size }, () => []);
    recall(this.model, states, (row, state) => owned[this.ownerOf(row)]?.push({ ...state, row: row.slice() }));
    return owned.map((list) => packed(this.model, list));
  }

  /** Gives each rank what it is sent of such states; for rank 0. */
  handOut(parts: readonly Int32Array[]): void {
    this.exchange.broadcast(TAKE_COMMAND);
    this.takeIn(this.exchange.all(parts));
  }

  private takeIn(parts: readonly Int32Array[]): void {
    for (const state of unpackedRows(parts[0] as Int32Array, this.model)) this.partition.take(state);
  }

  private ownerOf(row: Int32Array): number {
    return this.remade.ownershipOf(row) % this.exchange.size;
  }

  private open(level: Level, deadlocks: boolean, violated: Int32Array): void {
    const open = (over: "state" | "step"): PartOf[] =>
      partsOver(this.model.properties, over).filter(({ property }) => !violated.includes(property));
    this.level = level;
    this.deadlocks = deadlocks;
    this.stateParts = open("state");
    this.stepParts = open("step");
    this.next = this.partition.placeOf(level.from);
    this.end = this.partition.placeOf(level.to);
    this.generated = 0;
    this.excluded = 0;
    this.odd = false;
    this.failed = false;
    this.told = this.remade.told();
    this.steps.fill(0);
    this.moved.fill(0);
  }

  /** Expands some states, and takes in what the other ranks have found meanwhile. With `stop` that is the last round. */
  goOn(stop: boolean): AfterRound {
    const { round, post } = this;
    const until = performance.now() + round.milliseconds;
    for (let states = 0; !stop && this.next < this.end && states < round.states; states++) {
      if (post.waiting >= round.words || this.full || performance.now() >= until) break;
      this.expand();
    }
    try {
      post.deliver(this.onReceived);
    } catch (error) {
      this.fails(error);
    }
    if (this.budget.exceeded() !== null) this.full = true;
    const flags = [this.next < this.end, stop, this.full, this.budget.heapFull, this.unwritable];
    const sums = Float64Array.from(flags, Number);
    this.exchange.sum(sums);
    const [busy, stopped, full, heapFull, unwritable] = Array.from(sums, Boolean);
    const cut = stopped === true || full === true || unwritable === true;
    const level = cut ? "cut" : busy === true ? "open" : "known";
    return { level, full: full === true, heapFull: heapFull === true, unwritable: unwritable === true };
  }

  /**
   * Notes what went wrong, so that not all steps are known: nothing of that kind may keep this rank from telling the
   * others, which would wait for it.
   */
  private fails(error: unknown): void {
    if (isOutOfMemory(error)) this.full = true;
    else if (error instanceof EvaluationError) {
      this.odd = true;
      this.failed = true;
    } else throw error;
  }

  private expand(): void {
    const { partition, current } = this;
    const place = this.next++;
    partition.rows.read(place, current);
    this.source = partition.numberOf(place);
    this.place = 0;
    try {
      this.model.next(current, this.onSuccessor);
    } catch (error) {
      this.fails(error);
    }
    if (this.place === 0 && this.deadlocks) this.odd = true;
  }

  private step(row: Int32Array, action: number): void {
    const { model, successor, current, moved } = this;
    this.generated++;
    if (action < 0) return;
    if (this.budget.emitted() && this.budget.exceeded() !== null) this.full = true;
    const place = this.place++;
    for (let word = 0; word < successor.length; word++) successor[word] = row[word] as number;
    this.steps[action] = (this.steps[action] as number) + 1;
    if (moved[action] === 0 && !sameRow(successor, current)) moved[action] = 1;
    const within = !model.constrained || (model.within(successor) && model.withinStep(current, successor));
    if (!within) {
      this.excluded++;
      this.askState(successor);
    }
    this.askStep(successor);
    if (!within) return;
    const owner = this.ownerOf(successor);
    if (owner === this.exchange.rank) this.offer(successor, this.source, place, action);
    else {
      this.sent[0] = this.source;
      this.sent[1] = place;
      this.sent[2] = action;
      this.send(owner);
    }
  }

  private send(owner: number): void {
    try {
      this.post.send(owner, this.successor, this.sent);
    } catch (error) {
      if (isOutOfMemory(error)) throw error;
      this.unwritable = true;
    }
  }

  /** Takes a step to a state of its own. */
  private offer(row: Int32Array, source: number, place: number, action: number): void {
    if (this.partition.offer(row, source, place, action)) this.askState(row);
  }

  private askState(row: Int32Array): void {
    try {
      for (const { property, part } of this.stateParts) {
        if (!this.model.holds(property, part, row)) this.odd = true;
      }
    } catch (error) {
      this.doubts(error);
    }
  }

  private askStep(successor: Int32Array): void {
    try {
      for (const { property, part } of this.stepParts) {
        if (!this.model.holdsStep(property, part, this.current, successor)) this.odd = true;
      }
    } catch (error) {
      this.doubts(error);
    }
  }

  /**
   * What is asked could not be evaluated: rank 0 asks it in its turn, if it has not been decided before. The steps are all
   * known nevertheless.
   */
  private doubts(error: unknown): void {
    if (!(error instanceof EvaluationError)) throw error;
    this.odd = true;
  }

  /** What all ranks together have found in the level, of which all steps are known. */
  sum(): LevelSums {
    const { partition, steps, moved } = this;
    const actions = steps.length;
    const odd = this.odd || this.remade.told() !== this.told;
    const firstSteps = new Float64Array(actions);
    try {
      partition.countFound(firstSteps);
      partition.sort();
    } catch (error) {
      this.fails(error);
    }
    const flags = [odd, this.failed, this.full].map(Number);
    const counts = [this.generated, this.excluded, partition.found, ...flags];
    const sums = Float64Array.of(...counts, ...steps, ...firstSteps, ...moved);
    this.exchange.sum(sums);
    const [generated = 0, excluded = 0, found = 0, allOdd = 0, failed = 0, full = 0] = sums;
    const list = (index: number): Float64Array => {
      const from = counts.length + index * actions;
      return sums.subarray(from, from + actions);
    };
    const known = { generated, excluded, found, odd: allOdd > 0, failed: failed > 0, full: full > 0 };
    return { ...known, steps: list(0), firstSteps: list(1), moved: list(2) };
  }
}

const NOTHING = new Int32Array(0);
