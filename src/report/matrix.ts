/** A table of verdicts: designs down, properties across. */

import { aligned, GAP } from "./table.ts";
import { WIDTH } from "./trace-text.ts";

/** One cell: the verdicts of all runs of a row on one property, such as "violated 4". */
export interface MatrixCell {
  readonly row: string;
  readonly column: string;
  readonly text: string;
  /** The diagram of the counterexample, if there is one. */
  readonly link?: string | null;
}

/** Cells without a run. */
const EMPTY = "n/a";

/**
 * The table as text, rows and columns in the order in which they first appear; empty cells are `.`. A table that is wider
 * than `width` characters is turned if that makes it narrower, and is several tables if that is not enough.
 */
export function matrixText(cells: readonly MatrixCell[], width = WIDTH): string {
  if (cells.length === 0) return "";
  const { rows, columns } = axes(cells);
  const upright = [
    ["", ...columns],
    ...rows.map((row) => [row, ...columns.map((column) => cellText(cells, row, column))]),
  ];
  const turned = upright[0]!.map((_, at) => upright.map((line) => line[at]!));
  const [wide, narrow] = [upright, turned].map((table) => widest(linesOf(table))) as [number, number];
  return inBlocks(wide <= width || wide <= narrow ? upright : turned, width);
}

/**
 * The table with rows down in any case, as several tables one below the other if it is wider than `width` characters.
 * Each cell has one text; what is missing is `n/a`.
 */
export function matrixBlocks(cells: readonly MatrixCell[], width: number): string {
  if (cells.length === 0) return "";
  const { rows, columns } = axes(cells);
  const texts = rows.map((row) => [row, ...columns.map((column) => cellAt(cells, row, column)?.text ?? EMPTY)]);
  return inBlocks([["", ...columns], ...texts], width);
}

/** A table whose first column names the rows, which each block repeats. */
function inBlocks(table: readonly (readonly string[])[], width: number): string {
  const [labels, ...texts] = table[0]!.map((_, at) => table.map((line) => line[at]!)) as [string[], ...string[][]];
  const label = Math.max(...labels.map((text) => text.length));
  const blocks: string[][][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const column of texts) {
    const needed = GAP.length + Math.max(...column.map((text) => text.length));
    if (used + needed > width) {
      blocks.push([]);
      used = label;
    }
    blocks.at(-1)!.push(column);
    used += needed;
  }
  return blocks
    .map((block) => linesOf(labels.map((row, at) => [row, ...block.map((column) => column[at]!)])))
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

/** Rows and columns in the order in which they first appear. */
export function axes(cells: readonly MatrixCell[]): { readonly rows: string[]; readonly columns: string[] } {
  return { rows: [...new Set(cells.map(({ row }) => row))], columns: [...new Set(cells.map(({ column }) => column))] };
}

export function cellAt(cells: readonly MatrixCell[], row: string, column: string): MatrixCell | undefined {
  return cells.find((cell) => cell.row === row && cell.column === column);
}

function cellText(cells: readonly MatrixCell[], row: string, column: string): string {
  const here = cells.filter((cell) => cell.row === row && cell.column === column);
  return here.length === 0 ? "." : [...new Set(here.map(({ text }) => text))].join(" / ");
}

function linesOf(table: readonly (readonly string[])[]): string[] {
  return aligned(table, Number.POSITIVE_INFINITY);
}

function widest(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => line.length));
}
