// Hot path: these functions run once per state or once per batch of successors.
/** What holds the states of a search and takes the successors of many of them at a time. */

import type { BulkNext } from "../../models/model.ts";
import type { ActionCounts } from "../action-counts.ts";
import type { Origins } from "../origins.ts";
import type { Rows } from "../row-store.ts";
import type { EdgeStore } from "../state-graph.ts";

/** What a search writes down of the steps that it takes. */
export interface Ledger {
  readonly origins: Origins;
  /** Kept only for questions about behaviors. */
  readonly edges: EdgeStore | null;
  readonly counts: ActionCounts;
}

/** How far `take` goes, and what it comes back for. */
export interface Terms {
  /** How many states of the batch are taken. */
  until: number;
  /** When the constraints have to be asked: never, for rows that are not stored, for every successor. */
  before: typeof NEVER | typeof UNSEEN | typeof ALWAYS;
  /** When the properties have to be asked, of a successor that has been taken. */
  after: typeof NEVER | typeof UNSEEN | typeof ALWAYS;
  /** Does a state without successors matter? */
  deadlocks: boolean;
  /** So many states may be stored. */
  maxStates: number;
  /** No state is begun when so many are stored. */
  pauseAt: number;
  /** Has the state of the batch been begun before? */
  begun: boolean;
}

export const NEVER = 0;
export const UNSEEN = 1;
export const ALWAYS = 2;

/** Why `take` came back: the states were taken. */
export const DONE = 0;
/** Do the constraints admit the successor? `take` goes on with the answer. */
export const ASKED = 1;
/** A successor was taken: it is stored, or excluded by the constraints. */
export const TAKEN = 2;
/** A state has no successors. Unless this stops to matter, it is told again and again. */
export const DEADLOCK = 3;
/** As many states are stored as the terms allow before a state is begun, or at all. */
export const PAUSED = 4;
export const FULL = 5;
/** This kernel has no memory left: another goes on with the answer OPEN, or ADMITTED. */
export const EXHAUSTED = 6;
export const EXHAUSTED_WITHIN = 7;
export type Event = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** What is answered to the event before: nothing, or whether the constraints admit the successor. */
export const OPEN = 0;
export const ADMITTED = 1;
export const EXCLUDES = 2;
export type Answer = 0 | 1 | 2;

/**
 * The states of a search, and a batch of successors of some of them, in the order in which a search that asks for them
 * one by one would meet them. All kernels do exactly the same.
 */
export interface Kernel {
  /** The states by number. */
  readonly rows: Rows;
  /** The first state of the batch, how many it has, and which of them is being taken. */
  readonly first: number;
  readonly states: number;
  readonly state: number;
  /** Of the last `take`: successors met, and how many of them the constraints exclude. */
  readonly visited: number;
  readonly excluded: number;
  /** Was the successor of the last event TAKEN no stored state before? */
  readonly unseen: boolean;
  /** The action of the successor of the last event ASKED or TAKEN. */
  readonly action: number;

  /** How many threads find successors. */
  readonly workers: number;

  /** Asked before `fill`, with the same numbers: false where another thread has to come to an end first. */
  ready(first: number, limit: number): boolean;
  /** The number of the state that `row` is, or -1. */
  find(row: Int32Array): number;
  /** Stores the row for which `find` just answered -1; its number, or -1 when this kernel has no memory left. */
  store(row: Int32Array): number;
  /**
   * Fills the batch with the successors of states from `first` up to `limit`, until it has enough; all successors of
   * the batch before were taken. It ends before a state of which only the model's `next` can tell.
   */
  fill(next: BulkNext, first: number, limit: number): void;
  /** Makes a batch of one successor of `state`; good until it has been taken. All of the batch before was taken. */
  give(row: Int32Array, action: number, state: number): void;
  /** Looks up successors, stores what is new, and writes all down, up to an event. */
  take(answer: Answer, terms: Terms): Event;
  /** Copies the successor of the last event ASKED or TAKEN. */
  read(successor: Int32Array): void;
  /** Brings the ledger's counts by action up to date. */
  count(): void;
}
