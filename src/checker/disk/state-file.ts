// Hot path: `append` and `read` run once per state.
/** The states of a search by number, each with where it came from. */

import { Rows } from "../row-store.ts";
import { DiskFailure, type Room } from "./disk.ts";
import { Run } from "./run.ts";

/** The predecessor is one word, and all bits of it mean that there is none. */
const MOST_STATES = 2 ** 32 - 1;
const NONE = -1;

/** In front of a row: the number of its predecessor, and the action. */
const ORIGIN = 2;

export class StateFile extends Rows {
  readonly words: number;
  private readonly run: Run;
  private readonly record: Int32Array;
  /** The block that was read last. */
  private readonly buffer: Int32Array;
  private block = -1;

  constructor(room: Room, words: number) {
    super();
    this.words = words;
    this.run = new Run(room, words + ORIGIN);
    this.record = new Int32Array(words + ORIGIN);
    this.buffer = new Int32Array(this.run.perBlock * this.run.stride);
  }

  get count(): number {
    return this.run.count;
  }

  /** Adds a state: `predecessor` and `action` are -1 for an initial one. */
  append(row: Int32Array, predecessor: number, action: number): void {
    const { record, words } = this;
    if (this.count >= MOST_STATES) throw new DiskFailure(`there are more than ${MOST_STATES} states`);
    record[0] = predecessor;
    record[1] = action;
    for (let word = 0; word < words; word++) record[ORIGIN + word] = row[word] as number;
    this.run.push(record, 0);
  }

  chunkOf(number: number): Int32Array {
    const { run, buffer } = this;
    const block = Math.floor(number / run.perBlock);
    if (run.isLast(block)) return run.wordsOf(block, buffer);
    if (block !== this.block) {
      // Where that fails the buffer may have a part of it.
      this.block = -1;
      run.wordsOf(block, buffer);
      this.block = block;
    }
    return buffer;
  }

  placeOf(number: number): number {
    return this.startOf(number) + ORIGIN;
  }

  private startOf(number: number): number {
    return (number % this.run.perBlock) * this.run.stride;
  }

  /** The number of the state from which the search came to this one; -1 for an initial one. */
  predecessorOf(number: number): number {
    const predecessor = this.chunkOf(number)[this.startOf(number)] as number;
    return predecessor === NONE ? -1 : predecessor >>> 0;
  }

  actionOf(number: number): number {
    return this.chunkOf(number)[this.startOf(number) + 1] as number;
  }

  remove(): void {
    this.run.remove();
  }
}
