/** A trace as a Graphviz graph: one box per state, changed parts marked, one labelled edge per step. */

import type { Trace } from "../checker/index.ts";
import { actionText } from "./action-text.ts";
import { loopText } from "./lasso-text.ts";
import { boxLines } from "./state-box.ts";
import { wrap } from "./wrap.ts";

/** What the diagram says about itself. */
export interface DiagramTitle {
  readonly property: string;
  /** What was checked, for the caption; no absolute path. */
  readonly subject: string;
}

/** Pixels; a character of the monospaced font is 0.6 of it wide. `boxLines` and the widths keep below 1,600 pixels. */
const FONT_SIZE = 13;

/** Characters in a line of an edge's label, and of the caption. */
const LABEL_WIDTH = 40;
const CAPTION_WIDTH = 100;

/** Longer traces are cut in the middle: layout takes time and nobody reads thousands of boxes. */
const MOST_STATES = 200;

/**
 * The graph as DOT text for the layout engine `dot`; ends with a newline. Labels are plain text, since the Graphviz of
 * graphviz-cli is built without tables; the marks at the beginning of lines are turned into shading by `renderSvg`.
 */
export function traceDot(title: DiagramTitle, trace: Trace): string {
  const shown = shownStates(trace.states.length);
  const count = trace.states.length;
  const caption = [`${title.property} is violated: ${count} ${count === 1 ? "state" : "states"}`, title.subject];
  const lines = [
    "digraph trace {",
    `  graph [rankdir=TB, nodesep=0.4, ranksep=0.4, labelloc=t, labeljust=l, fontname="Courier", fontsize=${FONT_SIZE + 2},`,
    `    label=${label(caption.flatMap((text) => wrap(text, CAPTION_WIDTH)))}]`,
    `  node [shape=box, margin="0.12,0.08", fontname="Courier", fontsize=${FONT_SIZE}]`,
    `  edge [fontname="Courier", fontsize=${FONT_SIZE}, arrowsize=0.8]`,
  ];
  shown.forEach((at, position) => {
    const skipped = at - (shown[position - 1] ?? -1) - 1;
    if (skipped > 0) lines.push(...gap(at, skipped));
    else if (at > 0) lines.push(edge(trace, at));
    lines.push(box(trace, at));
  });
  lines.push(...loopEdge(trace), "}");
  return `${lines.join("\n")}\n`;
}

function shownStates(count: number): number[] {
  const all = Array.from({ length: count }, (_, at) => at);
  return count <= MOST_STATES ? all : [...all.slice(0, MOST_STATES / 2), ...all.slice(count - MOST_STATES / 2)];
}

function box(trace: Trace, at: number): string {
  const violating = at === trace.states.length - 1 && trace.loop === null;
  const remark = violating ? ", violating" : at === 0 ? ", initial" : "";
  const heading = `State ${at + 1}${remark}`;
  const border = violating ? ", peripheries=2, penwidth=3" : "";
  const body = boxLines(trace.variables, trace.states[at - 1] ?? null, trace.states[at]!);
  return `  s${at + 1} [label=${label([heading, ...body])}${border}]`;
}

function edge(trace: Trace, at: number): string {
  const { action } = trace.states[at]!;
  const text =
    action === null ? "" : ` [label=${label(wrap(actionText(action), LABEL_WIDTH).map((line) => ` ${line}`))}]`;
  return `  s${at} -> s${at + 1}${text}`;
}

function gap(at: number, skipped: number): string[] {
  return [
    `  gap [shape=plaintext, label="${skipped} states are not drawn"]`,
    `  s${at - skipped} -> gap [style=dotted]`,
    `  gap -> s${at + 1} [style=dotted]`,
  ];
}

function loopEdge(trace: Trace): string[] {
  const text = loopText(trace);
  if (text === null) return [];
  const last = trace.states.length;
  return [`  s${last} -> s${trace.loop} [style=dashed, constraint=false, label=${label([` ${text}`])}]`];
}

/** A label of left-aligned lines as a DOT string. */
function label(lines: readonly string[]): string {
  return `"${lines.map((line) => `${escapeLabel(line)}\\l`).join("")}"`;
}

/** What is not ASCII is written as its code: Graphviz has no widths for it, and the columns would not align. */
function escapeLabel(line: string): string {
  return line
    .trimEnd()
    .replace(/[^ -~]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("&", "&amp;");
}
