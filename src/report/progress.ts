/** How far a search is, in one line. */

import type { Progress } from "../checker/index.ts";

/** `1234567` as `1,234,567`. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** One line without a newline: what is violated so far, generated, distinct, frontier, depth, rate and memory. */
export function progressText(progress: Progress): string {
  const { depth, behaviors, violated, seconds, memory, maxMemory, phase } = progress;
  const generated = grouped(progress.generated);
  const rate = seconds > 0 ? Math.round(progress.generated / seconds) : 0;
  const [used, most] = [memory, maxMemory].map((bytes) => grouped(Math.round(bytes / 2 ** 20)));
  const budget = Number.isFinite(maxMemory) ? `${used} of ${most} MB` : `${used} MB`;
  const states =
    behaviors === undefined
      ? `${generated} generated, ${grouped(progress.distinct)} distinct, ${grouped(progress.frontier)} in the frontier`
      : `${grouped(behaviors)} behaviors, ${generated} generated`;
  const what = phase === "behaviors" ? "deciding what behaviors do; " : "";
  return `${violatedText(violated)}${what}${states}, depth ${depth}, ${seconds.toFixed(0)} s, ${grouped(rate)}/s, ${budget}`;
}

/** What there is to know already, before the counts, which may be cut off. */
function violatedText(names: readonly string[]): string {
  if (names.length === 0) return "";
  const [first, ...others] = names;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `violated: ${first}${more} (^C ends the search); `;
}
