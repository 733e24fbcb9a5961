/** Labels of a Graphviz graph. */

import type { TraceAction } from "../checker/index.ts";
import { actionText } from "./action-text.ts";
import { wrap } from "./wrap.ts";

/** Characters in a line of an edge's label. */
const LABEL_WIDTH = 40;

/** A label of left-aligned lines as a DOT string. */
export function label(lines: readonly string[]): string {
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

/** The attributes of an edge with these and the action as its label. */
export function edgeAttributes(action: TraceAction | null, ...others: readonly string[]): string {
  const text = action === null ? [] : [`label=${label(edgeLines(actionText(action)))}`];
  const all = [...others, ...text];
  return all.length === 0 ? "" : ` [${all.join(", ")}]`;
}

/** A text beside an edge: a space keeps it off the line. */
export function edgeLines(text: string): string[] {
  return wrap(text, LABEL_WIDTH).map((line) => ` ${line}`);
}
