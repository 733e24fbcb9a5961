import { describe, expect, it } from "vitest";
import type { RecordedProperty, RecordedRun } from "../../src/gate/record.ts";
import { unwitnessed } from "../../src/gate/witness.ts";

function run(environment: string, variant: string | null, property: Partial<RecordedProperty>): RecordedRun {
  const verdict = { states: null, loop: null, reason: null, within: [], why: null, byConstruction: false };
  return {
    spec: "D0.tla",
    config: "D0.cfg",
    row: "D0",
    title: null,
    variant,
    environment,
    profile: null,
    pin: null,
    states: { initial: 1, generated: 1, distinct: 1, depth: 1 },
    properties: [{ name: "N1", status: "holds", ...verdict, ...property }],
    warnings: [],
    neverTaken: [],
  };
}

const MISSING = ["D0, No wait: holds, but no recorded run shows that it can fail"];

/** What is missing for a matrix of one column in those environments. */
function missing(runs: readonly RecordedRun[], environments = ["any"], witnesses = true): string[] {
  return unwitnessed({
    columns: [{ title: "No wait", property: "N1", environments }],
    witnesses,
    runs,
    notes: [],
    code: null,
  });
}

describe("a cell that holds", () => {
  const holds = run("any", null, {});
  const violated = { status: "violated", states: 3 } as const;

  it("needs a witness", () => expect(missing([holds])).toEqual(MISSING));

  it("needs none where the record wants none", () => expect(missing([holds], ["any"], false)).toEqual([]));

  it("has one in a variant of the same row and environment that violates the property", () =>
    expect(missing([holds, run("any", "seeded bugs", violated)])).toEqual([]));

  it.each([
    ["of another environment", run("faults", "seeded bugs", violated)],
    ["of another row", { ...run("any", "seeded bugs", violated), row: "D1" }],
    ["that holds, too", run("any", "seeded bugs", {})],
    ["that violates something else", run("any", "seeded bugs", { ...violated, name: "N2" })],
  ])("has none in a variant %s", (_, variant) => expect(missing([holds, variant])).toEqual(MISSING));

  it("needs none by construction, unless another run of the cell could have failed", () => {
    const constructed = run("any", null, { byConstruction: true });
    expect(missing([constructed])).toEqual([]);
    expect(missing([constructed, holds])).toEqual(MISSING);
  });

  it("of several environments needs one in the last, if it survives them all", () => {
    const mild = run("protocol", null, {});
    const variant = run("protocol", "seeded bugs", violated);
    expect(missing([mild, holds, variant], ["protocol", "any"])).toEqual(MISSING);
    expect(missing([mild, run("any", null, violated)], ["protocol", "any"])).toEqual([]);
  });
});
