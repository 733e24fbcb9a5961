/** The public API of everystate: load a spec or write a model in TypeScript, check it, and render what was found. */

export type {
  ActionCount,
  CheckOptions,
  CheckResult,
  During,
  EvaluationFailure,
  ExcludingFairness,
  FairnessReason,
  Fault,
  Limit,
  MemoryUse,
  Order,
  Outcome,
  OutOfReach,
  Progress,
  PropertyResult,
  SimulateOptions,
  Simulation,
  StateCounts,
  StopReason,
  ToldFinding,
  Trace,
  TraceAction,
  TraceState,
  ViolatedProperty,
} from "./checker/index.ts";
export { check, simulate } from "./checker/index.ts";
export { type LoadedSpec, type LoadOptions, loadSpec, render, type SpecTexts } from "./library.ts";
export type {
  Action,
  Breach,
  ConjunctCount,
  Diagnostic,
  Location,
  Model,
  Property,
  PropertyKind,
  Step,
  UncheckedReason,
} from "./models/model.ts";
export { EvaluationError } from "./models/model.ts";
export { defineModel, type ModelDefinition, type ModelState } from "./models/typescript/define.ts";
export { type ImmutableValue, ModelValue, modelValue, type Value } from "./values/index.ts";
