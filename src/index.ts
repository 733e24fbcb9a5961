/** The public API of everystate: check a model, and write models in TypeScript. */

export type {
  ActionCount,
  CheckOptions,
  CheckResult,
  During,
  EvaluationFailure,
  Fault,
  Outcome,
  Progress,
  PropertyResult,
  StateCounts,
  StopReason,
  ToldFinding,
  Trace,
  TraceAction,
  TraceState,
  ViolatedProperty,
} from "./checker/index.ts";
export { check } from "./checker/index.ts";
export type { Action, Breach, Diagnostic, Location, Model, Property, PropertyKind, Step } from "./models/model.ts";
export { EvaluationError } from "./models/model.ts";
export { defineModel, type ModelDefinition, type ModelState } from "./models/typescript/define.ts";
export { type ImmutableValue, ModelValue, modelValue, type Value } from "./values/index.ts";
