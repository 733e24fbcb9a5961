/** Lassos and possibilities in words. */

import { describe, expect, it } from "vitest";
import type { OutOfReach, PropertyResult, Trace } from "../../src/checker/index.ts";
import { reportText, resultsJson, violationText } from "../../src/report/index.ts";
import { LASSO, LOST, place, sampleResult, TRACE } from "./sample.ts";

function violation(trace: Trace, kind: "temporal" | "possible" = "temporal"): string {
  return violationText({ name: "L", kind, status: "violated", breaks: "property", location: place(3), trace });
}

/** What stands below the last state. */
function end(trace: Trace): string {
  const text = violation(trace);
  return text.slice(text.indexOf("waiting: added t1, t2\n") + "waiting: added t1, t2\n".length);
}

function report(property: PropertyResult, excluded = 0): string {
  const subject = { spec: "P.tla", config: null, diagrams: new Map<string, string>() };
  return reportText(subject, sampleResult({ outcome: "holds", properties: [property], excluded }));
}

const held = { name: "P", kind: "temporal", location: null, status: "holds", within: [], witness: null } as const;

describe("a lasso", () => {
  it("is told with its start, its last step and why it is fair", () => {
    expect(violation(LASSO)).toMatchInlineSnapshot(`
      "L is violated: 3 states, then back to state 2  specs/Pin.tla:3:3
         1. Initial state
             dma =
                 [ a |-> [mapped |-> FALSE, valid |-> TRUE],
                   b |-> [mapped |-> FALSE, valid |-> TRUE] ]
             queue = <<>>
             waiting = {}
         2. MapDma(d = "a")  specs/Pin.tla:11:3
            (the loop starts in this state)
             dma.a.mapped: FALSE -> TRUE
             queue: appended 1
         3. Sleep(d = "a", thread = t1)  specs/Pin.tla:12:3
             queue[1]: 1 -> 2
             waiting: added t1, t2
            back to state 2 by Wake(thread = t1)
            at specs/Pin.tla:20:3
            It may go round for ever; each fairness condition is met:
              WF_vars(Wake(t)), t = t1: taken by the step back to state 2
              SF_vars(Sleep(d, t)), d = a: taken by step 3
              WF_vars(MapDma(d)), d = a: not enabled in state 2
      "
    `);
  });

  it("that stutters says that nothing need happen, or that nothing can", () => {
    const still: Trace = { ...LASSO, loop: 3, back: null, fairness: [] };
    expect(violation(still)).toContain("L is violated: 3 states, then nothing more");
    expect(violation(still)).not.toContain("loop starts");
    expect(end(still)).toMatchInlineSnapshot(`
      "      from here nothing more need ever happen (stuttering for ever)
            This is allowed: no fairness condition says otherwise.
      "
    `);
    expect(end({ ...still, deadlocked: true })).toMatchInlineSnapshot(`
      "      from here nothing more can ever happen: no step is enabled
      "
    `);
    expect(end({ ...still, fairness: [{ ...LASSO.fairness[2]!, state: 3 }] })).toMatchInlineSnapshot(`
      "      from here nothing more need ever happen (stuttering for ever)
            This is allowed; each fairness condition is met:
              WF_vars(MapDma(d)), d = a: not enabled in state 3
      "
    `);
  });

  it("says which fairness would exclude it", () => {
    const weak = (action: string | null) =>
      ({ strength: "weak", action, parameters: [], name: `WF_vars(${action ?? "Next"})` }) as const;
    const still: Trace = { ...LASSO, loop: 3, back: null, fairness: [], excludedBy: [weak(null)] };
    expect(end(still)).toContain(
      "      This is allowed: no fairness condition says otherwise.\n      With WF_vars(Next) it would not be allowed.\n",
    );
    const name = "SF_vars(Sleep(d, thread))";
    const strong = { strength: "strong", action: "Sleep", parameters: ["d", "thread"], name } as const;
    expect(end({ ...LASSO, excludedBy: [strong] })).toContain(
      "        WF_vars(MapDma(d)), d = a: not enabled in state 2\n      With SF_vars(Sleep(d, thread)) for each d, thread it would not be\n        allowed.\n",
    );
    const many = ["A", "B", "C", "D", "E"].map((name) => weak(name));
    expect(end({ ...still, excludedBy: [weak(null), ...many] })).toContain(
      "      With any one of these it would not be allowed: WF_vars(Next),\n        WF_vars(A), WF_vars(B), WF_vars(C); and 2 more.\n",
    );
  });

  it("has no step of a strong condition because that is never enabled, not in one state only", () => {
    const strong = { ...LASSO.fairness[2]!, name: "SF_vars(MapDma(d)), d = a" };
    expect(end({ ...LASSO, fairness: [strong] })).toContain("  SF_vars(MapDma(d)), d = a: never enabled in the loop\n");
  });

  it("tells many conditions together, those of one formula once", () => {
    const many = Array.from({ length: 9 }, (_, at) => ({
      name: `WF_vars(Send(p, q)), p = p${at % 3}, q = q${at}`,
      location: place(50),
      met: "disabled" as const,
      state: 2 + (at % 2),
    }));
    expect(end({ ...LASSO, fairness: [...LASSO.fairness, ...many] })).toMatchInlineSnapshot(`
      "      back to state 2 by Wake(thread = t1)
            at specs/Pin.tla:20:3
            It may go round for ever; each fairness condition is met:
              taken by the step back to state 2: WF_vars(Wake(t)), t = t1
              taken by step 3: SF_vars(Sleep(d, t)), d = a
              not enabled in state 2: WF_vars(MapDma(d)), d = a;
                WF_vars(Send(p, q)) (5 times)
              not enabled in state 3: WF_vars(Send(p, q)) (4 times)
      "
    `);
  });

  it("shows no part of a value where the values differ", () => {
    const many = Array.from({ length: 9 }, (_, at) => ({
      name: `WF_<<x, y>>(Send(p, S)), p = p1, S = {1, ${at}}`,
      location: place(50),
      met: "disabled" as const,
      state: 2,
    }));
    expect(end({ ...LASSO, fairness: many })).toContain(
      "        not enabled in state 2: WF_<<x, y>>(Send(p, S)), p = p1 (9\n          times)\n",
    );
  });

  it("keeps to 72 columns", () => {
    const name = `WF_vars(${"Send(p) \\/ ".repeat(20)}Stop), p = p1`;
    const fairness = Array.from({ length: 3 }, () => ({ ...LASSO.fairness[0]!, name }));
    const back = { ...LASSO.back!, name: `Wake${"n".repeat(30)}`, parameters: TRACE.states[2]!.action!.parameters };
    for (const trace of [
      { ...LASSO, fairness, back },
      { ...LASSO, fairness: Array.from({ length: 12 }, () => fairness[0]!) },
    ]) {
      expect(
        Math.max(
          ...violation(trace)
            .split("\n")
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(72);
    }
  });
});

describe("a lost possibility", () => {
  const left = (extra: Partial<OutOfReach>): string => end({ ...LOST, outOfReach: { ...LOST.outOfReach!, ...extra } });

  it("is told with the last chance and the states that are left", () => {
    expect(violation(LOST, "possible")).toMatchInlineSnapshot(`
      "L is violated: 3 states  specs/Pin.tla:3:3
         1. Initial state
             dma =
                 [ a |-> [mapped |-> FALSE, valid |-> TRUE],
                   b |-> [mapped |-> FALSE, valid |-> TRUE] ]
             queue = <<>>
             waiting = {}
         2. MapDma(d = "a")  specs/Pin.tla:11:3
            (the last chance)
             dma.a.mapped: FALSE -> TRUE
             queue: appended 1
         3. Sleep(d = "a", thread = t1)  specs/Pin.tla:12:3
             queue[1]: 1 -> 2
             waiting: added t1, t2
            State 2 was the last from which waiting = {} could still be
              reached; step 3 lost it.
            From state 3 steps can lead to 1 other state, but nowhere else.
            3a. from 3 by Invalidate(d = "a")
               dma.a.valid: TRUE -> FALSE
      "
    `);
  });

  it.each<[Partial<OutOfReach>, string]>([
    [{ lastChance: null }, "From none of these states could waiting = {} be reached."],
    [
      { lastChance: null, by: "Kernel" },
      "From none of these states could waiting = {} be reached by steps\n        of Kernel.",
    ],
    [{ goal: null }, "State 2 was the last from which it could still be reached; step 3\n        lost it."],
    [{ count: 1, states: LOST.outOfReach!.states.slice(0, 1), steps: [] }, "In state 3 nothing is enabled."],
    [{ count: 1, states: [], steps: [], by: "Kernel" }, "In state 3 no such step is enabled."],
    [{ count: 1, states: [], steps: [[1, 1, null]] }, "Every step from state 3 leads back to it."],
    [{ count: 500, states: [], steps: [] }, "From state 3 steps can lead to 499 other states, but nowhere else."],
  ])("%#", (extra, words) => {
    expect(left(extra)).toContain(`      ${words}\n`);
  });

  it("that no state satisfies is told without a trace", () => {
    const property = {
      name: "P",
      kind: "possible",
      status: "violated",
      breaks: "possible",
      location: null,
      trace: null,
    } as const;
    expect(violationText(property)).toBe("P is not possible: nothing that can be reached satisfies it\n");
  });
});

describe("what holds", () => {
  it("says within what", () => {
    expect(report({ ...held, within: ["constraint"] }, 12)).toContain(
      "  holds      P  temporal, within the constraint (12 successors cut off)\n",
    );
    expect(report({ ...held, within: ["constraint", "view"] }, 1)).toContain(
      "temporal, within the constraint (1 successor cut off) and the view\n",
    );
    expect(report(held)).toContain("  holds      P  temporal\n");
  });

  it("shows the steps of a witness", () => {
    expect(report({ ...held, kind: "possible", witness: TRACE })).toContain(
      '\n\nP is possible: 2 steps: MapDma(d = "a"), Sleep(d = "a", thread = t1)\n\n',
    );
    const first = { ...TRACE, states: TRACE.states.slice(0, 1) };
    expect(report({ ...held, kind: "possible", witness: first })).toContain("P is possible: it is so initially\n");
    expect(report(held)).not.toContain("possible");
  });
});

describe("the JSON document", () => {
  const json = (property: PropertyResult, excluded = 0) => {
    const result = sampleResult({ properties: [property], excluded });
    const run = { spec: "P.tla", config: null, exitCode: 0, result, diagnostics: [] };
    return JSON.parse(resultsJson("1", 0, [run])).results[0];
  };

  it("has what a property holds within, its witness, and what was excluded", () => {
    const run = json({ ...held, within: ["constraint"], witness: { ...TRACE, states: TRACE.states.slice(0, 1) } }, 7);
    expect(run.excluded).toBe(7);
    expect(run.properties[0]).toMatchObject({ within: ["constraint"], trace: null });
    expect(run.properties[0].witness.states.length).toBe(1);
  });

  it("has the last step of a loop and its fairness", () => {
    const bad = { name: "P", kind: "temporal", status: "violated", breaks: "property", location: null } as const;
    const { trace } = json({ ...bad, trace: LASSO }).properties[0];
    expect({ ...trace, states: trace.states.length }).toMatchInlineSnapshot(`
      {
        "deadlocked": false,
        "excludedBy": [],
        "fairness": [
          {
            "location": "specs/Pin.tla:30:3",
            "met": "taken",
            "name": "WF_vars(Wake(t)), t = t1",
            "state": 3,
          },
          {
            "location": "specs/Pin.tla:31:3",
            "met": "taken",
            "name": "SF_vars(Sleep(d, t)), d = a",
            "state": 2,
          },
          {
            "location": "specs/Pin.tla:32:3",
            "met": "disabled",
            "name": "WF_vars(MapDma(d)), d = a",
            "state": 2,
          },
        ],
        "loop": 2,
        "loopAction": {
          "location": "specs/Pin.tla:20:3",
          "name": "Wake",
          "parameters": {
            "thread": {
              "#model": "t1",
            },
          },
        },
        "states": 3,
      }
    `);
    const { outOfReach } = json({ ...bad, trace: LOST }).properties[0].trace;
    expect({ ...outOfReach, states: outOfReach.states.length }).toMatchInlineSnapshot(`
      {
        "by": null,
        "count": 2,
        "goal": "waiting = {}",
        "lastChance": 2,
        "states": 2,
        "steps": [
          {
            "action": {
              "location": "specs/Pin.tla:40:3",
              "name": "Invalidate",
              "parameters": {
                "d": "a",
              },
            },
            "from": 1,
            "to": 2,
          },
          {
            "action": null,
            "from": 2,
            "to": 1,
          },
          {
            "action": null,
            "from": 2,
            "to": 2,
          },
        ],
      }
    `);
    expect(json({ ...bad, trace: TRACE }).properties[0].trace).toEqual({ loop: null, states: expect.anything() });
  });
});
