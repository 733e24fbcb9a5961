import { describe, expect, it } from "vitest";
import { type CheckResult, check } from "../../src/checker/index.ts";
import { driftOf as differences } from "../../src/gate/drift.ts";
import { pinOf } from "../../src/gate/pin.ts";
import { type GateRun, newRun, type RecordedProperty, type RecordedRun, recordedAnew } from "../../src/gate/record.ts";
import type { Model } from "../../src/models/model.ts";
import type { Engine } from "../../src/models/tla/load.ts";
import { Source } from "../../src/tla/syntax/source.ts";
import { load, moduleText } from "../models/tla/spec.ts";
import { sampleResult } from "../report/sample.ts";

const recorded = (name: string, extra: Partial<RecordedProperty> = {}): RecordedProperty => ({
  name,
  status: "holds",
  states: null,
  loop: null,
  reason: null,
  within: [],
  why: null,
  byConstruction: false,
  ...extra,
});

/** What is recorded about the sample: nothing drifts from it. */
function run(extra: Partial<RecordedRun> = {}): RecordedRun {
  return {
    spec: "Pin.tla",
    config: "Pin.cfg",
    row: null,
    title: null,
    variant: null,
    environment: null,
    profile: null,
    pin: null,
    states: { initial: 1, generated: 30, distinct: 12, depth: 5 },
    properties: [
      recorded("TypeOK"),
      recorded("N1", { status: "violated", states: 3 }),
      recorded("Live", { status: "unchecked" }),
      recorded("Deadlock", { status: "unchecked" }),
    ],
    warnings: [],
    neverTaken: [],
    ...extra,
  };
}

/** The differences of a run with that record and result. */
function driftOf(recorded: RecordedRun, result: CheckResult, configuration: Source | null = null): string[] {
  const { spec, config } = recorded;
  const found = { spec, config, exitCode: 0, result, diagnostics: result.diagnostics };
  return differences({ recorded, found, pin: configuration === null ? null : pinOf(configuration) });
}

describe("drift", () => {
  it("is none where all is as recorded", () => expect(driftOf(run(), sampleResult())).toEqual([]));

  it.each(["initial", "generated", "distinct", "depth"] as const)("is a difference in %s", (key) => {
    const states = { ...run().states, [key]: 99 };
    expect(driftOf(run({ states }), sampleResult())).toEqual([
      `states: recorded 99 ${key}, found ${run().states[key]}`,
    ]);
  });

  it.each(["budget", "error"] as const)("is what is unchecked because of a %s, unless it is recorded so", (reason) => {
    const properties = [{ name: "P", kind: "invariant", location: null, status: "unchecked", reason }] as const;
    const result = sampleResult({ properties });
    const found = (own: string | null) =>
      driftOf(run({ properties: [recorded("P", { status: "unchecked", reason: own })] }), result);
    expect(found(null)).toEqual([`P: recorded unchecked, found unchecked (${reason})`]);
    expect(found("unsupported")).toEqual([`P: recorded unchecked (unsupported), found unchecked (${reason})`]);
    expect(found(reason)).toEqual([]);
  });

  it("is a failed evaluation", () => {
    const diagnostic = {
      code: "E406",
      severity: "error",
      message: "no such field",
      location: null,
      notes: [],
    } as const;
    const result = sampleResult({ failure: { diagnostic, during: "behavior", trace: null, action: null } });
    expect(driftOf(run(), result)).toEqual(["evaluation failed: no such field"]);
  });

  it.each(["W601", "W603", "W604"])("is a run that checked nothing: %s", (code) => {
    const diagnostic = { code, severity: "warning", message: "nothing", location: null, notes: [] } as const;
    expect(driftOf(run(), sampleResult({ diagnostics: [diagnostic] }))).toEqual(["nothing"]);
  });

  it("is not the reason why something is so", () => {
    const properties = run().properties.map((property) => ({ ...property, why: "it is" }));
    expect(driftOf(run({ properties }), sampleResult())).toEqual([]);
  });

  it("is a warning that is not recorded, or is not given any more", () => {
    const warning = { code: "W610", severity: "warning", message: "one", location: null, notes: [] } as const;
    const cutOff = { ...warning, code: "W605" };
    const result = sampleResult({ diagnostics: [warning, cutOff] });
    expect(driftOf(run(), result)).toEqual(["warning that is not recorded: W610 one"]);
    expect(driftOf(run({ warnings: ["W610 one"] }), result)).toEqual([]);
    expect(driftOf(run({ warnings: ["W610 one"] }), sampleResult())).toEqual([
      "recorded warning that is not given any more: W610 one",
    ]);
  });
});

describe("the drift of what is green for want of a case", () => {
  const BODY = `
VARIABLES x, sent
Init == x = 0 /\\ sent = {}
Up == x' = (x + 1) % 4 /\\ UNCHANGED sent
Same == x' = x * 1 /\\ UNCHANGED sent
Send == x = 9 /\\ sent' = {7} /\\ UNCHANGED x
Next == Up \\/ Same \\/ Send
Inv == (x = 1 => x < 9) /\\ \\A m \\in sent : m = 7
Kept == [][x = 2 => x' # 4]_x
`;
  const CONFIG = "INIT Init\nNEXT Next\nINVARIANT Inv\nPROPERTY Kept\n";
  const gateRun = async (body: string, kept: RecordedRun | null, engine: Engine = "automatic"): Promise<GateRun> => {
    const files = { "Spec.tla": moduleText(body), "Spec.cfg": CONFIG };
    const result = await check(load(files, { engine }).model as Model);
    const found = { spec: "Test.tla", config: "Test.cfg", exitCode: 0, result, diagnostics: result.diagnostics };
    const made = { recorded: kept ?? newRun("Test.tla", "Test.cfg", "fast"), found, pin: null };
    return kept === null ? { ...made, recorded: recordedAnew(made, result) } : made;
  };
  const IDLE = ["W616 action Same was taken and never changed anything"];
  const EMPTY = ["W617 `sent`, the set of this \\A, is empty in every state, so Inv asks nothing there"];

  it("is named, and is the same with each engine", async () => {
    const { recorded } = await gateRun(BODY, null);
    expect(recorded.warnings).toEqual([...IDLE, ...EMPTY]);
    expect(recorded.neverTaken).toEqual(["Send"]);
    for (const engine of ["interpreter", "compiled", "automatic"] as const)
      expect(differences(await gateRun(BODY, recorded, engine))).toEqual([]);
    const drift = async (was: string, is: string): Promise<string[]> =>
      differences(await gateRun(BODY.replace(was, is), recorded)).filter((text) => !text.startsWith("states:"));
    expect(await drift("x = 9", "x = 3")).toEqual([
      ...EMPTY.map((text) => `recorded warning that is not given any more: ${text}`),
      "action Send: recorded as never taken, but that is not found any more",
    ]);
    expect(await drift("x = 1 =>", "x = 8 =>")).toEqual([
      "warning that is not recorded: W618 `x = 8`, the left side of this =>, is true in no state, so Inv asks nothing there",
    ]);
    expect(await drift("x = 2 =>", "x = 8 =>")).toEqual([
      "warning that is not recorded: W618 `x = 8`, the left side of this =>, is true in no step, so Kept asks nothing there",
    ]);
    expect(await drift("x' = (x", "x < 0 /\\ x' = (x")).toContain("action Up: never taken, and not recorded so");
  });

  it("is none where a search that is larger asks a sample only", async () => {
    const body = BODY.replace("% 4", "% 21000");
    const { recorded } = await gateRun(body, null);
    expect(recorded.warnings).toEqual([]);
    expect(recorded.neverTaken).toEqual([]);
  });
});

describe("a pinned configuration", () => {
  const text = 'SPECIFICATION Spec\nCONSTANTS\n  N = {a, b}\n  S <- Small\n  W = "x y"\nINVARIANT TypeOK\n';
  const drift = (now: string) =>
    driftOf(run({ pin: pinOf(new Source("Pin.cfg", text)) }), sampleResult(), new Source("Pin.cfg", now));

  it("is the same with other comments, white space and order of constants", () => {
    expect(pinOf(new Source("Pin.cfg", text)).constants).toEqual({ N: "{a, b}", S: "<- Small", W: '"x y"' });
    expect(drift(text)).toEqual([]);
    const other =
      'SPECIFICATION  Spec\nCONSTANT S <- Small W = "x y" \\* why\n N = {a,(* or *) b}\nINVARIANTS TypeOK\n';
    expect(drift(other)).toEqual([]);
  });

  it.each([
    [text.replace("  N = {a, b}\n", ""), "constant N: recorded {a, b}, but the configuration gives it no value"],
    [text.replace("{a, b}", "{a}"), "constant N: recorded {a, b}, found {a}"],
    [text.replace("x y", "x  y"), 'constant W: recorded "x y", found "x  y"'],
    [text.replace("<- Small", "= 3"), "constant S: recorded <- Small, found 3"],
    [text.replace("  S", "  T = 1\n  S"), "constant T: not recorded, found 1"],
    [`${text}CONSTRAINT C\n`, "the configuration says something else than recorded, with the same constants"],
    [`${text}CHECK_DEADLOCK FALSE\n`, "the configuration says something else than recorded, with the same constants"],
  ])("names what changed: %#", (now, sentence) => expect(drift(now)).toEqual([sentence]));
});
