/** What the threads of a search have in the memory of its kernel, and where. */

import type { Plan } from "./plan.ts";
import type { Memory } from "./wasm.ts";

/** Successors that a batch has room for. */
export const CAPACITY = 4096;
/** States of a batch, at most. */
export const MOST_STATES = 1024;

/** Where the parts of a batch are: addresses in bytes. */
export interface Area {
  readonly rows: number;
  readonly hashes: number;
  readonly numbers: number;
  readonly sure: number;
  readonly ends: number;
  /** Of the successors of which nothing is known: state of the batch, hash, row, action. */
  readonly unknown: number;
  /** Successors by action. */
  readonly tally: number;
  /** A word that says whether it may be written over: a thread then makes a batch here, and the search takes it. */
  readonly state: number;
}

/** Where the row is in an entry of `Area.unknown`, and the length of an entry, in bytes. */
export const UNKNOWN_ROW = 8;
export const unknownBytes = ({ stride }: Plan): number => UNKNOWN_ROW + stride * 4;

export const FREE = 0;
export const TAKEN_UP = 1;

/** Variables that several threads change or wait for, by the index of a word behind the address of all; none share a line. */
export const OFFERED = 0;
export const CLAIMED = 16;
export const DONE = 32;
export const PUBLISHED = 48;
export const PAGES = 64;
export const TOLD = 80;
export const SLOTS = 96;
/** Of a task: one more than its number, when it is done; its first state, the end of its states. */
export const SLOT = 16;
export const STATUS = 0;
export const FIRST = 1;
export const LIMIT = 2;
/** Of the batch that it has made: see `Done`. */
export const STATES = 3;
export const BARREN = 4;
export const SUCCESSORS = 5;
export const EXCLUDED_ONES = 6;
export const UNKNOWN_ONES = 7;
export const UNSURE = 8;
/** The address of the rows in its area. */
export const AREA = 9;

/** What members work on: nothing but data, with the memory. */
export interface TeamPlan {
  readonly memory: Memory;
  readonly plan: Plan;
  /** The address of the variables. */
  readonly control: number;
  /** How many tasks there may be at a time; task `t` is in slot `t` modulo that. */
  readonly tasks: number;
}

/**
 * The same for one of them: with a copy of the segments, a cache of recent rows and a list of misses of its own. So are its
 * areas: what another thread has written last takes long to write over.
 */
export interface MemberPlan extends TeamPlan {
  readonly areas: readonly Area[];
  readonly segments: number;
  readonly recent: number;
  readonly misses: number;
}
