/** Possible, PossibleBy and _POSSIBLE: what they mean in each place, and what is shown of it. */

import { describe, expect, test } from "vitest";
import { exitCodeOf } from "../../../../src/cli/exit-code.ts";
import { print } from "../../../../src/values/index.ts";
import { checked, verdicts } from "./verdict.ts";

/** 0 -> 1 -> 2 -> 3 -> 2: from 2 on nothing leads back. 1 -> 0 is a step of the user, all others are the kernel's. */
const slope = [
  "VARIABLE x",
  "M == INSTANCE Possibility",
  "Init == x = 0",
  "Kernel == \\/ x < 3 /\\ x' = x + 1",
  "          \\/ x = 3 /\\ x' = 2",
  "User == x = 1 /\\ x' = 0",
  "Next == Kernel \\/ User",
  "Spec == Init /\\ [][Next]_x",
].join("\n");

const say = (definition: string, cfg: string): Promise<string[]> => verdicts(`${slope}\n${definition}`, cfg);

describe("Possible", () => {
  test.each([
    ["M!Possible(x = 3)", "P holds"],
    ["M!Possible(x = 1)", "P violated invariant: 0 -> 1 -> 2"],
    ["x < 2 => M!Possible(x = 1)", "P holds"],
    ["x > 1 => ~M!Possible(x = 1)", "P holds"],
    ["~M!Possible(x = 3)", "P violated invariant: 0 -> 1 -> 2 -> 3"],
    ["~(x = 0 /\\ M!Possible(x = 2))", "P violated invariant: 0 -> 1 -> 2"],
    ["\\A i \\in 2..3 : M!Possible(x = i)", "P holds"],
    ["\\E i \\in 0..1 : M!Possible(x = i)", "P violated invariant: 0 -> 1 -> 2"],
    // From 1 the user can still return, from 0 one can get to a state from which nobody returns.
    ["M!Possible(~M!Possible(x = 0))", "P holds"],
    ["M!Possible(M!Possible(x = 0))", "P violated invariant: 0 -> 1 -> 2"],
    ["M!PossibleBy(Kernel, x = 3)", "P holds"],
    ["x = 1 => M!PossibleBy(User, x = 0)", "P holds"],
    ["x < 2 => M!PossibleBy(Kernel, x = 0)", "P violated invariant: 0 -> 1"],
    // Zero steps are a path, too.
    ["x = 3 => M!PossibleBy(FALSE, x = 3)", "P holds"],
    ["x = 3 => M!PossibleBy(FALSE, x = 2)", "P violated invariant: 0 -> 1 -> 2 -> 3"],
    ["M!PossibleBy(x' > x, x = 3)", "P holds"],
    ["IF x < 2 THEN M!Possible(x = 0) ELSE M!Possible(x = 3)", "P holds"],
    ["LET y == x + 1 IN M!Possible(y = 4)", "P holds"],
    ["Blocked(x) => M!Possible(~Blocked(x))", "P holds"],
  ])("as an invariant: %s", async (formula, expected) => {
    expect(await say(`Blocked(y) == y = 2\nP == ${formula}`, "INVARIANT P\n")).toEqual([expected]);
  });

  test("as a property speaks of the initial states, and shows a shortest way", async () => {
    expect(await say("P == M!Possible(x = 2)", "PROPERTY P\n")).toEqual(["P holds: 0 -> 1 -> 2"]);
    expect(await say("P == M!PossibleBy(User, x = 2)", "PROPERTY P\n")).toEqual(["P violated property: 0"]);
    expect(await say("P == ~M!Possible(x = 2)", "PROPERTY P\n")).toEqual(["P violated property: 0 -> 1 -> 2"]);
    expect(await say("P == [](M!Possible(x = 3))", "PROPERTY P\n")).toEqual(["P holds"]);
  });

  test("stands under temporal operators", async () => {
    expect(await say("P == <>[](~M!Possible(x = 1))", "PROPERTY P\n")).toEqual(["P violated property: (0)"]);
    expect(await say("P == []<>M!Possible(x = 3)", "PROPERTY P\n")).toEqual(["P holds"]);
  });

  test("lost: shows the point of no return and what is left", async () => {
    const { properties } = await checked(`${slope}\nP == M!Possible(x = 1)`, "INVARIANT P\n");
    const trace = properties[0]?.status === "violated" ? properties[0].trace : null;
    expect(trace?.outOfReach).toMatchObject({ lastChance: 2, count: 2 });
    expect(trace?.outOfReach?.states.map(({ values }) => values.map(print).join())).toEqual(["2", "3"]);
    expect(trace?.outOfReach?.steps.map(([from, to]) => [from, to])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test("lost from the beginning has no last chance", async () => {
    const { properties } = await checked(`${slope}\nP == M!PossibleBy(User, x = 3)`, "INVARIANT P\n");
    const trace = properties[0]?.status === "violated" ? properties[0].trace : null;
    expect(trace?.outOfReach).toMatchObject({ lastChance: null, count: 1, steps: [] });
  });

  test("under a CONSTRAINT holds truly, and is not called violated for what was cut off", async () => {
    const cfg = "CONSTRAINT Low\nINVARIANT P\n";
    const low = "Low == x < 3\n";
    expect(await say(`${low}P == M!Possible(x = 2)`, cfg)).toEqual(["P holds within constraint"]);
    expect(await say(`${low}P == M!Possible(x = 3)`, cfg)).toEqual(["P unchecked, unsupported"]);
    // A way that there is stays a way: this is violated whatever the constraint cuts off.
    expect(await say(`${low}P == x = 0 => ~M!Possible(x = 2)`, cfg)).toEqual(["P violated invariant: 0 -> 1 -> 2"]);
    expect(await say(`${low}P == x = 2 \\/ M!Possible(x = 2)`, cfg)).toEqual(["P holds within constraint"]);
    expect(await say(`${low}P == []<>M!Possible(x = 3)`, "CONSTRAINT Low\nPROPERTY P\n")).toEqual([
      "P unchecked, unsupported",
    ]);
  });

  // Without EXTENDS or INSTANCE of our module a definition of that name is the user's own.
  test("of the user's own making is an ordinary operator", async () => {
    expect(await say("Possible(Q) == Q\nP == Possible(x = 0)", "INVARIANT P\n")).toEqual([
      "P violated invariant: 0 -> 1",
    ]);
  });
});

describe("_POSSIBLE", () => {
  test("holds where some state, or some step, is so", async () => {
    expect(await say("P == x = 2", "_POSSIBLE P\n")).toEqual(["P holds: 0 -> 1 -> 2"]);
    expect(await say("P == x = 3 /\\ x' = 2", "_POSSIBLE P\n")).toEqual(["P holds: 0 -> 1 -> 2 -> 3 -> 2"]);
    expect(await say("P == User", "_POSSIBLE P\n")).toEqual(["P holds: 0 -> 1 -> 0"]);
    expect(await say("P == M!Possible(x = 1) /\\ x = 1", "_POSSIBLE P\n")).toEqual(["P holds: 0 -> 1"]);
  });

  test("is violated, exit code 10, where none is", async () => {
    expect(await say("P == x = 4", "_POSSIBLE P\n")).toEqual(["P violated possible"]);
    expect(await say("P == x = 3 /\\ x' = 1", "_POSSIBLE P\n")).toEqual(["P violated possible"]);
    expect(exitCodeOf(await checked(`${slope}\nP == x = 4`, "_POSSIBLE P\n"))).toBe(10);
  });

  // Stuttering is no step that anybody took; a step of Next that changes nothing is one.
  test("of a step that changes nothing asks whether Next has one", async () => {
    expect(await say("P == x = 2 /\\ x' = x", "_POSSIBLE P\n")).toEqual(["P violated possible"]);
    const staying = slope.replace("Next ==", "Stay == x = 2 /\\ x' = x\nNext == Stay \\/");
    expect(await verdicts(`${staying}\nP == Stay`, "_POSSIBLE P\n")).toEqual(["P holds: 0 -> 1 -> 2 -> 2"]);
  });

  test("is not decided where a constraint cut off what might be so", async () => {
    expect(await say("Low == x < 2\nP == x = 3", "CONSTRAINT Low\n_POSSIBLE P\n")).toEqual([
      "P unchecked, unsupported",
    ]);
  });
});

describe("where Possible has no meaning, it is an error that says so", () => {
  test.each([
    ["INIT I\nNEXT Next\n", "I == Init /\\ M!Possible(x = 1)", 75],
    ["INIT Init\nNEXT N\n", "N == Next /\\ M!Possible(x = 1)", 75],
    ["CONSTRAINT C\n", "C == M!Possible(x = 1)", 75],
    ["VIEW V\n", "V == M!Possible(x = 1)", 75],
    ["PROPERTY A\n", "A == [][M!Possible(x = 1)']_x", 77],
  ])("%s%s", async (cfg, definition, exitCode) => {
    const result = await checked(`${slope}\n${definition}`, cfg);
    expect(result.failure?.diagnostic.code).toBe("E472");
    expect(exitCodeOf(result)).toBe(exitCode);
  });
});
