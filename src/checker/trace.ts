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
  return { states: steps.map((step) => traceState(model, step)), loop };
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

function traceState(model: Model, step: Step): TraceState {
  return { action: traceAction(model, step), values: step.values, state: stateMap(model.variables, step.values) };
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
