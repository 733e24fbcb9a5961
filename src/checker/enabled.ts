/** What a model allows in the states of its counterexamples. */

import { EvaluationError, type Model, type Step } from "../models/model.ts";
import {
  apply,
  domainOf,
  elements,
  FunctionValue,
  hash,
  isEnumerable,
  print,
  same,
  type Value,
} from "../values/index.ts";
import type { EnabledStep, TraceAction } from "./result.ts";

/** A state that allows more steps than this is not told: nobody reads so many. */
const MOST_STEPS = 200;

/** Traces longer than this are not told, and of functions with more arguments not which of them a step changes. */
const MOST_STATES = 200;
const MOST_ARGUMENTS = 256;

/** A state with its steps. */
interface Known {
  readonly state: readonly Value[];
  readonly steps: readonly EnabledStep[] | null;
}

/** The steps from rows of one model; rows that several traces share are asked about once. */
export class EnabledSteps {
  private readonly model: Model;
  private readonly known = new Map<number, readonly Known[]>();

  constructor(model: Model) {
    this.model = model;
  }

  /** One entry for each row; none at all for a model that cannot tell, and for a very long trace. */
  ofAll(rows: readonly Int32Array[]): (readonly EnabledStep[] | null)[] {
    if (this.model.steps === undefined || rows.length > MOST_STATES) return [];
    return rows.map((row) => this.of(row));
  }

  private of(row: Int32Array): readonly EnabledStep[] | null {
    const state = this.model.decode(row);
    // By the values, not by the row: the layout may change between two traces.
    const key = state.reduce((sum: number, value) => (Math.imul(sum, 31) + hash(value)) | 0, 0);
    const alike = this.known.get(key) ?? [];
    const known = alike.find((one) => one.state.every((value, at) => same(value, state[at] as Value)));
    if (known !== undefined) return known.steps;
    const steps = this.find(row, state);
    this.known.set(key, [...alike, { state, steps }]);
    return steps;
  }

  private find(row: Int32Array, state: readonly Value[]): readonly EnabledStep[] | null {
    const { model } = this;
    try {
      const steps = model.steps!(row, MOST_STEPS);
      return steps === null ? null : merged(model, state, steps);
    } catch (error) {
      // Where Next cannot be evaluated, nobody can say what it allows: the trace itself is as good as before.
      if (error instanceof EvaluationError) return null;
      throw error;
    }
  }
}

/** The action of a step, by its name in the text. */
export function actionOf(model: Model, { index, parameters }: NonNullable<Step["action"]>): TraceAction {
  const { name, location, implements: code } = model.actions[index]!;
  return { name, location, parameters, ...(code === undefined ? {} : { implements: code }) };
}

/** Steps that differ only in the state they lead to are one; those that change nothing are none. */
function merged(model: Model, state: readonly Value[], steps: readonly Step[]): EnabledStep[] {
  const found = new Map<string, { action: TraceAction; touches: Value[] }>();
  for (const { action, values } of steps) {
    if (action === null || state.every((value, at) => same(value, values[at] as Value))) continue;
    const key = [action.index, ...action.parameters.map(([, value]) => print(value))].join("\n");
    const entry = found.get(key) ?? { action: actionOf(model, action), touches: [] };
    for (const touched of touchesOf(state, values)) {
      if (!entry.touches.some((known) => same(known, touched))) entry.touches.push(touched);
    }
    found.set(key, entry);
  }
  return [...found.values()];
}

function touchesOf(before: readonly Value[], after: readonly Value[]): Value[] {
  return before.flatMap((from, at) => {
    const to = after[at] as Value;
    if (!(from instanceof FunctionValue && to instanceof FunctionValue) || same(from, to)) return [];
    const [domain, other] = [domainOf(from), domainOf(to)];
    if (!isEnumerable(domain) || !isEnumerable(other) || !same(domain, other)) return [];
    const all = elements(domain);
    if (all.length > MOST_ARGUMENTS) return [];
    return all.filter((argument) => !same(apply(from, argument), apply(to, argument)));
  });
}
