/** A trace as a picture of its states, one below the other: the same rows in each, what changed marked. */

import type { Trace, TraceState } from "../../checker/index.ts";
import { printFolded, type Value } from "../../values/index.ts";
import { actionText } from "../action-text.ts";
import { unchangedText } from "../change.ts";
import { captionsOf, endOf, headline, type PictureTitle, remarkOn } from "../counterexample.ts";
import { locationText } from "../diagnostic.ts";
import { CHARACTER, LINE, type Line, page, polyline, rectangle, textLine, textLines, widthOf } from "../drawing.ts";
import { fairnessLines, loopText } from "../lasso-text.ts";
import { withMapped } from "../mapped.ts";
import { arrivalText, leftName, leftText, lostText } from "../out-of-reach-text.ts";
import { shownStates } from "../shown-states.ts";
import { wrap } from "../wrap.ts";
import { type Part, partLines, partsOf } from "./parts.ts";

/** Traces with more states show only what changed, unless the whole of each state is asked for. */
const FEW_STATES = 6;

/** Longer traces are cut in the middle. */
const MOST_STATES = 200;

/** Characters. */
const NAME = 34;
const VALUE = 80;
const PAGE = NAME + VALUE;

/** Pixels. */
const MARGIN = 16;
const GUTTER = 44;
const PADDING = 7;
const GAP = 12;
const CAPTION = 22;

/** A state as it is drawn: its heading, and its rows. */
interface Card {
  /** 1-based number of a state of the trace; null for a state that is left, and for what is not drawn. */
  readonly state: number | null;
  readonly heading: readonly Line[];
  /** Where the action is, behind the heading. */
  readonly place: string;
  readonly rows: readonly {
    readonly name: readonly string[];
    readonly lines: readonly Line[];
    readonly changed: boolean;
  }[];
  readonly kind: "box" | "fault" | "marked" | "none";
}

/** The picture as SVG; ends with a newline. With `whole`, long traces show all rows of each state, too. */
export function statesSvg(about: PictureTitle, found: Trace, whole = false): string {
  const trace = withMapped(found);
  const title = headline(about, trace);
  const captions = [...wrap(title, PAGE - 20), ...captionsOf(about).flatMap((text) => wrap(text, PAGE))];
  const cards = cardsOf(trace, { end: endOf(about), whole: whole || trace.states.length <= FEW_STATES });
  const names =
    CHARACTER * Math.max(0, ...cards.flatMap(({ rows }) => rows.flatMap(({ name }) => name.map((one) => one.length))));
  const lines = cards.flatMap(({ heading, place, rows }) => [
    ...heading.map(({ text }, at) => widthOf(text + (at === heading.length - 1 ? place : ""))),
    ...rows.flatMap((row) => row.lines.map(({ text }) => names + 2 * CHARACTER + widthOf(text))),
  ]);
  const inner = Math.max(...lines, ...captions.map((text) => 1.25 * widthOf(text)), widthOf(LEGEND) + 40);
  const width = GUTTER + inner + 2 * PADDING + MARGIN;
  const drawn: string[] = captions.map((text, at) =>
    textLine(MARGIN, MARGIN + at * LINE, text, at === 0 ? "strong title" : "faint"),
  );
  const tops = new Map<number, { readonly top: number; readonly bottom: number }>();
  let y = MARGIN + captions.length * LINE + CAPTION / 2;
  for (const card of cards) {
    const height = heightOf(card);
    drawn.push(drawCard(card, { x: GUTTER, y, width: width - GUTTER - MARGIN, height }, names));
    if (card.state !== null) tops.set(card.state, { top: y, bottom: y + height });
    y += height + GAP;
  }
  drawn.push(...wayBack(trace, tops), ...legend(y));
  const description = trace.states.map((state, at) => `${at + 1}. ${titleOf(state, at)}`).join("; ");
  return page({ width, height: y + LINE + MARGIN }, { title: `${title} (${about.subject})`, description }, drawn);
}

function titleOf({ action }: TraceState, at: number): string {
  return action === null ? (at === 0 ? "Initial state" : "Step") : actionText(action);
}

interface CardStyle {
  /** What is said of the last state. */
  readonly end: string;
  /** Does each state show all of its rows? */
  readonly whole: boolean;
}

function cardsOf(trace: Trace, style: CardStyle): Card[] {
  const { states, variables, outOfReach } = trace;
  const parts = partsOf(
    variables,
    states.map(({ values }) => values),
  );
  const shown = shownStates(trace, MOST_STATES);
  const cards = shown.flatMap((at, position): Card[] => {
    const skipped = at - (shown[position - 1] ?? -1) - 1;
    const card = stateCard(trace, at, parts, style);
    if (skipped === 0) return [card];
    return [wordsCard([`${skipped} ${skipped === 1 ? "state is" : "states are"} not drawn`], "faint"), card];
  });
  const loop = loopText(trace);
  if (loop !== null) cards.push(wordsCard(wrap(loop, PAGE), "bad"), ...fairness(trace));
  if (outOfReach === null) return cards;
  const goal = outOfReach.goal === null ? [] : [`Out of reach: ${outOfReach.goal}`];
  const said = [lostText(outOfReach), leftText(trace, outOfReach), ...goal].flatMap((text) => wrap(text, PAGE));
  return [...cards, wordsCard(said, "bad"), ...leftCards(trace)];
}

function fairness(trace: Trace): Card[] {
  const lines = fairnessLines(trace, PAGE);
  return lines.length === 0 ? [] : [wordsCard(lines, undefined)];
}

function wordsCard(texts: readonly string[], style: Line["style"]): Card {
  const heading = texts.map((text): Line => (style === undefined ? { text } : { text, style }));
  return { state: null, heading, place: "", rows: [], kind: "none" };
}

function stateCard(trace: Trace, at: number, parts: readonly Part[], { end, whole }: CardStyle): Card {
  const state = trace.states[at]!;
  const before = trace.states[at - 1]?.values ?? null;
  const remark = remarkOn(trace, at, end);
  const title = `${at + 1}  ${titleOf(state, at)}${remark === "" ? "" : ` (${remark})`}`;
  const heading = wrap(title, PAGE).map((text): Line => ({ text, style: "strong" }));
  const place = state.action?.location ?? null;
  const rows = parts
    .filter((part) => before === null || part.varies)
    .map((part) => ({ part, changed: before !== null && changedBetween(part, before, state.values) }))
    .filter(({ changed }) => before === null || whole || changed)
    .map(({ part, changed }) => ({
      name: wrap(part.path, NAME),
      lines: partLines(part, before, state.values, VALUE),
      changed,
    }));
  const nothing = before !== null && rows.every(({ changed }) => !changed);
  if (nothing) heading.push({ text: `   ${unchangedText(trace)}`, style: "faint" });
  const last = at === trace.states.length - 1;
  return {
    state: at + 1,
    heading,
    place: place === null ? "" : `   ${locationText(place)}`,
    rows,
    kind: last && trace.loop === null ? "fault" : remark === "" || at === 0 ? "box" : "marked",
  };
}

function changedBetween(part: Part, before: readonly Value[], after: readonly Value[]): boolean {
  return printFolded(part.valueIn(before)) !== printFolded(part.valueIn(after));
}

/** The states that are left, by what they change of the last one. */
function leftCards(trace: Trace): Card[] {
  const outOfReach = trace.outOfReach!;
  const [first, ...others] = outOfReach.states.map(({ values }) => values);
  if (first === undefined) return [];
  const parts = partsOf(trace.variables, [first, ...others]);
  return others.map((values, at) => {
    const heading = wrap(`${leftName(trace, at + 1)}  ${arrivalText(trace, outOfReach, at + 1)}`, PAGE);
    const changed = parts.filter((part) => changedBetween(part, first, values));
    return {
      state: null,
      heading: heading.map((text): Line => ({ text, style: "strong" })),
      place: "",
      rows: changed.map((part) => ({
        name: wrap(part.path, NAME),
        lines: partLines(part, first, values, VALUE),
        changed: true,
      })),
      kind: "box",
    };
  });
}

function rowHeight({ name, lines }: Card["rows"][number]): number {
  return Math.max(name.length, lines.length) * LINE;
}

function heightOf({ heading, rows, kind }: Card): number {
  const inside = heading.length * LINE + rows.reduce((sum, row) => sum + rowHeight(row), 0);
  return kind === "none" ? inside : inside + PADDING;
}

function drawCard(
  { heading, place: behind, rows, kind }: Card,
  place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  names: number,
): string {
  const { x, y, width } = place;
  if (kind === "none") return textLines(x, y, heading);
  const head = heading.length * LINE + 3;
  const drawn = [
    rectangle("box", place, 4),
    rectangle("head", { x: x + 1, y: y + 1, width: width - 2, height: head - 2 }, 3),
  ];
  if (kind !== "box") drawn.push(rectangle(kind === "fault" ? "fault" : "marked", place, 4));
  drawn.push(textLines(x + PADDING, y + 1, heading));
  const last = heading.at(-1)!;
  drawn.push(textLine(x + PADDING + widthOf(last.text), y + 1 + (heading.length - 1) * LINE, behind, "faint"));
  let top = y + head + 1;
  for (const row of rows) {
    const height = rowHeight(row);
    if (row.changed) drawn.push(rectangle("changed", { x: x + 3, y: top, width: width - 6, height }));
    drawn.push(
      textLines(
        x + PADDING,
        top,
        row.name.map((text) => ({ text, style: row.changed ? "strong" : "faint" })),
      ),
    );
    drawn.push(textLines(x + PADDING + names + 2 * CHARACTER, top, row.lines));
    top += height;
  }
  return drawn.join("");
}

/** From the last state of a lasso back to where the loop starts. */
function wayBack(trace: Trace, tops: ReadonlyMap<number, { readonly top: number; readonly bottom: number }>): string[] {
  if (trace.loop === null) return [];
  const [from, to] = [tops.get(trace.states.length)!, tops.get(trace.loop)!];
  const x = GUTTER - 20;
  const [start, end] = [from.bottom - 8, to.top + 10];
  return [
    polyline(
      "loop",
      [
        [GUTTER, start],
        [x, start],
        [x, end],
        [GUTTER, end],
      ],
      "looptip",
    ),
  ];
}

const LEGEND =
  "changed by the step to this state; the first state is shown as a whole, later ones by the parts that ever change";

function legend(top: number): string[] {
  return [
    rectangle("changed", { x: MARGIN, y: top + 2, width: 24, height: 13 }),
    textLine(MARGIN + 32, top, LEGEND, "faint"),
  ];
}
