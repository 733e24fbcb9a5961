/** The state graph of a small model, whole: what a picture of it shows. */

import type { Model } from "../models/model.ts";

export interface GraphState {
  /** The value of each variable. */
  readonly values: readonly unknown[];
  readonly initial: boolean;
  readonly deadlocked: boolean;
  /** The invariants that it violates. */
  readonly violated: readonly string[];
}

/** Steps from one state to another, by index, with the names of the actions that take it. */
export interface GraphStep {
  readonly from: number;
  readonly to: number;
  readonly actions: readonly string[];
}

export interface WholeGraph {
  readonly variables: readonly string[];
  /** In breadth-first order, so a state's number is that of a check. */
  readonly states: readonly GraphState[];
  readonly steps: readonly GraphStep[];
}

/**
 * All states within the constraints and the steps between them; what a constraint excludes is not shown. States are told
 * apart by their rows, without SYMMETRY and VIEW. Null when there are more than `most`. Throws EvaluationError, and what
 * `lookUp` throws, which is called for each state.
 */
export function wholeGraph(model: Model, most: number, lookUp: () => void = () => {}): WholeGraph | null {
  return new Walk(model, most).graph(lookUp);
}

/**
 * The graph with states that `view` does not tell apart as one, in the order of their first states: initial, deadlocked or
 * violating if one of them is. Steps between states that are one are not shown. `key` is the same text for equal values.
 */
export function viewedGraph(
  graph: WholeGraph,
  names: readonly string[],
  view: (values: readonly unknown[]) => { readonly values: readonly unknown[]; readonly key: string },
): WholeGraph {
  const numbers = new Map<string, number>();
  const states: (GraphState & { readonly violated: string[] })[] = [];
  const classes = graph.states.map((state) => {
    const { values, key } = view(state.values);
    const known = numbers.get(key);
    const number = known ?? states.length;
    const before = states[number];
    numbers.set(key, number);
    states[number] = {
      values,
      initial: state.initial || before?.initial === true,
      deadlocked: state.deadlocked || before?.deadlocked === true,
      violated: [...new Set([...(before?.violated ?? []), ...state.violated])],
    };
    return number;
  });
  const steps = new Map<string, { from: number; to: number; actions: string[] }>();
  for (const step of graph.steps) {
    const [from, to] = [classes[step.from] as number, classes[step.to] as number];
    if (from === to) continue;
    const known = steps.get(`${from} ${to}`) ?? { from, to, actions: [] };
    known.actions = [...new Set([...known.actions, ...step.actions])];
    steps.set(`${from} ${to}`, known);
  }
  return { variables: names, states, steps: [...steps.values()] };
}

class Walk {
  private readonly model: Model;
  private readonly most: number;
  private readonly numbers = new Map<string, number>();
  private readonly rows: Int32Array[] = [];

  constructor(model: Model, most: number) {
    this.model = model;
    this.most = most;
  }

  graph(lookUp: () => void): WholeGraph | null {
    const { model, rows } = this;
    model.initial((row) => this.enter(row));
    const initial = rows.length;
    const steps: GraphStep[] = [];
    const deadlocked: boolean[] = [];
    for (let from = 0; from < rows.length; from++) {
      if (rows.length > this.most) return null;
      lookUp();
      const row = rows[from] as Int32Array;
      const leads = new Map<number, Set<string>>();
      deadlocked[from] = true;
      model.next(row, (successor, action) => {
        if (action < 0) return;
        deadlocked[from] = false;
        const to = model.withinStep(row, successor) ? this.enter(successor) : -1;
        if (to < 0) return;
        const names = leads.get(to) ?? new Set();
        leads.set(to, names.add(model.actions[action]?.name ?? ""));
      });
      for (const [to, actions] of leads) steps.push({ from, to, actions: [...actions] });
    }
    const states = rows.map((row, at) => ({
      values: model.decode(row),
      initial: at < initial,
      deadlocked: deadlocked[at] === true,
      violated: this.violatedBy(row),
    }));
    return { variables: model.variables, states, steps };
  }

  /** The number of a row; -1 where a constraint excludes it. */
  private enter(row: Int32Array): number {
    const key = row.join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.model.within(row) ? this.rows.push(row.slice()) - 1 : -1;
    this.numbers.set(key, number);
    return number;
  }

  private violatedBy(row: Int32Array): string[] {
    const { model } = this;
    const names: string[] = [];
    model.properties.forEach(({ name, parts }, property) => {
      if (parts.some(({ over }, part) => over === "state" && !model.holds(property, part, row))) names.push(name);
    });
    return names;
  }
}
