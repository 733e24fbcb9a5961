/** A run as specs see it that ask for it: its counts, the trace so far and what the configuration names, as values. */

import { makeSet, record, sequence, type Value } from "../../values/index.ts";
import type { Counterexample, Location, RunCounts, RunFacts, Step } from "../model.ts";
import type { Formula } from "./behavior.ts";
import type { Formulas, State } from "./executor.ts";

/** What a run is of, as far as specs ask for it. */
interface Viewed {
  readonly variables: readonly { readonly name: string; readonly location: Location }[];
  readonly formulas: Formulas;
  readonly actions: readonly NamedPlace[];
  /** The steps between states, with their actions. */
  steps(states: readonly State[]): readonly Step["action"][];
}

interface NamedPlace {
  readonly name: string;
  readonly location: Location | null;
}

/** A place in a trace that is being shown. */
export interface Shown {
  readonly states: readonly State[];
  readonly steps: readonly Step["action"][];
  readonly at: number;
  /** Is nothing known of how its state was reached? */
  readonly alone?: boolean;
}

/** Where TLC says nothing of an action. */
const UNKNOWN: NamedPlace = { name: "UnnamedAction", location: null };
const INITIAL: NamedPlace = { name: "Initial predicate", location: null };

/** The facts where no run is known: of a trace that comes from elsewhere. */
export const NO_RUN: RunFacts = {
  ...{ level: -1, distinct: -1, generated: -1, queue: -1, diameter: -1, duration: -1 },
  exploring: false,
  simulation: null,
  behaviors: 0,
  path: () => [],
  counterexample: () => null,
  lookUp: () => {},
  stop: () => {},
};

export class RunView {
  /** The place in the trace that ALIAS is evaluated at; null while the run asks. */
  shown: Shown | null = null;
  private readonly viewed: Viewed;
  private readonly facts: RunFacts;
  private readonly decode: (row: Int32Array) => State;

  constructor(viewed: Viewed, facts: RunFacts, decode: (row: Int32Array) => State) {
    this.viewed = viewed;
    this.facts = facts;
    this.decode = decode;
  }

  /** The counts; while a trace is shown, with the level of the state that is. */
  counts(): RunCounts {
    const { facts, shown } = this;
    if (shown === null) return facts;
    const { distinct, generated, queue, diameter, duration } = facts;
    return { level: shown.alone === true ? -1 : shown.at + 1, distinct, generated, queue, diameter, duration };
  }

  stop(): void {
    this.facts.stop();
  }

  /** The states from an initial one to the one in question; null without one. */
  trace(): Value | null {
    if (this.shown?.alone === true) return null;
    const states = this.states();
    return states.length === 0 ? null : sequence(states.map((state) => this.stateValue(state)));
  }

  /** All states of the trace that is being shown. */
  errorTrace(): Value | null {
    return this.shown === null ? null : sequence(this.shown.states.map((state) => this.stateValue(state)));
  }

  /** The first counterexample of a run that is over, as TLCExt describes it; empty where there is none. */
  counterexample(): Value {
    const { facts, shown } = this;
    const found = shown === null && facts.level === 0 ? facts.counterexample() : null;
    return this.graphOf(found ?? { rows: [], loop: -1, closing: null });
  }

  private graphOf({ rows, loop, closing }: Counterexample): Value {
    const states = rows.map(this.decode);
    const numbered = states.map((state, i) => sequence([i + 1, this.stateValue(state)]));
    const steps = this.viewed.steps(closing === null ? states : [...states, this.decode(closing)]);
    const edges = steps.slice(1).map((step, i) => {
      const to = numbered[i + 1] ?? (numbered[loop] as Value);
      return sequence([numbered[i] as Value, this.actionValue(step), to]);
    });
    return record(["action", "state"], [makeSet(edges), makeSet(numbered)]);
  }

  /** What TLCGet knows by name besides the counts: "action", "spec", and of a simulation "stats". */
  fact(key: string): Value | null {
    if (key === "action") return this.lastAction();
    if (key === "stats") return this.simulation === null ? null : this.walkValue();
    return key === "spec" ? this.specValue() : null;
  }

  /** The counts of a simulation, with the behavior at hand: its number, and how often it has taken each action. */
  private walkValue(): Value {
    const { distinct, generated, queue, diameter, duration } = this.counts();
    const { actions } = this.viewed;
    const taken = new Map(actions.map(({ name }) => [name, 0]));
    for (const step of this.viewed.steps(this.states())) {
      const name = step === null ? undefined : actions[step.index]?.name;
      if (name !== undefined) taken.set(name, (taken.get(name) ?? 0) + 1);
    }
    const { behaviors } = this.facts;
    const behavior = record(["id", "actions"], [behaviors, record([...taken.keys()], [...taken.values()])]);
    const fields: Record<string, Value> = {
      ...{ distinct, generated, queue, diameter, duration },
      ...{ traces: behaviors, behavior, worker: 0 },
    };
    return record(Object.keys(fields), Object.values(fields));
  }

  /** What a simulation was told; null in a search. */
  get simulation(): RunFacts["simulation"] {
    return this.facts.simulation;
  }

  /** The state whose draws are asked for; null without one, and in a simulation, which may come back to a state. */
  drawing(): State | null {
    return this.simulation === null ? (this.states().at(-1) ?? null) : null;
  }

  private states(): readonly State[] {
    const { shown } = this;
    return shown === null ? this.facts.path().map(this.decode) : shown.states.slice(0, shown.at + 1);
  }

  /** The action that led to the state in question. */
  private lastAction(): Value {
    const { shown } = this;
    if (shown !== null)
      return this.actionValue(
        shown.steps[shown.at] ?? null,
        shown.at === 0 && shown.alone !== true ? INITIAL : UNKNOWN,
      );
    const states = this.states();
    if (states.length === 0) return this.actionValue(null);
    return this.actionValue(this.viewed.steps(states.slice(-2))[1] ?? null, states.length === 1 ? INITIAL : UNKNOWN);
  }

  private actionValue(step: Step["action"], otherwise = UNKNOWN): Value {
    const { name, location } = step === null ? otherwise : (this.viewed.actions[step.index] ?? otherwise);
    const parameters = new Map(step === null ? [] : step.parameters);
    const context = parameters.size === 0 ? sequence([]) : record([...parameters.keys()], [...parameters.values()]);
    return record(["name", "location", "context"], [name, locationValue(location), context]);
  }

  private stateValue(state: State): Value {
    return record(
      this.viewed.variables.map(({ name }) => name),
      state.slice(),
    );
  }

  private specValue(): Value {
    const { variables, actions, formulas } = this.viewed;
    const { behavior, properties, constraints, actionConstraints } = formulas;
    const named = (list: readonly NamedPlace[]): Value => makeSet(list.map(placeValue));
    const partly = (...over: string[]): Value =>
      named(properties.filter(({ parts }) => parts.some((part) => over.includes(part.over))));
    const fields: Record<string, Value> = {
      inits: named((behavior?.init ?? []).map(placeOf)),
      actions: named(actions),
      temporals: named((behavior?.fairness ?? []).map(placeOf)),
      invariants: partly("state"),
      impliedinits: partly("initial"),
      impliedactions: partly("step"),
      impliedtemporals: partly("behavior", "possible"),
      variables: named(variables),
      constraints: named(constraints.map(placeOf)),
      actionconstraints: named(actionConstraints.map(placeOf)),
    };
    return record(Object.keys(fields), Object.values(fields));
  }
}

/** A formula by the name that the configuration or the specification gives it. */
function placeOf({ expression, source }: Formula): NamedPlace {
  const name = expression.kind === "reference" && expression.args.length === 0 ? expression.name : UNKNOWN.name;
  return { name, location: source.locate(expression.span) };
}

function placeValue({ name, location }: NamedPlace): Value {
  return record(["name", "location"], [name, locationValue(location)]);
}

/** A location as TLC gives it: its last column is that of the last character. */
function locationValue(location: Location | null): Value {
  const { file, line, column, endLine, endColumn } = location ?? NOWHERE;
  const module = file.replace(/^.*[\\/]/, "").replace(/\.tla$/, "");
  return record(
    ["beginLine", "beginColumn", "endLine", "endColumn", "module"],
    [line, column, endLine, Math.max(0, endColumn - 1), module],
  );
}

const NOWHERE = { file: "--unknown--", line: 0, column: 0, endLine: 0, endColumn: 0 };
