/** A trace as a Graphviz graph: one box per state, changed parts marked, one labelled edge per step. */

import type { Trace, TraceAction, TraceState } from "../checker/index.ts";
import { apply, FunctionValue, print, type Value } from "../values/index.ts";
import { argumentsOf, type Change, isRecordLike, partPath, stateChanges } from "./change.ts";
import { actionText, loopText } from "./trace-text.ts";
import { wrap } from "./wrap.ts";

/** What the diagram says about itself. */
export interface DiagramTitle {
  readonly property: string;
  /** What was checked, for the caption; no absolute path. */
  readonly subject: string;
}

/** Characters of a monospaced font: 13 pixels high, so about 7.8 wide. Limits keep the graph below 1,600 pixels. */
const NAME_WIDTH = 36;
const VALUE_WIDTH = 76;
const LABEL_WIDTH = 40;
const FONT_SIZE = 13;

/** States with more lines than this show only what changed. */
const MOST_LINES = 60;
/** Longer traces are cut in the middle: layout takes time and nobody reads thousands of boxes. */
const MOST_STATES = 200;

/** Marks that survive greyscale, black and white, and a reader who sees no colour. */
const CHANGED_FILL = "#d4d4d4";

interface Row {
  readonly mark: "" | "*" | "+" | "-";
  readonly name: string;
  readonly value: string;
}

/** The graph as DOT text for the layout engine `dot`; ends with a newline. */
export function traceDot(title: DiagramTitle, variables: readonly string[], trace: Trace): string {
  const shown = shownStates(trace.states.length);
  const lines = [
    "digraph trace {",
    `  graph [rankdir=TB, nodesep=0.4, ranksep=0.45, labelloc=t, labeljust=l, fontname="Courier", fontsize=${FONT_SIZE + 2},`,
    `    label=${label([`${title.property} is violated after ${trace.states.length} states`, title.subject], 100)}]`,
    `  node [shape=box, margin="0.06,0.06", fontname="Courier", fontsize=${FONT_SIZE}]`,
    `  edge [fontname="Courier", fontsize=${FONT_SIZE}, arrowsize=0.8]`,
  ];
  shown.forEach((at, position) => {
    const skipped = at - (shown[position - 1] ?? -1) - 1;
    const state = trace.states[at]!;
    if (skipped > 0) {
      lines.push(`  gap [shape=plaintext, label="${skipped} states are not drawn"]`);
      lines.push(`  s${at - skipped} -> gap [style=dotted]`, `  gap -> s${at + 1} [style=dotted]`);
    } else if (state.action !== null) lines.push(`  s${at} -> s${at + 1} [label=${edgeLabel(state.action)}]`);
    else if (at > 0) lines.push(`  s${at} -> s${at + 1}`);
    const last = at === trace.states.length - 1 && trace.loop === null;
    const border = last ? ", peripheries=2, penwidth=3" : "";
    lines.push(`  s${at + 1} [label=<${table(variables, trace, at, last)}>${border}]`);
  });
  lines.push(...loopEdge(trace), "}");
  return `${lines.join("\n")}\n`;
}

function shownStates(count: number): number[] {
  const all = Array.from({ length: count }, (_, at) => at);
  return count <= MOST_STATES ? all : [...all.slice(0, MOST_STATES / 2), ...all.slice(count - MOST_STATES / 2)];
}

function loopEdge(trace: Trace): string[] {
  const text = loopText(trace);
  if (text === null) return [];
  return [
    `  s${trace.states.length} -> s${trace.loop} [style=dashed, constraint=false, label=${label([text], LABEL_WIDTH)}]`,
  ];
}

function table(variables: readonly string[], trace: Trace, at: number, violating: boolean): string {
  const state = trace.states[at]!;
  const before = trace.states[at - 1];
  const rows = before === undefined ? wholeRows(variables, state) : rowsAfter(variables, before, state);
  const words = at === 0 ? "state 1, initial" : violating ? `state ${at + 1}, violating` : `state ${at + 1}`;
  const title = `<TR><TD COLSPAN="3" ALIGN="LEFT"><B>${words}</B></TD></TR>`;
  const body = rows.map(tableRow).join("");
  return `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="2">${title}${body}</TABLE>`;
}

function tableRow({ mark, name, value }: Row): string {
  const cell = (text: string, width: number): string => {
    const lines = wrap(text, width).map((line) => {
      const escaped = escapeHtml(line);
      return `${mark === "" || escaped === "" ? escaped : `<B>${escaped}</B>`}<BR ALIGN="LEFT"/>`;
    });
    return `<TD ALIGN="LEFT" BALIGN="LEFT" VALIGN="TOP"${mark === "" ? "" : ` BGCOLOR="${CHANGED_FILL}"`}>${lines.join("")}</TD>`;
  };
  return `<TR>${cell(mark === "" ? " " : mark, 1)}${cell(name, NAME_WIDTH)}${cell(value, VALUE_WIDTH)}</TR>`;
}

function wholeRows(variables: readonly string[], { values }: TraceState): Row[] {
  return variables.map((variable, at) => ({ mark: "", name: variable, value: print(values[at] as Value) }));
}

/** Every variable, those that changed by their parts; only the changes where that would be too long. */
function rowsAfter(variables: readonly string[], before: TraceState, after: TraceState): Row[] {
  const rows: Row[] = [];
  const changedOnly: Row[] = [];
  let unchanged = 0;
  variables.forEach((variable, at) => {
    const value = after.values[at] as Value;
    const changes = stateChanges([variable], [before.values[at] as Value], [value]);
    if (changes.length === 0) {
      unchanged++;
      rows.push({ mark: "", name: variable, value: print(value) });
    } else {
      rows.push(...changedRows(variable, value, changes));
      changedOnly.push(...changes.map(changeRow));
    }
  });
  const lines = rows.reduce((sum, row) => sum + Math.ceil(row.value.length / VALUE_WIDTH), 0);
  if (lines <= MOST_LINES) return rows;
  const rest: Row = { mark: "", name: "", value: `${unchanged} variables did not change` };
  return unchanged === 0 ? changedOnly : [...changedOnly, rest];
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
    if (here.length === 0) rows.push({ mark: "", name: part, value: print(apply(value as FunctionValue, argument)) });
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
      return { mark: "*", name: path, value: `${print(change.after)}   was ${print(change.before)}` };
    case "elements": {
      const parts = [
        ...change.added.map((value) => `+ ${print(value)}`),
        ...change.removed.map((value) => `- ${print(value)}`),
      ];
      return { mark: "*", name: path, value: parts.join("\n") };
    }
    case "queue": {
      const taken = change.taken.map((value) => `- ${print(value)}   from the front`);
      return {
        mark: "*",
        name: path,
        value: [...taken, ...change.appended.map((value) => `+ ${print(value)}   at the end`)].join("\n"),
      };
    }
    case "added":
      return { mark: "+", name: path, value: print(change.after) };
    case "removed":
      return { mark: "-", name: path, value: `was ${print(change.before)}` };
  }
}

function edgeLabel(action: TraceAction): string {
  return label([actionText(action)], LABEL_WIDTH);
}

/** An HTML-like label of left-aligned lines. */
function label(texts: readonly string[], width: number): string {
  const lines = texts.flatMap((text) => wrap(text, width));
  return `<${lines.map((line) => `${escapeHtml(line)}<BR ALIGN="LEFT"/>`).join("")}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for an HTML-like label; spaces are kept, control characters shown as their code. */
function escapeHtml(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`)
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!)
    .replace(/ /g, "&#160;");
}
