/** Which states of a long trace a picture shows. */

import type { Trace } from "../checker/index.ts";

/**
 * Indices of the states that are drawn, all of them up to `most`: the first and the last ones, and those that others
 * refer to. Nobody reads thousands of boxes.
 */
export function shownStates({ states, loop, outOfReach }: Trace, most: number): number[] {
  const all = states.map((_, at) => at);
  const [head, tail] = [most / 2, states.length - most / 2];
  const referred = [loop, outOfReach?.lastChance ?? null].map((number) => (number === null ? -1 : number - 1));
  return all.filter((at) => states.length <= most || at < head || at >= tail || referred.includes(at));
}
