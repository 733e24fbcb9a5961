/** The meaning of temporal formulas on a lasso, straight from the definition: a second opinion on what was found. */

import type { Temporal } from "../../models/temporal.ts";

/** A lasso as truth: how many positions, where the loop begins, and what holds at each position and on its step. */
export interface LassoTruth {
  readonly length: number;
  readonly loop: number;
  atom(atom: number, position: number): boolean;
  possible(formula: Extract<Temporal, { kind: "possible" }>, position: number): boolean;
}

/** Is `formula` true of the behavior that the lasso stands for? */
export function holdsOn(formula: Temporal, lasso: LassoTruth): boolean {
  return truths(formula, lasso)[0] as boolean;
}

/** The truth of `formula` at each position. */
function truths(formula: Temporal, lasso: LassoTruth): boolean[] {
  const { length, loop } = lasso;
  const positions = Array.from({ length }, (_, position) => position);
  switch (formula.kind) {
    case "constant":
      return positions.map(() => formula.value);
    case "atom":
      return positions.map((position) => lasso.atom(formula.atom, position));
    case "possible":
      return positions.map((position) => lasso.possible(formula, position));
    case "not":
      return truths(formula.of, lasso).map((value) => !value);
    case "and":
    case "or": {
      const items = formula.of.map((item) => truths(item, lasso));
      const all = formula.kind === "and";
      return positions.map((p) => (all ? items.every((item) => item[p]) : items.some((item) => item[p])));
    }
    case "always":
    case "eventually": {
      const of = truths(formula.of, lasso);
      const all = formula.kind === "always";
      // From a position on, a behavior passes the rest of the stem and the whole loop, which may be long.
      const round = of.slice(loop);
      let ahead = all ? round.every(Boolean) : round.some(Boolean);
      const found = positions.map(() => ahead);
      for (let p = loop - 1; p >= 0; p--) {
        ahead = all ? ahead && (of[p] as boolean) : ahead || (of[p] as boolean);
        found[p] = ahead;
      }
      return found;
    }
    case "fairness": {
      const { strength, enabled, step } = formula.fairness;
      const cycle = positions.slice(loop);
      const taken = cycle.some((p) => lasso.atom(step, p));
      const able = cycle.map((p) => lasso.atom(enabled, p));
      const asked = strength === "weak" ? able.every(Boolean) : able.some(Boolean);
      return positions.map(() => taken || !asked);
    }
  }
}
