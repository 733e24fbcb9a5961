/** Columns and lists of text. */

/** Between two columns. */
export const GAP = "  ";

/** The rows with each column as wide as its longest cell: `words` of them begin at the left, the others end at the right. */
export function aligned(rows: readonly (readonly string[])[], words = 1): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell[column < words ? "padEnd" : "padStart"](widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** A share in whole percent; what is there is never 0. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  return whole === 0 && share > 0 ? "<1 %" : `${whole} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.join(", ").replace(/, ([^,]*)$/, " and $1");
}

/** `run` for one, `runs` for any other number of them. */
export function plural(count: number, noun: string): string {
  return count === 1 ? noun : noun.replace(/y$/, "ie").concat("s");
}
