/** Small state graphs whose states and steps carry random labels, as models and as texts. */

import type { Temporal } from "../../src/models/temporal.ts";
import type { Table, TableAtom } from "../checker/graph-model.ts";
import type { Random } from "./random.ts";

/** States are 0 to `states` - 1. */
export interface LabelledGraph {
  readonly states: number;
  readonly initial: readonly number[];
  readonly edges: readonly Edge[];
  /** By state atom: the states in which it is true. */
  readonly predicates: readonly (readonly number[])[];
  /** By step atom: the steps of which it is true; never of a stuttering step, as `<<A>>_v`. */
  readonly actions: readonly (readonly Edge[])[];
  /** States and steps that a constraint excludes. */
  readonly cutStates: readonly number[];
  readonly cutEdges: readonly Edge[];
}

export type Edge = readonly [from: number, to: number];

/** Atoms are numbered: predicates, then actions, then the states in which each action is enabled. */
export const PREDICATES = 3;
export const ACTIONS = 2;
const NAMES = ["p", "q", "r", "A", "B", "EN_A", "EN_B"];

export function isIn(list: readonly Edge[], from: number, to: number): boolean {
  return list.some(([a, b]) => a === from && b === to);
}

/** A random graph of at most `most` states. */
export function randomGraph(random: Random, most: number): LabelledGraph {
  const states = random.chance(0.1) ? random.integer(1, most) : random.integer(Math.ceil(most / 2), most);
  const density = random.pick(most > 4 ? [0.05, 0.15, 0.25] : [0.15, 0.3, 0.45]);
  const edges: Edge[] = [];
  for (let from = 0; from < states; from++) {
    const forced = random.chance(0.7) ? random.integer(0, states - 1) : -1;
    for (let to = 0; to < states; to++) if (to === forced || random.chance(density)) edges.push([from, to]);
  }
  const all = Array.from({ length: states }, (_, state) => state);
  const some = (probability: number) => all.filter(() => random.chance(probability));
  const initial = some(0.3);
  const constrained = random.chance(0.15);
  return {
    states,
    initial: initial.length > 0 ? initial : [0],
    edges,
    predicates: Array.from({ length: PREDICATES }, () => some(random.pick([0.2, 0.5, 0.8]))),
    // Some steps that the graph does not have satisfy an action, too: nobody may ask. The first is often Next.
    actions: Array.from({ length: ACTIONS }, (_, action) => {
      const share = random.pick(action === 0 ? [0.15, 0.3, 0.6, 1, 1] : [0.1, 0.2, 0.4]);
      return all.flatMap((from) =>
        all.filter((to) => from !== to && random.chance(share)).map((to): Edge => [from, to]),
      );
    }),
    cutStates: constrained ? some(0.2) : [],
    cutEdges: constrained ? edges.filter(() => random.chance(0.15)) : [],
  };
}

/** The truth of an atom in a state, or on the step from it. */
export function atomOf(graph: LabelledGraph): (atom: number, from: number, to: number) => boolean {
  const predicates = graph.predicates.map((list) => new Set(list));
  const actions = graph.actions.map((list) => new Set(list.map(([from, to]) => from * graph.states + to)));
  const enabled = graph.actions.map(
    (list) => new Set(graph.edges.filter(([from, to]) => isIn(list, from, to)).map(([from]) => from)),
  );
  return (atom, from, to) => {
    if (atom < PREDICATES) return predicates[atom]!.has(from);
    if (atom < PREDICATES + ACTIONS) return actions[atom - PREDICATES]!.has(from * graph.states + to);
    return enabled[atom - PREDICATES - ACTIONS]!.has(from);
  };
}

/** The states that a search keeps, in the order of their distances, and the steps between them that it may take. */
export interface Kept {
  readonly initial: readonly number[];
  /** By state; -1 for states that are not kept. */
  readonly distance: readonly number[];
  /** Without steps from a state to itself. */
  readonly edges: readonly Edge[];
  /** States with a step to themselves. */
  readonly loops: readonly number[];
  /** Was anything cut off? */
  readonly partial: boolean;
}

export function keptOf(graph: LabelledGraph): Kept {
  const cut = new Set(graph.cutStates);
  const initial = graph.initial.filter((state) => !cut.has(state));
  const may = graph.edges.filter(([from, to]) => !cut.has(to) && !isIn(graph.cutEdges, from, to));
  const distance = new Array<number>(graph.states).fill(-1);
  for (const state of initial) distance[state] = 0;
  const queue = [...initial];
  for (const from of queue) {
    for (const [source, to] of may) {
      if (source !== from || distance[to] !== -1) continue;
      distance[to] = distance[from]! + 1;
      queue.push(to);
    }
  }
  const isKept = (state: number): boolean => distance[state] !== -1;
  const edges = may.filter(([from, to]) => from !== to && isKept(from));
  const lost = graph.edges.filter(([from]) => isKept(from)).length - may.filter(([from]) => isKept(from)).length;
  const loops = may.filter(([from, to]) => from === to && isKept(from)).map(([from]) => from);
  return { initial, distance, edges, loops, partial: lost > 0 || initial.length < graph.initial.length };
}

/** The graph as a table; what is said of it is for the caller to add. */
export function tableOf(graph: LabelledGraph): Table & { atoms: readonly TableAtom[] } {
  const truth = atomOf(graph);
  const atoms = NAMES.map((_, atom): TableAtom => {
    const isStep = atom >= PREDICATES && atom < PREDICATES + ACTIONS;
    return isStep
      ? { over: "step", test: (from, to) => truth(atom, from, to) }
      : { over: "state", test: (state) => truth(atom, state, state) };
  });
  return {
    initial: graph.initial,
    actions: { Go: graph.edges },
    atoms,
    ...(graph.cutStates.length > 0 && { within: (state: number) => !graph.cutStates.includes(state) }),
    ...(graph.cutEdges.length > 0 && { withinStep: (from: number, to: number) => !isIn(graph.cutEdges, from, to) }),
  };
}

/** Graphs that have one thing less. */
export function* smallerGraphs(graph: LabelledGraph): Iterable<LabelledGraph> {
  const last = graph.states - 1;
  const within = (edges: readonly Edge[]): Edge[] => edges.filter(([from, to]) => from < last && to < last);
  const states = (list: readonly number[]): number[] => list.filter((state) => state < last);
  if (last > 0 && states(graph.initial).length > 0) {
    yield {
      states: last,
      initial: states(graph.initial),
      edges: within(graph.edges),
      predicates: graph.predicates.map(states),
      actions: graph.actions.map(within),
      cutStates: states(graph.cutStates),
      cutEdges: within(graph.cutEdges),
    };
  }
  if (graph.initial.length > 1) {
    for (const [i] of graph.initial.entries()) yield { ...graph, initial: graph.initial.toSpliced(i, 1) };
  }
  for (const [i] of graph.edges.entries()) yield { ...graph, edges: graph.edges.toSpliced(i, 1) };
  for (const [i] of graph.cutStates.entries()) yield { ...graph, cutStates: graph.cutStates.toSpliced(i, 1) };
  for (const [i] of graph.cutEdges.entries()) yield { ...graph, cutEdges: graph.cutEdges.toSpliced(i, 1) };
  for (const [at, list] of graph.predicates.entries()) {
    for (const [i] of list.entries()) {
      yield { ...graph, predicates: graph.predicates.with(at, list.toSpliced(i, 1)) };
    }
  }
  for (const [at, list] of graph.actions.entries()) {
    for (const [i] of list.entries()) yield { ...graph, actions: graph.actions.with(at, list.toSpliced(i, 1)) };
  }
}

export function graphText(graph: LabelledGraph): string {
  const arrows = (list: readonly Edge[]) => list.map(([from, to]) => `${from}->${to}`).join(" ");
  return [
    `states 0..${graph.states - 1}, initial ${graph.initial.join(" ")}, steps ${arrows(graph.edges)}`,
    ...graph.predicates.map((list, i) => `${NAMES[i]} in ${list.join(" ")}`),
    ...graph.actions.map((list, i) => `${NAMES[PREDICATES + i]} on ${arrows(list)}`),
    ...(graph.cutStates.length > 0 ? [`without ${graph.cutStates.join(" ")}`] : []),
    ...(graph.cutEdges.length > 0 ? [`without ${arrows(graph.cutEdges)}`] : []),
  ].join("\n");
}

/** A formula as text. */
export function formulaText(formula: Temporal): string {
  switch (formula.kind) {
    case "constant":
      return formula.value ? "TRUE" : "FALSE";
    case "atom":
      return NAMES[formula.atom]!;
    case "not":
      return `~${formulaText(formula.of)}`;
    case "and":
    case "or":
      return `(${formula.of.map(formulaText).join(formula.kind === "and" ? " /\\ " : " \\/ ")})`;
    case "always":
      return `[]${formulaText(formula.of)}`;
    case "eventually":
      return `<>${formulaText(formula.of)}`;
    case "fairness":
      return `${formula.fairness.strength === "weak" ? "WF" : "SF"}(${NAMES[formula.fairness.step]})`;
    case "possible":
      return `Possible${formula.by === null ? "(" : `By(${NAMES[formula.by]}, `}${formulaText(formula.of)})`;
  }
}
