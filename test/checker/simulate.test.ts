import { describe, expect, it } from "vitest";
import { type CheckResult, type SimulateOptions, simulate } from "../../src/checker/index.ts";
import { RandomNumbers } from "../../src/checker/random.ts";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import { EvaluationError, type Model } from "../../src/models/model.ts";
import { modelOf } from "../models/tla/spec.ts";
import {
  actionProperty,
  assumption,
  initially,
  invariant,
  ring,
  type Table,
  tableModel,
  temporal,
  verdicts,
} from "./graph-model.ts";

const run = (table: Table, options?: SimulateOptions): Promise<CheckResult> => simulate(tableModel(table), options);

describe("simulate", () => {
  it("never says that what it did not violate holds", async () => {
    const result = await run({
      ...ring,
      checkDeadlock: true,
      properties: [invariant("I", (x) => x < 4), actionProperty("A", (x, y) => x !== 9 || y !== 9), temporal("T")],
    });
    expect(verdicts(result)).toEqual([
      "I unchecked budget",
      "A unchecked budget",
      "T unchecked unsupported",
      "Deadlock unchecked budget",
    ]);
    expect([result.outcome, exitCodeOf(result), result.stopped]).toEqual(["inconclusive", 30, null]);
    expect(result.simulation).toEqual({ behaviors: 1000, maxDepth: 100, seed: 1 });
  });

  it("does not call an action idle where no behavior has a step", async () => {
    const warned = async (depth: number): Promise<string[]> => {
      const { diagnostics } = await run({ ...ring, actions: { ...ring.actions, Never: [] } }, { depth });
      return diagnostics.flatMap(({ code, message }) => (code === "W602" ? [message] : []));
    };
    expect([await warned(1), await warned(2)]).toEqual([
      [],
      ["action Stay was never taken", "action Never was never taken"],
    ]);
  });

  it("decides assumptions and predicates on initial states", async () => {
    const properties = [assumption("A", () => true), initially("First", (x) => x === 0)];
    const result = await run({ ...ring, properties });
    expect(verdicts(result)).toEqual(["A holds", "First holds"]);
    expect(exitCodeOf(result)).toBe(0);
    const wrong = await run({ ...ring, properties: [assumption("A", () => false)] });
    expect([exitCodeOf(wrong), ...verdicts(wrong)]).toEqual([10, "A violated assumption -"]);
  });

  it("finds each violated property in one run, without the detours on the way", async () => {
    const properties = [
      invariant("Not3", (x) => x !== 3),
      invariant("Not1", (x) => x !== 1),
      actionProperty("NoReturn", (x, y) => !(x === 3 && y === 0)),
      actionProperty("NoStay", (x, y) => x !== y),
    ];
    const result = await run({ ...ring, properties });
    expect(verdicts(result)).toEqual([
      "Not3 violated invariant 0>1>2>3",
      "Not1 violated invariant 0>1",
      "NoReturn violated property 0>1>2>3>0",
      "NoStay violated property 0>1>2>2",
    ]);
    expect([result.outcome, exitCodeOf(result), result.stopped]).toEqual(["violated", 12, "decided"]);
  });

  it.each([
    ["an invariant", "Flip", 'TLCGet("level") < 9'],
    ["Next", 'Flip /\\ TLCGet("level") < 9', "ENABLED Next"],
    ["its trace", "Flip", "Len(Ext!Trace) < 9"],
  ])("keeps the detours where %s asks for the way", async (_, next, kept) => {
    const body = `VARIABLE x\nExt == INSTANCE TLCExt\nInit == x = 0\nFlip == x' = 1 - x\nNext == ${next}\nKept == ${kept}`;
    const result = await simulate(modelOf(body, "INIT Init\nNEXT Next\nINVARIANT Kept\nCHECK_DEADLOCK FALSE"));
    expect(verdicts(result)).toEqual(["Kept violated invariant 0>1>0>1>0>1>0>1>0"]);
  });

  it("finds deadlock", async () => {
    const result = await run({ initial: [0], actions: { Go: [[0, 1]] }, checkDeadlock: true });
    expect([exitCodeOf(result), ...verdicts(result)]).toEqual([11, "Deadlock violated deadlock 0>1"]);
  });

  it("ends at the first violation with failFast", async () => {
    const properties = [invariant("Not1", (x) => x !== 1), invariant("Not3", (x) => x !== 3)];
    const result = await run({ ...ring, properties }, { failFast: true });
    expect(verdicts(result)).toEqual(["Not1 violated invariant 0>1", "Not3 unchecked search-ended"]);
    expect(result.stopped).toBe("fail-fast");
  });

  it("goes no deeper than it may, and walks as many behaviors as it should", async () => {
    const line: Table = { initial: [0], actions: { Go: Array.from({ length: 50 }, (_, x) => [x, x + 1] as const) } };
    const table = { ...line, properties: [invariant("Below10", (x) => x < 10)] };
    const short = await run(table, { depth: 9, traces: 7 });
    expect(verdicts(short)).toEqual(["Below10 unchecked budget"]);
    expect([short.states.depth, short.simulation?.behaviors, short.states.generated]).toEqual([9, 7, 1 + 7 * 8]);
    expect(exitCodeOf(await run(table, { depth: 11, traces: 1 }))).toBe(12);
  });

  it("does not walk beyond a constraint, but checks what is excluded", async () => {
    const seen: number[] = [];
    const table: Table = {
      ...ring,
      within: (x) => x !== 2,
      onNext: (x) => seen.push(x),
      checkDeadlock: true,
      // What stays open keeps the walk going after the first violation.
      properties: [invariant("Not2", (x) => x !== 2), invariant("Not3", (x) => x !== 3)],
    };
    const result = await run(table, { traces: 3 });
    expect(verdicts(result).slice(0, 2)).toEqual(["Not2 violated invariant 0>1>2", "Not3 unchecked budget"]);
    expect(new Set(seen)).toEqual(new Set([0, 1]));
  });

  it("repeats itself by seed, and differs by seed", async () => {
    const walk = async (seed: number): Promise<string> => {
      const seen: number[] = [];
      const pairs = Array.from({ length: 8 }, (_, x) => Array.from({ length: 8 }, (_, y) => [x, y] as const)).flat();
      const table: Table = {
        initial: [0],
        actions: { Go: pairs },
        onNext: (x) => seen.push(x),
        properties: [invariant("I", () => true)],
      };
      await run(table, { seed, traces: 3, depth: 20 });
      return seen.join();
    };
    const first = await walk(5);
    expect(await walk(5)).toBe(first);
    expect(await walk(6)).not.toBe(first);
    expect(new Set(first.split(",")).size).toBe(8);
  });

  it("reports an evaluation that fails, with the way to it", async () => {
    const broken: Model = {
      ...tableModel({ ...ring, properties: [invariant("I", () => true)] }),
      holds: (_property, _part, row) => {
        if (row![0] !== 3) return true;
        throw new EvaluationError("spec", {
          code: "E499",
          severity: "error",
          message: "cannot be evaluated",
          location: null,
          notes: [],
        });
      },
    };
    const result = await simulate(broken);
    expect([result.outcome, exitCodeOf(result)]).toEqual(["error", 76]);
    expect(result.failure?.trace?.states.map(({ values }) => values[0])).toEqual([0, 1, 2, 3]);
    expect(verdicts(result)).toEqual(["I unchecked error"]);
  });

  it("stops at its time and at a signal", async () => {
    const table = { ...ring, properties: [invariant("I", () => true)] };
    const late = await run(table, { traces: 1e9, maxTime: 30 });
    expect([late.stopped, exitCodeOf(late), late.diagnostics.map(({ code }) => code)]).toEqual([
      "max-time",
      30,
      ["W605"],
    ]);
    const interrupted = await run(table, { traces: 1e9, signal: AbortSignal.abort() });
    expect(interrupted.stopped).toBe("interrupted");
  });

  it("leaves everything unchecked when no state is initial", async () => {
    const result = await run({ ...ring, initial: [], properties: [invariant("I", () => true)] });
    expect([verdicts(result)[0], exitCodeOf(result)]).toEqual(["I unchecked budget", 30]);
    expect(result.diagnostics.map(({ code }) => code)).toEqual(["W601"]);
  });

  it("refuses numbers that make no sense", async () => {
    await expect(run(ring, { traces: 0 })).rejects.toThrow(RangeError);
    await expect(run(ring, { depth: -1 })).rejects.toThrow(RangeError);
  });
});

describe("the generator", () => {
  it("draws every number below the end about equally often, from any seed", () => {
    for (const seed of [0, 1, -7, 2 ** 31, 0x9e3779b9 | 0]) {
      const random = new RandomNumbers(seed);
      const counts = new Array<number>(6).fill(0);
      for (let draw = 0; draw < 12_000; draw++) counts[random.below(6)]!++;
      for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(250);
    }
  });
});
