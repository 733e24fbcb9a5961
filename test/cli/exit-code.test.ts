import { describe, expect, it } from "vitest";
import { exitCodeOf, failureCode, winningExitCode } from "../../src/cli/exit-code.ts";
import { sampleResult } from "../report/sample.ts";

describe("winningExitCode", () => {
  it.each([
    [[], 0],
    [[0, 0], 0],
    [[0, 30], 30],
    [[30, 12], 12],
    [[13, 11, 10], 13],
    [[12, 14], 12],
    [[14, 12], 14],
    [[12, 77, 76, 75], 75],
    [[75, 151], 151],
    [[151, 150], 150],
    [[150, 70, 12], 70],
    [[20, 30], 20],
    [[20, 77], 77],
  ])("of %j is %i", (given, expected) => {
    expect(winningExitCode(given)).toBe(expected);
  });
});

describe("exitCodeOf", () => {
  it.each([
    ["assumption", 10],
    ["postcondition", 10],
    ["possible", 10],
    ["deadlock", 11],
    ["invariant", 12],
    ["property", 13],
  ] as const)("a violation that breaks: %s", (breaks, expected) => {
    expect(exitCodeOf({ outcome: "violated", faults: [{ breaks }] })).toBe(expected);
  });

  it.each([
    ["assumption", 10],
    ["assert", 14],
    ["behavior", 75],
    ["invariant", 76],
    ["property", 77],
  ] as const)("an evaluation that failed during: %s", (during, expected) => {
    expect(exitCodeOf({ outcome: "error", faults: [{ during }] })).toBe(expected);
    const diagnostic = { code: "E406", severity: "error", message: "", location: null, notes: [] } as const;
    const failed = expected > 14 ? expected : null;
    expect(failureCode({ ...sampleResult(), failure: { diagnostic, during, trace: null, action: null } })).toBe(failed);
  });

  it("is that of the violation found first, 30 where something is open, and 0 where all holds", () => {
    const faults = [{ breaks: "property" }, { breaks: "invariant" }] as const;
    expect(exitCodeOf({ outcome: "violated", faults })).toBe(13);
    expect(exitCodeOf({ outcome: "violated", faults: [...faults, { during: "invariant" }] })).toBe(76);
    expect(exitCodeOf({ outcome: "inconclusive", faults: [] })).toBe(30);
    expect(exitCodeOf({ outcome: "holds", faults: [] })).toBe(0);
  });
});
