/** How far a search is, in one line. */

import type { Progress } from "../checker/index.ts";

/** One line without a newline: generated, distinct, frontier, depth, rate and memory. */
export function progressText(progress: Progress): string {
  const { generated, distinct, frontier, depth, behaviors, seconds, memory } = progress;
  const rate = seconds > 0 ? Math.round(generated / seconds) : 0;
  const megabytes = Math.round(memory / 2 ** 20);
  const states =
    behaviors === undefined
      ? `${generated} generated, ${distinct} distinct, ${frontier} in the frontier`
      : `${behaviors} behaviors, ${generated} generated`;
  return `${states}, depth ${depth}, ` + `${seconds.toFixed(0)} s, ${rate}/s, ${megabytes} MB`;
}
