/** Representatives of SYMMETRY against orbits by brute force. */

import { describe, expect, test } from "vitest";
import { check } from "../../../src/checker/index.ts";
import { type Permutation, permutationGroup, permuted } from "../../../src/models/tla/symmetry/permutations.ts";
import { representatives } from "../../../src/models/tla/symmetry/symmetry.ts";
import {
  apply,
  Interner,
  type ModelValue,
  makeFunction,
  makeSet,
  modelValue,
  print,
  sequence,
  type Value,
} from "../../../src/values/index.ts";
import { Random } from "../../oracle/random.ts";
import { modelOf } from "./spec.ts";

const [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map((name) => modelValue(name)) as [
  ModelValue,
  ModelValue,
  ModelValue,
  ModelValue,
  ModelValue,
];

/** The function that takes each of `from` to what stands in its place in `to`. */
function moving(from: readonly Value[], to: readonly Value[]): Value {
  return makeFunction([...from], [...to]);
}

const groups = {
  "all permutations of four": [moving([a, b], [b, a]), moving([a, b, c, d], [b, c, d, a])],
  "turns of four": [moving([a, b, c, d], [b, c, d, a])],
  "all of three, and two others": [moving([a, b], [b, a]), moving([a, b, c], [b, c, a]), moving([d, e], [e, d])],
  "two pairs together": [moving([a, b, c, d], [b, a, d, c])],
  "all permutations of five": [moving([a, b], [b, a]), moving([a, b, c, d, e], [b, c, d, e, a])],
} as const;

/** A random value with the model values in it. */
function valueOf(random: Random, depth: number): Value {
  const part = (): Value => valueOf(random, depth - 1);
  const kind = depth === 0 ? random.integer(0, 1) : random.integer(0, 5);
  const some = (): ModelValue => random.pick([a, b, c, d, e]);
  if (kind === 0) return some();
  if (kind === 1) return random.integer(0, 1);
  if (kind === 2) return makeSet([some(), some()]);
  if (kind === 3) return sequence([part(), part()]);
  if (kind === 4) return makeFunction([a, b, c, d, e], [some(), some(), some(), some(), some()]);
  const few = Array.from({ length: 5 }, () => random.integer(0, 2));
  return makeFunction([a, b, c, d, e], few);
}

const textOf = (state: readonly Value[]): string => state.map(print).join(" ");

/** The least text of all images of a state. */
function orbitOf(state: readonly Value[], group: readonly Permutation[]): string {
  const images = group.map((one) => textOf(state.map((value) => permuted(value, one))));
  return [textOf(state), ...images].sort()[0] as string;
}

/** A queue of some before a resource: how many wait, whether one has it, and how many had it are all that counts. */
const queue = String.raw`
CONSTANT P
VARIABLES pc, owner, queue
Init == pc = [p \in P |-> "idle"] /\ owner = {} /\ queue = <<>>
Want(p) == pc[p] = "idle" /\ pc' = [pc EXCEPT ![p] = "want"] /\ queue' = Append(queue, p) /\ UNCHANGED owner
Take(p) == pc[p] = "want" /\ owner = {} /\ Head(queue) = p /\ owner' = {p}
           /\ pc' = [pc EXCEPT ![p] = "has"] /\ queue' = Tail(queue)
Leave(p) == pc[p] = "has" /\ owner' = {} /\ pc' = [pc EXCEPT ![p] = "had"] /\ UNCHANGED queue
Next == \E p \in P : Want(p) \/ Take(p) \/ Leave(p)
Sym == Permutations(P)`;

describe("SYMMETRY", () => {
  test("of seven values is no more than of three", async () => {
    const values = ["a", "b", "c", "d", "e", "f", "g"];
    for (const count of [3, 7]) {
      const cfg = `INIT Init NEXT Next SYMMETRY Sym CHECK_DEADLOCK FALSE CONSTANT P = {${values.slice(0, count).join()}}`;
      const { states } = await check(modelOf(queue, cfg), {});
      expect(states.distinct).toBe((count + 1) ** 2);
    }
  });

  test("of one value is none", () => {
    const keyFor = (values: string) => modelOf(queue, `INIT Init NEXT Next SYMMETRY Sym CONSTANT P = {${values}}`).key;
    expect([keyFor("a"), keyFor("a, b")]).toEqual([null, expect.anything()]);
  });

  test("with a VIEW counts the orbits of what is seen, whatever is hidden, the engine or the order", async () => {
    const body = String.raw`
CONSTANTS S, None
VARIABLES f, g, h
Init == f \in [S -> 0..2] /\ g \in SUBSET S /\ h \in [S -> S \cup {None}]
Next == UNCHANGED <<f, g, h>>
V == <<g, [s \in S |-> f[s] > 0], h>>
W == <<h, g>>
Sym == Permutations(S)`;
    const [p, q, r, none] = ["p", "q", "r", "none"].map((name) => modelValue(name)) as [Value, Value, Value, Value];
    const S = [p, q, r] as const;
    const group = permutationGroup(makeSet([moving([p, q], [q, p]), moving([p, q, r], [q, r, p])]));
    const functions = (range: readonly Value[]) =>
      range.flatMap((x) => range.flatMap((y) => range.map((z) => makeFunction([...S], [x, y, z]))));
    const sets = functions([0, 1]).map((one) => makeSet(S.filter((s) => apply(one, s) === 1)));
    const pairs = functions([...S, none]).flatMap((h) => sets.map((g) => [h, g]));
    const all = pairs.flatMap((pair) => functions([true, false]).map((f) => [...pair, f]));
    const orbits = { V: all, W: pairs };
    for (const view of ["V", "W"] as const) {
      const cfg = `INIT Init NEXT Next SYMMETRY Sym VIEW ${view} CONSTANTS S = {p, q, r} None = none`;
      const expected = new Set(orbits[view].map((state) => orbitOf(state, group))).size;
      for (const engine of ["interpreter", "automatic", "compiled"] as const) {
        for (const order of [{}, { order: "depth", maxDepth: 3 }] as const) {
          const { states } = await check(modelOf(body, cfg, {}, { engine }), order);
          expect([view, engine, order, states.distinct]).toEqual([view, engine, order, expected]);
        }
      }
    }
  });

  // The three initial states are images of each other; then y is a set, and x' is x or is not.
  test.each([
    ["Nat", 2],
    ["Seq(S) \\cup {7}", 2],
    ["SUBSET [S -> 1..40]", 2],
    ["Seq({x})", 3],
    ["Seq({x}) \\ {<<x>>}", 3],
    ["[a: {x}, b: Nat] \\cup [a: {x}, c: Int]", 3],
    ["Nat \\X SUBSET {x}", 3],
  ] as const)("of values that are sets without an end, %s", async (set, expected) => {
    const body = `CONSTANT S
VARIABLES x, y
Init == x \\in S /\\ y = {}
Next == y = {} /\\ x' \\in S /\\ y' = ${set}
Sym == Permutations(S)`;
    const cfg = "INIT Init NEXT Next SYMMETRY Sym CHECK_DEADLOCK FALSE CONSTANT S = {a, b, c}";
    for (const engine of ["interpreter", "compiled"] as const) {
      const { states, failure } = await check(modelOf(body, cfg, {}, { engine }));
      expect([engine, failure, states.distinct]).toEqual([engine, null, expected]);
    }
  });

  const ways = Object.keys(groups).flatMap((name) => [
    [name, "narrowing", 1_000_000] as const,
    [name, "sorting where it can be", 0] as const,
  ]);

  test.each(ways)("%s, by %s: one representative for each orbit", (name, _way, narrowed) => {
    const random = new Random(1);
    const interner = new Interner();
    const group = permutationGroup(makeSet([...groups[name as keyof typeof groups]]));
    const symmetry = representatives(interner, group, 3, narrowed);
    const known = new Map<string, string>();
    const orbits = new Map<string, string>();
    const out = new Int32Array(3);
    for (let i = 0; i < 80; i++) {
      const state = [valueOf(random, 1), valueOf(random, 1), valueOf(random, 0)];
      const one = group[random.integer(0, group.length - 1)] as Permutation;
      const image = state.map((value) => permuted(value, one));
      for (const met of [state, image]) {
        symmetry.representative(
          Int32Array.from(met, (value) => interner.idOf(value)),
          out,
        );
        const found = textOf(Array.from(out, (id) => interner.valueOf(id)));
        const orbit = orbitOf(met, group);
        expect(
          orbitOf(
            Array.from(out, (id) => interner.valueOf(id)),
            group,
          ),
        ).toBe(orbit);
        expect(known.get(orbit) ?? found).toBe(found);
        expect(orbits.get(found) ?? orbit).toBe(orbit);
        known.set(orbit, found);
        orbits.set(found, orbit);
      }
    }
  });

  test.each([
    ["all permutations of four", 24],
    ["turns of four", 4],
    ["all of three, and two others", 12],
    ["two pairs together", 2],
    ["all permutations of five", 120],
  ] as const)("%s: %i, without the identity", (name, size) => {
    const group = permutationGroup(makeSet([...groups[name]]));
    expect(group.length).toBe(size - 1);
    const texts = group.map((one) => [...one].map(([from, to]) => `${from.name}${to.name}`).join());
    expect(new Set(texts).size).toBe(size - 1);
    expect(texts).not.toContain("");
  });
});

test("a VIEW that cannot be stored fails where it is written, on every engine", async () => {
  const body = "VARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 3\nV == IF x = 2 THEN {n \\in Nat : n > x} ELSE x";
  for (const engine of ["interpreter", "automatic", "compiled"] as const) {
    const { failure } = await check(modelOf(body, "INIT Init NEXT Next\nVIEW V\n", {}, { engine }));
    const { code, location } = failure?.diagnostic ?? {};
    expect([engine, code, location?.file, location?.line, location?.column]).toEqual([
      engine,
      "E412",
      "Spec.tla",
      6,
      6,
    ]);
  }
});
