/** From the rows of a path to the states of a trace. */

import { Map as ImmutableMap } from "immutable";
import { EvaluationError, type Model, type Step } from "../models/model.ts";
import { type ImmutableValue, toImmutable, type Value } from "../values/index.ts";
import type { Trace, TraceAction, TraceState } from "./result.ts";
import type { Path } from "./verdicts.ts";

/**
 * Decodes a path and names its steps. The model replays it; where it cannot (the path leads to the very place where
 * evaluation fails), the steps keep the action they were found by and lose their parameters.
 */
export function traceOf(model: Model, path: Path, loop: number | null = null): Trace {
  const steps = replay(model, path);
  const names = aliasNames(steps);
  const variables = names ?? model.variables;
  return { variables, states: steps.map((step) => traceState(model, step, variables, names !== null)), loop };
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
