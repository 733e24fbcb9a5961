// Hot path: `replay` runs for each leaf of Next in each state.
/**
 * What a leaf of Next did, by what it read: its arguments, and the variables that it reads before it comes to one that
 * is another in nearly every state, such as a set of messages. From there on code goes on, which reads the state anew.
 *
 * Invariant: a leaf that is replayed gives what it would give in this state, in the same order, as all that is kept
 * depends on the key alone (`staging.ts`).
 */

import { ABSENT, type Interner, type Value } from "../../../values/index.ts";
import { Keyed } from "./keyed.ts";

/** Something that was done: a successor, by the ids of what it gives to variables; or how to go on. */
interface Way {
  readonly ids: Int32Array | null;
  /** The ids of what is given to cells; ABSENT where that is not known, or there is no such cell. */
  readonly cells: Int32Array;
  /** What had been given when code is to go on. */
  readonly next: readonly (Value | undefined)[];
  readonly rest: () => void;
}

type Next = (Value | undefined)[];

/** A cell of a variable: that of an argument, by its place in the key. */
interface Place {
  readonly variable: number;
  readonly argument: number;
}

/** What a leaf is found to be when its code has been written. */
interface Written {
  /** How many arguments and variables tell its outcomes apart. */
  readonly words: number;
  /** The variables to which it gives values. */
  readonly given: readonly number[];
  /** Those of which it changes one cell. */
  readonly cells: readonly Place[];
  /** Those that it only says to be unchanged. */
  readonly kept: readonly number[];
}

function nothing(): void {}

export class Outcomes {
  private readonly interner: Interner;
  private readonly action: number;
  private readonly row: Int32Array;
  private written: Written = { words: 0, given: [], cells: [], kept: [] };
  private memo = new Keyed<readonly Way[]>(0);
  /** What is done, while that is being found out. */
  private ways: Way[] | null = null;

  /** Of an action in a model with so many variables. */
  constructor(interner: Interner, action: number, variables: number) {
    this.interner = interner;
    this.action = action;
    this.row = new Int32Array(variables);
  }

  settle(written: Written): void {
    this.written = written;
    this.memo = new Keyed(written.words);
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

  /** Goes on: later, once for each state, while it is found out what is done; else now. */
  wait(next: Next, rest: () => void): void {
    if (this.ways === null) rest();
    else this.ways.push({ ids: null, cells: this.cellsOf(next), next: next.slice(), rest });
  }

  /** The id of a cell in the value of a variable with that id. */
  cell(id: number, argument: number): number {
    return this.interner.applied(id, argument);
  }

  private cellsOf(next: Next): Int32Array {
    const { interner, key } = this;
    return Int32Array.from(this.written.cells, ({ variable, argument }) => {
      const value = next[variable];
      return value === undefined ? ABSENT : interner.applied(interner.idOf(value), key[argument] as number);
    });
  }

  /** A successor that depends on nothing but the key, as a part of what is done; false where that is not asked. */
  noted(next: Next): boolean {
    if (this.ways === null) return false;
    const { interner } = this;
    const { given } = this.written;
    const ids = new Int32Array(given.length);
    for (let i = 0; i < ids.length; i++) ids[i] = interner.idOf(next[given[i] as number] as Value);
    this.ways.push({ ids, cells: this.cellsOf(next), next: [], rest: nothing });
    return true;
  }

  /** Does it in a state, where `next` has no values. `emit` takes successors whose ids are known. */
  replay(ways: readonly Way[], row: Int32Array, next: Next, emit: (row: Int32Array, action: number) => void): void {
    let gone = false;
    for (let w = 0; w < ways.length; w++) {
      const way = ways[w] as Way;
      if (way.ids === null) {
        gone = true;
        this.goOn(way, row, next);
      } else emit(this.rowOf(way.cells, way.ids, row), this.action);
    }
    if (gone) next.fill(undefined);
  }

  private goOn({ cells, next: before, rest }: Way, row: Int32Array, next: Next): void {
    const { kept, cells: places } = this.written;
    const { interner } = this;
    for (let i = 0; i < before.length; i++) next[i] = before[i];
    for (let i = 0; i < cells.length; i++) {
      const { variable } = places[i] as Place;
      if (before[variable] !== undefined) next[variable] = interner.valueOf(this.changed(i, cells[i] as number, row));
    }
    for (let i = 0; i < kept.length; i++) {
      const variable = kept[i] as number;
      if (before[variable] !== undefined) next[variable] = interner.valueOf(row[variable] as number);
    }
    rest();
  }

  private rowOf(cells: Int32Array, ids: Int32Array, row: Int32Array): Int32Array {
    const { given, cells: places } = this.written;
    const out = this.row;
    for (let i = 0; i < out.length; i++) out[i] = row[i] as number;
    for (let i = 0; i < ids.length; i++) out[given[i] as number] = ids[i] as number;
    for (let i = 0; i < cells.length; i++)
      out[(places[i] as Place).variable] = this.changed(i, cells[i] as number, row);
    return out;
  }

  /** The id of a variable in `row`, with one cell changed. */
  private changed(place: number, cell: number, row: Int32Array): number {
    const { variable, argument } = this.written.cells[place] as Place;
    const id = row[variable] as number;
    return cell === ABSENT ? id : this.interner.changed(id, this.key[argument] as number, cell);
  }
}
