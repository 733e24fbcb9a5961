/** Permutations of model values: the group that those of a SYMMETRY generate, and what they make of values. */

import {
  apply,
  domainOf,
  EMPTY_SET,
  elements,
  equal,
  FunctionValue,
  imageByRule,
  isSequence,
  ModelValue,
  makeFunction,
  makeSet,
  printBrief,
  SetValue,
  sequence,
  sequenceElements,
  type Value,
} from "../../../values/index.ts";
import { SpecError } from "../interpret/runtime.ts";

/** Where each model value goes that does not stay. */
export type Permutation = ReadonlyMap<ModelValue, ModelValue>;

/** Groups larger than this are refused: every state would be permuted that often. */
export const LARGEST_GROUP = 50_000;

/** The exchanges of neighbours, which generate all permutations of `members`. */
export function exchanges(members: readonly ModelValue[]): Permutation[] {
  return members.slice(1).map((b, i) => exchange(members[i] as ModelValue, b));
}

/** Takes each of the two to the other. */
export function exchange(a: ModelValue, b: ModelValue): Permutation {
  return new Map([
    [a, b],
    [b, a],
  ]);
}

/** The group that the permutations of a SYMMETRY set generate, without the identity. Throws SpecError E445. */
export function permutationGroup(value: Value): Permutation[] {
  if (!(value instanceof SetValue)) throw notPermutations(value);
  return groupOf(elements(value).map(permutationOf));
}

/** The same for permutations as they are. */
export function groupOf(given: readonly Permutation[]): Permutation[] {
  const points = [...new Set(given.flatMap((one) => [...one.keys()]))];
  const places = new Map(points.map((point, i) => [point, i]));
  const found = generated(
    given.map((one) => points.map((point) => places.get(one.get(point) ?? point) as number)),
    points.map((_, i) => i),
  );
  return found.slice(1).map((places) => {
    const moved = points.map((from, i) => [from, points[places[i] as number] as ModelValue] as const);
    return new Map(moved.filter(([from, to]) => from !== to));
  });
}

/** A permutation of points: where each goes, by number. */
type Places = readonly number[];

/**
 * The group that `given` generate, the identity first. A generator that is known already adds nothing, and each other one
 * at least doubles what there is, so that few are put behind everything.
 */
function generated(given: readonly Places[], identity: Places): readonly Places[] {
  const keyOf = (one: Places): string => String.fromCharCode(...one);
  const known = new Set([keyOf(identity)]);
  const found = [identity];
  const generators: Places[] = [];
  for (const generator of given) {
    if (known.has(keyOf(generator))) continue;
    generators.push(generator);
    for (let at = 0; at < found.length; at++) {
      for (const by of generators) {
        const next = (found[at] as Places).map((place) => by[place] as number);
        const key = keyOf(next);
        if (known.has(key)) continue;
        if (found.length >= LARGEST_GROUP) {
          throw new SpecError("E445", `SYMMETRY generates more than ${LARGEST_GROUP} permutations`);
        }
        known.add(key);
        found.push(next);
      }
    }
  }
  return found;
}

function notPermutations(value: Value): SpecError {
  const found = printBrief(value);
  return new SpecError("E445", `SYMMETRY must be a set of permutations of model values, found ${found}`);
}

function permutationOf(value: Value): Permutation {
  if (!(value instanceof FunctionValue)) throw notPermutations(value);
  const moved = new Map<ModelValue, ModelValue>();
  const domain = domainOf(value);
  const images: Value[] = [];
  for (const from of elements(domain)) {
    const to = apply(value, from);
    if (!(from instanceof ModelValue) || !(to instanceof ModelValue)) throw notPermutations(value);
    images.push(to);
    if (from !== to) moved.set(from, to);
  }
  if (!equal(makeSet(images), domain)) throw notPermutations(value);
  return moved;
}

/** `value` with every model value replaced by its image. */
export function permuted(value: Value, by: Permutation): Value {
  if (value instanceof ModelValue) return by.get(value) ?? value;
  if (value instanceof SetValue) {
    if (value === EMPTY_SET) return value;
    const made = imageByRule(value, (part) => permuted(part, by) as SetValue);
    return made ?? makeSet(elements(value).map((element) => permuted(element, by)));
  }
  if (!(value instanceof FunctionValue)) return value;
  if (isSequence(value)) return sequence((sequenceElements(value) ?? []).map((element) => permuted(element, by)));
  const domain = elements(domainOf(value));
  return makeFunction(
    domain.map((argument) => permuted(argument, by)),
    domain.map((argument) => permuted(apply(value, argument), by)),
  );
}
