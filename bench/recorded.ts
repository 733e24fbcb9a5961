/** Tables of what was measured elsewhere: tab-separated, columns named in the first line, `#` before a comment. */

import { readFileSync } from "node:fs";

/** A row, asked by the name of a column; "" where there is none. */
export type RecordedRow = (column: string) => string;

export function recordedRows(file: string): RecordedRow[] {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const [header = "", ...rows] = lines.filter((line) => !line.startsWith("#"));
  const columns = header.split("\t");
  return rows.map((row) => {
    const cells = row.split("\t");
    return (column) => cells[columns.indexOf(column)] ?? "";
  });
}
