/** Tables in Markdown, columns aligned so that they can be read as text, too. */

/** A table with a heading line; columns whose cells are numbers are aligned to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(3, ...lines.map((line) => line[column]!.length)));
  const right = headings.map((_, column) => rows.every((row) => /^([^a-zA-Z]|n\/a)*$/.test(row[column]!)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (right[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (right[column] ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return `${[line(headings), rule, ...rows.map(line)].join("\n")}\n`;
}

/** A factor with two significant digits, three from 100 on: `0.85`, `1.5`, `23`, `145`. */
export function factor(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "n/a";
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2);
}

/** A whole number with separators. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
