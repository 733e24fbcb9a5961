/**
 * What holds for a reason that was hardly meant, as far as the states show it when all have been seen: conditions that
 * are true nowhere, actions that change nothing, fairness of what is never enabled.
 */

import {
  type Diagnostic,
  EvaluationError,
  LayoutOutgrown,
  type Model,
  type Step,
  sameRow,
  warning,
} from "../models/model.ts";
import { same, type Value } from "../values/index.ts";
import type { AtomValues } from "./liveness/atom-values.ts";
import { fairTexts, unfairWarnings } from "./liveness/fair-behaviors.ts";
import type { Levels } from "./order/levels.ts";

/** A sample of so many states is asked first: it may only acquit. */
const SAMPLE = 64;

/** About SYMMETRY, where it may only accuse: so many of all, so many of the first, and of those from which an action led on. */
const EXCHANGED = 32;
const OF_ACTION = 4;

/** Where there are more states than this, what the sample leaves open stays open: no warning. */
const MOST_STATES = 20_000;

/** A state that allows more steps than this counts as one in which each action changes something. */
const MOST_STEPS = 1000;

/** Words for the successors of a state that generated code finds, to begin with. */
const BATCH = 4096;

/** A warning that some state may acquit. */
interface Suspicion {
  readonly warning: Diagnostic;
  /** The suspicion that says the same of what stands around. */
  readonly within: Suspicion | null;
  acquits(visited: Visited): boolean;
  /** Does a step acquit it, by the values before and after? Null for what that does not tell. */
  readonly step: ((from: readonly Value[], to: readonly Value[]) => boolean) | null;
  /** Is it that a function of the state never changes? */
  readonly change: boolean;
  acquitted: boolean;
}

/** Of one that stands by itself, and of which one step says nothing. */
const ALONE = { within: null, step: null, change: false, acquitted: false } as const;

/** A stored state that is asked about. */
class Visited {
  readonly row: Int32Array;
  readonly values: readonly Value[];
  private readonly model: Model;
  private readonly search: Levels;
  private readonly state: number;
  private known: readonly Step[] | null | undefined;
  private batch: Int32Array | null | undefined;

  constructor(model: Model, search: Levels, state: number) {
    this.model = model;
    this.search = search;
    this.state = state;
    this.row = search.rowOf(state);
    this.values = model.decode(this.row);
  }

  /** Does `asked` say so of the step by which the search came here? That step need not be looked for. */
  byStepHere(asked: (from: readonly Value[], to: readonly Value[]) => boolean): boolean {
    const { search, state, model, values } = this;
    const before = search.predecessorOf(state);
    return before >= 0 && asked(model.decode(search.rowOf(before)), values);
  }

  /** Does a step of `action` change something? Null where generated code does not find the steps. */
  movesBy(action: number): boolean | null {
    if (this.batch === undefined) this.batch = batchOf(this.model, this.row);
    const { batch, row } = this;
    if (batch === null) return null;
    const size = row.length + 1;
    if (batch.length > MOST_STEPS * size) return true;
    for (let at = 0; at < batch.length; at += size) {
      if (batch[at + row.length] === action && !sameRow(row, batch, at)) return true;
    }
    return false;
  }

  /** Does `asked` say so of a step from here? Yes where there are too many to ask. */
  someStep(asked: (step: Step) => boolean): boolean {
    if (this.known === undefined) this.known = this.model.steps?.(this.row, MOST_STEPS) ?? null;
    return this.known === null || this.known.some(asked);
  }
}

/** The successors of a row, each followed by its action; null where generated code does not find them. */
function batchOf({ bulk }: Model, row: Int32Array): Int32Array | null {
  if (bulk == null) return null;
  for (let out = new Int32Array(BATCH); ; ) {
    const end = bulk(row, 0, out, 0);
    if (end < 0) return null;
    if (end <= out.length) return out.subarray(0, end);
    out = new Int32Array(end);
  }
}

/** The warnings on a search that saw all states; `atoms` are those of what it decided of behaviors. Yields now and then. */
export function* vacuityWarnings(
  model: Model,
  search: Levels,
  atoms: AtomValues | null,
): Generator<void, Diagnostic[]> {
  const all = [...witnessSuspicions(model, search), ...idleSuspicions(model, search), ...unfairSuspicions(model)];
  const found = asymmetries(model, search);
  try {
    found.push(...(yield* assumedWarnings(model, search, atoms)));
    // All steps of a state are dear to find, those by which the search went are there.
    const early = all.filter(({ step }) => step !== null);
    yield* visit(early, model, search, ({ step }, visited) => step !== null && visited.byStepHere(step));
    const open = all.filter((one) => !(one.change && isSettled(one, model, search)));
    yield* visit(open, model, search, (suspicion, visited) => suspicion.acquits(visited));
  } catch (error) {
    if (error instanceof LayoutOutgrown) return found;
    throw error;
  }
  if (search.distinct > MOST_STATES) return found;
  const left = all.filter(({ acquitted, within }) => !acquitted && (within === null || within.acquitted));
  return [...found, ...left.map(({ warning }) => warning)];
}

/**
 * What the steps by which the search went leave alone no step changes: each state then has the value of the initial state
 * before it, if these have the same, every state was asked, and all that steps lead to was stored.
 */
function isSettled({ step, acquitted }: Suspicion, model: Model, search: Levels): boolean {
  if (acquitted || step === null || model.constrained || model.key !== null) return false;
  if (search.distinct > MOST_STATES) return false;
  const valuesOf = (state: number): readonly Value[] => model.decode(search.rowOf(state));
  const first = valuesOf(0);
  for (let state = 1; state < search.initial; state++) if (says(() => step(first, valuesOf(state)))) return false;
  return true;
}

/** What cannot be evaluated by itself is not suspected. */
function says(asked: () => boolean): boolean {
  try {
    return asked();
  } catch (error) {
    if (error instanceof EvaluationError) return true;
    throw error;
  }
}

/** Asks about the states, until all is acquitted. */
function* visit(
  suspicions: readonly Suspicion[],
  model: Model,
  search: Levels,
  acquits: (suspicion: Suspicion, visited: Visited) => boolean,
): Generator<void> {
  for (const state of inOrder(search.distinct)) {
    const open = suspicions.filter(({ acquitted }) => !acquitted);
    if (open.length === 0) return;
    const visited = new Visited(model, search, state);
    for (const suspicion of open) suspicion.acquitted = says(() => acquits(suspicion, visited));
    yield;
  }
}

/** What the assumptions of a model leave of its behaviors; nothing where a state stands for others, or no verdict asks. */
function* assumedWarnings(
  { temporal, key }: Model,
  { verdicts, excluded }: Levels,
  atoms: AtomValues | null,
): Generator<void, Diagnostic[]> {
  const holding = verdicts.holdingBehaviors().map(({ name }) => name);
  if (temporal === null || atoms === null || key !== null || holding.length === 0) return [];
  return yield* unfairWarnings({ temporal, atoms, cut: excluded > 0, holding });
}

/** That SYMMETRY exchanges what the model tells apart, if a sample of the states shows it. */
function asymmetries(model: Model, search: Levels): Diagnostic[] {
  if (model.key === null || model.asymmetry === undefined) return [];
  for (const row of telling(search)) {
    const found = model.asymmetry(row);
    if (found !== null) return [found];
  }
  return [];
}

/**
 * Init, as null, and a sample of the states: some of all, the first, and some from which each action led on, for what an
 * action tells apart it may tell apart only in few states, at the beginning of behaviors more likely than later.
 */
function* telling(search: Levels): Generator<Int32Array | null> {
  yield null;
  const { distinct } = search;
  const first = Array.from({ length: Math.min(distinct, EXCHANGED) }, (_, i) => i);
  const step = Math.max(1, Math.floor(distinct / EXCHANGED));
  const states = new Set([...first.map((i) => i * step), ...first, ...search.firstSources(OF_ACTION)]);
  for (const state of states) yield search.rowOf(state);
}

/** The sample, spread over all states; then each state, unless there are too many. */
function* inOrder(states: number): Generator<number> {
  const step = Math.max(1, Math.floor(states / SAMPLE));
  for (let state = states - 1; state >= 0; state -= step) yield state;
  if (states > MOST_STATES || step === 1) return;
  for (let state = 0; state < states; state++) yield state;
}

function witnessSuspicions(model: Model, { verdicts }: Levels): Suspicion[] {
  const found: Suspicion[] = [];
  for (const { over, change, property, within, warning, holds } of model.witnesses ?? []) {
    const around = within === null ? null : (found[within] as Suspicion);
    const acquits = (visited: Visited): boolean =>
      over === "state" ? holds(visited.values, null) : visited.someStep(({ values }) => holds(visited.values, values));
    const acquitted = verdicts.isViolated(property);
    found.push({ warning, within: around, acquits, step: over === "state" ? null : holds, change, acquitted });
  }
  return found.filter(({ acquitted }) => !acquitted);
}

/** Actions that were taken and led to no new state, unless their text says that they keep everything. */
function idleSuspicions(model: Model, search: Levels): Suspicion[] {
  const { counts } = search;
  if (model.steps === undefined) return [];
  return model.actions.flatMap((action, index): Suspicion[] => {
    if (counts.generated(index) === 0 || counts.distinct(index) !== 0 || action.keeps === true) return [];
    if (search.hasMoved(index)) return [];
    const { name, location } = action;
    const acquits = (visited: Visited): boolean =>
      visited.movesBy(index) ??
      visited.someStep(
        ({ action, values }) =>
          action?.index === index && values.some((value, at) => !same(value, visited.values[at] as Value)),
      );
    const message = `action ${name} was taken and never changed anything`;
    return [{ ...ALONE, warning: warning("W616", message, location), acquits }];
  });
}

/** Fairness conditions, those of one text together, of which no state enables a step. */
function unfairSuspicions(model: Model): Suspicion[] {
  const { temporal } = model;
  if (temporal === null) return [];
  return fairTexts(temporal.assumptions()).map(({ text, location, conditions }) => {
    const message = `${text} asks for nothing: no step of its action is ever enabled`;
    const acquits = ({ row }: Visited): boolean => conditions.some(({ enabled }) => temporal.holds(enabled, row));
    return { ...ALONE, warning: warning("W619", message, location), acquits };
  });
}
