/** UndirectedGraphs: records of a set `node` and a set `edge` of sets of one or two nodes. */

import { elements, isSubset, makeSet, powerSet, recordSet, SetValue, type Value } from "../../../values/index.ts";
import { set } from "./argument.ts";
import { type Edges, graphNames, graphOf, hasGraphFields, pathOperators, reachability, subgraphs } from "./graphs.ts";
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

const undirected: Edges = {
  steps: (edge, nodes) => {
    if (!joinsNodes(edge, nodes, 1)) return [];
    const ends = elements(edge as SetValue);
    const [one, other] = [ends[0]!, ends.at(-1)!];
    return [
      [one, other],
      [other, one],
    ];
  },
  between: (from, to) => makeSet([from, to]),
};

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
  ...pathOperators(undirected),
  ConnectedComponents: (g: Value) => {
    const { nodes, matrix } = reachability(g, undirected, "ConnectedComponents", 0);
    return makeSet(matrix.map((row) => makeSet(nodes.filter((_, i) => row[i]))));
  },
  IsStronglyConnected: (g: Value) => {
    const { nodes, matrix } = reachability(g, undirected, "IsStronglyConnected", 0);
    return nodes.length > 0 && matrix.every((row) => row.every((path) => path));
  },
  UndirectedGraphs: (s: Value) => {
    const node = set(s, "UndirectedGraphs", 0);
    const nodes = elements(node);
    const edges = makeSet(nodes.flatMap((a) => nodes.map((b) => makeSet([a, b]))));
    return recordSet(graphNames, [makeSet([node]), powerSet(edges)]);
  },
});
