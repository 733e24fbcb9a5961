/** Kernels against each other and against a Map: rows of many lengths, colliding hashes, memory that runs out. */

import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ActionCounts } from "../../src/checker/action-counts.ts";
import { type CheckOptions, type CheckResult, check } from "../../src/checker/index.ts";
import { KernelChoice } from "../../src/checker/kernel/choice.ts";
import { JavaScriptKernel } from "../../src/checker/kernel/javascript.ts";
import {
  type Event,
  EXHAUSTED,
  type Kernel,
  type Ledger,
  NEVER,
  OPEN,
  type Terms,
} from "../../src/checker/kernel/kernel.ts";
import { planFor } from "../../src/checker/kernel/plan.ts";
import { Space } from "../../src/checker/kernel/space.ts";
import { WebAssemblyKernel } from "../../src/checker/kernel/webassembly.ts";
import { Origins } from "../../src/checker/origins.ts";
import { entriesFor } from "../../src/checker/recent.ts";
import { hashFrom } from "../../src/checker/seen-set.ts";
import type { Model, Property } from "../../src/models/model.ts";
import type { Temporal } from "../../src/models/temporal.ts";
import { inBulk, PLENTY, threads } from "./bulk-model.ts";
import { actionProperty, invariant, type Table, tableModel, temporal } from "./graph-model.ts";

/** The inverse of an odd number modulo 2^32. */
function inverse(odd: number): number {
  let x = odd;
  for (let i = 0; i < 5; i++) x = Math.imul(x, 2 - Math.imul(odd, x));
  return x;
}

const FACTOR = 0x9e3779b1;

/** A row that begins with `prefix`, one word longer, whose hash is that of all rows made with this `target`. */
function colliding(prefix: readonly number[], target: number): number[] {
  let hash = prefix.length + 1;
  for (const word of prefix) {
    hash = Math.imul(hash ^ word, FACTOR);
    hash ^= hash >>> 15;
  }
  // What `hash ^= hash >>> 15` turns into the target.
  const high = target ^ (target >>> 15) ^ (target >>> 30);
  return [...prefix, hash ^ Math.imul(high, inverse(FACTOR))];
}

/** Moves between rows from a pool: states are row indices, each with a list of successors. */
interface Pool {
  readonly rows: readonly (readonly number[])[];
  readonly initial: readonly number[];
  /** For each row: indices of successors and actions. */
  readonly steps: readonly (readonly (readonly [number, number])[])[];
}

const ACTIONS = 3;

/** Rows of the same length, with many whose hashes are equal. */
const pool = (words: number): fc.Arbitrary<Pool> =>
  fc
    .array(
      fc.oneof(
        fc.array(fc.integer(), { minLength: words, maxLength: words }),
        fc
          .tuple(fc.array(fc.integer(), { minLength: words - 1, maxLength: words - 1 }), fc.integer({ min: 0, max: 2 }))
          .map(([prefix, target]) => colliding(prefix, target)),
        fc.array(fc.integer({ min: 0, max: 1 }), { minLength: words, maxLength: words }),
      ),
      { minLength: 1, maxLength: 120 },
    )
    .chain((rows) => {
      const index = fc.nat(rows.length - 1);
      const step = fc.tuple(index, fc.nat(ACTIONS - 1));
      return fc.record({
        rows: fc.constant(rows),
        initial: fc.array(index, { minLength: 1, maxLength: 4 }),
        steps: fc.array(fc.array(step, { maxLength: 6 }), { minLength: rows.length, maxLength: rows.length }),
      });
    });

/** The model of a pool: equal rows have the steps of the first of them. */
function poolModel({ rows, initial, steps }: Pool, properties: readonly Property[] = []): Model {
  const byText = new Map<string, number>();
  rows.forEach((row, index) => {
    const text = row.map((word) => word | 0).join();
    if (!byText.has(text)) byText.set(text, index);
  });
  const arrays = rows.map((row) => Int32Array.from(row));
  const base = tableModel({ initial: [], actions: { A: [], B: [], C: [] } });
  return {
    ...base,
    layout: { kind: "ids", words: (rows[0] as readonly number[]).length },
    properties,
    initial(emit) {
      for (const state of initial) emit(arrays[state]!);
    },
    next(row, emit) {
      for (const [to, action] of steps[byText.get(row.join())!]!) emit(arrays[to]!, action);
    },
    decode: (row) => [...row],
  };
}

/** Distinct states, generated ones, and new ones by action, by a Map. */
function oracle({ rows, initial, steps }: Pool): { distinct: number; generated: number; byAction: number[] } {
  const text = (index: number): string => rows[index]!.map((word) => word | 0).join();
  const seen = new Map<string, number>();
  const byAction = [0, 0, 0];
  const queue: string[] = [];
  let generated = 0;
  const first = new Map<string, number>();
  rows.forEach((_, index) => {
    if (!first.has(text(index))) first.set(text(index), index);
  });
  const meet = (index: number, action: number): void => {
    generated++;
    if (seen.has(text(index))) return;
    seen.set(text(index), seen.size);
    queue.push(text(index));
    if (action >= 0) byAction[action]!++;
  };
  for (const index of initial) meet(index, -1);
  for (const at of queue) for (const [to, action] of steps[first.get(at)!]!) meet(to, action);
  return { distinct: seen.size, generated, byAction };
}

async function run(model: Model, options: CheckOptions): Promise<CheckResult> {
  return { ...(await check(model, options)), seconds: 0 };
}

/** Computed by the first who asks. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

const KERNELS: readonly CheckOptions[] = [
  { kernel: "javascript", measureMemory: PLENTY },
  { kernel: "webassembly", measureMemory: PLENTY },
  { kernel: "webassembly", measureMemory: PLENTY, threads: threads(3) },
];

afterEach(() => {
  vi.restoreAllMocks();
});

describe("kernels", () => {
  it("are what was asked for", async () => {
    const filled: string[] = [];
    for (const kind of [JavaScriptKernel, WebAssemblyKernel]) {
      const { fill } = kind.prototype;
      vi.spyOn(kind.prototype, "fill").mockImplementation(function (this: Kernel, ...args) {
        if (filled.at(-1) !== kind.name) filled.push(kind.name);
        fill.apply(this as never, args);
      });
    }
    const changes = async (options: CheckOptions, count = 100): Promise<string[]> => {
      filled.length = 0;
      await check(inBulk(grid(2, count)), options);
      return [...filled];
    };
    expect(await changes({ kernel: "javascript" }, 100_000)).toEqual(["JavaScriptKernel"]);
    expect(await changes({ kernel: "webassembly" })).toEqual(["WebAssemblyKernel"]);
    expect(await changes({ kernel: "webassembly", kernelMemory: 2 ** 20 })).toEqual(["JavaScriptKernel"]);
    expect(await changes({})).toEqual(["JavaScriptKernel"]);
    expect(await changes({}, 100_000)).toEqual(["JavaScriptKernel", "WebAssemblyKernel"]);
    const small = { kernelMemory: 4 * 2 ** 20 };
    expect(await changes(small, LARGE)).toEqual(["JavaScriptKernel", "WebAssemblyKernel", "JavaScriptKernel"]);
  });

  it.each([0, 2 ** 31 - 2 ** 21, 2 ** 31, 3 * 2 ** 30])("do the same with memory from address %i on", (address) => {
    const words = 3;
    const count = 30_000;
    const walk = inBulk(grid(words, count));
    const traces = [false, true].map((high) => {
      const ledger = ledgerFor(3);
      const first = new JavaScriptKernel(words, null, ledger);
      const plan = planFor(words, 3, entriesFor(words), { maximumPages: 2 ** 16, shared: false });
      const kernel: Kernel = high
        ? new WebAssemblyKernel({ ...plan, free: plan.free + address }, first.contents(), ledger)
        : first;
      const start = Int32Array.from([0, 0, 0]);
      expect(kernel.find(start)).toBe(-1);
      expect(kernel.store(start)).toBe(0);
      expect(kernel.find(start)).toBe(0);
      ledger.origins.append(-1, -1);
      for (let expanded = 0; expanded < kernel.rows.count; expanded += kernel.states) {
        kernel.fill(walk.bulk!, expanded, kernel.rows.count);
        expect(kernel.take(OPEN, { ...FREE, until: kernel.states })).toBe(0);
      }
      const other =
        "contents" in kernel
          ? new JavaScriptKernel(words, null, ledger, (kernel as WebAssemblyKernel).contents())
          : first;
      kernel.count();
      const lost: number[] = [];
      const states = Array.from({ length: kernel.rows.count }, (_, number) => {
        const row = kernel.rows.copy(number);
        if (kernel.find(row) !== number || other.find(row) !== number) lost.push(number);
        return [...row, ledger.origins.predecessorOf(number), ledger.origins.actionOf(number)].join();
      });
      expect(lost).toEqual([]);
      return {
        states,
        counts: [0, 1, 2].map((action) => [ledger.counts.generated(action), ledger.counts.distinct(action)]),
      };
    });
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[0]!.states.length).toBe(count);
  });

  it("are given colliding hashes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 12 }),
        fc.array(fc.integer()),
        fc.integer(),
        (one, two, target) => {
          const other = one.map((word, at) => word ^ (two[at] ?? 0));
          const [a, b] = [colliding(one, target), colliding(other, target)];
          expect(hashFrom(Int32Array.from(a), 0, a.length)).toBe(hashFrom(Int32Array.from(b), 0, b.length));
        },
      ),
    );
  });

  it.each([2, 5, 17])("exclude rows of %i words, and no others, when hashes collide", async (words) => {
    await fc.assert(
      fc.asyncProperty(pool(words), fc.array(fc.nat(119), { maxLength: 40 }), async (given, out) => {
        const texts = new Set(out.map((index) => (given.rows[index] ?? []).map((word) => word | 0).join()));
        const constrained: Model = {
          ...poolModel(given),
          constrained: true,
          constrainsSteps: false,
          within: (row) => !texts.has(row.join()),
        };
        const expected = await run(constrained, {});
        for (const options of KERNELS) expect(await run(inBulk(constrained), options)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 17, 30])("tell all rows of %i words apart", async (words) => {
    await fc.assert(
      fc.asyncProperty(pool(words), async (given) => {
        const { distinct, generated, byAction } = oracle(given);
        for (const options of KERNELS) {
          const result = await run(inBulk(poolModel(given)), options);
          expect(result.states).toMatchObject({ distinct, generated });
          expect(result.actions.map((action) => action.distinct)).toEqual(byAction);
        }
      }),
      { numRuns: 25 },
    );
  });

  const large = inBulk(grid(20, 100_000));
  const expectedOfLarge = once(() => run(large, { kernel: "javascript" }));

  it.each(["automatic", "webassembly"] as const)("find the same, %s", async (kernel) => {
    expect(await run(large, { kernel })).toEqual(await expectedOfLarge());
    expect((await expectedOfLarge()).states.distinct).toBe(100_000);
  });

  // Segments double and chunks of rows are asked for in turns; each size ends at another of these.
  it.each(Array.from({ length: 4 }, (_, i) => 1.5 * 2 ** 20 + i * 28 * 2 ** 16))(
    "find the same when %i bytes are all that there is",
    async (kernelMemory) => {
      const changed = vi.spyOn(KernelChoice.prototype, "roomier");
      expect(await run(large, { kernel: "webassembly", kernelMemory })).toEqual(await expectedOfLarge());
      expect(changed.mock.calls.length).toBe(1);
    },
  );

  const asked = [{}, { withinStep: (from: number, to: number) => (from + to) % 11 !== 4 }].map((more) => {
    const table: Table = {
      initial: [],
      actions: { A: [], B: [], C: [] },
      within: (state) => state % 17 !== 5,
      properties: [
        invariant("I", (state) => state !== 77_777),
        actionProperty("S", (state, successor) => state + successor !== 99_999),
        temporal("E", { kind: "eventually", of: { kind: "atom", atom: 0 } }),
      ],
      atoms: [{ over: "state", test: (state) => state === 5 }],
      ...more,
    };
    const model = inBulk(grid(3, 100_000, tableModel(table)));
    return { model, expectedOf: once(() => run(model, { kernel: "javascript" })) };
  });

  it.each([
    [1.75, 0],
    [2, 1],
    [2.25, 0],
    [1.5, 1],
  ])("find the same when memory runs out after %d MiB and much is asked", async (mebibytes, which) => {
    const { model, expectedOf } = asked[which]!;
    const expected = await expectedOf();
    const changed = vi.spyOn(KernelChoice.prototype, "roomier");
    expect(await run(model, { kernel: "webassembly", kernelMemory: mebibytes * 2 ** 20 })).toEqual(expected);
    expect(changed.mock.calls.length).toBe(1);
    expect(expected.properties.map(({ status }) => status)).toEqual(["violated", "violated", "violated"]);
  });

  it.each(Array.from({ length: 6 }, (_, i) => 8 * 2 ** 20 + i * 21 * 2 ** 16))(
    "find the same by several threads when %i bytes are all that there is",
    async (kernelMemory) => {
      const [changed, taken] = [
        vi.spyOn(KernelChoice.prototype, "roomier"),
        vi.spyOn(WebAssemblyKernel.prototype, "gather"),
      ];
      const options: CheckOptions = { kernel: "webassembly", kernelMemory, threads: threads(2, kernelMemory) };
      expect(await run(large, options)).toEqual(await expectedOfLarge());
      expect([changed.mock.calls.length, taken.mock.results.map(({ type }) => type)]).toEqual([1, ["return"]]);
    },
  );

  const long = inBulk(grid(1000, 4000));
  const expectedOfLong = once(() => run(long, { kernel: "javascript" }));

  it.each([1, 2, 3, 5, 8, 13, 21])("find the same with %i MiB for long rows", async (mebibytes) => {
    const options: CheckOptions = { kernel: "webassembly", kernelMemory: mebibytes * 2 ** 20 };
    expect(await run(long, options)).toEqual(await expectedOfLong());
  });

  it("take batches larger than usual", async () => {
    const fan = inBulk({
      ...grid(2, 1),
      next(row, emit) {
        if (row[0] !== 0) return;
        for (let i = 0; i < 100_000; i++) emit(Int32Array.of((i * 7919) % 30_011, i % 2), i % 2);
      },
    });
    const results = await Promise.all(KERNELS.map((options) => run(fan, options)));
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]!.states.distinct).toBeGreaterThan(50_000);
  });

  // Both initial states are expanded in one batch, so the row of state 2 has been met when the second leads to it.
  it.each(KERNELS)("ask about each step to a row that was met before: %o", async (options) => {
    const steps = {
      initial: [0, 1],
      actions: {
        A: [
          [0, 2],
          [1, 2],
        ] as [number, number][],
      },
    };
    const second = (from: number): boolean => from !== 1;
    const cut = inBulk(tableModel({ ...steps, withinStep: (from) => !second(from) }));
    expect((await run(cut, options)).states.distinct).toBe(3);
    const refused = inBulk(tableModel({ ...steps, properties: [actionProperty("Second", second)] }));
    expect((await run(refused, options)).properties[0]?.status).toBe("violated");
  });

  it.each(KERNELS)("ask the constraints about rows that are not stored: %o", async (options) => {
    const steps = {
      initial: [0, 1],
      actions: {
        A: [
          [0, 2],
          [1, 3],
        ] as [number, number][],
      },
    };
    const model = { ...tableModel({ ...steps, within: (state) => state !== 2 }), constrainsSteps: false };
    const { states, excluded } = await run(inBulk(model), options);
    expect([states.distinct, excluded]).toEqual([3, 1]);
  });

  it.each(KERNELS)("pause in the middle of a batch: %o", async (options) => {
    const tens = Array.from({ length: 100 }, (_, i): [number, number] => [Math.floor(i / 10), i]);
    const model = tableModel({
      initial: [0],
      actions: { A: tens },
      properties: [temporal("E", { kind: "eventually", of: { kind: "atom", atom: 0 } })],
      atoms: [{ over: "state", test: (state) => state === 100 }],
    });
    const { states, properties } = await run(inBulk(model), { ...options, livenessEvery: 25 });
    expect(properties[0]?.status).toBe("violated");
    expect(states.distinct).toBe(30);
  });

  it("find the same, whatever is asked and whenever the search ends", async () => {
    await fc.assert(
      fc.asyncProperty(asking, async ({ table, options, small }) => {
        const model = (): Model => inBulk(tableModel(table), (row) => small && row[0]! % 5 === 2);
        const expected = await run(tableModel(table), options);
        expect(await run(model(), { ...options, kernel: "javascript" })).toEqual(expected);
        expect(await run(model(), { ...options, kernel: "webassembly" })).toEqual(expected);
        expect(await run(model(), { ...options, kernel: "webassembly", threads: threads(2) })).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

describe("several threads", () => {
  const quiet = fc.record({
    initial: fc.array(state, { minLength: 1, maxLength: 3 }),
    actions: fc.record({ A: steps, B: steps }),
    checkDeadlock: fc.boolean(),
    out: fc.array(state, { maxLength: 3 }),
    forbidden: fc.array(state, { maxLength: 2 }),
    options: fc.record(
      { maxStates: fc.integer({ min: 1, max: STATES }), failFast: fc.boolean(), keepGoing: fc.boolean() },
      { requiredKeys: [] },
    ),
    seed: fc.nat(),
  });
  const batches = () => {
    const { prototype } = WebAssemblyKernel as unknown as { prototype: { takeAtOnce(): Event } };
    return vi.spyOn(prototype, "takeAtOnce").mock.results;
  };

  it("find the same where most batches are taken at once", async () => {
    const taken = batches();
    await fc.assert(
      fc.asyncProperty(quiet, async ({ initial, actions, checkDeadlock, out, forbidden, options, seed }) => {
        const properties = forbidden.map((bad) => invariant(`Not${bad}`, (x) => x !== bad));
        const within = out.length === 0 ? {} : { within: (at: number) => !out.includes(at) };
        const table = tableModel({ initial, actions, checkDeadlock, properties, ...within });
        const model = { ...table, constrainsSteps: false };
        const expected = await run(model, options);
        const by = { ...options, kernel: "webassembly", threads: threads(2 + (seed % 3), seed) } as const;
        expect(
          await run(
            inBulk(model, (row) => row[0]! % 11 === seed % 29),
            by,
          ),
        ).toEqual(expected);
      }),
      { numRuns: 300 },
    );
    expect(taken.length).toBeGreaterThan(300);
  });

  it("find the same wherever memory runs out", async () => {
    const table = tableModel({ initial: [], actions: { A: [], B: [], C: [] }, within: (at) => at % 7 !== 3 });
    const model = (): Model => inBulk({ ...grid(3, 20_000, table), constrainsSteps: false }, () => false, 0);
    const expected = await run(model(), { kernel: "javascript" });
    const taken = batches();
    const { allocate } = Space.prototype;
    const { gather } = WebAssemblyKernel.prototype;
    for (let last = 0; last < 60; last += 3) {
      let left = Number.POSITIVE_INFINITY;
      vi.spyOn(WebAssemblyKernel.prototype, "gather").mockImplementation(function (this: WebAssemblyKernel, ...args) {
        gather.apply(this, args);
        left = last;
      });
      vi.spyOn(Space.prototype, "allocate").mockImplementation(function (this: Space, bytes) {
        return left-- > 0 ? allocate.call(this, bytes) : 0;
      });
      expect(await run(model(), { kernel: "webassembly", threads: threads(2, last) })).toEqual(expected);
    }
    expect(taken.filter(({ value }) => value === EXHAUSTED).length).toBeGreaterThan(9);
  });
});

/** States of a model that fill more than 10 MiB. */
const LARGE = 300_000;

/** Terms under which nothing is asked. */
const FREE: Terms = {
  until: 0,
  before: NEVER,
  after: NEVER,
  deadlocks: false,
  maxStates: Number.POSITIVE_INFINITY,
  pauseAt: Number.POSITIVE_INFINITY,
  begun: false,
};

function ledgerFor(actions: number): Ledger {
  return {
    origins: new Origins(actions),
    edges: null,
    counts: new ActionCounts(actions),
  };
}

/** `count` rows of which each has successors near and far; words after the first tell the same in other ways. */
function grid(
  words: number,
  count: number,
  base = tableModel({ initial: [], actions: { A: [], B: [], C: [] } }),
): Model {
  const out = new Int32Array(words);
  const rowOf = (state: number): Int32Array => {
    for (let word = 0; word < words; word++) out[word] = word === 0 ? state : Math.imul(state, word) >> (word & 7);
    return out;
  };
  return {
    ...base,
    layout: { kind: "ids", words },
    initial: (emit) => emit(rowOf(0)),
    next(row, emit) {
      const state = row[0]!;
      emit(rowOf((state + 1) % count), 0);
      emit(rowOf((state * 2 + 3) % count), 1);
      emit(rowOf((state * 3 + 1) % count), 2);
    },
    decode: (row) => [...row],
  };
}

const STATES = 24;
const state = fc.nat(STATES - 1);
const steps = fc.array(fc.tuple(state, state), { maxLength: 40 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

/** Table models with any of the questions that a search asks, and budgets that end it anywhere. */
const asking = fc
  .record({
    initial: fc.array(state, { minLength: 1, maxLength: 3 }),
    actions: fc.record({ A: steps, B: steps }),
    checkDeadlock: fc.boolean(),
    out: maybe(fc.array(state, { maxLength: 3 })),
    cut: maybe(fc.array(fc.tuple(state, state), { maxLength: 6 })),
    forbidden: fc.array(state, { maxLength: 3 }),
    step: maybe(fc.tuple(state, state)),
    behavior: maybe(state),
    options: fc.record(
      {
        maxStates: fc.integer({ min: 1, max: STATES }),
        maxDepth: fc.integer({ min: 1, max: 8 }),
        failFast: fc.boolean(),
        livenessEvery: fc.integer({ min: 1, max: STATES }),
      },
      { requiredKeys: [] },
    ),
    small: fc.boolean(),
  })
  .map(({ initial, actions, checkDeadlock, out, cut, forbidden, step, behavior, options, small }) => {
    const eventually: Temporal | null =
      behavior === undefined ? null : { kind: "eventually", of: { kind: "atom", atom: 0 } };
    const table: Table = {
      initial,
      actions,
      checkDeadlock,
      ...(out === undefined ? {} : { within: (at: number) => !out.includes(at) }),
      ...(cut === undefined
        ? {}
        : { withinStep: (from: number, to: number) => !cut.some(([a, b]) => a === from && b === to) }),
      properties: [
        ...forbidden.map((bad) => invariant(`Not${bad}`, (x) => x !== bad)),
        ...(step === undefined ? [] : [actionProperty("Step", (x, y) => x !== step[0] || y !== step[1])]),
        ...(eventually === null ? [] : [temporal("Eventually", eventually)]),
      ],
      ...(behavior === undefined ? {} : { atoms: [{ over: "state" as const, test: (x: number) => x === behavior }] }),
    };
    return { table, options, small };
  });
