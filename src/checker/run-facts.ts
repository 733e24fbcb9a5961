/** What a model may know of the search that asks it, read when it asks; and what is told of its progress. */

import type { Counterexample, RunFacts } from "../models/model.ts";
import type { Asked } from "./asked.ts";
import type { Budget } from "./budget.ts";
import type { Path } from "./finding.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Progress } from "./result.ts";
import type { Verdicts } from "./verdicts.ts";

/** A search or a walk as its model sees it. */
interface Exploring {
  readonly distinct: number;
  readonly generated: number;
  readonly frontier: number;
  readonly depth: number;
  readonly behaviors?: number;
  readonly budget: Pick<Budget, "elapsed">;
  readonly verdicts: Pick<Verdicts, "findings">;
}

/** What else there is to know, and the two ways to end the run. */
interface Ways extends Pick<RunFacts, "simulation" | "lookUp" | "stop"> {
  readonly asked: Asked;
  /** The way to the state that is being expanded. */
  expanded(): Path["rows"];
  /** The way to an emitted row. */
  pathTo(row: Int32Array, action: number): Path["rows"];
}

/** The facts of `search`. */
export function runFacts(search: Exploring, ways: Ways): RunFacts {
  const { asked, simulation, lookUp, stop } = ways;
  return {
    get exploring() {
      return asked.running;
    },
    get level() {
      if (!asked.running) return -1;
      asked.forWay = true;
      return asked.row === null ? asked.level : asked.level + 1;
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
    simulation,
    get behaviors() {
      return search.behaviors ?? 0;
    },
    path() {
      if (!asked.running) return [];
      asked.forWay = true;
      if (asked.row !== null) return ways.pathTo(asked.row, asked.action);
      return asked.level > 0 ? ways.expanded() : [];
    },
    counterexample: () => firstCounterexample(search.verdicts),
    lookUp,
    stop,
  };
}

/** How far `search` is. */
export function progressOf(
  search: Exploring & { readonly verdicts: Verdicts; readonly workers: number },
  { measureMemory, maxMemory }: Pick<ResolvedOptions, "measureMemory" | "maxMemory">,
  phase: Progress["phase"],
): Progress {
  const { generated, distinct, frontier, depth, behaviors, workers, verdicts } = search;
  const violated = verdicts.findings.map(({ property }) => verdicts.properties[property]!.name);
  const known = { generated, distinct, frontier, depth, violated, seconds: search.budget.elapsed() / 1000 };
  const memory = measureMemory().resident;
  const threads = workers > 1 ? { workers } : {};
  return { ...known, ...threads, ...(behaviors === undefined ? {} : { behaviors }), memory, maxMemory, phase };
}

/** The counterexample to the property that was violated first among those that have one. */
function firstCounterexample({ findings }: Pick<Verdicts, "findings">): Counterexample | null {
  for (const { path, behavior } of findings) {
    if (path === null) continue;
    if (behavior?.kind !== "lasso") return { rows: path.rows, loop: -1, closing: null };
    return { rows: path.rows, loop: behavior.lasso.loop, closing: behavior.closing };
  }
  return null;
}
