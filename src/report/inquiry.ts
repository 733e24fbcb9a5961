/** Answers to what was asked of a specification along a trace. */

import type { Diagnostic, FalsePart } from "../models/model.ts";
import { printPretty, type Value } from "../values/index.ts";
import { actionText } from "./action-text.ts";
import { falsePartLines } from "./false-part.ts";
import type { Style } from "./style.ts";
import { WIDTH } from "./trace-text.ts";
import { wrap } from "./wrap.ts";

/** An action with values for its parameters, and what became of it. */
interface Tried {
  readonly parameters: readonly (readonly [string, Value])[];
  readonly enabled: boolean;
  readonly parts: readonly FalsePart[];
}

/** What an expression is in state `from`, or (`to` is not null) on the step from there. */
export interface AlongTrace {
  readonly from: number;
  readonly to: number | null;
  readonly value: Value | null;
  /** Why it has no value. */
  readonly failure: Diagnostic | null;
}

/** Each instance of an action with the first conjunct that is false; `about` says which action, and where. */
export function triedText(about: string, name: string, tried: readonly Tried[], style: Style): string {
  const lines = tried.flatMap(({ parameters, enabled, parts }) => {
    const instance = actionText({ name, parameters, location: null });
    const verdict = enabled ? style.good("enabled") : style.bad("not enabled");
    return [`  ${instance}: ${verdict}`, ...falsePartLines(parts, "", 4)];
  });
  const none = "  no values for its parameters: a set that Next takes them from is empty";
  return [...wrap(about, WIDTH), ...(lines.length === 0 ? [none] : lines)].map((line) => `${line}\n`).join("");
}

/** A value in each state, or on each step; `about` says of what. */
export function alongText(about: string, found: readonly AlongTrace[], style: Style): string {
  const lines = found.map(({ from, to, value, failure }) => {
    const place = `${String(from).padStart(4)}${to === null ? "" : ` -> ${to}`}: `;
    if (value === null) return place + style.bad(`${failure?.code}: ${failure?.message}`);
    return place + printPretty(value, WIDTH, place.length);
  });
  const none = found.length === 0 ? ["  the trace has no step"] : [];
  return [...wrap(about, WIDTH), ...lines, ...none].map((line) => `${line}\n`).join("");
}

/** The value of what depends on no state; `about` says of what. */
export function constantText(about: string, value: Value): string {
  return [...wrap(about, WIDTH), `  ${printPretty(value, WIDTH, 2)}`].map((line) => `${line}\n`).join("");
}
