/** The end of a trace after which something is not possible any more, in words. */

import type { OutOfReach, Trace } from "../checker/index.ts";
import { actionText } from "./action-text.ts";

/** Longer formulas are not repeated in a sentence. */
const LONGEST_TEXT = 80;

/**
 * The name of a state that is left: the trace's last state keeps its number, the others have a letter behind it, as
 * they all come after it: `5`, `5a`, `5b`.
 */
export function leftName(trace: Trace, index: number): string {
  return `${trace.states.length}${letters(index)}`;
}

function letters(count: number): string {
  if (count === 0) return "";
  const last = String.fromCharCode(97 + ((count - 1) % 26));
  return letters(Math.floor((count - 1) / 26)) + last;
}

/** When it was lost. */
export function lostText({ lastChance, goal, by }: OutOfReach): string {
  const what = goal === null || goal.length > LONGEST_TEXT ? "it" : goal;
  const how = by === null ? "" : ` by ${by.length > LONGEST_TEXT ? "the steps that count" : `steps of ${by}`}`;
  if (lastChance === null) return `From none of these states could ${what} be reached${how}.`;
  const next = lastChance + 1;
  return `State ${lastChance} was the last from which ${what} could still be reached${how}; step ${next} lost it.`;
}

/** What is left, in one sentence. */
export function leftText(trace: Trace, { count, by, steps }: OutOfReach): string {
  const such = by === null ? "" : "such ";
  const last = trace.states.length;
  if (count === 1 && steps.length > 0) return `Every ${such}step from state ${last} leads back to it.`;
  if (count === 1)
    return by === null ? `In state ${last} nothing is enabled.` : `In state ${last} no such step is enabled.`;
  const others = count === 2 ? "1 other state" : `${count - 1} other states`;
  return `From state ${last} ${such}steps can lead to ${others}, but nowhere else.`;
}

/** How a state that is left can be reached from others: `from 5 by Up(p = 1), from 5b`. */
export function arrivalText(trace: Trace, { steps }: OutOfReach, index: number): string {
  const into = steps.filter(([from, to]) => to === index + 1 && from !== to);
  return into
    .map(([from, , action]) => `from ${leftName(trace, from - 1)}${action === null ? "" : ` by ${actionText(action)}`}`)
    .join(", ");
}
