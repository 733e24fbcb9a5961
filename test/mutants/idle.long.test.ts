/** Slips that a run is known to take no notice of: each is really explored here, and gives the same states and steps. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../src/checker/index.ts";
import { EvaluationError, type Model } from "../../src/models/model.ts";
import {
  loadTlaModel,
  type Mutant,
  mutantsOf,
  type TlaModelRequest,
  tripwire,
  Uses,
} from "../../src/models/tla/index.ts";
import { Baseline, type Compared } from "../../src/mutants/baseline.ts";
import { graphDigest } from "../../src/mutants/digest.ts";
import { Interner } from "../../src/values/index.ts";

const SPEC = `---- MODULE Spec ----
EXTENDS Integers
CONSTANTS Kind, Procs
VARIABLES x, pc
vars == <<x, pc>>
Init == x = 0 /\\ pc = [p \\in Procs |-> "idle"] /\\ (Kind = "other" => x = 3)
Room == x < 2 /\\ x \\in 0 .. 5 + 4 /\\ Kind # "none"
Start(p) == /\\ pc[p] = "idle" /\\ x >= 0 /\\ Room
            /\\ pc' = [pc EXCEPT ![p] = "busy"] /\\ x' = IF Kind = "two" THEN x + 2 ELSE x + 1
Most == 1 + 6
Stop(p) == pc[p] = "busy" /\\ pc' = [pc EXCEPT ![p] = "idle"] /\\ UNCHANGED x
Reset == /\\ \\/ x = 2 \\/ Kind = "other" \\/ \\E p \\in Procs : x > Most /\\ pc[p] = "busy"
         /\\ \\A p \\in Procs : pc[p] = "idle"
         /\\ x' = 0 /\\ UNCHANGED pc
Other == Kind = "other" /\\ x' = x - 1 /\\ UNCHANGED pc
Next == (\\E p \\in Procs : Start(p) \\/ Stop(p)) \\/ Reset \\/ Other
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Reset)
Small == x <= 2
Again == []<>(x = 0)
====
`;

const CFG = 'SPECIFICATION Spec\nCONSTANTS Kind = "one" Procs = {1, 2}\nINVARIANT Small\nPROPERTY Again\n';

const small: TlaModelRequest = requestFor(
  "Spec.tla",
  "Spec.cfg",
  (path) => ({ "Spec.tla": SPEC, "Spec.cfg": CFG })[path] ?? null,
);

/** Of the steps of one state some are constrained, and some break a property. */
const steps: TlaModelRequest = requestFor(
  "Spec.tla",
  "Spec.cfg",
  (path) =>
    ({
      "Spec.tla": SPEC.replace("====", "Second == x = 0 => pc'[1] = \"idle\"\nRising == [][x' >= x]_vars\n===="),
      "Spec.cfg": `${CFG}PROPERTY Rising\nACTION_CONSTRAINT Second\n`,
    })[path] ?? null,
);

const folder = new URL("../../specs/vfio/", import.meta.url);
const vfio = requestFor("D0_Block.tla", "D0/D0_Block.livelock.cfg", (path) => {
  try {
    return readFileSync(new URL(path, folder), "utf8");
  } catch {
    return null;
  }
});

function requestFor(spec: string, config: string, read: (path: string) => string | null): TlaModelRequest {
  return { spec, config, files: { read }, deadlock: true, engine: "interpreter", onPrint: () => {} };
}

function loaded(request: TlaModelRequest, parse?: Mutant["parse"]): Model {
  const changed = parse === undefined ? {} : { parse, trusted: true };
  const { model, diagnostics } = loadTlaModel({ ...request, files: { ...request.files, ...changed } });
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return model;
}

/** What a check of the whole of it evaluates. */
async function usesOf(request: TlaModelRequest): Promise<Uses> {
  const uses = new Uses();
  await check(loaded({ ...request, uses }), { keepGoing: true });
  return uses;
}

/** The slips that make no difference. */
async function idle(request: TlaModelRequest): Promise<Mutant[]> {
  return mutantsOf(loaded(request), await usesOf(request)).filter((mutant) => mutant.idle);
}

const text = ({ rule, before, after }: Mutant): string => `${rule}: ${before} -> ${after}`;

describe("a slip that makes no difference to a run", () => {
  test("is where nothing is evaluated, or what is always so", async () => {
    const found = (await idle(small)).map(text);
    expect(found).toContain("effect dropped: x' = x - 1 -> x' = x");
    expect(found).toContain("number changed: 2 -> 3");
    expect(found).toContain("condition dropped: x >= 0 -> TRUE");
    expect(found).toContain('condition taken for FALSE: Kind = "two" -> FALSE');
    expect(found).toContain('alternative dropped: Kind = "other" -> FALSE');
    expect(found).not.toContain("condition dropped: x < 2 -> TRUE");
    expect(found).not.toContain('condition taken for TRUE: Kind = "two" -> TRUE');
    expect(found).not.toContain("alternative dropped: Reset -> FALSE");
    // What assigns is no condition, however true it is.
    expect(found).not.toContain("kept variable dropped: UNCHANGED x -> TRUE");
    expect(found.filter((one) => one.startsWith("fairness"))).toEqual([]);
  });

  test("gives the same states and steps when it is explored", async () => {
    const digest = graphDigest(loaded(small), 1000);
    for (const mutant of await idle(small)) {
      expect([text(mutant), graphDigest(loaded(small, mutant.parse), 1000)]).toEqual([text(mutant), digest]);
    }
  });

  test("is so with all the others at once, made into an error where that is wrong", async () => {
    const wired = (request: TlaModelRequest, uses: Uses) => loaded(request, tripwire(loaded(request), uses));
    expect(graphDigest(wired(small, await usesOf(small)), 1000)).toBe(graphDigest(loaded(small), 1000));
    const other = { ...small, constants: ['Kind = "two"'] };
    expect(() => graphDigest(wired(other, new Uses()), 1000)).toThrow("never evaluated");
    const { outcome, failure } = await check(wired(other, await usesOf(small)), { keepGoing: true });
    expect([outcome, failure?.diagnostic.message]).toEqual(["error", expect.stringContaining("never evaluated")]);
  });

  test("in a large specification, a sample", async () => {
    const found = await idle(vfio);
    expect(found.length).toBeGreaterThan(900);
    const digest = graphDigest(loaded(vfio), 100);
    const sample = found.filter((_, index) => index % 60 === 7);
    for (const mutant of sample) {
      expect([text(mutant), graphDigest(loaded(vfio, mutant.parse), 100)]).toEqual([text(mutant), digest]);
    }
  });
});

describe("a slip that is evaluated in some states of a run", () => {
  /** The specification state by state, and its mutants with the states in which their slips are evaluated. */
  async function known(request: TlaModelRequest, every = 1) {
    const uses = await usesOf(request);
    const interner = new Interner();
    uses.in(null);
    const baseline = Baseline.of(loaded({ ...request, uses, interner }), uses, 1000) as Baseline;
    const all = mutantsOf(loaded(request), uses).filter(({ idle: never, where }) => !never && where !== null);
    const placed = all.filter((_, at) => at % every === 0);
    const compared = placed.map((mutant) => {
      const model = loaded({ ...request, interner }, mutant.parse);
      const found = orError(() => baseline.compared(model, mutant.where as readonly number[])) as Compared | null;
      return { mutant, found, difference: found && orError(() => found.difference()) };
    });
    const same = compared.filter(({ difference }) => difference === "none").map(({ mutant }) => mutant);
    return { placed, same, compared };
  }

  test("makes no difference where it does the same in each of them", async () => {
    const { placed, same } = await known(small);
    const [digest, verdicts] = [graphDigest(loaded(small), 1000), await verdictsOf(loaded(small))];
    const found = placed.map((mutant) => {
      return orError(() => graphDigest(loaded(small, mutant.parse), 1000)) === digest ? text(mutant) : "";
    });
    // None that is the same is missed here, and none is called the same that is not.
    expect(same.map(text)).toEqual(found.filter((one) => one !== ""));
    expect(same.length).toBeGreaterThan(2);
    for (const { parse } of same) expect(await verdictsOf(loaded(small, parse))).toEqual(verdicts);
  });

  test.each([
    ["a small specification", small, 1],
    ["one with conditions on steps", steps, 1],
    ["a large one, a sample", vfio, 40],
  ])("is judged as by itself where only what is not known is asked, in %s", async (_, request, every) => {
    const { compared } = await known(request, every);
    const digest = graphDigest(loaded(request), 1000);
    const differences = new Set<unknown>();
    for (const { mutant, found, difference } of compared) {
      if (found === null) continue;
      const alone = () => loaded(request, mutant.parse);
      expect([text(mutant), await checked(found.model)]).toEqual([text(mutant), await checked(alone())]);
      differences.add(difference);
      const same = orError(() => graphDigest(alone(), 1000)) === digest;
      if (difference === "steps") expect(same).toBe(false);
      else if (difference === "none" || difference === "truths") expect(same).toBe(true);
    }
    expect(differences).toContain("steps");
  });

  test("is evaluated in no particular state where what it gives is kept for all", async () => {
    const uses = await usesOf(small);
    uses.in(null);
    Baseline.of(loaded({ ...small, uses }), uses, 1000);
    const numbers = mutantsOf(loaded(small), uses).filter(({ rule }) => rule === "number changed");
    // A definition is known before there is a state, and an expression is not kept while it is asked where it counts.
    expect(numbers.find(({ before }) => before === "6")).toMatchObject({ idle: false, where: null });
    const [four] = numbers.filter(({ before }) => before === "4");
    expect(four?.where?.length).toBeGreaterThan(2);
  });
});

/** Counts, verdicts and lengths of traces. */
async function checked(model: Model): Promise<unknown> {
  const { states, properties, failure } = await check(model, { keepGoing: true, maxStates: 1000 });
  const lengths = properties.map((property) => {
    return property.status === "violated" ? `${property.name} ${property.trace?.states.length}` : property.name;
  });
  return [states, properties.map(({ status }) => status), lengths, failure?.diagnostic.code];
}

async function verdictsOf(model: Model): Promise<string[]> {
  const { properties } = await check(model, { keepGoing: true });
  return properties.map(({ name, status }) => `${name} ${status}`);
}

/** What `run` gives, or the message of the error of the specification. */
function orError<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationError) return error.message;
    throw error;
  }
}
