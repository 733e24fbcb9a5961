/**
 * Takes a temporal formula apart into objectives: what a fair component of a product must satisfy. Formulas about the
 * far end of a behavior ([]<>p, <>[]p, and with them all fairness) become Streett pairs and never enter a tableau.
 */

import { always, and, eventually, FALSE, not, or, type Temporal, TRUE } from "../../models/temporal.ts";

/**
 * One Streett condition (Streett, "Propositional dynamic logic of looping and converse", 1982): if `request` holds
 * again and again, so does `response`. Both are formulas without temporal operators, about a state and a step from it.
 */
export interface Pair {
  readonly request: Temporal;
  readonly response: Temporal;
}

/** A behavior satisfies an objective if it satisfies `tableau` and all `pairs`. */
export interface Objective {
  readonly tableau: Temporal;
  readonly pairs: readonly Pair[];
}

/** Most objectives that a formula may fall into. */
const MOST_OBJECTIVES = 4096;

/** The formula falls into too many cases. */
export class TooManyObjectives extends Error {}

/** The objectives of which a behavior satisfies at least one exactly if it satisfies `formula`. */
export function objectivesOf(formula: Temporal): Objective[] {
  return disjuncts(negationNormal(formula, true)).map((units) => {
    const pairs: Pair[] = [];
    const rest: Temporal[] = [];
    for (const unit of units) {
      const pair = pairOf(unit);
      if (pair === null) rest.push(unit);
      else pairs.push(pair);
    }
    return { tableau: and(rest), pairs };
  });
}

/** Does `formula` speak of a state and a step from it only? */
export function isNow(formula: Temporal): boolean {
  switch (formula.kind) {
    case "constant":
    case "atom":
    case "possible":
      return true;
    case "not":
      return isNow(formula.of);
    case "and":
    case "or":
      return formula.of.every(isNow);
    default:
      return false;
  }
}

/** Negations only before atoms, fairness written out, temporal operators as far outside and as few as they can be. */
function negationNormal(formula: Temporal, positive: boolean): Temporal {
  switch (formula.kind) {
    case "constant":
      return formula.value === positive ? TRUE : FALSE;
    case "atom":
    case "possible":
      return positive ? formula : not(formula);
    case "not":
      return negationNormal(formula.of, !positive);
    case "and":
    case "or": {
      const items = formula.of.map((item) => negationNormal(item, positive));
      return (formula.kind === "and") === positive ? and(items) : or(items);
    }
    case "always":
    case "eventually": {
      const of = negationNormal(formula.of, positive);
      return (formula.kind === "always") === positive ? pushAlways(of) : pushEventually(of);
    }
    case "fairness": {
      const enabled: Temporal = { kind: "atom", atom: formula.fairness.enabled };
      const step: Temporal = { kind: "atom", atom: formula.fairness.step };
      // Weakly fair: []<>(~ENABLED \/ step), which is []<>~ENABLED \/ []<>step.
      const meaning =
        formula.fairness.strength === "weak"
          ? always(eventually(or([not(enabled), step])))
          : or([eventually(always(not(enabled))), always(eventually(step))]);
      return negationNormal(meaning, positive);
    }
  }
}

/** `[]` of a formula in normal form. What is true of all suffixes or of none needs no `[]`. */
function pushAlways(of: Temporal): Temporal {
  if (isTail(of)) return of;
  if (of.kind === "and" && !isNow(of)) return and(of.of.map(pushAlways));
  if (of.kind === "or") {
    const tails = of.of.filter(isTail);
    if (tails.length > 0) return or([...tails, pushAlways(or(of.of.filter((item) => !isTail(item))))]);
    const later = of.of.map((item) => (item.kind === "eventually" ? item.of : null));
    // []( <>a \/ <>b ) is []<>(a \/ b).
    if (later.every((item) => item !== null)) return always(eventually(or(later)));
  }
  return always(of);
}

/** `<>` of a formula in normal form, dually. */
function pushEventually(of: Temporal): Temporal {
  if (isTail(of)) return of;
  if (of.kind === "or" && !isNow(of)) return or(of.of.map(pushEventually));
  if (of.kind === "and") {
    const tails = of.of.filter(isTail);
    if (tails.length > 0) return and([...tails, pushEventually(and(of.of.filter((item) => !isTail(item))))]);
    const always_ = of.of.map((item) => (item.kind === "always" ? item.of : null));
    if (always_.every((item) => item !== null)) return eventually(always(and(always_)));
  }
  return eventually(of);
}

/** Is the formula, whatever it says, true of a behavior exactly if it is true of each of its suffixes? */
function isTail(formula: Temporal): boolean {
  switch (formula.kind) {
    case "always":
      return formula.of.kind === "eventually";
    case "eventually":
      return formula.of.kind === "always";
    case "and":
    case "or":
      return formula.of.every(isTail);
    default:
      return false;
  }
}

/** The Streett pair that `unit` is, if it is one. */
function pairOf(unit: Temporal): Pair | null {
  if (unit.kind === "or") {
    let request: Temporal = TRUE;
    const responses: Temporal[] = [];
    for (const item of unit.of) {
      const pair = item.kind === "or" ? null : pairOf(item);
      if (pair === null) return null;
      if (pair.response.kind !== "constant") responses.push(pair.response);
      else if (request.kind !== "constant") return null;
      else request = pair.request;
    }
    return { request, response: or(responses) };
  }
  if (unit.kind === "always" && unit.of.kind === "eventually" && isNow(unit.of.of)) {
    return { request: TRUE, response: unit.of.of };
  }
  if (unit.kind === "eventually" && unit.of.kind === "always" && isNow(unit.of.of)) {
    return { request: negationNormal(unit.of.of, false), response: FALSE };
  }
  return null;
}

/** Disjunctive normal form, but only where a tail formula stands beside others: a tableau splits the rest itself. */
function disjuncts(formula: Temporal): Temporal[][] {
  if (formula.kind === "constant") return formula.value ? [[]] : [];
  if (pairOf(formula) !== null || !holdsTail(formula)) return [[formula]];
  if (formula.kind === "or") return limited(formula.of.flatMap(disjuncts));
  if (formula.kind !== "and") return [[formula]];
  let clauses: Temporal[][] = [[]];
  for (const item of formula.of) {
    const choices = disjuncts(item);
    clauses = limited(clauses.flatMap((clause) => choices.map((choice) => [...clause, ...choice])));
  }
  return clauses;
}

function holdsTail(formula: Temporal): boolean {
  return isTail(formula) || ((formula.kind === "and" || formula.kind === "or") && formula.of.some(holdsTail));
}

function limited(clauses: Temporal[][]): Temporal[][] {
  if (clauses.length > MOST_OBJECTIVES) throw new TooManyObjectives(`more than ${MOST_OBJECTIVES} cases`);
  return clauses;
}
