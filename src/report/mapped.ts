/** A trace with the variables of the module that is refined beside its own, as a reader of it wants to see them. */

import type { Trace } from "../checker/index.ts";
import type { Value } from "../values/index.ts";

/** The same trace where nothing is mapped. */
export function withMapped(trace: Trace): Trace {
  const { mapped, variables, states } = trace;
  if (mapped.length === 0) return trace;
  return {
    ...trace,
    variables: [...variables, ...mapped.map(({ name }) => name)],
    states: states.map((shown, at) => ({
      action: shown.action,
      values: [...shown.values, ...mapped.map(({ values }) => values[at] as Value)],
      get state() {
        return shown.state;
      },
    })),
    mapped: [],
  };
}
