/** How far a search is, in one line. */

import type { Progress } from "../checker/index.ts";

/** One line without a newline: what is violated so far, generated, distinct, frontier, depth, rate and memory. */
export function progressText(progress: Progress): string {
  const { generated, distinct, frontier, depth, behaviors, violated, seconds, memory } = progress;
  const rate = seconds > 0 ? Math.round(generated / seconds) : 0;
  const megabytes = Math.round(memory / 2 ** 20);
  const states =
    behaviors === undefined
      ? `${generated} generated, ${distinct} distinct, ${frontier} in the frontier`
      : `${behaviors} behaviors, ${generated} generated`;
  return `${violatedText(violated)}${states}, depth ${depth}, ` + `${seconds.toFixed(0)} s, ${rate}/s, ${megabytes} MB`;
}

/** What there is to know already, before the counts, which may be cut off. */
function violatedText(names: readonly string[]): string {
  if (names.length === 0) return "";
  const [first, ...others] = names;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `violated: ${first}${more} (^C ends the search); `;
}
