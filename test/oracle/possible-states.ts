/** What is possible from which states, by the naive closure. */

import type { Temporal } from "../../src/models/temporal.ts";
import type { Edge } from "./labelled-graph.ts";

export type Possible = Extract<Temporal, { kind: "possible" }>;

/** Truth after Kleene: null where it is not known. */
export type Truth = boolean | null;

/** States, steps between them, and the truth of atoms. */
export interface Steps {
  readonly states: readonly number[];
  readonly edges: readonly Edge[];
  readonly atom: (atom: number, from: number, to: number) => boolean;
  /** Steps are missing, so that what cannot be reached may yet be possible. */
  readonly partial?: boolean;
}

/** The states that the steps of `formula` lead to from `start`, itself included. */
export function closure(formula: Possible, start: number, { edges, atom }: Steps): Set<number> {
  const { by } = formula;
  const found = new Set([start]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const [from, to] of edges) if (found.has(from) && (by === null || atom(by, from, to))) found.add(to);
  }
  return found;
}

/** The states from which the formula says that something is possible, and is right. */
export function reaching(formula: Possible, steps: Steps): Set<number> {
  const good = new Set(steps.states.filter((state) => truthOf(formula.of, state, steps) === true));
  return new Set(steps.states.filter((state) => [...closure(formula, state, steps)].some((end) => good.has(end))));
}

/** The truth of a formula without temporal operators; steps are spoken of only where `to` is given. */
export function truthOf(formula: Temporal, state: number, steps: Steps, to = state): Truth {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "atom":
      return steps.atom(formula.atom, state, to);
    case "not": {
      const of = truthOf(formula.of, state, steps, to);
      return of === null ? null : !of;
    }
    case "and":
    case "or": {
      const items = formula.of.map((item) => truthOf(item, state, steps, to));
      const decides = formula.kind === "or";
      if (items.includes(decides)) return decides;
      return items.includes(null) ? null : !decides;
    }
    case "possible":
      if (reaching(formula, steps).has(state)) return true;
      return steps.partial === true ? null : false;
    default:
      throw new Error(`${formula.kind} does not speak of a state`);
  }
}
