/** What a spec may ask of the run and of its trace: TLCGet, TLCSet, Trace, CounterExample, ALIAS. */

import { describe, expect, it } from "vitest";
import { type CheckOptions, type CheckResult, check, simulate } from "../../../src/checker/index.ts";
import { exitCodeOf } from "../../../src/cli/exit-code.ts";
import type { Model } from "../../../src/models/model.ts";
import { print } from "../../../src/values/index.ts";
import { load as loadSpec, moduleText } from "./spec.ts";

const COUNTER = `VARIABLE x
Init == x = 0
Up(n) == x < 4 /\\ x' = x + n
Next == \\E n \\in {1} : Up(n)
Spec == Init /\\ [][Next]_x /\\ WF_x(Next)
`;
const BEHAVIOR = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n";
const EXTENDS = "Integers, Sequences, FiniteSets, TLC, TLCExt, Toolbox";

type Engine = "interpreter" | "compiled";

function load(body: string, cfg: string, engine: Engine = "interpreter"): { model: Model; printed: string[] } {
  const files = { "Spec.tla": moduleText(COUNTER + body, EXTENDS), "Spec.cfg": cfg };
  const { model, printed, diagnostics } = loadSpec(files, { engine });
  if (model === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return { model, printed };
}

async function run(
  body: string,
  cfg: string,
  options: CheckOptions = {},
): Promise<CheckResult & { printed: string[] }> {
  const { model, printed } = load(body, BEHAVIOR + cfg);
  return { ...(await check(model, options)), printed };
}

function codes({ diagnostics }: CheckResult): string[] {
  return diagnostics.map(({ code }) => code);
}

/** The states of the trace of the first violated property. */
function shownStates({ properties }: CheckResult): string[] {
  const violated = properties.find(({ status }) => status === "violated");
  const trace = violated?.status === "violated" ? violated.trace : null;
  if (trace === null || trace === undefined) return [];
  return trace.states.map(({ values }) => trace.variables.map((name, i) => `${name}: ${print(values[i]!)}`).join(", "));
}

describe("Trace", () => {
  it.each(["interpreter", "compiled"] as const)("is the way to the state in question: %s", async (engine) => {
    const body = "Con == Len(Trace) < 4\nInv == Trace[Len(Trace)].x = x /\\ Trace[1].x = 0 /\\ Len(Trace) = x + 1\n";
    const { model } = load(body, `${BEHAVIOR}CONSTRAINT Con\nINVARIANT Inv\n`, engine);
    const result = await check(model);
    expect([exitCodeOf(result), result.states]).toEqual([0, { initial: 1, generated: 4, distinct: 3, depth: 3 }]);
  });

  it("ends in the state that a step leaves, in Next, ACTION_CONSTRAINT and action properties", async () => {
    const body = `Step == Len(Trace) = x + 1
Going == Next /\\ Len(Trace) = x + 1
Moves == [][Len(Trace) = x + 1]_x
`;
    const cfg = "INIT Init\nNEXT Going\nACTION_CONSTRAINT Step\nPROPERTY Moves\nCHECK_DEADLOCK FALSE\n";
    const result = await check(load(body, cfg).model);
    expect([exitCodeOf(result), result.states.distinct]).toEqual([0, 5]);
  });

  it("is the behavior at hand in a simulation", async () => {
    const { model } = load("Inv == Len(Trace) = x + 1\n", `${BEHAVIOR}INVARIANT Inv\n`);
    expect((await simulate(model, { traces: 3 })).properties[0]).toMatchObject({
      status: "unchecked",
      reason: "budget",
    });
  });

  it.each([
    ["an assumption", "ASSUME Len(Trace) = 0\n", BEHAVIOR, 10],
    ["Init", "First == Init /\\ Len(Trace) = 1\n", "INIT First\nNEXT Next\n", 75],
    ["a behavior", "Live == <>(Len(Trace) = 2)\n", "SPECIFICATION Spec\nPROPERTY Live\n", 77],
  ])("is not known in %s", async (_, body, cfg, exitCode) => {
    const result = await check(load(body, cfg).model);
    expect([exitCodeOf(result), codes(result)[0]]).toEqual([exitCode, "E469"]);
  });
});

describe("TLCGet", () => {
  it("level is 0 in assumptions, Init and postconditions, 1 in initial states", async () => {
    const body = `ASSUME TLCGet("level") = 0
First == Init /\\ PrintT(<<"init", TLCGet("level")>>)
Inv == PrintT(<<"state", TLCGet("level")>>)
Step == PrintT(<<"step", TLCGet("level")>>)
Post == TLCGet("level") = 0
`;
    const cfg =
      "INIT First\nNEXT Next\nINVARIANT Inv\nACTION_CONSTRAINT Step\nPOSTCONDITION Post\nCHECK_DEADLOCK FALSE\n";
    const { model, printed } = load(body, cfg);
    expect(exitCodeOf(await check(model, { maxDepth: 2 }))).toBe(30);
    expect(printed).toEqual(['<<"init", 0>>', '<<"state", 1>>', '<<"step", 1>>', '<<"state", 2>>']);
    expect(exitCodeOf(await check(load(body, cfg).model))).toBe(0);
  });

  it("level is not known while behaviors are decided", async () => {
    const result = await check(load('Live == <>(TLCGet("level") = 2)\n', "SPECIFICATION Spec\nPROPERTY Live\n").model);
    expect(codes(result)[0]).toBe("E469");
  });

  it("action is the one that led to the state, found without a trace in the registers", async () => {
    const body = `First == Init /\\ TLCSet(1, 0)
Go(n) == Up(n) /\\ TLCSet(1, TLCGet(1) + 1)
Going == \\E n \\in {1} : Go(n)
Inv == LET a == TLCGet("action") IN PrintT(<<a.name, a.context, a.location.module, a.location.beginLine, TLCGet(1)>>)
`;
    const { model, printed } = load(body, "INIT First\nNEXT Going\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n");
    await check(model, { maxDepth: 3 });
    expect(printed).toEqual([
      '<<"Initial predicate", <<>>, "--unknown--", 0, 0>>',
      '<<"Go", [n |-> 1], "Spec", 9, 1>>',
      '<<"Go", [n |-> 1], "Spec", 9, 2>>',
    ]);
  });

  it("knows the specification, the configuration, the revision and properties", async () => {
    const body = `Small == x < 9
Post == LET Names(s) == {e.name : e \\in s} spec == TLCGet("spec") config == TLCGet("config") IN
  /\\ Names(spec.actions) = {"Up"} /\\ Names(spec.inits) = {"Init"} /\\ Names(spec.variables) = {"x"}
  /\\ Names(spec.invariants) = {"Small"} /\\ Names(spec.constraints) = {"Small"} /\\ spec.temporals = {}
  /\\ config.mode = "bfs" /\\ config.worker = 1 /\\ config.seed = "1" /\\ config.deadlock = FALSE
  /\\ TLCGet("revision").timestamp > 1628118195
  /\\ TLCGet("-Dsome.name") = "-Dsome.name" /\\ TLCSet("-Dsome.name", 7) /\\ TLCGet("-Dsome.name") = "7"
  /\\ TLCGet("stats").distinct = TLCGet("distinct") /\\ TLCGet("all:named") = <<>>
`;
    const result = await run(body, "INVARIANT Small\nCONSTRAINT Small\nPOSTCONDITION Post\n");
    expect([codes(result), exitCodeOf(result)]).toEqual([[], 0]);
  });

  it("tells a simulation from a search", async () => {
    const body = 'Post == LET c == TLCGet("config") IN <<c.mode, c.depth, c.traces>> = <<"simulate", 7, 3>>\n';
    const { model } = load(body, `${BEHAVIOR}POSTCONDITION Post\n`);
    expect((await simulate(model, { traces: 3, depth: 7 })).properties[0]?.status).toBe("holds");
  });

  it("counts the behaviors of a simulation, and the steps of each", async () => {
    const body = `Down == x > 9 /\\ x' = 0
Either == (\\E n \\in {1} : Up(n)) \\/ Down
Inv == LET s == TLCGet("stats") IN PrintT(<<s.traces, s.behavior.id, x, s.behavior.actions, s.generated > 0>>)
`;
    const { model, printed } = load(body, "INIT Init\nNEXT Either\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n");
    await simulate(model, { traces: 2, depth: 3 });
    const walked = (behavior: number) =>
      [1, 2].map((x) => `<<${behavior}, ${behavior}, ${x}, [Down |-> 0, Up |-> ${x}], TRUE>>`);
    expect(printed.slice(1)).toEqual([...walked(0), ...walked(1)]);
  });
});

describe('TLCSet("exit", TRUE)', () => {
  it.each(["interpreter", "compiled"] as const)("ends the run after the state at hand: %s", async (engine) => {
    const body = 'Inv == IF x = 2 THEN TLCSet("exit", TRUE) ELSE TRUE\nPost == PrintT(TLCGet("distinct"))\n';
    const { model, printed } = load(body, `${BEHAVIOR}INVARIANT Inv\nPOSTCONDITION Post\n`, engine);
    const result = await check(model);
    expect([result.outcome, exitCodeOf(result), result.stopped, codes(result)]).toEqual([
      "inconclusive",
      30,
      "exit",
      ["W605"],
    ]);
    expect(result.diagnostics[0]?.message).toContain('was ended by the spec, with TLCSet("exit", TRUE): 3 generated');
    expect(result.properties.map(({ status }) => status)).toEqual(["unchecked", "unchecked"]);
    expect(printed).toEqual(["3"]);
  });

  it("ends a simulation", async () => {
    const { model } = load('Inv == TLCSet("exit", x = 2)\n', `${BEHAVIOR}INVARIANT Inv\n`);
    expect(await simulate(model, { traces: 1000 })).toMatchObject({ stopped: "exit", states: { depth: 3 } });
  });
});

describe("CounterExample", () => {
  const low = "Low == x < 2\n";

  it("is empty where nothing is violated, and before the run is over", async () => {
    const body = `${low}None == CounterExample = [state |-> {}, action |-> {}]\n`;
    const result = await run(body, "INVARIANTS Low None\nCONSTRAINT None\n");
    expect(result.properties.map(({ status }) => status)).toEqual(["violated", "holds"]);
    expect(exitCodeOf(await run("Post == CounterExample.state = {}\n", "POSTCONDITION Post\n"))).toBe(0);
  });

  it("is the trace with its steps", async () => {
    const body = `${low}Post == LET c == CounterExample IN
  /\\ PrintT(ToTrace(c)) /\\ PrintT({<<e[1], e[2].name, e[2].context, e[3]>> : e \\in c.action})
`;
    const result = await run(body, "INVARIANT Low\nPOSTCONDITION Post\n");
    expect(result.printed).toEqual([
      "<<[x |-> 0], [x |-> 1], [x |-> 2]>>",
      '{<<<<1, [x |-> 0]>>, "Up", [n |-> 1], <<2, [x |-> 1]>>>>, <<<<2, [x |-> 1]>>, "Up", [n |-> 1], <<3, [x |-> 2]>>>>}',
    ]);
  });

  it("has the step back of a lasso", async () => {
    const body = `Turn == x' = (x + 1) % 2
Live == <>[](x = 1)
Post == PrintT({<<e[1][1], e[3][1]>> : e \\in CounterExample.action})
Round == Init /\\ [][Turn]_x /\\ WF_x(Turn)
`;
    const { model, printed } = load(body, "SPECIFICATION Round\nPROPERTY Live\nPOSTCONDITION Post\n");
    expect(exitCodeOf(await check(model))).toBe(13);
    expect(printed).toEqual(["{<<1, 2>>, <<2, 1>>}"]);
  });
});

describe("ALIAS", () => {
  const low = "Low == x < 2\n";
  const cfg = "INVARIANT Low\nALIAS Alias\n";

  it("knows level, action and trace of each state", async () => {
    const alias =
      'Alias == [lev |-> TLCGet("level"), act |-> TLCGet("action").name, n |-> Len(Trace), all |-> Len(_TETrace), next |-> x\']\n';
    expect(shownStates(await run(low + alias, cfg))).toEqual([
      'lev: 1, act: "Initial predicate", n: 1, all: 3, next: 1',
      'lev: 2, act: "Up", n: 2, all: 3, next: 2',
      'lev: 3, act: "Up", n: 3, all: 3, next: 2',
    ]);
  });

  it("says in the state where a field fails why it does, and shows the others", async () => {
    const alias = "Alias == [a |-> x, b |-> 6 \\div x]\n";
    expect(shownStates(await run(low + alias, cfg))).toEqual([
      "a: 0, b: (E410, Spec.tla:9:26: division by zero: 6 \\div 0)",
      "a: 1, b: 6",
      "a: 2, b: 3",
    ]);
  });

  it("shows the fields in the order in which they are written, also where one fails", async () => {
    expect(shownStates(await run(`${low}Alias == [b |-> x, a |-> 6 \\div x]\n`, cfg))).toEqual([
      "b: 0, a: (E410, Spec.tla:9:26: division by zero: 6 \\div 0)",
      "b: 1, a: 6",
      "b: 2, a: 3",
    ]);
  });

  it("shows the others where definitions, LET and an instance lead to the record", async () => {
    const body = `---- MODULE Shown ----
VARIABLE y
Fields == [a |-> y, b |-> 6 \\div y]
====
Inner == LET S == INSTANCE Shown WITH y <- x six == 6 F == S!Fields IN LET five == six - 1 IN F
Alias == Inner
Other == LET six == 6 % (x + 4) IN [a |-> six, b |-> 6 \\div x]
`;
    const reason = "(E410, Spec.tla:11:27: division by zero: 6 \\div 0)";
    expect(shownStates(await run(low + body, cfg))[0]).toBe(`a: 0, b: ${reason}`);
    const other = "(E410, Spec.tla:15:54: division by zero: 6 \\div 0)";
    expect(shownStates(await run(low + body, cfg.replace("ALIAS Alias", "ALIAS Other")))[0]).toBe(`a: 2, b: ${other}`);
  });

  it("says so in each field where it fails as a whole", async () => {
    const alias = "Alias == LET six == 6 \\div x IN IF six > 0 THEN [a |-> x, b |-> six] ELSE [a |-> 0, b |-> 0]\n";
    const reason = "(E410, Spec.tla:9:21: division by zero: 6 \\div 0)";
    expect(shownStates(await run(low + alias, cfg))).toEqual([
      `a: ${reason}, b: ${reason}`,
      "a: 1, b: 6",
      "a: 2, b: 3",
    ]);
  });

  it("shows the fields of all states, and where one has none of a name", async () => {
    const alias = 'Alias == IF x = 0 THEN [a |-> 7, b |-> x] ELSE [b |-> x, c |-> "c"]\n';
    expect(shownStates(await run(low + alias, cfg))).toEqual([
      "a: 7, b: 0, c: (no such field here)",
      'a: (no such field here), b: 1, c: "c"',
      'a: (no such field here), b: 2, c: "c"',
    ]);
  });

  it("says so beside the state where it never is a record", async () => {
    expect(shownStates(await run(`${low}Alias == x + 1\n`, cfg))[2]).toBe("x: 2, ALIAS: (ALIAS is no record here)");
  });

  it("touches no verdict", async () => {
    const result = await run(`${low}Alias == [a |-> 1 \\div 0]\n`, cfg);
    expect([exitCodeOf(result), result.failure]).toEqual([12, null]);
  });

  it("has in the last state of a lasso the state to which it returns as its next one", async () => {
    const body = `Turn == x' = IF x < 2 THEN x + 1 ELSE 1
Live == <>(x > 4)
Alias == [x |-> x, dx |-> x' - x]
Round == Init /\\ [][Turn]_x /\\ WF_x(Turn)
`;
    const { model } = load(body, "SPECIFICATION Round\nPROPERTY Live\nALIAS Alias\n");
    expect(shownStates(await check(model))).toEqual(["x: 0, dx: 1", "x: 1, dx: 1", "x: 2, dx: -1"]);
  });
});
