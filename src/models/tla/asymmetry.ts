/**
 * Does a specification treat alike what its SYMMETRY exchanges? Asked of states that were met: the steps from the image
 * of a state must be the images of its steps, what holds of it must hold of the image, and what VIEW shows of the image
 * must be the image of what it shows of the state: by that alone states are told apart.
 */

import { type Interner, printFolded, type Value } from "../../values/index.ts";
import type { Diagnostic, Location } from "../model.ts";
import type { Formula, PartFormula } from "./behavior.ts";
import { Reader } from "./compile/reads.ts";
import type { Executor, State } from "./executor.ts";
import { isSpecError } from "./interpret/error.ts";
import type { Setup } from "./interpret/interpreter.ts";
import { Images } from "./symmetry/images.ts";
import type { Permutation } from "./symmetry/permutations.ts";

/** Of a large group so many permutations are tried. */
const MOST = 6;

/** A state, or Init, that allows more than this is not compared with its images. */
const MOST_STATES = 1000;

/** What is asked about a state. */
export interface Asked {
  readonly variables: readonly string[];
  /** The states to which steps lead, unless there are too many, or an action cannot be evaluated. */
  successors(state: State): readonly State[] | "many" | "failing";
  /** The initial states; none where there are many. */
  initial(): readonly State[];
  /** Which predicates are true, and which cannot be evaluated: one that is violated elsewhere is not asked any more. */
  truths(state: State): readonly string[];
  /** What VIEW shows, as the only value of the only one; none without VIEW. */
  shown(state: State): readonly State[] | "failing";
  image(value: Value, permutation: Permutation): Value;
  /** One text for equal values, another one for others. */
  key(value: Value): string | number;
}

/** Of what an executor is asked. */
interface Subject {
  readonly setup: Setup;
  readonly interner: Interner;
  /** VIEW, or null. */
  readonly view: Formula | null;
}

/** Asks an executor; of `parts` those that are predicates of states. */
export function askedBy(executor: Executor, subject: Subject, parts: readonly PartFormula[]): Asked {
  const { setup, interner } = subject;
  const pure = subject.view === null || Reader.of(setup).readsOf(subject.view.expression).pure;
  const view = pure ? subject.view : null;
  const predicates = parts.filter(({ over }) => over === "state").map(({ formula }) => formula);
  const images = new Map<Permutation, Images>();
  const imagesBy = (permutation: Permutation): Images => {
    let known = images.get(permutation);
    if (known === undefined) images.set(permutation, (known = new Images(interner, permutation, 0)));
    return known;
  };
  return {
    variables: setup.variables.map(({ name }) => name),
    successors: (state) => {
      const found: State[] = [];
      const collect = (): void =>
        executor.next(state, (successor, action) => {
          if (action >= 0) found.push(successor.slice() as Value[]);
          return found.length > MOST_STATES;
        });
      if (unlessFailing(collect) === "failing") return "failing";
      return found.length > MOST_STATES ? "many" : found;
    },
    initial: () => {
      const found: State[] = [];
      executor.init((state) => {
        if (found.length <= MOST_STATES) found.push(state.slice() as Value[]);
      });
      return found.length > MOST_STATES ? [] : found;
    },
    truths: (state) => predicates.map((formula) => String(unlessFailing(() => executor.holds(formula, state, null)))),
    shown: (state) => (view === null ? [] : unlessFailing(() => [[executor.value(view, state, null)]])),
    image: (value, permutation) => interner.valueOf(imagesBy(permutation).of(interner.idOf(value))),
    key: (value) => interner.idOf(value),
  };
}

function unlessFailing<T>(work: () => T): T | "failing" {
  try {
    return work();
  } catch (error) {
    if (!isSpecError(error)) throw error;
    return "failing";
  }
}

/** A difference that some permutation of `group` makes to `state`, as a warning at `location`; null if none is found. */
export function asymmetryOf(
  state: State,
  group: readonly Permutation[],
  location: Location | null,
  asked: Asked,
): Diagnostic | null {
  const keyOf = (one: State): string => one.map((value) => asked.key(value)).join(" ");
  const textOf = (states: readonly State[] | "failing", shown: (one: State) => State): string =>
    states === "failing" ? states : [...new Set(states.map((one) => keyOf(shown(one))))].sort().join("; ");
  const successors = asked.successors(state);
  const truths = asked.truths(state).join(" ");
  const shown = asked.shown(state);
  for (const permutation of group.slice(0, MOST)) {
    const imageOf = (one: State): State => one.map((value) => asked.image(value, permutation));
    const image = imageOf(state);
    const say = (what: string): Diagnostic =>
      warningOf(permutation, what, { location, state, variables: asked.variables });
    if (asked.truths(image).join(" ") !== truths) return say("not all that holds of this state holds of its image");
    if (textOf(shown, imageOf) !== textOf(asked.shown(image), (one) => one)) {
      return say("what VIEW shows of the image of this state is not the image of what it shows of this state");
    }
    const others = asked.successors(image);
    if (successors === "many" || others === "many") continue;
    if (textOf(successors, imageOf) !== textOf(others, (one) => one)) {
      return say("the steps from the image of this state are not the images of its steps");
    }
  }
  return null;
}

/** The same for the initial states, which must be all images of each other's. */
export function initialAsymmetry(
  states: readonly State[],
  group: readonly Permutation[],
  location: Location | null,
  { variables, key, image }: Pick<Asked, "variables" | "key" | "image">,
): Diagnostic | null {
  const keyOf = (one: State): string => one.map((value) => key(value)).join(" ");
  const known = new Set(states.map(keyOf));
  for (const permutation of group.slice(0, MOST)) {
    const state = states.find((one) => !known.has(keyOf(one.map((value) => image(value, permutation)))));
    if (state === undefined) continue;
    return warningOf(permutation, "this state is initial, but not its image", { location, state, variables });
  }
  return null;
}

function warningOf(
  permutation: Permutation,
  what: string,
  {
    location,
    state,
    variables,
  }: { readonly location: Location | null; readonly state: State } & Pick<Asked, "variables">,
): Diagnostic {
  const exchanged = [...permutation].map(([from, to]) => `${from.name} becomes ${to.name}`).join(", ");
  const message = `the specification tells apart what SYMMETRY exchanges (${exchanged}), so states may be missing: ${what}`;
  const shown = variables.map((name, at) => `\n       ${name} = ${printFolded(state[at] as Value)}`).join("");
  return {
    code: "W620",
    severity: "warning",
    message,
    location,
    notes: [{ message: `the state:${shown}`, location: null }],
  };
}
