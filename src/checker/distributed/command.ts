/** What rank 0 has all ranks do: the first word says what, the others with what. */

import type { Level } from "./partition.ts";

/** To take in states that rank 0 sends to each rank. */
export const TAKE = 1;
/** To find the steps from the states of a level. */
export const LEVEL = 2;
/** To number the new states. */
export const COMMIT = 3;
/** To send the states of some numbers, and the first steps from these to new states, to rank 0. */
export const BLOCK = 4;
export const FIRST_STEPS = 5;
/** That the search is over. */
export const END = 6;

/** What is asked in a level: of states without a step, and of all properties but these. */
interface LevelQuestions {
  readonly deadlocks: boolean;
  readonly violated: readonly number[];
}

export function levelCommand({ from, to }: Level, { deadlocks, violated }: LevelQuestions): Int32Array {
  return Int32Array.of(LEVEL, from, to, deadlocks ? 1 : 0, ...violated);
}

/** `base` is the number of the first new state. */
export function commitCommand(base: number): Int32Array {
  return Int32Array.of(COMMIT, base);
}

export function statesCommand(what: typeof BLOCK | typeof FIRST_STEPS, { from, to }: Level): Int32Array {
  return Int32Array.of(what, from, to);
}

export const TAKE_COMMAND: Int32Array = Int32Array.of(TAKE);
export const END_COMMAND: Int32Array = Int32Array.of(END);
