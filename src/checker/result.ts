/** What a check found: the public result. */

import type { Map as ImmutableMap } from "immutable";
import type {
  Breach,
  ConjunctCount,
  Diagnostic,
  FalsePart,
  Location,
  MappedVariable,
  PropertyKind,
  UncheckedReason,
} from "../models/model.ts";
import type { ImmutableValue, Value } from "../values/index.ts";
import type { Explanation } from "./explain/explanation.ts";

/** The action that led to a state of a trace. Its parameters are in the order of the text. */
export interface TraceAction {
  readonly name: string;
  readonly parameters: readonly (readonly [name: string, value: Value])[];
  readonly location: Location | null;
  /** The code that it says it implements: `path/of/file.c:function`. */
  readonly implements?: readonly string[];
}

/** One state of a trace: how it came about (null: initial, or found without knowing how), and what it is. */
export interface TraceState {
  readonly action: TraceAction | null;
  /** The state as an immutable map from variable to value. */
  readonly state: ImmutableMap<string, ImmutableValue>;
  /** The same, one value per name in the order of `Trace.variables`. */
  readonly values: readonly Value[];
}

/** A behavior, or the part of one that matters. */
export interface Trace {
  /** What the states show, by name: the variables of the model, or the fields of the cfg's ALIAS. */
  readonly variables: readonly string[];
  /** Are these the fields of ALIAS, which may be the same in states that are not? */
  readonly aliased: boolean;
  readonly states: readonly TraceState[];
  /** The 1-based index of the state to which the last one returns (itself: stuttering); null for a finite trace. */
  readonly loop: number | null;
  /** Does the last state stutter because no step leads out of it? False for a finite trace. */
  readonly deadlocked: boolean;
  /** The action by which the last state returns to that of `loop`; null for stuttering and for a finite trace. */
  readonly back: TraceAction | null;
  /** How the loop meets each fairness condition of the specification; empty for a finite trace. */
  readonly fairness: readonly FairnessReason[];
  /** Fairness that the lasso lacks: with any one of these it would be no behavior of the specification. */
  readonly excludedBy: readonly ExcludingFairness[];
  /** For a possibility that is lost: what is left from the last state on. */
  readonly outOfReach: OutOfReach | null;
  /** For a counterexample: what Next allows in each of its states; null where that is too much, or fails. */
  readonly enabled: readonly (readonly EnabledStep[] | null)[];
  /** The variables of the module that the property refines, as it maps them: their values in these states. */
  readonly mapped: readonly MappedVariable[];
  /** The functions whose arguments are the processes, where the specification says so. */
  readonly lanes: readonly string[];
}

/** A step that a state allows. */
export interface EnabledStep {
  readonly action: TraceAction;
  /** The arguments at which the step changes functions among the variables: `p` for `pc' = [pc EXCEPT ![p] = "cs"]`. */
  readonly touches: readonly Value[];
}

/** A fairness condition and where in the loop it is met: a step of it is taken there, or it is not enabled there. */
export interface FairnessReason {
  /** As in the text: `WF_vars(Send(p))`, and the values of bound names. */
  readonly name: string;
  readonly location: Location | null;
  readonly met: "taken" | "disabled";
  /** 1-based index of a state of the trace; "taken" is the step from it. */
  readonly state: number;
}

/** Fairness of the steps of an action (null: of all steps), for each value of the parameters if there are some. */
export interface ExcludingFairness {
  readonly strength: "weak" | "strong";
  readonly action: string | null;
  readonly parameters: readonly string[];
  /** As it would be written: `WF_vars(Send(p))`. */
  readonly name: string;
}

/** The end of a trace after which something is not possible any more. */
export interface OutOfReach {
  /** 1-based index of the last state of the trace from which it still was possible; null if it never was. */
  readonly lastChance: number | null;
  /** What is out of reach and the steps that count, as in the text; null: without a text, and all steps. */
  readonly goal: string | null;
  readonly by: string | null;
  /** How many states can still be reached by the steps in question. */
  readonly count: number;
  /** Those states, the trace's last one first, unless there are too many to show. */
  readonly states: readonly TraceState[];
  /** The steps between them, as 1-based indices into `states`, and the action if it could be named. */
  readonly steps: readonly (readonly [from: number, to: number, action: TraceAction | null])[];
}

/** How often an action led to a successor, and how often to a new state. */
export interface ActionCount {
  readonly name: string;
  readonly location: Location | null;
  /** The code that it says it implements: `path/of/file.c:function`. */
  readonly implements?: readonly string[];
  readonly generated: number;
  readonly distinct: number;
}

interface PropertyBase {
  readonly name: string;
  readonly kind: PropertyKind;
  readonly location: Location | null;
}

/** The verdict on one property. */
export type PropertyResult =
  | (PropertyBase & {
      readonly status: "holds";
      /** What the search was limited to, when that may be the reason: a state beyond it could show a violation. */
      readonly within: readonly Limit[];
      /** For what is possible from the initial states: a shortest way to it. */
      readonly witness: Trace | null;
    })
  | (PropertyBase & { readonly status: "unchecked"; readonly reason: UncheckedReason })
  | ViolatedProperty;

/** A property that is violated, and how. */
export interface ViolatedProperty extends PropertyBase {
  readonly status: "violated";
  /** What the violated part breaks. */
  readonly breaks: Breach;
  /** Null for an assumption: it speaks of no state. */
  readonly trace: Trace | null;
  /** What makes it false in the last state of the trace, or on the step to it; absent where nothing says so. */
  readonly falseParts?: readonly FalsePart[];
  /** False where another order than breadth-first found the trace, so that there may be shorter ones; else absent. */
  readonly shortest?: false;
}

/** What is told as soon as it is known; the result has the same objects. */
export type ToldFinding =
  /** `index` is the place of the property among those of the result, which are named `names`. */
  | {
      readonly kind: "violation";
      readonly property: ViolatedProperty;
      readonly index: number;
      readonly names: readonly string[];
    }
  | { readonly kind: "failure"; readonly failure: EvaluationFailure };

/** What may hide states that violate a property. */
export type Limit = "constraint" | "view" | "symmetry";

/** How many states; `depth` counts the states on the longest shortest path (initial states are 1). */
export interface StateCounts {
  /** Distinct initial states. */
  readonly initial: number;
  /** Initial states and successors, duplicates and those that a constraint excludes included. */
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
}

/** Why the search did not reach every state. */
export type StopReason =
  | "decided"
  | "fail-fast"
  /** A property was violated, and since then many times as many states were stored. */
  | "violated"
  | "max-time"
  | "max-states"
  | "max-depth"
  | "max-memory"
  | "interrupted"
  | "exit"
  /** A worker ended that should not have. */
  | "worker"
  /** A file of a search on disk could not be written or read. */
  | "disk"
  | "error";

/**
 * During what an evaluation failed. "assumption" stands for postconditions too; "behavior" for Init, Next, constraints
 * and whatever is asked of an initial state; "assert" for an Assert of the spec, wherever it stands but in an
 * assumption.
 */
export type During = "assumption" | "behavior" | "invariant" | "property" | "assert";

/** Something that went wrong: a property was violated, or an evaluation failed. */
export type Fault = { readonly breaks: Breach } | { readonly during: During };

/** An evaluation that failed, with the trace to the state in which it did. */
export interface EvaluationFailure {
  readonly diagnostic: Diagnostic;
  readonly during: During;
  readonly trace: Trace | null;
  /** The action in whose text it failed, from the last state of the trace; null where it was in none, or nobody knows. */
  readonly action: TraceAction | null;
}

/** "violated" if a property is; else "error"; else "inconclusive" if a property is unchecked; else "holds". */
export type Outcome = "holds" | "violated" | "inconclusive" | "error";

/** How a simulation went. Its states are not stored: `distinct` counts 0, and `depth` is the longest behavior. */
export interface Simulation {
  /** Behaviors begun: the last one may have been left where something was found. */
  readonly behaviors: number;
  /** Most states that a behavior could have. */
  readonly maxDepth: number;
  readonly seed: number;
}

/** All that one check found. */
export interface CheckResult {
  readonly outcome: Outcome;
  readonly seconds: number;
  readonly variables: readonly string[];
  /** False when the model has no behavior, so that only assumptions were decided. */
  readonly hasBehavior: boolean;
  readonly states: StateCounts;
  /** How many distinct states are on each level that was begun; none for a search without levels. */
  readonly levels: readonly number[];
  /** Initial states and successors that the constraints exclude, duplicates included; 0 for a simulation. */
  readonly excluded: number;
  /** How many stored states were not, or not completely, expanded. */
  readonly frontier: number;
  /** Null when every reachable state was seen, or all behaviors of a simulation were walked. */
  readonly stopped: StopReason | null;
  /** Null when every reachable state was looked for. */
  readonly simulation: Simulation | null;
  readonly actions: readonly ActionCount[];
  /** The conditions of the actions, by action and text; null when coverage was not asked for. */
  readonly coverage: readonly ConjunctCount[] | null;
  readonly properties: readonly PropertyResult[];
  readonly failure: EvaluationFailure | null;
  /** The violations and failures in the order in which they were found. */
  readonly faults: readonly Fault[];
  /** Only where it was asked for: what takes time and makes states many; null where the model cannot tell. */
  readonly explanation?: Explanation | null;
  /** Warnings and notes; the failure's diagnostic comes first, if there is one. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a check tells while it runs, at most a few times a second. */
export interface Progress {
  readonly generated: number;
  readonly distinct: number;
  readonly frontier: number;
  readonly depth: number;
  /** How many behaviors have been walked to their end; only in a simulation. */
  readonly behaviors?: number;
  /** How many threads find successors; absent where it is one. */
  readonly workers?: number;
  /** The names of the properties that are violated so far. */
  readonly violated: readonly string[];
  readonly seconds: number;
  /** Resident memory of the process in bytes, and what the run may use; Infinity without a budget. */
  readonly memory: number;
  readonly maxMemory: number;
  /** What takes the time: looking for states, or deciding what behaviors do in those that were found. */
  readonly phase: "states" | "behaviors";
}
