/** A search that is cut off anywhere and taken up again gives what it would have given in one go. */

import fc from "fast-check";
import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type CheckOptions, type CheckResult, check, type NumberList } from "../../src/checker/index.ts";
import { listOf, type Snapshot, statesOf, type Withheld } from "../../src/checker/snapshot.ts";
import type { Model } from "../../src/models/model.ts";
import type { Engine } from "../../src/models/tla/index.ts";
import { print } from "../../src/values/index.ts";
import { modelOf as specModel } from "../models/tla/spec.ts";
import { tiny } from "./memory-disk.ts";
import { RankPool } from "./rank-pool.ts";
import { filesOf, requestFor } from "./rank-runs.ts";
import { SPECS, type Spec, said } from "./ring.ts";

const ENGINES: readonly Engine[] = ["interpreter", "automatic", "compiled"];

function modelOf({ body, cfg }: Spec, engine: Engine): Model {
  return specModel(body, cfg, {}, { engine });
}

/** What the lists of a snapshot are good for after the search has gone on: they are in memory. */
function held(snapshot: Snapshot): Snapshot {
  const [states, offsets, targets] = ([snapshot.states, snapshot.offsets, snapshot.targets] as const).map((list) =>
    listOf(Int32Array.from([...list.pieces()].flatMap((piece) => [...piece]))),
  ) as [NumberList, NumberList, NumberList];
  const values = snapshot.values();
  return { counts: snapshot.counts, states, offsets, targets, values: () => values };
}

/** Runs up to a budget, and gives what is left behind then. */
async function cutOff(
  options: CheckOptions,
  run: (options: CheckOptions) => Promise<unknown>,
): Promise<Snapshot | Withheld | null> {
  let left: Snapshot | Withheld | null = null;
  const checkpoint = {
    every: Number.POSITIVE_INFINITY,
    write: (snapshot: Snapshot) => {
      left = held(snapshot);
    },
    withhold: (why: Withheld) => {
      left = why;
    },
  };
  await run({ ...options, checkpoint });
  return left;
}

/** Where the states of a search are. */
type Place = "memory" | "disk" | "ranks";

/** Searches in one of the ways. */
function search(spec: Spec, engine: Engine, place: Place) {
  return async (options: CheckOptions): Promise<CheckResult> => {
    if (place === "memory") return await check(modelOf(spec, engine), options);
    if (place === "disk") return await check(modelOf(spec, engine), { ...options, disk: tiny() });
    const way = engine === "compiled" ? "automatic" : engine;
    const result = await pool.check(modelOf(spec, way), requestFor(filesOf(spec), way), { size: 2, ...options });
    return result as CheckResult;
  };
}

type Search = ReturnType<typeof search>;

/** Searches that go on from each other, each cut off at so many states; what the last one leaves is to go on from. */
async function cutOften(cuts: readonly (readonly [by: Search, maxStates: number])[]): Promise<CheckOptions> {
  let resume: Snapshot | undefined;
  for (const [by, maxStates] of [...cuts].sort(([, one], [, other]) => one - other)) {
    const left = await cutOff({ maxStates, ...(resume && { resume }) }, by);
    // After a violation nothing is kept: the one before stays good.
    if (left !== null && typeof left !== "string") resume = left;
  }
  return resume === undefined ? {} : { resume };
}

const pool = new RankPool();
afterAll(() => pool.end());

describe.each(SPECS)("with %s", (_, spec) => {
  it("a search goes on from where another was cut off", { timeout: 120_000 }, async () => {
    const whole = await check(modelOf(spec, "interpreter"));
    const { distinct } = whole.states;
    const engine = fc.constantFrom(...ENGINES);
    const cut = fc.integer({ min: 3, max: distinct - 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(engine, cut), { minLength: 1, maxLength: 3 }), engine, async (cuts, last) => {
        const left = await cutOften(cuts.map(([by, at]) => [search(spec, by, "memory"), at]));
        expect(said(await check(modelOf(spec, last), left))).toEqual(said(whole));
      }),
      { numRuns: 8 },
    );
  });

  it("it goes on wherever the states are, and were", { timeout: 120_000 }, async () => {
    const { body, cfg } = spec;
    // Of steps, which properties of behaviors need, nothing is kept on disk.
    const states = { body, cfg: cfg.replace(/PROPERTY (Empties|Stays)( Stays)?/, "") };
    const whole = said(await check(modelOf(states, "interpreter")));
    const { distinct } = (await check(modelOf(states, "interpreter"))).states;
    const place = fc.constantFrom<Place>("memory", "disk", "ranks");
    const way = fc.tuple(fc.constantFrom(...ENGINES), place);
    const cut = fc.integer({ min: 3, max: distinct - 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(way, cut), { minLength: 1, maxLength: 3 }), way, async (cuts, last) => {
        const left = await cutOften(cuts.map(([by, at]) => [search(states, ...by), at]));
        expect(said(await search(states, ...last)(left))).toEqual(whole);
      }),
      { numRuns: 4 },
    );
  });
});

describe("a snapshot", () => {
  it("is made of all states, where a search is cut off while behaviors are looked at", async () => {
    const spec = {
      body: `VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 20000
Spec == Init /\\ [][Next]_x /\\ WF_x(Next)
Live == \\A n \\in 0..1 : []<>(x = n)`,
      cfg: "SPECIFICATION Spec PROPERTY Live",
    };
    const whole = await check(modelOf(spec, "automatic"));
    const interruption = new AbortController();
    let expanded = 0;
    // A few looks at the clock are a slice, in the end each.
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += expanded === 20_000 ? 200 : 20));
    onTestFinished(() => clock.mockRestore());
    const model = modelOf(spec, "interpreter");
    const next = model.next.bind(model);
    Object.assign(model, {
      next: (...given: Parameters<typeof next>) => {
        expanded++;
        next(...given);
      },
    });
    const options = {
      signal: interruption.signal,
      poll: () => {
        if (expanded === 20_000) interruption.abort();
      },
    };
    const left = await cutOff(options, (more) => check(model, more));
    if (left === null || typeof left === "string") throw new Error(`no snapshot: ${left}`);
    expect(interruption.signal.aborted).toBe(true);
    expect(left.counts).toMatchObject({ distinct: 20_000, expanded: 20_000 });
    expect(said(await check(modelOf(spec, "interpreter"), { resume: left }))).toEqual(said(whole));
  });

  const counter = "VARIABLE x\nInit == x = 0\nNext == x < 50 /\\ x' = x + 1\nBelow == x < 20\n";

  it("is not made where something is violated, or the specification remembers the run", async () => {
    const behavior = "INIT Init NEXT Next";
    expect(
      await cutOff(
        { maxStates: 30 },
        search({ body: counter, cfg: `${behavior} INVARIANT Below` }, "automatic", "memory"),
      ),
    ).toBe("violated");
    const counting = counter.replace("x' = x + 1", "x' = x + 1 /\\ TLCSet(1, x)");
    expect(await cutOff({ maxStates: 30 }, search({ body: counting, cfg: behavior }, "automatic", "memory"))).toBe(
      "memory",
    );
  });

  it("has the values of each of very many states, in one word of a row and in several", async () => {
    const body = `VARIABLES x, y
Init == x = 0 /\\ y = <<0, 0, 0>>
Next == x' = (x + 7919) % 40000 /\\ y' = <<x, y[1], y[2]>>`;
    const way = search({ body, cfg: "INIT Init NEXT Next" }, "compiled", "memory");
    const left = await cutOff({ maxStates: 40_000 }, way);
    if (left === null || typeof left === "string") throw new Error(`no snapshot: ${left}`);
    const at = (state: number): number => (Math.max(0, state) * 7919) % 40_000;
    let state = 0;
    for (const {
      values: [x, y],
    } of statesOf(left)) {
      if (
        print(x!) !== String(at(state)) ||
        print(y!) !== `<<${[1, 2, 3].map((back) => at(state - back)).join(", ")}>>`
      )
        throw new Error(`state ${state} is ${print(x!)}, ${print(y!)}`);
      state++;
    }
    expect(state).toBe(40_000);
  });

  it("holds values of every kind", async () => {
    const body = `CONSTANT m
VARIABLE x
Values == <<1..3, -5, 2000000000, "a \\" b", m, <<>>, {}, [a |-> {<<1, {m}>>}], (1 :> {2} @@ m :> 3), SUBSET {1, 2}, Nat, Seq({1}), TRUE>>
Init == x = <<0, 0>>
Next == x[1] < Len(Values) /\\ x' = <<x[1] + 1, Values[x[1] + 1]>>`;
    const spec = { body, cfg: "CONSTANT m = m INIT Init NEXT Next" };
    const whole = await check(modelOf(spec, "interpreter"));
    expect(whole.states.distinct).toBe(14);
    for (let maxStates = 2; maxStates < 14; maxStates++) {
      const resume = (await cutOff({ maxStates }, search(spec, "interpreter", "memory"))) as Snapshot;
      expect(resume.counts.distinct).toBe(maxStates);
      expect(said(await check(modelOf(spec, "interpreter"), { resume }))).toEqual(said(whole));
    }
  });
});
