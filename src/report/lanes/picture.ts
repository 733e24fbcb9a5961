/** A trace as a picture of lanes: one for each process, time goes down. docs/lanes.md says how to read it. */

import type { Trace } from "../../checker/index.ts";
import { captionsOf, headline, type PictureTitle } from "../counterexample.ts";
import { LINE, page, polyline, rectangle, textLine, textLines, widthOf } from "../drawing.ts";
import { stutters } from "../lasso-text.ts";
import { wrap } from "../wrap.ts";
import { type Geometry, GUTTER, geometryOf, PADDING, type PlacedBlock, type PlacedRow } from "./geometry.ts";
import { rowsOf, storyText } from "./rows.ts";
import { type Span, type Story, storyOf } from "./story.ts";

/** How names of files with such a picture end. */
export const LANES_SUFFIX = ".lanes.svg";

/** The path of the lanes beside a picture of states. */
export function lanesBeside(diagram: string): string {
  return diagram.replace(/\.svg$/, LANES_SUFFIX);
}

/** Pixels that the lanes together should not exceed, and the characters of a lane that are tried, wide ones first. */
const ROOM = 1500;
const LANE_WIDTHS = [46, 38, 31, 24] as const;

/** Of a lane by itself, which has the room of a page. */
const LONE_WIDTHS = [92, ...LANE_WIDTHS] as const;

/** Characters in a line across all lanes. */
const PAGE = 110;

const HEAD = 26;
const MARGIN = 16;

/** The picture as SVG; ends with a newline. */
export function lanesSvg(about: PictureTitle, trace: Trace): string {
  const story = storyOf(trace);
  const title = headline(about, trace);
  const captions = [...wrap(title, PAGE - 20), ...captionsOf(about).flatMap((text) => wrap(text, PAGE))];
  const heads = MARGIN + captions.length * LINE + 12;
  const legend = legendOf(story);
  const least = Math.max(
    ...captions.map((text) => 1.25 * widthOf(text)),
    ...legend.map(({ text }) => widthOf(text) + 56),
  );
  const shape = geometryWithin(story.lanes.length === 1 ? LONE_WIDTHS : LANE_WIDTHS, (lane) => {
    const rows = rowsOf(about, trace, story, { lane, page: PAGE });
    return geometryOf(story, rows, heads + HEAD, least + 2 * MARGIN);
  });
  const height = shape.height + 24 + legend.length * LINE + MARGIN;
  const body = [
    ...captions.map((text, at) => textLine(MARGIN, MARGIN + at * LINE, text, at === 0 ? "strong title" : "faint")),
    ...columns(story, shape, heads),
    ...story.spans.filter(({ kind }) => kind === "still").map((span) => stillTint(span, shape)),
    ...shape.rows.map((row, at) => rule(row, at, shape)),
    ...shape.arrows.map(({ arrow, points }) => polyline(`arrow ${arrow.kind}`, points, "tip")),
    ...effectArrows(story, shape),
    ...shape.blocks.map(drawBlock),
    ...holdBars(story.spans, shape),
    ...shape.rows.map((row) => banner(row, shape)),
    ...frames(trace, shape),
    ...drawLegend(legend, shape.height + 24),
  ];
  return page(
    { width: shape.width, height },
    { title: `${title} (${about.subject})`, description: storyText(story) },
    body,
  );
}

/** The geometry with the widest lanes that do not need more than the room, else with the narrowest. */
function geometryWithin(widths: readonly number[], made: (lane: number) => Geometry): Geometry {
  let shape = made(widths[0]!);
  for (const lane of widths.slice(1)) {
    const last = shape.lanes.at(-1)!;
    if (last.x + last.width <= ROOM) break;
    shape = made(lane);
  }
  return shape;
}

/** Heads and life lines. */
function columns({ lanes }: Story, shape: Geometry, top: number): string[] {
  const end = endOf(shape);
  return lanes.map(({ name, kind }, at) => {
    const { x, width } = shape.lanes[at]!;
    return [
      polyline(
        "life",
        [
          [x, top + HEAD],
          [x, end],
        ],
        null,
      ),
      rectangle("head", { x, y: top, width, height: HEAD }, 4),
      textLine(x + PADDING, top + 4, name, "strong"),
      textLine(x + PADDING + widthOf(`${name}  `), top + 4, kind, "faint"),
    ].join("");
  });
}

/** Where the rows end in which lanes have something. */
function endOf({ rows }: Geometry): number {
  const last = rows.findLast(({ row }) => row.kind === "cells");
  return last === undefined ? 0 : last.y + last.height + 4;
}

/** The row that shows a state, or the next one that is drawn. */
function rowAt({ rows }: Geometry, state: number): number {
  return rows.findIndex(({ row }) => row.kind === "cells" && row.state !== null && row.state >= state);
}

function blockAt({ blocks }: Geometry, lane: number, row: number): PlacedBlock | undefined {
  return blocks.find((one) => one.lane === lane && one.row === row && one.block.kind !== "note");
}

/** From below what began the span to what ends it. */
function extent(span: Span, shape: Geometry): { top: number; bottom: number } {
  const from = rowAt(shape, span.from);
  const first = blockAt(shape, span.lane, from);
  const top = first === undefined ? shape.rows[from]!.y - 3 : first.y + first.height + 2;
  if (span.to === null) return { top, bottom: endOf(shape) };
  const to = rowAt(shape, span.to);
  const last = blockAt(shape, span.lane, to);
  return { top, bottom: last === undefined ? shape.rows[to]!.y + LINE : last.y - 2 };
}

function stillTint(span: Span, shape: Geometry): string {
  const { x, width } = shape.lanes[span.lane]!;
  const { top, bottom } = extent(span, shape);
  return rectangle("still", { x, y: top, width, height: Math.max(bottom - top, 2) }, 3, "none of its steps is enabled");
}

function holdBars(spans: readonly Span[], shape: Geometry): string[] {
  const held = spans.filter(({ kind }) => kind === "holds");
  return held.map((span, at) => {
    const { x } = shape.lanes[span.lane]!;
    const before = held.slice(0, at).filter((one) => one.lane === span.lane);
    const beside = before.filter(({ to }) => to === null || to > span.from).length;
    const { top, bottom } = extent(span, shape);
    const said = `holds ${span.changes[0]!.path}`;
    return rectangle("holds", { x: x - 5 - 5 * beside, y: top, width: 4, height: Math.max(bottom - top, 2) }, 1, said);
  });
}

/** A line between two rows, and the number of the state. */
function rule({ row, y, gap }: PlacedRow, at: number, { width }: Geometry): string {
  const line =
    at === 0
      ? ""
      : polyline(
          "rule",
          [
            [GUTTER - 30, y - gap + 3],
            [width - MARGIN, y - gap + 3],
          ],
          null,
        );
  if (row.kind === "banner") return line;
  const told = row.state === null ? "" : String(row.state);
  return line + textLine(GUTTER - 30, y + (row.step === null ? 0 : PADDING), told, "faint");
}

/** From a step to what it changes in other lanes, behind whatever is between. */
function effectArrows({ steps }: Story, shape: Geometry): string[] {
  return steps.flatMap((step) => {
    const row = shape.rows.findIndex(({ row: one }) => one.kind === "cells" && one.step === step);
    const source = blockAt(shape, step.lane, row);
    if (row < 0 || source === undefined) return [];
    return [...step.effects.keys()].map((lane) => {
      const target = blockAt(shape, lane, row)!;
      const y = source.y + PADDING + LINE / 2;
      const ends = lane > step.lane ? [source.x + source.width, target.x] : [source.x, target.x + target.width];
      return polyline(
        "arrow",
        [
          [ends[0]!, y],
          [ends[1]!, y],
        ],
        "tip",
      );
    });
  });
}

function drawBlock({ block, x, y, width, height }: PlacedBlock): string {
  const { kind, lines, said } = block;
  if (kind === "note") return textLines(x + PADDING, y, lines);
  return rectangle(kind, { x, y, width, height }, 4, said) + textLines(x + PADDING, y + PADDING, lines);
}

function banner({ row, y, height }: PlacedRow, { width }: Geometry): string {
  if (row.kind !== "banner") return "";
  const x = GUTTER - 4;
  const paper = rectangle("paper", { x, y: y - 2, width: width - x - MARGIN, height: height + 4 });
  return paper + textLines(GUTTER, y, row.lines);
}

/** Around the loop, with the way back; around the row of the state in which it is violated. */
function frames(trace: Trace, shape: Geometry): string[] {
  const { rows, width } = shape;
  const x = GUTTER - 36;
  if (trace.loop !== null && !stutters(trace)) {
    const first = rows.find(({ row }) => row.kind === "banner" && row.place === "loop")!;
    const last = rows[rows.findIndex(({ row }) => row.kind === "banner" && row.place === "rest") - 1]!;
    const [top, bottom] = [first.y - 7, last.y + last.height + 6];
    const way = [
      [x, bottom - 12],
      [x - 14, bottom - 12],
      [x - 14, top + 14],
      [x, top + 14],
    ] as const;
    return [
      rectangle("loop", { x, y: top, width: width - x - MARGIN / 2, height: bottom - top }, 6),
      polyline("loop", way, "looptip"),
    ];
  }
  if (trace.loop !== null) return [];
  const last = rows[rowAt(shape, trace.states.length)]!;
  const top = last.y - last.gap + 4;
  return [rectangle("fault", { x, y: top, width: width - x - MARGIN / 2, height: last.y + last.height + 5 - top }, 6)];
}

interface LegendLine {
  readonly text: string;
  readonly sign: (x: number, y: number) => string;
}

/** What the signs mean, of those that are there. */
function legendOf({ lanes, steps, spans, arrows }: Story): LegendLine[] {
  const box = (kind: string) => (x: number, y: number) => rectangle(kind, { x, y: y + 2, width: 32, height: 13 }, 3);
  const arrow = (kind: string) => (x: number, y: number) =>
    polyline(
      `arrow ${kind}`,
      [
        [x, y + 9],
        [x + 32, y + 9],
      ],
      "tip",
    );
  const bar = (x: number, y: number): string => rectangle("holds", { x: x + 14, y: y + 1, width: 4, height: 15 }, 1);
  const [example] = lanes.find(({ parts }) => parts.length > 0)?.parts ?? [];
  const all: (LegendLine & { readonly shown: boolean })[] = [
    {
      shown: example !== undefined,
      sign: box("step"),
      text: `a step of the lane and what it changes; ${example?.name} stands for ${example?.path} in that lane`,
    },
    {
      shown: steps.some(({ effects }) => effects.size > 0),
      sign: box("effect"),
      text: "what a step of another lane changes",
    },
    {
      shown: spans.some(({ kind }) => kind === "still"),
      sign: box("still"),
      text: "stands still: none of the lane's own steps is enabled",
    },
    {
      shown: spans.some(({ kind }) => kind === "holds"),
      sign: bar,
      text: "holds something: a lock, or whatever else names it as its owner",
    },
    { shown: arrows.some(({ kind }) => kind === "enables"), sign: arrow("enables"), text: "makes that step possible" },
    { shown: arrows.some(({ kind }) => kind === "passes"), sign: arrow("passes"), text: "gives what that step takes" },
  ];
  return all.filter(({ shown }) => shown);
}

function drawLegend(legend: readonly LegendLine[], top: number): string[] {
  return legend.map(({ sign, text }, at) => {
    const y = top + at * LINE;
    return sign(MARGIN, y) + textLine(MARGIN + 42, y, text, "faint");
  });
}
