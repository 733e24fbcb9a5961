/** What happens in a trace, lane by lane: steps, what they change elsewhere, who stands still, who holds what. */

import type { EnabledStep, Trace, TraceAction } from "../../checker/index.ts";
import { ModelValue, print, same, type Value } from "../../values/index.ts";
import { type Change, gainedBy, lostOf, stateChanges } from "../change.ts";
import { Cast, isWithin, type Lane, stepsOf } from "./lane.ts";

/** A step in its lane. */
export interface StoryStep {
  /** 1-based number of the state it leads to; one more than there are for the step back of a lasso. */
  readonly to: number;
  readonly lane: number;
  readonly action: TraceAction | null;
  /** What it changes in its lane and in what belongs to no lane. */
  readonly changes: readonly Change[];
  /** What it changes in other lanes. */
  readonly effects: ReadonlyMap<number, readonly Change[]>;
}

/**
 * From state `from` to state `to` the lane stands still ("still": none of its steps is enabled), or holds something
 * ("holds": the part `path` has the lane's process as its value). `to` null: to the end.
 */
export interface Span {
  readonly kind: "still" | "holds";
  readonly lane: number;
  readonly from: number;
  readonly to: number | null;
  /** What the lane's state is meanwhile, by the changes that led there; or what it holds. */
  readonly changes: readonly Change[];
}

/** The step to state `from` makes the step to state `to` possible, or writes what that takes away. */
export interface Arrow {
  readonly kind: "enables" | "passes";
  readonly from: number;
  readonly to: number;
}

/** A step that could be taken for ever, and nothing obliges anyone to take. */
export interface LeftStep {
  readonly action: TraceAction;
  /** Other lanes that it changes. */
  readonly reaches: readonly number[];
}

/** Longer traces, of which a picture shows only the ends, are told without arrows: each step is compared with all before. */
const MOST_STEPS = 500;

export interface Story {
  readonly lanes: readonly Lane[];
  readonly idle: readonly Value[];
  readonly steps: readonly StoryStep[];
  readonly spans: readonly Span[];
  readonly arrows: readonly Arrow[];
  /** For a lasso: what each lane (-1: nobody) could do in the loop and does not; null where it is not told. */
  readonly left: ReadonlyMap<number, readonly LeftStep[]> | null;
}

/** Tells a trace. Without `Trace.enabled` nobody is known to stand still. */
export function storyOf(trace: Trace): Story {
  const cast = new Cast(trace);
  const steps = storySteps(trace, cast);
  const spans = [...stillSpans(trace, cast, steps), ...holdSpans(trace, cast, steps)];
  return {
    lanes: cast.lanes,
    idle: cast.idle,
    steps,
    spans,
    arrows: arrowsOf(trace, cast, steps),
    left: leftOf(trace, cast),
  };
}

function storySteps(trace: Trace, cast: Cast): StoryStep[] {
  const elsewhere = cast.lanes.findIndex(({ process }) => process === null);
  return stepsOf(trace).map(({ before, after, action }, at) => {
    const changes = stateChanges(trace.variables, before.values, after.values);
    const actor = cast.laneOf(action, cast.touched(before.values, after.values));
    const lane = actor < 0 ? elsewhere : actor;
    const own: Change[] = [];
    const effects = new Map<number, Change[]>();
    for (const change of changes) {
      const owner = cast.ownerOf(change.path);
      if (owner < 0 || owner === lane) own.push(change);
      else effects.set(owner, [...(effects.get(owner) ?? []), change]);
    }
    return { to: at + 2, lane, action, changes: own, effects };
  });
}

/** Which states a lane can leave by a step of its own; true where that is not known. */
function freedom(trace: Trace, cast: Cast, lane: number): boolean[] {
  return trace.states.map((_, at) => {
    const steps = trace.enabled[at] ?? null;
    // A step of which nobody knows whose it is may be anybody's.
    return (
      steps === null || steps.some((step) => [lane, -2].includes(cast.laneOf(step.action, touchesIn(trace, step))))
    );
  });
}

/** The processes of which a step changes a part; nobody knows what ALIAS would show of a step that is not taken. */
function touchesIn({ aliased }: Trace, { touches }: EnabledStep): readonly Value[] {
  return aliased ? [] : touches;
}

/** Runs of states in which a lane that has left its first state cannot take a step. */
function stillSpans(trace: Trace, cast: Cast, steps: readonly StoryStep[]): Span[] {
  if (trace.enabled.length === 0) return [];
  return cast.lanes.flatMap(({ process }, lane) => {
    if (process === null) return [];
    const free = freedom(trace, cast, lane);
    const away = awayFromStart(trace, cast, lane);
    const still = free.map((one, at) => !one && away[at]!);
    const found: Span[] = [];
    for (let at = 0; at < still.length; at++) {
      if (!still[at] || (at > 0 && still[at - 1])) continue;
      const end = still.indexOf(false, at);
      found.push({
        kind: "still",
        lane,
        from: at + 1,
        to: end < 0 ? null : end + 1,
        changes: lastChanges(steps, cast, lane, at + 1),
      });
    }
    return found;
  });
}

/** In which states a part of the lane is not what it was at first. */
function awayFromStart({ states, variables }: Trace, cast: Cast, lane: number): boolean[] {
  const [first] = states;
  return states.map((state) =>
    stateChanges(variables, first!.values, state.values).some(({ path }) => cast.ownerOf(path) === lane),
  );
}

/** What was last done to a lane, up to state `state`. */
function lastChanges(steps: readonly StoryStep[], cast: Cast, lane: number, state: number): readonly Change[] {
  for (let at = state - 2; at >= 0; at--) {
    const step = steps[at]!;
    const changes = step.lane === lane ? step.changes : (step.effects.get(lane) ?? []);
    const own = changes.filter(({ path }) => cast.ownerOf(path) === lane);
    if (own.length > 0) return own;
  }
  return [];
}

/** A part that is not the lane's own and becomes the lane's process, until it changes again. */
function holdSpans(trace: Trace, cast: Cast, steps: readonly StoryStep[]): Span[] {
  const last = trace.states.length;
  const taken = steps.filter(({ to }) => to <= last);
  return taken.flatMap(({ to, lane: actor, changes, effects }) =>
    [...changes, ...[...effects.values()].flat()].flatMap((change): Span[] => {
      if (change.kind !== "value") return [];
      const { path, after } = change;
      if (typeof after !== "string" && !(after instanceof ModelValue)) return [];
      const lane = cast.laneNamed(after);
      // Who is named by another one's step may not even know it.
      if (lane < 0 || lane !== actor || cast.ownerOf(path) === lane) return [];
      const next = taken.find((step) => step.to > to && writes(step, path));
      return [{ kind: "holds", lane, from: to, to: next?.to ?? null, changes: [change] }];
    }),
  );
}

function writes({ changes, effects }: StoryStep, path: string): boolean {
  const all = [...changes, ...[...effects.values()].flat()];
  return all.some((change) => isWithin(change.path, path) || isWithin(path, change.path));
}

function arrowsOf(trace: Trace, cast: Cast, steps: readonly StoryStep[]): Arrow[] {
  if (steps.length > MOST_STEPS) return [];
  const keys = trace.enabled.map((enabled) => enabled && new Set(enabled.map(({ action }) => keyOf(action))));
  return steps.flatMap((step) => {
    const enabler = enablerOf(step, keys);
    const arrows: Arrow[] = [];
    if (enabler !== null) arrows.push({ kind: "enables", from: enabler, to: step.to });
    for (const from of sendersOf(step, steps, cast)) {
      if (from !== enabler) arrows.push({ kind: "passes", from, to: step.to });
    }
    return arrows.filter(({ from }) => {
      const source = steps[from - 2]!;
      return source.lane !== step.lane && !source.effects.has(step.lane);
    });
  });
}

/** The state in which the step became possible, to stay so until it was taken; null for a state without a step to it. */
function enablerOf({ to, action }: StoryStep, keys: readonly (Set<string> | null)[]): number | null {
  if (action === null) return null;
  const key = keyOf(action);
  let state = to - 1;
  if (keys[state - 1]?.has(key) !== true) return null;
  while (state > 1 && keys[state - 2]?.has(key) === true) state--;
  // Where nobody knows what was possible before, nobody knows what made it so.
  return state === 1 || keys[state - 2] == null ? null : state;
}

/** The last steps that gave what this step takes out of sets, queues and functions. */
function sendersOf(step: StoryStep, steps: readonly StoryStep[], cast: Cast): number[] {
  const all = ({ changes, effects }: StoryStep): Change[] => [...changes, ...[...effects.values()].flat()];
  const found = new Set<number>();
  for (const change of all(step)) {
    for (const value of taken(change)) {
      const sender = steps.findLast(
        ({ to, ...rest }) =>
          to < step.to &&
          all({ to, ...rest }).some((one) => one.path === change.path && given(one).some((v) => same(v, value))),
      );
      // What a lane wrote for itself was meant for nobody.
      if (sender !== undefined && cast.ownerOf(change.path) !== sender.lane) found.add(sender.to);
    }
  }
  return [...found];
}

function taken(change: Change): readonly Value[] {
  if (change.kind === "elements") return change.removed;
  if (change.kind === "queue") return lostOf(change);
  return change.kind === "removed" ? [change.before] : [];
}

function given(change: Change): readonly Value[] {
  if (change.kind === "elements") return change.added;
  if (change.kind === "queue") return gainedBy(change);
  return change.kind === "added" ? [change.after] : [];
}

function keyOf({ name, parameters }: TraceAction): string {
  return [name, ...parameters.map(([, value]) => print(value))].join("\n");
}

/** What each lane could do in the states that return for ever, and does not. */
function leftOf(trace: Trace, cast: Cast): Story["left"] {
  if (trace.loop === null) return null;
  const round = trace.enabled.slice(trace.loop - 1);
  if (round.length === 0 || round.some((steps) => steps === null)) return null;
  const actions = [...trace.states.slice(trace.loop).map(({ action }) => action), trace.back];
  const seen = new Set(actions.map((action) => action && keyOf(action)));
  const elsewhere = cast.lanes.findIndex(({ process }) => process === null);
  const left = new Map<number, LeftStep[]>();
  for (const step of round.flatMap((steps) => steps ?? [])) {
    const { action } = step;
    const key = keyOf(action);
    if (seen.has(key)) continue;
    seen.add(key);
    const touches = touchesIn(trace, step);
    const actor = cast.laneOf(action, touches);
    const lane = actor < 0 ? elsewhere : actor;
    const reaches = touches.map((one) => cast.laneNamed(one)).filter((one) => one >= 0 && one !== lane);
    left.set(lane, [...(left.get(lane) ?? []), { action, reaches }]);
  }
  return left;
}
