/** Where the rows, lanes, blocks and arrows of a picture of lanes are, in pixels. */

import { CHARACTER, LINE, type Rectangle, widthOf } from "../drawing.ts";
import type { Block } from "./cell.ts";
import type { Row } from "./rows.ts";
import type { Arrow, Story } from "./story.ts";

export interface PlacedBlock extends Rectangle {
  readonly block: Block;
  readonly lane: number;
  readonly row: number;
}

/** A row's own height begins below `gap`, where arrows come in. */
export interface PlacedRow {
  readonly row: Row;
  readonly y: number;
  readonly height: number;
  readonly gap: number;
}

/** An arrow runs beside the lane it comes from, above the row it goes to, and comes in from above. */
interface PlacedArrow {
  readonly arrow: Arrow;
  readonly points: readonly (readonly [number, number])[];
}

export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly { readonly x: number; readonly width: number }[];
  readonly rows: readonly PlacedRow[];
  readonly blocks: readonly PlacedBlock[];
  readonly arrows: readonly PlacedArrow[];
}

/** Pixels: left of the first lane, right of the last one, between lanes, within frames, between rows, between arrows. */
export const GUTTER = 60;
const RIGHT = 16;
const CHANNEL = 16;
export const PADDING = 7;
const GAP = 14;
const APART = 7;

/** Characters in the narrowest lane. */
const NARROWEST = 12;

/** Places everything below `top`; the page is at least `least` wide. */
export function geometryOf(story: Story, rows: readonly Row[], top: number, least: number): Geometry {
  const routes = routesOf(story, rows);
  const lanes = placeLanes(story, rows, routes);
  const last = lanes.at(-1)!;
  const said = rows.flatMap((row) => (row.kind === "banner" ? row.lines.map(({ text }) => widthOf(text)) : []));
  const width = Math.max(last.x + last.width + CHANNEL, GUTTER + Math.max(0, ...said), least) + RIGHT;
  const placedRows = placeRows(rows, routes, top);
  const blocks = rows.flatMap((row, at) => placeBlocks(row, at, placedRows[at]!, lanes));
  const arrows = routes.map((route) => placeArrow(route, { lanes, rows: placedRows, blocks }));
  const end = placedRows.at(-1);
  return { width, height: end === undefined ? top : end.y + end.height, lanes, rows: placedRows, blocks, arrows };
}

/** An arrow by rows and lanes: it runs in slot `slot` of the channel left of lane `channel`. */
interface Route {
  readonly arrow: Arrow;
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromLane: number;
  readonly toLane: number;
  readonly channel: number;
  readonly slot: number;
  /** Which of the arrows into its row it is. */
  readonly turn: number;
}

function routesOf({ arrows, steps }: Story, rows: readonly Row[]): Route[] {
  const rowOf = (state: number): number => rows.findIndex((row) => row.kind === "cells" && row.step?.to === state);
  const routes: Route[] = [];
  for (const arrow of arrows) {
    const [fromRow, toRow] = [rowOf(arrow.from), rowOf(arrow.to)];
    if (fromRow < 0 || toRow < 0) continue;
    const [fromLane, toLane] = [steps[arrow.from - 2]!.lane, steps[arrow.to - 2]!.lane];
    const channel = toLane > fromLane ? fromLane + 1 : fromLane;
    const beside = routes.filter((one) => one.channel === channel && one.fromRow <= toRow && fromRow <= one.toRow);
    let slot = 0;
    while (beside.some((one) => one.slot === slot)) slot++;
    const turn = routes.filter((one) => one.toRow === toRow).length;
    routes.push({ arrow, fromRow, toRow, fromLane, toLane, channel, slot, turn });
  }
  return routes;
}

function placeLanes({ lanes }: Story, rows: readonly Row[], routes: readonly Route[]): { x: number; width: number }[] {
  let x = GUTTER;
  return lanes.map((lane, at) => {
    const lines = rows
      .flatMap((row) => (row.kind === "cells" ? (row.cells.get(at) ?? []) : []))
      .flatMap((b) => b.lines);
    const heading = `${lane.name}  ${lane.kind}`;
    const widest = Math.max(CHARACTER * NARROWEST, widthOf(heading), ...lines.map(({ text }) => widthOf(text)));
    const slots = Math.max(0, ...routes.filter(({ channel }) => channel === at).map(({ slot }) => slot + 1));
    const left = x + CHANNEL + slots * APART;
    x = left + widest + 2 * PADDING;
    return { x: left, width: widest + 2 * PADDING };
  });
}

function placeRows(rows: readonly Row[], routes: readonly Route[], top: number): PlacedRow[] {
  let y = top;
  return rows.map((row, at) => {
    const coming = routes.filter(({ toRow }) => toRow === at).length;
    const gap = GAP + coming * APART;
    const height =
      row.kind === "banner" ? row.lines.length * LINE : Math.max(LINE, ...[...row.cells.values()].map(cellHeight));
    const placed = { row, y: y + gap, height, gap };
    y += gap + height;
    return placed;
  });
}

function cellHeight(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + heightOf(block) + PADDING, -PADDING);
}

function heightOf({ kind, lines }: Block): number {
  return lines.length * LINE + (kind === "note" ? 2 : 2 * PADDING);
}

function placeBlocks(
  row: Row,
  at: number,
  { y }: PlacedRow,
  lanes: readonly { readonly x: number; readonly width: number }[],
): PlacedBlock[] {
  if (row.kind === "banner") return [];
  return [...row.cells].flatMap(([lane, blocks]) => {
    let top = y;
    return blocks.map((block) => {
      const placed = { block, lane, row: at, ...lanes[lane]!, y: top, height: heightOf(block) };
      top += placed.height + PADDING;
      return placed;
    });
  });
}

function placeArrow(route: Route, { lanes, rows, blocks }: Pick<Geometry, "lanes" | "rows" | "blocks">): PlacedArrow {
  const { arrow, fromRow, toRow, fromLane, toLane, channel, slot, turn } = route;
  const source = blocks.find(({ lane, row }) => lane === fromLane && row === fromRow)!;
  const target = blocks.find(({ lane, row }) => lane === toLane && row === toRow)!;
  const toRight = toLane > fromLane;
  const beside = channel < lanes.length ? lanes[channel]!.x : lanes.at(-1)!.x + lanes.at(-1)!.width + CHANNEL;
  const x = beside - 10 - slot * APART;
  const start = source.y + PADDING + LINE / 2 + 3 * slot;
  const over = rows[toRow]!.y - 9 - turn * APART;
  const into = toRight ? target.x + 14 + 12 * turn : target.x + target.width - 14 - 12 * turn;
  const edge = toRight ? source.x + source.width : source.x;
  return {
    arrow,
    points: [
      [edge, start],
      [x, start],
      [x, over],
      [into, over],
      [into, target.y],
    ],
  };
}
