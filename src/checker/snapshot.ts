/**
 * What is known of a breadth-first search between two states, so that another one can go on from there.
 *
 * Invariant: it speaks of values and of numbers of states, never of rows: a layout, and what is compiled or kept,
 * belong to one run. The first `expanded` states have been expanded, and no step of any other is part of it.
 */

import type { Model } from "../models/model.ts";
import {
  type Composition,
  functionOver,
  IdTable,
  Interner,
  ModelValue,
  makeSet,
  NodeWriter,
  parseValue,
  readNodes,
  SetValue,
  sequence,
  type Value,
  type WrittenValues,
} from "../values/index.ts";
import type { ActionEntries } from "./action-counts.ts";

/**
 * Why there is no snapshot: not all initial states are known yet; something is violated or could not be evaluated, which
 * a snapshot has no room for; or the specification remembers the run itself.
 */
export type Withheld = "early" | "violated" | "memory";

/** The counts of a search. */
export interface SnapshotCounts {
  readonly generated: number;
  readonly excluded: number;
  /** How many states there are, how many of them are initial, and how many have been expanded. */
  readonly distinct: number;
  readonly initial: number;
  readonly expanded: number;
  readonly depth: number;
  /** The level being expanded, the number of the first state of the next one, and how many states each has. */
  readonly level: number;
  readonly levelEnd: number;
  readonly levels: readonly number[];
  readonly actions: ActionEntries;
}

/** Numbers, some at a time: a search may have more of them than fit into memory beside its own. */
export interface NumberList {
  readonly length: number;
  pieces(): Iterable<Int32Array>;
}

export interface Snapshot {
  readonly counts: SnapshotCounts;
  /** Of each state the numbers of the values of its variables, its predecessor, and the action, -1 for an initial one. */
  readonly states: NumberList;
  /** The steps of the expanded states, as in `StateGraph`; empty where the search keeps none. */
  readonly offsets: NumberList;
  readonly targets: NumberList;
  /** The values that states are made of, as far as `states` was gone through by then. */
  values(): WrittenValues;
}

/** A state by its values, and how it was met: -1 where it is an initial one. */
export interface KnownState {
  readonly values: readonly Value[];
  readonly predecessor: number;
  readonly action: number;
}

/** Behind the values of a state: its predecessor and the action. */
const ORIGIN = 2;
/** States of a piece. */
const PIECE = 1 << 14;

/** Those that are in memory. */
export function listOf(numbers: Int32Array): NumberList {
  return { length: numbers.length, pieces: () => (numbers.length === 0 ? [] : [numbers]) };
}

const NONE: NumberList = listOf(new Int32Array(0));

/** Takes states in the order of their numbers. */
export type PutState = (values: readonly Value[], predecessor: number, action: number) => void;

/** What a search of `variables` is made of; `putAll` puts the states of the numbers from `from` up to `to`. */
export function snapshotOf(
  counts: SnapshotCounts,
  variables: number,
  putAll: (from: number, to: number, put: PutState) => void,
  { offsets, targets }: Pick<Snapshot, "offsets" | "targets"> = { offsets: NONE, targets: NONE },
): Snapshot {
  const writer = new ValueWriter();
  const width = variables + ORIGIN;
  function* pieces(): Generator<Int32Array> {
    for (let from = 0; from < counts.distinct; from += PIECE) {
      const to = Math.min(from + PIECE, counts.distinct);
      const piece = new Int32Array((to - from) * width);
      let at = 0;
      putAll(from, to, (values, predecessor, action) => {
        for (let i = 0; i < variables; i++) piece[at++] = writer.numberOf(values[i] as Value);
        piece[at++] = predecessor;
        piece[at++] = action;
      });
      yield piece;
    }
  }
  return {
    counts,
    states: { length: counts.distinct * width, pieces },
    offsets,
    targets,
    values: () => writer.written(),
  };
}

/** What is written of states, by itself. */
interface WrittenStates extends Pick<Snapshot, "states" | "values"> {
  readonly counts: Pick<SnapshotCounts, "distinct">;
}

/** The states of a snapshot, in order. Throws an Error where it is none. */
export function* statesOf({ states, counts, values }: WrittenStates): Generator<KnownState> {
  const reader = new ValueReader(values());
  const record = new Int32Array(states.length / counts.distinct);
  let at = 0;
  for (const piece of states.pieces()) {
    for (let i = 0; i < piece.length; i++) {
      record[at++] = piece[i] as number;
      if (at < record.length) continue;
      at = 0;
      yield knownState(record, reader);
    }
  }
}

function knownState(record: Int32Array, reader: ValueReader): KnownState {
  const variables = record.length - ORIGIN;
  const values: Value[] = [];
  for (let i = 0; i < variables; i++) values.push(reader.valueOf(record[i] as number));
  const predecessor = record[variables] as number;
  return {
    values,
    // Without sign, but for the one that says that there is none.
    predecessor: predecessor < -1 ? predecessor >>> 0 : predecessor,
    action: record[variables + 1] as number,
  };
}

/** Has `model` make rows of states, each of which `enter` is given with the state that it is of. */
export function recall<State extends Pick<KnownState, "values">>(
  model: Model,
  states: Iterable<State>,
  enter: (row: Int32Array, state: State) => void,
): void {
  if (model.recall === undefined) throw new TypeError("this model cannot make rows of values");
  let at: State | null = null;
  function* each(): Generator<readonly Value[]> {
    for (const state of states) {
      at = state;
      yield state.values;
    }
  }
  model.recall(each(), (row) => enter(row, at as State));
}

/** Numbers for values as they are written down: those of an interner, whose components come before what they make. */
export class ValueWriter {
  private readonly interner = new Interner();
  /** By the interner that has met a value: one that two of them meet in turn would be interned anew each time. */
  private readonly known = new Map<object, IdTable>();

  /** The number of a value. Throws ValueError for one that cannot be part of a state. */
  numberOf(value: Value): number {
    if (typeof value !== "object" || value instanceof ModelValue || value.interner === null)
      return this.interner.idOf(value);
    const { interner, id } = value;
    let numbers = this.known.get(interner);
    if (numbers === undefined) this.known.set(interner, (numbers = new IdTable()));
    let number = numbers.get(id);
    if (number < 0) numbers.set(id, (number = this.interner.idOf(value)));
    return number;
  }

  /** All values that have a number so far. Throws an Error where one of them could not be read again. */
  written(): WrittenValues {
    const { interner } = this;
    const writer = new NodeWriter(interner);
    for (let index = 0; index < interner.size; index++) writer.write(2 * index, (part) => part);
    return writer.take();
  }
}

/** Reads what `ValueWriter` has written. Throws an Error where it is no such thing. */
class ValueReader {
  private readonly interner = new Interner();

  constructor(written: WrittenValues) {
    const enter = (value: Value): void => {
      const number = 2 * this.interner.size;
      if (this.interner.idOf(value) !== number) throw new Error("its values are not those that were written");
    };
    readNodes(written, {
      text: (text) => enter(parseValue(text)),
      composite: (kind, parts) =>
        enter(
          composed(
            kind,
            Array.from(parts, (part) => this.valueOf(part)),
          ),
        ),
    });
  }

  valueOf(number: number): Value {
    if ((number & 1) === 0 && number >> 1 >= this.interner.size) throw new Error("a value is missing");
    return this.interner.valueOf(number);
  }
}

function composed(kind: Composition, parts: Value[]): Value {
  if (kind === "set") return makeSet(parts);
  if (kind === "sequence") return sequence(parts);
  const [domain, ...values] = parts;
  if (!(domain instanceof SetValue)) throw new Error("a function without a domain");
  return functionOver(domain, values);
}
