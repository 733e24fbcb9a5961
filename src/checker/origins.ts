// Hot path: `append` runs once per stored state; it allocates once in 65,536 states.
/** Where each state of a search came from, and so a shortest way to it. */

import type { Path } from "./finding.ts";
import type { Rows } from "./row-store.ts";

const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;

/** The predecessor is written down in full for every so many states; for the others, how far it is from the one before. */
const STRIDE = 256;
/** Stands for a distance that does not fit in a byte, which is kept elsewhere. */
const FAR = 255;

/**
 * By state number: the number of its predecessor and the action taken, both -1 for an initial state. States are found
 * in the order of their predecessors, so a byte and a little tell the predecessor: the distance to that of the state
 * before.
 */
export class Origins {
  count = 0;
  private last = -1;
  private readonly distances: Uint8Array[] = [];
  private readonly actions: (Uint8Array | Uint16Array)[] = [];
  /** The predecessor of states 0, 256, 512, …. */
  private readonly milestones: Int32Array[] = [];
  /** The distances that are FAR, by state. */
  private readonly far = new Map<number, number>();
  private readonly manyActions: boolean;
  /** What was told last. */
  private readonly told = { number: -1, predecessor: -1 };

  /** `actions` is how many there are. */
  constructor(actions: number) {
    this.manyActions = actions >= 2 ** 8;
  }

  /** Enters the origin of the next state; predecessors never decrease. */
  append(predecessor: number, action: number): void {
    const number = this.count++;
    const place = number & (CHUNK - 1);
    const chunk = number >>> CHUNK_BITS;
    if (place === 0) {
      this.distances.push(new Uint8Array(CHUNK));
      this.actions.push(this.manyActions ? new Uint16Array(CHUNK) : new Uint8Array(CHUNK));
      this.milestones.push(new Int32Array(CHUNK / STRIDE));
    }
    if (place % STRIDE === 0) (this.milestones[chunk] as Int32Array)[place / STRIDE] = predecessor;
    let distance = predecessor - this.last;
    this.last = predecessor;
    if (distance < 0) throw new Error("states are not in the order of their predecessors");
    if (distance >= FAR) {
      this.far.set(number, distance);
      distance = FAR;
    }
    (this.distances[chunk] as Uint8Array)[place] = distance;
    (this.actions[chunk] as Uint8Array)[place] = action + 1;
  }

  /** The number of the predecessor of state `number`; one after the other each takes little time. */
  predecessorOf(number: number): number {
    const chunk = number >>> CHUNK_BITS;
    const place = number & (CHUNK - 1);
    let from = place - (place % STRIDE);
    let predecessor = (this.milestones[chunk] as Int32Array)[from / STRIDE] as number;
    if (this.told.number === number - 1 && from < place) {
      from = place - 1;
      predecessor = this.told.predecessor;
    }
    for (let at = from + 1; at <= place; at++) {
      const distance = (this.distances[chunk] as Uint8Array)[at] as number;
      predecessor += distance === FAR ? (this.far.get(number - place + at) as number) : distance;
    }
    this.told.number = number;
    this.told.predecessor = predecessor;
    return predecessor;
  }

  /** The action that led to state `number`. */
  actionOf(number: number): number {
    return ((this.actions[number >>> CHUNK_BITS] as Uint8Array)[number & (CHUNK - 1)] as number) - 1;
  }
}

/** Knows where each state came from. */
export interface KnownOrigins {
  /** How many states there are. */
  readonly count: number;
  predecessorOf(number: number): number;
  actionOf(number: number): number;
}

/** The first `each` states from which each action led to a new one. */
export function firstSources(origins: KnownOrigins, each: number): number[] {
  const found: number[] = [];
  const counts = new Map<number, number>();
  for (let number = 0; number < origins.count; number++) {
    const action = origins.actionOf(number);
    const count = counts.get(action) ?? 0;
    if (action < 0 || count === each) continue;
    counts.set(action, count + 1);
    found.push(origins.predecessorOf(number));
  }
  return found;
}

/** The way to state `number`, and one step further if a row is given: along predecessors, so a shortest one. */
export function wayTo(origins: KnownOrigins, rows: Rows, number: number, beyond: Step | null): Path {
  const path: Int32Array[] = beyond === null ? [] : [beyond.row.slice(0, rows.words)];
  const actions: number[] = beyond === null ? [] : [beyond.action];
  const states: number[] = [];
  for (let at = number; at >= 0; at = origins.predecessorOf(at)) {
    states.push(at);
    path.push(rows.copy(at));
    actions.push(origins.actionOf(at));
  }
  const found = { rows: path.reverse(), actions: actions.reverse() };
  return beyond === null ? { ...found, states: states.reverse() } : found;
}

/** A step to a row that need not be stored. */
interface Step {
  readonly row: Int32Array;
  readonly action: number;
}
