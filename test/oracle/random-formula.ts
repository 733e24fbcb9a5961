/** Random temporal formulas over the atoms of labelled graphs. */

import type { Temporal } from "../../src/models/temporal.ts";
import { fair } from "../checker/graph-model.ts";
import { ACTIONS, PREDICATES } from "./labelled-graph.ts";
import type { Random } from "./random.ts";

const TRUE: Temporal = { kind: "constant", value: true };
const FALSE: Temporal = { kind: "constant", value: false };
const atom = (number: number): Temporal => ({ kind: "atom", atom: number });
const not = (of: Temporal): Temporal => ({ kind: "not", of });
const or = (...of: Temporal[]): Temporal => ({ kind: "or", of });
const always = (of: Temporal): Temporal => ({ kind: "always", of });
const eventually = (of: Temporal): Temporal => ({ kind: "eventually", of });

export function randomPredicate(random: Random): Temporal {
  if (random.chance(0.05)) return random.pick([TRUE, FALSE]);
  // The states in which an action is enabled are as good as any other predicate.
  if (random.chance(0.1)) return atom(PREDICATES + ACTIONS + random.integer(0, ACTIONS - 1));
  return atom(random.integer(0, PREDICATES - 1));
}

export function randomAction(random: Random): number {
  return PREDICATES + random.integer(0, ACTIONS - 1);
}

export function randomFairness(random: Random): Temporal {
  const step = randomAction(random);
  // Mostly the states in which the action is enabled, sometimes others: the checker may not know better.
  const enabled = random.chance(0.7) ? step + ACTIONS : random.integer(0, PREDICATES - 1);
  return fair(random.pick(["weak", "strong"]), enabled, step);
}

/** What a specification may assume. */
export function randomAssumptions(random: Random): Temporal[] {
  const next = PREDICATES;
  // Mostly something goes on, or stuttering would be the only counterexample that there is.
  const found: Temporal[] = random.chance(0.5) ? [fair("weak", next + ACTIONS, next)] : [];
  while (found.length < 3 && random.chance(0.6)) {
    found.push(random.chance(0.9) ? randomFairness(random) : randomFormula(random, 2, 0));
  }
  return found;
}

/** Steps may be spoken of where stuttering cannot be noticed: `<><<A>>_v` and `[][A]_v`, at any depth. */
function stepFormula(random: Random): Temporal {
  const step = atom(randomAction(random));
  switch (random.integer(0, 4)) {
    case 0:
      return eventually(step);
    case 1:
      return always(not(step));
    case 2:
      return always(eventually(step));
    case 3:
      return eventually(always(not(step)));
    default:
      return randomFairness(random);
  }
}

/** A formula at most `depth` operators deep; possibilities (of states alone) occur with probability `possible`. */
export function randomFormula(random: Random, depth: number, possible: number): Temporal {
  if (depth === 0) return random.chance(0.15) ? stepFormula(random) : randomPredicate(random);
  if (random.chance(possible)) return randomPossible(random, depth, possible);
  const inner = () => randomFormula(random, depth - 1, possible);
  const form = random.integer(0, 11);
  switch (form) {
    case 0:
    case 1:
    case 2:
    case 3:
      return connected(form, inner);
    case 4:
    case 5:
      return always(inner());
    case 6:
    case 7:
      return eventually(inner());
    case 8:
      return always(eventually(inner()));
    case 9:
      return eventually(always(inner()));
    case 10:
      return always(or(not(inner()), eventually(inner())));
    default:
      return random.chance(0.5) ? stepFormula(random) : randomPredicate(random);
  }
}

function randomPossible(random: Random, depth: number, possible: number): Temporal {
  const by = random.chance(0.5) ? null : randomAction(random);
  return { kind: "possible", of: randomStateFormula(random, depth - 1, possible), by };
}

/** The same without temporal operators. */
export function randomStateFormula(random: Random, depth: number, possible: number): Temporal {
  if (depth <= 0) return randomPredicate(random);
  if (random.chance(possible)) return randomPossible(random, depth, possible);
  const inner = () => randomStateFormula(random, depth - 1, possible);
  return connected(random.integer(0, 3), inner);
}

/** Formulas under a Boolean operator, which is one of four. */
function connected(form: number, inner: () => Temporal): Temporal {
  switch (form) {
    case 0:
      return not(inner());
    case 1:
      return { kind: "and", of: [inner(), inner()] };
    case 2:
      return or(inner(), inner());
    default:
      return or(not(inner()), inner());
  }
}

/** Simpler formulas in the place of this one. */
export function* simplerFormulas(formula: Temporal): Iterable<Temporal> {
  switch (formula.kind) {
    case "constant":
      return;
    case "atom":
    case "fairness":
      yield TRUE;
      yield FALSE;
      return;
    case "not":
    case "always":
    case "eventually":
    case "possible":
      yield formula.of;
      for (const of of simplerFormulas(formula.of)) yield { ...formula, of };
      return;
    case "and":
    case "or":
      yield* formula.of;
      for (const [i, item] of formula.of.entries()) {
        for (const simpler of simplerFormulas(item)) yield { ...formula, of: formula.of.with(i, simpler) };
      }
  }
}
