// Hot path: `comesTo` and `next` run for every expanded state, what is asked of successors for every one of them.
/**
 * The workers of a search, and what they have found ahead of it. The search takes everything in its own order, so what
 * it finds does not depend on how many there are, or on who is sooner.
 */

import { type Ahead, type StoredRows, WorkerLost } from "../../model.ts";
import type { TlaModel } from "../model.ts";
import { sharedClaims } from "./claims.ts";
import { ownsProcess, sharesProcess } from "./cpu-time.ts";
import { Known } from "./known.ts";
import {
  type Answer,
  FRESH,
  type Hands,
  INSIDE,
  LEFT,
  type Link,
  OF_STATE,
  OUTSIDE,
  STATE_HOLDS,
  STEP_HOLDS,
  STEP_INSIDE,
  STEP_OUTSIDE,
} from "./link.ts";
import { ValueReceiver, ValueSender } from "./wire.ts";

/** Milliseconds that a worker should need for a task: many times what it takes to send one. */
const TASK = 8;
const MOST_STATES = 4096;
/** So many tasks a worker is given at a time, so that it never waits for the search. */
const AT_A_TIME = 2;
/** So many tasks of each may be done, or being done, before the search comes to them. */
const AHEAD = 6;
/** The search has so many times the states of a worker at most: then workers bring next to nothing. */
const MOST_OWN = 64;
/** How the part of the search grows when it overtakes a worker, and shrinks when one may have to wait for it. */
const MORE = 1.1;
const LESS = 0.9;
/** What takes less than this part of a task is done sooner than it is sent. */
const LEAST = 1 / 8;

/** States that a worker was given, by number, their rows in ids, and what came of them. */
interface Chunk {
  readonly first: number;
  readonly count: number;
  readonly rows: Int32Array;
  readonly mate: Mate;
  answer: Answer | null;
  /** Did the search come to it before there was an answer? */
  overtaken: boolean;
}

/** A worker, with the numbers of values on both ways. */
interface Mate {
  readonly link: Link;
  readonly sender: ValueSender;
  readonly receiver: ValueReceiver;
  readonly waiting: Chunk[];
  ready: boolean;
}

export class Crew implements Ahead {
  private readonly model: TlaModel;
  private readonly hands: Hands;
  private readonly why: () => string | null;
  private readonly tell: (why: string) => void;
  private readonly words: number;
  private readonly since = performance.now();
  private mates: Mate[] = [];
  private state: "waiting" | "working" | "over" = "waiting";
  /** What has been given and not been taken, in the order of the states; the first state that was given to nobody. */
  private chunks: Chunk[] = [];
  private given = 0;
  private last = -1;
  private size = 4;
  /** How many states the search keeps for each that it gives away, so that neither waits for the other. */
  private own = 1;
  /** So many of the next states it keeps, before it looks again what the workers do. */
  private alone = 0;
  /** While rows are others than those of interned values nobody is asked; why, where that leaves the search alone. */
  private told = false;
  private resting = false;
  private reason: string | null = null;
  /** The state that is being expanded, if its successors are known: its chunk, its place there, and theirs. */
  private chunk: Chunk | null = null;
  private place = 0;
  private at = 0;
  /** The successor that was emitted last, and what is known of it. */
  private readonly successor: Int32Array;
  private known = 0;
  /** What is known of states that some worker has asked about, whoever met them. */
  private readonly states: Known;

  /** `why` says why nobody may help, null where somebody may; `tell` is told. */
  constructor(model: TlaModel, hands: Hands, why: () => string | null, tell: (why: string) => void) {
    this.model = model;
    this.hands = hands;
    this.why = why;
    this.tell = tell;
    this.words = model.variables.length;
    this.successor = new Int32Array(this.words);
    this.states = new Known(this.words);
  }

  get workers(): number {
    return this.state === "working" && !this.resting ? this.mates.length + 1 : 1;
  }

  comesTo(rows: StoredRows, state: number): void {
    this.known = 0;
    if (this.state !== "working" || this.resting) {
      this.chunk = null;
      if (this.state === "waiting" && this.isTime(rows.count)) this.begin();
      return;
    }
    const { chunk } = this;
    const isNext = state === this.last + 1;
    if (chunk !== null && isNext && this.place + 1 < chunk.count) this.step();
    else if (chunk === null && isNext && this.alone > 0) this.alone--;
    else this.enter(rows, state);
    this.last = state;
  }

  private isTime(states: number): boolean {
    const { hands } = this;
    return states >= hands.states || performance.now() - this.since >= hands.milliseconds;
  }

  private begin(): void {
    if (this.resting) {
      if (this.reason !== null && !this.told) this.tell(this.reason);
      this.told ||= this.reason !== null;
      return;
    }
    const why = this.why();
    if (why !== null) {
      this.leave(why);
      return;
    }
    const { interner } = this.model;
    this.state = "working";
    sharesProcess();
    this.own = 1 / this.hands.count;
    const claims = sharedClaims();
    this.mates = Array.from({ length: this.hands.count }, () => {
      const link = this.hands.start(claims);
      const [sender, receiver] = [new ValueSender(interner), new ValueReceiver(interner)];
      return { link, sender, receiver, waiting: [], ready: false };
    });
  }

  /** Rows are packed: `why` this leaves the search alone, null where others may help it with these. */
  rest(why: string | null): void {
    this.resting = true;
    this.reason = why;
  }

  /** Rows are those of interned values. */
  awake(): void {
    this.resting = false;
  }

  /** The search goes on alone. */
  private leave(why: string): void {
    this.end();
    this.tell(why);
  }

  end(): void {
    if (this.state === "working") ownsProcess();
    this.state = "over";
    this.chunks = [];
    this.chunk = null;
    for (const { link } of this.mates.splice(0)) link.end();
  }

  /** Comes to the state in another chunk, or in none. */
  private enter(rows: StoredRows, state: number): void {
    this.chunk = null;
    this.alone = 0;
    // The search has begun anew.
    if (state < this.last) this.chunks = [];
    if (this.chunks.length === 0) this.given = state;
    while (this.chunks[0] !== undefined && this.chunks[0].first + this.chunks[0].count <= state) this.chunks.shift();
    this.given = Math.max(this.given, state);
    this.receive();
    this.give(rows);
    if (this.state !== "working") return;
    const [chunk] = this.chunks;
    if (chunk === undefined || state < chunk.first) {
      const before = chunk === undefined ? Number.POSITIVE_INFINITY : chunk.first - state - 1;
      this.alone = Math.min(before, Math.floor(this.size / 4));
      return;
    }
    if (chunk.answer === null) {
      // The search expands the state itself sooner than it waits.
      if (!chunk.overtaken) this.own = Math.min(MOST_OWN, (this.own + 1 / MOST_OWN) * MORE);
      chunk.overtaken = true;
      return;
    }
    this.chunk = chunk;
    this.place = 0;
    this.at = 0;
    while (chunk.first + this.place < state) this.step();
  }

  /** Goes on to the next state of the chunk. */
  private step(): void {
    const { successors } = (this.chunk as Chunk).answer as Answer;
    const count = successors[this.at] as number;
    this.at += 1 + Math.max(0, count) * (this.words + 2);
    this.place++;
  }

  private receive(): void {
    for (const mate of this.mates) {
      for (let reply = mate.link.receive(); reply !== null; reply = mate.link.receive()) {
        if (reply.kind === "ready") mate.ready = true;
        else this.accept(mate, reply);
      }
      const { lost } = mate.link;
      if (lost !== null) throw new WorkerLost(lost.why, lost.full);
    }
  }

  private accept({ waiting, receiver }: Mate, answer: Answer): void {
    receiver.read(answer.values);
    const chunk = waiting.shift() as Chunk;
    chunk.answer = answer;
    if (waiting.length === 0) this.own *= LESS;
    this.note(answer.successors, receiver);
    const fitting = (TASK * chunk.count) / Math.max(answer.milliseconds, 0.1);
    this.size = Math.min(MOST_STATES, Math.max(1, (3 * this.size + fitting) / 4));
  }

  /** Notes what a worker has found out about states. */
  private note(successors: Int32Array, receiver: ValueReceiver): void {
    const { words } = this;
    const row = new Int32Array(words);
    for (let at = 0; at < successors.length; ) {
      const end = at + 1 + Math.max(0, successors[at] as number) * (words + 2);
      for (at++; at < end; at += words + 2) {
        const known = successors[at + words + 1] as number;
        if ((known & FRESH) === 0) continue;
        for (let word = 0; word < words; word++) row[word] = receiver.idOf(successors[at + word] as number);
        this.states.note(row, known & OF_STATE);
      }
    }
  }

  /** Gives every worker something to do, as far as states are known, each task behind what the search keeps. */
  private give(rows: StoredRows): void {
    const mates = this.mates.filter(({ ready }) => ready);
    for (let tasks = 0; tasks < AT_A_TIME; tasks++) {
      for (const mate of mates) {
        if (mate.waiting.length > tasks || this.chunks.length >= AHEAD * mates.length) continue;
        const left = rows.count - this.given;
        if (left < Math.max(1, LEAST * this.size) || this.state !== "working") return;
        const count = Math.ceil(Math.min(this.size, left / (1 + this.own) / (AT_A_TIME * mates.length)));
        const kept = Math.round(this.own * count);
        if (left < kept + count) return;
        this.given += kept;
        this.assign(mate, rows, count);
      }
    }
  }

  private assign(mate: Mate, stored: StoredRows, count: number): void {
    const { words } = this;
    const rows = new Int32Array(count * words);
    const numbers = new Int32Array(count * words);
    const row = new Int32Array(words);
    for (let i = 0; i < count; i++) {
      stored.read(this.given + i, row);
      rows.set(row, i * words);
    }
    try {
      for (let i = 0; i < rows.length; i++) numbers[i] = mate.sender.numberOf(rows[i] as number);
    } catch (error) {
      this.leave((error as Error).message);
      return;
    }
    const chunk: Chunk = { first: this.given, count, rows, mate, answer: null, overtaken: false };
    mate.link.post({ rows: numbers, values: mate.sender.written() });
    mate.waiting.push(chunk);
    this.chunks.push(chunk);
    this.given += count;
  }

  /** Emits the successors of a state, as `Model.next` does; false where they are not known. */
  next(row: Int32Array, emit: (row: Int32Array, action: number) => void): boolean {
    const { chunk, words, successor } = this;
    if (chunk === null || !this.isExpanded(row)) return false;
    const { successors } = chunk.answer as Answer;
    const { receiver } = chunk.mate;
    const count = successors[this.at] as number;
    if (count === LEFT) return false;
    let at = this.at + 1;
    for (let i = 0; i < count; i++, at += words + 2) {
      for (let word = 0; word < words; word++) successor[word] = receiver.idOf(successors[at + word] as number);
      // More than nothing, so that it is looked for among the states.
      this.known = (successors[at + words + 1] as number) | FRESH;
      emit(successor, successors[at + words] as number);
    }
    this.known = 0;
    return true;
  }

  /** Do the constraints admit the state, or the step to it? Null where that is not known. */
  within(row: Int32Array): boolean | null {
    return this.isKnown(INSIDE | OUTSIDE, row) ? (this.known & INSIDE) !== 0 : null;
  }

  withinStep(row: Int32Array, successor: Int32Array): boolean | null {
    if (!this.isKnown(STEP_INSIDE | STEP_OUTSIDE, successor) || !this.isExpanded(row)) return null;
    return (this.known & STEP_INSIDE) !== 0;
  }

  /** Is it known that a part of a property holds in a state, or on the step to it? */
  holds(property: number, part: number, row: Int32Array): boolean {
    return this.isKnown(STATE_HOLDS, row) && this.isOver("state", property, part);
  }

  holdsStep(property: number, part: number, row: Int32Array, successor: Int32Array): boolean {
    return this.isKnown(STEP_HOLDS, successor) && this.isExpanded(row) && this.isOver("step", property, part);
  }

  private isKnown(bits: number, row: Int32Array): boolean {
    const { successor, words } = this;
    if (this.known === 0) return false;
    for (let i = 0; i < words; i++) if (row[i] !== successor[i]) return false;
    if ((this.known & OF_STATE) === 0) this.known |= this.states.of(successor);
    return (this.known & bits) !== 0;
  }

  private isExpanded(row: Int32Array): boolean {
    const { chunk, words } = this;
    if (chunk === null) return false;
    const from = this.place * words;
    for (let i = 0; i < words; i++) if (row[i] !== chunk.rows[from + i]) return false;
    return true;
  }

  private isOver(over: "state" | "step", property: number, part: number): boolean {
    return this.model.properties[property]?.parts[part]?.over === over;
  }
}
