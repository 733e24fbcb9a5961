/** The state graph of a small model, whole: what a picture of it shows. */

import type { Model } from "../models/model.ts";
import { Asked } from "./asked.ts";
import { runFacts } from "./run-facts.ts";

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
  /** Of each state the level and the state from which it was found first; -1: it is initial. */
  private readonly levels: number[] = [];
  private readonly before: number[] = [];
  private readonly asked = new Asked();
  private readonly began = performance.now();
  readonly budget = { elapsed: () => performance.now() - this.began };
  /** Its properties have no verdicts. */
  readonly verdicts = { findings: [] };
  generated = 0;
  /** The state being expanded. */
  private at = -1;
  private stopping = false;

  constructor(model: Model, most: number) {
    this.model = model;
    this.most = most;
  }

  get distinct(): number {
    return this.rows.length;
  }

  get frontier(): number {
    return this.rows.length - this.at - 1;
  }

  get depth(): number {
    return this.levels.at(-1) ?? 0;
  }

  graph(lookUp: () => void): WholeGraph | null {
    const { model, rows, asked } = this;
    model.observe(
      runFacts(this, {
        asked,
        simulation: null,
        expanded: () => this.expanded(),
        pathTo: (row) => [...this.expanded(), row],
        lookUp,
        stop: () => {
          this.stopping = true;
        },
      }),
    );
    asked.running = true;
    model.initial((row) => this.taken(row, -1));
    const initial = rows.length;
    const states: GraphState[] = [];
    const steps: GraphStep[] = [];
    while (this.at + 1 < rows.length && !this.stopping) {
      if (rows.length > this.most) return null;
      lookUp();
      this.at++;
      asked.level = this.levels[this.at] as number;
      asked.aboutExpanded();
      const row = rows[this.at] as Int32Array;
      const violated = this.violatedBy(row);
      const deadlocked = !this.expand(row, steps);
      states.push({ values: model.decode(row), initial: this.at < initial, deadlocked, violated });
    }
    return { variables: model.variables, states, steps: steps.filter(({ to }) => to < states.length) };
  }

  /** Adds the steps from the state being expanded; whether it has a successor, be it an excluded one. */
  private expand(row: Int32Array, steps: GraphStep[]): boolean {
    const { model } = this;
    const leads = new Map<number, Set<string>>();
    let alive = false;
    model.next(row, (successor, action) => {
      const to = this.taken(successor, action);
      if (action < 0) return;
      alive = true;
      if (to >= 0) leads.set(to, (leads.get(to) ?? new Set<string>()).add(model.actions[action]?.name ?? ""));
    });
    for (const [to, actions] of leads) steps.push({ from: this.at, to, actions: [...actions] });
    return alive;
  }

  /** The number of a row that was emitted; -1 where a constraint excludes it, or where it lies inside a step. */
  private taken(row: Int32Array, action: number): number {
    const { model, asked, at } = this;
    this.generated++;
    if (at >= 0 && action < 0) return -1;
    asked.about(row, action);
    const within = at < 0 || model.withinStep(this.rows[at] as Int32Array, row) ? this.enter(row) : -1;
    asked.aboutExpanded();
    return within;
  }

  private enter(row: Int32Array): number {
    const key = row.join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    // What is excluded here may be within the constraints where it is found again, on another way.
    if (!this.model.within(row)) return -1;
    const number = this.rows.push(row.slice()) - 1;
    this.levels.push(this.asked.level + 1);
    this.before.push(this.at);
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

  /** The way to the state being expanded. */
  private expanded(): Int32Array[] {
    const path: Int32Array[] = [];
    for (let at = this.at; at >= 0; at = this.before[at] as number) path.unshift(this.rows[at] as Int32Array);
    return path;
  }
}
