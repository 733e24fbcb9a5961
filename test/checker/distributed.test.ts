/** A search in several processes finds what one alone finds: counts, verdicts, traces, warnings; or says that it cannot. */

import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type CheckResult, check, type Snapshot } from "../../src/checker/index.ts";
import { EvaluationError, type Model, type Remade } from "../../src/models/model.ts";
import type { Engine } from "../../src/models/tla/index.ts";
import { line, load } from "../models/tla/spec.ts";
import { COUNTER, NEXT, OPEN, OTHERS, PACKED, WARNINGS } from "./odd-specs.ts";
import { RankPool } from "./rank-pool.ts";
import { both, filesOf, requestFor } from "./rank-runs.ts";
import { SPECS as RING, type Spec, said } from "./ring.ts";

const pool = new RankPool();
afterAll(() => pool.end());

/** What was violated before is not asked any more, in the level of the violation neither: so it does not fail. */
const ONCE = `VARIABLE x
Init == x = 0
Next == x < 6 /\\ x' \\in {x + 1, x + 2, x + 3}
Inv == IF x = 3 THEN <<>>[x] = x ELSE x # 2
Other == x >= 0
Step == [][IF x' = 3 THEN <<>>[x] = x ELSE x' # 2]_x
`;
/** What is told of one state must not change another question about it. */
const TWICE = `VARIABLE x
Init == x = 0
Next == x < 3 /\\ x' = x + 1
InvA == x # 2
InvB == x # 2
Step == [][x' # 2]_x
`;
const MORE: readonly (readonly [string, Spec])[] = [
  WARNINGS,
  [
    "a view that warns",
    {
      body: `${TWICE}View == <<x, [[a |-> 1] EXCEPT ![IF x = 2 THEN "b" ELSE "a"] = 2]>>\n`,
      cfg: `${NEXT}VIEW View CHECK_DEADLOCK FALSE`,
    },
  ],
  ["an invariant that would fail", { body: ONCE, cfg: `${NEXT}INVARIANT Inv Other CHECK_DEADLOCK FALSE` }],
  ["a step property that would fail", { body: ONCE, cfg: `${NEXT}PROPERTY Step INVARIANT Other CHECK_DEADLOCK FALSE` }],
  [
    "one state that violates everything",
    { body: TWICE, cfg: `${NEXT}INVARIANT InvA InvB PROPERTY Step CHECK_DEADLOCK FALSE` },
  ],
];
const ALL = [...RING, ...OTHERS, ...PACKED, ...OPEN, ...MORE];
const isClassed = ([, { cfg }]: (typeof ALL)[number]): boolean => /VIEW|SYMMETRY/.test(cfg);
const SPECS = [...ALL.filter((one) => !isClassed(one)), ...ALL.filter(isClassed)];

/** A few looks at the clock are a slice, and each is late for a snapshot, however fast the machine is. */
function hurryingClock(): void {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 30));
  onTestFinished(() => clock.mockRestore());
}

/** In turn: what is found does not depend on it. More threads than cores take long to wait for each other. */
const RUNS: readonly (readonly [Engine, size: number])[] = [
  ["automatic", 3],
  ["interpreter", 2],
  ["automatic", 2],
  ["automatic", 1],
  ["interpreter", 3],
  ["automatic", 7],
];

describe.each(SPECS.map((spec, at) => [...spec, ...RUNS[at % RUNS.length]!] as const))(
  "with %s",
  { timeout: 120_000 },
  (_, spec, engine, size) => {
    it(`finds the same (${engine}, ${size})`, async () => {
      const run = await both(spec, engine, { pool, size, keepGoing: true });
      expect(run?.found).toEqual(run?.expected);
      const { properties = [], outcome } = run?.result ?? {};
      for (const { name, status } of properties) if (run?.open.includes(name)) expect(status).toBe("unchecked");
      if (run?.open.length !== 0) expect(outcome).not.toBe("holds");
    });
  },
);

/** The first of two steps to what a view takes for one state leads to what violates the invariant, for one pair of steps. */
const pairs = (odd: number): Spec => ({
  body: `VARIABLES x, hidden
Init == x = 0 /\\ hidden = 0
Next == \\/ x = 0 /\\ x' \\in 1..20 /\\ UNCHANGED hidden
        \\/ x \\in 1..20 /\\ x' = 101 + (x - 1) \\div 2 /\\ hidden' = IF x = ${odd} THEN 1 ELSE 0
        \\/ x \\in 101..110 /\\ x' \\in x + 100..x + 100 + hidden /\\ UNCHANGED hidden
Inv == hidden = 0
Other == x >= 0
View == x
`,
  cfg: `${NEXT}INVARIANT Inv Other VIEW View CHECK_DEADLOCK FALSE`,
});

it("what stands for a class in the end is asked about, whichever step to it is found first", async () => {
  for (let odd = 1; odd < 20; odd += 2) {
    const run = await both(pairs(odd), "automatic", { pool, size: 2, keepGoing: true });
    expect([run?.found, run?.result.outcome]).toEqual([run?.expected, "violated"]);
  }
});

describe("a distributed search", { timeout: 60_000 }, () => {
  const counter = filesOf({ body: COUNTER, cfg: NEXT });

  it("stores no more states than it may", async () => {
    const run = await both({ body: COUNTER, cfg: NEXT }, "automatic", { pool, size: 2, maxStates: 57 });
    expect([run?.result.stopped, run?.found]).toEqual(["max-states", run?.expected]);
  });

  it.each([
    [
      "cannot send a value",
      {
        change: ({ numbering, ...remade }: Remade): Remade => {
          const numberOf = (): never => {
            throw new Error("it cannot be written down");
          };
          return {
            ...remade,
            numbering: { ...numbering, sender: () => Object.assign(numbering.sender(), { numberOf }) },
          };
        },
      },
      "worker",
      "the search lost a worker (a state has a value that cannot be sent from one process to another)",
    ],
    ["has no memory left", { maxMemory: 1 }, "max-memory", "the search stopped at its budget max-memory"],
    [
      "fails where the others do not",
      {
        change: (remade: Remade): Remade => {
          const next = (): never => {
            throw new EvaluationError("spec", {
              code: "E4",
              severity: "error",
              message: "",
              location: null,
              notes: [],
            });
          };
          return { ...remade, model: Object.assign(Object.create(remade.model), { next }) };
        },
      },
      "worker",
      "the search lost a worker (an evaluation failed in one process, and not in the first)",
    ],
  ])("says nothing holds where a process %s", async (_, first, stopped, message) => {
    const model = load(counter).model as Model;
    const result = await pool.check(model, requestFor(counter, "automatic"), { size: 2, first });
    expect(result).toMatchObject({ outcome: "inconclusive", stopped });
    expect(result?.properties.map(({ status }) => status)).toEqual(["unchecked"]);
    expect(result?.diagnostics.map(line).join()).toContain(`W605: ${message}`);
  });

  it.each([
    ["prints", "Next == x < 9 /\\ PrintT(x) /\\ x' = x + 1", ""],
    ["draws", "Next == x < 9 /\\ x' = x + RandomElement(1..2)", ""],
    ["asks for the run in an invariant", 'Next == x < 9 /\\ x\' = x + 1\nInv == TLCGet("level") < 99', "INVARIANT Inv"],
  ])("is not for what %s", async (_, next, more) => {
    expect(
      await both({ body: `VARIABLE x\nInit == x = 0\n${next}\n`, cfg: NEXT + more }, "automatic", { pool, size: 1 }),
    ).toBe(null);
  });

  it("is not for rows that are packed", async () => {
    const packed = load(counter, { engine: "compiled" }).model as Model;
    const search = pool.check(packed, requestFor(counter, "automatic"), { size: 1 });
    await expect(search).rejects.toThrow("needs rows of ids");
  });

  it("comes on between two snapshots, however often they are to be taken", async () => {
    const levels: number[] = [];
    const write = ({ counts }: Snapshot): void => {
      expect(counts.expanded).toBe(counts.levelEnd);
      levels.push(counts.level);
    };
    const checkpoint = { every: Number.MIN_VALUE, write };
    const [alone, shared] = [load(counter), load(counter)].map(({ model }) => model as Model) as [Model, Model];
    const expected = said(await check(alone));
    hurryingClock();
    const found = await pool.check(shared, requestFor(counter, "automatic"), { size: 2, checkpoint });
    expect(said(found as CheckResult)).toEqual(expected);
    expect(levels.length).toBeGreaterThan(0);
    expect(new Set(levels).size).toBe(levels.length);
  });

  it("goes on with a level that it takes in order, where a snapshot is taken in the middle", async () => {
    const files = filesOf(WARNINGS[1]);
    const [alone, shared] = [load(files), load(files)];
    const expected = said(await check(alone.model as Model));
    hurryingClock();
    let half = 0;
    const write = ({ counts, states }: Snapshot): void => {
      if (counts.expanded < counts.levelEnd) half++;
      for (const _ of states.pieces());
    };
    const found = await pool.check(shared.model as Model, requestFor(files, "automatic"), {
      size: 2,
      checkpoint: { every: 1, write },
    });
    expect(said(found as CheckResult)).toEqual(expected);
    expect(shared.diagnostics.map(line)).toEqual(alone.diagnostics.map(line));
    expect(half).toBeGreaterThan(0);
  });

  it.each([
    ["order depth", { order: "depth", maxDepth: 3 }],
    ["explain", { explain: true }],
  ] as const)("does not go with %s", async (name, options) => {
    const model = load(counter).model as Model;
    const checked = pool.check(model, requestFor(counter, "automatic"), { size: 1, ...options });
    await expect(checked).rejects.toThrow(`a distributed search does not go with ${name}`);
  });
});
