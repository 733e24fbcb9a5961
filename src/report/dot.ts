/** A trace as a Graphviz graph: one box per state, changed parts marked, one labelled edge per step. */

import type { Trace } from "../checker/index.ts";
import { captionsOf, endOf, headline, type PictureTitle, remarkOn } from "./counterexample.ts";
import { edgeAttributes, edgeLines, label } from "./dot-label.ts";
import { stutters } from "./lasso-text.ts";
import { withMapped } from "./mapped.ts";
import { leftCluster } from "./out-of-reach-dot.ts";
import { shownStates } from "./shown-states.ts";
import { boxLines } from "./state-box.ts";
import { wrap } from "./wrap.ts";

/** Pixels; a character of the monospaced font is 0.6 of it wide. `boxLines` and the widths keep below 1,600 pixels. */
const FONT_SIZE = 13;

/** Characters in a line of the caption. */
const CAPTION_WIDTH = 100;

/** Longer traces are cut in the middle: layout takes time and nobody reads thousands of boxes. */
const MOST_STATES = 200;

/**
 * The graph as DOT text for the layout engine `dot`; ends with a newline. Labels are plain text, which every renderer of
 * DOT can draw; the marks at the beginning of lines say what changed.
 */
export function traceDot(title: PictureTitle, found: Trace): string {
  const trace = withMapped(found);
  const shown = shownStates(trace, MOST_STATES);
  const caption = [headline(title, trace), ...captionsOf(title)];
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
    lines.push(box(trace, at, endOf(title)));
  });
  lines.push(...loopEdge(trace), ...leftCluster(trace), "}");
  return `${lines.join("\n")}\n`;
}

function box(trace: Trace, at: number, end: string): string {
  const remarks = [at === 0 ? "initial" : "", remarkOn(trace, at, at === 0 ? "" : end)].filter((text) => text !== "");
  const heading = [`State ${at + 1}`, ...remarks].join(", ");
  const body = boxLines(trace.variables, trace.states[at - 1] ?? null, trace.states[at]!);
  return `  s${at + 1} [label=${label([heading, ...body])}${border(trace, at)}]`;
}

/** A frame within a frame where it ends, a thick one where the loop starts or the last chance is. */
function border(trace: Trace, at: number): string {
  if (at === trace.states.length - 1 && trace.loop === null) return ", peripheries=2, penwidth=3";
  return remarkOn(trace, at, "") === "" ? "" : ", penwidth=3";
}

function edge(trace: Trace, at: number): string {
  return `  s${at} -> s${at + 1}${edgeAttributes(trace.states[at]!.action)}`;
}

function gap(at: number, skipped: number): string[] {
  return [
    `  gap${at + 1} [shape=plaintext, label="${skipped} ${skipped === 1 ? "state is" : "states are"} not drawn"]`,
    `  s${at - skipped} -> gap${at + 1} [style=dotted]`,
    `  gap${at + 1} -> s${at + 1} [style=dotted]`,
  ];
}

/** The way back, with its action; for a lasso that stutters an edge from the state to itself, in words. */
function loopEdge(trace: Trace): string[] {
  const { loop, back, deadlocked } = trace;
  if (loop === null) return [];
  const last = trace.states.length;
  const words = deadlocked ? "nothing more can happen" : "nothing more need happen";
  if (stutters(trace)) return [`  s${last} -> s${last} [style=dashed, label=${label(edgeLines(words))}]`];
  return [`  s${last} -> s${loop}${edgeAttributes(back, "style=dashed", "constraint=false")}`];
}
