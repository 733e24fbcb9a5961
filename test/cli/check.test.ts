import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COUNTER, counterConfig, World } from "./world.ts";

const counter = (config: string): World => new World({ "specs/Counter.tla": COUNTER, "specs/Counter.cfg": config });

describe("everystate check", () => {
  it("says that all holds, with 0", async () => {
    const { exitCode, out, note } = await counter(counterConfig(3, "INVARIANT TypeOK")).run("check specs/Counter.tla");
    expect([exitCode, note]).toEqual([0, ""]);
    expect(out.split("\n")[0]).toBe("specs/Counter.tla with specs/Counter.cfg: holds");
    expect(out).toContain("5 generated, 4 distinct (1 initial), depth 4");
    expect(out.trimEnd().split("\n").at(-1)).toBe("everystate 1.2.3: everystate check specs/Counter.tla");
  });

  it("shows a violation, writes its files and ends with its code", async () => {
    const world = counter(counterConfig(3, "INVARIANTS TypeOK Below2"));
    const { exitCode, out } = await world.run("check specs/Counter.tla");
    expect(exitCode).toBe(12);
    expect(out).toContain("Below2 is violated: 3 states");
    expect(out).toContain("diagram: out/specs/Counter/Below2.svg");
    expect(world.read("out/specs/Counter/Below2.txt")).toContain("3. Up  specs/Counter.tla:6:1\n       x: 1 -> 2\n");
    expect(world.read("out/specs/Counter/Below2.dot")).toContain("digraph");
    expect(world.read("out/specs/Counter/Below2.svg")).toContain("</svg>");
    expect(out).toContain("lanes:   out/specs/Counter/Below2.lanes.svg");
    expect(world.read("out/specs/Counter/Below2.lanes.svg")).toContain("Below2 is violated in state 3");
    expect(existsSync(join(world.directory, "out/specs/Counter/TypeOK.svg"))).toBe(false);
  });

  it("says of a step that ALIAS does not show that nothing of what it shows changed", async () => {
    const world = new World({
      "Hidden.tla": `---- MODULE Hidden ----
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == x' = x + 1 /\\ y' = IF x > 0 THEN 1 ELSE 0
Small == x < 3
Shown == [y |-> y]
====
`,
      "Hidden.cfg": "INIT Init\nNEXT Next\nINVARIANT Small\nALIAS Shown\n",
    });
    const { out } = await world.run("check Hidden.tla");
    expect(out).toContain("   2. Next  Hidden.tla:5:1\n       nothing that ALIAS shows changed\n   3. Next");
    expect(world.read("out/Hidden/Small.svg")).toContain("nothing that ALIAS shows changed");
    world.write("Hidden.cfg", "INIT Init\nNEXT Next\nINVARIANT Small\n");
    expect((await world.run("check Hidden.tla")).out).not.toContain("nothing");
  });

  it("removes the files of what is no longer violated, and keeps others", async () => {
    const world = counter(counterConfig(3, "INVARIANTS TypeOK Below2"));
    await world.run("check specs/Counter.tla --out elsewhere");
    world.write("elsewhere/specs/Counter/mine.txt", "mine");
    world.write("specs/Counter.cfg", counterConfig(1, "INVARIANTS TypeOK Below2"));
    expect((await world.run("check specs/Counter.tla --out elsewhere")).exitCode).toBe(0);
    expect(existsSync(join(world.directory, "elsewhere/specs/Counter/Below2.svg"))).toBe(false);
    expect(existsSync(join(world.directory, "elsewhere/specs/Counter/Below2.lanes.svg"))).toBe(false);
    expect(world.read("elsewhere/specs/Counter/mine.txt")).toBe("mine");
  });

  it("draws the way to an evaluation that fails, until it fails no more", async () => {
    const failing = COUNTER.replace("x < 2", 'x < (IF x = 2 THEN "two" ELSE 2)');
    const world = new World({ "Counter.tla": failing, "Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2") });
    const { exitCode, out } = await world.run("check Counter.tla --report itf=traces --report html=page.html");
    expect(exitCode).toBe(76);
    expect(out).toContain("diagram: out/Counter/evaluation-failure.svg");
    expect(world.read("out/Counter/evaluation-failure.txt")).toContain("It failed after this trace of 3 states:\n");
    for (const ending of [".svg", ".lanes.svg"]) {
      const picture = world.read(`out/Counter/evaluation-failure${ending}`);
      expect(picture).toContain("an evaluation failed: 3 states");
      expect(picture).toMatch(/>Counter\.tla:\d+:\d+: E\d+: /);
    }
    expect(world.read("out/Counter/evaluation-failure.svg")).toContain("(it failed here)");
    expect(world.read("out/Counter/evaluation-failure.dot")).toContain("State 3, it failed here");
    const traced: unknown = JSON.parse(world.read("traces/Counter/evaluation-failure.itf.json"));
    expect(traced).toMatchObject({ states: [{ x: 0 }, { x: 1 }, { x: 2 }] });
    const page = world.read("page.html");
    const [, anchor] = /href="#(t0-\d+)">an evaluation failed: 3 states</.exec(page) ?? [];
    expect(page).toContain(`<details class="trace" id="${anchor}"`);
    world.write("Counter.tla", COUNTER);
    world.write("Counter.cfg", counterConfig(3, "INVARIANT TypeOK"));
    expect((await world.run("check Counter.tla")).exitCode).toBe(0);
    expect(existsSync(join(world.directory, "out/Counter/evaluation-failure.svg"))).toBe(false);
  });

  it("warns when the files cannot be written, and keeps the verdict", async () => {
    const world = counter(counterConfig(3, "INVARIANT Below2"));
    world.write("out", "a file in the way");
    const { exitCode, note } = await world.run("check specs/Counter.tla");
    expect(exitCode).toBe(12);
    expect(note).toContain("warning W519: the trace of Below2 could not be written to out/specs/Counter/Below2.*");
    expect(note).not.toContain(world.directory);
  });

  it("shows how a temporal property is violated", async () => {
    const { exitCode, out } = await counter(counterConfig(3, "PROPERTY Live")).run("check specs/Counter.tla");
    expect(exitCode).toBe(13);
    expect(out).toContain("violated   Live      temporal, trace of 1 state, then nothing more\n");
    expect(out).toContain("      from here nothing more need ever happen (stuttering for ever)\n");
  });

  it("says why a temporal property is not decided, in the report itself", async () => {
    const world = new World({
      "Counter.tla": COUNTER.replace("<>(x = Top)", "\\EE y : y = x"),
      "Counter.cfg": counterConfig(3, "PROPERTY Live"),
    });
    const { exitCode, out } = await world.run("check Counter.tla");
    expect(exitCode).toBe(30);
    expect(out).toContain("not decided, for the reason given: Live");
    expect(out).toContain("error E360: Live is not checked: \\EE hides a variable");
  });

  it("looks for violations of behaviors early with --liveness-every", async () => {
    const world = counter(counterConfig(100_000, "PROPERTY Live"));
    const early = await world.run("check specs/Counter.tla --liveness-every 100 --json");
    const { states, properties } = JSON.parse(early.out).results[0];
    expect(early.exitCode).toBe(13);
    expect(states.distinct).toBeLessThan(50_000);
    expect(properties[0].trace.loop).toBe(1);
    expect((await world.run("check specs/Counter.tla --liveness-every 0")).exitCode).toBe(2);
  });

  it("says with --symmetry auto which sets are symmetric, and what tells others apart, in each report", async () => {
    const spec = [
      "---- MODULE Lock ----\nCONSTANTS Server, Value\nVARIABLES at, last",
      "Init == at = {} /\\ last = CHOOSE v \\in Value : TRUE",
      "Next == \\E s \\in Server, v \\in Value : at' = at \\cup {s} /\\ last' = v",
      "Few == at \\subseteq Server\n====\n",
    ].join("\n");
    const cfg = "INIT Init\nNEXT Next\nINVARIANT Few\nCONSTANTS Server = {s1, s2, s3} Value = {v1, v2}\n";
    const world = new World({ "Lock.tla": spec, "Lock.cfg": cfg });
    const { note, exitCode } = await world.run("check Lock.tla -q --symmetry auto --report html=Lock.html");
    expect([note, exitCode]).toMatchInlineSnapshot(`
      [
        "note W624: symmetry: Server, 3 values, 6 permutations: nothing that is checked tells them apart
      Lock.tla:4:27: note W625: no symmetry of Value: this CHOOSE may prefer one of them
          Init == at = {} /\\ last = CHOOSE v \\in Value : TRUE
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^
      ",
        0,
      ]
    `);
    const { results } = JSON.parse((await world.run("check Lock.tla --symmetry auto --json")).out);
    expect(results[0].states.distinct).toBe(7);
    expect(results[0].properties[0]).toMatchObject({ status: "holds", within: [] });
    expect(results[0].diagnostics).toMatchInlineSnapshot(`
      [
        {
          "code": "W624",
          "location": null,
          "message": "symmetry: Server, 3 values, 6 permutations: nothing that is checked tells them apart",
          "notes": [],
          "severity": "note",
        },
        {
          "code": "W625",
          "location": "Lock.tla:4:27",
          "message": "no symmetry of Value: this CHOOSE may prefer one of them",
          "notes": [],
          "severity": "note",
        },
      ]
    `);
    const page = world.read("Lock.html");
    for (const { message } of results[0].diagnostics) expect(page).toContain(message);
  });

  it("ends with 30 when a budget runs out", async () => {
    const world = counter(counterConfig(100_000, "INVARIANT TypeOK"));
    for (const budget of ["--max-states 50", "--max-depth 50"]) {
      const { exitCode, out, note } = await world.run(`check specs/Counter.tla ${budget}`);
      expect(exitCode).toBe(30);
      expect(out).toContain("50 distinct");
      expect(note).toContain("W605");
    }
    expect((await world.run("check specs/Counter.tla --max-memory 1k")).exitCode).toBe(30);
    expect((await world.run("check specs/Counter.tla --max-time 1ms")).exitCode).toBe(30);
  });

  it("knows --no-deadlock and --fail-fast", async () => {
    const stuck = COUNTER.replace("Next == Up \\/ Again", "Next == Up");
    const world = new World({ "Counter.tla": stuck, "Counter.cfg": counterConfig(3, "INVARIANTS Below2 TypeOK") });
    const { out } = await world.run("check Counter.tla");
    expect(out).toContain("violated   Deadlock");
    expect(out).toContain("If it should go on: everystate why, with --action and a name, says\n");
    expect(out).toContain("If it may end there: --no-deadlock, CHECK_DEADLOCK FALSE in the\n      configuration");
    expect((await world.run("check Counter.tla --no-deadlock")).out).not.toContain("Deadlock");
    const fast = await world.run("check Counter.tla --fail-fast");
    expect(fast.out).toContain("unchecked  TypeOK");
    expect(fast.exitCode).toBe(12);
  });

  it("prints one JSON document and nothing else on stdout", async () => {
    const printing = COUNTER.replace("EXTENDS Naturals", "EXTENDS Naturals, TLC").replace(
      "Init == x = 0",
      'Init == x = 0 /\\ PrintT("hello")',
    );
    const world = new World({ "Counter.tla": printing, "Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2") });
    const { exitCode, out, note } = await world.run("check Counter.tla --json");
    const document = JSON.parse(out);
    expect([document.tool, document.version, document.exitCode, exitCode]).toEqual(["everystate", "1.2.3", 12, 12]);
    expect(document.results.length).toBe(1);
    const [{ properties, states }] = document.results;
    expect(states).toEqual({ initial: 1, generated: 5, distinct: 4, depth: 4 });
    expect(properties[1].trace.states.map((state: { values: object }) => state.values)).toEqual([
      { x: 0 },
      { x: 1 },
      { x: 2 },
    ]);
    expect(note).toContain("hello");
  });

  it("checks all configurations beside a spec, and lets the worst decide", async () => {
    const world = new World({
      "Counter.tla": COUNTER,
      "Counter.good.cfg": counterConfig(1, "INVARIANT Below2"),
      "Counter.bad.cfg": counterConfig(5, "INVARIANT Below2"),
      "Counter.live.cfg": counterConfig(5, "PROPERTY Live"),
    });
    const { exitCode, out } = await world.run("check Counter.tla");
    expect(exitCode).toBe(12);
    expect(out.match(/^Counter.tla with .*$/gm)).toEqual([
      "Counter.tla with Counter.bad.cfg",
      "Counter.tla with Counter.bad.cfg: violated",
      "Counter.tla with Counter.good.cfg: holds",
      "Counter.tla with Counter.live.cfg",
      "Counter.tla with Counter.live.cfg: violated",
    ]);
    expect(out).toContain("3 runs: 2 violated, 1 holds");
  });

  it("tells a finding when it is found, once, and repeats the verdicts at the end", async () => {
    const world = new World({
      "Counter.tla": COUNTER,
      "Counter.cfg": counterConfig(5, "INVARIANT TypeOK", "INVARIANT Below2", "PROPERTY Live"),
    });
    const { out } = await world.run("check Counter.tla");
    const [below, live, verdicts] = ["Below2 is violated: 3 states", "Live is violated", "Counter.tla with"].map(
      (text) => {
        expect(out.split(text)).toHaveLength(2);
        return out.indexOf(text);
      },
    ) as [number, number, number];
    expect(below).toBeLessThan(live);
    expect(live).toBeLessThan(verdicts);
    expect(out.slice(verdicts)).toMatch(
      /^Counter.tla with Counter.cfg: violated\n {2}holds +TypeOK.*\n {2}violated +Below2.*\n {2}violated +Live.*\n/,
    );
    const told = await world.run("check Counter.tla", { told: ["Below2"] });
    expect(told.out).not.toContain("Below2 is violated");
    expect(told.out).toContain("Live is violated");
    expect(told.out).toContain("violated   Below2");
    const json = JSON.parse((await world.run("check Counter.tla --keep-going --json")).out);
    expect(json.results[0].stopped).toBe(null);
    expect(json.results[0].properties[1].trace.states).toHaveLength(3);
    const fast = JSON.parse((await world.run("check Counter.tla --fail-fast --json")).out);
    expect(fast.results[0].stopped).toBe("fail-fast");
  });

  it("searches depth-first where it has a bound, and marks what it finds", async () => {
    const world = new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3, "INVARIANT Below2") });
    const unbounded = await world.run("check Counter.tla --order depth");
    expect([unbounded.exitCode, unbounded.note]).toEqual([
      2,
      expect.stringContaining("--order depth needs --max-depth"),
    ]);
    const { exitCode, out } = await world.run("check Counter.tla --order depth --max-depth 3");
    expect(exitCode).toBe(12);
    expect(out).toContain("Below2 is violated: 3 states, perhaps not the fewest");
    const json = JSON.parse((await world.run("check Counter.tla --order depth --max-depth 9 --json")).out);
    expect(json.results[0].properties.map(({ shortest }: { shortest?: boolean }) => shortest)).toContain(false);
  });

  it("says which configurations of a folder belong to no module, and so are not checked", async () => {
    const world = new World({ "s/Counter.tla": COUNTER, "s/Counter.cfg": counterConfig(3) });
    expect((await world.run("check s")).note).not.toContain("no module");
    for (const name of ["Cuonter", "Other.x"]) world.write(`s/${name}.cfg`, counterConfig(3));
    const { exitCode, note } = await world.run("check s --json");
    expect(exitCode).toBe(0);
    expect(note).toContain("note: no module belongs to s/Cuonter.cfg and s/Other.x.cfg, so they are not checked\n");
  });

  it("takes several specs and several configurations", async () => {
    const world = new World({ "A.tla": COUNTER.replace("Counter", "A"), "B.tla": COUNTER.replace("Counter", "B") });
    for (const name of ["A.cfg", "B.cfg", "C.cfg"]) world.write(name, counterConfig(2));
    const named = (out: string): string[] =>
      [...out.matchAll(/^(.*) with (.*): holds$/gm)].map(([, spec, config]) => `${spec} ${config}`);
    expect(named((await world.run("check A.tla B.tla")).out)).toEqual(["A.tla A.cfg", "B.tla B.cfg"]);
    expect(named((await world.run("check A.tla --config C.cfg --config B.cfg")).out)).toEqual([
      "A.tla C.cfg",
      "A.tla B.cfg",
    ]);
    expect(named((await world.run("check --config C.cfg A.tla")).out)).toEqual(["A.tla C.cfg"]);
  });

  it("stops between runs when interrupted", async () => {
    const world = counter(counterConfig(3));
    const interruption = new AbortController();
    interruption.abort(130);
    const { out, exitCode } = await world.run("check specs/Counter.tla --json", { signal: interruption.signal });
    expect([exitCode, JSON.parse(out)]).toEqual([
      130,
      { tool: "everystate", version: "1.2.3", exitCode: 130, results: [] },
    ]);
  });
});

describe("bad input", () => {
  const utf16 = Buffer.from("\ufeff---- MODULE A ----\n====", "utf16le");
  const latin1 = (value: string) => {
    const text = `---- MODULE A ----\nEXTENDS Naturals \\* \u00e9\nVARIABLE x\nInit == x = ${value}\nNext == FALSE /\\ x' = x\n====\n`;
    return { "A.tla": Buffer.from(text, "latin1"), "A.cfg": "INIT Init\nNEXT Next" };
  };

  it.each<[string, Record<string, string | Uint8Array>, string, number, string]>([
    ["a missing spec", {}, "A.tla", 150, "error E510: there is no file or folder A.tla"],
    ["a missing configuration", {}, "A.any.cfg", 151, "error E510"],
    ["a spec named without .tla", { "A.tla": COUNTER }, "A", 150, "note: did you mean A.tla?"],
    ["a missing --config", { "A.tla": COUNTER }, "A.tla --config B.cfg", 151, "error E510: there is no file B.cfg"],
    [
      "a --config without .cfg",
      { "A.tla": COUNTER, "B.cfg": "INIT Init" },
      "A.tla --config B",
      151,
      "note: did you mean B.cfg?",
    ],
    [
      "a --config beside the spec",
      { "d/A.tla": COUNTER, "d/B.cfg": "INIT Init" },
      "d/A.tla --config B.cfg",
      151,
      "note: did you mean d/B.cfg?",
    ],
    ["a spec without configuration", { "A.tla": COUNTER }, "A.tla", 151, "error E515"],
    ["a spec in other capitals", { "Ab.tla": COUNTER }, "aB.tla", 150, "note: Ab.tla is there, but capitals count"],
    ["a name in other capitals", { "d/Ab.tla": COUNTER }, "d/AB", 150, "note: d/Ab.tla is there, but capitals count"],
    [
      "a --config in other capitals",
      { "A.tla": COUNTER, "B.cfg": "INIT Init" },
      "A.tla --config b.cfg",
      151,
      "note: B.cfg is there, but capitals count",
    ],
    [
      "a configuration beside the spec in other capitals",
      { "A.tla": COUNTER, "a.cfg": "INIT Init" },
      "A.tla",
      151,
      "note: a.cfg is there, but capitals count",
    ],
    [
      "a module of a configuration in other capitals",
      { "a.tla": COUNTER, "A.any.cfg": "INIT Init" },
      "A.any.cfg",
      150,
      "note: a.tla is there, but capitals count",
    ],
    ["an ending in capitals", { "A.TLA": COUNTER }, "A.TLA", 150, "note: these endings are written in small letters"],
    ["a configuration without module", { "A.any.cfg": "INIT Init" }, "A.any.cfg", 150, "error E516"],
    ["a folder without specs", { "d/readme.md": "hi" }, "d", 150, "error E514"],
    ["an empty spec", { "A.tla": "", "A.cfg": "" }, "A.tla", 150, "error E512: A.tla is empty"],
    ["a blank spec", { "A.tla": " \n", "A.cfg": "" }, "A.tla", 150, "error E512"],
    ["a binary spec", { "A.tla": new Uint8Array([0, 1, 2]), "A.cfg": "" }, "A.tla", 150, "error E513"],
    ["a spec in UTF-16", { "A.tla": utf16, "A.cfg": "" }, "A.tla", 150, "error E513"],
    ["a spec in Latin-1", latin1('"pr\u00e9" + 1'), "A.tla", 75, '"pr\u00e9"'],
    ["a name in Latin-1", latin1("\u00e9"), "A.tla", 150, "A.tla:4:13: error"],
    ["a binary configuration", { "A.tla": COUNTER, "A.cfg": new Uint8Array([0]) }, "A.tla", 151, "error E513"],
    ["a folder in place of a spec", { "A.tla/x": "", "A.cfg": "" }, "A.cfg", 150, "error E516"],
    ["a folder in place of a configuration", { "A.tla": COUNTER, "A.cfg/x": "" }, "A.tla", 151, "error E511"],
    ["another kind of file", { "A.txt": "hi" }, "A.txt", 150, "error E517"],
    ["a syntax error", { "A.tla": "---- MODULE A ----\nX == (1\n====\n", "A.cfg": "" }, "A.tla", 150, "A.tla:"],
    [
      "a mistake in the configuration",
      { "A.tla": COUNTER.replace("MODULE Counter", "MODULE A"), "A.cfg": "INIT Nope\nNEXT Next\nCONSTANT Top = 1" },
      "A.tla",
      151,
      "A.cfg:1:6: error",
    ],
  ])("%s", async (_, files, words, expected, message) => {
    const world = new World(files);
    const { exitCode, out } = await world.run(`check ${words}`);
    expect(out).toContain(message);
    expect(exitCode).toBe(expected);
    expect(out).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n/);
    expect(out).not.toContain(world.directory);
    const json = JSON.parse((await world.run(`check ${words} --json`)).out);
    expect([json.exitCode, json.results[0].outcome]).toEqual([expected, "error"]);
  });

  it("does not keep the others from being checked", async () => {
    const world = counter(counterConfig(3));
    const { exitCode, out } = await world.run("check nowhere.tla specs/Counter.tla");
    expect(exitCode).toBe(150);
    expect(out).toContain("specs/Counter.cfg: holds");
  });

  it.each([
    ["", "name a command"],
    ["frobnicate", "frobnicate"],
    ["check", "is missing"],
    ["check A.tla --nope", "nope"],
    ["check A.tla --workers 2 --order depth --max-depth 4", "--workers"],
    ["check A.tla --workers 0", "--workers"],
    ["check A.tla --workers x", "--workers takes a number such as 4, or auto"],
    ["check A.tla --engine fast", "Choices"],
    ["check A.tla --engine warp", "engine"],
    ["check A.tla --symmetry on", "symmetry"],
    ["check A.tla --max-time soon", '"soon"'],
    ["check A.tla --max-memory 4", "4g"],
    ["check A.tla --max-states 0", "--max-states"],
    ["check A.tla --max-depth 1.5", "--max-depth"],
    ["check d --config A.cfg", "--config"],
    ["check A.tla --seed abc", '--seed takes a whole number of at most 15 digits, not "abc"'],
    ["simulate A.tla --seed 1.5", "--seed"],
    ["check A.tla --fail-fast --keep-going", "--keep-going does nothing beside --fail-fast"],
    ["check A.tla --checkpoint-every 5m", "--checkpoint-every does nothing without --checkpoint or --resume"],
    [
      "check A.tla --order depth --max-depth 9 --liveness-every 9",
      "--liveness-every does nothing beside --order depth",
    ],
    ["parse A.tla --syntax-only --library d", "--library does nothing beside --syntax-only"],
    ["eval A.tla x --trace t --max-states 9 --no-deadlock", "--no-deadlock and --max-states do nothing beside --trace"],
    ["eval A.tla -x", "<expression> is missing; one that begins with - stands behind --"],
    ["check A.tla --max-time 1s --max-time 2s", "--max-time is given twice"],
    ["check A.tla --out a --out b", "--out is given twice"],
    ["gate", "is missing"],
    ["gate nowhere", "nowhere"],
    ["explore A.tla", "explore"],
  ])("a command line that makes no sense: %s", async (words, message) => {
    const { exitCode, out, note } = await new World({ "A.tla": COUNTER, "d/x": "" }).run(words);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(note).toContain(message);
    expect(note.trimEnd().split("\n").length).toBeLessThanOrEqual(3);
  });

  it("is a defect when the front end fails, not an outcome", async () => {
    const world = counter(counterConfig(3));
    const frontEnd = {
      parseTla: () => ({ diagnostics: [], summary: "" }),
      loadTlaModel: () => {
        throw new TypeError("undefined is not a function");
      },
    };
    await expect(world.run("check specs/Counter.tla", { frontEnd })).rejects.toThrow(TypeError);
  });
});

describe("help and version", () => {
  it.each([
    ["--version", "1.2.3"],
    ["--help", "everystate gate specs/vfio"],
    ["check --help", "--fail-fast"],
    ["check --help", "--library"],
    ["check --help", "--constant"],
    ["check --help", "--sweep"],
    ["parse --help", "--library"],
    ["gate --help", "--library"],
  ])("%s", async (words, text) => {
    const { exitCode, out, note } = await new World().run(words);
    expect([exitCode, note]).toEqual([0, ""]);
    expect(out).toContain(text);
  });
});

describe("a CONFIG section", () => {
  const own = `${COUNTER}
---- CONFIG Counter ----
${counterConfig(3, "INVARIANTS TypeOK Below2")}====
`;

  it("is the configuration of a module without another one", async () => {
    const world = new World({ "Counter.tla": own });
    const { exitCode, out } = await world.run("check Counter.tla");
    expect(exitCode).toBe(12);
    expect(out).toContain("Counter.tla: violated");
    expect(existsSync(join(world.directory, "out/Counter/Below2.svg"))).toBe(true);
  });

  it("gives way to a configuration beside the module", async () => {
    const world = new World({ "Counter.tla": own, "Counter.cfg": counterConfig(3, "INVARIANT TypeOK") });
    expect((await world.run("check Counter.tla")).exitCode).toBe(0);
    expect((await world.run("check Counter.tla --config Counter.tla")).exitCode).toBe(12);
  });

  it("counts in a folder, too, and in a gate", async () => {
    const world = new World({ "s/Counter.tla": own });
    expect((await world.run("check s")).exitCode).toBe(12);
    world.write("s/verdicts.json", '{ "version": 1, "runs": [] }');
    expect((await world.run("gate s")).out).toContain("drift: Counter.tla: not recorded\n");
    expect((await world.run("gate s --update")).exitCode).toBe(0);
    expect((await world.run("gate s")).exitCode).toBe(0);
    world.write("s/Counter.tla", own.replace("Below2\n====", "TypeOK\n===="));
    expect((await world.run("gate s")).exitCode).toBe(20);
    world.write("s/Counter.cfg", counterConfig(3));
    expect((await world.run("check s")).out).not.toContain("Counter.tla with Counter.tla");
  });

  it("is wrong at its own lines", async () => {
    const world = new World({ "Counter.tla": own.replace("INVARIANTS TypeOK", "INVARIANTS TypoOK") });
    const { exitCode, out } = await world.run("check Counter.tla");
    expect(exitCode).toBe(151);
    expect(out).toContain("Counter.tla:18:12: error");
  });
});
