/** The exit codes (docs/exit-codes.md), and which one wins: the one place that knows them. */

import type { CheckResult, During } from "../checker/index.ts";
import type { Breach } from "../models/model.ts";

/** What an exit code means, apart from what a check found. */
export const EXIT = {
  success: 0,
  usage: 2,
  drift: 20,
  /** A mutant that no property notices. */
  survivor: 21,
  inconclusive: 30,
  defect: 70,
  /** A report, trace or record could not be written, for a full disk or for want of rights. */
  unwritten: 74,
  /** Init, Next or what is asked of a state could not be evaluated, outside of a check. */
  evaluation: 75,
  interrupted: 130,
  terminated: 143,
  specification: 150,
  configuration: 151,
} as const;

const BREACHES: Readonly<Record<Breach, number>> = {
  assumption: 10,
  postcondition: 10,
  possible: 10,
  deadlock: 11,
  invariant: 12,
  property: 13,
};

const FAILURES: Readonly<Record<During, number>> = {
  assumption: BREACHES.assumption,
  assert: 14,
  behavior: 75,
  invariant: 76,
  property: 77,
};

/** Those that win over every violation, the strongest first, and those over which every violation wins. */
const FIRST = [
  EXIT.defect,
  EXIT.unwritten,
  EXIT.specification,
  EXIT.configuration,
  FAILURES.behavior,
  FAILURES.invariant,
  FAILURES.property,
];
const LAST: readonly number[] = [EXIT.drift, EXIT.inconclusive];

/** The exit code of a check. */
export function exitCodeOf({ outcome, faults }: Pick<CheckResult, "outcome" | "faults">): number {
  const codes = faults.map((fault) => ("breaks" in fault ? BREACHES[fault.breaks] : FAILURES[fault.during]));
  return winningExitCode(outcome === "inconclusive" ? [...codes, EXIT.inconclusive] : codes);
}

/** The exit code of the evaluation that failed, or null: one that failed in an assumption or an Assert is a verdict. */
export function failureCode({ failure }: CheckResult): number | null {
  const code = failure === null ? null : FAILURES[failure.during];
  return code !== null && FIRST.includes(code) ? code : null;
}

/**
 * The code that wins among `codes`, given in the order in which they were found: a defect of ours, then what could not
 * be read, then evaluation failures, then the first violation found, then drift, inconclusive, and 0.
 */
export function winningExitCode(codes: readonly number[]): number {
  const first = FIRST.find((code) => codes.includes(code));
  const violation = codes.find((code) => code !== EXIT.success && !LAST.includes(code));
  return first ?? violation ?? LAST.find((code) => codes.includes(code)) ?? EXIT.success;
}
