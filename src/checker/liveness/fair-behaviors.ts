/** Whether the specification's own assumptions leave any behavior: if not, what is said of behaviors holds of none. */

import { type Diagnostic, type Location, warning } from "../../models/model.ts";
import { and, type Fairness, fairnessIn, type Temporal, type TemporalModel } from "../../models/temporal.ts";
import { AtomFailure, type AtomValues } from "./atom-values.ts";
import { fairComponents } from "./components.ts";
import { objectivesOf } from "./normal-form.ts";

/** Of more conditions it is not asked which one alone leaves no behavior. */
const MOST_CONDITIONS = 64;

/** Where there are more edges than this, it is not asked whether some step is one of a fair action. */
const MOST_EDGES = 100_000;

/** A search that saw all states, on a graph that stands for nothing but itself (no view, no symmetry). */
interface Seen {
  readonly temporal: TemporalModel;
  /** Those by which properties were decided. */
  readonly atoms: AtomValues;
  /** Did a constraint cut something off? */
  readonly cut: boolean;
  /** Properties of behaviors that hold. */
  readonly holding: readonly string[];
}

/** The warning that no behavior satisfies the assumptions, and those on fairness that no step fulfils. Yields now and then. */
export function* unfairWarnings(seen: Seen): Generator<void, Diagnostic[]> {
  const { temporal, atoms, cut } = seen;
  const assumptions = temporal.assumptions();
  if (assumptions.length === 0) return [];
  const found: Diagnostic[] = [];
  if (!(yield* exists(and(assumptions), atoms))) found.push(yield* unsatisfied(assumptions, seen));
  // What a constraint cut off may have been a step of the action.
  const { offsets, states } = atoms.graph;
  if (!cut && (offsets[states] as number) <= MOST_EDGES) found.push(...(yield* untaken(assumptions, atoms)));
  return found;
}

/** Does a behavior of the graph satisfy `formula`? */
function* exists(formula: Temporal, atoms: AtomValues): Generator<void, boolean> {
  for (const objective of objectivesOf(formula)) {
    if ((yield* fairComponents(objective, atoms, "first")).found.length > 0) return true;
  }
  return false;
}

function* unsatisfied(assumptions: readonly Temporal[], { cut, holding, atoms }: Seen): Generator<void, Diagnostic> {
  const conditions = assumptions.flatMap(fairnessIn);
  let alone: Fairness | null = null;
  if (conditions.length <= MOST_CONDITIONS) {
    for (const fairness of conditions) {
      if (yield* exists({ kind: "fairness", fairness }, atoms)) continue;
      alone = fairness;
      break;
    }
  }
  const within = cut ? " within the constraint" : "";
  const why = alone === null ? "what the specification assumes" : `${alone.name}, by itself,`;
  const [first = "", ...others] = holding;
  const rest = others.length === 0 ? `${first} holds` : `${first} and ${others.length} more hold`;
  const message = `no behavior${within} is fair: ${why} rules out every one, so ${rest} for want of a behavior`;
  return warning("W626", message, alone?.location ?? null);
}

/** Fairness of an action that is enabled somewhere, but that no step takes. */
function* untaken(assumptions: readonly Temporal[], atoms: AtomValues): Generator<void, Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { text, location, conditions } of fairTexts(assumptions)) {
    yield;
    if (conditions.some(({ step }) => isTaken(step, atoms))) continue;
    if (!conditions.some(({ enabled }) => isEnabled(enabled, atoms))) continue;
    const when = conditions[0]?.strength === "weak" ? "stays enabled" : "is enabled again and again";
    const message = `no step of Next is one that ${text} asks for: it only rules out behaviors in which its action ${when}`;
    found.push(warning("W627", message, location));
  }
  return found;
}

function isTaken(atom: number, atoms: AtomValues): boolean {
  const { states, offsets } = atoms.graph;
  const step: Temporal = { kind: "atom", atom };
  for (let state = 0; state < states; state++) {
    for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++)
      if (isTrue(() => atoms.now(step, state, edge))) return true;
  }
  return false;
}

function isEnabled(atom: number, atoms: AtomValues): boolean {
  const enabled: Temporal = { kind: "atom", atom };
  for (let state = 0; state < atoms.graph.states; state++) if (isTrue(() => atoms.now(enabled, state, -1))) return true;
  return false;
}

/** What cannot be evaluated here is not warned of. */
function isTrue(asked: () => boolean): boolean {
  try {
    return asked();
  } catch (error) {
    if (error instanceof AtomFailure) return true;
    throw error;
  }
}

/** Fairness conditions that the text has at one place, with different values of bound names. */
interface FairText {
  /** As in the text, with the values where there is one condition. */
  readonly text: string;
  readonly location: Location | null;
  readonly conditions: readonly Fairness[];
}

export function fairTexts(assumptions: readonly Temporal[]): FairText[] {
  const groups = new Map<string, Fairness[]>();
  for (const fairness of assumptions.flatMap(fairnessIn)) {
    const { location, name } = fairness;
    const key = location === null ? name : `${location.file}:${location.line}:${location.column}`;
    groups.set(key, [...(groups.get(key) ?? []), fairness]);
  }
  return [...groups.values()].map((conditions) => {
    const { name, text = name, location } = conditions[0] as Fairness;
    return { text: conditions.length === 1 ? name : text, location, conditions };
  });
}
