/**
 * What is known of a breadth-first search between two states, so that another one can go on from there.
 *
 * Invariant: it speaks of values and of numbers of states, never of rows: a layout, and what is compiled or kept,
 * belong to one run. The first `expanded` states have been expanded, and no step of any other is part of it.
 */

import {
  type Composition,
  functionOver,
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

/** With the values that its states are made of. */
export interface Snapshot extends WrittenValues {
  readonly counts: SnapshotCounts;
  /** For each state the numbers of the values of its variables. */
  readonly states: Int32Array;
  /** By state: its predecessor and the action taken, -1 for an initial state. */
  readonly predecessors: Int32Array;
  readonly actions: Int32Array;
  /** The steps of the expanded states, as in `StateGraph`; empty where nothing asks about behaviors. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** States and what they are made of, by themselves. */
interface WrittenStates extends WrittenValues {
  readonly counts: Pick<SnapshotCounts, "distinct">;
  readonly states: Int32Array;
}

/** Numbers for values as they are written down: those of an interner, whose components come before what they make. */
export class ValueWriter {
  private readonly interner = new Interner();
  /** Of values that another interner has met: one that two of them meet in turn would be interned anew each time. */
  private readonly known = new Map<Value, number>();

  /** The number of a value. Throws ValueError for one that cannot be part of a state. */
  numberOf(value: Value): number {
    if (typeof value !== "object" || value instanceof ModelValue || value.interner === null)
      return this.interner.idOf(value);
    let number = this.known.get(value);
    if (number === undefined) this.known.set(value, (number = this.interner.idOf(value)));
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

/** The states of a snapshot, each by the values of its variables. */
export function* statesOf({ states, counts, texts, nodes }: WrittenStates): Generator<readonly Value[]> {
  const values = new ValueReader({ texts, nodes });
  const width = counts.distinct === 0 ? 0 : states.length / counts.distinct;
  for (let at = 0; at < states.length; at += width) {
    const state: Value[] = [];
    for (let i = 0; i < width; i++) state.push(values.valueOf(states[at + i] as number));
    yield state;
  }
}
