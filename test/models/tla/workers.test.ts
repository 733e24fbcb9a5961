/** A search with workers finds what it finds alone: counts, verdicts, traces, warnings, byte for byte. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CheckResult, check } from "../../../src/checker/index.ts";
import type { Model } from "../../../src/models/model.ts";
import { type Engine, loadTlaModel } from "../../../src/models/tla/index.ts";
import type { Task } from "../../../src/models/tla/workers/link.ts";
import { COUNTER, NEXT, OTHERS } from "../../checker/odd-specs.ts";
import { SPECS as RING, type Spec, said } from "../../checker/ring.ts";
import { corpusExists, type Row, readRows } from "../../conformance/corpus.ts";
import { type HandsOptions, hands } from "./hands.ts";
import { line, load, moduleText, sharing } from "./spec.ts";

const SPECS = [...RING, ...OTHERS];

/** What a run finds, and what is told of it. */
async function found({ body, cfg }: Spec, way: Engine, workers?: HandsOptions): Promise<CheckResult> {
  const { model, diagnostics } = load({ "Spec.tla": moduleText(body), "Spec.cfg": cfg }, { engine: way, workers });
  const result = await check(model as Model, { keepGoing: true });
  return { ...result, diagnostics: [...result.diagnostics, ...diagnostics] };
}

describe.each(SPECS)("with %s", { timeout: 120_000 }, (_, spec) => {
  it.each([
    ["interpreter", [2]],
    ["automatic", [1, 3, 7]],
  ] as const)("any number of workers finds the same (%s)", async (engine, counts) => {
    const alone = said(await found(spec, engine));
    for (const [seed, count] of counts.entries()) {
      let answers = 0;
      const heard = (): number => answers++;
      expect(said(await found(spec, engine, { count, seed, heard }))).toEqual(alone);
      expect(answers).toBeGreaterThan(0);
    }
  });
});

it.each([
  ["late", 0, 0.3],
  ["soon", 0.7, 1],
] as const)("a search keeps the states for itself whose successors would come %s", async (come, least, most) => {
  const body = "VARIABLES x, y\nInit == x \\in 1..5000 /\\ y = 0\nNext == y < 3 /\\ y' = y + 1 /\\ x' = x\n";
  let states = 0;
  const workers = { count: 1, come, given: ({ rows }: Task) => (states += rows.length / 2) };
  const files = { "Spec.tla": moduleText(body), "Spec.cfg": `${NEXT}CHECK_DEADLOCK FALSE` };
  const { model } = load(files, { engine: "interpreter", workers });
  expect((await check(model as Model)).states.distinct).toBe(20_000);
  expect(states / 20_000).toBeGreaterThan(least);
  expect(states / 20_000).toBeLessThan(most);
});

describe("a search has one worker", () => {
  const counting = (more: string): string => `VARIABLE x\nInit == x = 0\nNext == x < 20 /\\ x' = x + 1${more}\n`;
  const asks = "the specification prints, draws or asks for the run while it runs";
  const never = (): never => {
    throw new Error("a worker is given a task");
  };

  it.each([
    ["that draws", counting(" + RandomElement(0..1)"), NEXT, asks],
    [
      "with a constant that is drawn",
      `CONSTANT C\n${counting(" + C")}R == RandomElement(0..1)\n`,
      `${NEXT}CONSTANT C <- R`,
      asks,
    ],
    ["that reads what was stored", `ASSUME TLCSet(1, 1)\n${counting(" + TLCGet(1)")}`, NEXT, asks],
    ["whose invariant prints", `${counting("")}Inv == PrintT(x)\n`, `${NEXT}INVARIANT Inv`, asks],
    [
      "whose constraint asks for the level",
      `${counting("")}Con == TLCGet("level") < 9\n`,
      `${NEXT}CONSTRAINT Con`,
      asks,
    ],
  ])("%s", async (_, body, cfg, why) => {
    const files = { "Spec.tla": moduleText(body), "Spec.cfg": cfg };
    const alone = load(files, { engine: "automatic" });
    const helped = load(files, { engine: "automatic", workers: { count: 2, heard: never, spoil: never } });
    const results = [await check(alone.model as Model), await check(helped.model as Model)];
    expect(said(results[1] as CheckResult)).toEqual(said(results[0] as CheckResult));
    expect(helped.printed).toEqual(alone.printed);
    expect(helped.diagnostics.map(line)).toEqual([
      ...alone.diagnostics.map(line),
      `W623: the search has one worker: ${why}`,
    ]);
  });

  it.each([
    [
      "whose states are packed, but told apart by a view",
      { engine: "compiled" },
      "its states are packed, and told apart by VIEW or SYMMETRY",
      "VIEW x",
    ],
    ["that counts conditions", { coverage: true }, "it counts what conditions answer, for --coverage", ""],
  ] as const)("%s", async (_, way, why, view) => {
    const files = { "Spec.tla": moduleText(COUNTER), "Spec.cfg": `${NEXT}${view}` };
    const { model, diagnostics } = load(files, { ...way, workers: { count: 2, spoil: never } });
    const threads = sharing(model as Model, { count: 2, began: never });
    const options = { kernel: "webassembly", threads } as const;
    expect(said(await check(model as Model, options))).toEqual(said(await check(load(files, way).model as Model)));
    expect(diagnostics.map(line)).toContain(`W623: the search has one worker: ${why}`);
  });
});

describe("a worker that is lost", () => {
  it.each([
    [{ why: "its thread ended with 1", full: false }, "worker", "the search lost a worker (its thread ended with 1): "],
    [{ why: "out of memory", full: true }, "max-memory", "the search stopped at its budget max-memory: "],
  ] as const)("ends the run without a verdict: %o", async (lost, stopped, message) => {
    const spoil = (tasks: number) => (tasks < 3 ? null : lost);
    const body = `${COUNTER}Inv == x < 99\n`;
    const result = await found({ body, cfg: `${NEXT}INVARIANT Inv` }, "automatic", { count: 2, spoil });
    expect(result).toMatchObject({ outcome: "inconclusive", stopped });
    expect(result.properties.map(({ status }) => status)).toEqual(["unchecked", "unchecked"]);
    expect(result.diagnostics.map(({ message: text }) => text).join()).toContain(message);
  });
});

const ROWS = ["SimpleAllocator", "MCAlternatingBit", "MCRealTimeHourClock"];

describe.runIf(corpusExists)("public models", { timeout: 120_000 }, () => {
  it.each(ROWS)("%s: with workers as without", async (name) => {
    const row = readRows().find(({ cfg }) => cfg.endsWith(`${name}.cfg`)) as Row;
    const results: unknown[] = [];
    for (const workers of [undefined, { count: 3 }]) {
      const texts = new Map<string, string | null>();
      const read = (path: string): string | null => {
        const text = existsSync(path) ? readFileSync(path, "utf8") : null;
        texts.set(path, text);
        return text;
      };
      const [spec, config] = [join(row.folder, row.module), join(row.folder, row.cfg)];
      const request = { spec, config, files: { read }, deadlock: true, onPrint: () => {} };
      const { model } = loadTlaModel({
        ...request,
        ...(workers === undefined ? {} : { hands: hands(request, texts, workers) }),
      });
      results.push(said(await check(model as Model)));
    }
    expect(results[1]).toEqual(results[0]);
  });
});
