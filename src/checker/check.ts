/** The whole of a check: search in slices, then verdicts, traces and warnings. */

import { setImmediate } from "node:timers/promises";
import { type Diagnostic, LayoutOutgrown, type Model, type Property } from "../models/model.ts";
import { isOutOfMemory } from "./budget.ts";
import { conclusion, type Over } from "./conclusion.ts";
import { DiskFailure, type Room } from "./disk/disk.ts";
import type { Rank } from "./distributed/rank.ts";
import { explanationOf } from "./explain/examination.ts";
import type { Exploration } from "./exploration.ts";
import type { AtomValues } from "./liveness/atom-values.ts";
import { decideBehaviors, undecided } from "./liveness/run.ts";
import {
  type CheckOptions,
  type ResolvedOptions,
  resolveOptions,
  resolveSimulation,
  type SimulateOptions,
} from "./options.ts";
import { Breadth } from "./order/breadth.ts";
import { Depth } from "./order/depth.ts";
import { OnDisk } from "./order/disk.ts";
import { Distributed } from "./order/distributed.ts";
import type { Levels } from "./order/levels.ts";
import { Walk } from "./order/walk.ts";
import type { CheckResult, StopReason } from "./result.ts";
import { Telling } from "./telling.ts";
import { vacuityWarnings } from "./vacuity.ts";

/** Milliseconds of search between two moments in which signals and timers are served. */
const SLICE = 100;

/**
 * Decides every property of `model` by visiting every reachable state. What is wrong with the model's text is part of
 * the result; the promise is rejected only for bad options (RangeError) and for defects of the model's code.
 */
export async function check(model: Model, options: CheckOptions = {}): Promise<CheckResult> {
  const resolved = resolveOptions(options);
  const telling = new Telling(model, resolved);
  const search = searchFor(model, resolved);
  try {
    const { result, exploration } = await inEveryLayout(() => search(model, resolved, telling));
    return resolved.explain ? { ...result, explanation: explanationOf(model, exploration, result) } : result;
  } finally {
    model.ahead?.end();
  }
}

/** Throws a RangeError where the model is not for it. */
function searchFor(model: Model, { disk, distributed, order }: ResolvedOptions): typeof searchAll {
  if (distributed !== null) {
    if (model.layout.kind !== "ids") throw new RangeError("a distributed search needs rows of ids");
    return searchDistributed;
  }
  if (disk === null) return order === "depth" ? plunge : searchAll;
  if (model.repeatable === false) throw new RangeError("a search on disk needs a model that answers the same twice");
  return searchOnDisk;
}

/** An exploration that is over, with its result. */
interface Ended {
  readonly result: CheckResult;
  readonly exploration: Exploration;
}

/** Begins again when the model has made another layout. Nothing is lost but time: a run is the same in each. */
async function inEveryLayout(run: () => Promise<Ended>): Promise<Ended> {
  const start = performance.now();
  for (;;) {
    try {
      const { result, exploration } = await run();
      return { result: { ...result, seconds: (performance.now() - start) / 1000 }, exploration };
    } catch (error) {
      if (!(error instanceof LayoutOutgrown)) throw error;
    }
  }
}

async function searchAll(model: Model, resolved: ResolvedOptions, telling: Telling): Promise<Ended> {
  const search = new Breadth(model, resolved);
  try {
    const open: Diagnostic[] = [];
    let atoms: AtomValues | null = null;
    search.pauseAt = resolved.livenessEvery;
    const snapshots = new Snapshots(resolved);
    for (let ended = false; !ended; ) {
      ended = search.run(SLICE);
      await setImmediate();
      await telling.tell(search);
      if (!ended) await snapshots.look(search);
      if (ended ? asksOfBehaviors(search) : search.distinct >= search.pauseAt) {
        const asked = await decideOpen(model, search, open);
        if (ended) atoms = asked;
        await telling.tell(search);
        ended ||= search.stopped !== null;
        // Twice as many states each time, so that all these checks together cost no more than the last one.
        search.pauseAt *= 2;
      }
    }
    await snapshots.close(search);
    await warnOfVacuity(vacuityWarnings(model, search, atoms), search, resolved, open);
    return await ended(model, search, { simulation: null, undecided: open, telling });
  } finally {
    search.leave();
  }
}

/** Leaves snapshots of a search now and then. */
class Snapshots {
  private readonly checkpointing: ResolvedOptions["checkpoint"];
  private last = performance.now();

  constructor({ checkpoint }: ResolvedOptions) {
    this.checkpointing = checkpoint;
  }

  /** Leaves one when it is time. */
  async look(search: Levels): Promise<void> {
    if (this.checkpointing === null) return;
    const isDue = performance.now() - this.last >= this.checkpointing.every;
    if (search.rests(isDue) && isDue) await this.write(search);
  }

  /** Leaves a last one of a search that did not come to its end. */
  async close(search: Levels): Promise<void> {
    if (search.stopped !== null) await this.write(search);
  }

  private async write(search: Levels): Promise<void> {
    const { checkpointing } = this;
    if (checkpointing === null) return;
    const snapshot = search.snapshot();
    // Before the initial states are known there is nothing to lose; where the search ends there, that is worth a word.
    if (snapshot === "early" && search.stopped === null) return;
    if (typeof snapshot === "string") checkpointing.withhold?.(snapshot);
    else await checkpointing.write(snapshot);
    this.last = performance.now();
  }
}

/** Looks for what holds for a reason that was hardly meant; says nothing where a budget runs out meanwhile. */
async function warnOfVacuity(
  warnings: Generator<void, Diagnostic[]>,
  search: Levels,
  { verdictsOnly }: ResolvedOptions,
  found: Diagnostic[],
): Promise<void> {
  if (!search.complete || search.distinct === 0 || verdictsOnly) return;
  let until = performance.now() + SLICE;
  for (let next = warnings.next(); ; next = warnings.next()) {
    if (next.done === true) {
      found.push(...next.value);
      return;
    }
    if (performance.now() < until) continue;
    if (search.exceedsBudget()) return;
    await setImmediate();
    until = performance.now() + SLICE;
  }
}

/** Decides what a depth-first search can. */
async function plunge(model: Model, resolved: ResolvedOptions, telling: Telling): Promise<Ended> {
  const search = new Depth(model, resolved);
  const skipped = skippedBehaviors(search, "order");
  await toItsEnd(search, telling);
  return await ended(model, search, { simulation: null, undecided: skipped, telling });
}

/** Decides what does not speak of behaviors, with states on disk. */
async function searchOnDisk(model: Model, resolved: ResolvedOptions, telling: Telling): Promise<Ended> {
  const search = new OnDisk(model, resolved, resolved.disk as Room);
  const told = skippedBehaviors(search, "disk");
  try {
    await levelsToTheirEnd(search, resolved, telling);
    await warnOfVacuity(vacuityWarnings(model, search, null), search, resolved, told);
  } catch (error) {
    if (!(error instanceof DiskFailure)) throw error;
    search.losesDisk(error);
  } finally {
    search.leave();
  }
  return await ended(model, search, { simulation: null, undecided: told, telling });
}

/**
 * Decides what does not speak of behaviors, with states in several processes. After a defect the others are told nothing:
 * they may wait for something else.
 */
async function searchDistributed(model: Model, resolved: ResolvedOptions, telling: Telling): Promise<Ended> {
  const search = new Distributed(model, resolved, resolved.distributed as Rank);
  const told = skippedBehaviors(search, "distributed");
  await levelsToTheirEnd(search, resolved, telling);
  await warnOfVacuity(vacuityWarnings(model, search, null), search, resolved, told);
  const over = await ended(model, search, { simulation: null, undecided: told, telling });
  search.leave();
  return over;
}

/** Why the properties that speak of behaviors have no verdict, where no graph is kept. */
function skippedBehaviors(search: Exploration, why: "order" | "disk" | "distributed"): Diagnostic[] {
  const open = new Set(search.verdicts.openBehaviors().map(({ property }) => property));
  const names = [...open].map((property) => (search.verdicts.properties[property] as Property).name);
  return names.map((name) => undecided(name, why));
}

/** Lets an exploration that keeps no graph come to its end; `look` is called now and then. */
async function toItsEnd(exploration: Exploration, telling: Telling, look?: () => Promise<void>): Promise<void> {
  while (!exploration.run(SLICE)) {
    await setImmediate();
    await telling.tell(exploration);
    await look?.();
  }
}

/** The same of one that leaves snapshots. */
async function levelsToTheirEnd(search: Levels, resolved: ResolvedOptions, telling: Telling): Promise<void> {
  const snapshots = new Snapshots(resolved);
  await toItsEnd(search, telling, () => snapshots.look(search));
  await snapshots.close(search);
}

/** What is left to ask and to tell when an exploration is over, and its result. */
async function ended(model: Model, exploration: Exploration, over: Over): Promise<Ended> {
  exploration.askPostconditions();
  const result = conclusion(model, exploration, over);
  await over.telling.finish(exploration, result);
  return { result, exploration };
}

/** After these the part that was seen may violate what is said of behaviors. */
const ASKED_AFTER: readonly StopReason[] = ["max-states", "max-depth", "error", "violated"];

/**
 * Is there something to ask of behaviors after the search? Not when nobody waits any longer. After an evaluation that
 * failed there is: what violates a property in the part that was seen violates it.
 */
function asksOfBehaviors({ stopped, distinct }: Breadth): boolean {
  if (distinct === 0) return false;
  return stopped === null || ASKED_AFTER.includes(stopped);
}

/** The answer is what was asked of states and steps; null where nothing is open, or a budget ran out. */
async function decideOpen(model: Model, search: Breadth, open: Diagnostic[]): Promise<AtomValues | null> {
  if (search.verdicts.openBehaviors().length === 0) return null;
  let until = performance.now() + SLICE;
  try {
    const deciding = decideBehaviors(model, search.explored, search, open);
    for (let next = deciding.next(); ; next = deciding.next()) {
      if (next.done === true) return next.value;
      if (performance.now() < until) continue;
      if (search.isOverBudget()) return null;
      search.tellProgress("behaviors");
      await setImmediate();
      until = performance.now() + SLICE;
    }
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    search.stopped = "max-memory";
    return null;
  }
}

/**
 * Looks for violations along random behaviors of `model`. What they do not violate stays `unchecked`, reason "budget":
 * only assumptions, predicates on initial states and postconditions are decided. Rejects as `check` does.
 */
export async function simulate(model: Model, options: SimulateOptions = {}): Promise<CheckResult> {
  const resolved = resolveSimulation(options);
  const telling = new Telling(model, resolved);
  const { result } = await inEveryLayout(async () => {
    const walk = new Walk(model, resolved);
    await toItsEnd(walk, telling);
    const simulation = { behaviors: walk.begun, maxDepth: resolved.depth, seed: resolved.seed };
    return await ended(model, walk, { simulation, undecided: [], telling });
  });
  return result;
}
