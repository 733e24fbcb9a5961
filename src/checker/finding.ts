/** What an exploration finds: ways to states, violations, failures; and what it leaves to ask. */

import type { Breach, EvaluationError } from "../models/model.ts";
import type { Fairness } from "../models/temporal.ts";
import type { During } from "./result.ts";
import type { StateGraph } from "./state-graph.ts";

/** A way to a state, as rows: the first is initial; `actions[i]` led to `rows[i]` (-1 for the first). */
export interface Path {
  readonly rows: readonly Int32Array[];
  readonly actions: readonly number[];
  /** The numbers of the states, where all of them are stored. */
  readonly states?: readonly number[];
}

/** A violated property: what its violated part breaks, and how to get there (null for an assumption). */
export interface Finding {
  readonly property: number;
  readonly breaks: Breach;
  readonly path: Path | null;
  /** What there is to say beyond the path, for properties of behaviors and of what is possible. */
  readonly behavior: BehaviorFinding | null;
}

/** An evaluation that failed, with the way to the state in which it did. */
export interface Failure {
  readonly error: EvaluationError;
  readonly during: During;
  readonly path: Path | null;
}

/** How far a search came: which parts that speak of states have been decided wherever they are not violated. */
export interface Extent {
  readonly initial: boolean;
  readonly steps: boolean;
}

/** What has been explored, for questions about behaviors. */
export interface Explored {
  /** The states and edges so far. Only where some part is over behaviors or possibilities. */
  graph(): StateGraph;
  /** How many emitted states the constraints exclude. */
  excluded(): number;
  /** The row of a state. */
  rowOf(state: number): Int32Array;
  /** A shortest way to a state, and one step further if a row is given. */
  pathTo(state: number, row?: Int32Array | null): Path;
}

/** A behavior that returns for ever: `states[loop]` follows the last state (itself: stuttering). */
export interface Lasso {
  /** Numbers of states, each step an edge of the graph. */
  readonly states: readonly number[];
  /** Index of the state to which the last one returns. */
  readonly loop: number;
}

/** A lasso in real states. */
export interface RealLasso {
  readonly lasso: Lasso;
  /** The rows of its states. */
  readonly rows: readonly Int32Array[];
  /** The row to which the last one returns: that of the state where the loop begins, unless `inViewOnly`. */
  readonly closing: Int32Array;
  /** No real state returned, however often the loop was gone round: it closes in what the view shows. */
  readonly inViewOnly: boolean;
}

/** How a fairness condition is met in a loop: a step of it is taken at `at`, or it is not enabled there. */
export interface MetFairness {
  readonly fairness: Fairness;
  readonly met: "taken" | "disabled";
  /** Index of a state of the lasso. */
  readonly at: number;
}

/** What was found about a part. */
export type BehaviorFinding =
  | (RealLasso & { readonly kind: "lasso"; readonly fairness: readonly MetFairness[] })
  /** From state `end` what should be possible is not; `closed` are the states that can still be reached. */
  | {
      readonly kind: "out-of-reach";
      readonly end: number;
      readonly closed: readonly number[];
      /** Each step inside `closed`, as indices into it. */
      readonly steps: readonly (readonly [number, number])[];
      /** Is it still reachable in this state? Asked of the states on the way to `end`. */
      readonly reachable: (state: number) => boolean;
      /** What is not reachable, as in the text, and the steps that count; null: unknown, and all steps. */
      readonly goal: string | null;
      readonly by: string | null;
    }
  /** From `path[from]` something is possible that should not be; the path ends where it happens. */
  | { readonly kind: "reached"; readonly start: number; readonly path: readonly number[] }
  /** After these states, whatever follows, the formula is false. `breaks` what it breaks then. */
  | { readonly kind: "prefix"; readonly states: readonly number[]; readonly breaks: Breach }
  /** A state in which the formula is false for no possibility's sake. */
  | { readonly kind: "state"; readonly end: number }
  /** Nothing anywhere satisfies it. */
  | { readonly kind: "nowhere" };
