import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { BundledProgram } from "./bundled-program.ts";
import { World } from "./world.ts";

const SPEC = `---- MODULE Steps ----
EXTENDS Integers
VARIABLE x
Init == x \\in {0, 1}
Up == x < 3 /\\ x' = x + 1
Jump == x = 0 /\\ x' = 1
Next == Up \\/ Jump
Small == x < 2
Bound == x < 3
====
`;

const CFG = "INIT Init\nNEXT Next\nINVARIANT Small\n";

describe("graph", () => {
  it("draws each state and step once: initial, violating and deadlocked ones, actions as colours", async () => {
    const world = new World({ "Steps.tla": SPEC, "Steps.cfg": CFG });
    const { exitCode, out, note } = await world.run("graph Steps.tla");
    expect({ exitCode, out, note }).toEqual({
      exitCode: 0,
      out: "4 states, 3 steps: out/Steps/graph.svg, out/Steps/graph.dot\n",
      note: "",
    });
    expect(world.read("out/Steps/graph.dot")).toBe(`digraph states {
  graph [rankdir=TB, nodesep=0.4, ranksep=0.5, labelloc=t, labeljust=l, fontname="Courier", fontsize=15,
    label="4 states, 3 steps\\lSteps.tla with Steps.cfg\\l"]
  node [shape=box, margin="0.12,0.08", fontname="Courier", fontsize=13]
  edge [fontname="Courier", fontsize=13, arrowsize=0.8]
  s1 [label="State 1, initial\\l  x  0\\l", peripheries=2]
  s2 [label="State 2, initial\\l  x  1\\l", peripheries=2]
  s3 [label="State 3, violates Small\\l  x  2\\l", style=filled, fillcolor="#ffd5d5"]
  s4 [label="State 4, deadlock, violates Small\\l  x  3\\l", style=filled, fillcolor="#ffd5d5"]
  s1 -> s2 [label=" Up, Jump\\l", color="#0072b2", fontcolor="#0072b2"]
  s2 -> s3 [label=" Up\\l", color="#0072b2", fontcolor="#0072b2"]
  s3 -> s4 [label=" Up\\l", color="#0072b2", fontcolor="#0072b2"]
}
`);
    expect(world.read("out/Steps/graph.svg")).toContain("<svg");
  });

  it("says why there is nothing to see", async () => {
    const world = new World({ "Steps.tla": SPEC.replace("\\in {0, 1}", "\\in {}"), "Steps.cfg": CFG });
    const { out } = await world.run("graph Steps.tla");
    expect(out).toBe("0 states, 0 steps, since there is no initial state: out/Steps/graph.svg, out/Steps/graph.dot\n");
  });

  it("leaves out what a constraint excludes, whose only successor is no deadlock", async () => {
    const world = new World({ "Steps.tla": SPEC, "Steps.cfg": `${CFG}CONSTRAINT Bound\n` });
    expect((await world.run("graph Steps.tla --out pictures")).out).toContain("3 states, 2 steps: pictures/");
    expect(world.read("pictures/Steps/graph.dot")).not.toContain("deadlock");
  });

  it("knows the level, the action and the way of each state, as a search does", async () => {
    const spec = `---- MODULE Levels ----
EXTENDS Integers, TLC, TLCExt
VARIABLE x
Init == x = 0
Up == x' = x + 1
Down == TLCGet("level") > 1 /\\ x' = x - 1
Next == Up \\/ Down
Near == TLCGet("level") < 4
Way == Len(Trace) = TLCGet("level") /\\ TLCGet("action").name = (IF x = 0 THEN "Initial predicate" ELSE "Up")
====
`.replace("TLCExt", "TLCExt, Sequences");
    const world = new World({
      "Levels.tla": spec,
      "Levels.cfg": "INIT Init\nNEXT Next\nCONSTRAINT Near\nINVARIANT Way\n",
    });
    expect((await world.run("graph Levels.tla")).out).toContain("3 states, 4 steps: ");
    expect(world.read("out/Levels/graph.dot")).not.toContain("violates");
    expect((await world.run("check Levels.tla")).out).toContain("3 distinct");
  });

  it("draws many steps as straight lines, which takes seconds where curves take minutes", async () => {
    const spec = `---- MODULE Many ----
EXTENDS Integers
VARIABLE x
Init == x = 0
Next == x' \\in 0..(N - 1)
====
`;
    const dot = async (states: number): Promise<string> => {
      const world = new World({
        "Many.tla": spec.replace("N - 1", `${states - 1}`),
        "Many.cfg": "INIT Init\nNEXT Next\n",
      });
      await world.run("graph Many.tla");
      return world.read("out/Many/graph.dot") ?? "";
    };
    expect(await dot(16)).toContain("graph [splines=line, ");
    expect(await dot(5)).toContain("graph [rankdir=TB, ");
  });

  it("calls a state without successors an end where that is no error", async () => {
    const world = new World({ "Steps.tla": SPEC, "Steps.cfg": CFG });
    await world.run("graph Steps.tla --no-deadlock");
    expect(world.read("out/Steps/graph.dot")).toContain("State 4, end, violates Small");
  });

  it("draws nothing where there are too many states, or something cannot be evaluated", async () => {
    const world = new World({
      "Steps.tla": SPEC,
      "Steps.cfg": CFG,
      "Bad.tla": SPEC.replace("Steps", "Bad").replace("x < 3 ", "x.a "),
      "Bad.cfg": CFG,
    });
    const many = await world.run("graph Steps.tla --max-states 3");
    expect(many).toMatchObject({ exitCode: 30 });
    expect(many.out).toContain("more than 3 states: give its constants smaller values, or draw more with --max-states");
    const bad = await world.run("graph Bad.tla");
    expect(bad.exitCode).toBe(75);
    expect(bad.out).toMatch(/Bad\.tla:5:\d+: error E4\d\d/);
    expect(() => world.read("out/Steps/graph.dot")).toThrow();
  });

  it("draws states as one that a view does not tell apart", async () => {
    const world = new World({ "Steps.tla": SPEC, "Steps.cfg": CFG });
    const { exitCode, out } = await world.run("graph Steps.tla --view x>1 --view x=0 --max-states 3");
    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: "3 states, 2 steps: out/Steps/graph.svg, out/Steps/graph.dot\n",
    });
    const dot = world.read("out/Steps/graph.dot");
    expect(dot).toContain("Steps.tla with Steps.cfg, by x>1, x=0\\l");
    expect(dot).toContain('s1 [label="State 1, initial\\l  x>1  FALSE\\l  x=0  TRUE\\l", peripheries=2]');
    expect(dot).toContain('s3 [label="State 3, deadlock, violates Small\\l');
    expect(dot).toContain('s1 -> s2 [label=" Up, Jump\\l"');
    expect(dot).not.toContain("s3 -> s3");
  });

  it("says that it draws states which check takes for one", async () => {
    const world = new World({ "Steps.tla": SPEC, "Steps.cfg": `${CFG}VIEW Small\n` });
    const { exitCode, out, note } = await world.run("graph Steps.tla");
    expect([exitCode, out.split(",")[0]]).toEqual([0, "4 states"]);
    expect(note).toContain("each state is drawn, also where VIEW or SYMMETRY take several for one, as check counts");
    const plain = new World({ "Steps.tla": SPEC, "Steps.cfg": CFG });
    expect((await plain.run("graph Steps.tla")).note).toBe("");
  });

  it("refuses a view of steps, of what is unknown, and one that tells too much apart", async () => {
    const world = new World({ "Steps.tla": SPEC, "Steps.cfg": CFG });
    expect(await world.run("graph Steps.tla --view x'")).toMatchObject({ exitCode: 2 });
    expect(await world.run("graph Steps.tla --view y")).toMatchObject({ exitCode: 150 });
    expect(await world.run("graph Steps.tla --view x[1]")).toMatchObject({ exitCode: 75 });
    expect(await world.run("graph Steps.tla --view x --max-states 2")).toMatchObject({ exitCode: 30 });
  });

  it("refuses a module with several configurations, and what cannot be read", async () => {
    const world = new World({ "Steps.tla": SPEC, "Steps.a.cfg": "", "Steps.b.cfg": "" });
    expect(await world.run("graph Steps.tla")).toMatchObject({ exitCode: 2 });
    expect(await world.run("graph None.tla")).toMatchObject({ exitCode: 150 });
  });
});

describe("a signal", () => {
  const program = new BundledProgram();

  const dense = (step: string): World =>
    new World({
      "Dense.tla": `---- MODULE Dense ----\nEXTENDS Integers\nVARIABLE x\nInit == x = 0\nNext == ${step}\n====\n`,
      "Dense.cfg": CFG.replace("INVARIANT Small\n", ""),
    });

  it("ends the command while states are looked for", async () => {
    const controller = new AbortController();
    let polls = 0;
    const poll = (): void => {
      if (++polls === 500) controller.abort(130);
    };
    const { exitCode, out, note } = await dense("x' = x + 1").run("graph Dense.tla --max-states 100000", {
      poll,
      signal: controller.signal,
    });
    expect({ exitCode, out, note, polls }).toEqual({
      exitCode: 130,
      out: "",
      note: "everystate: interrupted\n",
      polls: 500,
    });
  });

  it("ends the command while Graphviz draws", async () => {
    const world = dense("\\E k \\in 1..12 : x' = (x * 7 + k * k * 13) % 499");
    const { child, ended } = program.start(world, ["graph", "Dense.tla", "--max-states", "1000"]);
    // The text is written before it is drawn.
    while (!existsSync(join(world.directory, "out/Dense/graph.dot"))) await setTimeout(20);
    await setTimeout(1000);
    expect(child.exitCode).toBe(null);
    const start = performance.now();
    child.kill("SIGINT");
    const { code, note } = await ended;
    expect(code).toBe(130);
    expect(performance.now() - start).toBeLessThan(2500);
    expect(note).toBe(
      "everystate: interrupted, so out/Dense/graph.svg was not drawn; out/Dense/graph.dot is written\n",
    );
  });

  it.skipIf(!existsSync("/proc/self/task"))("leaves no Graphviz behind when it is killed", async () => {
    const world = dense("x' \\in 0..60");
    const { child, ended } = program.start(world, ["graph", "Dense.tla"]);
    const children = (): string =>
      readdirSync(`/proc/${child.pid}/task`)
        .map((task) => readFileSync(`/proc/${child.pid}/task/${task}/children`, "utf8"))
        .join("");
    while (children() === "") await setTimeout(20);
    const graphviz = children().trim();
    // By then it has read what it is to draw.
    await setTimeout(2000);
    child.kill("SIGKILL");
    await ended;
    // It takes minutes by itself.
    for (let turn = 0; turn < 500 && existsSync(`/proc/${graphviz}`); turn++) await setTimeout(20);
    expect(existsSync(`/proc/${graphviz}`)).toBe(false);
  });
});
