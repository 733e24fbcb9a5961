/** Where a search keeps states that need not fit into memory: files of 32-bit words, as long as the search lasts. */

/** A file that grows at its end. Its methods throw DiskFailure. */
export interface DiskFile {
  append(words: Int32Array): void;
  /** Fills `into` with the words from number `from` on. */
  read(from: number, into: Int32Array): void;
  remove(): void;
}

export interface Disk {
  /** A new file without words. Throws DiskFailure. */
  create(): DiskFile;
}

/** A file could not be written or read; the message says why. The search cannot go on. */
export class DiskFailure extends Error {}

/** How much of a search on disk is in memory. */
export interface Room {
  readonly disk: Disk;
  /** Words of a block, which is read and written as a whole. */
  readonly block: number;
  /** Words of rows that are sorted at a time. */
  readonly sorted: number;
  /** Successors that are looked up together, a bit each. */
  readonly portion: number;
}
