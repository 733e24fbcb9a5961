/** What a model may know of the search that asks it, read when it asks. */

import type { RunFacts } from "../models/model.ts";
import type { Budget } from "./budget.ts";

/** A search as its model sees it. */
interface Searching {
  readonly distinct: number;
  readonly generated: number;
  readonly frontier: number;
  readonly depth: number;
  readonly budget: Budget;
}

/** The facts of `search`: `level` tells the level that the model is asked about, `lookUp` is its way to be stopped. */
export function runFacts(search: Searching, level: () => number, lookUp: () => void): RunFacts {
  return {
    get level() {
      return level();
    },
    get distinct() {
      return search.distinct;
    },
    get generated() {
      return search.generated;
    },
    get queue() {
      return search.frontier;
    },
    get diameter() {
      return search.depth;
    },
    get duration() {
      return Math.floor(search.budget.elapsed() / 1000);
    },
    lookUp,
  };
}
