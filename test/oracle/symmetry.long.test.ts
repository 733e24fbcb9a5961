/** What \`--symmetry auto\` finds against orbits by brute force: as many states as there are orbits, and the same verdicts. */

import { describe, expect, test } from "vitest";
import { type CheckResult, check } from "../../src/checker/index.ts";
import { EvaluationError, type Model } from "../../src/models/model.ts";
import type { Engine } from "../../src/models/tla/index.ts";
import type { TlaModel } from "../../src/models/tla/model.ts";
import { permuted } from "../../src/models/tla/symmetry/permutations.ts";
import { type ModelValue, modelValue, print, type Value } from "../../src/values/index.ts";
import { load, moduleText, show } from "../models/tla/spec.ts";
import { type Case, summary } from "./engines.ts";
import { messageCase } from "./message-specs.ts";
import { symmetricCase } from "./symmetric-specs.ts";

const EXTENDED = "Integers, Sequences, FiniteSets, TLC";
const MOST = 600;

function loaded({ body, cfg }: Case, symmetry: "auto" | "off", engine: Engine = "interpreter") {
  const files = {
    "Spec.tla": moduleText(body, body.includes("FoldSet") ? `${EXTENDED}, SequencesExt, FiniteSetsExt` : EXTENDED),
    "Spec.cfg": cfg,
  };
  const { model, diagnostics } = load(files, { symmetry, engine });
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return { model, notes: diagnostics.filter(({ code }) => code === "W624").map(({ message }) => message) };
}

/** All permutations of a list. */
function arrangements<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((one, i) => arrangements(list.toSpliced(i, 1)).map((rest) => [one, ...rest]));
}

/** The permutations of the sets that notes name, by the values that cfg gives them. */
function groupOf(notes: readonly string[], cfg: string): ReadonlyMap<ModelValue, ModelValue>[] {
  let group: Map<ModelValue, ModelValue>[] = [new Map()];
  for (const message of notes) {
    const [, name = ""] = /^symmetry: (\w+|\{.*?\})/.exec(message) ?? [];
    const text = name.startsWith("{") ? name : (new RegExp(`\\b${name} = (\\{.*?\\})`).exec(cfg)?.[1] ?? "");
    const members = [...text.matchAll(/\w+/g)].map(([one]) => modelValue(one));
    expect(members.length).toBeGreaterThan(1);
    const own = arrangements(members).map((images) => new Map(members.map((one, i) => [one, images[i] as ModelValue])));
    group = group.flatMap((left) => own.map((right) => new Map([...left, ...right])));
  }
  return group;
}

/** All states that are within the constraints; null where there are too many, or an evaluation fails. */
function statesOf(model: Model): Value[][] | null {
  const seen = new Map<string, Int32Array>();
  const visit = (row: Int32Array): void => {
    const key = show(model, row);
    if (!seen.has(key) && model.within(row)) seen.set(key, row.slice());
  };
  try {
    model.initial(visit);
    for (const row of seen.values()) {
      if (seen.size > MOST) return null;
      model.next(row, (successor) => visit(successor));
    }
  } catch (error) {
    if (error instanceof EvaluationError) return null;
    throw error;
  }
  return [...seen.values()].map((row) => model.decode(row).slice());
}

const textOf = (state: readonly Value[]): string => state.map((value) => print(value)).join("; ");

/** What each property is, and whether the run failed. */
const outcomeOf = ({ properties, outcome }: CheckResult): string =>
  [outcome, ...properties.map(({ name, status }) => `${name} ${status}`)].join(", ");

/** Is each trace a behavior of the specification without symmetry? */
function areReal(model: Model, { properties }: CheckResult): boolean {
  return properties.every((property) => {
    if (property.status !== "violated" || property.trace === null) return true;
    let from: Int32Array[] = [];
    model.initial((row) => from.push(row.slice()));
    return property.trace.states.every(({ values }) => {
      const wanted = textOf(values);
      const found = from.find((row) => textOf(model.decode(row)) === wanted);
      if (found === undefined) return false;
      from = [];
      model.next(found, (row) => from.push(row.slice()));
      return true;
    });
  });
}

/**
 * How many states of a model under a VIEW a search meets, breadth first, that takes two for one where what is seen of one
 * is an image of what is seen of the other; null where there are too many.
 */
function seenOf(model: Model, group: readonly ReadonlyMap<ModelValue, ModelValue>[]): number | null {
  const { interner, key } = model as TlaModel;
  const seen = new Int32Array(key?.words ?? 0);
  const keys = new Set<string | undefined>();
  const rows: Int32Array[] = [];
  const visit = (row: Int32Array): void => {
    key?.of(row, seen);
    const values = Array.from(seen, (id) => interner.valueOf(id));
    const [least] = group.map((by) => textOf(values.map((value) => permuted(value, by)))).sort();
    if (keys.has(least)) return;
    keys.add(least);
    rows.push(row.slice());
  };
  model.initial(visit);
  for (const row of rows) {
    if (rows.length > MOST) return null;
    model.next(row, (successor) => visit(successor));
  }
  return rows.length;
}

/** The same by each engine, which may differ neither from that nor in anything else that is seen of a result. */
async function compareSeen(one: Case, plain: Model): Promise<Compared> {
  const { notes } = loaded(one, "auto");
  const group = groupOf(notes, one.cfg);
  const expected = seenOf(plain, group);
  const nothing = { wrong: "", sets: notes.length, merged: false, violated: false };
  if (expected === null) return nothing;
  const wrong: string[] = [];
  const told = new Set<string>();
  for (const engine of ["interpreter", "automatic", "compiled"] as const) {
    const result = await check(loaded(one, "auto", engine).model, { keepGoing: true });
    told.add(summary(result));
    const { distinct } = result.states;
    if (result.stopped === null && distinct !== expected) wrong.push(`${engine}: ${distinct} for ${expected} seen`);
    if (result.diagnostics.some(({ code }) => code === "W620")) wrong.push(`${engine}: it is asymmetric`);
  }
  if (told.size > 1) wrong.push("the engines differ");
  return { ...nothing, wrong: wrong.join("; "), merged: group.length > 1 };
}

interface Compared {
  readonly wrong: string;
  readonly sets: number;
  readonly merged: boolean;
  readonly violated: boolean;
}

/** What is wrong; "" where nothing is. */
async function compare(one: Case, engine: Engine): Promise<Compared> {
  const plain = loaded(one, "off");
  const { model, notes } = loaded(one, "auto", engine);
  const states = statesOf(plain.model);
  const nothing = { wrong: "", sets: notes.length, merged: false, violated: false };
  if (states === null) return nothing;
  if (plain.model.key?.hides === true) return compareSeen(one, plain.model);
  const group = groupOf(notes, one.cfg);
  const orbits = new Set(
    states.map((state) => group.map((by) => textOf(state.map((value) => permuted(value, by)))).sort()[0]),
  );
  const found = await check(model, { keepGoing: true });
  const expected = await check(plain.model, { keepGoing: true });
  const wrong: string[] = [];
  if (outcomeOf(found) !== outcomeOf(expected)) wrong.push(`${outcomeOf(found)} for ${outcomeOf(expected)}`);
  // A search ends when nothing is left to be decided.
  if (found.stopped === null && found.states.distinct !== orbits.size)
    wrong.push(`${found.states.distinct} for ${orbits.size} orbits`);
  if (found.diagnostics.some(({ code }) => code === "W620")) wrong.push("it is asymmetric");
  if (!areReal(loaded(one, "off").model, found)) wrong.push("a trace is no behavior");
  if (found.properties.some((p) => p.status === "holds" && p.within.includes("symmetry"))) wrong.push("within");
  const violated = found.properties.some(({ status }) => status === "violated");
  return { wrong: wrong.join("; "), sets: notes.length, merged: orbits.size < states.length, violated };
}

describe("--symmetry auto of random specifications", () => {
  const totals = { found: 0, merged: 0, refused: 0, violated: 0 };

  test.each([0, 15, 30, 45])("has one state for each orbit, and the same verdicts, from seed %i on", async (first) => {
    for (let seed = first; seed < first + 15; seed++) {
      const compared = await compare(symmetricCase(seed), seed % 2 === 0 ? "interpreter" : "compiled");
      expect(`${seed}: ${compared.wrong}`).toBe(`${seed}: `);
      if (compared.sets === 0) totals.refused++;
      else totals.found++;
      if (compared.merged) totals.merged++;
      if (compared.merged && compared.violated) totals.violated++;
    }
  });

  test("has enough of each kind", () => {
    const { found, merged, refused, violated } = totals;
    expect([found > 25, merged > 12, refused > 8, violated > 4]).toEqual([true, true, true, true]);
  });

  test("counts what is seen up to exchanges, whatever the engine, under a VIEW that hides the rest", async () => {
    let merged = 0;
    for (let seed = 135; seed < 160; seed++) {
      const { body, cfg } = symmetricCase(seed);
      const viewed = `${cfg.replace(/(CONSTRAINT|VIEW) \w+\n/, "")}VIEW Shown\n`;
      const compared = await compare({ body, cfg: viewed }, "interpreter");
      expect(`${seed}: ${compared.wrong}`).toBe(`${seed}: `);
      if (compared.merged) merged++;
    }
    expect(merged).toBeGreaterThan(8);
  });

  // Those of the first hundred that name no server, and have few states.
  test.each([27, 30, 64, 77, 91])(
    "has one state for each orbit of servers that exchange messages, seed %i",
    async (seed) => {
      const { body, cfg } = messageCase(seed);
      const plain = cfg.replace("SYMMETRY Perms\n", "").replace("VIEW view\n", "");
      const { wrong, merged } = await compare({ body, cfg: plain }, "interpreter");
      expect([wrong, merged]).toEqual(["", true]);
    },
  );
});
