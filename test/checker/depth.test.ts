/** Bounded depth-first search: against breadth-first where nothing is cut off, and for what only it does. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckResult, check } from "../../src/checker/index.ts";
import { load, moduleText } from "../models/tla/spec.ts";
import { actionProperty, invariant, type Table, tableModel, temporal } from "./graph-model.ts";

const STATES = 14;
const state = fc.nat(STATES - 1);
const steps = fc.array(fc.tuple(state, state), { maxLength: 30 });

const table: fc.Arbitrary<Table> = fc
  .record({
    initial: fc.array(state, { minLength: 1, maxLength: 3 }),
    actions: fc.record({ A: steps, B: steps }),
    checkDeadlock: fc.boolean(),
    out: fc.array(state, { maxLength: 2 }),
    cut: fc.array(fc.tuple(state, state), { maxLength: 4 }),
    bad: state,
    step: fc.tuple(state, state),
  })
  .map(({ initial, actions, checkDeadlock, out, cut, bad, step }) => ({
    initial,
    actions,
    checkDeadlock,
    within: (at: number) => !out.includes(at),
    withinStep: (from: number, to: number) => !cut.some(([a, b]) => a === from && b === to),
    properties: [
      invariant("Inv", (at) => at !== bad),
      // Keeps the search going when all else is violated.
      invariant("Good", () => true),
      actionProperty("Step", (from, to) => from !== step[0] || to !== step[1]),
    ],
  }));

const statuses = ({ properties }: CheckResult): string[] => properties.map(({ name, status }) => `${name} ${status}`);

/** Is the trace of each violated property a behavior of the table, of at most `most` states? */
function behaves({ properties }: CheckResult, { initial, actions }: Table, most: number): boolean {
  return properties.every((property) => {
    if (property.status !== "violated" || property.trace === null) return true;
    const way = property.trace.states.map(({ values }) => values[0] as number);
    const joined = way.every((to, at) => {
      if (at === 0) return initial.includes(to);
      return Object.values(actions).some((pairs) => pairs.some(([from, next]) => from === way[at - 1] && next === to));
    });
    return joined && way.length <= most + 1 && property.shortest === false;
  });
}

describe("depth-first search", () => {
  it("finds what breadth-first search finds, to the last state, where nothing is cut off", async () => {
    await fc.assert(
      fc.asyncProperty(table, async (given) => {
        const [deep, broad] = await Promise.all([
          check(tableModel(given), { order: "depth", maxDepth: STATES + 1, keepGoing: true }),
          check(tableModel(given), { keepGoing: true }),
        ]);
        expect(statuses(deep)).toEqual(statuses(broad));
        expect(behaves(deep, given, STATES + 1)).toBe(true);
        expect([deep.stopped, broad.stopped]).toEqual([null, null]);
        expect([deep.states.distinct, deep.states.initial]).toEqual([broad.states.distinct, broad.states.initial]);
      }),
      { numRuns: 150 },
    );
  });

  it("misses nothing within its bound, and lets nothing hold beyond it", async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 6 }), async (given, maxDepth) => {
        const [deep, broad] = await Promise.all([
          check(tableModel(given), { order: "depth", maxDepth, keepGoing: true }),
          check(tableModel(given), { maxDepth, keepGoing: true }),
        ]);
        expect(behaves(deep, given, maxDepth)).toBe(true);
        expect(statuses(deep)).toEqual(statuses(broad));
        expect([deep.stopped, deep.states.distinct]).toEqual([broad.stopped, broad.states.distinct]);
      }),
      { numRuns: 250 },
    );
  });

  it("goes on from a state at the bound that a shorter way leads to later", async () => {
    const actions: Table["actions"] = {
      Long: [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 6],
        [6, 7],
      ],
      Short: [
        [0, 5],
        [5, 6],
      ],
    };
    const model = tableModel({ initial: [0], actions, checkDeadlock: false });
    const { states, stopped } = await check(model, { order: "depth", maxDepth: 5 });
    expect([states.distinct, stopped]).toEqual([7, null]);
  });

  it("takes states that a view makes equal for one, on real ways", async () => {
    await fc.assert(
      fc.asyncProperty(table, async (given) => {
        const viewed = { ...given, view: (at: number) => at >> 1 };
        const deep = await check(tableModel(viewed), { order: "depth", maxDepth: 40, keepGoing: true });
        expect(behaves(deep, given, 40)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves what speaks of behaviors open, and says so", async () => {
    const eventually = temporal("Ever", { kind: "eventually", of: { kind: "atom", atom: 0 } });
    const model = tableModel({
      initial: [0],
      actions: { A: [[0, 0]] },
      properties: [eventually],
      atoms: [{ over: "state", test: (at) => at === 0 }],
    });
    const result = await check(model, { order: "depth", maxDepth: 5 });
    expect(statuses(result)).toEqual(["Ever unchecked"]);
    expect(result.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["W606", expect.stringMatching(/^Ever is not decided: depth-first/)],
    ]);
  });

  it("reaches a deep state of a wide space early, and ends by itself after it", async () => {
    const wide: Table = {
      initial: [1],
      actions: {
        A: Array.from(
          { length: 2 ** 15 },
          (_, at) =>
            [
              [at, 2 * at],
              [at, 2 * at + 1],
            ] as const,
        ).flat(),
      },
      properties: [invariant("Shallow", (at) => at < 2 ** 14), invariant("Good", () => true)],
    };
    const deep = await check(tableModel(wide), { order: "depth", maxDepth: 15, endingStates: 20 });
    expect(deep.properties[0]).toMatchObject({ status: "violated", shortest: false });
    expect(deep.stopped).toBe("violated");
    expect(deep.states.distinct).toBeLessThan(400);
    expect(deep.properties[1]).toMatchObject({ status: "unchecked", reason: "search-ended" });
  });

  it("goes on in another layout", async () => {
    const body = `VARIABLES x, s
Init == x = 0 /\\ s = {}
Next == x < 120 /\\ x' = x + 1 /\\ \\E i \\in {0, x, -x} : s' = (s \\cup {i}) \\ {x - 3, 3 - x}
Inv == x <= 120 /\\ Cardinality(s) < 9`;
    const cfg = "INIT Init\nNEXT Next\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n";
    for (const engine of ["interpreter", "compiled", "automatic"] as const) {
      const loaded = load({ "Spec.tla": moduleText(body), "Spec.cfg": cfg }, { engine });
      expect(loaded.diagnostics).toEqual([]);
      const result = await check(loaded.model!, { order: "depth", maxDepth: 200, keepGoing: true });
      const broad = await check(loaded.model!, { keepGoing: true });
      expect([result.states.distinct, statuses(result)]).toEqual([broad.states.distinct, statuses(broad)]);
    }
  });

  it("needs a bound", async () => {
    await expect(check(tableModel({ initial: [0], actions: {} }), { order: "depth" })).rejects.toThrow(RangeError);
  });
});
