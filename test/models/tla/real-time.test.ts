/** RTnow and RTBound of RealTime: what they say of behaviors where `Real` is replaced by a finite set of times. */

import { describe, expect, test } from "vitest";
import { check } from "../../../src/checker/index.ts";
import { modelOf, moduleText } from "./spec.ts";

const clock = [
  "VARIABLE x",
  "Times == 0 .. 2",
  "Flip == x' = 1 - x /\\ UNCHANGED now",
  "Tick == now' = now + 1 /\\ now < 2 /\\ UNCHANGED x",
  "Both == x' = 1 - x /\\ now' = now + 1 /\\ now < 2",
  "Back == now > 0 /\\ now' = now - 1 /\\ UNCHANGED x",
  "Begin == x = 0 /\\ now = 0",
  "Behaves(A) == Begin /\\ [][A]_<<x, now>>",
].join("\n");

async function verdict(specification: string, property: string): Promise<string> {
  const text = moduleText(`${clock}\nSpec == ${specification}\nP == ${property}`, "RealTime, Naturals");
  const cfg = "SPECIFICATION Spec\nPROPERTY P\nCONSTANT Real <- Times\nCHECK_DEADLOCK FALSE\n";
  const { properties } = await check(modelOf("", cfg, { "Spec.tla": text }));
  const [found] = properties;
  if (found?.status === "violated")
    return `violated by ${found.trace?.states.length}${found.trace?.loop === null ? "" : " in a loop"}`;
  return found?.status === "unchecked" ? `unchecked ${found.reason}` : "holds";
}

describe("RTnow", () => {
  test.each([
    ["Behaves(Flip \\/ Tick) /\\ WF_now(Tick)", "RTnow(x)", "holds"],
    ["Behaves(Flip \\/ Tick)", "RTnow(x)", "violated by 1 in a loop"],
    ["Behaves(Flip \\/ Both) /\\ WF_now(Both)", "RTnow(x)", "violated by 2"],
    ["Behaves(Tick \\/ Back)", "RTnow(<<>>)", "violated by 3"],
    ["x = 0 /\\ now = 3 /\\ [][Flip]_<<x, now>>", "RTnow(x)", "violated by 1"],
    ["x = 0 /\\ RTnow(x)", "now \\in 0 .. 2 ~> now = 2", "holds"],
  ])("%s: %s, %s", async (specification, property, expected) => {
    expect(await verdict(specification, property)).toBe(expected);
  });
});

test("the timer of RTBound is hidden, which is refused", async () => {
  expect(await verdict("Behaves(Tick)", "RTBound(Tick, x, 0, 1)")).toBe("unchecked unsupported");
});
