/** Which exit code wins: the one place that knows the order of design.md section 5. */

/** Codes of violations: among them the one found first wins. */
export function isViolation(code: number): boolean {
  return code >= 10 && code <= 14;
}

const FAILURES = [70, 150, 151, 75, 76, 77];
const LAST = [20, 30];

/**
 * The code that wins among `codes`, given in the order in which they were found: a defect of ours, then what could not
 * be read, then evaluation failures, then the first violation found, then drift, inconclusive, and 0.
 */
export function winningExitCode(codes: Iterable<number>): number {
  const all = [...codes];
  for (const code of FAILURES) if (all.includes(code)) return code;
  const violation = all.find(isViolation);
  if (violation !== undefined) return violation;
  for (const code of LAST) if (all.includes(code)) return code;
  return 0;
}
