/** A file of lists of numbers, one after the other: they are written and read some at a time, since they may be many. */

import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import type { NumberList } from "../checker/index.ts";

/** Numbers that are read at a time. Node reads and writes less than 2 GiB. */
const PIECE = 2 ** 20;
const BYTES = 4;

/** What has to be known to read such a file: how many numbers each list has, and the hash of all. */
export interface NumbersWritten {
  readonly lengths: readonly number[];
  readonly hash: string;
}

/** Writes a file, and waits until the disk has it. Throws what the file system throws. */
export function writeNumbers(path: string, lists: readonly Iterable<Int32Array>[]): NumbersWritten {
  const hash = createHash("sha256");
  const lengths: number[] = [];
  writeThrough(path, function* () {
    for (const list of lists) {
      let length = 0;
      for (const numbers of list) {
        for (let from = 0; from < numbers.length; from += PIECE) {
          const bytes = bytesOf(numbers.subarray(from, from + PIECE));
          hash.update(bytes);
          yield bytes;
        }
        length += numbers.length;
      }
      lengths.push(length);
    }
  });
  return { lengths, hash: hash.digest("hex") };
}

/** Writes a file, and waits until the disk has it. Throws what the file system throws. */
export function writeThrough(path: string, pieces: () => Iterable<Uint8Array>): void {
  const file = openSync(path, "w");
  try {
    for (const piece of pieces()) {
      if (writeSync(file, piece) !== piece.length) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Reads a file for as long as it is open, also when it has been removed meanwhile. */
export class NumberFile {
  private readonly file: number;
  private readonly written: NumbersWritten;

  /** Throws what the file system throws, and an Error where the file does not have the numbers that were written. */
  constructor(path: string, written: NumbersWritten) {
    this.written = written;
    this.file = openSync(path, "r");
    try {
      const hash = createHash("sha256");
      for (let list = 0; list < written.lengths.length; list++) {
        for (const piece of this.list(list).pieces()) hash.update(bytesOf(piece));
      }
      if (hash.digest("hex") !== written.hash) throw new Error("its numbers are not what was written");
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The list that was written at this place. */
  list(place: number): NumberList {
    const { lengths } = this.written;
    const length = lengths[place] as number;
    const start = lengths.slice(0, place).reduce((sum, before) => sum + before, 0);
    return { length, pieces: () => this.pieces(start, start + length) };
  }

  private *pieces(from: number, to: number): Generator<Int32Array> {
    for (let at = from; at < to; at += PIECE) {
      const piece = new Int32Array(Math.min(PIECE, to - at));
      const bytes = bytesOf(piece);
      const read = readSync(this.file, bytes, 0, bytes.length, at * BYTES);
      if (read !== bytes.length) throw new Error("its numbers are cut short");
      yield piece;
    }
  }

  close(): void {
    closeSync(this.file);
  }
}
