// Hot path: `work` goes through every successor that is found beside the search.
/**
 * Finds successors in batches, for a search whose states it only reads. Several threads do so, that of the search among
 * them, when it has nothing else to do.
 *
 * Invariant: what a batch says is true whenever it is read. Of a row below `published` all is written before that number
 * is; no row changes, and no part of the seen set is written over while a batch is made that began before.
 */

import type { BulkWorker } from "../../models/model.ts";
import { EXCLUDED, UNKNOWN } from "../batch.ts";
import { SEGMENTS } from "../seen-set.ts";
import { seekBytes } from "./code.ts";
import { MASK, PAGE, SEGMENT_BYTES, TABLE } from "./plan.ts";
import { SharedRows } from "./shared-rows.ts";
import { STATE_SURE, STEP_SURE } from "./take.ts";
import {
  AREA,
  type Area,
  CAPACITY,
  CLAIMED,
  DONE,
  FIRST,
  FREE,
  LIMIT,
  type MemberPlan,
  OFFERED,
  PAGES,
  PUBLISHED,
  SLOT,
  SLOTS,
  STATES,
  STATUS,
  SUCCESSORS,
  TAKEN_UP,
  TOLD,
  UNSURE,
} from "./team-plan.ts";
import type { WebAssemblyNamespace } from "./wasm.ts";

interface Functions {
  seek(count: number, known: number, rows: number, hashes: number, numbers: number, misses: number): void;
  sum(states: number, ...addresses: readonly number[]): void;
}

export class Member {
  private readonly part: MemberPlan;
  private readonly bulk: BulkWorker;
  private readonly functions: Functions;
  private readonly hear: (() => unknown) | null;
  private heard = 0;
  private readonly at: number;
  private readonly rows: SharedRows;
  private words: Int32Array;

  /** `hear` waits for the next thing that the search tells its threads; null for the thread of the search. */
  constructor(part: MemberPlan, bulk: BulkWorker, hear: (() => unknown) | null) {
    const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyNamespace }).WebAssembly;
    const { plan, memory } = part;
    const module = new Module(seekBytes({ ...plan, recent: part.recent, segments: part.segments }));
    this.functions = new Instance(module, { e: { memory } }).exports as Functions;
    this.part = part;
    this.bulk = bulk;
    this.hear = hear;
    this.at = part.control >>> 2;
    this.words = new Int32Array(memory.buffer);
    this.rows = new SharedRows(plan, this.words);
  }

  /** Does the next task; false where there is none, or no room for what it makes. */
  doOne(): boolean {
    const area = this.part.areas.find(({ state }) => Atomics.load(this.words, state >>> 2) === FREE);
    const task = area === undefined ? -1 : this.claim();
    if (area === undefined || task < 0) return false;
    this.refresh();
    const { words, part, bulk, hear } = this;
    if (hear !== null)
      for (const told = Atomics.load(words, this.at + TOLD); this.heard < told; this.heard++) bulk.learn(hear());
    const at = this.at + SLOTS + (task % part.tasks) * SLOT;
    Atomics.store(words, area.state >>> 2, TAKEN_UP);
    words[at + AREA] = area.rows;
    bulk.trying(() => this.work(area, at, words[at + FIRST] as number));
    Atomics.store(words, at + STATUS, task + 1);
    Atomics.add(words, this.at + DONE, 1);
    Atomics.notify(words, this.at + DONE);
    return true;
  }

  /** Waits until there may be a task again. */
  wait(milliseconds: number): void {
    const offered = Atomics.load(this.words, this.at + OFFERED);
    const isFull = this.part.areas.every(({ state }) => Atomics.load(this.words, state >>> 2) !== FREE);
    if (!isFull && Atomics.load(this.words, this.at + CLAIMED) < offered) return;
    Atomics.wait(this.words, this.at + OFFERED, offered, milliseconds);
  }

  private claim(): number {
    const { words, at } = this;
    for (;;) {
      const task = Atomics.load(words, at + CLAIMED);
      if (task >= Atomics.load(words, at + OFFERED)) return -1;
      if (Atomics.compareExchange(words, at + CLAIMED, task, task + 1) === task) return task;
    }
  }

  /** Sees all of the memory, which may have grown in another thread. */
  private refresh(): void {
    const { memory } = this.part;
    const length = (Atomics.load(this.words, this.at + PAGES) * PAGE) / 4;
    if (this.words.length >= length) return;
    memory.grow(0);
    this.words = new Int32Array(memory.buffer);
    this.rows.memory = this.words;
  }

  /** Makes the batch of as many states as have room. */
  private work(area: Area, slot: number, first: number): void {
    const { words, bulk, rows, functions } = this;
    const { stride } = this.part.plan;
    const limit = words[slot + LIMIT] as number;
    const out = words.subarray(area.rows >>> 2, (area.rows >>> 2) + CAPACITY * stride);
    const ends = area.ends >>> 2;
    words[ends] = 0;
    let states = 0;
    let end = 0;
    for (let state = first; state < limit; state++) {
      const to = bulk.next(words, rows.placeOf(state), out, end);
      if (to < 0 || to > out.length) break;
      end = to;
      words[ends + ++states] = to;
    }
    const count = end / stride;
    this.copySegments();
    const known = Atomics.load(words, this.at + PUBLISHED);
    functions.seek(count, known, area.rows, area.hashes, area.numbers, this.part.misses);
    words[slot + STATES] = states;
    words[slot + SUCCESSORS] = count;
    if (bulk.asks.states || bulk.asks.steps) words[slot + UNSURE] = this.ask(area, first, states);
    else {
      words.fill(0, area.sure >>> 2, (area.sure >>> 2) + count);
      words[slot + UNSURE] = count;
    }
    functions.sum(states, area.rows, area.hashes, area.numbers, area.ends, area.unknown, area.tally, slot * 4);
  }

  /** Copies where the segments of the seen set are, the masks first: when one grows its mask is written last. */
  private copySegments(): void {
    const { words } = this;
    const { plan, segments } = this.part;
    for (let segment = 0; segment < SEGMENTS; segment++) {
      const at = (plan.segments + segment * SEGMENT_BYTES) >>> 2;
      const to = (segments + segment * SEGMENT_BYTES) >>> 2;
      words[to + (MASK >>> 2)] = Atomics.load(words, at + (MASK >>> 2));
      words[to + (TABLE >>> 2)] = Atomics.load(words, at + (TABLE >>> 2));
    }
  }

  /** Asks ahead what the search would ask. How many successors are left to be asked about that may be new states? */
  private ask(area: Area, first: number, states: number): number {
    const { words, bulk, rows } = this;
    const { stride } = this.part.plan;
    const { asks } = bulk;
    const [ends, numbers, sure] = [area.ends >>> 2, area.numbers >>> 2, area.sure >>> 2];
    let unsure = 0;
    let index = 0;
    for (let state = 0; state < states; state++) {
      const from = rows.placeOf(first + state);
      const count = (words[ends + state + 1] as number) / stride;
      for (; index < count; index++) {
        const at = (area.rows >>> 2) + index * stride;
        let bits = asks.steps && bulk.ofStep(words, from, words, at) ? STEP_SURE : 0;
        if (words[numbers + index] === UNKNOWN) {
          const within = asks.states ? bulk.ofState(words, at) : null;
          if (within === true) bits |= STATE_SURE;
          else if (within === false) words[numbers + index] = EXCLUDED;
          else unsure++;
        }
        words[sure + index] = bits;
      }
    }
    return unsure;
  }
}
