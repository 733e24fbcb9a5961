/** A search on disk finds what one in memory finds: counts, verdicts, traces, warnings; or says that it cannot. */

import { describe, expect, it } from "vitest";
import { type CheckOptions, check } from "../../src/checker/index.ts";
import { EvaluationError, type Model, warning } from "../../src/models/model.ts";
import { line, load, modelOf, moduleText } from "../models/tla/spec.ts";
import { actionProperty, invariant, type Table, tableModel } from "./graph-model.ts";
import { FULL, MemoryDisk, tiny } from "./memory-disk.ts";
import { COUNTER, NEXT, OPEN, OTHERS, PACKED, WARNINGS } from "./odd-specs.ts";
import { ofStates, openIn, SPECS as RING, type Spec } from "./ring.ts";

const MORE: readonly (readonly [string, Spec])[] = [
  ["a view that fails", { body: `${COUNTER}View == IF x = 30 THEN y[9] ELSE <<x, y>>\n`, cfg: `${NEXT}VIEW View` }],
  [
    "a view that fails, and a constraint",
    {
      body: `${COUNTER}View == IF x = 30 THEN y[9] ELSE <<x, y>>\nLow == x < 35\n`,
      cfg: `${NEXT}VIEW View CONSTRAINT Low`,
    },
  ],
  WARNINGS,
];

const SPECS = [...RING, ...OTHERS, ...PACKED, ...OPEN, ...MORE];

const WAYS = ["interpreter", "automatic", "compiled"] as const;

describe.each(SPECS)("with %s", { timeout: 120_000 }, (_, { body, cfg }) => {
  it.each(WAYS)("finds the same (%s)", async (engine) => {
    const files = { "Spec.tla": moduleText(body), "Spec.cfg": cfg };
    const [inMemory, onDisk] = [load(files, { engine }), load(files, { engine })];
    const open = openIn(inMemory.model as Model);
    const options: CheckOptions = { keepGoing: true, livenessEvery: Number.POSITIVE_INFINITY };
    const expected = await check(inMemory.model as Model, options);
    const disk = new MemoryDisk();
    const result = await check(onDisk.model as Model, { ...options, disk: tiny(disk) });
    expect(ofStates(result, open)).toEqual(ofStates(expected, open));
    expect(onDisk.diagnostics.map(line)).toEqual(inMemory.diagnostics.map(line));
    expect(disk.reads).toBeGreaterThan(0);
    expect(disk.files).toBe(0);
    for (const { name, status } of result.properties) if (open.includes(name)) expect(status).toBe("unchecked");
    if (open.length > 0) expect(result.outcome).not.toBe("holds");
  });
});

/** A counter with two actions, which goes round. */
const ROUND: Table = {
  initial: [3, 3, 5],
  actions: {
    Up: Array.from({ length: 90 }, (_, i) => [i, (i + 1) % 90] as const),
    Twice: Array.from({ length: 90 }, (_, i) => [i, (i * 2) % 90] as const),
  },
};

describe("a search on disk", () => {
  it("is where successors are asked for twice", async () => {
    const asked: number[] = [];
    const model = tableModel({ ...ROUND, onNext: (state) => asked.push(state) });
    const { states } = await check(model, { disk: tiny() });
    expect(asked.length).toBe(2 * states.distinct);
  });

  it("says nothing of behaviors", async () => {
    const body = `${COUNTER}Live == []<>(x = 3)\nPart == [](x < 50)\n`;
    const result = await check(modelOf(body, `${NEXT}PROPERTIES Live Part`), { disk: tiny() });
    expect(result.properties.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "Live unchecked",
      "Part holds",
      "Deadlock holds",
    ]);
    expect(result.outcome).toBe("inconclusive");
    expect(result.diagnostics.map(line)).toContain(
      "W606: Live is not decided: on disk nothing is kept of steps; in memory it is",
    );
  });

  it.each([
    ["prints", "Next == x < 9 /\\ PrintT(x) /\\ x' = x + 1"],
    ["draws", "Next == x < 9 /\\ x' = x + RandomElement(1..2)"],
    ["asks for the run", 'Next == x < 9 /\\ TLCGet("distinct") < 99 /\\ x\' = x + 1'],
    ["keeps values", "Next == x < 9 /\\ TLCSet(1, x) /\\ x' = x + 1"],
  ])("refuses what %s", async (_, next) => {
    const model = modelOf(`VARIABLE x\nInit == x = 0\n${next}\n`);
    await expect(check(model, { disk: tiny() })).rejects.toThrow("answers the same twice");
  });

  it("asks properties that print or ask for the run when it comes to them", async () => {
    const body = `VARIABLE x\nInit == x = 0\nNext == x < 30 /\\ x' \\in {x + 1, x + 2}\nInv == PrintT(<<x, TLCGet("distinct"), TLCGet("level")>>)\n`;
    const files = { "Spec.tla": moduleText(body), "Spec.cfg": `${NEXT}INVARIANT Inv\nCHECK_DEADLOCK FALSE` };
    const [inMemory, onDisk] = [load(files), load(files)];
    await check(inMemory.model as Model);
    await check(onDisk.model as Model, { disk: tiny() });
    expect(inMemory.printed.length).toBe(31 + 1);
    expect(onDisk.printed).toEqual(inMemory.printed);
  });

  it.each([
    ["order depth", { order: "depth", maxDepth: 3 }],
    ["explain", { explain: true }],
  ] as const)("does not go with %s", async (name, options) => {
    const checked = check(tableModel(ROUND), { ...options, disk: tiny() });
    await expect(checked).rejects.toThrow(`a search on disk does not go with ${name}`);
  });

  it("ends when it is interrupted, and leaves no file", async () => {
    const abort = new AbortController();
    let looks = 0;
    const poll = (): void => {
      if (++looks === 3) abort.abort();
    };
    const disk = new MemoryDisk();
    const model = tableModel({ ...ROUND, properties: [invariant("True", () => true)] });
    const next: Model["next"] = (row, emit) => {
      const until = performance.now() + 3;
      while (performance.now() < until);
      model.next(row, emit);
    };
    const result = await check({ ...model, next }, { disk: tiny(disk), signal: abort.signal, poll, maxTime: 60_000 });
    expect([result.stopped, result.outcome, disk.files]).toEqual(["interrupted", "inconclusive", 0]);
  });

  it.each(["in the middle", "at the end"])(
    "does not go on where successors are not the same again, %s",
    async (where) => {
      const model = tableModel(ROUND);
      const { states } = await check(model);
      const changed = where === "at the end" ? 2 * states.distinct : states.distinct + 5;
      let asked = 0;
      const next: Model["next"] = (row, emit) => {
        if (++asked !== changed) model.next(row, emit);
      };
      await expect(check({ ...model, next }, { disk: tiny() })).rejects.toThrow("other successors than before");
    },
  );
});

describe("an evaluation that fails when successors are collected, and not again", () => {
  const properties = [invariant("Low", (state) => state !== 7), invariant("All", () => true)];
  const tooDeep = (): never => {
    throw new EvaluationError("spec", warning("E429", "the recursion is too deep"));
  };

  it("ends the run at its state, with what was found before", async () => {
    let asked = 0;
    const onNext = (state: number): void => void (state === 77 && ++asked === 1 && tooDeep());
    const model = tableModel({ ...ROUND, properties, onNext });
    const result = await check(model, { disk: tiny(), keepGoing: true });
    const { failure, stopped } = result;
    expect([asked, stopped, failure?.diagnostic.code, failure?.during]).toEqual([2, "error", "E429", "behavior"]);
    expect(result.properties.map(({ name, status }) => `${name} ${status}`)).toEqual(["Low violated", "All unchecked"]);
    expect(failure?.trace?.states.at(-1)?.values).toEqual([77, -77]);
  });

  it("ends it before the first state", async () => {
    const model = tableModel({ ...ROUND, properties });
    let asked = 0;
    const initial: Model["initial"] = (emit) => (++asked === 1 ? tooDeep() : model.initial(emit));
    const { failure, outcome } = await check({ ...model, initial }, { disk: tiny() });
    expect([asked, failure?.diagnostic.code, failure?.trace, outcome]).toEqual([2, "E429", null, "error"]);
  });
});

describe("a disk that fails", () => {
  const table: Table = { ...ROUND, checkDeadlock: true, properties: [invariant("True", () => true)] };

  it.each(["create", "append", "read"] as const)(
    "ends the run without a verdict, at whatever call to %s",
    async (call) => {
      const whole = new MemoryDisk();
      await check(tableModel(table), { disk: tiny(whole) });
      const calls = { create: whole.made, append: whole.appends, read: whole.reads }[call];
      expect(calls).toBeGreaterThan(20);
      for (let failing = 0; failing < calls; failing++) {
        let met = 0;
        const disk = new MemoryDisk((made) => {
          if (made === call && met++ === failing) FULL();
        });
        const result = await check(tableModel(table), { disk: tiny(disk) });
        expect([result.stopped, result.outcome]).toEqual(["disk", "inconclusive"]);
        expect(result.properties.map(({ status }) => status)).toEqual(["unchecked", "unchecked"]);
        expect(result.diagnostics.map(line).join()).toContain(
          "W605: the search could not use its disk (no space left on the disk)",
        );
      }
    },
  );

  it("leaves violations that were found", async () => {
    const disk = new MemoryDisk((call, file) => {
      if (call === "append" && file > 30) FULL();
    });
    const never = invariant("Never", (state) => state !== 7);
    const model = tableModel({ ...table, properties: [never, actionProperty("Steps", () => true)] });
    const result = await check(model, { disk: tiny(disk), keepGoing: true });
    expect([result.stopped, result.outcome]).toEqual(["disk", "violated"]);
    expect(result.properties.map(({ status }) => status)).toEqual(["violated", "unchecked", "unchecked"]);
  });
});
