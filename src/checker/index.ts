/** What others may use of the checker. */

export { check } from "./check.ts";
export { isViolation, winningExitCode } from "./exit-code.ts";
export type { CheckOptions, MemoryUse } from "./options.ts";
export type {
  ActionCount,
  CheckResult,
  EvaluationFailure,
  Outcome,
  Progress,
  PropertyResult,
  StateCounts,
  StopReason,
  Trace,
  TraceAction,
  TraceState,
} from "./result.ts";
