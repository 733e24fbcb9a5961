/** What the traces of behaviors and possibilities tell beyond their states. */

import { describe, expect, it } from "vitest";
import { type CheckResult, check, type Trace, type TraceAction } from "../../src/checker/index.ts";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import { print } from "../../src/values/index.ts";
import { modelOf } from "../models/tla/spec.ts";

/** From 0 up to 3 and round again; from 2 there is a way into a trap, 10 and 11 for ever, or 20 for good. */
const BODY = `
INSTANCE Possibility
VARIABLE x
Init == x = 0
Up(n) == x < 3 /\\ x' = x + n
Back == x = 3 /\\ x' = 1
Trap == x = 2 /\\ x' = 10
Swap == x \\in {10, 11} /\\ x' = 21 - x
Fall == x = 2 /\\ x' = 20
Next == Up(1) \\/ Back \\/ Trap \\/ Swap
Narrow == Up(1) \\/ Back \\/ Fall
Spec == Init /\\ [][Next]_x
Fair == Spec /\\ WF_x(Up(1)) /\\ WF_x(Back) /\\ \\A n \\in {1, 2} : WF_x(x = n + 6 /\\ Swap)
Dead == Init /\\ [][Narrow]_x /\\ WF_x(Narrow)
Home == (x = 1) ~> (x = 0)
Top == <>(x = 3)
CanTop == Possible(x = 3)
CanUp == [](x < 3 => PossibleBy(Up(1), x = 3))
CanSwap == PossibleBy(Swap, x = 3)
AtTen == x = 10
Low == x < 2
High == x > 1
`;

function run(cfg: string): Promise<CheckResult> {
  return check(modelOf(BODY, cfg));
}

async function traceOf(cfg: string): Promise<Trace> {
  const [property] = (await run(cfg)).properties;
  if (property?.status !== "violated" || property.trace === null) throw new Error(`${property?.status}`);
  return property.trace;
}

const shown = ({ states }: Trace): string => states.map(({ values }) => print(values[0]!)).join(" ");
const named = (action: TraceAction | null): string | null => action?.name ?? null;

it("of a lasso that ends where Next cannot be evaluated does not say that nothing can happen", async () => {
  const body = `
VARIABLES x, y
Init == x = 0 /\\ y = 0
Go == x = 0 /\\ x' = 1 /\\ y' = y
Bad == x = 1 /\\ x' = 2
Next == Go \\/ Bad
Spec == Init /\\ [][Next]_<<x, y>> /\\ WF_<<x, y>>(Go)
Live == <>(x = 2)`;
  const result = await check(modelOf(body, "SPECIFICATION Spec\nPROPERTY Live\n"), { keepGoing: true });
  expect(result.failure?.diagnostic.code).toBe("E430");
  expect(result.properties[0]).toMatchObject({ status: "violated", trace: { loop: 2, deadlocked: false } });
});

describe("a lasso", () => {
  it("knows the action of its last step and where each fairness condition is met", async () => {
    const trace = await traceOf("SPECIFICATION Fair\nPROPERTY Home\n");
    expect([shown(trace), trace.loop, trace.deadlocked, named(trace.back)]).toEqual(["0 1 2 3", 2, false, "Back"]);
    expect(trace.fairness.map(({ name, met, state }) => `${name} ${met} ${state}`)).toEqual([
      "WF_x(Up(1)) taken 2",
      "WF_x(Back) taken 4",
      "WF_x(x = n + 6 /\\ Swap), n = 1 disabled 2",
      "WF_x(x = n + 6 /\\ Swap), n = 2 disabled 2",
    ]);
  });

  it.each([
    ["need not go on", "SPECIFICATION Spec\nPROPERTY Top\n", "0", false],
    ["cannot go on", "SPECIFICATION Dead\nPROPERTY Top\nCHECK_DEADLOCK FALSE\n", "0 1 2 20", true],
  ])("that stutters tells whether it %s", async (_, cfg, states, deadlocked) => {
    const trace = await traceOf(cfg);
    expect([shown(trace), trace.loop, trace.back, trace.deadlocked]).toEqual([
      states,
      trace.states.length,
      null,
      deadlocked,
    ]);
  });
});

describe("a possibility that is lost", () => {
  it("has the last chance and what is left, with the actions between", async () => {
    const trace = await traceOf("SPECIFICATION Spec\nINVARIANT CanTop\n");
    expect(shown(trace)).toBe("0 1 2 10");
    const left = trace.outOfReach!;
    expect([left.lastChance, left.goal, left.by, left.count]).toEqual([3, "x = 3", null, 2]);
    expect(left.states.map(({ values }) => print(values[0]!))).toEqual(["10", "11"]);
    expect(left.steps.map(([from, to, action]) => [from, to, named(action)])).toEqual([
      [1, 2, "Swap"],
      [2, 1, "Swap"],
    ]);
  });

  it.each([
    ["as the trace is", "Doubled == [twice |-> 2 * x]", "twice", ["20", "22"]],
    ["not, where ALIAS gives them other names", "Doubled == IF x > 10 THEN [a |-> x] ELSE [b |-> x]", "b", []],
    [
      "under all names that ALIAS has in the trace",
      "Doubled == IF x > 1 THEN [a |-> x] ELSE [b |-> x]",
      "b a",
      ["(no such field here) 10", "(no such field here) 11"],
    ],
  ])("shows what is left %s", async (_, alias, variables, states) => {
    const { properties } = await check(
      modelOf(`${BODY}${alias}`, "SPECIFICATION Spec\nINVARIANT CanTop\nALIAS Doubled\n"),
    );
    const trace = properties[0]?.status === "violated" ? properties[0].trace : null;
    expect(trace?.variables.join(" ")).toBe(variables);
    expect(trace?.outOfReach?.states.map(({ values }) => values.map((v) => print(v)).join(" "))).toEqual(states);
    expect(trace?.outOfReach?.count).toBe(2);
  });

  it("has no last chance where there never was one, and names the steps that count", async () => {
    const { outOfReach: left } = await traceOf("SPECIFICATION Spec\nPROPERTY CanSwap\n");
    expect([left?.lastChance, left?.by, left?.count, left?.steps]).toEqual([null, "Swap", 1, []]);
  });
});

describe("a possibility that holds", () => {
  it.each([
    ["SPECIFICATION Spec\nPROPERTY CanTop\n", "0 1 2 3"],
    // Its witness is no single state: the way there counts.
    ["SPECIFICATION Spec\n_POSSIBLE AtTen\n", "0 1 2 10"],
  ])("has a shortest witness from an initial state: %s", async (cfg, states) => {
    const result = await run(cfg);
    const [property] = result.properties;
    expect(property?.status === "holds" && property.witness !== null && shown(property.witness)).toBe(states);
  });

  it("of every state has none", async () => {
    const { properties } = await run("SPECIFICATION Spec\nPROPERTY CanUp\n");
    expect(properties[0]).toMatchObject({ status: "holds", witness: null });
  });
});

describe("what cannot be decided", () => {
  it.each([
    ["under a constraint", "SPECIFICATION Spec\nCONSTRAINT Low\nINVARIANT CanTop\n"],
    ["under a view", "SPECIFICATION Spec\nVIEW High\nINVARIANT CanTop\n"],
  ])("%s is unchecked, with a warning, and not for an end of the search", async (_, cfg) => {
    const result = await run(cfg);
    const { properties, diagnostics } = result;
    expect(properties[0]).toMatchObject({ status: "unchecked", reason: "unsupported" });
    expect([exitCodeOf(result), diagnostics.filter(({ code }) => code === "W606").length]).toEqual([30, 1]);
  });
});
