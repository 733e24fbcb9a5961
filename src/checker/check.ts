/** The whole of a check: search in slices, then verdicts, traces and warnings. */

import { setImmediate } from "node:timers/promises";
import { type Diagnostic, LayoutOutgrown, type Model, type UncheckedReason } from "../models/model.ts";
import { isOutOfMemory } from "./budget.ts";
import { decideBehaviors } from "./liveness/run.ts";
import {
  type CheckOptions,
  type ResolvedOptions,
  resolveOptions,
  resolveSimulation,
  type SimulateOptions,
} from "./options.ts";
import type {
  ActionCount,
  CheckResult,
  EvaluationFailure,
  Limit,
  Outcome,
  PropertyResult,
  Simulation,
  StopReason,
  Trace,
} from "./result.ts";
import { Search } from "./search.ts";
import { behaviorTrace, traceOf } from "./trace.ts";
import type { Extent } from "./verdicts.ts";
import { Walk } from "./walk.ts";

/** Milliseconds of search between two moments in which signals and timers are served. */
const SLICE = 100;

const NOTHING: Extent = { initial: false, steps: false };

/**
 * Decides every property of `model` by visiting every reachable state. What is wrong with the model's text is part of
 * the result; the promise is rejected only for bad options (RangeError) and for defects of the model's code.
 */
export async function check(model: Model, options: CheckOptions = {}): Promise<CheckResult> {
  const start = performance.now();
  const resolved = resolveOptions(options);
  return await inEveryLayout(() => searchAll(model, resolved, start));
}

/** Begins again when the model has made another layout. Nothing is lost but time: a run is the same in each. */
async function inEveryLayout(run: () => Promise<CheckResult>): Promise<CheckResult> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof LayoutOutgrown)) throw error;
    }
  }
}

async function searchAll(model: Model, resolved: ResolvedOptions, start: number): Promise<CheckResult> {
  const search = new Search(model, resolved);
  const undecided: Diagnostic[] = [];
  search.pauseAt = resolved.livenessEvery;
  for (let ended = false; !ended; ) {
    ended = search.run(SLICE);
    await setImmediate();
    if (ended ? asksOfBehaviors(search) : search.distinct >= search.pauseAt) {
      await decideOpen(model, search, undecided);
      ended ||= search.stopped !== null;
      // Twice as many states each time, so that all these checks together cost no more than the last one.
      search.pauseAt *= 2;
    }
  }
  search.askPostconditions();
  return resultOf(model, search, null, start, undecided);
}

/**
 * Is there something to ask of behaviors after the search? Not when nobody waits any longer. After an evaluation that
 * failed there is: what violates a property in the part that was seen violates it.
 */
function asksOfBehaviors({ stopped, distinct }: Search): boolean {
  if (distinct === 0) return false;
  return stopped === null || stopped === "max-states" || stopped === "max-depth" || stopped === "error";
}

async function decideOpen(model: Model, search: Search, undecided: Diagnostic[]): Promise<void> {
  if (search.verdicts.openBehaviors().length === 0) return;
  let until = performance.now() + SLICE;
  try {
    for (const _ of decideBehaviors(model, search, search.extent.steps && search.stopped === null, undecided)) {
      if (performance.now() < until) continue;
      if (search.isOverBudget()) return;
      await setImmediate();
      until = performance.now() + SLICE;
    }
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    search.stopped = "max-memory";
  }
}

/**
 * Looks for violations along random behaviors of `model`. What they do not violate stays `unchecked`, reason "budget":
 * only assumptions, predicates on initial states and postconditions are decided. Rejects as `check` does.
 */
export async function simulate(model: Model, options: SimulateOptions = {}): Promise<CheckResult> {
  const start = performance.now();
  const resolved = resolveSimulation(options);
  return await inEveryLayout(async () => {
    const walk = new Walk(model, resolved);
    while (!walk.run(SLICE)) await setImmediate();
    walk.askPostconditions();
    const simulation = { behaviors: walk.behaviors, maxDepth: resolved.depth, seed: resolved.seed };
    return resultOf(model, walk, simulation, start);
  });
}

/** What a search and a walk have in common when they are over. */
type Exploration = Search | Walk;

function resultOf(
  model: Model,
  search: Exploration,
  simulation: Simulation | null,
  start: number,
  undecided: readonly Diagnostic[] = [],
): CheckResult {
  const stored = simulation === null ? search.distinct : search.initial;
  const nothingFound = model.hasBehavior && search.stopped === null && stored === 0;
  // Before traces are replayed: the replay asks the conditions again.
  const coverage = model.coverage?.() ?? null;
  const extent = nothingFound ? NOTHING : search.extent;
  const properties = propertyResults(model, search, extent, simulation);
  const failure = failureOf(model, search);
  const { failures, faults } = search.verdicts;
  const diagnostics = [
    ...failures.map(({ error }) => error.diagnostic),
    ...model.diagnostics,
    ...undecided,
    ...warnings(model, search, properties, simulation),
  ];
  const outcome = outcomeOf(properties, failure !== null, nothingFound || wasCutOff(search.stopped));
  return {
    outcome,
    seconds: (performance.now() - start) / 1000,
    variables: model.variables,
    hasBehavior: model.hasBehavior,
    states: {
      initial: search.initial,
      generated: search.generated,
      distinct: search.distinct,
      depth: search.depth,
    },
    excluded: search.excluded,
    frontier: search.frontier,
    stopped: search.stopped,
    simulation,
    actions: actionCounts(model, search),
    coverage,
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
  simulation: Simulation | null,
): PropertyResult[] {
  // A simulation that came to its end is one whose budget of behaviors is used up.
  const walked = simulation !== null && search.stopped === null;
  const usual = walked ? "budget" : uncheckedReason(search.stopped);
  return search.verdicts.properties.map(({ name, kind, location }, index): PropertyResult => {
    // A behavior that is walked step by step shows nothing of what lies beyond its end.
    const reason = simulation !== null && speaksOfBehaviors(search, index) ? "unsupported" : usual;
    const status = search.verdicts.statusOf(index, extent, reason);
    if (status.status === "unchecked") return { name, kind, location, ...status };
    if (status.status === "holds") {
      const witness = status.witness === null ? null : traceOf(model, status.witness);
      return { name, kind, location, status: "holds", within: limitsOf(model, search, index), witness };
    }
    const { breaks, path, behavior } = status.finding;
    const rowOf = (state: number): Int32Array => (search as Search).rowOf(state);
    let trace: Trace | null = null;
    if (path !== null) trace = behavior === null ? traceOf(model, path) : behaviorTrace(model, path, behavior, rowOf);
    return { name, kind, location, status: "violated", breaks, trace };
  });
}

function speaksOfBehaviors({ verdicts }: Exploration, index: number): boolean {
  return verdicts.properties[index]?.parts.some(({ over }) => over === "behavior" || over === "possible") ?? false;
}

/** What of the search may be the only reason why property `index`, which speaks of behaviors, holds. */
function limitsOf(model: Model, search: Exploration, index: number): Limit[] {
  if (!speaksOfBehaviors(search, index)) return [];
  const limits: Limit[] = [];
  if (search.excluded > 0) limits.push("constraint");
  if (model.key !== null) limits.push("view");
  return limits;
}

function uncheckedReason(stopped: StopReason | null): UncheckedReason {
  if (stopped === "error") return "error";
  return isBudget(stopped) ? "budget" : "search-ended";
}

function wasCutOff(stopped: StopReason | null): boolean {
  return stopped === "interrupted" || stopped === "exit" || isBudget(stopped);
}

function isBudget(stopped: StopReason | null): boolean {
  return stopped === "max-time" || stopped === "max-states" || stopped === "max-depth" || stopped === "max-memory";
}

function failureOf(model: Model, search: Exploration): EvaluationFailure | null {
  const [failure] = search.verdicts.failures;
  if (failure === undefined) return null;
  const { error, during, path } = failure;
  return { diagnostic: error.diagnostic, during, trace: path === null ? null : traceOf(model, path) };
}

function outcomeOf(properties: readonly PropertyResult[], failed: boolean, incomplete: boolean): Outcome {
  if (properties.some((property) => property.status === "violated")) return "violated";
  if (failed) return "error";
  return incomplete || properties.some((property) => property.status === "unchecked") ? "inconclusive" : "holds";
}

function actionCounts(model: Model, search: Exploration): ActionCount[] {
  return model.actions.map(({ name, location }, index) => ({
    name,
    location,
    generated: search.actionGenerated[index] as number,
    distinct: search.actionDistinct[index] as number,
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
  if (properties.length === 0)
    found.push(warning("W603", "nothing to check: no property is listed and deadlock is not checked"));
  if (!model.hasBehavior) return found;
  if (search.generated === 0)
    found.push(warning("W601", "no state satisfies the initial predicate, so nothing was checked"));
  else if ((simulation === null ? search.distinct : search.initial) === 0) {
    found.push(warning("W604", "every initial state is excluded by a constraint, so nothing was checked"));
  } else {
    model.actions.forEach((action, index) => {
      if (search.actionGenerated[index] !== 0) return;
      found.push({ ...warning("W602", `action ${action.name} was never taken`), location: action.location });
    });
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
  const why = whyCutOff(search.stopped);
  if (simulation !== null) {
    const walked = `${simulation.behaviors} ${simulation.behaviors === 1 ? "behavior" : "behaviors"}`;
    return warning("W605", `the simulation ${why}: ${walked}, ${search.generated} generated`);
  }
  const counts = `${search.generated} generated, ${search.distinct} distinct, depth ${search.depth}`;
  const frontier = `${search.frontier} ${search.frontier === 1 ? "state" : "states"} not expanded`;
  return warning("W605", `the search ${why}: ${counts}, ${frontier}`);
}

function whyCutOff(stopped: StopReason | null): string {
  if (stopped === "interrupted") return "was interrupted";
  return stopped === "exit" ? 'was ended by the spec, with TLCSet("exit", TRUE)' : `stopped at its budget ${stopped}`;
}

function warning(code: string, message: string): Diagnostic {
  return { code, severity: code.startsWith("W603") ? "note" : "warning", message, location: null, notes: [] };
}
