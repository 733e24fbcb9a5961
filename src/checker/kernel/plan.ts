/** Where the memory of the kernel in WebAssembly holds what: addresses in bytes. */

import { CHUNK_WORDS } from "../row-store.ts";
import { SEGMENTS } from "../seen-set.ts";

/** Of a segment of the seen set: its table, its mask (of an offset in bytes), slots in use, and how many may be. */
export const SEGMENT_BYTES = 16;
export const TABLE = 0;
export const MASK = 4;
export const USED = 8;
export const LIMIT = 12;

/** Bytes of a page of memory. */
export const PAGE = 1 << 16;

const NAMES = [
  // Of the batch: successors, their hashes, what is known of them, a list of those of which nothing is, ends of states.
  "rows",
  "hashes",
  "numbers",
  "misses",
  "ends",
  // What is surely true of successors, as bits; 0 where nobody has asked ahead.
  "sure",
  // Where the next new state is listed: the state of the batch that it comes from, and the action.
  "fresh",
  // The terms of `take`.
  "until",
  "before",
  "after",
  "deadlocks",
  "maxStates",
  "pauseAt",
  // Where `take` is: the state of the batch, the successor, its address.
  "state",
  "index",
  "at",
  // What `take` tells: successors met, those excluded, and was the last one no known state?
  "visited",
  "excluded",
  "unseen",
  // How many rows are stored.
  "count",
  // Could a segment not grow? Then nothing may be stored any more.
  "failed",
  // Of the last `lookUp`: the hash.
  "hash",
  // Keeps the reads of `find` from being optimised away.
  "touched",
] as const;

const FIRST_CELL = 16;

/** Variables of the kernel, by address. */
export const CELLS = Object.fromEntries(NAMES.map((name, index) => [name, FIRST_CELL + index * 4])) as Record<
  (typeof NAMES)[number],
  number
>;

/** How the memory is divided for rows of one length. */
export interface Plan {
  readonly words: number;
  /** Words of a successor with its action. */
  readonly stride: number;
  readonly actions: number;
  /** A chunk of the stored rows holds 2^shift of them. */
  readonly shift: number;
  /** How many entries the cache of recent rows has, a power of two. */
  readonly recentEntries: number;
  /** Steps by action, float64. */
  readonly counters: number;
  readonly segments: number;
  readonly recent: number;
  /** The addresses of the chunks of the stored rows. */
  readonly directory: number;
  /** A row for `lookUp` and `enter`. */
  readonly scratch: number;
  /** Where memory begins that is handed out. */
  readonly free: number;
  readonly maximumPages: number;
  /** Do several threads have the memory? */
  readonly shared: boolean;
}

/** Rows of `words` words, so many entries in the cache of recent rows, a memory of at most so many pages. */
export function planFor(
  words: number,
  actions: number,
  recentEntries: number,
  { maximumPages, shared }: Pick<Plan, "maximumPages" | "shared">,
): Plan {
  const shift = Math.max(0, Math.floor(Math.log2(CHUNK_WORDS / words)));
  const chunks = Math.ceil((maximumPages * PAGE) / (words * 4 * 2 ** shift));
  let end = 256;
  const take = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / 64) * 64;
    return at;
  };
  return {
    words,
    stride: words + 1,
    actions,
    shift,
    recentEntries,
    counters: take(actions * 8),
    segments: take(SEGMENTS * SEGMENT_BYTES),
    recent: take(recentEntries * (words + 1) * 4),
    directory: take(chunks * 4),
    scratch: take(words * 4),
    free: end,
    maximumPages,
    shared,
  };
}
