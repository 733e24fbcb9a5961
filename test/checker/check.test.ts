import { describe, expect, it } from "vitest";
import { type CheckOptions, type CheckResult, check, simulate } from "../../src/checker/index.ts";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import { type Diagnostic, EvaluationError, type Model } from "../../src/models/model.ts";
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

/** 0 -> 1 -> 2, where it ends. */
const line: Table = {
  initial: [0],
  actions: {
    Go: [
      [0, 1],
      [1, 2],
    ],
  },
  checkDeadlock: true,
};
/** 0 -> 1 -> 2 -> ... without end. */
function endless(extra: Partial<Model> = {}): Model {
  const row = new Int32Array(2);
  return {
    ...tableModel({ initial: [0], actions: { Go: [] }, properties: [invariant("I", () => true)] }),
    next(from, emit) {
      row[0] = from[0]! + 1;
      emit(row, 0);
    },
    ...extra,
  };
}

const run = (table: Table, options?: CheckOptions): Promise<CheckResult> => check(tableModel(table), options);

function codes(result: CheckResult): string[] {
  return result.diagnostics.map(({ code }) => code);
}

const broken = (kind: "spec" | "assert", message = "cannot be evaluated"): never => {
  const diagnostic: Diagnostic = { code: "E499", severity: "error", message, location: null, notes: [] };
  throw new EvaluationError(kind, diagnostic);
};

describe("verdicts", () => {
  it("decides the others after one is violated", async () => {
    const result = await run({
      ...ring,
      properties: [
        invariant("Below2", (x) => x < 2),
        invariant("Below9", (x) => x < 9),
        invariant("Not3", (x) => x !== 3),
      ],
    });
    expect(verdicts(result)).toEqual([
      "Below2 violated invariant 0>1>2",
      "Below9 holds",
      "Not3 violated invariant 0>1>2>3",
    ]);
    expect([result.outcome, exitCodeOf(result), result.stopped]).toEqual(["violated", 12, null]);
    expect(result.states.distinct).toBe(4);
  });

  it("ends when nothing is left to decide", async () => {
    const asked: number[] = [];
    const result = await run({
      ...ring,
      onNext: (x) => asked.push(x),
      properties: [invariant("Not1", (x) => x !== 1)],
    });
    expect(result.stopped).toBe("decided");
    expect(asked).toEqual([0]);
  });

  it("does not go on for deadlock alone once something is violated", async () => {
    const result = await run({ ...line, properties: [invariant("Not1", (x) => x !== 1)] });
    expect(verdicts(result)).toEqual(["Not1 violated invariant 0>1", "Deadlock unchecked search-ended"]);
    expect([result.outcome, exitCodeOf(result)]).toEqual(["violated", 12]);
  });

  it("goes on for deadlock while nothing is violated, and for others after a deadlock", async () => {
    expect(verdicts(await run(line))).toEqual(["Deadlock violated deadlock 0>1>2"]);
    const both: Table = {
      initial: [0, 5],
      actions: {
        Go: [
          [5, 6],
          [6, 7],
          [7, 5],
        ],
      },
      checkDeadlock: true,
    };
    const result = await run({ ...both, properties: [invariant("Not7", (x) => x !== 7)] });
    expect(verdicts(result)).toEqual(["Not7 violated invariant 5>6>7", "Deadlock violated deadlock 0"]);
    expect(exitCodeOf(result)).toBe(11);
  });

  it("ends with the code of a deadlock that the search met, though a behavior with fewer states violates", async () => {
    const ever = temporal("Ever", { kind: "eventually", of: { kind: "atom", atom: 0 } });
    const result = await run({ ...line, atoms: [{ over: "state", test: (x) => x === 9 }], properties: [ever] });
    expect(verdicts(result)).toEqual(["Ever violated property 0", "Deadlock violated deadlock 0>1>2"]);
    expect(exitCodeOf(result)).toBe(11);
  });

  it("lists Deadlock only when it is checked", async () => {
    expect((await run({ ...line, checkDeadlock: false })).properties).toEqual([]);
    expect(verdicts(await run({ ...ring, checkDeadlock: true }))).toEqual(["Deadlock holds"]);
  });

  it("ends at the first finding with failFast", async () => {
    const result = await run(
      {
        ...ring,
        properties: [invariant("Not1", (x) => x !== 1), invariant("Not3", (x) => x !== 3), invariant("T", () => true)],
      },
      { failFast: true },
    );
    expect(verdicts(result)).toEqual([
      "Not1 violated invariant 0>1",
      "Not3 unchecked search-ended",
      "T unchecked search-ended",
    ]);
    expect(result.stopped).toBe("fail-fast");
  });

  it("sees a state excluded by a constraint, but not beyond it", async () => {
    const result = await run({
      ...ring,
      within: (x) => x < 2,
      properties: [invariant("Not2", (x) => x !== 2), invariant("Not3", (x) => x !== 3)],
    });
    expect(verdicts(result)).toEqual(["Not2 violated invariant 0>1>2", "Not3 holds"]);
    expect(result.states).toEqual({ initial: 1, generated: 3, distinct: 2, depth: 2 });
  });

  it("sees an initial state excluded by a constraint", async () => {
    const result = await run({
      ...ring,
      initial: [0, 9],
      within: (x) => x < 9,
      properties: [invariant("Not9", (x) => x !== 9)],
    });
    expect(verdicts(result)).toEqual(["Not9 violated invariant 9"]);
    expect(result.states.initial).toBe(1);
  });

  it("does not take a state for deadlocked whose successors are all excluded, or which only stutters", async () => {
    expect(verdicts(await run({ ...line, within: (x) => x < 2 }))).toEqual(["Deadlock holds"]);
    expect(verdicts(await run({ initial: [0], actions: { Stay: [[0, 0]] }, checkDeadlock: true }))).toEqual([
      "Deadlock holds",
    ]);
  });

  it("asks step parts on every step, also to seen and to excluded states", async () => {
    const down = actionProperty("Up", (x, y) => y >= x);
    expect(verdicts(await run({ ...ring, properties: [down] }))).toEqual(["Up violated property 0>1>2>3>0"]);
    const jump = actionProperty("NoJump", (x, y) => x !== 1 || y !== 2);
    expect(verdicts(await run({ ...ring, within: (x) => x !== 2, properties: [jump] }))).toEqual([
      "NoJump violated property 0>1>2",
    ]);
  });

  it("asks initial parts of initial states only", async () => {
    const result = await run({
      ...ring,
      properties: [initially("Zero", (x) => x === 0), initially("One", (x) => x === 1)],
    });
    expect(verdicts(result)).toEqual(["Zero holds", "One violated property 0"]);
  });

  it("never says that an unsupported property holds", async () => {
    const result = await run({ ...ring, properties: [temporal("Live"), invariant("I", () => true)] });
    expect(verdicts(result)).toEqual(["Live unchecked unsupported", "I holds"]);
    expect([result.outcome, exitCodeOf(result)]).toEqual(["inconclusive", 30]);
  });

  it("violates a property of several parts by any of them, with the code of that part", async () => {
    const several = (bad: number) => ({
      name: "P",
      kind: "temporal" as const,
      parts: [
        { over: "initial", breaks: "property", test: (x: number) => x === 0 },
        { over: "state", breaks: "invariant", test: (x: number) => x !== bad },
        { over: "unsupported", breaks: "property" },
      ] as const,
    });
    expect(verdicts(await run({ ...ring, properties: [several(1)] }))).toEqual(["P violated invariant 0>1"]);
    expect(verdicts(await run({ ...ring, properties: [several(8)] }))).toEqual(["P unchecked unsupported"]);
  });

  it("decides assumptions first, and goes on", async () => {
    const result = await run({
      ...ring,
      properties: [assumption("A", () => false), invariant("Not1", (x) => x !== 1)],
    });
    expect(verdicts(result)).toEqual(["A violated assumption -", "Not1 violated invariant 0>1"]);
    expect(exitCodeOf(result)).toBe(10);
    expect(verdicts(await run({ ...ring, properties: [assumption("A", () => true)] }))).toEqual(["A holds"]);
  });

  it("decides every assumption of a model without behavior, and explores nothing", async () => {
    const properties = [assumption("A", () => false), assumption("B", () => false), assumption("C", () => true)];
    const result = await run({ ...ring, hasBehavior: false, checkDeadlock: true, properties });
    expect(verdicts(result)).toEqual(["A violated assumption -", "B violated assumption -", "C holds"]);
    expect(result.states).toEqual({ initial: 0, generated: 0, distinct: 0, depth: 0 });
    const good = await run({ ...ring, hasBehavior: false, properties: [assumption("A", () => true)] });
    expect([good.outcome, exitCodeOf(good)]).toEqual(["holds", 0]);
  });
});

describe("green on nothing", () => {
  it("leaves everything but assumptions unchecked when no state is initial", async () => {
    const properties = [assumption("A", () => true), initially("J", () => true), invariant("I", () => true)];
    const result = await run({ ...ring, initial: [], checkDeadlock: true, properties });
    expect(result.properties.map(({ status }) => status)).toEqual(["holds", ...Array(3).fill("unchecked")]);
    expect([result.outcome, exitCodeOf(result), codes(result)]).toEqual(["inconclusive", 30, ["W601"]]);
  });

  it("does so without a property, too, and when a constraint excludes all initial states", async () => {
    expect(exitCodeOf(await run({ ...ring, initial: [] }))).toBe(30);
    const result = await run({ ...ring, within: () => false, properties: [invariant("I", () => true)] });
    expect([exitCodeOf(result), codes(result)]).toEqual([30, ["W604"]]);
  });

  it("notes that nothing is checked, and which action was never taken", async () => {
    const result = await run({ ...ring, actions: { ...ring.actions, Never: [[7, 8]] } });
    expect(result.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["W603", "note"],
      ["W602", "warning"],
    ]);
    expect(result.diagnostics[1]!.message).toContain("Never");
    expect(exitCodeOf(result)).toBe(0);
  });
});

describe("evaluation failures", () => {
  const at =
    (bad: number, kind: "spec" | "assert" = "spec") =>
    (x: number) =>
      x === bad ? broken(kind) : true;

  it.each([
    ["in Next", { onNext: at(2) }, "behavior", 75, [0, 1, 2]],
    ["in an Assert of Next", { onNext: at(1, "assert") }, "assert", 14, [0, 1]],
    ["in a constraint", { within: at(3) }, "behavior", 75, [0, 1, 2, 3]],
    ["in an invariant", { properties: [invariant("I", at(2))] }, "invariant", 76, [0, 1, 2]],
    ["in an invariant of an initial state", { properties: [invariant("I", at(0))] }, "behavior", 75, [0]],
    ["in an action property", { properties: [actionProperty("P", (_, y) => at(3)(y))] }, "property", 77, [0, 1, 2, 3]],
    ["in an initial predicate", { properties: [initially("P", at(0))] }, "behavior", 75, [0]],
    ["in an assumption", { properties: [assumption("A", () => broken("assert"))] }, "assumption", 10, null],
  ] as const)("%s", async (_, extra, during, exitCode, path) => {
    const result = await run({ ...ring, ...extra } as Table);
    expect([result.outcome, exitCodeOf(result), result.failure!.during]).toEqual(["error", exitCode, during]);
    expect(result.failure!.trace?.states.map(({ values }) => values[0]) ?? null).toEqual(path);
    expect(result.diagnostics[0]).toBe(result.failure!.diagnostic);
    for (const property of result.properties) expect(property).toMatchObject({ status: "unchecked", reason: "error" });
  });

  it("beats a violation found before, but keeps it", async () => {
    const result = await run({
      ...ring,
      onNext: at(2),
      properties: [invariant("Not1", (x) => x !== 1), invariant("I", () => true)],
    });
    expect(verdicts(result)).toEqual(["Not1 violated invariant 0>1", "I unchecked error"]);
    expect([result.outcome, exitCodeOf(result)]).toEqual(["violated", 75]);
  });

  it("names the step even where the model cannot replay it", async () => {
    const model = { ...tableModel({ ...ring, onNext: at(1) }), replay: () => broken("spec") };
    const { states } = (await check(model)).failure!.trace!;
    expect(states.map(({ action, values }) => [action?.name ?? null, values[0]])).toEqual([
      [null, 0],
      ["Go", 1],
    ]);
  });

  it("lets defects of a model through", async () => {
    const model = { ...tableModel(ring), next: () => (undefined as never as () => void)() };
    await expect(check(model)).rejects.toThrow(TypeError);
  });
});

describe("budgets", () => {
  it.each([
    ["max-states", { maxStates: 100 }, { distinct: 100 }],
    ["max-depth", { maxDepth: 7 }, { distinct: 7, depth: 7, generated: 7 }],
    ["max-time", { maxTime: 50 }, {}],
  ] as const)("%s ends an endless search as inconclusive", async (stopped, options, states) => {
    const result = await check(endless(), options);
    expect(result).toMatchObject({ outcome: "inconclusive", stopped, states });
    expect(verdicts(result)).toEqual(["I unchecked budget"]);
    expect(codes(result)).toEqual(["W605"]);
    expect(result.frontier).toBe(1);
    expect(result.diagnostics[0]!.message).toContain(`${result.states.distinct} distinct`);
  });

  it("max-memory counts resident memory, and the heap before it is full", async () => {
    const resident = { resident: 2e9, heap: 1, heapLimit: 100 };
    const machine = await check(endless(), { maxMemory: 1e9, measureMemory: () => resident });
    expect(machine.stopped).toBe("max-memory");
    expect(machine.diagnostics[0]!.notes).toEqual([]);
    const heap = { resident: 1, heap: 90, heapLimit: 100 };
    const full = await check(endless(), { measureMemory: () => heap });
    expect(full.stopped).toBe("max-memory");
    expect(full.diagnostics[0]!.notes[0]!.message).toContain("--max-old-space-size");
  });

  it("goes on when collecting garbage makes room", async () => {
    const use = { resident: 1, heap: 90, heapLimit: 100 };
    let collected = 0;
    const collectGarbage = () => {
      collected++;
      use.heap = 70;
      use.resident = 1;
    };
    const options = { maxTime: 300, maxMemory: 1000, measureMemory: () => use, collectGarbage };
    expect((await check(endless(), options)).stopped).toBe("max-time");
    expect(collected).toBe(1);
    use.resident = 1000;
    expect((await check(endless(), options)).stopped).toBe("max-time");
    expect(collected).toBe(2);
  });

  it("treats memory that cannot be had as a budget", async () => {
    const model = endless({ next: () => void new Int32Array(2 ** 52) });
    expect((await check(model)).stopped).toBe("max-memory");
    expect((await simulate(model)).stopped).toBe("max-memory");
    const full = () => {
      throw new RangeError("Map maximum size exceeded");
    };
    expect((await check(endless({ next: full }))).stopped).toBe("max-memory");
  });

  it("does not stop what fits exactly", async () => {
    expect((await run({ ...ring }, { maxStates: 4, maxDepth: 5 })).stopped).toBe(null);
    expect((await run({ ...ring }, { maxDepth: 4 })).stopped).toBe("max-depth");
  });

  it("stops inside one endless enumeration, even where the model swallows the way out", async () => {
    const row = new Int32Array(2);
    const initial: Model["initial"] = (emit) => {
      for (;;) emit(row);
    };
    expect((await check(endless({ initial }), { maxTime: 30 })).stopped).toBe("max-time");
    const swallowing: Model["initial"] = (emit) => {
      for (let count = 0; count < 1e6; count++) {
        try {
          row[0] = count;
          emit(row);
        } catch {}
      }
    };
    const result = await check(endless({ initial: swallowing }), { maxStates: 5 });
    expect([result.stopped, result.states.distinct]).toEqual(["max-states", 5]);
  });

  it("keeps the exit code of what was violated before", async () => {
    const table: Table = { ...ring, properties: [invariant("Not1", (x) => x !== 1), invariant("I", () => true)] };
    const result = await run(table, { maxStates: 3 });
    expect(verdicts(result)).toEqual(["Not1 violated invariant 0>1", "I unchecked budget"]);
    expect(exitCodeOf(result)).toBe(12);
  });

  it("stops when the signal is aborted, and tells progress until then", async () => {
    const interruption = new AbortController();
    const seen: number[] = [];
    const result = await check(endless(), {
      signal: interruption.signal,
      onProgress: ({ distinct }) => {
        seen.push(distinct);
        if (seen.length === 2) interruption.abort();
      },
    });
    expect(result).toMatchObject({ stopped: "interrupted", outcome: "inconclusive" });
    expect(seen.length).toBe(2);
    expect(seen[1]).toBeGreaterThan(seen[0]!);
  });

  it("serves timers while it searches", async () => {
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(), 20);
    expect((await check(endless(), { signal: interruption.signal })).stopped).toBe("interrupted");
  });

  it.each([0, -1, Number.NaN])("refuses a budget of %s", async (maxStates) => {
    await expect(check(endless(), { maxStates })).rejects.toThrow(RangeError);
  });
});
