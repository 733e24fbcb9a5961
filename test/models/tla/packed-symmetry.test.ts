/** What tells packed rows apart under SYMMETRY and VIEW, against orbits by brute force. */

import { describe, expect, test } from "vitest";
import { check } from "../../../src/checker/index.ts";
import { packingFor } from "../../../src/models/tla/layout/packing.ts";
import { exchanges, groupOf, permuted } from "../../../src/models/tla/symmetry/permutations.ts";
import { RowClasses } from "../../../src/models/tla/symmetry/row-classes.ts";
import {
  FunctionValue,
  Interner,
  ModelValue,
  makeFunction,
  makeSet,
  modelValue,
  print,
  record,
  SetValue,
  sequence,
  type Value,
} from "../../../src/values/index.ts";
import { Random } from "../../oracle/random.ts";
import { modelOf } from "./spec.ts";

const valuesOf = (names: string): ModelValue[] => [...names].map((name) => modelValue(name));
const none = modelValue("none");

/** Makes random values of one type. */
type Source = () => Value;

/** A random type of values in which elements of `sets` occur. */
function sourceOf(random: Random, sets: readonly (readonly ModelValue[])[], depth: number): Source {
  const set = random.pick(sets);
  const inner = (): Source => sourceOf(random, sets, depth - 1);
  const kind = random.integer(0, depth === 0 ? 4 : 8);
  if (kind === 0) return () => random.pick(set);
  if (kind === 1) return () => random.pick([...set, none]);
  if (kind === 2) return () => random.integer(0, 2);
  if (kind === 3) return () => random.chance(0.5);
  if (kind === 4) return () => makeSet(set.filter(() => random.chance(0.5)));
  if (kind === 5) {
    const parts = inner();
    return () => makeFunction([...set], set.map(parts));
  }
  if (kind === 6) {
    const [first, second] = [inner(), inner()];
    return () => record(["a", "b"], [first(), second()]);
  }
  const parts = inner();
  if (kind === 7) return () => makeSet(Array.from({ length: random.integer(0, 3) }, parts));
  return () => sequence(Array.from({ length: random.integer(0, 3) }, parts));
}

const isValue = (part: unknown): part is Value =>
  part instanceof SetValue || part instanceof FunctionValue || part instanceof ModelValue;

const textOf = (state: readonly Value[]): string => state.map(print).join(" ");

describe("rows that are packed", () => {
  test("are told apart as orbits are", () => {
    let told = 0;
    let alike = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed);
      const sets = random.pick([["abc"], ["ab", "uvw"], ["abcd"], ["ab"]].map((names) => names.map(valuesOf)));
      const group = groupOf(sets.flatMap(exchanges));
      const sources = Array.from({ length: random.integer(1, 4) }, () => sourceOf(random, sets, 2));
      const some = Array.from({ length: 12 }, () => sources.map((source) => source()));
      const states = some.flatMap((state) => [state, ...group.map((one) => state.map((part) => permuted(part, one)))]);
      const interner = new Interner();
      const packing = packingFor(
        sources.map((_, i) => states.map((state) => state[i] as Value)),
        { interner, room: true, exchanges: [] },
      );
      const shown = sources.map((_, i) => i).filter((i) => i === 0 || random.chance(0.8));
      const classes = RowClasses.of(packing, shown, sets, interner);
      expect(classes).not.toBeNull();
      const keys = new Map<string, string>();
      const orbits = new Map<string, string>();
      const row = new Int32Array(packing.words);
      const out = new Int32Array(classes?.words ?? 0);
      for (const state of states) {
        expect(packing.pack(state, row)).toBe(true);
        classes?.of(row, out);
        const seen = shown.map((i) => state[i] as Value);
        const images = group.map((one) => textOf(seen.map((part) => permuted(part, one))));
        const orbit = [textOf(seen), ...images].sort()[0] as string;
        const key = out.join();
        expect([seed, orbits.get(key) ?? orbit]).toEqual([seed, orbit]);
        expect([seed, keys.get(orbit) ?? key]).toEqual([seed, key]);
        alike += Number(keys.has(orbit));
        told += Number(!keys.has(orbit));
        orbits.set(key, orbit);
        keys.set(orbit, key);
      }
    }
    expect(Math.min(told, alike)).toBeGreaterThan(300);
  });

  test("have no classes of their own where the layout has no room for an image", () => {
    const [a, b] = valuesOf("ab") as [Value, Value];
    const interner = new Interner();
    const classesFor = (...seen: Value[]): RowClasses | null => {
      const packing = packingFor([seen], { interner, room: true, exchanges: [] });
      return RowClasses.of(packing, [0], [[a, b] as ModelValue[]], interner);
    };
    expect(classesFor(a)).toBeNull();
    expect(classesFor(makeSet([a]), makeSet([]))).toBeNull();
    expect(classesFor(makeFunction([a], [1]))).toBeNull();
    expect(classesFor(makeFunction([a, none], [0, 1]))).toBeNull();
    expect(classesFor(a, b)).not.toBeNull();
    expect(classesFor(makeSet([a, b]))).not.toBeNull();
    expect(classesFor(makeFunction([a, b], [1, 2]))).not.toBeNull();
  });

  test.each(["SYMMETRY Sym VIEW Shown", "VIEW Shown", "SYMMETRY Sym"])(
    "are kept apart in a search as values are, through changes of the layout: %s",
    async (told) => {
      const body = String.raw`
CONSTANTS S, V
VARIABLES f, g, log, n
Init == f = [s \in S |-> 0] /\ g = {} /\ log = <<>> /\ n = 0
Count(s) == f[s] < 4 /\ f' = [f EXCEPT ![s] = @ + 1] /\ n' = n + 1 /\ UNCHANGED <<g, log>>
Enter(s, v) == g' = g \cup {<<s, v>>} /\ n' = n + 50 /\ UNCHANGED <<f, log>>
Write(s) == Len(log) < 2 /\ log' = Append(log, s) /\ n' = n + 1 /\ UNCHANGED <<f, g>>
Next == \E s \in S : Count(s) \/ Write(s) \/ (\E v \in V : Enter(s, v))
Few == Cardinality(g) < 3 /\ n < 125
Shown == <<f, log, g>>
Sym == Permutations(S) \cup Permutations(V)
Low == ~\E s \in S : f[s] = 3 /\ Len(log) = 2 /\ g # {}`;
      const constants = "INIT Init NEXT Next CHECK_DEADLOCK FALSE CONSTANTS S = {p, q, r} V = {v, w}";
      const cfg = `${constants} CONSTRAINT Few INVARIANT Low ${told}`;
      const found = [];
      for (const engine of ["interpreter", "automatic", "compiled"] as const) {
        for (const kernel of ["javascript", "webassembly"] as const) {
          const result = await check(modelOf(body, cfg, {}, { engine }), { kernel });
          const { states, excluded, levels, actions, properties } = result;
          const parts = { states, excluded, levels, actions, properties };
          found.push(JSON.stringify(parts, (_, part) => (isValue(part) ? print(part) : part)));
          expect(excluded).toBeGreaterThan(100);
        }
      }
      for (const other of found) expect(other).toBe(found[0]);
    },
  );
});
