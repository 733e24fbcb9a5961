// Hot path: `ready` runs once for each batch.
/**
 * The threads that find successors for a search, each with the states and the seen set before its eyes. The search takes
 * their batches in the order of its states, looks up what no batch has found, and stores: so all that is found is the
 * same for any number of them. While it waits for a batch it makes one itself.
 *
 * The states from which nobody has been given successors to find are those from `given` on. Before that every state is in
 * a task, or before the first task that is left, where the search has to go on by itself.
 */

import { type BulkShare, WorkerLost } from "../../models/model.ts";
import { SEGMENTS } from "../seen-set.ts";
import { Member } from "./member.ts";
import { PAGE, type Plan, SEGMENT_BYTES } from "./plan.ts";
import {
  AREA,
  type Area,
  BARREN,
  CAPACITY,
  DONE,
  FIRST,
  FREE,
  LIMIT,
  type MemberPlan,
  MOST_STATES,
  OFFERED,
  PAGES,
  PUBLISHED,
  SLOT,
  SLOTS,
  STATES,
  STATUS,
  type TeamPlan,
  TOLD,
  UNSURE,
  unknownBytes,
} from "./team-plan.ts";
import type { Memory } from "./wasm.ts";

/** Successors that a task should have: many times what it takes to hand it over. */
const TARGET = 2048;
/** So many batches each thread may have made, or be making, before the search comes to them. */
const AHEAD = 4;
/** Milliseconds after which a search that waits looks at its budget. */
const PATIENCE = 20;

/** A thread beside that of the search. */
interface Thread {
  /** Why it will do nothing more; null while all is well. `full`: for want of memory. */
  readonly lost: { readonly why: string; readonly full: boolean } | null;
  /** Lets it hear what `BulkShare.news` has told. */
  tell(news: unknown): void;
  end(): void;
}

/** Where threads come from. */
export interface Threads {
  /** How many find successors, with that of the search. */
  readonly count: number;
  /** They begin when so many states are stored. */
  readonly states: number;
  /** Of less than this part of a task nobody is told. */
  readonly least: number;
  /** Begins one, which makes its model again by the recipe and is a member until it is ended. */
  start(part: MemberPlan, recipe: unknown): Thread;
}

/** Where a team has its memory. */
interface Ground {
  readonly memory: Memory;
  readonly plan: Plan;
  /** The address of so many bytes. Throws a RangeError when there is no memory. */
  demand(bytes: number): number;
  /** Takes memory back. */
  release(address: number, bytes: number): void;
}

/** A part of the memory that some task may still read which was offered before so many. */
interface Deferred {
  readonly address: number;
  readonly bytes: number;
  readonly until: number;
}

/** A batch that has been made. */
export interface Done {
  readonly area: Area;
  /** How many there are: states, those of them without successors, successors, those of them that are excluded. */
  readonly states: number;
  readonly barren: number;
  readonly successors: number;
  readonly excluded: number;
  /** Successors of which nothing was known, and those among them of which something has to be asked. */
  readonly unknown: number;
  readonly unsure: number;
}

export class Team {
  /** The batch that is to be taken now; null where the search has to find successors itself, up to state `limit`. */
  batch: Done | null = null;
  limit = 0;
  readonly workers: number;
  private readonly ground: Ground;
  private readonly part: TeamPlan;
  private readonly areas: readonly Area[];
  /** Where the batch is that is being taken. */
  private taking: Area | null = null;
  private readonly own: Member;
  private readonly threads: readonly Thread[];
  private readonly at: number;
  private readonly least: number;
  /** How many tasks there have been, how many have been taken, and the same without the one that is being taken. */
  private offered = 0;
  private taken = 0;
  private finished = 0;
  private given = 0;
  /** How often the threads have been told something. */
  private told = 0;
  private readonly news: BulkShare["news"];
  private size = MOST_STATES / 8;
  private readonly deferred: Deferred[] = [];

  /** Throws a RangeError when there is not enough memory. */
  constructor(ground: Ground, threads: Threads, share: BulkShare) {
    const { memory, plan } = ground;
    this.ground = ground;
    this.workers = threads.count;
    this.least = threads.least;
    this.news = () => share.news();
    const tasks = AHEAD * threads.count;
    const control = ground.demand((SLOTS + tasks * SLOT) * 4);
    const areas = Array.from({ length: tasks }, () => this.areaIn(ground.demand(areaBytes(plan))));
    this.part = { memory, plan, control, tasks };
    this.areas = areas;
    const parts = Array.from({ length: threads.count }, (_, i) => ({
      ...this.part,
      areas: areas.slice(i * AHEAD, (i + 1) * AHEAD),
      recent: ground.demand(plan.recentEntries * plan.stride * 4),
      segments: ground.demand(SEGMENTS * SEGMENT_BYTES),
      misses: ground.demand(CAPACITY * 8),
    }));
    this.at = control >>> 2;
    const words = new Int32Array(memory.buffer);
    words.fill(0, this.at, this.at + SLOTS + tasks * SLOT);
    for (const { state } of areas) words[state >>> 2] = FREE;
    for (const { recent } of parts) words.fill(-1, recent >>> 2, (recent >>> 2) + plan.recentEntries * plan.stride);
    const [first, ...others] = parts as readonly MemberPlan[] as [MemberPlan, ...MemberPlan[]];
    this.own = new Member(first, share.own, null);
    this.threads = others.map((part) => threads.start(part, share.recipe));
  }

  private areaIn(rows: number): Area {
    const { stride } = this.ground.plan;
    const hashes = rows + CAPACITY * stride * 4;
    const [numbers, sure, unknown] = [hashes + CAPACITY * 4, hashes + CAPACITY * 8, hashes + CAPACITY * 12];
    const ends = unknown + CAPACITY * unknownBytes(this.ground.plan);
    const tally = ends + (MOST_STATES + 1) * 4;
    return { rows, hashes, numbers, sure, unknown, ends, tally, state: this.ground.demand(4) };
  }

  /**
   * Prepares what comes at state `first`, of a level that ends at `levelEnd`, where `count` states are stored and all
   * before `first` have been expanded. False where a thread still has to come to its end.
   */
  ready(first: number, levelEnd: number, count: number): boolean {
    for (const { lost } of this.threads) if (lost !== null) throw new WorkerLost(lost.why, lost.full);
    const words = new Int32Array(this.ground.memory.buffer);
    this.finish(words);
    if (this.taken === this.offered) this.given = Math.max(this.given, first);
    this.offer(words, levelEnd, count);
    this.batch = null;
    const at = this.slotOf(this.taken);
    const start = this.taken < this.offered ? (words[at + FIRST] as number) : this.given;
    this.limit = first < start ? start : levelEnd;
    if (first < start || this.taken === this.offered) return true;
    if (!this.waitFor(words, at)) return false;
    this.take(words, at);
    return true;
  }

  /** What was being taken has been. */
  private finish(words: Int32Array): void {
    this.finished = this.taken;
    if (this.taking !== null) Atomics.store(words, this.taking.state >>> 2, FREE);
    this.taking = null;
    const { deferred } = this;
    while (deferred[0] !== undefined && deferred[0].until <= this.finished) {
      const { address, bytes } = deferred.shift() as Deferred;
      this.ground.release(address, bytes);
    }
  }

  private slotOf(task: number): number {
    return this.at + SLOTS + (task % this.part.tasks) * SLOT;
  }

  /** Offers tasks, none of them with states of two levels. */
  private offer(words: Int32Array, levelEnd: number, count: number): void {
    const { at, offered: before, workers } = this;
    this.tell(words);
    Atomics.store(words, at + PUBLISHED, count);
    Atomics.store(words, at + PAGES, this.ground.memory.buffer.byteLength / PAGE);
    while (this.offered - this.finished < this.part.tasks) {
      const left = (this.given < levelEnd ? levelEnd : count) - this.given;
      if (left < Math.max(1, this.least * this.size)) break;
      const slot = this.slotOf(this.offered++);
      words[slot + FIRST] = this.given;
      this.given += Math.min(Math.ceil(this.size), Math.ceil(left / workers));
      words[slot + LIMIT] = this.given;
    }
    if (this.offered === before) return;
    Atomics.store(words, at + OFFERED, this.offered);
    Atomics.notify(words, at + OFFERED);
  }

  private tell(words: Int32Array): void {
    const news = this.news();
    if (news === null) return;
    for (const thread of this.threads) thread.tell(news);
    Atomics.store(words, this.at + TOLD, ++this.told);
  }

  /** Waits for the next task to be done, and does some in the meantime; false when that takes long. */
  private waitFor(words: Int32Array, slot: number): boolean {
    const isDone = (): boolean => Atomics.load(words, slot + STATUS) === this.taken + 1;
    while (!isDone()) {
      if (this.own.doOne()) continue;
      const done = Atomics.load(words, this.at + DONE);
      if (!isDone() && Atomics.wait(words, this.at + DONE, done, PATIENCE) === "timed-out") return false;
    }
    return true;
  }

  private take(words: Int32Array, slot: number): void {
    const area = this.areas.find(({ rows }) => rows === words[slot + AREA]) as Area;
    this.taken++;
    this.taking = area;
    const states = words[slot + STATES] as number;
    this.limit = words[slot + LIMIT] as number;
    if (states === 0) return;
    const [barren, successors, excluded, unknown, unsure] = words.subarray(slot + BARREN, slot + UNSURE + 1);
    const listed = (unknown as number) / unknownBytes(this.part.plan);
    this.batch = { area, states, barren, successors, excluded, unknown: listed, unsure } as Done;
    const fitting = (TARGET * states) / Math.max(1, successors as number);
    this.size = Math.min(MOST_STATES, Math.max(1, (3 * this.size + fitting) / 4));
  }

  /** Takes memory back that some task may still read. */
  defer(address: number, bytes: number): void {
    this.deferred.push({ address, bytes, until: this.offered });
  }

  end(): void {
    for (const thread of this.threads) thread.end();
  }
}

function areaBytes(plan: Plan): number {
  const { stride, actions } = plan;
  return CAPACITY * (unknownBytes(plan) + (stride + 3) * 4) + (MOST_STATES + 1 + actions) * 4;
}
