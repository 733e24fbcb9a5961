/** How far a search is, in one line. */

import type { Progress } from "../checker/index.ts";
import { plural } from "./table.ts";

/** `1234567` as `1,234,567`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * One line without a newline: what is violated so far, generated, distinct, frontier, depth, time, rate and memory. Of
 * the figures those that can be missed most easily are left out where there is `room` for so many characters only.
 */
export function progressText(progress: Progress, room = Number.POSITIVE_INFINITY): string {
  const words = [violatedText(progress.violated)];
  if (progress.phase === "behaviors") words.push("deciding behaviors");
  let figures = figuresOf(progress);
  const line = (): string => {
    const counts = figures.map(({ text }) => text).join(", ");
    return [...words, counts].filter((text) => text !== "").join("; ");
  };
  while (line().length > room && figures.length > 0) {
    const least = Math.min(...figures.map(({ weight }) => weight));
    figures = figures.filter(({ weight }) => weight !== least);
  }
  return line().slice(0, room);
}

/** The figures in the order of the line; the lightest can be missed first. */
function figuresOf(progress: Progress): { readonly text: string; readonly weight: number }[] {
  const { depth, behaviors, seconds, memory, maxMemory } = progress;
  const rate = seconds > 0 ? Math.round(progress.generated / seconds) : 0;
  const [used, most] = [memory, maxMemory].map((bytes) => grouped(Math.round(bytes / 2 ** 20)));
  const generated = `${grouped(progress.generated)} generated`;
  const counts =
    behaviors === undefined
      ? [
          { text: generated, weight: 1 },
          { text: `${grouped(progress.distinct)} distinct`, weight: 7 },
          { text: `${grouped(progress.frontier)} in the frontier`, weight: 2 },
        ]
      : [
          { text: `${grouped(behaviors)} ${plural(behaviors, "behavior")}`, weight: 7 },
          { text: generated, weight: 1 },
        ];
  return [
    ...counts,
    { text: `depth ${depth}`, weight: 6 },
    { text: `${seconds.toFixed(0)} s`, weight: 5 },
    { text: `${grouped(rate)}/s`, weight: 3 },
    ...(progress.workers === undefined
      ? []
      : [{ text: `${progress.workers} ${plural(progress.workers, "worker")}`, weight: 0 }]),
    { text: Number.isFinite(maxMemory) ? `${used} of ${most} MB` : `${used} MB`, weight: 4 },
  ];
}

/** What there is to know already, before the counts. */
function violatedText(names: readonly string[]): string {
  if (names.length === 0) return "";
  const [first, ...others] = names;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `violated: ${first}${more} (^C ends the search)`;
}
