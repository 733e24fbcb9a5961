/** UndirectedGraphs: records of a set `node` and a set `edge` of sets of one or two nodes. */

import {
  elements,
  isMember,
  isSubset,
  makeSet,
  powerSet,
  predicateSet,
  recordSet,
  SetValue,
  sequence,
  sequenceSet,
  type Value,
} from "../../../values/index.ts";
import { sequenceOf, set } from "./argument.ts";
import { closeTransitively, indexIn, simplePaths } from "./graph.ts";
import { graphNames, graphOf, hasGraphFields, subgraphs } from "./graphs.ts";
import type { NativeModule } from "./native.ts";

/** Is every edge a set of nodes, of `least` to two? */
function isGraph(g: Value, operator: string, least: 1 | 2): boolean {
  if (!hasGraphFields(g, operator)) return false;
  const { node, edge } = graphOf(g, operator, 0);
  return elements(edge).every((e) => joinsNodes(e, node, least));
}

function joinsNodes(edge: Value, node: SetValue, least: 1 | 2): boolean {
  if (!(edge instanceof SetValue)) return false;
  const size = elements(edge).length;
  return size >= least && size <= 2 && isSubset(edge, node);
}

/** The adjacency matrix of the graph, nodes in TLA+ order; edges with other values are left out. */
function matrixOf(value: Value, operator: string, position: 0 | 3): { nodes: readonly Value[]; matrix: boolean[][] } {
  const { node, edge } = graphOf(value, operator, position);
  const nodes = elements(node);
  const matrix = nodes.map(() => nodes.map(() => false));
  for (const e of elements(edge)) {
    if (!joinsNodes(e, node, 1)) continue;
    const ends = elements(e as SetValue);
    const from = indexIn(nodes, ends[0]!);
    const to = indexIn(nodes, ends.at(-1)!);
    matrix[from]![to] = true;
    matrix[to]![from] = true;
  }
  return { nodes, matrix };
}

/** For each node, whether a path of zero or more edges leads to each other one. */
function reachability(
  value: Value,
  operator: string,
  position: 0 | 3,
): { nodes: readonly Value[]; matrix: boolean[][] } {
  const { nodes, matrix } = matrixOf(value, operator, position);
  for (let i = 0; i < matrix.length; i++) matrix[i]![i] = true;
  closeTransitively(matrix);
  return { nodes, matrix };
}

export const undirectedGraphs: NativeModule = () => ({
  IsUndirectedGraph: (g: Value) => isGraph(g, "IsUndirectedGraph", 1),
  IsLoopFreeUndirectedGraph: (g: Value) => isGraph(g, "IsLoopFreeUndirectedGraph", 2),
  UndirectedSubgraph: (g: Value) =>
    subgraphs(
      g,
      "UndirectedSubgraph",
      (edge, nodes) => makeSet(elements(edge).filter((e) => joinsNodes(e, nodes, 1))),
      () => true,
    ),
  Path: (g: Value) => {
    const { node, edge } = graphOf(g, "Path", 0);
    return predicateSet(sequenceSet(node), (p) => {
      const list = sequenceOf(p, "Path", 0);
      return list.length > 0 && list.every((n, i) => i === 0 || isMember(makeSet([list[i - 1]!, n]), edge));
    });
  },
  SimplePath: (g: Value) => {
    const { nodes, matrix } = matrixOf(g, "SimplePath", 0);
    return makeSet(simplePaths(matrix).map((path) => sequence(path.map((i) => nodes[i]!))));
  },
  AreConnectedIn: (m: Value, n: Value, g: Value) => {
    const { nodes, matrix } = reachability(g, "AreConnectedIn", 3);
    const from = indexIn(nodes, m);
    const to = indexIn(nodes, n);
    return from >= 0 && to >= 0 && matrix[from]![to]!;
  },
  ConnectedComponents: (g: Value) => {
    const { nodes, matrix } = reachability(g, "ConnectedComponents", 0);
    return makeSet(matrix.map((row) => makeSet(nodes.filter((_, i) => row[i]))));
  },
  IsStronglyConnected: (g: Value) => {
    const { nodes, matrix } = reachability(g, "IsStronglyConnected", 0);
    return nodes.length > 0 && matrix.every((row) => row.every((path) => path));
  },
  UndirectedGraphs: (s: Value) => {
    const node = set(s, "UndirectedGraphs", 0);
    const nodes = elements(node);
    const edges = makeSet(nodes.flatMap((a) => nodes.map((b) => makeSet([a, b]))));
    return recordSet(graphNames, [makeSet([node]), powerSet(edges)]);
  },
});
