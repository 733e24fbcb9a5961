/** A trace as text: the initial state in full, then for each step what changed. */

import type { Trace, TraceAction, TraceState } from "../checker/index.ts";
import { print, printPretty, type Value } from "../values/index.ts";
import { type Change, stateChanges } from "./change.ts";
import { locationText } from "./diagnostic.ts";
import { PLAIN, type Style } from "./style.ts";

/** Columns of the text, so that it survives being mailed and quoted. */
export const WIDTH = 72;

const INDENT = "       ";

/** The lines of a trace, each ended by a newline. */
export function traceText(variables: readonly string[], trace: Trace, style: Style = PLAIN): string {
  const lines = trace.states.flatMap((state, at) => {
    const title = `${String(at + 1).padStart(4)}. ${style.strong(stepTitle(state, at))}${place(state.action)}`;
    const before = trace.states[at - 1];
    const body = before === undefined ? wholeState(variables, state) : changedParts(variables, before, state, style);
    return [title, ...body];
  });
  const loop = loopLine(trace);
  return `${(loop === null ? lines : [...lines, loop]).join("\n")}\n`;
}

/** `Send(from = p1, to = p2)`, or the name alone for an action without parameters. */
export function actionText({ name, parameters }: TraceAction): string {
  if (parameters.length === 0) return name;
  return `${name}(${parameters.map(([parameter, value]) => `${parameter} = ${print(value)}`).join(", ")})`;
}

/** How a lasso returns, or null for a finite trace. */
export function loopText(trace: Trace): string | null {
  if (trace.loop === null) return null;
  return trace.loop === trace.states.length ? "stuttering forever" : `back to state ${trace.loop}`;
}

/** One change as one line, or more when values are long; continuation lines are indented by `indent`. */
export function changeText(change: Change, style: Style = PLAIN, indent = INDENT.length): string {
  const { path } = change;
  const list = (values: readonly Value[]): string => values.map((value) => pretty(value, indent + 4)).join(", ");
  switch (change.kind) {
    case "value": {
      const line = `${path}: ${print(change.before)} -> ${style.strong(print(change.after))}`;
      if (path.length + print(change.before).length + print(change.after).length + indent + 6 <= WIDTH) return line;
      const pad = " ".repeat(indent);
      return `${path}:\n${pad}     ${pretty(change.before, indent + 5)}\n${pad}  -> ${style.strong(pretty(change.after, indent + 5))}`;
    }
    case "elements": {
      const parts = [];
      if (change.added.length > 0) parts.push(`added ${style.strong(list(change.added))}`);
      if (change.removed.length > 0) parts.push(`removed ${list(change.removed)}`);
      return `${path}: ${parts.join("; ")}`;
    }
    case "queue": {
      const parts = [];
      if (change.taken.length > 0) parts.push(`taken from the front ${list(change.taken)}`);
      if (change.appended.length > 0) parts.push(`appended ${style.strong(list(change.appended))}`);
      return `${path}: ${parts.join("; ")}`;
    }
    case "added":
      return `${path}: added, ${style.strong(pretty(change.after, indent + 4))}`;
    case "removed":
      return `${path}: removed, was ${pretty(change.before, indent + 4)}`;
  }
}

function stepTitle({ action }: TraceState, at: number): string {
  if (action !== null) return actionText(action);
  return at === 0 ? "Initial state" : "Step";
}

function place(action: TraceAction | null): string {
  return action === null || action.location === null ? "" : `  ${locationText(action.location)}`;
}

function wholeState(variables: readonly string[], { values }: TraceState): string[] {
  return variables.map((variable, at) => `${INDENT}${assignment(variable, values[at] as Value)}`);
}

function assignment(variable: string, value: Value): string {
  const flat = `${variable} = ${print(value)}`;
  if (INDENT.length + flat.length <= WIDTH) return flat;
  return `${variable} =\n${INDENT}    ${pretty(value, INDENT.length + 4)}`;
}

function changedParts(variables: readonly string[], before: TraceState, after: TraceState, style: Style): string[] {
  const changes = stateChanges(variables, before.values, after.values);
  if (changes.length === 0) return [`${INDENT}nothing changed`];
  return changes.map((change) => `${INDENT}${changeText(change, style)}`);
}

function loopLine(trace: Trace): string | null {
  const text = loopText(trace);
  return text === null ? null : `      ${text}`;
}

function pretty(value: Value, indent: number): string {
  return printPretty(value, WIDTH, indent);
}
