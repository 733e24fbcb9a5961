// Hot path: `replay` runs for each leaf of Next in each state.
/**
 * What a leaf of Next did, by what it read: its arguments, and the variables that it reads before it comes to one that
 * is another in nearly every state, such as a set of messages. From there on code goes on; what it did then is kept by the
 * way that led there, and what it reads.
 *
 * Invariant: a leaf that is replayed gives what it would give in this state, in the same order, as all that is kept
 * depends on its key alone (`staging.ts`).
 */

import { ABSENT, type Interner, type Value } from "../../../values/index.ts";
import { Keyed } from "./keyed.ts";

/**
 * Something that was done: a successor, by the ids of what it gives to variables; or how to go on. Ids are in lists, which
 * take a third of the memory of typed arrays where they are this short.
 */
interface Way {
  /** Among all ways of the leaf. */
  readonly number: number;
  readonly ids: readonly number[] | null;
  /** The ids of what is given to cells; ABSENT where that is not known, or there is no such cell. */
  readonly cells: readonly number[];
  /** What had been given when code is to go on. */
  readonly next: Readonly<Next>;
  readonly rest: () => void;
}

type Next = (Value | undefined)[];

/** A cell of a variable: that of an argument, by its place in the key. */
export interface Place {
  readonly variable: number;
  readonly argument: number;
}

/** The variables that are given values as a whole, and those of which one cell is. */
export interface Given {
  readonly whole: readonly number[];
  readonly cells: readonly Place[];
}

/** The variables that are read as a whole, and cells of others. */
export interface Read {
  readonly whole: readonly number[];
  readonly cells: readonly Place[];
}

/** What a leaf gives before something waits, and the variables that it only says to be unchanged. */
type Early = Given & { readonly kept: readonly number[] };

/** What it gives in all, and what it reads after something has waited. */
type Late = Given & { readonly read: Read };

/** What comes after a wait is worth keeping where it is seldom found, since running it takes long; but it seldom is. */
const LATE = { most: 20_000, judged: 512, worth: 3 } as const;

function nothing(): void {}

/** What was given by a way that is not gone on from. */
const NOTHING: Readonly<Next> = [];

export class Outcomes {
  private readonly interner: Interner;
  private readonly action: number;
  private readonly row: Int32Array;
  private early: Early = { whole: [], cells: [], kept: [] };
  private late: Late | null = null;
  private memo = new Keyed<readonly Way[]>(0);
  private lateMemo = new Keyed<readonly Way[]>(0);
  /** What is done, while that is being found out, and what of it counts. */
  private ways: Way[] | null = null;
  private given: Given = this.early;
  private made = 0;

  /** Of an action in a model with so many variables. */
  constructor(interner: Interner, action: number, variables: number) {
    this.interner = interner;
    this.action = action;
    this.row = new Int32Array(variables);
  }

  /** When its code has been written: `words` tell its outcomes apart; `late` is null where what waits is not kept. */
  settle(words: number, early: Early, late: Late | null): void {
    this.early = early;
    this.late = late;
    this.memo = new Keyed(words);
    const lateWords = 1 + (late === null ? 0 : late.read.whole.length + late.read.cells.length);
    this.lateMemo = new Keyed(lateWords, LATE);
  }

  get key(): Int32Array {
    return this.memo.key;
  }

  get dropped(): boolean {
    return this.memo.dropped;
  }

  idOf(value: Value): number {
    return this.interner.idOf(value);
  }

  find(): readonly Way[] | undefined {
    return this.memo.find();
  }

  begin(): void {
    this.ways = [];
    this.given = this.early;
  }

  /** Ends what `begin` began; also where the code fails. */
  end(): readonly Way[] {
    const { ways } = this;
    this.ways = null;
    return ways as Way[];
  }

  keep(ways: readonly Way[]): void {
    this.memo.keep(ways);
  }

  /** Goes on: later, for each state, while it is found out what is done before something waits; else now. */
  wait(next: Next, rest: () => void): void {
    if (this.ways === null || this.given === this.late) rest();
    else this.ways.push({ number: ++this.made, ids: null, cells: this.cellsOf(next), next: next.slice(), rest });
  }

  /** The id of a cell in the value of a variable with that id. */
  cell(id: number, argument: number): number {
    return this.interner.applied(id, argument);
  }

  private cellsOf(next: Next): readonly number[] {
    const { interner, key } = this;
    return this.given.cells.map(({ variable, argument }) => {
      const value = next[variable];
      return value === undefined ? ABSENT : interner.applied(interner.idOf(value), key[argument] as number);
    });
  }

  /** A successor that depends on nothing but the key, as a part of what is done; false where that is not asked. */
  noted(next: Next): boolean {
    if (this.ways === null) return false;
    const { interner } = this;
    const { whole } = this.given;
    const ids = whole.map((variable) => interner.idOf(next[variable] as Value));
    this.ways.push({ number: ++this.made, ids, cells: this.cellsOf(next), next: NOTHING, rest: nothing });
    return true;
  }

  /** Does it in a state, where `next` has no values. `emit` takes successors whose ids are known. */
  replay(ways: readonly Way[], row: Int32Array, next: Next, emit: (row: Int32Array, action: number) => void): void {
    let gone = false;
    for (let w = 0; w < ways.length; w++) {
      const way = ways[w] as Way;
      if (way.ids !== null) {
        emit(this.rowOf(way, this.early, row), this.action);
        continue;
      }
      const { late } = this;
      if (late === null || this.lateMemo.dropped) {
        gone = true;
        this.goOn(way, row, next);
        continue;
      }
      let known = this.found(way, late.read, row);
      if (known === undefined) {
        gone = true;
        known = this.lateMemo.keep(this.goneOn(way, row, next));
      }
      for (let i = 0; i < known.length; i++) emit(this.rowOf(known[i] as Way, late, row), this.action);
    }
    if (gone) next.fill(undefined);
  }

  /** What was done after a wait, where the same was read before. */
  private found({ number }: Way, { whole, cells }: Read, row: Int32Array): readonly Way[] | undefined {
    const { lateMemo, key: arguments_ } = this;
    const { key } = lateMemo;
    key[0] = number;
    let at = 1;
    for (let i = 0; i < whole.length; i++) key[at++] = row[whole[i] as number] as number;
    for (let i = 0; i < cells.length; i++) {
      const { variable, argument } = cells[i] as Place;
      key[at++] = this.cell(row[variable] as number, arguments_[argument] as number);
    }
    return lateMemo.find();
  }

  /** Goes on, and finds out what is done. */
  private goneOn(way: Way, row: Int32Array, next: Next): readonly Way[] {
    this.ways = [];
    this.given = this.late as Late;
    let known: readonly Way[];
    try {
      this.goOn(way, row, next);
    } finally {
      known = this.end();
    }
    return known;
  }

  private goOn({ cells, next: before, rest }: Way, row: Int32Array, next: Next): void {
    const { kept, cells: places } = this.early;
    const { interner } = this;
    for (let i = 0; i < before.length; i++) next[i] = before[i];
    for (let i = 0; i < cells.length; i++) {
      const place = places[i] as Place;
      const { variable } = place;
      if (before[variable] !== undefined)
        next[variable] = interner.valueOf(this.changed(place, cells[i] as number, row));
    }
    for (let i = 0; i < kept.length; i++) {
      const variable = kept[i] as number;
      if (before[variable] !== undefined) next[variable] = interner.valueOf(row[variable] as number);
    }
    rest();
  }

  private rowOf({ ids, cells }: Way, given: Given, row: Int32Array): Int32Array {
    const { whole, cells: places } = given;
    const out = this.row;
    for (let i = 0; i < out.length; i++) out[i] = row[i] as number;
    for (let i = 0; i < whole.length; i++) out[whole[i] as number] = (ids as readonly number[])[i] as number;
    for (let i = 0; i < cells.length; i++) {
      const place = places[i] as Place;
      out[place.variable] = this.changed(place, cells[i] as number, row);
    }
    return out;
  }

  /** The id of a variable in `row`, with one cell changed. */
  private changed({ variable, argument }: Place, cell: number, row: Int32Array): number {
    const id = row[variable] as number;
    return cell === ABSENT ? id : this.interner.changed(id, this.key[argument] as number, cell);
  }
}
