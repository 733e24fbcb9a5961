/** In which step of Next an evaluation fails. */

import { describe, expect, it } from "vitest";
import { check } from "../../../src/checker/index.ts";
import type { Model } from "../../../src/models/model.ts";
import { compileModel } from "../../../src/models/tla/compile/engine.ts";
import type { TlaModel } from "../../../src/models/tla/model.ts";
import { modelOf } from "./spec.ts";

const spec = (next: string, invariant = "TRUE"): string => `
VARIABLE n
Init == n = 0
Up(k) == n < 2 /\\ n' = n + k
Some(k) == IF n = 2 THEN Head(<<>>) ELSE {k}
Pop(k) == n' = Head(<<>>) + k
Two(j, k) == n = 2 /\\ n' = k + j
Bound(k) == \\E m \\in Some(k) : n' = n + m
Inv == ${invariant}
Next == ${next}
`;

async function failed(next: string, invariant?: string, compiled = false): Promise<string | null> {
  const model = modelOf(spec(next, invariant), "INIT Init\nNEXT Next\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n");
  const asked = compiled ? (compileModel(model as TlaModel, { always: true }) as Model) : model;
  const { failure } = await check(asked);
  expect(failure?.diagnostic.code).toBe("E461");
  const action = failure?.action ?? null;
  return action && `${action.name} ${action.parameters.map(([name, value]) => `${name} = ${value}`).join(", ")}`;
}

describe("an evaluation that fails", () => {
  it.each([false, true])("in the text of an action is told with its values; compiled: %s", async (compiled) => {
    const next = "Up(1) \\/ \\E k \\in {3, 4} : n = 2 /\\ k = 4 /\\ Pop(k)";
    expect(await failed(next, undefined, compiled)).toBe("Next k = 4");
    expect(await failed("Up(1) \\/ \\E k \\in {3} : Pop(k)", undefined, compiled)).toBe("Pop k = 3");
  });

  it("in an argument of an action is told with the others", async () => {
    expect(await failed("Up(1) \\/ (\\E k \\in {3} : Two(Head(<<>>), k))")).toBe("Two k = 3");
  });

  it("between two actions is in neither of them", async () => {
    expect(await failed("(\\E k \\in {1} : Up(k)) \\/ \\E j \\in {1} : Bound(j)")).toBe(null);
    expect(await failed("(\\E k \\in {1} : Up(k)) \\/ (n = 2 /\\ \\E j \\in {1} : Bound(j))")).toBe("Next ");
  });

  it("that fails otherwise when it is looked for again is in no step", () => {
    const model = modelOf(spec("Pop(1)"), "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
    const rows: Int32Array[] = [];
    model.initial((row) => rows.push(row.slice()));
    const other = { code: "E461", severity: "error", message: "another", location: null, notes: [] } as const;
    expect(model.failingStep?.(rows[0]!, other)).toBe(null);
  });

  it("in an invariant is in no step", async () => {
    expect(await failed("Up(1) \\/ (n = 2 /\\ n' = n)", "n = 2 => Head(<<>>) = 1")).toBe(null);
  });
});
