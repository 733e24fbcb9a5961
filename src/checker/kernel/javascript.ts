// Hot path: `take` runs through every generated state; it allocates only when something grows.
/** The kernel in TypeScript: always there, and for models with keys of their own the only one. */

import type { BulkNext, RowKey } from "../../models/model.ts";
import { Batch, EXCLUDED, UNKNOWN } from "../batch.ts";
import { KeyedRows } from "../keyed-rows.ts";
import { Recent } from "../recent.ts";
import type { RowStore } from "../row-store.ts";
import type { Contents } from "./contents.ts";
import {
  ADMITTED,
  ALWAYS,
  type Answer,
  ASKED,
  DEADLOCK,
  DONE,
  type Event,
  EXCLUDES,
  FULL,
  type Kernel,
  type Ledger,
  NEVER,
  OPEN,
  PAUSED,
  TAKEN,
  type Terms,
  UNSEEN,
} from "./kernel.ts";

export class JavaScriptKernel implements Kernel {
  readonly rows: RowStore;
  readonly workers = 1;
  first = 0;
  state = 0;
  visited = 0;
  excluded = 0;
  unseen = false;
  action = 0;
  /** The successor being taken, and where it is in the batch. */
  private index = 0;
  private at = 0;
  /** Where the successor of the last event is. */
  private told = 0;
  /** Has the successor being taken just been looked up, in vain? */
  private missed = false;
  private readonly known: KeyedRows;
  private readonly hasKey: boolean;
  /** What tells the row apart that was looked for last. */
  private apart: Int32Array = new Int32Array(0);
  /** A successor by itself, where its key is asked for. */
  private readonly successor: Int32Array;
  private readonly batch: Batch;
  private readonly ledger: Ledger;

  /** Begins with `contents`, if there is any, which has no keys. */
  constructor(words: number, key: RowKey | null, ledger: Ledger, contents: Contents | null = null) {
    this.ledger = ledger;
    this.known = new KeyedRows(words, key, null, contents);
    this.rows = this.known.rows;
    this.hasKey = key !== null;
    this.successor = new Int32Array(words);
    this.batch = new Batch(words, new Recent(words, contents?.recent));
    if (contents === null) return;
    const { batch } = contents;
    this.batch.adopt(batch.states, batch.ends, batch.rows, batch);
    this.first = batch.first;
    this.state = batch.state;
    this.index = batch.index;
    this.at = batch.index * this.batch.stride;
  }

  get states(): number {
    return this.batch.states;
  }

  /** All that it holds. Only for models without keys. */
  contents(): Contents {
    const { batch, rows, first, state, index } = this;
    const count = ((batch.ends[batch.states] as number) / batch.stride) | 0;
    return {
      words: rows.words,
      count: rows.count,
      chunks: rows.allChunks,
      segments: this.known.seen.segments,
      recent: batch.recent.entries,
      batch: {
        first,
        state,
        index,
        states: batch.states,
        ends: batch.ends.subarray(0, batch.states + 1),
        rows: batch.rows.subarray(0, count * batch.stride),
        hashes: batch.hashes.subarray(0, count),
        numbers: batch.numbers.subarray(0, count),
      },
    };
  }

  ready(): boolean {
    return true;
  }

  find(row: Int32Array): number {
    this.apart = this.known.apart(row);
    return this.known.find(this.apart);
  }

  /** Finds a successor of the batch by its key. */
  private findAt(at: number): number {
    const { successor, batch } = this;
    for (let i = 0; i < successor.length; i++) successor[i] = batch.rows[at + i] as number;
    return this.find(successor);
  }

  store(row: Int32Array): number {
    return this.known.add(row, this.apart);
  }

  fill(next: BulkNext, first: number, limit: number): void {
    const { batch } = this;
    batch.fill(next, this.rows, first, limit);
    // A key is asked for in its turn, of rows that were not met lately.
    batch.find(this.hasKey ? null : this.known.seen);
    this.begin(first);
  }

  give(row: Int32Array, action: number, state: number): void {
    this.batch.give(row, action);
    this.begin(state);
  }

  private begin(first: number): void {
    this.first = first;
    this.state = 0;
    this.index = 0;
    this.at = 0;
  }

  take(answer: Answer, terms: Terms): Event {
    this.visited = 0;
    this.excluded = 0;
    const { ends } = this.batch;
    let open = answer;
    for (; this.state < terms.until; this.state++) {
      const start = ends[this.state] as number;
      const end = ends[this.state + 1] as number;
      if (this.at === start && open === OPEN) {
        if (this.rows.count >= terms.pauseAt) return PAUSED;
        if (!terms.begun) this.ledger.edges?.begin(this.first + this.state);
        if (start === end && terms.deadlocks) return DEADLOCK;
      }
      const event = this.takeState(open, terms, end);
      if (event !== DONE) return event;
      open = OPEN;
    }
    return DONE;
  }

  /** Takes the successors of one state, which end at `end`. */
  private takeState(answer: Answer, terms: Terms, end: number): Event {
    const { batch, ledger } = this;
    const { rows, stride } = batch;
    const { counts, edges } = ledger;
    let { index, at } = this;
    // The successor about which an answer came was met before.
    const counted = answer === OPEN ? index : index + 1;
    let open = answer;
    const always = terms.before === ALWAYS;
    let event: Event = DONE;
    for (; at < end; at += stride) {
      const action = rows[at + stride - 1] as number;
      if (open === OPEN) counts.step(action);
      let number = batch.numberOf(index);
      let unseen = false;
      if (number === EXCLUDED && !always) this.excluded++;
      else if (number < 0 || always) {
        this.unseen = false;
        event = this.takeUnknown(open, terms, index, at);
        if (event !== DONE) break;
        ({ unseen } = this);
        number = batch.numberOf(index);
        open = OPEN;
      }
      if (number >= 0) edges?.add(number);
      index++;
      if (terms.after !== NEVER && (unseen || terms.after === ALWAYS)) {
        this.action = action;
        this.unseen = unseen;
        this.told = at;
        at += stride;
        event = TAKEN;
        break;
      }
    }
    this.index = index;
    this.at = at;
    this.visited += event === DONE || event === TAKEN ? index - counted : index + 1 - counted;
    return event;
  }

  /** Takes a successor that is not known, or about which the constraints are asked. */
  private takeUnknown(answer: Answer, terms: Terms, index: number, at: number): Event {
    const { batch } = this;
    const number = batch.numberOf(index);
    const always = terms.before === ALWAYS;
    if (always && answer === OPEN) return this.askAbout(at, false);
    if (answer === EXCLUDES) {
      this.excluded++;
      this.unseen = true;
      // Where every step is asked about, another step to the same row may be admitted.
      batch.settle(index, always ? UNKNOWN : EXCLUDED);
      return DONE;
    }
    if (number >= 0) return DONE;
    const { rows, hashes, stride } = batch;
    let found = -1;
    if (answer === OPEN || !this.missed) {
      found = this.hasKey ? this.findAt(at) : this.known.seen.findFrom(rows, at, hashes[index] as number);
    }
    this.missed = false;
    if (found < 0) {
      if (terms.before === UNSEEN && answer !== ADMITTED) return this.askAbout(at, true);
      if (this.rows.count >= terms.maxStates) return FULL;
      const action = rows[at + stride - 1] as number;
      this.ledger.origins.append(this.first + this.state, action);
      this.ledger.counts.state(action);
      found = this.known.add(rows, this.apart, at);
      this.unseen = true;
    }
    batch.settle(index, found);
    return DONE;
  }

  private askAbout(at: number, missed: boolean): Event {
    this.action = this.batch.rows[at + this.batch.stride - 1] as number;
    this.told = at;
    this.missed = missed;
    return ASKED;
  }

  read(successor: Int32Array): void {
    const { rows, stride } = this.batch;
    const at = this.told;
    for (let i = 0; i < stride - 1; i++) successor[i] = rows[at + i] as number;
  }

  /** Counts are always up to date. */
  count(): void {}
}
