/** From what an exploration found to the public result: verdicts, traces and warnings. */

import { type Diagnostic, isTemporal, type Model, type UncheckedReason, warning } from "../models/model.ts";
import type { Exploration } from "./exploration.ts";
import type { Extent } from "./finding.ts";
import type { ActionCount, CheckResult, Limit, Outcome, PropertyResult, Simulation, StopReason } from "./result.ts";
import type { Telling } from "./telling.ts";
import { traceOf } from "./trace.ts";

const NOTHING: Extent = { initial: false, steps: false };

/** What is known of a run that is over beside what was explored. */
export interface Over {
  readonly simulation: Simulation | null;
  /** Why properties have no verdict, or one that may mean less than it seems. */
  readonly undecided: readonly Diagnostic[];
  readonly telling: Telling;
}

/** What an exploration shows now that it is over. */
export function conclusion(model: Model, search: Exploration, over: Over): CheckResult {
  const { simulation, undecided, telling } = over;
  const stored = simulation === null ? search.distinct : search.initial;
  const nothingFound = model.hasBehavior && search.stopped === null && stored === 0;
  const extent = nothingFound ? NOTHING : search.extent;
  const properties = propertyResults(model, search, extent, over);
  const failure = telling.failureOf(search);
  const { failures, faults } = search.verdicts;
  const diagnostics = [
    ...failures.map(({ error }) => error.diagnostic),
    ...model.diagnostics,
    ...undecided,
    ...warnings(model, search, properties, simulation),
  ].filter((diagnostic) => model.meant?.(diagnostic) !== true);
  const outcome = outcomeOf(properties, failure !== null, nothingFound || wasCutOff(search.stopped));
  return {
    outcome,
    seconds: search.budget.elapsed() / 1000,
    variables: model.variables,
    hasBehavior: model.hasBehavior,
    states: {
      initial: search.initial,
      generated: search.generated,
      distinct: search.distinct,
      depth: search.depth,
    },
    levels: search.levels,
    excluded: simulation === null ? search.excluded : 0,
    frontier: search.frontier,
    stopped: search.stopped,
    simulation,
    actions: actionCounts(model, search),
    coverage: model.coverage?.() ?? null,
    properties,
    failure,
    faults,
    diagnostics,
  };
}

function propertyResults(
  model: Model,
  search: Exploration,
  extent: Extent,
  { simulation, undecided, telling }: Over,
): PropertyResult[] {
  // A simulation that came to its end is one whose budget of behaviors is used up.
  const walked = simulation !== null && search.stopped === null;
  const asymmetric = undecided.some(({ code }) => code === "W620");
  const usual = walked ? "budget" : uncheckedReason(search.stopped);
  return search.verdicts.properties.map(({ name, kind, location }, index): PropertyResult => {
    // Without a graph of the states nothing is shown of what lies beyond the end of a behavior.
    const reason = search.explored === null && speaksOfBehaviors(search, index) ? "unsupported" : usual;
    const status = search.verdicts.statusOf(index, extent, reason);
    if (status.status === "unchecked") return { name, kind, location, ...status };
    if (status.status === "holds") {
      const witness = status.witness === null ? null : traceOf(model, status.witness);
      return { name, kind, location, status: "holds", within: limitsOf(model, search, index, asymmetric), witness };
    }
    return telling.violationOf(search, status.finding);
  });
}

function speaksOfBehaviors({ verdicts }: Exploration, index: number): boolean {
  return verdicts.properties[index]?.parts.some(isTemporal) ?? false;
}

/**
 * What of the search may be the only reason why property `index` holds. A state that a constraint excludes is asked all
 * the same, so that only what speaks of behaviors may miss it; one whose view was seen before is asked nothing, and no
 * more an image of a state under a SYMMETRY that is none (`asymmetric`).
 */
function limitsOf(model: Model, search: Exploration, index: number, asymmetric: boolean): Limit[] {
  const limits: Limit[] = [];
  if (search.excluded > 0 && speaksOfBehaviors(search, index)) limits.push("constraint");
  if (model.key?.hides === true && speaksOfStates(search, index)) limits.push("view");
  if (asymmetric && speaksOfStates(search, index)) limits.push("symmetry");
  return limits;
}

function speaksOfStates({ verdicts }: Exploration, index: number): boolean {
  if (index === verdicts.deadlock) return true;
  return verdicts.properties[index]?.parts.some(({ over }) => over !== "constant" && over !== "end") ?? false;
}

function uncheckedReason(stopped: StopReason | null): UncheckedReason {
  if (stopped === "error") return "error";
  return isBudget(stopped) ? "budget" : "search-ended";
}

function wasCutOff(stopped: StopReason | null): boolean {
  return stopped === "interrupted" || stopped === "exit" || stopped === "worker" || isBudget(stopped);
}

/** What more time, memory or disk would have let go on. */
const BUDGETS: readonly StopReason[] = ["max-time", "max-states", "max-depth", "max-memory", "disk"];

function isBudget(stopped: StopReason | null): boolean {
  return stopped !== null && BUDGETS.includes(stopped);
}

function outcomeOf(properties: readonly PropertyResult[], failed: boolean, incomplete: boolean): Outcome {
  if (properties.some((property) => property.status === "violated")) return "violated";
  if (failed) return "error";
  return incomplete || properties.some((property) => property.status === "unchecked") ? "inconclusive" : "holds";
}

function actionCounts(model: Model, { counts }: Exploration): ActionCount[] {
  return model.actions.map(({ name, location, implements: code }, index) => ({
    name,
    location,
    ...(code === undefined ? {} : { implements: code }),
    generated: counts.generated(index),
    distinct: counts.distinct(index),
  }));
}

function warnings(
  model: Model,
  search: Exploration,
  properties: readonly PropertyResult[],
  simulation: Simulation | null,
): Diagnostic[] {
  if (search.stopped !== null) return wasCutOff(search.stopped) ? [cutOff(search, simulation)] : [];
  const found: Diagnostic[] = [];
  const unasked = "nothing to check: no property is listed and deadlock is not checked";
  if (properties.length === 0) found.push({ ...warning("W603", unasked), severity: "note" });
  if (!model.hasBehavior) return found;
  if (search.generated === 0)
    found.push(warning("W601", "no state satisfies the initial predicate, so nothing was checked"));
  else if ((simulation === null ? search.distinct : search.initial) === 0) {
    found.push(warning("W604", "every initial state is excluded by a constraint, so nothing was checked"));
  } else if (simulation === null || simulation.maxDepth > 1) {
    const idle = model.actions.filter((_, index) => search.counts.generated(index) === 0);
    const counted = model.coverage?.() != null;
    // Said once, however many they are.
    const message = "--coverage says how often each condition of an action was true";
    for (const [at, { name, location }] of idle.entries()) {
      const notes = at > 0 || counted ? [] : [{ message, location: null }];
      found.push({ ...warning("W602", `action ${name} was never taken`), location, notes });
    }
  }
  return found;
}

function cutOff(search: Exploration, simulation: Simulation | null): Diagnostic {
  const found = cutOffAt(search, simulation);
  if (!search.budget.heapFull) return found;
  const message = "the JavaScript heap was full; NODE_OPTIONS=--max-old-space-size=<megabytes> makes it larger";
  return { ...found, notes: [{ message, location: null }] };
}

function cutOffAt(search: Exploration, simulation: Simulation | null): Diagnostic {
  const why = whyCutOff(search);
  if (simulation !== null) {
    const walked = `${simulation.behaviors} ${simulation.behaviors === 1 ? "behavior" : "behaviors"}`;
    return warning("W605", `the simulation ${why}: ${walked}, ${search.generated} generated`);
  }
  const counts = `${search.generated} generated, ${search.distinct} distinct, depth ${search.depth}`;
  const frontier = `${search.frontier} ${search.frontier === 1 ? "state" : "states"} not expanded`;
  return warning("W605", `the search ${why}: ${counts}, ${frontier}`);
}

function whyCutOff({ stopped, lost }: Exploration): string {
  if (stopped === "disk") return `could not use its disk (${lost})`;
  if (stopped === "worker") return `lost a worker (${lost})`;
  if (stopped === "interrupted") return "was interrupted";
  return stopped === "exit" ? 'was ended by the spec, with TLCSet("exit", TRUE)' : `stopped at its budget ${stopped}`;
}
