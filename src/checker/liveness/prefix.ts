/**
 * Violations that need no loop: after a finite way nothing that follows can satisfy the property any more. The tableau
 * of the negated property then asks for nothing further (an informative prefix: Kupferman and Vardi, "Model checking of
 * safety properties", 2001).
 */

import type { Temporal } from "../../models/temporal.ts";
import type { AtomValues } from "./atom-values.ts";
import { fairComponents } from "./components.ts";
import { shortestWalk, statesOf } from "./lasso.ts";
import { objectivesOf } from "./normal-form.ts";
import { Product } from "./product.ts";
import { tableauOf } from "./tableau.ts";

interface Prefix {
  readonly states: readonly number[];
  /** Does what is satisfied speak of steps? */
  readonly steps: boolean;
}

/**
 * A shortest way that satisfies `negated` whatever comes after it, from an initial state on; null if there
 * is none, or if no behavior that satisfies `assumptions` goes on from its end.
 */
export function* badPrefix(
  negated: Temporal,
  assumptions: Temporal,
  atoms: AtomValues,
): Generator<void, Prefix | null> {
  let shortest: Prefix | null = null;
  for (const { tableau, pairs } of objectivesOf(negated)) {
    // What is asked of the far end of a behavior no prefix decides; and of what is false anyway none says more.
    if (pairs.length > 0 || tableau.kind === "constant") continue;
    const product = new Product(tableauOf(tableau), atoms);
    yield* product.explore();
    const walk = shortestWalk(product, product.initial, (at) => product.isDone(at));
    if (walk === null) continue;
    const states = statesOf(product, walk.start, walk.steps);
    if (shortest === null || states.length < shortest.states.length) {
      shortest = { states, steps: readsSteps(tableau, atoms) };
    }
  }
  if (shortest === null) return null;
  return (yield* goesOn(shortest.states.at(-1) as number, assumptions, atoms)) ? shortest : null;
}

/** Does a behavior that meets `assumptions`, which may speak of its far end only, lead on from `state`? */
function* goesOn(state: number, assumptions: Temporal, atoms: AtomValues): Generator<void, boolean> {
  for (const objective of objectivesOf(assumptions)) {
    if (objective.tableau.kind !== "constant") continue;
    const components = yield* fairComponents(objective, atoms, "all");
    // The product with a tableau that asks for nothing is the graph.
    if (shortestWalk(components.product, [state], (at) => components.isFair(at)) !== null) return true;
  }
  return false;
}

function readsSteps(formula: Temporal, atoms: AtomValues): boolean {
  switch (formula.kind) {
    case "always":
    case "eventually":
      return readsSteps(formula.of, atoms);
    case "and":
    case "or":
      return formula.of.some((item) => readsSteps(item, atoms));
    default:
      return atoms.readsStep(formula);
  }
}
