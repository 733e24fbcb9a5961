import { describe, expect, it } from "vitest";
import { type CheckOptions, type CheckResult, check, type ToldFinding } from "../../src/checker/index.ts";
import { modelOf } from "../models/tla/spec.ts";
import { WAYS } from "./bulk-model.ts";
import { initially, invariant, possible, type Table, tableModel, temporal } from "./graph-model.ts";

const LENGTH = 1000;
const chain: Table = {
  initial: [0],
  actions: { Up: Array.from({ length: LENGTH }, (_, x) => [x, x + 1] as const) },
};

const names = (told: readonly ToldFinding[]): string[] =>
  told.map((finding) => (finding.kind === "failure" ? finding.failure.during : finding.property.name));

const statuses = ({ properties }: CheckResult): object =>
  Object.fromEntries(
    properties.map((one) => [one.name, one.status === "unchecked" ? `unchecked (${one.reason})` : one.status]),
  );

describe.each(WAYS)("a finding, $name", ({ of, options }) => {
  it("is told once, when its level is complete, while the search goes on", async () => {
    const told: ToldFinding[] = [];
    const expanded: number[] = [];
    let last = -1;
    const table = {
      ...chain,
      onNext: (state: number) => {
        last = Math.max(last, state);
      },
      properties: [invariant("Late", (x) => x < 700), invariant("Early", (x) => x < 3), invariant("Good", () => true)],
    };
    const result = await check(of(tableModel(table)), {
      ...options,
      onFinding: (finding) => {
        told.push(finding);
        expanded.push(last);
      },
    });
    expect(names(told)).toEqual(["Early", "Late"]);
    // The level of state 3 is complete when its only predecessor has been expanded.
    expect(expanded).toEqual([2, 699]);
    expect(told.map((finding) => finding.kind === "violation" && result.properties[finding.index])).toEqual(
      told.map((finding) => finding.kind === "violation" && finding.property),
    );
    expect(statuses(result)).toEqual({ Late: "violated", Early: "violated", Good: "holds" });
    expect(result.stopped).toBe(null);
  });

  it("ends the search at the first end of a level with ten times as many states, and at least so many", async () => {
    const properties = [invariant("Early", (x) => x < 30), invariant("Late", (x) => x < 700)];
    const run = (more: CheckOptions): Promise<CheckResult> =>
      check(of(tableModel({ ...chain, properties })), { ...options, ...more });
    const least = await run({ endingStates: 500 });
    expect(least.stopped).toBe("violated");
    expect(least.states.distinct).toBe(500);
    expect(least.outcome).toBe("violated");
    expect(statuses(least)).toEqual({ Early: "violated", Late: "unchecked (search-ended)" });
    // 31 states are stored at the end of the level in which 30 was found.
    expect((await run({ endingStates: 5 })).states.distinct).toBe(310);
    const whole = await run({ endingStates: 5, keepGoing: true });
    expect(statuses(whole)).toEqual({ Early: "violated", Late: "violated" });
    expect(whole.states.distinct).toBe(701);
    expect((await run({ endingStates: 5, failFast: true })).stopped).toBe("fail-fast");
  });

  it("counts a deadlock as a violation, and lets behaviors only be violated in the part that was seen", async () => {
    const result = await check(
      of(
        tableModel({
          ...chain,
          initial: [0, 5000],
          checkDeadlock: true,
          atoms: [
            { over: "state", test: (x) => x === 999 },
            { over: "state", test: (x) => x < 5001 },
          ],
          properties: [
            temporal("Reaches", { kind: "eventually", of: { kind: "atom", atom: 0 } }),
            temporal("Stays", { kind: "always", of: { kind: "atom", atom: 1 } }),
            possible("Can", "possible", { kind: "eventually", of: { kind: "atom", atom: 1 } }),
            initially("Starts", () => true),
            invariant("Good", () => true),
          ],
        }),
      ),
      { ...options, endingStates: 50 },
    );
    expect(result.stopped).toBe("violated");
    expect(result.states.distinct).toBe(50);
    // On disk no behavior is looked at.
    const behaviors =
      options.disk === undefined
        ? { Reaches: "violated", Stays: "unchecked (search-ended)", Can: "unchecked (search-ended)" }
        : { Reaches: "unchecked (unsupported)", Stays: "unchecked (unsupported)", Can: "unchecked (unsupported)" };
    expect(statuses(result)).toEqual({
      ...behaviors,
      Starts: "holds",
      Good: "unchecked (search-ended)",
      Deadlock: "violated",
    });
  });
});

const ENDLESS = `VARIABLE x
Init == x = 0
Next == x' = x + 1 /\\ TLCSet(1, x)
Small == x < 3
Even == x # 601
After == TLCGet(1) < 600`;

describe.each(["interpreter", "compiled"] as const)("a bug that makes the space infinite, %s", (engine) => {
  const body = ENDLESS.replace(engine === "compiled" ? " /\\ TLCSet(1, x)" : "\n\n", "");
  const model = (config: string) => modelOf(body, config, {}, { engine });

  it("is told at once, and the search ends by itself", async () => {
    const told: string[] = [];
    const result = await check(model("INIT Init\nNEXT Next\nINVARIANT Small Even\n"), {
      endingStates: 600,
      onFinding: (finding) => void told.push(...names([finding])),
    });
    expect(told).toEqual(["Small"]);
    expect(result.stopped).toBe("violated");
    expect(result.states).toEqual({ initial: 1, generated: 600, distinct: 600, depth: 600 });
    const [small] = result.properties;
    expect(small?.status === "violated" && small.trace?.states.length).toBe(4);
  });
});

describe("what is told on the way", () => {
  it("leaves registers as they are, and a postcondition undecided", async () => {
    // The register holds the state that was left last, also after the trace of Small has been shown.
    const body = `${ENDLESS}\nFollows == x = 0 \\/ TLCGet(1) = x - 1`;
    const cfg = "INIT Init\nNEXT Next\nINVARIANT Small\nINVARIANT Follows\nPOSTCONDITION After\n";
    const result = await check(modelOf(body, cfg), { endingStates: 100 });
    expect(statuses(result)).toEqual({
      Small: "violated",
      Follows: "unchecked (search-ended)",
      After: "unchecked (search-ended)",
      Deadlock: "unchecked (search-ended)",
    });
  });
});
