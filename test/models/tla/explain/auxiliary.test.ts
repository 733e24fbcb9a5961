import { describe, expect, it } from "vitest";
import { modelOf } from "../spec.ts";

/** The variables that decide nothing in a specification of `x` and `h` with this Next. */
function auxiliary(next: string, { more = "", cfg = "" } = {}): string[] {
  const body = `CONSTANT On\nVARIABLES x, h\nvars == <<x, h>>\nInit == x = 0 /\\ h = 0\n${more}\nNext == ${next}\n`;
  const model = modelOf(body, `INIT Init\nNEXT Next\nCONSTANT On = FALSE\n${cfg}`);
  return (model.explainer?.().auxiliary ?? []).map((variable) => model.variables[variable] as string);
}

const STEP = "x < 3 /\\ x' = x + 1";

describe("a variable decides nothing", () => {
  it.each([
    ["that only its own assignments read", `${STEP} /\\ h' = h + x`],
    ["that is kept", `${STEP} /\\ UNCHANGED h`],
    ["that is kept by another name", `(${STEP} /\\ h' = h + 1) \\/ (x > 7 /\\ UNCHANGED vars)`],
    ["that each case assigns once", `${STEP} /\\ (IF x = 1 THEN h' = h ELSE h' = 2)`],
    ["that every alternative assigns", `x < 3 /\\ x' = x + 1 /\\ (h' = 1 \\/ h' = h + 2)`],
    ["that an operator assigns", `${STEP} /\\ Note`],
    ["that is read where the configuration has switched it off", `(IF On THEN h > 0 ELSE ${STEP}) /\\ h' = 0`],
  ])("%s", (_name, next) => {
    expect(auxiliary(next, { more: "Note == \\E n \\in {1, 2} : h' = <<h, n>>" })).toEqual(["h"]);
  });

  it.each([
    ["a guard reads", `${STEP} /\\ h < 5 /\\ h' = h + 1`],
    ["another assignment reads", "x < 3 /\\ x' = h /\\ h' = h"],
    ["another assignment reads, as it becomes", "h' = h /\\ x < 3 /\\ x' = h' + x"],
    ["a set of choices reads", `${STEP} /\\ \\E y \\in {h} : h' = y`],
    ["is compared after it was assigned", `${STEP} /\\ h' = h + 1 /\\ h' = x`],
    ["is kept after it was assigned", `${STEP} /\\ h' = 0 /\\ UNCHANGED vars`],
    ["is chosen from a set that may be empty", `${STEP} /\\ h' \\in {0, 1, h}`],
    ["a condition reads", `${STEP} /\\ IF h = 1 THEN h' = 0 ELSE h' = 1`],
    ["is an argument", `${STEP} /\\ Put(h)`],
    ["an ENABLED may read", `${STEP} /\\ ENABLED (h' = h /\\ h > 1 /\\ x' = 1) /\\ h' = 0`],
    ["an assignment under \\A compares", `${STEP} /\\ \\A n \\in {1, 2} : h' = n * h`],
  ])("but not one that %s", (_name, next) => {
    expect(auxiliary(next, { more: "Put(y) == y > 1 /\\ h' = y" })).toEqual([]);
  });

  it("nor one that a property or a constraint reads", () => {
    const next = `${STEP} /\\ h' = h + 1`;
    const more = "Low == h < 9\nUp == [][h' > h]_h";
    expect(auxiliary(next, { more, cfg: "INVARIANT Low\n" })).toEqual([]);
    expect(auxiliary(next, { more, cfg: "CONSTRAINT Low\n" })).toEqual([]);
    expect(auxiliary(next, { more, cfg: "PROPERTY Up\n" })).toEqual([]);
  });

  it("nor any where the trace is asked for, which shows all of them", () => {
    const body =
      "VARIABLES x, h\nT == INSTANCE TLCExt\nInit == x = 0 /\\ h = 0\nNext == x < 3 /\\ x' = x + 1 /\\ h' = x\n";
    const of = (more: string, cfg: string) => modelOf(`${body}${more}\n`, `INIT Init\nNEXT Next\n${cfg}`).explainer?.();
    expect(of("Short == x < 9", "INVARIANT Short\n")?.auxiliary).toEqual([1]);
    expect(of("Short == T!Trace[1].x < 9", "INVARIANT Short\n")?.auxiliary).toEqual([]);
  });

  it("nor one that decides another that counts, but several that only decide each other", () => {
    const body = "VARIABLES x, a, b\nInit == x = 0 /\\ a = 0 /\\ b = 0\n";
    const of = (next: string) => {
      const model = modelOf(`${body}Next == ${next}\n`);
      return (model.explainer?.().auxiliary ?? []).map((variable) => model.variables[variable]);
    };
    expect(of("x < 9 /\\ x' = 1 - x /\\ a' = b /\\ b' = a")).toEqual(["a", "b"]);
    expect(of("x < 9 /\\ x' = a /\\ a' = b /\\ b' = b")).toEqual([]);
  });
});
