/** Relation, Graphs, UndirectedGraphs, GraphViz: examples of every operator, and of every error. */

import { atMost, type Case, type Failure, less } from "../harness.ts";

/** 1 -> 2 -> 3, and 3 alone as a sink. */
const chain = "[node |-> {1, 2, 3}, edge |-> {<<1, 2>>, <<2, 3>>}]";
const ring = "[node |-> {1, 2, 3}, edge |-> {<<1, 2>>, <<2, 3>>, <<3, 1>>}]";
const both = "[node |-> {1, 2}, edge |-> {<<1, 2>>, <<2, 1>>}]";
const line = "[node |-> {1, 2, 3}, edge |-> {{1, 2}}]";
const loop = "[node |-> {1, 2}, edge |-> {{1}, {1, 2}}]";
const nothing = "[node |-> {}, edge |-> {}]";

const matrix = (rows: string) =>
  `(${rows
    .split(" ")
    .map((cell, i) => `<<${1 + Math.floor(i / 3)}, ${1 + (i % 3)}>> :> ${cell === "1" ? "TRUE" : "FALSE"}`)
    .join(" @@ ")})`;

const equality = matrix("1 0 0 0 1 0 0 0 1");
const strict = matrix("0 1 1 0 0 1 0 0 0");
const step = matrix("0 1 0 0 0 1 0 0 0");
const weak = matrix("1 1 1 0 1 1 0 0 1");
const whole = matrix("1 1 1 1 1 1 1 1 1");
const forked = matrix("0 1 1 0 0 0 0 0 0");

function property(name: string, holds: readonly string[], fails: readonly string[]): Case[] {
  const row = (relation: string, expected: string): Case => [name, [relation, "1..3"], expected];
  return [...holds.map((relation) => row(relation, "TRUE")), ...fails.map((relation) => row(relation, "FALSE"))];
}

export const graphCases: Readonly<Record<string, readonly Case[]>> = {
  Relation: [
    ...property("IsReflexive", [equality, weak, whole], [strict, step]),
    ...property("IsIrreflexive", [strict, step], [equality, weak]),
    ...property("IsSymmetric", [equality, whole], [strict, weak]),
    ...property("IsAntiSymmetric", [equality, strict, weak], [whole]),
    ...property("IsAsymmetric", [strict, step], [equality, whole]),
    ...property("IsTransitive", [equality, strict, weak, whole], [step]),
    ...property("IsStrictlyPartiallyOrdered", [strict, forked], [weak, step]),
    ...property("IsPartiallyOrdered", [equality, weak], [strict, whole]),
    ...property("IsStrictlyTotallyOrdered", [strict], [forked, weak]),
    ...property("IsTotallyOrdered", [weak], [equality, strict]),
    ["IsReflexiveUnder", [atMost, "1..3"], "TRUE"],
    ["IsReflexiveUnder", [less, "1..3"], "FALSE"],
    ["IsIrreflexiveUnder", [less, "1..3"], "TRUE"],
    ["IsSymmetricUnder", [less, "1..3"], "FALSE"],
    ["IsAntiSymmetricUnder", [atMost, "1..3"], "TRUE"],
    ["IsAsymmetricUnder", [atMost, "1..3"], "FALSE"],
    ["IsTransitiveUnder", [less, "1..3"], "TRUE"],
    ["IsStrictlyPartiallyOrderedUnder", [less, "1..3"], "TRUE"],
    ["IsPartiallyOrderedUnder", [less, "1..3"], "FALSE"],
    ["IsStrictlyTotallyOrderedUnder", [less, "1..3"], "TRUE"],
    ["IsTotallyOrderedUnder", [atMost, "1..3"], "TRUE"],
    ["TransitiveClosure", [step, "1..3"], strict],
    ["ReflexiveTransitiveClosure", [step, "1..3"], weak],
    ["IsConnected", [matrix("0 1 0 0 0 1 1 0 0"), "1..3"], "TRUE"],
    ["IsConnected", [step, "1..3"], "FALSE"],
  ],
  Graphs: [
    ["IsDirectedGraph", [chain], "TRUE"],
    ["IsDirectedGraph", ["[node |-> {1}, edge |-> {<<1, 2>>}]"], "FALSE"],
    ["IsDirectedGraph", ["[node |-> {1}, edge |-> {}, label |-> 5]"], "FALSE"],
    [
      "DirectedSubgraph",
      ["[node |-> {1, 2}, edge |-> {<<1, 2>>}]"],
      "{[node |-> {}, edge |-> {}], [node |-> {1}, edge |-> {}], [node |-> {2}, edge |-> {}], [node |-> {1, 2}, edge |-> {}], [node |-> {1, 2}, edge |-> {<<1, 2>>}]}",
    ],
    ["Transpose", [chain], "[node |-> {1, 2, 3}, edge |-> {<<2, 1>>, <<3, 2>>}]"],
    ["IsUndirectedGraph", [both], "TRUE"],
    ["IsUndirectedGraph", [chain], "FALSE"],
    [
      "UndirectedSubgraph",
      [both],
      "{[node |-> {}, edge |-> {}], [node |-> {1}, edge |-> {}], [node |-> {2}, edge |-> {}], [node |-> {1, 2}, edge |-> {}], [node |-> {1, 2}, edge |-> {<<1, 2>>, <<2, 1>>}]}",
    ],
    ["SimplePath", [chain], "{<<1>>, <<2>>, <<3>>, <<1, 2>>, <<2, 3>>, <<1, 2, 3>>}"],
    ["SimplePath", [nothing], "{}"],
    ["AreConnectedIn", ["1", "3", chain], "TRUE"],
    ["AreConnectedIn", ["3", "1", chain], "FALSE"],
    ["AreConnectedIn", ["3", "3", chain], "TRUE"],
    ["AreConnectedIn", ["9", "9", chain], "FALSE"],
    ["ConnectionsIn", [chain], weak],
    ["IsStronglyConnected", [ring], "TRUE"],
    ["IsStronglyConnected", [chain], "FALSE"],
    ["IsTreeWithRoot", ["[node |-> {1, 2, 3}, edge |-> {<<2, 1>>, <<3, 1>>}]", "1"], "TRUE"],
    ["IsTreeWithRoot", [chain, "1"], "FALSE"],
    ["IsTreeWithRoot", [chain, "3"], "TRUE"],
    ["IsTreeWithRoot", ["[node |-> {1, 2, 3}, edge |-> {<<2, 1>>}]", "1"], "FALSE"],
    ["GraphUnion", ["[node |-> {1}, edge |-> {}]", both], both],
    ["IsBipartiteWithPartitions", [chain, "{1, 3}", "{2}"], "TRUE"],
    ["IsBipartiteWithPartitions", [chain, "{1, 2}", "{3}"], "FALSE"],
    ["IsBipartiteWithPartitions", [chain, "{1, 2, 3}", "{3}"], "FALSE"],
    ["HasCycle", [ring], "TRUE"],
    ["HasCycle", [chain], "FALSE"],
    ["HasCycle", ["[node |-> {1}, edge |-> {<<1, 1>>}]"], "TRUE"],
    ["IsDag", [chain], "TRUE"],
    ["IsDag", [ring], "FALSE"],
    ["Successors", [chain, "1"], "{2}"],
    ["AllSuccessors", [chain, "{1, 2}"], "{2, 3}"],
    ["Predecessors", [chain, "3"], "{2}"],
    ["Ancestors", ["[node |-> 1..4, edge |-> {<<4, 2>>, <<2, 1>>, <<3, 1>>}]", "1"], "{2, 3, 4}"],
    ["Ancestors", ["[node |-> 1..4, edge |-> {<<4, 2>>, <<2, 1>>, <<3, 1>>}]", "4"], "{}"],
    ["Ancestors", ["[node |-> 1..2, edge |-> {<<1, 2>>, <<2, 1>>}]", "1"], "{1, 2}"],
    ["Descendants", ["[node |-> 1..4, edge |-> {<<4, 2>>, <<2, 1>>, <<3, 1>>}]", "4"], "{1, 2}"],
    ["AllPredecessors", [chain, "{1, 3}"], "{2}"],
    ["InDegree", [ring, "1"], "1"],
    ["InDegree", [chain, "1"], "0"],
    ["OutDegree", ["[node |-> {1, 2, 3}, edge |-> {<<1, 2>>, <<1, 3>>}]", "1"], "2"],
    ["Roots", [chain], "{1}"],
    ["Leaves", [chain], "{3}"],
    ["EmptyGraph", [], nothing],
    ["Graphs", ["{1}"], "{[node |-> {1}, edge |-> {}], [node |-> {1}, edge |-> {<<1, 1>>}]}"],
  ],
  UndirectedGraphs: [
    ["IsUndirectedGraph", [line], "TRUE"],
    ["IsUndirectedGraph", ["[node |-> {1}, edge |-> {{1, 2}}]"], "FALSE"],
    ["IsUndirectedGraph", ["[node |-> {1}, edge |-> {{}}]"], "FALSE"],
    ["IsLoopFreeUndirectedGraph", [line], "TRUE"],
    ["IsLoopFreeUndirectedGraph", [loop], "FALSE"],
    [
      "UndirectedSubgraph",
      ["[node |-> {1, 2}, edge |-> {{1, 2}}]"],
      "{[node |-> {}, edge |-> {}], [node |-> {1}, edge |-> {}], [node |-> {2}, edge |-> {}], [node |-> {1, 2}, edge |-> {}], [node |-> {1, 2}, edge |-> {{1, 2}}]}",
    ],
    ["SimplePath", [line], "{<<1>>, <<2>>, <<3>>, <<1, 2>>, <<2, 1>>}"],
    ["AreConnectedIn", ["1", "2", line], "TRUE"],
    ["AreConnectedIn", ["1", "3", line], "FALSE"],
    ["ConnectedComponents", [line], "{{1, 2}, {3}}"],
    ["ConnectedComponents", [nothing], "{}"],
    ["IsStronglyConnected", [loop], "TRUE"],
    ["IsStronglyConnected", [line], "FALSE"],
    ["IsStronglyConnected", [nothing], "FALSE"],
    ["UndirectedGraphs", ["{1}"], "{[node |-> {1}, edge |-> {}], [node |-> {1}, edge |-> {{1}}]}"],
  ],
  GraphViz: [
    [
      "DotDiGraph",
      ["[node |-> {5, 7}, edge |-> {<<7, 5>>}]", (n) => `n${n}`, () => 3],
      '"digraph MyGraph {1[label=\\"n5\\"];2[label=\\"n7\\"];2->1[label=3];}"',
    ],
  ],
};

export const graphFailures: Readonly<Record<string, readonly Failure[]>> = {
  Relation: [
    ["IsReflexive", ["{}", "1..3"], "E460", /first argument of IsReflexive must be a function/],
    ["IsReflexive", [matrix("1 1 1 1 1 1 1 1 1"), "1..4"], "E406", /./],
    ["IsTransitiveUnder", [() => 1, "1..2"], "E460", /IsTransitiveUnder \(a value\) must be a relation/],
    ["TransitiveClosure", [step, "Nat"], "E403", /./],
    ["IsConnected", [step, "5"], "E460", /second argument of IsConnected must be a set/],
  ],
  Graphs: [
    ["IsDirectedGraph", ["{1}"], "E460", /must be a function/],
    ["Transpose", ["[node |-> {1}]"], "E406", /edge/],
    ["Transpose", ["[node |-> {1}, edge |-> {<<1>>}]"], "E460", /a pair of nodes/],
    ["SimplePath", ["[node |-> 1, edge |-> {}]"], "E460", /the field node/],
    ["AreConnectedIn", ["1", "2", "3"], "E460", /third argument of AreConnectedIn/],
    ["AllSuccessors", [chain, "1"], "E460", /second argument of AllSuccessors must be a set/],
    ["Graphs", ["1"], "E460", /must be a set/],
  ],
  UndirectedGraphs: [
    ["IsUndirectedGraph", ["<<1>>"], "E406", /./],
    ["SimplePath", ["5"], "E460", /must be a function/],
    ["UndirectedGraphs", ["Nat"], "E403", /./],
  ],
  GraphViz: [["DotDiGraph", ["[node |-> {5}, edge |-> {<<5, 6>>}]", () => 1, () => 1], "E461", /no pair of nodes/]],
};
