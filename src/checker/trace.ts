/** From the rows of a path to the states of a trace. */

import { Map as ImmutableMap } from "immutable";
import { EvaluationError, type Model, type Step } from "../models/model.ts";
import { type ImmutableValue, toImmutable, type Value } from "../values/index.ts";
import type { BehaviorFinding } from "./liveness/behaviors.ts";
import type { OutOfReach, Trace, TraceAction, TraceState } from "./result.ts";
import type { Path } from "./verdicts.ts";

/** Most states that are left to reach and still shown. */
const MOST_LEFT = 30;

/**
 * Decodes a path and names its steps. The model replays it; where it cannot (the path leads to the very place where
 * evaluation fails), the steps keep the action they were found by and lose their parameters.
 */
export function traceOf(model: Model, path: Path): Trace {
  const { names, states } = statesOf(model, path);
  const variables = names ?? model.variables;
  return { variables, states, loop: null, back: null, fairness: [], outOfReach: null };
}

/** The trace of a finding about behaviors: with its loop, or with what is left to reach. */
export function behaviorTrace(model: Model, path: Path, finding: BehaviorFinding, rowOf: RowOf): Trace {
  const trace = traceOf(model, path);
  if (finding.kind === "out-of-reach") return { ...trace, outOfReach: outOfReach(model, path, finding, rowOf) };
  if (finding.kind !== "lasso") return trace;
  const { loop, states } = finding.lasso;
  const last = finding.rows.at(-1) as Int32Array;
  const fairness = finding.fairness.map(({ fairness: { name, location }, met, at }) => {
    return { name, location, met, state: at + 1 };
  });
  const stutters = loop === states.length - 1;
  const back = stutters ? null : backAction(model, last, finding.closing);
  return { ...trace, loop: loop + 1, back, fairness };
}

/** The row of a state of the graph. */
export type RowOf = (state: number) => Int32Array;

function backAction(model: Model, last: Int32Array, closing: Int32Array): TraceAction | null {
  const [, step] = model.replay([last, closing]);
  return step === undefined ? null : traceAction(model, step);
}

function outOfReach(
  model: Model,
  path: Path,
  { closed, steps, reachable }: Extract<BehaviorFinding, { kind: "out-of-reach" }>,
  rowOf: RowOf,
): OutOfReach {
  const numbers = path.states ?? [];
  const last = numbers.findLastIndex((state) => reachable(state));
  const few = closed.length <= MOST_LEFT;
  const states = few ? closed.flatMap((state) => statesOf(model, { rows: [rowOf(state)], actions: [-1] }).states) : [];
  return {
    lastChance: last < 0 ? null : last + 1,
    count: closed.length,
    states,
    steps: few ? steps.map(([from, to]) => [from + 1, to + 1] as const) : [],
  };
}

function statesOf(model: Model, path: Path): { names: readonly string[] | null; states: TraceState[] } {
  const steps = replay(model, path);
  const names = aliasNames(steps);
  return { names, states: steps.map((step) => traceState(model, step, names ?? model.variables, names !== null)) };
}

function replay(model: Model, path: Path): readonly Step[] {
  try {
    return model.replay(path.rows);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return path.rows.map((row, at) => {
      const index = path.actions[at] as number;
      return { action: index < 0 ? null : { index, parameters: [] }, values: model.decode(row), alias: null };
    });
  }
}

/** The names that ALIAS gives, if it gives the same ones in every state; else the states themselves are shown. */
function aliasNames(steps: readonly Step[]): string[] | null {
  const [first] = steps;
  if (first === undefined || first.alias === null) return null;
  const names = first.alias.map(([name]) => name);
  const alike = steps.every(({ alias }) => alias?.length === names.length && alias.every(([n], i) => n === names[i]));
  return alike ? names : null;
}

function traceState(model: Model, step: Step, variables: readonly string[], aliased: boolean): TraceState {
  const values = aliased && step.alias !== null ? step.alias.map(([, value]) => value) : step.values;
  return { action: traceAction(model, step), values, state: stateMap(variables, values) };
}

function traceAction(model: Model, { action }: Step): TraceAction | null {
  if (action === null) return null;
  const { name, location } = model.actions[action.index]!;
  return { name, location, parameters: action.parameters };
}

function stateMap(variables: readonly string[], values: readonly Value[]): ImmutableMap<string, ImmutableValue> {
  return ImmutableMap(
    variables.map((variable, at): [string, ImmutableValue] => [variable, toImmutable(values[at] as Value)]),
  );
}
