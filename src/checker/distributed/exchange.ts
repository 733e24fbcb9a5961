/** What the processes of one search use to speak to each other. None of it knows how they do. */

/**
 * A process is a rank, from 0 up. Each call is made by all ranks, in the same order, and waits for the others: it is as
 * the collective of that name is in MPI.
 */
export interface Exchange {
  readonly rank: number;
  readonly size: number;
  /** Sends `parts[r]` to rank r; the answer is what each rank has sent here. */
  all(parts: readonly Int32Array[]): Int32Array[];
  /** Puts in each place of `values` the sum of what the ranks have there. */
  sum(values: Float64Array): void;
  /** What rank 0 gives, for all. */
  broadcast(words: Int32Array): Int32Array;
}

/** One process by itself. */
export const ALONE: Exchange = {
  rank: 0,
  size: 1,
  all: (parts) => parts.map((part) => part.slice()),
  sum: () => {},
  broadcast: (words) => words,
};
