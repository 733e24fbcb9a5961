/** How long the interpreter takes for the parts of a model, state by state. */

import type { Value } from "../../../values/index.ts";
import type { Explainer, StateTime } from "../../model.ts";
import type { Formula, PartFormula } from "../behavior.ts";
import { Reader } from "../compile/reads.ts";
import type { Executor, State } from "../executor.ts";
import { isSpecError } from "../interpret/error.ts";
import type { Act } from "../interpret/runtime.ts";
import { representatives } from "../symmetry/symmetry.ts";
import type { Subject } from "./subject.ts";

/** Of so many steps from a state at most it is measured what is asked of steps; the others count as these do. */
const MOST_ASKED = 20;

/** So many looks at the clock, so often, show how long one takes. */
const CLOCK_LOOKS = 1000;
const CLOCK_BATCHES = 20;

/** Adds up how long each action of Next takes. */
export class Stopwatch {
  readonly times: Float64Array;
  readonly vain: Float64Array;
  /** How many steps there are so far, as whoever takes them counts. */
  steps = 0;
  /** How often it looked at the clock, and the milliseconds that one look takes. */
  private looks = 0;
  /** What the actions inside the one at hand have taken. */
  private inside = 0;
  private readonly look = lookTime();

  constructor(actions: number) {
    this.times = new Float64Array(actions);
    this.vain = new Float64Array(actions);
  }

  /** `act` with its time taken, without that of others inside: an action may call an operator that is one of its own. */
  around(action: number, act: Act): Act {
    return (frame) => {
      const { steps, inside } = this;
      this.inside = 0;
      const from = performance.now();
      const ended = act(frame);
      const taken = performance.now() - from;
      const own = Math.max(0, taken - this.inside - this.look);
      this.inside = inside + taken + this.look;
      this.looks += 2;
      this.times[action] = (this.times[action] as number) + own;
      if (this.steps === steps) this.vain[action] = (this.vain[action] as number) + own;
      return ended;
    };
  }

  /** The milliseconds that it has taken itself. */
  get own(): number {
    return this.looks * this.look;
  }

  reset(): void {
    this.looks = 0;
    this.times.fill(0);
    this.vain.fill(0);
    this.steps = 0;
  }
}

/** What it takes to look at the clock: the least of several means, since other processes may come between. */
function lookTime(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < CLOCK_BATCHES; batch++) {
    const from = performance.now();
    for (let look = 1; look < CLOCK_LOOKS; look++) performance.now();
    least = Math.min(least, (performance.now() - from) / CLOCK_LOOKS);
  }
  return least;
}

/** Something that a search asks besides Next. */
interface Asked {
  readonly kind: Explainer["asked"][number]["kind"];
  readonly name: string;
  readonly formulas: readonly Formula[];
  /** Is it asked of each state once? Otherwise of each step, or of the state that it leads to. */
  readonly once: boolean;
  ask(state: State, successor: State): void;
}

/** One enumeration of the steps from a state. */
interface Enumerated {
  readonly next: number;
  readonly times: Float64Array;
  readonly vain: Float64Array;
  readonly successors: readonly State[];
  readonly steps: number;
}

/** Each time is the least of two: what else the machine does, and what is done once, does not count. */
export class Timing {
  readonly asked: readonly Asked[];
  /** What asks for the run: that is over. */
  readonly untimed: readonly string[];
  private readonly executor: Executor;
  private readonly stopwatch: Stopwatch;

  constructor(subject: Subject, executor: Executor, stopwatch: Stopwatch) {
    this.executor = executor;
    this.stopwatch = stopwatch;
    const reader = Reader.of(subject.setup);
    const isTimed = (asked: Asked): boolean =>
      asked.formulas.every(({ expression }) => reader.readsOf(expression).pure);
    const all = askedOf(subject, executor);
    this.asked = all.filter(isTimed);
    this.untimed = all.filter((one) => !isTimed(one)).map(({ name }) => name);
  }

  /** The time for a state; null where an evaluation fails. */
  of(state: State): StateTime | null {
    try {
      return this.measured(state);
    } catch (error) {
      if (isSpecError(error)) return null;
      throw error;
    }
  }

  private measured(state: State): StateTime {
    const [a, b] = [this.enumerated(state), this.enumerated(state)];
    const least = (of: "times" | "vain"): Float64Array => a[of].map((time, i) => Math.min(time, b[of][i] as number));
    const { successors, steps } = a;
    const asked = this.asked.map((one) => {
      if (one.once) return leastTime(() => one.ask(state.slice(), state));
      const times = successors.map((successor) => leastTime(() => one.ask(state.slice(), successor.slice())));
      return (times.reduce((sum, time) => sum + time, 0) * steps) / Math.max(1, successors.length);
    });
    return {
      next: Math.min(a.next, b.next),
      steps,
      actions: least("times"),
      vain: least("vain"),
      asked: Float64Array.from(asked),
    };
  }

  private enumerated(state: State): Enumerated {
    const { stopwatch, executor } = this;
    const successors: State[] = [];
    stopwatch.reset();
    const from = performance.now();
    // A copy: what is kept for the values of the very same array would be found again.
    executor.next(state.slice(), (successor) => {
      stopwatch.steps++;
      if (successors.length < MOST_ASKED) successors.push(successor.slice() as Value[]);
      return false;
    });
    const next = Math.max(0, performance.now() - from - stopwatch.own);
    return { next, times: stopwatch.times.slice(), vain: stopwatch.vain.slice(), successors, steps: stopwatch.steps };
  }
}

function leastTime(run: () => void): number {
  const once = (): number => {
    const from = performance.now();
    run();
    return performance.now() - from;
  };
  return Math.min(once(), once());
}

function askedOf({ formulas, group, interner, setup }: Subject, executor: Executor): Asked[] {
  const { constraints, actionConstraints, view } = formulas;
  const found: Asked[] = [];
  for (const { name, parts } of formulas.properties) {
    const inRun = parts.filter(({ over }) => over === "state" || over === "step");
    if (inRun.length === 0) continue;
    const ofStates = inRun.every(({ over }) => over === "state");
    const ask = (state: State, successor: State) => askParts(executor, inRun, state, successor);
    found.push({ kind: "property", name, formulas: inRun.map(({ formula }) => formula), once: ofStates, ask });
  }
  const constraint = (formula: Formula, ofStep: boolean): Asked => ({
    kind: "constraint",
    name: formula.expression.kind === "reference" ? formula.expression.name : "",
    formulas: [formula],
    once: false,
    ask: (state, successor) => executor.value(formula, ofStep ? state : successor, ofStep ? successor : null),
  });
  found.push(
    ...constraints.map((one) => constraint(one, false)),
    ...actionConstraints.map((one) => constraint(one, true)),
  );
  if (group !== null) {
    const words = setup.variables.length;
    const symmetry = representatives(interner, group, words);
    const out = new Int32Array(words);
    const rowOf = (state: State): Int32Array => Int32Array.from(state, (value) => interner.idOf(value));
    const ask = (_: State, successor: State) => symmetry.representative(rowOf(successor), out);
    found.push({ kind: "symmetry", name: "SYMMETRY", formulas: [], once: false, ask });
  }
  if (view !== null) {
    const ask = (_: State, successor: State) => executor.value(view, successor, null);
    found.push({ kind: "view", name: "VIEW", formulas: [view], once: false, ask });
  }
  return found;
}

function askParts(executor: Executor, parts: readonly PartFormula[], state: State, successor: State): void {
  for (const { over, formula } of parts) executor.value(formula, state, over === "step" ? successor : null);
}
