/** A table of verdicts: designs down, properties across. */

import { WIDTH } from "./trace-text.ts";

/** One cell: the verdicts of all runs of a row on one property, such as "violated 4". */
export interface MatrixCell {
  readonly row: string;
  readonly column: string;
  readonly text: string;
}

/**
 * The table as text, rows and columns in the order in which they first appear; empty cells are `.`. A table that is too
 * wide for `WIDTH` is turned if that makes it narrower.
 */
export function matrixText(cells: readonly MatrixCell[]): string {
  if (cells.length === 0) return "";
  const rows = [...new Set(cells.map(({ row }) => row))];
  const columns = [...new Set(cells.map(({ column }) => column))];
  const table = [
    ["", ...columns],
    ...rows.map((row) => [row, ...columns.map((column) => cellText(cells, row, column))]),
  ];
  const upright = aligned(table);
  if (widest(upright) <= WIDTH) return upright.join("");
  const turned = aligned(table[0]!.map((_, at) => table.map((line) => line[at]!)));
  return (widest(turned) < widest(upright) ? turned : upright).join("");
}

function cellText(cells: readonly MatrixCell[], row: string, column: string): string {
  const here = cells.filter((cell) => cell.row === row && cell.column === column);
  return here.length === 0 ? "." : [...new Set(here.map(({ text }) => text))].join(" / ");
}

function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = table[0]!.map((_, at) => Math.max(...table.map((line) => line[at]!.length)));
  return table.map(
    (line) =>
      `${line
        .map((text, at) => text.padEnd(widths[at]!))
        .join("  ")
        .trimEnd()}\n`,
  );
}

function widest(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => line.length));
}
