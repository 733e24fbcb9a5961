/** What stands in a lane: a step, what another lane's step changed, a note. */

import type { TraceAction } from "../../checker/index.ts";
import { ModelValue, printFolded, printPretty, same, type Value } from "../../values/index.ts";
import { codeText } from "../action-text.ts";
import { type Change, gainedBy, lostOf, namedChanges } from "../change.ts";
import { locationText } from "../diagnostic.ts";
import { cut, type Line } from "../drawing.ts";
import { wrap } from "../wrap.ts";
import { isWithin, type Lane } from "./lane.ts";
import type { StoryStep } from "./story.ts";

/** Lines in a frame, or without one. */
export interface Block {
  readonly kind: "step" | "effect" | "note";
  readonly lines: readonly Line[];
  /** What a pointer that rests on it is told. */
  readonly said: string;
}

/** Lines of a title, of one value, and of all the changes of a block; the text of the trace has them all. */
const LINES_OF_TITLE = 2;
const LINES_OF_VALUE = 6;
const LINES_OF_BLOCK = 16;

/** The step in its own lane, in lines of `width` characters. */
export function stepBlock(step: StoryStep, lane: Lane, width: number): Block {
  const { action, changes } = step;
  const title = action === null ? ["Step"] : wrap(titleIn(action, lane), width);
  // A message among the parameters is as long as what the step changes.
  const whole = title.length <= LINES_OF_TITLE;
  const lines = (whole ? title : [action!.name]).map((text): Line => ({ text, style: "strong" }));
  if (!whole) lines.push(...cut(wrap(parametersText(action!, lane), width), LINES_OF_VALUE).map((text) => ({ text })));
  const code = action === null ? "" : codeText(action);
  if (code !== "")
    lines.push(...cut(wrap(code, width), LINES_OF_VALUE).map((text): Line => ({ text, style: "faint" })));
  return {
    kind: "step",
    lines: [...lines, ...changedLines(namedChanges(changes, action), lane, width)],
    said: placeOf(action),
  };
}

/** An action as it is said in the lane of who takes it: without him among the parameters. */
export function titleIn(action: TraceAction, lane: Lane): string {
  const given = parametersText(action, lane);
  return given === "" ? action.name : `${action.name}(${given})`;
}

function parametersText({ parameters }: TraceAction, { process }: Lane): string {
  const actor = process === null ? -1 : parameters.findIndex(([, value]) => same(value, process));
  const others = parameters.filter((_, at) => at !== actor);
  return others.map(([name, value]) => `${name} = ${printFolded(value)}`).join(", ");
}

/** What a step of another lane changed in this one. */
export function effectBlock(changes: readonly Change[], lane: Lane, width: number): Block {
  return { kind: "effect", lines: changedLines(changes, lane, width), said: "" };
}

/** How the lane is while it stands still: the parts that led there and have one value, else the first of the others. */
export function stillBlock(changes: readonly Change[], lane: Lane, width: number): Block {
  const set = changes.filter((change): change is Change & { after: Value } => "after" in change);
  const atoms = set.filter(({ kind, after }) => kind === "value" && isAtom(after));
  const told = (atoms.length > 0 ? atoms : set).slice(0, 2);
  const texts = told.map((change) => `${nameIn(change.path, lane)} = ${printFolded(change.after)}`);
  const lines = texts.flatMap((text) => cut(wrap(text, width), 2));
  return noteBlock(lines.length > 0 ? lines : ["stands still"], "strong");
}

export function noteBlock(texts: readonly string[], style?: NonNullable<Line["style"]>): Block {
  return { kind: "note", lines: texts.map((text) => (style === undefined ? { text } : { text, style })), said: "" };
}

/** What belongs to the lane in a state, or only the first lines of it. */
export function stateBlock(lane: Lane, values: readonly Value[], width: number): Block {
  const lines = lane.parts.flatMap(({ name, valueIn }) => {
    return cut(printedAs(`${name} = `, valueIn(values), width), LINES_OF_VALUE);
  });
  return noteBlock(cut(lines, LINES_OF_BLOCK), "faint");
}

/** A value behind a name, on several lines where it has to be. */
export function printedAs(before: string, value: Value, width: number): string[] {
  const flat = before + printFolded(value);
  if (flat.length <= width) return [flat];
  if (before !== "" && isAtom(value)) return wrap(flat, width);
  if (before === "") return wrap(printPretty(value, width), width);
  const below = printPretty(value, width, 2).split("\n");
  return [...wrap(before.trimEnd(), width), ...below.flatMap((line, at) => wrap(at === 0 ? `  ${line}` : line, width))];
}

function changedLines(changes: readonly Change[], lane: Lane, width: number): Line[] {
  const rank = (change: Change): number => (nameIn(change.path, lane) === change.path ? 4 : 0) + RANKS[change.kind];
  const order = [...changes].sort((a, b) => rank(a) - rank(b));
  const told = order.map((change) => changeLines(change, nameIn(change.path, lane), width));
  return cut(sharedLines(told), LINES_OF_BLOCK).map((text) => ({ text }));
}

/** A long change leaves room for those behind it: what is shorter than its share is told whole. */
function sharedLines(told: readonly (readonly string[])[]): string[] {
  let room = LINES_OF_BLOCK;
  const shares = new Map<readonly string[], number>();
  const byLength = [...told].sort((a, b) => a.length - b.length);
  byLength.forEach((lines, at) => {
    const share = Math.max(1, Math.min(lines.length, Math.floor(room / (byLength.length - at))));
    shares.set(lines, share);
    room -= share;
  });
  return told.flatMap((lines) => cut(lines, shares.get(lines) as number));
}

/** The lane's own parts stand first, and what has another value before what a record gained or lost. */
const RANKS: Readonly<Record<Change["kind"], number>> = { value: 0, elements: 0, queue: 0, added: 1, removed: 2 };

function changeLines(change: Change, name: string, width: number): string[] {
  const many = (sign: string, values: readonly Value[]): string[] =>
    values.flatMap((value) => cut(printedAs(`${name} ${sign} `, value, width), LINES_OF_VALUE));
  switch (change.kind) {
    case "value": {
      const flat = `${name}: ${printFolded(change.before)} → ${printFolded(change.after)}`;
      if (flat.length <= width) return [flat];
      const [before, after] = [change.before, change.after].map((v) =>
        cut(printedAs("", v, width - 4), LINES_OF_VALUE),
      );
      const arrow = after!.map((line, at) => `${at === 0 ? "  → " : "    "}${line}`);
      return [...wrap(`${name}:`, width), ...before!.map((line) => `    ${line}`), ...arrow];
    }
    case "elements":
      return [...many("gains", change.added), ...many("loses", change.removed)];
    case "queue":
      return [...many("gains", gainedBy(change)), ...many("loses", lostOf(change))];
    case "added":
      return cut(printedAs(`+ ${name} = `, change.after, width), LINES_OF_VALUE);
    case "removed":
      return wrap(`− ${name}`, width);
  }
}

/** A path as it is said in a lane: `thread.pc` for `thread[worker1].pc` in the lane of worker1. */
function nameIn(path: string, { parts }: Lane): string {
  const part = parts.find((one) => isWithin(path, one.path));
  return part === undefined ? path : part.name + path.slice(part.path.length);
}

function isAtom(value: Value): boolean {
  return typeof value !== "object" || value instanceof ModelValue;
}

function placeOf(action: TraceAction | null): string {
  return action?.location == null ? "" : locationText(action.location);
}
