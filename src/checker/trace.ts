/** From the rows of a path to the states of a trace. */

import { Map as ImmutableMap } from "immutable";
import { EvaluationError, type Model, type Step } from "../models/model.ts";
import { type ImmutableValue, modelValue, toImmutable, type Value } from "../values/index.ts";
import { actionOf, type EnabledSteps } from "./enabled.ts";
import { excludingFairness } from "./exclusion.ts";
import type { BehaviorFinding, Finding, Path } from "./finding.ts";
import type { OutOfReach, Trace, TraceAction, TraceState } from "./result.ts";

/** Most states that are left to reach and still shown. */
const MOST_LEFT = 30;

/**
 * Decodes a path and names its steps. The model replays it; where it cannot (the path leads to the very place where
 * evaluation fails), the steps keep the action they were found by and lose their parameters. `closing` is the row to
 * which a lasso returns.
 */
export function traceOf(model: Model, path: Path, closing: Int32Array | null = null): Trace {
  const { names, states } = statesOf(model, path, closing);
  const variables = names ?? model.variables;
  const { lanes = [] } = model;
  return { ...PLAIN, variables, aliased: names !== null, states, lanes };
}

/** What there is to say of a trace that shows nothing but a way to a state. */
const PLAIN = {
  ...({ loop: null, deadlocked: false, back: null, fairness: [], excludedBy: [] } as const),
  ...({ outOfReach: null, enabled: [], mapped: [] } as const),
};

/** The trace of a finding: with its loop or what is left to reach, if it has one, and with what its states allow. */
export function findingTrace(model: Model, finding: Finding, enabled: EnabledSteps, rowOf: RowOf | null): Trace | null {
  const { path, behavior } = finding;
  if (path === null) return null;
  const trace =
    behavior === null || rowOf === null ? traceOf(model, path) : behaviorTrace(model, path, behavior, rowOf);
  const mapped = unlessFailing([], () => model.mapped?.(finding.property, path.rows) ?? []);
  return { ...trace, enabled: enabled.ofAll(path.rows), mapped };
}

function behaviorTrace(model: Model, path: Path, finding: BehaviorFinding, rowOf: RowOf): Trace {
  const trace = traceOf(model, path, finding.kind === "lasso" ? finding.closing : null);
  if (finding.kind === "out-of-reach") {
    const last = path.states?.findLastIndex(finding.reachable) ?? -1;
    const lastChance = last < 0 ? null : last + 1;
    return { ...trace, outOfReach: { lastChance, ...leftToReach(model, trace.variables, finding, rowOf) } };
  }
  if (finding.kind !== "lasso") return trace;
  const { loop, states } = finding.lasso;
  const last = finding.rows.at(-1) as Int32Array;
  const fairness = finding.fairness.map(({ fairness: { name, location }, met, at }) => {
    return { name, location, met, state: at + 1 };
  });
  const stutters = loop === states.length - 1;
  const back = stutters ? null : actionBetween(model, last, finding.closing);
  const excludedBy = unlessFailing([], () => excludingFairness(model, finding.rows.slice(loop), finding.closing));
  return { ...trace, loop: loop + 1, deadlocked: stutters && !hasSuccessor(model, last), back, fairness, excludedBy };
}

/** The row of a state of the graph. */
type RowOf = (state: number) => Int32Array;

/** May a step follow? Where Next cannot be evaluated, that nothing can happen is not known. */
function hasSuccessor(model: Model, row: Int32Array): boolean {
  let found = false;
  const failed = unlessFailing(true, () => {
    model.next(row, (_, action) => {
      found ||= action >= 0;
    });
    return false;
  });
  return found || failed;
}

/** What `work` answers, or `otherwise` where something in it cannot be evaluated: the failure is told elsewhere. */
function unlessFailing<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return otherwise;
  }
}

function actionBetween(model: Model, from: Int32Array, to: Int32Array): TraceAction | null {
  const [, step] = unlessFailing([], () => model.replay([from, to], null));
  return step === undefined ? null : traceAction(model, step);
}

/** What can still be reached from where the goal cannot. */
function leftToReach(
  model: Model,
  variables: readonly string[],
  { closed, steps, goal, by }: Extract<BehaviorFinding, { kind: "out-of-reach" }>,
  rowOf: RowOf,
): Omit<OutOfReach, "lastChance"> {
  const few = closed.length <= MOST_LEFT;
  const rowAt = (at: number): Int32Array => rowOf(closed[at] as number);
  const action = (from: number, to: number): TraceAction | null => actionBetween(model, rowAt(from), rowAt(to));
  const states = few ? closed.map((state) => leftState(model, variables, rowOf(state))) : [];
  const shown = states.every((state) => state !== null);
  return {
    goal,
    by,
    count: closed.length,
    states: shown ? states : [],
    steps: few && shown ? steps.map(([from, to]) => [from + 1, to + 1, action(from, to)] as const) : [],
  };
}

/** A state shown as those of the trace are; null when ALIAS gives it other names. */
function leftState(model: Model, variables: readonly string[], row: Int32Array): TraceState | null {
  const step = replay(model, { rows: [row], actions: [-1] }, null)[0] as Step;
  if (variables === model.variables) return traceState(model, step, variables, false);
  const known = step.alias?.every(([name]) => variables.includes(name)) ?? false;
  return known ? traceState(model, step, variables, true) : null;
}

function statesOf(
  model: Model,
  path: Path,
  closing: Int32Array | null,
): { names: readonly string[] | null; states: TraceState[] } {
  const steps = replay(model, path, closing);
  const names = aliasNames(steps);
  return { names, states: steps.map((step) => traceState(model, step, names ?? model.variables, names !== null)) };
}

function replay(model: Model, path: Path, closing: Int32Array | null): readonly Step[] {
  const replayed = unlessFailing(null, () => model.replay(path.rows, closing));
  return (
    replayed ??
    path.rows.map((row, at) => {
      const index = path.actions[at] as number;
      return { action: index < 0 ? null : { index, parameters: [] }, values: model.decode(row), alias: null };
    })
  );
}

/** The names that ALIAS gives, in some state at least; null where the states themselves are shown. */
function aliasNames(steps: readonly Step[]): string[] | null {
  const names = steps.flatMap(({ alias }) => alias?.map(([name]) => name) ?? []);
  return names.length === 0 ? null : [...new Set(names)];
}

/** What is shown for a field that the ALIAS of other states has. */
const absent = modelValue("(no such field here)");

function traceState(model: Model, step: Step, variables: readonly string[], aliased: boolean): TraceState {
  const fields = aliased ? new Map(step.alias) : null;
  const values = fields === null ? step.values : variables.map((name) => fields.get(name) ?? absent);
  let state: TraceState["state"] | null = null;
  return {
    action: traceAction(model, step),
    values,
    // Made when it is asked for: collections of large sets take long, and the reports do without.
    get state() {
      state ??= stateMap(variables, values);
      return state;
    },
  };
}

function traceAction(model: Model, { action }: Step): TraceAction | null {
  return action === null ? null : actionOf(model, action);
}

function stateMap(variables: readonly string[], values: readonly Value[]): ImmutableMap<string, ImmutableValue> {
  return ImmutableMap(
    variables.map((variable, at): [string, ImmutableValue] => [variable, toImmutable(values[at] as Value)]),
  );
}
