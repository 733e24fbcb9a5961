/** All that a kernel holds, for another one to go on with. */

import type { Segments } from "../seen-set.ts";

export interface Contents {
  readonly words: number;
  /** How many rows are stored, and the chunks that hold them, each the same power of two. */
  readonly count: number;
  readonly chunks: readonly Int32Array[];
  readonly segments: Segments;
  /** The cache of rows looked up last. */
  readonly recent: Int32Array;
  readonly batch: BatchContents;
}

/** A batch, and how far it has been taken. */
interface BatchContents {
  readonly first: number;
  readonly states: number;
  /** Where the successors of each state begin; one more tells where the last ones end. */
  readonly ends: Int32Array;
  readonly rows: Int32Array;
  readonly hashes: Int32Array;
  readonly numbers: Int32Array;
  readonly state: number;
  readonly index: number;
}
