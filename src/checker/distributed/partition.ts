// Hot path: `offer` runs for every successor; it allocates only when something grows.
/**
 * The states that one process has, and what it knows of the new ones of a level before they have numbers.
 *
 * Invariant: states are in the order of their numbers, which are those that one process alone would give: a new state is
 * numbered when, of all steps of the level in the order of their sources, the first step leads to it. Of rows with the same
 * key, which are one state, that is the one to which this step leads.
 */

import { type Model, sameRow } from "../../models/model.ts";
import { grown } from "../../values/index.ts";
import { KeyedRows } from "../keyed-rows.ts";
import type { RowStore } from "../row-store.ts";
import { hashFrom } from "../seen-set.ts";
import type { Exchange } from "./exchange.ts";

/** The states of a level: numbers from `from` up to `to`. */
export interface Level {
  readonly from: number;
  readonly to: number;
}

/** A state, its number, and how it was met: -1 where it is an initial one. */
export interface NumberedState {
  readonly row: Int32Array;
  readonly number: number;
  readonly predecessor: number;
  readonly action: number;
}

export class Partition {
  private readonly keyOf: Model["key"];
  private readonly known: KeyedRows;
  /** By place in `rows`. */
  private numbers = new Int32Array(1 << 8);
  private predecessors = new Int32Array(1 << 8);
  private actions = new Int32Array(1 << 8);
  /** The new states of the level, each with the first step to it: its source, its place among the steps from there. */
  private fresh: KeyedRows;
  private sources = new Int32Array(1 << 8);
  private places = new Int32Array(1 << 8);
  private freshActions = new Int32Array(1 << 8);
  /** By source and place, when all are known: the new states in their order, by their place in `fresh`. */
  private order: Int32Array = new Int32Array(0);

  constructor(words: number, keyOf: Model["key"]) {
    this.keyOf = keyOf;
    this.known = new KeyedRows(words, keyOf);
    this.fresh = new KeyedRows(words, keyOf);
  }

  get rows(): RowStore {
    return this.known.rows;
  }

  get count(): number {
    return this.known.count;
  }

  /** How many states are new in this level. */
  get found(): number {
    return this.fresh.count;
  }

  numberOf(place: number): number {
    return this.numbers[place] as number;
  }

  at(place: number): NumberedState {
    const [number, predecessor, action] = [this.numbers, this.predecessors, this.actions].map((list) => list[place]);
    return { row: this.rows.copy(place), number, predecessor, action } as NumberedState;
  }

  /** The first place of a state with this number, or a larger one. */
  placeOf(number: number): number {
    return firstPlace(this.count, (place) => (this.numbers[place] as number) >= number);
  }

  /** Takes in a state of which all is known; numbers only increase. */
  take(state: NumberedState): void {
    this.add(state.row, this.known.apart(state.row), state);
  }

  private add(row: Int32Array, apart: Int32Array, { number, predecessor, action }: Omit<NumberedState, "row">): void {
    if (this.known.find(apart) >= 0) throw new Error("two states that are held are one");
    const place = this.known.add(row, apart);
    if (place === this.numbers.length) {
      this.numbers = grown(this.numbers);
      this.predecessors = grown(this.predecessors);
      this.actions = grown(this.actions);
    }
    this.numbers[place] = number;
    this.predecessors[place] = predecessor;
    this.actions[place] = action;
  }

  /**
   * A step from state `source`, the one at `place` of those from there, leads to the row: is this a new state, or what a new
   * one will be known by, and was not before?
   */
  offer(row: Int32Array, source: number, place: number, action: number): boolean {
    const { known, fresh } = this;
    const apart = known.apart(row);
    const hash = hashFrom(apart, 0, apart.length);
    if (known.find(apart, hash) >= 0) return false;
    let at = fresh.find(apart, hash);
    let isNew = at < 0;
    if (isNew) {
      at = fresh.add(row, apart);
      if (at === this.sources.length) {
        this.sources = grown(this.sources);
        this.places = grown(this.places);
        this.freshActions = grown(this.freshActions);
      }
    } else if (source >= (this.sources[at] as number)) {
      // The steps from one state come from one rank, in their order.
      return false;
    } else if (this.keyOf !== null) isNew = this.replaces(at, row);
    this.sources[at] = source;
    this.places[at] = place;
    this.freshActions[at] = action;
    return isNew;
  }

  /** Has a new state be known by this row. Is that another one? */
  private replaces(at: number, row: Int32Array): boolean {
    const { rows } = this.fresh;
    const other = !sameRow(rows.copy(at), row);
    rows.write(at, row);
    return other;
  }

  /** Counts the new states by the action of the first step to each. */
  countFound(counts: Float64Array): void {
    for (let at = 0; at < this.found; at++) {
      const action = this.freshActions[at] as number;
      counts[action] = (counts[action] as number) + 1;
    }
  }

  /** All steps of the level are known: puts its new states into their order. */
  sort(): void {
    this.order = orderOf(this.sources.subarray(0, this.found), this.places.subarray(0, this.found));
  }

  /** The first steps to new states from sources `from` up to `to`, as pairs of source and place, in their order. */
  firstSteps({ from, to }: Level): Int32Array {
    const { order, sources, places } = this;
    const pairs: number[] = [];
    for (let i = this.firstFrom(from); i < order.length; i++) {
      const at = order[i] as number;
      if ((sources[at] as number) >= to) break;
      pairs.push(sources[at] as number, places[at] as number);
    }
    return Int32Array.from(pairs);
  }

  /** Where in their order new states begin to have this source, or a later one. */
  private firstFrom(source: number): number {
    const { order, sources } = this;
    return firstPlace(order.length, (i) => (sources[order[i] as number] as number) >= source);
  }

  /** Gives the new states of all processes numbers from `base` on, in the order of the first steps to them. */
  commit(exchange: Exchange, { from, to }: Level, base: number): void {
    const { order, fresh } = this;
    // Each rank puts the steps from a part of the sources into order.
    const bounds = Array.from({ length: exchange.size + 1 }, (_, rank) => {
      return from + Math.floor(((to - from) * rank) / exchange.size);
    });
    const parts = bounds.slice(1).map((end, rank) => this.firstSteps({ from: bounds[rank] as number, to: end }));
    const numbers = exchange.all(numbered(exchange, exchange.all(parts), base));
    const row = new Int32Array(fresh.rows.words);
    let i = 0;
    for (const list of numbers) {
      for (const number of list) {
        const at = order[i++] as number;
        const apart = fresh.read(at, row);
        this.add(row, apart, {
          number,
          predecessor: this.sources[at] as number,
          action: this.freshActions[at] as number,
        });
      }
    }
    this.forget();
  }

  /** Forgets what is new in this level. */
  forget(): void {
    this.fresh = new KeyedRows(this.rows.words, this.keyOf, this.fresh);
    this.order = new Int32Array(0);
  }
}

/** The numbers of steps that the ranks have sent, each its own in their order: from `base` on, after those of ranks before. */
function numbered(exchange: Exchange, lists: readonly Int32Array[], base: number): Int32Array[] {
  const counts = new Float64Array(exchange.size);
  counts[exchange.rank] = lists.reduce((sum, list) => sum + list.length / 2, 0);
  const own = counts[exchange.rank] as number;
  exchange.sum(counts);
  let next = base;
  for (let rank = 0; rank < exchange.rank; rank++) next += counts[rank] as number;
  const [sources, places] = [new Int32Array(own), new Int32Array(own)];
  let at = 0;
  for (const list of lists) {
    for (let i = 0; i < list.length; i += 2) {
      sources[at] = list[i] as number;
      places[at++] = list[i + 1] as number;
    }
  }
  const numbers = new Int32Array(own);
  for (const place of orderOf(sources, places)) numbers[place] = next++;
  at = 0;
  return lists.map((list) => numbers.subarray(at, (at += list.length / 2)));
}

/** The indices of pairs, no two of which are equal, in the order of the pairs. */
function orderOf(firsts: Int32Array, seconds: Int32Array): Int32Array {
  const { length } = firsts;
  const order = new Int32Array(length);
  if (length === 0) return order;
  let [least, width] = [firsts[0] as number, 0];
  for (let i = 0; i < length; i++) {
    least = Math.min(least, firsts[i] as number);
    width = Math.max(width, (seconds[i] as number) + 1);
  }
  // Numbers are sorted many times faster than by a function that compares.
  const keyOf = (i: number): number => ((firsts[i] as number) - least) * width + (seconds[i] as number);
  const keys = Float64Array.from(firsts, (_, i) => keyOf(i)).sort();
  if (!Number.isSafeInteger(keys[length - 1])) throw new RangeError("a level has too many steps");
  for (let i = 0; i < length; i++) {
    const key = keyOf(i);
    order[firstPlace(length, (at) => (keys[at] as number) >= key)] = i;
  }
  return order;
}

/** The first of `count` places at which something is true that is true from there on; `count` where it is nowhere. */
function firstPlace(count: number, isTrue: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
