/** What a search does not go with that keeps its states, or has them elsewhere than in the memory of one process. */

import { UsageError } from "./context.ts";

/** What the words of a command say of such a search. */
export interface TogetherWords {
  readonly order: string;
  readonly workers: string;
  readonly coverage: boolean;
  readonly explain: boolean;
  readonly watch: boolean;
  readonly sweep: readonly unknown[];
}

/** Throws UsageError for what does not go with `option`; `more` is what does not, besides. */
export function refuseTogether(option: string, given: TogetherWords, more: readonly string[] = []): void {
  const refused = [
    ...(given.order === "depth" ? ["--order depth"] : []),
    ...(given.workers === "1" ? [] : ["--workers"]),
    ...(given.coverage ? ["--coverage"] : []),
    ...(given.explain ? ["--explain"] : []),
    ...(given.watch ? ["--watch"] : []),
    ...(given.sweep.length > 0 ? ["--sweep"] : []),
    ...more,
  ];
  if (refused.length > 0) throw new UsageError(`${option} does not go with ${refused.join(" or ")}`);
}
