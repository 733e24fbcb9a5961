/** What others may use of the checker. */

export { check, simulate } from "./check.ts";
export { type Disk, DiskFailure, type DiskFile } from "./disk/disk.ts";
export { ALONE, type Exchange } from "./distributed/exchange.ts";
export { Rank } from "./distributed/rank.ts";
export type {
  ActionShare,
  Explanation,
  Growth,
  SymmetryRemedy,
  TimeShares,
  VariableShare,
  ViewRemedy,
} from "./explain/explanation.ts";
export { Member } from "./kernel/member.ts";
export type { Threads } from "./kernel/team.ts";
export type { MemberPlan } from "./kernel/team-plan.ts";
export type { CheckOptions, MemoryUse, Order, SimulateOptions } from "./options.ts";
export type {
  ActionCount,
  CheckResult,
  During,
  EnabledStep,
  EvaluationFailure,
  ExcludingFairness,
  FairnessReason,
  Fault,
  Limit,
  Outcome,
  OutOfReach,
  Progress,
  PropertyResult,
  Simulation,
  StateCounts,
  StopReason,
  ToldFinding,
  Trace,
  TraceAction,
  TraceState,
  ViolatedProperty,
} from "./result.ts";
export type { NumberList, Snapshot, Withheld } from "./snapshot.ts";
export { type GraphState, type GraphStep, viewedGraph, type WholeGraph, wholeGraph } from "./whole-graph.ts";
