import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Checker, commandFor, lastCount, otherChecker } from "../../bench/checker.ts";
import { bytesPerState, compare, growth, type Measurement, ratiosText, tlcRatio } from "../../bench/comparison.ts";
import { type BenchModel, benchModels } from "../../bench/models.ts";
import { performanceText } from "../../bench/performance.ts";
import { runProgram } from "../../bench/process.ts";
import { growthExponent, median } from "../../bench/statistics.ts";
import { voters } from "../../bench/symmetry.ts";
import { factor, table } from "../../bench/table.ts";
import { tokenRing } from "../../bench/token-ring.ts";
import { BundledProgram } from "../cli/bundled-program.ts";
import { root } from "../source-files.ts";

const ring: BenchModel = { name: "Ring", family: "Ring", ...tokenRing(3, "safety"), long: false, tlc: null };

/** A checker that answers these CPU seconds, one after the other. */
function scripted(name: string, seconds: number[], log: string[], distinct = ring.distinct): Checker {
  return {
    name,
    ours: false,
    async run() {
      log.push(name);
      const cost = { exitCode: 0, out: "", note: "", cpu: seconds.shift()!, wall: 1, memory: 5000 };
      return { cost, distinct, generated: ring.generated, finished: true, failure: null };
    },
  };
}

const measured = (extra: Partial<Measurement>): Measurement => ({
  model: ring,
  checker: "ours",
  ours: true,
  cpu: 2,
  wall: 2,
  memory: 1_100_000,
  distinct: 100_000,
  generated: 400_000,
  finished: true,
  wrong: null,
  calibration: null,
  ...extra,
});

describe("a comparison", () => {
  it("takes runs in turn and medians of them", async () => {
    const log: string[] = [];
    const found = await compare(ring, [scripted("a", [5, 1, 2], log), scripted("b", [4, 4, 9], log)], 3);
    expect(log.join("")).toBe("ababab");
    expect(found.map(({ cpu, wrong }) => [cpu, wrong])).toEqual([
      [2, null],
      [4, null],
    ]);
  });

  it("says when counts are wrong", async () => {
    const [found] = await compare(ring, [scripted("a", [1], [], 7)], 1);
    expect(found!.wrong).toBe(`7 distinct instead of ${ring.distinct}`);
  });

  it("goes on when a checker has no result", async () => {
    const unable: Checker = {
      name: "unable",
      ours: true,
      async run() {
        const cost = { exitCode: 2, out: "", note: "no", cpu: 1, wall: 1, memory: 1 };
        return { cost, distinct: null, generated: null, finished: false, failure: "exit code 2: no" };
      },
    };
    const found = await compare(ring, [unable, scripted("a", [1, 1], [])], 2);
    expect(found.map(({ wrong, finished }) => [wrong, finished])).toEqual([
      ["exit code 2: no", false],
      [null, true],
    ]);
  });

  it("scales TLC's figures by the fixed work on both machines", () => {
    const model = { ...ring, tlc: { cpu: 39, calibration: 0.52 } };
    expect(tlcRatio(measured({ model, cpu: 1, calibration: 1.04 }))).toBeCloseTo(78);
    expect(tlcRatio(measured({ model, cpu: 1, calibration: null }))).toBe(null);
    expect(tlcRatio(measured({ model, cpu: 1, calibration: 1.04, finished: false }))).toBe(null);
  });

  it("leaves start-up out of bytes per state and of growth", () => {
    const baseline = { cpu: 1, memory: 100_000 };
    expect(bytesPerState(measured({}), baseline)).toBe(10);
    const points = [measured({ cpu: 2, distinct: 1000 }), measured({ cpu: 101, distinct: 10_000 })];
    expect([...growth(points, baseline)]).toEqual([["Ring, ours", 2]]);
  });

  it("records ratios and no times", () => {
    const models = [measured({ checker: "spin", cpu: 4.4321 }), measured({ cpu: 2.21605, calibration: 1 })];
    const page = performanceText({
      baseline: { cpu: 0.1234, memory: 0 },
      runs: 3,
      wild: models,
      models,
      spin: models,
      corpus: [
        { config: "a.cfg", distinct: 7, tlc: 3.777, cpu: 0.5, calibration: 1.04 },
        { config: "b.cfg", distinct: 9, tlc: 1.5, cpu: 0.5, calibration: 0.52 },
      ],
      symmetry: [
        measured({ cpu: 1.1234 }),
        measured({ cpu: 2.1234, model: { ...ring, generated: ring.generated! / 4 } }),
      ],
      liveness: null,
      scale: [
        measured({ checker: "one worker", cpu: 2, wall: 2 }),
        measured({ checker: "two workers", cpu: 3, wall: 1.25 }),
        measured({ checker: "on disk", finished: false, wrong: "exit code 2" }),
      ],
      startUp: [
        { name: "node -e 0", wall: 0.0987, cpu: 0.0987 },
        { name: "small", wall: 0.1974, cpu: 0.1974 },
      ],
      missing: ["the weather"],
    });
    expect(page).toContain("Not measured: the weather.");
    expect(page).toMatch(/## Real specifications[\s\S]*## Models/);
    expect(page).toMatch(/\| +2 \| +9\.1 \| +3\.0 \| +7\.0 \|/);
    expect(page).toMatch(/\| +1\.0 \|\n[^\n]*\| +8\.0 \|\n\n## Large runs/);
    expect(page).toMatch(/two workers +\| +1\.6 \| +1\.5 \|/);
    expect(page).toMatch(/on disk +\| +n\/a \| +n\/a \| +1 \| exit code 2/);
    expect(page).not.toMatch(/3\.777|4\.43|2\.216|0\.123|0\.0987|197|\d m?s\b/);
    expect(ratiosText(models, { cpu: 0, memory: 0 })).toMatch(/ours +\| +2\.0 \|/);
    expect(page).not.toContain(root);
    // As the formatter of the repository has it: one empty line before each heading and paragraph.
    expect(page).not.toMatch(/\n\n\n|[^\n]\n## /);
  });
});

describe("other commands", () => {
  const task = { spec: "a b.tla", config: "it's.cfg" };

  it("are given the files in their places, or at the end", () => {
    expect(commandFor("tlc -config {config} {spec}", task)).toBe("tlc -config 'it'\\''s.cfg' 'a b.tla'");
    expect(commandFor("other check", task)).toBe("other check 'a b.tla' --config 'it'\\''s.cfg'");
  });

  it("are understood where they count as TLC does", () => {
    const text = "5 generated, 3 distinct\n2,744,706 states generated, 296448 distinct states found, 0 states left";
    expect([lastCount(text, "states generated"), lastCount(text, "distinct"), lastCount(text, "x")]).toEqual([
      2744706,
      296448,
      null,
    ]);
  });

  const program = new BundledProgram();

  it("find as many voters as formulas say", async () => {
    const models = [voters(3, false), voters(3, true), voters(4, true)];
    for (const model of models) {
      const [found] = await compare(
        model,
        [otherChecker(`${process.execPath} ${program.main} check --out out/bench`)],
        1,
      );
      expect([model.name, found?.wrong, found?.finished]).toEqual([model.name, null, true]);
    }
  });

  it("can be our own", async () => {
    const command = `${process.execPath} ${program.main} check --out out/bench`;
    const [found] = await compare(ring, [otherChecker(command)], 1);
    expect(found).toMatchObject({ wrong: null, distinct: ring.distinct, generated: ring.generated });
    expect(found!.cpu).toBeGreaterThan(0);
  });
});

describe("a run of a program", () => {
  it("is measured with what it starts", async () => {
    const busy = "const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);";
    const start = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(busy)}]);`;
    const fill = "globalThis.a = Buffer.alloc(2e8, 1); setTimeout(() => process.exit(7), 200);";
    const cost = await runProgram([process.execPath, "-e", start + fill], root);
    expect(cost).toMatchObject({ exitCode: 7, out: "", note: "" });
    expect(cost.cpu).toBeGreaterThan(0.3);
    expect(cost.cpu).toBeLessThan(20);
    if (existsSync("/proc/self/status")) expect(cost.memory).toBeGreaterThan(2e8);
  });

  it("keeps output apart", async () => {
    const cost = await runProgram(["bash", "-c", "echo one; echo two >&2"], root);
    expect([cost.out, cost.note]).toEqual(["one\n", "two\n"]);
  });
});

it("has models of our own whose size is known", () => {
  const names = benchModels().map(({ name }) => name);
  expect(names.filter((name) => name.startsWith("TokenRing"))).toHaveLength(4);
  expect(new Set(names).size).toBe(names.length);
});

it("knows medians, growth and how to write numbers", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  expect(
    growthExponent([
      [10, 7],
      [1000, 1e6],
      [100, 1e3],
    ]),
  ).toBeCloseTo(3);
  expect(growthExponent([[10, 1]])).toBe(null);
  expect([factor(0.853), factor(1.5), factor(23.4), factor(145.2), factor(null)]).toEqual([
    "0.85",
    "1.5",
    "23",
    "145",
    "n/a",
  ]);
  expect(
    table(
      ["a", "b"],
      [
        ["x", "1"],
        ["yy", "22"],
      ],
    ),
  ).toBe("| a   |   b |\n| --- | --: |\n| x   |   1 |\n| yy  |  22 |\n");
});
