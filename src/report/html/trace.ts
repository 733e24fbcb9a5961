/** A trace in a page: its lanes, and its states to step through. */

import type { Trace, TraceAction } from "../../checker/index.ts";
import type { Location } from "../../models/model.ts";
import { printFolded, type Value } from "../../values/index.ts";
import { actionText, codeText } from "../action-text.ts";
import { claimOf, type Found, titleOf } from "../counterexample.ts";
import { diagnosticText, locationText } from "../diagnostic.ts";
import { inlinePicture } from "../drawing.ts";
import { falsePartsText } from "../false-part.ts";
import { lanesSvg } from "../lanes/picture.ts";
import { fairnessLines, loopSummary, loopText } from "../lasso-text.ts";
import { withMapped } from "../mapped.ts";
import { escapeQuoted } from "../markup.ts";
import { leftText, lostText } from "../out-of-reach-text.ts";
import { shownStates } from "../shown-states.ts";
import { type Part, partLines, partsOf } from "../states/parts.ts";

/** Characters in a line of a value, where the page has room for it, and of words. */
const VALUE = 90;
const WORDS = 100;

/** Longer traces are cut in the middle. */
const MOST_STATES = 300;

/** What a section is about. */
interface TraceSection {
  /** Is it unfolded at first? */
  readonly open: boolean;
  /** The anchor of the section. */
  readonly id: string;
  readonly subject: string;
  /** The command that finds the trace again. */
  readonly command: string;
  readonly found: Found;
  readonly trace: Trace;
  /** Where the page shows a place of a text, or null. */
  readonly link: (location: Location) => string | null;
}

/** The section as HTML. */
export function traceHtml(section: TraceSection): string {
  const { open, id, subject, command, found, link } = section;
  const trace = withMapped(section.trace);
  const { states, variables } = trace;
  const parts = partsOf(
    variables,
    states.map(({ values }) => values),
  );
  const [kind, name] =
    found.kind === "violation" ? ["violated", found.property.name] : ["error", claimOf(titleOf(section))];
  const title = `${states.length} ${states.length === 1 ? "state" : "states"}${loopSummary(trace)}`;
  const shown = shownStates(trace, MOST_STATES).map((at) => stateHtml(trace, at, parts, link));
  const picture = inlinePicture(lanesSvg(titleOf(section), section.trace));
  return [
    `<details class="trace" id="${id}" tabindex="0"${open ? " open" : ""}>`,
    `<summary><h3><span class="${kind}">${escapeQuoted(name)}</span>: ${escapeQuoted(title)}</h3> <span class="place">${escapeQuoted(subject)}</span></summary>`,
    `<p class="place">again by <code>${escapeQuoted(command)}</code></p><div class="pair">`,
    `<details open><summary>Lanes</summary><div class="wide">${picture}</div></details>`,
    '<details open><summary>States</summary><div class="bar">',
    '<button type="button" class="previous">Previous</button><button type="button" class="next">Next</button>',
    '<span class="at"></span><label><input type="checkbox" class="only" checked> changes only</label>',
    '<label>variables <input type="search" class="filter"></label></div>',
    `<ol class="states">${shown.join("")}</ol>${endHtml(found, trace)}</details></div></details>\n`,
  ].join("\n");
}

function stateHtml(trace: Trace, at: number, parts: readonly Part[], link: TraceSection["link"]): string {
  const { action, values } = trace.states[at]!;
  const before = trace.states[at - 1]?.values ?? null;
  const rows = parts
    .filter(({ varies }) => before === null || varies)
    .map((part) => rowHtml(part, before, values))
    .join("");
  const name = action === null ? (at === 0 ? "Initial state" : "Step") : actionText(action);
  return `<li class="state" data-state="${at + 1}"><h3>${at + 1}. ${escapeQuoted(name)}${placeHtml(action, link)}${codeHtml(action)}</h3><table>${rows}</table></li>\n`;
}

function rowHtml(part: Part, before: readonly Value[] | null, after: readonly Value[]): string {
  const changed = before !== null && printFolded(part.valueIn(before)) !== printFolded(part.valueIn(after));
  const kind = before === null ? "first" : changed ? "changed" : "same";
  const text = partLines(part, before, after, VALUE).map((line) => line.text);
  return `<tr class="${kind}"><th scope="row">${escapeQuoted(part.path)}</th><td><pre>${escapeQuoted(text.join("\n"))}</pre></td></tr>`;
}

/** Where an action is, as a link to the text in the page if it is there. */
function placeHtml(action: TraceAction | null, link: TraceSection["link"]): string {
  const location = action?.location ?? null;
  if (location === null) return "";
  const [text, target] = [escapeQuoted(locationText(location)), link(location)];
  return ` <span class="place">${target === null ? text : `<a href="#${target}">${text}</a>`}</span>`;
}

function codeHtml(action: TraceAction | null): string {
  const code = action === null ? "" : codeText(action);
  return code === "" ? "" : ` <span class="place">${escapeQuoted(code)}</span>`;
}

function endHtml(found: Found, trace: Trace): string {
  if (found.kind === "failure") return `<pre>${escapeQuoted(diagnosticText(found.failure.diagnostic))}</pre>`;
  const loop = loopText(trace);
  const lines = loop === null ? [] : [loop, ...fairnessLines(trace, WORDS)];
  const { outOfReach } = trace;
  if (outOfReach !== null) lines.push(lostText(outOfReach), leftText(trace, outOfReach));
  const parts = falsePartsText(found.property).trimEnd();
  if (parts !== "") lines.push(parts.replace(/^ {6}/gm, ""));
  return lines.length === 0 ? "" : `<pre>${escapeQuoted(lines.join("\n"))}</pre>`;
}
