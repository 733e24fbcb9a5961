// Hot path: `fill` runs once per expanded state, `take` once per batch or question.
/** The kernel in WebAssembly: the states, the seen set and the batch live in its memory. */

import type { BulkNext, BulkShare } from "../../models/model.ts";
import { ENOUGH } from "../batch.ts";
import { entriesFor } from "../recent.ts";
import { limitOf, SEGMENTS } from "../seen-set.ts";
import { kernelBytes } from "./code.ts";
import type { Contents } from "./contents.ts";
import {
  ALWAYS,
  type Answer,
  ASKED,
  DONE,
  type Event,
  EXHAUSTED,
  type Kernel,
  type Ledger,
  TAKEN,
  type Terms,
  UNSEEN,
} from "./kernel.ts";
import { CELLS, LIMIT, MASK, PAGE, type Plan, planFor, SEGMENT_BYTES, TABLE, USED } from "./plan.ts";
import { SharedRows } from "./shared-rows.ts";
import { Space } from "./space.ts";
import { type Done, Team, type Threads } from "./team.ts";
import { type Area, CAPACITY, unknownBytes } from "./team-plan.ts";
import type { Memory, WebAssemblyNamespace } from "./wasm.ts";

/** A memory has at most so many bytes: its addresses have 32 bits. */
const MOST_BYTES = 2 ** 32;

/** Rows of more words are left to the kernel in JavaScript: a batch of them would be large. */
const MOST_WORDS = 1024;

/** Words for successors at first, but always enough for a batch of usual size. */
const FIRST_BATCH = 1 << 14;

/** The part of the memory by which it grows: growing costs the same for any number of pages. */
const GROWTH = 0.25;

interface Functions {
  find(count: number): void;
  take(answer: Answer): Event;
  takeUnknown(unknown: number, end: number): number;
  lookUp(): number;
  enter(): number;
}

/** The index of a variable among the words of the memory. */
const at = (name: keyof typeof CELLS): number => CELLS[name] >>> 2;
const ROWS = at("rows");
const NUMBERS = at("numbers");
const HASHES = at("hashes");
const ENDS = at("ends");
const SURE = at("sure");
const FRESH = at("fresh");
const UNTIL = at("until");
const BEFORE = at("before");
const AFTER = at("after");
const DEADLOCKS = at("deadlocks");
const MAX_STATES = at("maxStates");
const PAUSE_AT = at("pauseAt");
const STATE = at("state");
const INDEX = at("index");
const AT = at("at");
const VISITED = at("visited");
const EXCLUDED = at("excluded");
const IS_UNSEEN = at("unseen");
const COUNT = at("count");
const FAILED = at("failed");

/** The cells that say where the batch is. */
const CELLS_OF_AREA = [ROWS, HASHES, NUMBERS, SURE, ENDS];

const MOST_STATES = 2 ** 31 - 1;

/** How much memory a kernel may have, and whether several threads are to have it. */
interface Means {
  readonly bytes: number;
  readonly shared: boolean;
}

/** A kernel that goes on with `contents`, or null where there cannot be one. */
export function webAssemblyKernel(contents: Contents, ledger: Ledger, means: Means): WebAssemblyKernel | null {
  if (contents.words > MOST_WORDS || contents.words < 1 || !("WebAssembly" in globalThis)) return null;
  const limits = { maximumPages: Math.floor(Math.min(means.bytes, MOST_BYTES) / PAGE), shared: means.shared };
  const plan = planFor(contents.words, ledger.counts.actions, entriesFor(contents.words), limits);
  try {
    return new WebAssemblyKernel(plan, contents, ledger);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export class WebAssemblyKernel implements Kernel {
  readonly rows: SharedRows;
  first = 0;
  states = 0;
  state = 0;
  visited = 0;
  excluded = 0;
  unseen = false;
  action = 0;
  private readonly plan: Plan;
  private readonly ledger: Ledger;
  private readonly memory: Memory;
  private readonly space: Space;
  private readonly functions: Functions;
  /** All of the memory, by words; made anew whenever it grows. */
  private words: Int32Array;
  /** The part of the memory for successors, likewise. */
  private out: Int32Array;
  /** Bytes for successors, and how many successors the lists about them are for. */
  private batchBytes = 0;
  private capacity = 0;
  private fresh = 0;
  /** Addresses in words, which move only when a batch grows. */
  private rowsAt = 0;
  private endsAt = 0;
  /** How far edges have been written down. */
  private edgeState = 0;
  private edgeIndex = 0;
  /** The address in words of the successor of the last event. */
  private told = 0;
  /** Who finds successors with the search; null while nobody does. */
  private team: Team | null = null;
  /** Where the batch is: null in the memory of this kernel alone, whose addresses for batches are `own` otherwise. */
  private area: Area | null = null;
  private own: readonly number[] = [];

  /** Throws a RangeError when there is not enough memory. */
  constructor(plan: Plan, contents: Contents, ledger: Ledger) {
    this.plan = plan;
    this.ledger = ledger;
    const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyNamespace }).WebAssembly;
    const { maximumPages: maximum, shared } = plan;
    this.memory = new Memory({ initial: Math.ceil(plan.free / PAGE), maximum, shared });
    this.words = new Int32Array(this.memory.buffer);
    this.out = this.words;
    this.space = new Space(plan.free, (end) => this.reach(end));
    const allocate = (bytes: number): number => this.space.allocate(bytes >>> 0);
    const release = (address: number, bytes: number): void => this.release(address >>> 0, bytes >>> 0);
    const module = new Module(kernelBytes(plan));
    const { exports } = new Instance(module, { e: { memory: this.memory, allocate, release } });
    this.functions = exports as Functions;
    this.rows = new SharedRows(plan, this.words);
    this.makeBatch(Math.max(FIRST_BATCH, Math.ceil(ENOUGH * plan.stride * 1.25)) * 4);
    this.reserve((this.batchBytes / 4 / plan.stride) | 0);
    // Memory is asked for first: what is written into a view from before is lost when it grows.
    const ends = this.demand((ENOUGH + 1) * 4);
    this.words[ENDS] = ends;
    this.endsAt = ends >>> 2;
    this.copyIn(contents);
  }

  /** Copies in what another kernel holds, which has no batch to finish. */
  private copyIn({ chunks, count, segments, recent }: Contents): void {
    const { plan } = this;
    const perChunk = 2 ** plan.shift * plan.words;
    for (let chunk = 0; chunk * 2 ** plan.shift < count; chunk++) {
      const address = this.demand(perChunk * 4);
      const used = Math.min(perChunk, (count - chunk * 2 ** plan.shift) * plan.words);
      this.words.set((chunks[chunk] as Int32Array).subarray(0, used), address >>> 2);
      this.words[(plan.directory >>> 2) + chunk] = address;
    }
    this.words[COUNT] = count;
    this.rows.count = count;
    for (let segment = 0; segment < SEGMENTS; segment++) {
      const slots = segments.slots[segment] as Int32Array;
      const address = this.demand(slots.length * 4);
      this.words.set(slots, address >>> 2);
      const entry = plan.segments + segment * SEGMENT_BYTES;
      this.words[(entry + TABLE) >>> 2] = address;
      this.words[(entry + MASK) >>> 2] = slots.length * 4 - 8;
      this.words[(entry + USED) >>> 2] = segments.used[segment] as number;
      this.words[(entry + LIMIT) >>> 2] = limitOf(slots);
    }
    this.words.set(recent, plan.recent >>> 2);
  }

  /** All that it holds, where it is: no copy is made but of small things. This kernel must not be used any more. */
  contents(): Contents {
    const { plan, words, states } = this;
    const view = (list: number, length: number): Int32Array => {
      const from = (words[list] as number) >>> 2;
      return words.subarray(from, from + length);
    };
    const part = (address: number, length: number): Int32Array =>
      words.subarray(address >>> 2, (address >>> 2) + length);
    const perChunk = 2 ** plan.shift * plan.words;
    const chunks: Int32Array[] = [];
    for (let chunk = 0; chunk * 2 ** plan.shift < this.rows.count; chunk++) {
      chunks.push(part(words[(plan.directory >>> 2) + chunk] as number, perChunk));
    }
    const slots: Int32Array[] = [];
    const used = new Int32Array(SEGMENTS);
    for (let segment = 0; segment < SEGMENTS; segment++) {
      const entry = plan.segments + segment * SEGMENT_BYTES;
      const length = ((words[(entry + MASK) >>> 2] as number) + 8) >>> 2;
      slots.push(part(words[(entry + TABLE) >>> 2] as number, length));
      used[segment] = words[(entry + USED) >>> 2] as number;
    }
    const ends = view(ENDS, states + 1);
    const end = ends[states] as number;
    const count = (end / plan.stride) | 0;
    return {
      words: plan.words,
      count: this.rows.count,
      chunks,
      segments: { slots, used },
      recent: part(plan.recent, plan.recentEntries * plan.stride),
      batch: {
        first: this.first,
        states,
        ends,
        rows: view(ROWS, end),
        hashes: view(HASHES, count),
        numbers: view(NUMBERS, count),
        state: this.state,
        index: words[INDEX] as number,
      },
    };
  }

  get workers(): number {
    return this.team?.workers ?? 1;
  }

  /** From now on threads find successors as well. Throws a RangeError when there is not enough memory for that. */
  gather(threads: Threads, share: BulkShare): void {
    const { memory, plan } = this;
    if (this.capacity < CAPACITY && !this.reserve(CAPACITY)) throw new RangeError("no memory for a team");
    this.team = new Team(
      {
        memory,
        plan,
        demand: (bytes) => this.demand(bytes),
        release: (address, bytes) => this.space.release(address, bytes),
      },
      threads,
      share,
    );
  }

  /** Nobody finds successors any more but the search. */
  disband(): void {
    this.team?.end();
  }

  private release(address: number, bytes: number): void {
    if (this.team === null) this.space.release(address, bytes);
    else this.team.defer(address, bytes);
  }

  ready(first: number, limit: number): boolean {
    return this.team === null || this.team.ready(first, limit, this.rows.count);
  }

  find(row: Int32Array): number {
    const { words } = this;
    const from = this.plan.scratch >>> 2;
    for (let i = 0; i < this.plan.words; i++) words[from + i] = row[i] as number;
    return this.functions.lookUp();
  }

  store(_row: Int32Array): number {
    const number = this.words[FAILED] === 0 ? this.functions.enter() : -1;
    this.rows.count = this.words[COUNT] as number;
    return number;
  }

  fill(next: BulkNext, first: number, limit: number): void {
    const { team } = this;
    this.first = first;
    this.states = 0;
    const batch = team?.batch ?? null;
    this.turnTo(batch?.area ?? null);
    if (batch === null) this.findFrom(next, Math.min(limit, team?.limit ?? limit));
    else this.states = batch.states;
    this.begin();
  }

  /** Finds the successors of states up to `limit` in this thread. */
  private findFrom(next: BulkNext, limit: number): void {
    const { plan, first } = this;
    let end = 0;
    const enough = ENOUGH * plan.stride;
    let { words, out, endsAt, rows } = this;
    words[endsAt] = 0;
    for (let state = first; state < limit && end < enough && this.states < ENOUGH; ) {
      const to = next(words, rows.placeOf(state), out, end);
      if (to < 0) break;
      if (to > out.length) {
        // What cannot be had here is left to the kernel in JavaScript.
        if (!this.growBatch(to, end)) break;
        ({ words, out, endsAt, rows } = this);
        continue;
      }
      end = to;
      words[endsAt + ++this.states] = to;
      state++;
    }
    const count = (end / plan.stride) | 0;
    if (count > this.capacity && !this.reserve(count)) this.states = 0;
    else this.functions.find(count);
  }

  /** Goes on with the batch in an area, or in that of this kernel (null), which moves when it grows. */
  private turnTo(area: Area | null): void {
    const { words } = this;
    if (area === this.area) return;
    if (this.area === null) this.own = CELLS_OF_AREA.map((cell) => words[cell] as number);
    this.area = area;
    const addresses = area === null ? this.own : [area.rows, area.hashes, area.numbers, area.sure, area.ends];
    for (const [i, cell] of CELLS_OF_AREA.entries()) words[cell] = addresses[i] as number;
    this.endsAt = (words[ENDS] as number) >>> 2;
  }

  give(row: Int32Array, action: number, state: number): void {
    this.turnTo(null);
    const { words, plan } = this;
    for (let i = 0; i < plan.words; i++) words[this.rowsAt + i] = row[i] as number;
    words[this.rowsAt + plan.words] = action;
    words[this.endsAt] = 0;
    words[this.endsAt + 1] = plan.stride;
    this.first = state;
    this.states = 1;
    this.functions.find(1);
    this.begin();
    this.edgeState = 0;
  }

  /** A batch that has just been filled is taken from its first successor on. */
  private begin(): void {
    const { words } = this;
    this.state = 0;
    this.edgeState = -1;
    this.edgeIndex = 0;
    words[STATE] = 0;
    words[INDEX] = 0;
    words[AT] = words[ROWS] as number;
  }

  take(answer: Answer, terms: Terms): Event {
    let { words } = this;
    this.visited = 0;
    this.excluded = 0;
    if (words[FAILED] !== 0) return EXHAUSTED;
    const batch = this.quiet(terms);
    if (batch !== null) return this.takeAtOnce(batch);
    words[UNTIL] = terms.until;
    words[BEFORE] = terms.before;
    words[AFTER] = terms.after;
    words[DEADLOCKS] = terms.deadlocks ? 1 : 0;
    words[MAX_STATES] = Math.min(Math.ceil(terms.maxStates), MOST_STATES);
    words[PAUSE_AT] = Math.min(Math.ceil(terms.pauseAt), MOST_STATES);
    words[EXCLUDED] = 0;
    words[FRESH] = this.fresh;
    const event = this.functions.take(answer);
    ({ words } = this);
    this.rows.count = words[COUNT] as number;
    this.state = words[STATE] as number;
    this.visited = words[VISITED] as number;
    this.excluded = words[EXCLUDED] as number;
    this.noteOrigins();
    if (this.ledger.edges !== null) this.noteEdges();
    if (event === ASKED || event === TAKEN) {
      const { stride } = this.plan;
      this.unseen = words[IS_UNSEEN] === 1;
      this.told = ((words[AT] as number) >>> 2) - (event === TAKEN ? stride : 0);
      this.action = words[this.told + stride - 1] as number;
    }
    return event;
  }

  /** The batch, where others have made it, nothing of it has been taken, and there can be no event until all is. */
  private quiet(terms: Terms): Done | null {
    const batch = this.area === null ? null : (this.team?.batch ?? null);
    if (batch === null || this.ledger.edges !== null || this.words[INDEX] !== 0 || this.state !== 0) return null;
    const { before, after, until, deadlocks, maxStates, pauseAt } = terms;
    if (before === ALWAYS || after === ALWAYS || until < batch.states) return null;
    if ((before === UNSEEN || after === UNSEEN) && batch.unsure > 0) return null;
    const most = this.rows.count + batch.unknown;
    return (deadlocks && batch.barren > 0) || most >= Math.min(maxStates, pauseAt, MOST_STATES) ? null : batch;
  }

  /**
   * Takes a batch in which all is known but some successors that may be new. Where memory runs out another kernel takes
   * it from the start: it finds what has been stored, and nothing has been counted.
   */
  private takeAtOnce({ area, states, successors, excluded, unknown }: Done): Event {
    const { actions, counters } = this.plan;
    this.words[FRESH] = this.fresh;
    const done = this.functions.takeUnknown(area.unknown, area.unknown + unknown * unknownBytes(this.plan));
    this.rows.count = this.words[COUNT] as number;
    this.noteOrigins();
    if (done === 0) return EXHAUSTED;
    const tally = this.words.subarray(area.tally >>> 2, (area.tally >>> 2) + actions);
    const steps = new Float64Array(this.memory.buffer, counters, actions);
    for (let action = 0; action < actions; action++)
      steps[action] = (steps[action] as number) + (tally[action] as number);
    this.visited = successors;
    this.excluded = excluded;
    this.state = states;
    return DONE;
  }

  /** Writes down where the states come from that the last `take` has stored. */
  private noteOrigins(): void {
    const { words, first } = this;
    const { origins, counts } = this.ledger;
    const end = (words[FRESH] as number) >>> 2;
    for (let from = this.fresh >>> 2; from < end; from += 2) {
      const action = words[from + 1] as number;
      origins.append(first + (words[from] as number), action);
      counts.state(action);
    }
  }

  /** Writes down the edges that the last `take` has found. */
  private noteEdges(): void {
    const { words, endsAt, first } = this;
    const edges = this.ledger.edges as NonNullable<Ledger["edges"]>;
    const { stride } = this.plan;
    const taken = words[INDEX] as number;
    const numbers = (words[NUMBERS] as number) >>> 2;
    const last = Math.min(this.state, this.states - 1);
    let index = this.edgeIndex;
    while (index < taken || this.edgeState < last) {
      // The end of state s is in the cell after that of its beginning; -1 stands for before the first state.
      while (this.edgeState < last && index * stride === (words[endsAt + this.edgeState + 1] as number)) {
        edges.begin(first + ++this.edgeState);
      }
      if (index === taken) break;
      const number = words[numbers + index++] as number;
      if (number >= 0) edges.add(number);
    }
    this.edgeIndex = index;
  }

  read(successor: Int32Array): void {
    const { words, told } = this;
    for (let i = 0; i < this.plan.words; i++) successor[i] = words[told + i] as number;
  }

  count(): void {
    const { counts } = this.ledger;
    counts.move(new Float64Array(this.memory.buffer, this.plan.counters, counts.actions));
  }

  /** Makes the memory reach to an address, and further where that can be had; false when it cannot. */
  private reach(end: number): boolean {
    const pages = this.memory.buffer.byteLength / PAGE;
    const least = Math.ceil(end / PAGE) - pages;
    if (least <= 0) return true;
    const room = this.plan.maximumPages - pages;
    if (least > room) return false;
    const wanted = Math.min(Math.max(least, Math.ceil(pages * GROWTH)), room);
    if (!this.grow(wanted) && (wanted === least || !this.grow(least))) return false;
    this.refresh();
    return true;
  }

  private grow(pages: number): boolean {
    try {
      this.memory.grow(pages);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  /** Fetches the views again: those before are empty since the memory has grown. */
  private refresh(): void {
    const { buffer } = this.memory;
    this.words = new Int32Array(buffer);
    this.rows.memory = this.words;
    this.out = new Int32Array(buffer, this.rowsAt * 4, this.batchBytes / 4);
  }

  /** Memory without which there is no kernel. */
  private demand(bytes: number): number {
    const address = this.space.allocate(bytes);
    if (address === 0) throw new RangeError("no memory for the kernel");
    return address;
  }

  private makeBatch(bytes: number): void {
    const address = this.demand(bytes);
    this.batchBytes = bytes;
    this.rowsAt = address >>> 2;
    this.words[ROWS] = address;
    this.refresh();
  }

  /** Makes room for successors up to word `least`, and keeps those up to word `end`. */
  private growBatch(least: number, end: number): boolean {
    const bytes = Math.max(least * 4, this.batchBytes * 2);
    const address = this.space.allocate(bytes);
    if (address === 0) return false;
    const from = this.rowsAt;
    this.words.copyWithin(address >>> 2, from, from + end);
    this.space.release(from * 4, this.batchBytes);
    this.batchBytes = bytes;
    this.rowsAt = address >>> 2;
    this.words[ROWS] = address;
    this.refresh();
    return true;
  }

  /** Makes room in the lists about `count` successors; false when there is no memory for that. */
  private reserve(count: number): boolean {
    const { capacity } = this;
    const lists: [cell: number, bytes: number][] = [
      [HASHES, 4],
      [NUMBERS, 4],
      [at("misses"), 8],
      [FRESH, 8],
    ];
    for (const [list, size] of lists) {
      const address = this.space.allocate(count * size);
      if (address === 0) return false;
      const old = list === FRESH ? this.fresh : (this.words[list] as number) >>> 0;
      if (capacity > 0) this.space.release(old, capacity * size);
      this.words[list] = address;
      if (list === FRESH) this.fresh = address;
    }
    this.capacity = count;
    return true;
  }
}
