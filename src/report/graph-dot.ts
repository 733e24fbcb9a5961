/** A state graph as a Graphviz graph: a box per state, an edge per pair of states, a colour per action. */

import type { GraphState, GraphStep, WholeGraph } from "../checker/index.ts";
import type { Value } from "../values/index.ts";
import { edgeLines, label } from "./dot-label.ts";
import { boxLines } from "./state-box.ts";
import { plural } from "./table.ts";
import { wrap } from "./wrap.ts";

/** Told apart on white by people who see colours differently as well; then they repeat. After Okabe and Ito. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#000000"];

/** Behind a state that violates an invariant, and behind one in which nothing can happen. */
const VIOLATING = "#ffd5d5";
const DEADLOCKED = "#e8e8e8";

const CAPTION_WIDTH = 100;

/** Beyond so many steps edges are straight and their places are not looked for long: curves took minutes. */
const MANY_STEPS = 250;
const HASTE = "splines=line, nslimit=0.5, nslimit1=0.5, mclimit=0.02, ";

/**
 * The graph as DOT text for the layout engine `dot`; ends with a newline. Initial states have a double frame, violating
 * and deadlocked ones are filled and say so. With `checksDeadlock` a state without successors is a deadlock, else an end.
 */
export function graphDot(subject: string, graph: WholeGraph, checksDeadlock: boolean): string {
  const { states, steps, variables } = graph;
  const actions = [...new Set(steps.flatMap((step) => step.actions))];
  const colours = new Map(actions.map((name, at) => [name, COLOURS[at % COLOURS.length] as string]));
  const caption = [
    `${states.length} ${plural(states.length, "state")}, ${steps.length} ${plural(steps.length, "step")}`,
    subject,
  ].flatMap((text) => wrap(text, CAPTION_WIDTH));
  const lines = [
    "digraph states {",
    `  graph [${steps.length > MANY_STEPS ? HASTE : ""}rankdir=TB, nodesep=0.4, ranksep=0.5, labelloc=t, labeljust=l, fontname="Courier", fontsize=15,`,
    `    label=${label(caption)}]`,
    `  node [shape=box, margin="0.12,0.08", fontname="Courier", fontsize=13]`,
    `  edge [fontname="Courier", fontsize=13, arrowsize=0.8]`,
    ...states.map((state, at) => box(variables, state, at, checksDeadlock)),
    ...steps.map((step) => edge(step, colours)),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function box(variables: readonly string[], state: GraphState, at: number, checksDeadlock: boolean): string {
  const heading = [
    `State ${at + 1}`,
    ...(state.initial ? ["initial"] : []),
    ...(state.deadlocked ? [checksDeadlock ? "deadlock" : "end"] : []),
    ...(state.violated.length > 0 ? [`violates ${state.violated.join(", ")}`] : []),
  ].join(", ");
  const text = label([heading, ...boxLines(variables, null, { values: state.values as readonly Value[] })]);
  const fill = state.violated.length > 0 ? VIOLATING : state.deadlocked && checksDeadlock ? DEADLOCKED : null;
  const looks = [
    `label=${text}`,
    ...(state.initial ? ["peripheries=2"] : []),
    ...(fill === null ? [] : ["style=filled", `fillcolor="${fill}"`]),
  ];
  return `  s${at + 1} [${looks.join(", ")}]`;
}

function edge({ from, to, actions }: GraphStep, colours: ReadonlyMap<string, string>): string {
  const colour = colours.get(actions[0] ?? "") ?? "#000000";
  const text = label(edgeLines(actions.join(", ")));
  return `  s${from + 1} -> s${to + 1} [label=${text}, color="${colour}", fontcolor="${colour}"]`;
}
