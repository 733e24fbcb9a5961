/** Graphs as matrices over numbered nodes: reachability and simple paths. */

import { ARRANGEMENT_LIMIT, checkCount } from "./permutation.ts";

/** Closes the relation transitively, in place: afterwards `matrix[i][j]` says whether a path of edges leads from i to j (Warshall 1962). */
export function closeTransitively(matrix: boolean[][]): void {
  for (let k = 0; k < matrix.length; k++) {
    for (const row of matrix) {
      if (!row[k]) continue;
      const via = matrix[k]!;
      for (let j = 0; j < row.length; j++) if (via[j]) row[j] = true;
    }
  }
}

/**
 * All paths without a repeated node, as lists of node numbers; each node alone is one. Throws E461 for more than
 * `limit`.
 */
export function simplePaths(matrix: readonly (readonly boolean[])[], limit = ARRANGEMENT_LIMIT): number[][] {
  const paths: number[][] = [];
  const path: number[] = [];
  const visit = (node: number) => {
    path.push(node);
    paths.push(path.slice());
    checkCount(paths.length, "SimplePath", limit);
    matrix[node]!.forEach((edge, next) => {
      if (edge && !path.includes(next)) visit(next);
    });
    path.pop();
  };
  for (let node = 0; node < matrix.length; node++) visit(node);
  return paths;
}
