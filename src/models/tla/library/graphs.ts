/** Graphs: directed graphs, records of a set `node` and a set `edge` of pairs of nodes. */

import {
  cardinality,
  domainOf,
  EMPTY_SET,
  elements,
  equal,
  FunctionValue,
  field,
  functionOver,
  intersection,
  isMember,
  isSubset,
  makeSet,
  placeAmong,
  powerSet,
  predicateSet,
  productSet,
  record,
  recordSet,
  type SetValue,
  sequence,
  sequenceElements,
  sequenceSet,
  union,
  type Value,
} from "../../../values/index.ts";
import { functionOf, outOfRange, pair, sequenceOf, set, wrongKind } from "./argument.ts";
import { closeTransitively, simplePaths } from "./graph.ts";
import type { NativeModule } from "./native.ts";
import { checkCount } from "./permutation.ts";

/** The fields of every graph. */
export const graphNames = ["node", "edge"] as const;

/** The graph with these nodes and edges. */
function graphWith(node: SetValue, edge: SetValue): FunctionValue {
  return record(graphNames, [node, edge]);
}

/** The nodes and edges of a graph. Throws E406 when a field is missing, E460 when it is not a set. */
export function graphOf(value: Value, operator: string, position: 0 | 1 | 2 | 3): { node: SetValue; edge: SetValue } {
  const graph = functionOf(value, operator, position);
  return {
    node: set(field(graph, "node"), `${operator} (the field node)`, 0),
    edge: set(field(graph, "edge"), `${operator} (the field edge)`, 0),
  };
}

/** Has the record these two fields and no other? */
export function hasGraphFields(value: Value, operator: string): boolean {
  const graph = functionOf(value, operator, 0);
  graphOf(graph, operator, 0);
  return cardinality(domainOf(graph)) === 2;
}

function ends(edge: Value, operator: string): readonly [Value, Value] {
  const [from, to, more] = sequenceOf(edge, `${operator} (an edge)`, 0);
  if (from !== undefined && to !== undefined && more === undefined) return [from, to];
  throw wrongKind(edge, "a pair of nodes", `${operator} (an edge)`, 0);
}

/** What the edges of a graph are: pairs of nodes, or sets of them. */
export interface Edges {
  /** The steps from a node to a node that an edge is good for; none where it has other ends. */
  steps(edge: Value, nodes: SetValue): readonly (readonly [Value, Value])[];
  between(from: Value, to: Value): Value;
}

/** A graph, or what is known of its nodes: `matrix[i][j]` is about the step, or path, from `nodes[i]` to `nodes[j]`. */
interface Matrix {
  readonly nodes: readonly Value[];
  readonly matrix: boolean[][];
}

const directed: Edges = {
  steps: (edge) => {
    const pair = edge instanceof FunctionValue ? sequenceElements(edge) : null;
    return pair?.length === 2 ? [[pair[0]!, pair[1]!]] : [];
  },
  between: pair,
};

/** The adjacency matrix of the graph, nodes in TLA+ order; edges to other values are left out. */
function matrixOf(value: Value, edges: Edges, operator: string, position: 0 | 1 | 3): Matrix {
  const { node, edge } = graphOf(value, operator, position);
  const nodes = elements(node);
  const matrix = nodes.map(() => nodes.map(() => false));
  for (const e of elements(edge)) {
    for (const [start, end] of edges.steps(e, node)) {
      const from = placeAmong(nodes, start, 0);
      const to = placeAmong(nodes, end, 0);
      if (from >= 0 && to >= 0) matrix[from]![to] = true;
    }
  }
  return { nodes, matrix };
}

/** Which nodes are joined by a path of zero or more edges. */
export function reachability(value: Value, edges: Edges, operator: string, position: 0 | 1 | 3): Matrix {
  const { nodes, matrix } = matrixOf(value, edges, operator, position);
  for (let i = 0; i < matrix.length; i++) matrix[i]![i] = true;
  closeTransitively(matrix);
  return { nodes, matrix };
}

/** What both modules say of paths. */
export function pathOperators(edges: Edges): ReturnType<NativeModule> {
  return {
    Path: (g: Value) => {
      const { node, edge } = graphOf(g, "Path", 0);
      return predicateSet(sequenceSet(node), (p) => {
        const list = sequenceOf(p, "Path", 0);
        return list.length > 0 && list.every((n, i) => i === 0 || isMember(edges.between(list[i - 1]!, n), edge));
      });
    },
    SimplePath: (g: Value) => {
      const { nodes, matrix } = matrixOf(g, edges, "SimplePath", 0);
      return makeSet(simplePaths(matrix).map((path) => sequence(path.map((i) => nodes[i]!))));
    },
    AreConnectedIn: (m: Value, n: Value, g: Value) => {
      const { nodes, matrix } = reachability(g, edges, "AreConnectedIn", 3);
      const from = placeAmong(nodes, m, 0);
      const to = placeAmong(nodes, n, 0);
      return from >= 0 && to >= 0 && matrix[from]![to]!;
    },
  };
}

function isDirectedGraph(g: Value): boolean {
  if (!hasGraphFields(g, "IsDirectedGraph")) return false;
  const { node, edge } = graphOf(g, "IsDirectedGraph", 0);
  return isSubset(edge, productSet([node, node]));
}

function isSymmetric(edge: SetValue): boolean {
  return elements(edge).every((e) => {
    const [from, to] = ends(e, "IsUndirectedGraph");
    return isMember(pair(to, from), edge);
  });
}

/** All graphs on subsets of the nodes, with edges of the graph among them, that pass the test. */
export function subgraphs(
  value: Value,
  operator: string,
  among: (edge: SetValue, nodes: SetValue) => SetValue,
  test: (edge: SetValue) => boolean,
): SetValue {
  const { node, edge } = graphOf(value, operator, 0);
  const result: Value[] = [];
  for (const nodes of elements(powerSet(node)) as readonly SetValue[]) {
    for (const edges of elements(powerSet(among(edge, nodes))) as readonly SetValue[]) {
      if (test(edges)) result.push(graphWith(nodes, edges));
    }
    checkCount(result.length, operator);
  }
  return makeSet(result);
}

const edgesAmong = (edge: SetValue, nodes: SetValue) => intersection(edge, productSet([nodes, nodes]));

function neighbours(g: Value, n: Value, operator: string, forward: boolean): SetValue {
  const { node, edge } = graphOf(g, operator, 1);
  return makeSet(elements(node).filter((m) => isMember(forward ? pair(n, m) : pair(m, n), edge)));
}

function allNeighbours(g: Value, s: Value, operator: string, forward: boolean): SetValue {
  let result = EMPTY_SET;
  for (const n of elements(set(s, operator, 2))) result = union(result, neighbours(g, n, operator, forward));
  return result;
}

/** Nodes without neighbours on one side. */
function extremities(g: Value, operator: string, forward: boolean): SetValue {
  const { node } = graphOf(g, operator, 0);
  return makeSet(elements(node).filter((n) => cardinality(neighbours(g, n, operator, forward)) === 0));
}

/** The nodes from which `n` is reached by one edge or more, or (`forward`) that are reached from it. */
function relatives(g: Value, n: Value, operator: string, forward: boolean): SetValue {
  const { nodes, matrix } = matrixOf(g, directed, operator, 1);
  const at = placeAmong(nodes, n, 0);
  if (at < 0) throw outOfRange(n, "a node of the graph", operator, 2);
  closeTransitively(matrix);
  return makeSet(nodes.filter((_, i) => (forward ? matrix[at]![i]! : matrix[i]![at]!)));
}

function hasCycle(g: Value, operator: string): boolean {
  const { matrix } = matrixOf(g, directed, operator, 0);
  closeTransitively(matrix);
  return matrix.some((row, i) => row[i]!);
}

function isTreeWithRoot(g: Value, r: Value): boolean {
  if (!isDirectedGraph(g)) return false;
  const edges = elements(graphOf(g, "IsTreeWithRoot", 1).edge).map((e) => ends(e, "IsTreeWithRoot"));
  const sources = edges.map(([from]) => from);
  if (sources.some((from) => equal(from, r)) || cardinality(makeSet(sources.slice())) < sources.length) return false;
  const { nodes, matrix } = reachability(g, directed, "IsTreeWithRoot", 1);
  const root = placeAmong(nodes, r, 0);
  return root < 0 ? nodes.length === 0 : matrix.every((row) => row[root]!);
}

function isBipartite(g: Value, u: Value, v: Value): boolean {
  const operator = "IsBipartiteWithPartitions";
  const { node, edge } = graphOf(g, operator, 1);
  const left = set(u, operator, 2);
  const right = set(v, operator, 3);
  if (cardinality(intersection(left, right)) > 0 || !isSubset(node, union(left, right))) return false;
  return elements(edge).every((e) => {
    const [from, to] = ends(e, operator);
    return (isMember(from, left) && isMember(to, right)) || (isMember(to, left) && isMember(from, right));
  });
}

export const graphs: NativeModule = () => ({
  IsDirectedGraph: isDirectedGraph,
  DirectedSubgraph: (g: Value) => subgraphs(g, "DirectedSubgraph", edgesAmong, () => true),
  Transpose: (g: Value) => {
    const { node, edge } = graphOf(g, "Transpose", 0);
    const reversed = elements(edge).map((e) => {
      const [from, to] = ends(e, "Transpose");
      return pair(to, from);
    });
    return graphWith(node, makeSet(reversed));
  },
  IsUndirectedGraph: (g: Value) => isDirectedGraph(g) && isSymmetric(graphOf(g, "IsUndirectedGraph", 0).edge),
  UndirectedSubgraph: (g: Value) => subgraphs(g, "UndirectedSubgraph", edgesAmong, isSymmetric),
  ...pathOperators(directed),
  ConnectionsIn: (g: Value) => {
    const { nodes, matrix } = reachability(g, directed, "ConnectionsIn", 0);
    const all = makeSet(nodes.slice());
    return functionOver(productSet([all, all]), matrix.flat());
  },
  IsStronglyConnected: (g: Value) =>
    reachability(g, directed, "IsStronglyConnected", 0).matrix.every((row) => row.every((path) => path)),
  IsTreeWithRoot: isTreeWithRoot,
  GraphUnion: (g: Value, h: Value) => {
    const left = graphOf(g, "GraphUnion", 1);
    const right = graphOf(h, "GraphUnion", 2);
    return graphWith(union(left.node, right.node), union(left.edge, right.edge));
  },
  IsBipartiteWithPartitions: isBipartite,
  HasCycle: (g: Value) => hasCycle(g, "HasCycle"),
  IsDag: (g: Value) => isDirectedGraph(g) && !hasCycle(g, "IsDag"),
  Successors: (g: Value, n: Value) => neighbours(g, n, "Successors", true),
  AllSuccessors: (g: Value, s: Value) => allNeighbours(g, s, "AllSuccessors", true),
  Predecessors: (g: Value, n: Value) => neighbours(g, n, "Predecessors", false),
  AllPredecessors: (g: Value, s: Value) => allNeighbours(g, s, "AllPredecessors", false),
  Ancestors: (g: Value, n: Value) => relatives(g, n, "Ancestors", false),
  Descendants: (g: Value, n: Value) => relatives(g, n, "Descendants", true),
  InDegree: (g: Value, n: Value) => cardinality(neighbours(g, n, "InDegree", false)),
  OutDegree: (g: Value, n: Value) => cardinality(neighbours(g, n, "OutDegree", true)),
  Roots: (g: Value) => extremities(g, "Roots", false),
  Leaves: (g: Value) => extremities(g, "Leaves", true),
  EmptyGraph: () => graphWith(EMPTY_SET, EMPTY_SET),
  Graphs: (s: Value) => {
    const node = set(s, "Graphs", 0);
    return recordSet(graphNames, [makeSet([node]), powerSet(productSet([node, node]))]);
  },
});
