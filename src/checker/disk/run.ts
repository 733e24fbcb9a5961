// Hot path: records pass through here several times each; nothing is allocated but for a new block.
/** Records of int32 in a file, in the order in which they were written; the last block stays in memory until it is full. */

import type { DiskFile, Room } from "./disk.ts";

export class Run {
  readonly stride: number;
  readonly perBlock: number;
  count = 0;
  /** The first word of each block, without sign: where records are sorted by it, it tells which blocks to skip. */
  readonly firsts: number[] = [];
  private readonly room: Room;
  private file: DiskFile | null = null;
  private readonly last: Int32Array;
  private used = 0;

  constructor(room: Room, stride: number) {
    this.room = room;
    this.stride = stride;
    this.perBlock = Math.max(1, Math.floor(room.block / stride));
    this.last = new Int32Array(this.perBlock * stride);
  }

  /** Adds the record at `from`. */
  push(records: Int32Array, from: number): void {
    const { last, stride } = this;
    if (this.used === last.length) this.flush();
    if (this.used === 0) this.firsts.push((records[from] as number) >>> 0);
    const to = this.used;
    for (let word = 0; word < stride; word++) last[to + word] = records[from + word] as number;
    this.used = to + stride;
    this.count++;
  }

  private flush(): void {
    this.file ??= this.room.disk.create();
    this.file.append(this.last);
    this.used = 0;
  }

  /** Is this block the one in memory? */
  isLast(block: number): boolean {
    return block === this.firsts.length - 1;
  }

  /** The words of a block: `buffer`, into which they are read, or of the last one where they are. */
  wordsOf(block: number, buffer: Int32Array): Int32Array {
    if (this.isLast(block)) return this.last;
    (this.file as DiskFile).read(block * this.last.length, buffer);
    return buffer;
  }

  remove(): void {
    this.file?.remove();
    this.file = null;
  }
}

/** Records one after the other: the one at hand begins at `at` of `words`; none is left where `at` is negative. */
export interface Source {
  readonly words: Int32Array;
  readonly at: number;
  next(): void;
}

/** Goes through the records of a run that is written no more. */
export class Cursor implements Source {
  words: Int32Array;
  at = -1;
  private readonly run: Run;
  private readonly buffer: Int32Array;
  private block = -1;
  private end = 0;

  constructor(run: Run) {
    this.run = run;
    this.buffer = new Int32Array(run.firsts.length > 1 ? run.perBlock * run.stride : 0);
    this.words = this.buffer;
    this.load(0);
  }

  next(): void {
    this.at += this.run.stride;
    if (this.at === this.end) this.load(this.block + 1);
  }

  /** Moves on to the first record that begins with `first`, or more. */
  skipTo(first: number): void {
    const { firsts, stride } = this.run;
    if (this.at < 0) return;
    let block = this.block;
    while (block + 1 < firsts.length && (firsts[block + 1] as number) < first) block++;
    if (block > this.block) this.load(block);
    for (;;) {
      const { words, end } = this;
      let at = this.at;
      while (at < end && (words[at] as number) >>> 0 < first) at += stride;
      this.at = at;
      if (at < end) return;
      this.load(this.block + 1);
      if (this.at < 0) return;
    }
  }

  private load(block: number): void {
    const { run } = this;
    this.block = block;
    this.at = -1;
    if (block >= run.firsts.length) return;
    this.words = run.wordsOf(block, this.buffer);
    this.at = 0;
    this.end = Math.min(run.perBlock, run.count - block * run.perBlock) * run.stride;
  }
}

/** Where a record is. */
export type Place = Pick<Source, "words" | "at">;

/** The order of records: by their first word without sign, then by the others, `length` in all. */
export function compare(one: Place, other: Place, length: number): number {
  const { words, at } = one;
  const { words: others, at: to } = other;
  const first = ((words[at] as number) >>> 0) - ((others[to] as number) >>> 0);
  if (first !== 0) return first;
  for (let word = 1; word < length; word++) {
    const difference = (words[at + word] as number) - (others[to + word] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
