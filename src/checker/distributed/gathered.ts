/** The states of all ranks, as rank 0 has them: some at a time, and with where each came from. */

import { type Model, WorkerLost } from "../../models/model.ts";
import type { KnownOrigins } from "../origins.ts";
import { Rows } from "../row-store.ts";
import type { KnownState } from "../snapshot.ts";
import { UNWRITABLE, unpacked, unpackedRows } from "./block.ts";
import { BLOCK, FIRST_STEPS, statesCommand } from "./command.ts";
import type { Rank } from "./rank.ts";

/** States that are asked for together, and how many such blocks are kept. */
export const TOGETHER = 128;
const BLOCKS = 64;

/** Of each state of a block: its predecessor and the action that led to it, and the rows one after the other. */
interface Block {
  readonly predecessors: Int32Array;
  readonly actions: Int32Array;
  readonly rows: Int32Array;
}

/** What is told where a value has no form in which another process could read it. */
export const UNSENDABLE = "a state has a value that cannot be sent from one process to another";

export class Gathered extends Rows implements KnownOrigins {
  readonly words: number;
  /** How many states have a number in some rank. */
  count = 0;
  private readonly model: Model;
  private readonly rank: Rank;
  /** The one that was asked for last is the last one. */
  private readonly blocks = new Map<number, Block>();

  constructor(model: Model, rank: Rank) {
    super();
    this.words = model.layout.words;
    this.model = model;
    this.rank = rank;
  }

  private blockOf(number: number): Block {
    const from = number - (number % TOGETHER);
    const block = this.blocks.get(from) ?? this.fetch(from, Math.min(from + TOGETHER, this.count));
    this.blocks.delete(from);
    // One that is not full yet will have more.
    if (from + TOGETHER <= this.count) this.blocks.set(from, block);
    if (this.blocks.size > BLOCKS) this.blocks.delete(this.blocks.keys().next().value as number);
    return block;
  }

  private fetch(from: number, to: number): Block {
    const { words } = this;
    const length = to - from;
    const block = { predecessors: new Int32Array(length), actions: new Int32Array(length) };
    const rows = new Int32Array(length * words);
    const states = this.partsOf(from, to).flatMap((part) => unpackedRows(part, this.model));
    for (const { row, number, predecessor, action } of this.whole(states, from, to)) {
      block.predecessors[number - from] = predecessor;
      block.actions[number - from] = action;
      rows.set(row, (number - from) * words);
    }
    return { ...block, rows };
  }

  /** What the ranks have of states `from` to `to`. */
  private partsOf(from: number, to: number): Int32Array[] {
    const parts = this.rank.command(statesCommand(BLOCK, { from, to }));
    if (parts.some(({ length }) => length === UNWRITABLE.length)) throw new WorkerLost(UNSENDABLE, false);
    return parts;
  }

  /** States in order, by their values: the model of this process makes no rows of them. */
  knownStates(from: number, to: number): KnownState[] {
    const states = this.whole(this.partsOf(from, to).flatMap(unpacked), from, to);
    return states.sort((one, other) => one.number - other.number);
  }

  private whole<State>(states: State[], from: number, to: number): State[] {
    if (states.length !== to - from) throw new Error(`of states ${from} to ${to} the ranks have ${states.length}`);
    return states;
  }

  chunkOf(number: number): Int32Array {
    return this.blockOf(number).rows;
  }

  placeOf(number: number): number {
    return (number % TOGETHER) * this.words;
  }

  predecessorOf(number: number): number {
    return this.blockOf(number).predecessors[number % TOGETHER] as number;
  }

  actionOf(number: number): number {
    return this.blockOf(number).actions[number % TOGETHER] as number;
  }

  /** The first steps to new states from states `from` up to `to`, as pairs of source and place, in their order. */
  firstSteps(from: number, to: number): [source: number, place: number][] {
    const pairs: [number, number][] = [];
    for (const part of this.rank.command(statesCommand(FIRST_STEPS, { from, to }))) {
      for (let at = 0; at < part.length; at += 2) pairs.push([part[at] as number, part[at + 1] as number]);
    }
    return pairs.sort(([one, place], [other, otherPlace]) => one - other || place - otherPlace);
  }
}
