/** What takes time and makes states many in a model, measured on the states of a run that is over. */

import type { Evaluation, Explainer } from "../../models/model.ts";
import type { MeasureKind } from "./measure.ts";

export interface Explanation {
  /** Null where no state could be timed. */
  readonly time: TimeShares | null;
  /** Of so many states, the first that were found, the rest is said. */
  readonly counted: number;
  /** The variables without which the fewest states are different come first. */
  readonly variables: readonly VariableShare[];
  readonly growth: readonly Growth[];
  readonly remedies: Remedies;
  readonly evaluation: Evaluation;
}

export interface Growth {
  readonly variable: string;
  readonly kind: MeasureKind;
  /** The levels (from 1 on) in which the largest value so far is first met, and how large it is there. */
  readonly steps: readonly { readonly level: number; readonly size: number }[];
  /** How many levels were looked at. */
  readonly levels: number;
  /** The middle between its least and its largest size, and how many of the counted states keep within. */
  readonly bound: number;
  readonly kept: number;
}

export interface VariableShare {
  readonly name: string;
  /** How many different values it has. */
  readonly values: number;
  /** How many states would be different if it did not count. */
  readonly without: number;
  /** The parts of its value, in a state at the mean, and at most. */
  readonly meanParts: number;
  readonly mostParts: number;
}

export interface ActionShare {
  readonly name: string;
  /** Of all time; and of its own, what it takes where it has no step. */
  readonly time: number;
  readonly vain: number;
  /** Of all steps of the run. */
  readonly steps: number;
  /** Of its steps, those that led to a new state; null without steps. */
  readonly fresh: number | null;
}

export interface TimeShares {
  /** How many states are in the sample. */
  readonly sampled: number;
  /** Is Next a choice of actions that are timed apart? */
  readonly divided: boolean;
  /** The one that takes most comes first. */
  readonly actions: readonly ActionShare[];
  /** What Next takes outside of its actions: for the sets that their arguments are taken from. */
  readonly choosing: number;
  /** What else is asked of states, and the names of what could not be timed, since it asks for the run. */
  readonly untimed: readonly string[];
  readonly asked: readonly (Explainer["asked"][number] & { readonly time: number })[];
}

/** A view without the variables that decide nothing. */
export interface ViewRemedy {
  /** A name for its definition that the specification does not use yet. */
  readonly name: string;
  readonly hidden: readonly string[];
  readonly shown: readonly string[];
  /** How many of the counted states it tells apart. */
  readonly states: number;
}

/** The permutations of the sets of model values that some constants are. */
export interface SymmetryRemedy {
  readonly name: string;
  readonly constants: readonly string[];
  readonly permutations: number;
  /** How many classes the first so many states are in. */
  readonly of: number;
  readonly classes: number;
  /** Of so many states it was asked whether the specification treats their images alike, and of some it does not. */
  readonly tried: number;
  readonly differs: boolean;
}

export interface Remedies {
  readonly view: ViewRemedy | null;
  readonly symmetries: readonly SymmetryRemedy[];
  /** A name for a constraint that the specification does not use yet. */
  readonly constraint: string;
  /** The constants whose sets have too many permutations to be tried. */
  readonly untried: readonly string[];
  /** A property for which a SYMMETRY would not be used; null if there is none. */
  readonly against: string | null;
}
