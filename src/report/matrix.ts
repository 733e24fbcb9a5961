/** A table of verdicts: designs down, properties across. */

/** One cell: the verdicts of all runs of a row on one property, such as "violated 4". */
export interface MatrixCell {
  readonly row: string;
  readonly column: string;
  readonly text: string;
}

/** The table as text, rows and columns in the order in which they first appear; empty cells are `.`. */
export function matrixText(cells: readonly MatrixCell[]): string {
  if (cells.length === 0) return "";
  const rows = [...new Set(cells.map(({ row }) => row))];
  const columns = [...new Set(cells.map(({ column }) => column))];
  const texts = rows.map((row) => [row, ...columns.map((column) => cellText(cells, row, column))]);
  const lines = [["", ...columns], ...texts];
  const widths = lines[0]!.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  return lines
    .map(
      (line) =>
        `${line
          .map((text, at) => text.padEnd(widths[at]!))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

function cellText(cells: readonly MatrixCell[], row: string, column: string): string {
  const here = cells.filter((cell) => cell.row === row && cell.column === column);
  return here.length === 0 ? "." : [...new Set(here.map(({ text }) => text))].join(" / ");
}
