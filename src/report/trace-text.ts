/** A trace as text: the initial state in full, then for each step what changed. */

import type { OutOfReach, Trace, TraceState } from "../checker/index.ts";
import { printFolded, printPretty, type Value } from "../values/index.ts";
import { actionText, codeText } from "./action-text.ts";
import { type Change, longParameters, namedChanges, stateChanges, unchangedText } from "./change.ts";
import { locationText } from "./diagnostic.ts";
import { fairnessLines, loopText, stutters } from "./lasso-text.ts";
import { withMapped } from "./mapped.ts";
import { arrivalText, leftName, leftText, lostText } from "./out-of-reach-text.ts";
import { PLAIN, type Style } from "./style.ts";
import { wrap } from "./wrap.ts";

/** Columns of the text, so that it survives being mailed and quoted. */
export const WIDTH = 72;

const INDENT = "       ";

/** Below the name of an action. */
const TITLE_INDENT = "      ";

/** The lines of a trace, each ended by a newline. */
export function traceText(found: Trace, style: Style = PLAIN): string {
  const trace = withMapped(found);
  const { variables } = trace;
  const steps = trace.states.flatMap((state, at) => {
    const title = stepTitle(state, at, style);
    const before = trace.states[at - 1];
    const body = before === undefined ? wholeState(variables, state) : changedParts(trace, before, state, style);
    return [title, ...markLines(trace, at), ...body];
  });
  const left = trace.outOfReach === null ? [] : outOfReachLines(trace, trace.outOfReach, style);
  return `${[...steps, ...loopLines(trace, style), ...left].join("\n")}\n`;
}

/**
 * One change as one line, or as several when its values are long; continuation lines are indented by `indent`. Elements
 * that are parameters of `action` and long are said with their names: `removed m`.
 */
export function changeText(
  change: Change,
  style: Style = PLAIN,
  indent = INDENT.length,
  action: TraceState["action"] = null,
): string {
  const { path } = change;
  switch (change.kind) {
    case "value": {
      const [before, after] = [printFolded(change.before), printFolded(change.after)];
      if (fits(`${path}: ${before} -> ${after}`, indent)) return `${path}: ${before} -> ${style.strong(after)}`;
      const now = style.strong(printPretty(change.after, WIDTH, indent + 5));
      return lines(path, [`   ${printPretty(change.before, WIDTH, indent + 5)}`, `-> ${now}`], indent);
    }
    case "elements":
      return listed(
        path,
        [
          { what: "added", values: change.added, paint: style.strong },
          { what: "removed", values: change.removed, paint: same },
        ],
        { indent, action },
      );
    case "queue":
      return listed(
        path,
        [
          // What is put in the place of others stands behind them, as it happens.
          { what: "cut off the end", values: change.cut, paint: same },
          { what: `taken from place ${change.at}:`, values: change.pulled, paint: same },
          { what: `put at place ${change.at}:`, values: change.inserted, paint: style.strong },
          { what: "appended", values: change.appended, paint: style.strong },
          { what: "put at the front", values: change.prepended, paint: style.strong },
          { what: "taken from the front", values: change.taken, paint: same },
        ],
        { indent, action },
      );
    case "added":
      return headed(path, "added, ", style.strong(printPretty(change.after, WIDTH, indent + 4)), indent);
    case "removed":
      return headed(path, "removed, was ", printPretty(change.before, WIDTH, indent + 4), indent);
  }
}

/** What became of a part behind its path, below it where that is long. */
function headed(path: string, what: string, value: string, indent: number): string {
  const first = `${path}: ${what}${value.split("\n", 1)[0]}`;
  return fits(first, indent) ? `${path}: ${what}${value}` : lines(path, [what + value], indent);
}

/** Values to which the same has happened, and how they are painted. */
interface Group {
  readonly what: string;
  readonly values: readonly Value[];
  readonly paint: (text: string) => string;
}

const same = (text: string): string => text;

/** `path: added 1, 2; removed 3` if that fits, else one line for each value. */
function listed(
  path: string,
  groups: readonly Group[],
  { indent, action }: { readonly indent: number; readonly action: TraceState["action"] },
): string {
  const names = new Map(longParameters(action).map(([name, text]) => [text, name]));
  const nameOf = (value: Value): string | undefined => names.get(printFolded(value));
  const parts = groups
    .filter(({ values }) => values.length > 0)
    .map((group) => ({ ...group, text: group.values.map((one) => nameOf(one) ?? printFolded(one)).join(", ") }));
  if (fits(`${path}: ${parts.map(({ what, text }) => `${what} ${text}`).join("; ")}`, indent)) {
    return `${path}: ${parts.map(({ what, text, paint }) => `${what} ${paint(text)}`).join("; ")}`;
  }
  const below = parts.flatMap(({ what, values, paint }) =>
    values.map((value) => `${what} ${paint(nameOf(value) ?? printPretty(value, WIDTH, indent + what.length + 3))}`),
  );
  return lines(path, below, indent);
}

function fits(text: string, indent: number): boolean {
  return indent + text.length <= WIDTH;
}

/** The path, which may be as long as a message that is an argument, and lines below it. */
function lines(path: string, rest: readonly string[], indent: number): string {
  return [...wrap(`${path}:`, WIDTH - indent), ...rest].join(`\n${" ".repeat(indent + 2)}`);
}

/** Number, action and place; the place on a line of its own where it does not fit, as is the code that is implemented. */
function stepTitle({ action }: TraceState, at: number, style: Style): string {
  const number = `${String(at + 1).padStart(4)}. `;
  if (action === null) return `${number}${style.strong(at === 0 ? "Initial state" : "Step")}`;
  const [first, ...rest] = wrap(actionText(action), WIDTH - number.length);
  const title = [`${number}${style.strong(first!)}`, ...rest.map((line) => `${TITLE_INDENT}${style.strong(line)}`)];
  const code = wrap(codeText(action), WIDTH - TITLE_INDENT.length).filter((line) => line !== "");
  const below = code.map((line) => `${TITLE_INDENT}${line}`);
  if (action.location === null) return [...title, ...below].join("\n");
  const place = locationText(action.location);
  const room = rest.length === 0 && number.length + first!.length + 2 + place.length <= WIDTH;
  if (room) return [`${title[0]}  ${place}`, ...below].join("\n");
  return [...title, `${TITLE_INDENT}at ${place}`, ...below].join("\n");
}

function wholeState(variables: readonly string[], { values }: TraceState): string[] {
  return variables.map((variable, at) => `${INDENT}${assignment(variable, values[at] as Value)}`);
}

function assignment(variable: string, value: Value): string {
  const flat = `${variable} = ${printFolded(value)}`;
  if (INDENT.length + flat.length <= WIDTH) return flat;
  return `${variable} =\n${INDENT}    ${pretty(value, INDENT.length + 4)}`;
}

function changedParts(trace: Trace, before: TraceState, after: TraceState, style: Style): string[] {
  const changes = namedChanges(stateChanges(trace.variables, before.values, after.values), after.action);
  if (changes.length === 0) return [`${INDENT}${unchangedText(trace)}`];
  return changes.map((change) => `${INDENT}${changeText(change, style, INDENT.length, after.action)}`);
}

/** What a state is, besides a step of the way there. */
function markLines(trace: Trace, at: number): string[] {
  if (trace.loop === at + 1 && !stutters(trace)) return [`${TITLE_INDENT}(the loop starts in this state)`];
  if (trace.outOfReach?.lastChance === at + 1) return [`${TITLE_INDENT}(the last chance)`];
  return [];
}

function loopLines(trace: Trace, style: Style): string[] {
  const text = loopText(trace);
  if (text === null) return [];
  const room = WIDTH - TITLE_INDENT.length;
  const title = wrap(text, room).map(style.strong);
  const place = trace.back?.location ?? null;
  if (place !== null) title.push(`at ${locationText(place)}`);
  return [...title, ...fairnessLines(trace, room)].map((line) => `${TITLE_INDENT}${line}`);
}

/** When it was lost, what is left, and the states that are left as changes from the last one of the trace. */
function outOfReachLines(trace: Trace, outOfReach: OutOfReach, style: Style): string[] {
  const room = WIDTH - TITLE_INDENT.length;
  const sentences = [lostText(outOfReach), leftText(trace, outOfReach)].flatMap((text) => wrap(text, room));
  const last = outOfReach.states[0];
  const others = outOfReach.states.slice(1).flatMap((state, index) => {
    const arrival = wrap(`${leftName(trace, index + 1)}. ${arrivalText(trace, outOfReach, index + 1)}`, room);
    const changes = stateChanges(trace.variables, last!.values, state.values);
    const body = changes.map((change) => `   ${changeText(change, style, INDENT.length + 2)}`);
    return [...arrival, ...body];
  });
  return [...sentences, ...others].map((line) => `${TITLE_INDENT}${line}`);
}

function pretty(value: Value, indent: number): string {
  return printPretty(value, WIDTH, indent);
}
