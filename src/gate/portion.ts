/** The runs of one process among several: portions that take about as long, by the successors that are recorded. */

import type { RecordedRun } from "./record.ts";

/** What a run takes before its search, and after it, in successors. */
const BESIDE = 6000;

/** The numbers of the runs of portion `part`, from 1 on: the longest is dealt first, always to who has least so far. */
export function portionOf(runs: readonly RecordedRun[], part: number, of: number): number[] {
  const costs = runs.map(({ states }) => states.generated + BESIDE);
  const costOf = (run: number): number => costs[run] as number;
  const longest = costs.map((_, run) => run).sort((a, b) => costOf(b) - costOf(a) || a - b);
  const totals = Array.from({ length: of }, () => 0);
  const dealt = longest.filter((run) => {
    const least = totals.indexOf(Math.min(...totals));
    totals[least] = (totals[least] as number) + costOf(run);
    return least === part - 1;
  });
  return dealt.sort((a, b) => a - b);
}
