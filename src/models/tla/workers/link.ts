/** What is said between the thread of the search and a worker, and the way to one: none of it knows threads. */

import type { WrittenValues } from "../../../values/index.ts";

/** States whose successors are wanted: row after row, in numbers of the sender. */
export interface Task {
  readonly rows: Int32Array;
  readonly values: WrittenValues;
}

/**
 * For each state of a task how many successors it has, or `LEFT`; then these, each a row in numbers of the worker, its
 * action, and what is known of it (`INSIDE` and so on).
 */
export interface Answer {
  readonly successors: Int32Array;
  readonly values: WrittenValues;
  readonly milliseconds: number;
}

/** What a worker says: that it has made its model, or what was wanted. */
export type Reply = { readonly kind: "ready" } | ({ readonly kind: "answer" } & Answer);

/** In place of a number of successors: the search has to expand the state itself. */
export const LEFT = -1;

/** What a worker knows of a successor, as bits: do the constraints on states admit it, or not? */
export const INSIDE = 1;
export const OUTSIDE = 2;
/** And those on steps? */
export const STEP_INSIDE = 4;
export const STEP_OUTSIDE = 8;
/** All that is asked of each state holds; all that is asked of each step holds. */
export const STATE_HOLDS = 16;
export const STEP_HOLDS = 32;
/** Has the worker asked just now about the state? Then another one may rely on what it found. */
export const FRESH = 64;
/** What is known of the state, wherever it was met. */
export const OF_STATE: number = INSIDE | OUTSIDE | STATE_HOLDS;

/** A worker as the search sees it. */
export interface Link {
  post(task: Task): void;
  /** The next reply that has come; null where there is none yet. */
  receive(): Reply | null;
  /** Why there will be no further reply; null while all is well. `full`: for want of memory. */
  readonly lost: { readonly why: string; readonly full: boolean } | null;
  end(): void;
}

/** Where workers come from. */
export interface Hands {
  readonly count: number;
  /** `claims` are those of `sharedClaims`. */
  start(claims: SharedArrayBuffer): Link;
  /** They begin when so many states are stored, or after so many milliseconds, whichever is first. */
  readonly states: number;
  readonly milliseconds: number;
}
