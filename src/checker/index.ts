/** What others may use of the checker. */

export { check, simulate } from "./check.ts";
export { isViolation, winningExitCode } from "./exit-code.ts";
export type { CheckOptions, MemoryUse, SimulateOptions } from "./options.ts";
export type {
  ActionCount,
  CheckResult,
  EvaluationFailure,
  FairnessReason,
  Limit,
  Outcome,
  OutOfReach,
  Progress,
  PropertyResult,
  Simulation,
  StateCounts,
  StopReason,
  Trace,
  TraceAction,
  TraceState,
} from "./result.ts";
