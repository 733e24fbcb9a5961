/** How far a search is, in one line. */

import type { Progress } from "../checker/index.ts";

/** One line without a newline: generated, distinct, frontier, depth, rate and memory. */
export function progressText({ generated, distinct, frontier, depth, seconds, memory }: Progress): string {
  const rate = seconds > 0 ? Math.round(generated / seconds) : 0;
  const megabytes = Math.round(memory / 2 ** 20);
  return (
    `${generated} generated, ${distinct} distinct, ${frontier} in the frontier, depth ${depth}, ` +
    `${seconds.toFixed(0)} s, ${rate}/s, ${megabytes} MB`
  );
}
