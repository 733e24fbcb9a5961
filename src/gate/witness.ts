/** What shows that a cell of the matrix can fail: a property that nothing can break says nothing. */

import { type MatrixColumn, type RecordedRun, rowOf, type VerdictsFile } from "./record.ts";

/**
 * One sentence for each cell that holds although no recorded run witnesses that it can fail. A witness is a run beside
 * the matrix (it has a variant) of the same row and environment, in which the property is violated. Nothing is asked of
 * cells that hold by construction, nor of a column of several environments where one of them breaks the property.
 */
export function unwitnessed({ witnesses, columns, runs }: VerdictsFile): string[] {
  if (!witnesses) return [];
  const plain = runs.filter(({ variant }) => variant === null);
  const rows = [...new Set(plain.map(rowOf))];
  return rows.flatMap((row) => {
    const ofRow = runs.filter((run) => rowOf(run) === row);
    return columns
      .filter((column) => holds(ofRow, column) && !isWitnessed(ofRow, column))
      .map(({ title }) => `${row}, ${title}: holds, but no recorded run shows that it can fail`);
  });
}

/** One sentence for each column that has no cell: a name that is misspelt shows nothing, and lacks nothing. */
export function emptyColumns({ columns, runs }: VerdictsFile): string[] {
  const plain = runs.filter(({ variant }) => variant === null);
  return columns.flatMap(({ title, property, environments }) => {
    const ofColumn = plain.filter(({ environment }) => environments.includes(environment ?? ""));
    if (ofColumn.some(({ properties }) => properties.some(({ name }) => name === property))) return [];
    return [`column ${title}: no recorded run has a property ${property} in ${environments.join(" or ")}`];
  });
}

/** Does the cell say that the property holds, where it could have failed? */
function holds(runs: readonly RecordedRun[], { property, environments }: MatrixColumn): boolean {
  const found = runs
    .filter(({ variant, environment }) => variant === null && environments.includes(environment ?? ""))
    .flatMap(({ properties }) => properties.filter(({ name }) => name === property));
  return found.every(({ status }) => status === "holds") && found.some(({ byConstruction }) => !byConstruction);
}

function isWitnessed(runs: readonly RecordedRun[], { property, environments }: MatrixColumn): boolean {
  return runs.some(
    ({ variant, environment, properties }) =>
      variant !== null &&
      environment === environments.at(-1) &&
      properties.some(({ name, status }) => name === property && status === "violated"),
  );
}
