/** What a community module has from others: it is known, and may be given another meaning. */

import { describe, expect, it } from "vitest";
import { line, load, moduleText } from "../../models/tla/spec.ts";

/** What is wrong with a module, and what its assumptions print. */
function told(extended: string, body: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  const files = { "Spec.tla": moduleText(body, extended), "Spec.cfg": "", ...more };
  const { model, diagnostics, printed } = load(files);
  if (model !== null) for (const [property] of model.properties.entries()) model.holds(property, 0, null);
  return [...diagnostics.map(line), ...printed];
}

describe("what a community module passes on", () => {
  it("is known", () => {
    expect(told("SequencesExt", "ASSUME PrintT(Range(<<Max({1, 2}), Len(<<3>>)>>))")).toEqual(["{1, 2}"]);
  });

  it.each([
    ["by a definition", "Range(a, b) == a - b\nASSUME PrintT(Range(5, 2))", "3"],
    ["recursively", "RECURSIVE Max(_)\nMax(n) == IF n = 0 THEN 0 ELSE 2 + Max(n - 1)\nASSUME PrintT(Max(3))", "6"],
    ["in a LET", "ASSUME LET Min(S) == 7 IN PrintT(Min({1, 2}))", "7"],
    ["as a bound name", "ASSUME \\A Range \\in {8} : PrintT(Range)", "8"],
    ["as a parameter", "F(Max) == Max + 1\nASSUME PrintT(F(8))", "9"],
  ])("may be given another meaning %s", (_, body, printed) => {
    expect(told("SequencesExt, Integers", body)).toEqual([printed]);
  });

  it("may be what another module defines, whichever comes first", () => {
    const mine = { "Mine.tla": "---- MODULE Mine ----\nRange(f) == 4\n====\n" };
    for (const extended of ["Mine, SequencesExt", "SequencesExt, Mine"]) {
      expect(told(extended, "ASSUME PrintT(Range(<<1>>))", mine)).toEqual(["4"]);
    }
  });

  it("goes on to who extends its user, and to its instances", () => {
    const user = {
      "User.tla": "---- MODULE User ----\nEXTENDS SequencesExt\nTwo == Cardinality(Range(<<5, 6>>))\n====\n",
    };
    expect(told("User, Integers", "Range(f) == Two + 1\nASSUME PrintT(Range(0))", user)).toEqual(["3"]);
    const instance = "LOCAL INSTANCE SequencesExt\nRange(f) == Len(f) + 2\nASSUME PrintT(Range(Reverse(<<1>>)))";
    expect(told("TLC, Integers, Sequences", instance)).toEqual(["3"]);
  });

  it("is not what the module itself defines, nor what is extended by its name", () => {
    expect(told("SequencesExt", "Reverse(s) == s").join()).toContain("E202");
    expect(told("SequencesExt, Functions", "Range(s) == s").join()).toContain("E202");
    expect(told("Functions, SequencesExt", "Range(s) == s").join()).toContain("E202");
  });
});
