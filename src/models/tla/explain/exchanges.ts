/** The sets of model values whose elements a SYMMETRY could exchange, and what that would do to states. */

import { elements, ModelValue, SetValue, type Value } from "../../../values/index.ts";
import type { Exchange, ModelValueSet } from "../../model.ts";
import { askedBy, asymmetryOf, initialAsymmetry } from "../asymmetry.ts";
import { Reader } from "../compile/reads.ts";
import type { Executor } from "../executor.ts";
import { isSpecError } from "../interpret/error.ts";
import { permutationCount } from "../library/permutation.ts";
import { exchanges, LARGEST_GROUP, type Permutation } from "../symmetry/permutations.ts";
import { Sorting } from "../symmetry/sorting.ts";
import type { Subject } from "./subject.ts";

export class Exchanges {
  readonly sets: readonly ModelValueSet[];
  private readonly elements: readonly (readonly ModelValue[])[];
  private readonly subject: Subject;
  private readonly executor: Executor;

  constructor(subject: Subject, executor: Executor) {
    this.subject = subject;
    this.executor = executor;
    const found = subject.group === null && this.isPure() ? setsOf(subject) : new Map<string, readonly ModelValue[]>();
    this.sets = [...found].map(([constant, { length }]) => ({ constant, size: length }));
    this.elements = [...found.values()];
  }

  of(sets: readonly number[]): Exchange | null {
    const { subject, executor } = this;
    const orbits = sets.map((set) => this.elements[set] ?? []);
    const permutations = orbits.reduce((product, { length }) => product * permutationCount(length), 1);
    if (permutations > LARGEST_GROUP) return null;
    const sorting = new Sorting(subject.interner, orbits, subject.setup.variables.length);
    const generators = orbits.flatMap(exchanges);
    return {
      permutations,
      representative: (state, out) => sorting.representative(state, out),
      differs: (state) => subject.quietly(() => differs(subject, executor, generators, state)),
    };
  }

  /** What draws, or asks for the run, is not the same twice. */
  private isPure(): boolean {
    const { setup, formulas } = this.subject;
    const { behavior } = formulas;
    if (behavior === null) return false;
    return [behavior.next, ...behavior.init].every(({ expression }) => Reader.of(setup).readsOf(expression).pure);
  }
}

/** By the constants that have them: sets of several model values, each once. */
function setsOf({ setup }: Subject): Map<string, readonly ModelValue[]> {
  const found = new Map<string, readonly ModelValue[]>();
  for (const [{ name }, value] of setup.constants) {
    const members = membersOf(value);
    const known = [...found.values()].flat();
    if (members.length > 1 && !members.some((member) => known.includes(member))) found.set(name, members);
  }
  return found;
}

/** The elements of a set of model values that the configuration lists; none of anything else. */
function membersOf(value: Value): ModelValue[] {
  if (!(value instanceof SetValue) || value.form !== "enumerated") return [];
  const members = elements(value);
  const named = members.filter((member) => member instanceof ModelValue);
  return named.length === members.length ? named : [];
}

function differs(
  { interner, setup, formulas }: Subject,
  executor: Executor,
  generators: readonly Permutation[],
  state: Int32Array | null,
): boolean {
  const constraints = formulas.constraints.map((formula) => ({ over: "state", breaks: "invariant", formula }) as const);
  const parts = [...constraints, ...formulas.properties.flatMap((property) => property.parts)];
  const pure = parts.filter(({ formula }) => Reader.of(setup).readsOf(formula.expression).pure);
  const asked = askedBy(executor, { setup, interner, view: formulas.view }, pure);
  try {
    if (state === null) return initialAsymmetry(asked.initial(), generators, null, asked) !== null;
    const values = Array.from(state, (number) => interner.valueOf(number));
    return asymmetryOf(values, generators, null, asked) !== null;
  } catch (error) {
    // What fails in an image does not fail in the state: they are told apart.
    if (isSpecError(error)) return true;
    throw error;
  }
}
