import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckResult, check as checkModel, type Trace } from "../../src/checker/index.ts";
import { hashFrom } from "../../src/checker/seen-set.ts";
import type { Model } from "../../src/models/model.ts";
import { WAYS } from "./bulk-model.ts";
import { actionProperty, invariant, type Table, tableModel } from "./graph-model.ts";

/** A slow search that shares nothing with the real one: levels as sets of numbers. */
interface Naive {
  readonly initial: number;
  readonly generated: number;
  readonly distinct: number;
  readonly depth: number;
  readonly actions: Record<string, { generated: number; distinct: number }>;
  /** For each forbidden state the length of a shortest trace to it, if it is reachable or one step outside. */
  readonly stateTraces: Map<number, number>;
  readonly stepTraces: Map<string, number>;
  readonly deadlock: number | null;
}

function naiveSearch(table: Table): Naive {
  const within = table.within ?? (() => true);
  const withinStep = table.withinStep ?? (() => true);
  const level = new Map<number, number>();
  const stateTraces = new Map<number, number>();
  const stepTraces = new Map<string, number>();
  const actions = Object.fromEntries(Object.keys(table.actions).map((name) => [name, { generated: 0, distinct: 0 }]));
  let generated = 0;
  let frontier: number[] = [];
  let deadlock: number | null = null;
  for (const state of table.initial) {
    generated++;
    if (!stateTraces.has(state)) stateTraces.set(state, 1);
    if (!within(state) || level.has(state)) continue;
    level.set(state, 1);
    frontier.push(state);
  }
  const initial = frontier.length;
  let depth = 0;
  while (frontier.length > 0) {
    depth++;
    const next: number[] = [];
    for (const state of frontier) {
      let successors = 0;
      for (const [name, steps] of Object.entries(table.actions)) {
        for (const [source, target] of steps) {
          if (source !== state) continue;
          successors++;
          generated++;
          actions[name]!.generated++;
          if (!stateTraces.has(target)) stateTraces.set(target, depth + 1);
          if (!stepTraces.has(`${source}>${target}`)) stepTraces.set(`${source}>${target}`, depth + 1);
          if (!within(target) || !withinStep(source, target) || level.has(target)) continue;
          level.set(target, depth + 1);
          actions[name]!.distinct++;
          next.push(target);
        }
      }
      if (successors === 0 && deadlock === null) deadlock = depth;
    }
    frontier = next;
  }
  return { initial, generated, distinct: level.size, depth, actions, stateTraces, stepTraces, deadlock };
}

function scattered(state: number): number {
  return Math.imul(state, 0x85ebca6b) >> 4;
}

/** Different pairs of numbers whose rows have the same hash. */
function pairsOfEqualHash(count: number): [number, number][] {
  const met = new Map<number, number>();
  const pairs: [number, number][] = [];
  for (let state = 1; pairs.length < count; state++) {
    const hash = hashFrom(Int32Array.of(state, scattered(state)), 0, 2);
    const before = met.get(hash);
    if (before !== undefined) pairs.push([before, state]);
    else met.set(hash, state);
  }
  return pairs;
}

const COLLIDING = pairsOfEqualHash(8);

const STATES = 40;
const state = fc.integer({ min: 0, max: STATES - 1 });
const steps = fc.array(fc.tuple(state, state), { maxLength: 60 });
const graph = fc.record({
  initial: fc.array(state, { minLength: 1, maxLength: 5 }),
  actions: fc.record({ A: steps, B: steps, C: steps }),
});

function traceOf(result: CheckResult, name: string): Trace | null {
  const property = result.properties.find((candidate) => candidate.name === name);
  return property?.status === "violated" ? property.trace : null;
}

function path(trace: Trace): number[] {
  return trace.states.map(({ values }) => values[0] as number);
}

/** Is the trace a path of the graph from an initial state, each step labelled by an action that takes it? */
function expectRealTrace(table: Table, trace: Trace): void {
  const visited = path(trace);
  expect(table.initial).toContain(visited[0]);
  trace.states.forEach(({ action }, at) => {
    if (at === 0) expect(action).toBeNull();
    else expect(table.actions[action!.name]).toContainEqual([visited[at - 1], visited[at]]);
  });
}

describe.each(WAYS)("search $name", ({ name, options, of }) => {
  const check = (model: Model): Promise<CheckResult> => checkModel(of(model), options);
  const times = options.disk === undefined ? 1 : 2;

  it("counts what a naive search counts", async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (table) => {
        const result = await check(tableModel(table));
        const naive = naiveSearch(table);
        expect(result.states).toEqual({
          initial: naive.initial,
          generated: naive.generated,
          distinct: naive.distinct,
          depth: naive.depth,
        });
        expect(
          Object.fromEntries(result.actions.map(({ name, generated, distinct }) => [name, { generated, distinct }])),
        ).toEqual(naive.actions);
      }),
    );
  });

  it("counts what a naive search counts under constraints", async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.array(state), fc.array(fc.tuple(state, state)), async (table, out, cut) => {
        const constrained: Table = {
          ...table,
          within: (at) => !out.includes(at),
          withinStep: (from, to) => !cut.some(([a, b]) => a === from && b === to),
        };
        const result = await check(tableModel(constrained));
        const { initial, generated, distinct, depth } = naiveSearch(constrained);
        expect(result.states).toEqual({ initial, generated, distinct, depth });
      }),
    );
  });

  it("finds a shortest trace to each violated property in one run, and no other", async () => {
    await fc.assert(
      fc.asyncProperty(
        graph,
        fc.array(state, { maxLength: 4 }),
        fc.tuple(state, state),
        fc.uniqueArray(state, { maxLength: 6 }),
        async (table, forbidden, [from, to], out) => {
          const model: Table = {
            ...table,
            checkDeadlock: true,
            within: (at) => !out.includes(at),
            properties: [
              ...forbidden.map((bad, at) => invariant(`Not${at}`, (x) => x !== bad)),
              actionProperty("Step", (x, y) => x !== from || y !== to),
              invariant("True", () => true),
            ],
          };
          const result = await check(tableModel(model));
          const naive = naiveSearch(model);
          const lengths = new Map<string, number | undefined>([
            ...forbidden.map((bad, at): [string, number | undefined] => [`Not${at}`, naive.stateTraces.get(bad)]),
            ["Step", naive.stepTraces.get(`${from}>${to}`)],
            ["True", undefined],
            ["Deadlock", naive.deadlock ?? undefined],
          ]);
          for (const property of result.properties) {
            const length = lengths.get(property.name);
            if (naive.distinct === 0 && property.status !== "violated") {
              expect(property.status).toBe("unchecked");
              continue;
            }
            expect([property.name, property.status]).toEqual([
              property.name,
              length === undefined ? "holds" : "violated",
            ]);
            const trace = traceOf(result, property.name);
            if (trace !== null) {
              expect(trace.states.length).toBe(length);
              expectRealTrace(model, trace);
            }
          }
        },
      ),
    );
  });

  it("gives the same result each time", async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.array(state), async (table, forbidden) => {
        const model = { ...table, checkDeadlock: true, properties: [invariant("I", (x) => !forbidden.includes(x))] };
        const first = await check(tableModel(model));
        const second = await check(tableModel(model));
        expect({ ...second, seconds: 0 }).toEqual({ ...first, seconds: 0 });
      }),
      { numRuns: 30 },
    );
  });

  it(`asks for the successors of each state ${times === 1 ? "once" : "twice"}`, async () => {
    const asked: number[] = [];
    const table: Table = {
      initial: [0, 0],
      actions: {
        A: [
          [0, 1],
          [1, 0],
          [0, 1],
          [1, 2],
          [2, 2],
        ],
      },
      onNext: (at) => asked.push(at),
    };
    const result = await check(tableModel(table));
    expect(asked).toEqual([0, 1, 2].flatMap((state) => Array.from({ length: times }, () => state)));
    expect(result.states).toEqual({ initial: 1, generated: 7, distinct: 3, depth: 3 });
  });

  it("does not run far ahead of questions that take long", async () => {
    let [ahead, most] = [0, 0];
    const table: Table = {
      initial: Array.from({ length: 150 }, (_, i) => i),
      actions: { A: Array.from({ length: 150 }, (_, i) => [i, i + 200] as const) },
      onNext: (at) => {
        if (at < 200) most = Math.max(most, ++ahead);
      },
      properties: [
        invariant("Slow", () => {
          ahead = 0;
          const until = performance.now() + 1;
          while (performance.now() < until);
          return true;
        }),
      ],
    };
    const { threads: _others, disk: _there, ...alone } = options;
    const result = await checkModel(of(tableModel(table)), alone);
    expect(result.states.distinct).toBe(300);
    expect(most).toBeLessThan(50);
  });

  it("stores a million states exactly", async () => {
    // Enough for tables to grow often; one way goes to the million.
    const size = name === "in bulk, kernel in WebAssembly" ? 1_000_000 : times === 2 ? 20_000 : 150_000;
    const base = tableModel({ initial: [], actions: { A: [], B: [] } });
    const row = new Int32Array(2);
    const result = await check({
      ...base,
      initial(emit) {
        emit(row.fill(0));
      },
      next(from, emit) {
        for (const [action, factor] of [2, 3].entries()) {
          row[0] = (from[0]! * factor + 1) % size;
          row[1] = row[0] >> 3;
          emit(row, action);
        }
      },
    });
    const reached = new Uint8Array(size);
    const queue = [0];
    reached[0] = 1;
    for (let at = 0; at < queue.length; at++) {
      for (const factor of [2, 3]) {
        const to = (queue[at]! * factor + 1) % size;
        if (reached[to] === 0) reached[to] = queue.push(to) > 0 ? 1 : 0;
      }
    }
    expect(result.states.distinct).toBe(queue.length);
    expect(result.states.generated).toBe(queue.length * 2 + 1);
    expect(queue.length).toBeGreaterThan(size / 2);
  });

  it("tells states of equal hash apart", async () => {
    const walk = [...COLLIDING.map(([one]) => one), ...COLLIDING.map(([, other]) => other)];
    const after = new Map(walk.map((state, at) => [state, walk[at + 1] ?? state]));
    const row = new Int32Array(2);
    const filled = (state: number): Int32Array => {
      row[0] = state;
      row[1] = scattered(state);
      return row;
    };
    const result = await check({
      ...tableModel({ initial: [], actions: { A: [] } }),
      initial: (emit) => emit(filled(walk[0] as number)),
      next: (from, emit) => emit(filled(after.get(from[0] as number) as number), 0),
    });
    expect([result.states.distinct, result.states.depth]).toEqual([walk.length, walk.length]);
  });
});
