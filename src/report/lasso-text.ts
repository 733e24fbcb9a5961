/** What a lasso is, in words: how it goes on for ever, and why the fairness of the specification allows that. */

import type { ExcludingFairness, FairnessReason, Trace } from "../checker/index.ts";
import { actionText } from "./action-text.ts";
import { locationText } from "./diagnostic.ts";
import { wrap } from "./wrap.ts";

/** More fairness conditions than this are told by where they are met, not one by one. */
const MANY_CONDITIONS = 8;

/** Does the last state stutter for ever? */
export function stutters({ loop, states }: Trace): boolean {
  return loop === states.length;
}

/** More conditions than this that would exclude a loop are counted. */
const MOST_EXCLUDING = 4;

/** How a lasso goes on, for a title: `then back to state 3`; nothing for a finite trace. */
export function loopSummary(trace: Trace): string {
  if (trace.loop === null) return "";
  return stutters(trace) ? ", then nothing more" : `, then back to state ${trace.loop}`;
}

/** The last step of a lasso, as a sentence without its end; null for a finite trace. */
export function loopText(trace: Trace): string | null {
  const { loop, back, deadlocked } = trace;
  if (loop === null) return null;
  if (deadlocked) return "from here nothing more can ever happen: no step is enabled";
  if (stutters(trace)) return "from here nothing more need ever happen (stuttering for ever)";
  return back === null ? `back to state ${loop}` : `back to state ${loop} by ${actionText(back)}`;
}

/** Why the specification allows the loop: a sentence, then the fairness conditions and where each is met. */
export function fairnessLines(trace: Trace, width: number): string[] {
  if (trace.loop === null || trace.deadlocked) return [];
  const how = stutters(trace) ? "This is allowed" : "It may go round for ever";
  const excluding = excludingLines(trace, width);
  if (trace.fairness.length === 0) {
    return [...wrap(`${how}: no fairness condition says otherwise.`, width), ...excluding];
  }
  const reasons = trace.fairness.length > MANY_CONDITIONS ? together(trace) : one(trace);
  const met = reasons.flatMap((text) => indented(wrap(text, width - 2)));
  return [`${how}; each fairness condition is met:`, ...met, ...excluding];
}

/** The fairness that would exclude the loop, if there is some. */
function excludingLines({ excludedBy }: Trace, width: number): string[] {
  const names = excludedBy.map(excludingName);
  const [first, second] = names;
  if (first === undefined) return [];
  if (second === undefined) return wrap(`With ${first} it would not be allowed.`, width);
  const shown = names.slice(0, MOST_EXCLUDING);
  const more = names.length - shown.length;
  const others = more === 0 ? "" : `; and ${more} more`;
  return wrap(`With any one of these it would not be allowed: ${shown.join(", ")}${others}.`, width);
}

/** A fairness condition as it would be written: `WF_vars(Send(p)) for each p`. */
function excludingName({ name, parameters }: ExcludingFairness): string {
  return parameters.length === 0 ? name : `${name} for each ${parameters.join(", ")}`;
}

function one(trace: Trace): string[] {
  return trace.fairness.map((reason) => `${reason.name}: ${whereMet(trace, reason)}`);
}

/** The conditions that are met at the same place in one line, those of one formula for several values once. */
function together(trace: Trace): string[] {
  const groups = new Map<string, Map<string, string[]>>();
  trace.fairness.forEach((reason, at) => {
    const where = whereMet(trace, reason);
    const formulas = groups.get(where) ?? new Map<string, string[]>();
    groups.set(where, formulas);
    const formula = reason.location === null ? String(at) : locationText(reason.location);
    formulas.set(formula, [...(formulas.get(formula) ?? []), reason.name]);
  });
  return [...groups].map(([where, formulas]) => `${where}: ${[...formulas.values()].map(common).join("; ")}`);
}

/** Where the value of a bound name begins: `, p = `. */
const VALUE = /, [^\s,=]+ = /g;

/** What names of one formula have in common, without the values that differ: `WF_vars(Send(p)) (3 times)`. */
function common(names: readonly string[]): string {
  const [first, ...rest] = names as [string, ...string[]];
  if (rest.length === 0) return first;
  let length = 0;
  while (length < first.length && rest.every((name) => name[length] === first[length])) length++;
  // What they have in common may end inside a value: `S = {1, `.
  const end = [...first.slice(0, length).matchAll(VALUE)].at(-1)?.index;
  return `${first.slice(0, end)} (${names.length} times)`;
}

/** Steps have the number of the state they lead to, as in the trace. */
function whereMet(trace: Trace, { name, met, state }: FairnessReason): string {
  // A strong condition without a step in the loop is enabled nowhere in it; for a weak one a single state is enough.
  if (met === "disabled" && name.startsWith("SF") && !stutters(trace)) return "never enabled in the loop";
  if (met === "disabled") return `not enabled in state ${state}`;
  return state === trace.states.length ? `taken by the step back to state ${trace.loop}` : `taken by step ${state + 1}`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
