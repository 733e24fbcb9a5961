/** Temporal formulas over the atoms of a model: what the checker decides about behaviors. */

import type { Location } from "./model.ts";

/** A condition of a state, or of a step; its index in `TemporalModel.atoms` stands for it in formulas. */
interface Atom {
  readonly over: "state" | "step";
  /** Is it true of just the steps of Next that change the state or, over states, of just those that have such a step? */
  readonly moves?: boolean;
  /** Its truth on steps that change nothing, where its text tells: `<<A>>_v` is false of them, `[A]_v` true. */
  readonly stuttering?: boolean;
  /** The text, for explanations. */
  readonly text: string;
  readonly location: Location | null;
}

/**
 * `WF_v(A)` or `SF_v(A)`: if steps `<<A>>_v` (atom `step`) are enabled (atom `enabled`) for ever from some time on
 * (weak) or again and again (strong), such steps are taken again and again.
 */
export interface Fairness {
  readonly strength: "weak" | "strong";
  readonly enabled: number;
  readonly step: number;
  /** As in the text, such as `WF_vars(Send(p))`, with the values of bound names. */
  readonly name: string;
  /** The same without these values; absent where there are none. */
  readonly text?: string;
  readonly location: Location | null;
}

/**
 * A formula is evaluated on an infinite behavior. An atom speaks of the first state, or of the first step. `possible`
 * speaks of the first state alone: some path of steps of Next (with `by`: of those that satisfy that step atom), of
 * zero or more steps, leads to a state with `of`, a formula without `always`, `eventually` and `fairness`.
 */
export type Temporal =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "atom"; readonly atom: number }
  | { readonly kind: "not"; readonly of: Temporal }
  | { readonly kind: "and" | "or"; readonly of: readonly Temporal[] }
  | { readonly kind: "always" | "eventually"; readonly of: Temporal }
  | { readonly kind: "fairness"; readonly fairness: Fairness }
  | { readonly kind: "possible"; readonly of: Temporal; readonly by: number | null; readonly text?: PossibleText };

/** What is possible and by which steps (null: all), as in the text, with the values of bound names. */
interface PossibleText {
  readonly goal: string;
  readonly by: string | null;
}

/**
 * The temporal side of a model. Atoms are found while formulas are made, so the list grows until the last formula was
 * asked for. All methods may throw EvaluationError.
 */
export interface TemporalModel {
  readonly atoms: readonly Atom[];
  /** What the specification assumes of behaviors beyond Init and Next: fairness, mostly. */
  assumptions(): readonly Temporal[];
  /** What part `part` of property `property`, over "behavior" or "possible", says of each behavior. */
  formula(property: number, part: number): Temporal;
  holds(atom: number, row: Int32Array): boolean;
  holdsStep(atom: number, row: Int32Array, successor: Int32Array): boolean;
}

export const TRUE: Temporal = { kind: "constant", value: true };
export const FALSE: Temporal = { kind: "constant", value: false };

/** The negation, without double negations. */
export function not(of: Temporal): Temporal {
  if (of.kind === "not") return of.of;
  if (of.kind === "constant") return of.value ? FALSE : TRUE;
  return { kind: "not", of };
}

export function and(of: readonly Temporal[]): Temporal {
  return join("and", of, FALSE, TRUE);
}

export function or(of: readonly Temporal[]): Temporal {
  return join("or", of, TRUE, FALSE);
}

/** Flattens, drops what is neutral, and stops at what decides. */
function join(kind: "and" | "or", of: readonly Temporal[], decides: Temporal, neutral: Temporal): Temporal {
  const items: Temporal[] = [];
  for (const item of of) {
    if (item.kind === kind) items.push(...item.of);
    else if (item.kind !== "constant") items.push(item);
    else if (item.value === (decides as { value: boolean }).value) return decides;
  }
  const [only] = items;
  if (only === undefined) return neutral;
  return items.length === 1 ? only : { kind, of: items };
}

export function always(of: Temporal): Temporal {
  return of.kind === "constant" || of.kind === "always" ? of : { kind: "always", of };
}

export function eventually(of: Temporal): Temporal {
  return of.kind === "constant" || of.kind === "eventually" ? of : { kind: "eventually", of };
}

/** `P ~> Q`. */
export function leadsTo(p: Temporal, q: Temporal): Temporal {
  return always(or([not(p), eventually(q)]));
}

/** The fairness conditions that `formula` is a conjunction of, among others. */
export function fairnessIn(formula: Temporal): Fairness[] {
  if (formula.kind === "fairness") return [formula.fairness];
  return formula.kind === "and" ? formula.of.flatMap(fairnessIn) : [];
}
