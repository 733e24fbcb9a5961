/** One state of a diagram as lines of text in columns: a mark, the name of a part, its value. */

import type { TraceState } from "../checker/index.ts";
import { apply, FunctionValue, printFolded, type Value } from "../values/index.ts";
import { argumentsOf, type Change, isRecordLike, partPath, stateChanges } from "./change.ts";
import { wrap } from "./wrap.ts";

/**
 * What the first character of a line says: a part that changed, was added, was removed, or none of that. It tells
 * changed parts apart in greyscale, in black and white, and in the plain DOT text.
 */
type Mark = " " | "*" | "+" | "-";

/** Columns for names and values, in characters. */
const NAME_WIDTH = 32;
const VALUE_WIDTH = 76;

/** Lines of a value that did not change, and of others; the text of the trace has them all. */
const FEW_LINES = 4;
const MANY_LINES = 40;

/** States with more lines than this show only what changed. */
const MOST_LINES = 60;

/** Of a state its values are shown. */
type Shown = Pick<TraceState, "values">;

interface Row {
  readonly mark: Mark;
  readonly name: string;
  readonly value: string;
}

/** The lines of a state; `before` is the state that it follows, or null for the first, which is shown without marks. */
export function boxLines(variables: readonly string[], before: Shown | null, state: Shown): string[] {
  const rows = before === null ? wholeRows(variables, state) : rowsAfter(variables, before, state);
  return rowLines(rows, before !== null);
}

/** Only the lines in which a state differs from another one. */
export function changedLines(variables: readonly string[], before: Shown, state: Shown): string[] {
  return rowLines(stateChanges(variables, before.values, state.values).map(changeRow), true);
}

function rowLines(rows: readonly Row[], follows: boolean): string[] {
  const width = Math.min(NAME_WIDTH, Math.max(0, ...rows.map(({ name }) => name.length)));
  return rows.flatMap(({ mark, name, value }) => {
    const names = wrap(name, width);
    const values = valueLines(value, follows && mark === " " ? FEW_LINES : MANY_LINES);
    const count = Math.max(names.length, values.length);
    return Array.from({ length: count }, (_, at) => `${mark} ${(names[at] ?? "").padEnd(width)}  ${values[at] ?? ""}`);
  });
}

function valueLines(value: string, most: number): string[] {
  const lines = wrap(value, VALUE_WIDTH);
  const more = lines.length - most;
  return more <= 1 ? lines : [...lines.slice(0, most), `... (${more} more lines)`];
}

function wholeRows(variables: readonly string[], { values }: Shown): Row[] {
  return variables.map((variable, at) => ({ mark: " ", name: variable, value: printFolded(values[at] as Value) }));
}

/** Every variable, those that changed by their parts; only the changes where that would be too long. */
function rowsAfter(variables: readonly string[], before: Shown, after: Shown): Row[] {
  const rows: Row[] = [];
  const changedOnly: Row[] = [];
  const unchanged: string[] = [];
  variables.forEach((variable, at) => {
    const value = after.values[at] as Value;
    const changes = stateChanges([variable], [before.values[at] as Value], [value]);
    if (changes.length === 0) {
      unchanged.push(variable);
      rows.push({ mark: " ", name: variable, value: printFolded(value) });
    } else {
      rows.push(...changedRows(variable, value, changes));
      changedOnly.push(...changes.map(changeRow));
    }
  });
  const lines = rows.reduce((sum, row) => sum + Math.ceil(row.value.length / VALUE_WIDTH), 0);
  if (lines <= MOST_LINES) return rows;
  const rest: Row = { mark: " ", name: "", value: `unchanged: ${unchanged.join(", ")}` };
  return unchanged.length === 0 ? changedOnly : [...changedOnly, rest];
}

/** A changed variable: a function of which parts changed is shown part by part, so that the others stay readable. */
function changedRows(path: string, value: Value, changes: readonly Change[]): Row[] {
  const whole = changes.some((change) => change.path === path);
  const all = !whole && value instanceof FunctionValue ? argumentsOf(value) : null;
  if (all === null) return changes.map(changeRow);
  const record = isRecordLike(all);
  const rows: Row[] = [];
  const placed = new Set<Change>();
  for (const argument of all) {
    const part = partPath(path, argument, record);
    const here = changes.filter((change) => isWithin(change.path, part));
    for (const change of here) placed.add(change);
    if (here.length === 0)
      rows.push({ mark: " ", name: part, value: printFolded(apply(value as FunctionValue, argument)) });
    else rows.push(...changedRows(part, apply(value as FunctionValue, argument), here));
  }
  rows.push(...changes.filter((change) => !placed.has(change)).map(changeRow));
  return rows;
}

function isWithin(path: string, part: string): boolean {
  return path === part || path.startsWith(`${part}.`) || path.startsWith(`${part}[`);
}

function changeRow(change: Change): Row {
  const { path } = change;
  switch (change.kind) {
    case "value":
      return { mark: "*", name: path, value: `${printFolded(change.after)}   was ${printFolded(change.before)}` };
    case "elements": {
      const added = change.added.map((value) => `+ ${printFolded(value)}`);
      const removed = change.removed.map((value) => `- ${printFolded(value)}`);
      return { mark: "*", name: path, value: partsText(change, "{}", [...added, ...removed]) };
    }
    case "queue": {
      const taken = change.taken.map((value) => `- ${printFolded(value)}   from the front`);
      const cut = change.cut.map((value) => `- ${printFolded(value)}   from the end`);
      const appended = change.appended.map((value) => `+ ${printFolded(value)}   at the end`);
      const pulled = change.pulled.map((value) => `- ${printFolded(value)}   from place ${change.at}`);
      const inserted = change.inserted.map((value) => `+ ${printFolded(value)}   at place ${change.at}`);
      const prepended = change.prepended.map((value) => `+ ${printFolded(value)}   at the front`);
      return {
        mark: "*",
        name: path,
        value: partsText(change, "<<>>", [...taken, ...cut, ...pulled, ...inserted, ...prepended, ...appended]),
      };
    }
    case "added":
      return { mark: "+", name: path, value: printFolded(change.after) };
    case "removed":
      return { mark: "-", name: path, value: `was ${printFolded(change.before)}` };
  }
}

/** The new value, and below it what was gained and lost; of a value that was empty only that. */
function partsText(change: Change & { after: Value; kept: number }, empty: string, parts: readonly string[]): string {
  const after = printFolded(change.after);
  return change.kept === 0 && after !== empty ? `${after}   was ${empty}` : [after, ...parts].join("\n");
}
