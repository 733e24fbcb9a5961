import { describe, expect, it } from "vitest";
import { driftOf } from "../../src/cli/drift.ts";
import type { RecordedProperty, RecordedRun } from "../../src/cli/verdicts-file.ts";
import { sampleResult } from "../report/sample.ts";

const recorded = (name: string, extra: Partial<RecordedProperty> = {}): RecordedProperty => ({
  name,
  status: "holds",
  states: null,
  loop: null,
  reason: null,
  within: [],
  why: null,
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
    states: { initial: 1, generated: 30, distinct: 12, depth: 5 },
    properties: [
      recorded("TypeOK"),
      recorded("N1", { status: "violated", states: 3 }),
      recorded("Live", { status: "unchecked" }),
      recorded("Deadlock", { status: "unchecked" }),
    ],
    ...extra,
  };
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
    const result = sampleResult({ failure: { diagnostic, during: "behavior", trace: null } });
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
});
