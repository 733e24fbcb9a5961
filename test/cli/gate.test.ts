import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lookText, tableText } from "../../src/gate/index.ts";
import { quoted } from "../../src/report/index.ts";
import { COUNTER, counterConfig, World } from "./world.ts";

/** What is said of a liveness property without fairness. */
const WARNINGS = [
  "W612 Live says that something happens, but without fairness every behavior may stop anywhere; add WF_x(Next), or another fairness, to a SPECIFICATION",
];

const RUNS = {
  version: 1,
  runs: [
    {
      spec: "Counter.tla",
      config: "Counter.bad.cfg",
      row: "C",
      environment: "bad",
      profile: "fast",
      states: { initial: 1, generated: 5, distinct: 4, depth: 4 },
      properties: [
        { name: "Below2", status: "violated", states: 3, loop: null, why: "it counts to 3" },
        { name: "Deadlock", status: "holds" },
        { name: "TypeOK", status: "holds", why: "types" },
      ],
    },
    {
      spec: "Counter.tla",
      config: "Counter.live.cfg",
      row: "C",
      profile: "slow",
      states: { initial: 1, generated: 3, distinct: 2, depth: 2 },
      warnings: WARNINGS,
      properties: [
        { name: "Deadlock", status: "holds" },
        { name: "Live", status: "violated", states: 1, loop: 1, why: "nothing is fair" },
      ],
    },
  ],
};

type Recorded = typeof RUNS;

/** A folder of two recorded runs; `change` edits the record before it is written. */
function folder(change: (recorded: Recorded) => void = () => {}, files: Record<string, string> = {}): World {
  const recorded = structuredClone(RUNS);
  change(recorded);
  return new World({
    "specs/Counter.tla": COUNTER,
    "specs/Counter.bad.cfg": counterConfig(3, "INVARIANTS TypeOK Below2"),
    "specs/Counter.live.cfg": counterConfig(1, "PROPERTY Live"),
    "specs/verdicts.json": JSON.stringify(recorded, null, 2),
    ...files,
  });
}

describe("everystate gate", () => {
  it("is green when all is as recorded, and writes the diagrams", async () => {
    const world = folder();
    const { exitCode, out } = await world.run("gate specs --verbose");
    expect(exitCode).toBe(0);
    expect(out).toContain("Counter.bad.cfg: as recorded (5 generated, 4 distinct, depth 4");
    expect(out).not.toContain("Counter.live.cfg");
    expect(out).toContain("1 run: all as recorded\n");
    expect(world.read("out/specs/Counter.bad/Below2.svg")).toContain("</svg>");
  });

  it("runs another profile, with a recorded lasso", async () => {
    const { exitCode, out } = await folder().run("gate specs --profile slow --verbose");
    expect(exitCode).toBe(0);
    expect(out).toContain("Counter.live.cfg: as recorded");
    expect(out).not.toContain("Counter.bad.cfg");
  });

  it.each<[string, (recorded: Recorded) => void, string]>([
    [
      "a flipped violation",
      (r) => Object.assign(r.runs[0]!.properties[0]!, { status: "holds" }),
      "Below2: recorded holds, found violated, 3 states",
    ],
    [
      "a flipped success",
      (r) => Object.assign(r.runs[0]!.properties[2]!, { status: "violated", states: 1 }),
      "TypeOK: recorded violated, 1 state, found holds",
    ],
    [
      "another trace",
      (r) => Object.assign(r.runs[0]!.properties[0]!, { states: 4 }),
      "Below2: recorded violated, 4 states, found violated, 3 states",
    ],
    [
      "a loop",
      (r) => Object.assign(r.runs[0]!.properties[0]!, { loop: 2 }),
      "Below2: recorded violated, 3 states, then back to state 2",
    ],
    [
      "a qualifier",
      (r) => Object.assign(r.runs[0]!.properties[2]!, { within: ["constraint"] }),
      "TypeOK: recorded holds within the constraint, found holds",
    ],
    ["a count", (r) => Object.assign(r.runs[0]!.states, { generated: 6 }), "states: recorded 6 generated, found 5"],
    ["a property that is not recorded", (r) => void r.runs[0]!.properties.pop(), "TypeOK: not recorded, found holds"],
    [
      "a property that is gone",
      (r) => void r.runs[0]!.properties.push({ name: "Gone", status: "holds" }),
      "Gone: recorded holds, but the run has no such property",
    ],
    [
      "a run without its file",
      (r) => Object.assign(r.runs[1]!, { config: "Counter.gone.cfg" }),
      "Counter.gone.cfg: recorded, but Counter.gone.cfg does not exist",
    ],
    ["a configuration that no run names", (r) => void r.runs.pop(), "Counter.live.cfg: not recorded"],
    [
      "no run at all",
      (r) => void r.runs.map((run) => Object.assign(run, { profile: "slow" })),
      "no run belongs to the profile fast",
    ],
  ])("names as drift %s", async (_, change, message) => {
    const { exitCode, out } = await folder(change).run("gate specs");
    expect(exitCode).toBe(20);
    expect(out).toContain("drift: ");
    expect(out).toContain(message);
  });

  it("says why something recorded as unchecked is so", async () => {
    const recorded = (r: Recorded): void => {
      r.runs[1]!.warnings = [];
      r.runs[1]!.properties[1] = { name: "Live", status: "unchecked", reason: "unsupported" } as never;
    };
    const text = COUNTER.replace("<>(x = Top)", "\\EE y : y = x");
    const { exitCode, out } = await folder(recorded, { "specs/Counter.tla": text }).run("gate specs --profile slow");
    expect(out).toContain("error E360: Live is not checked");
    expect(exitCode).toBe(0);
  });

  it("does not take a parse error for a recorded failure", async () => {
    const { exitCode, out } = await folder(() => {}, {
      "specs/Counter.tla": "---- MODULE Counter ----\nX == (\n====",
    }).run("gate specs");
    expect(exitCode).toBe(150);
    expect(out).toContain("Counter.bad.cfg: failed");
  });

  it("does not take a failed evaluation for a recorded violation", async () => {
    const { exitCode } = await folder(() => {}, {
      "specs/Counter.tla": COUNTER.replace("Below2 == x < 2", 'Below2 == x < "a"'),
    }).run("gate specs");
    // In an initial state: 75, as in TLC.
    expect(exitCode).toBe(75);
  });

  it("is never green on nothing", async () => {
    const nothing = (recorded: Recorded): void => {
      Object.assign(recorded.runs[0]!, {
        states: { initial: 0, generated: 0, distinct: 0, depth: 0 },
        properties: ["Below2", "Deadlock", "TypeOK"].map((name) => ({ name, status: "unchecked" })),
      });
    };
    const { exitCode, out } = await folder(nothing, {
      "specs/Counter.tla": COUNTER.replace("x = 0\n", "x = 0 /\\ FALSE\n"),
    }).run("gate specs");
    expect(exitCode).toBe(20);
    expect(out).toContain("no state satisfies the initial predicate");
  });

  it("prints the matrix and the notes of the file", async () => {
    const { out } = await folder((recorded) => Object.assign(recorded, { notes: ["Live is for later."] })).run(
      "gate specs",
    );
    expect(out).toContain("   TypeOK  Below2      Deadlock\nC  holds   violated 3  holds\n");
    expect(out).toContain("Live is for later.\n");
  });
});

describe("what a gate prints", () => {
  it("is the table first, then the verdict, where the files are, and how to look at one counterexample", async () => {
    const { out, note } = await folder().run("gate specs");
    expect([out, note]).toEqual([
      [
        "   TypeOK  Below2      Deadlock",
        "C  holds   violated 3  holds",
        "1 run: all as recorded",
        "not made, as of another profile: 1 run (slow)",
        "1 of them do not pin their configuration: --update records it",
        "traces and diagrams are in out/specs",
        "one counterexample, Below2 of Counter.bad.cfg: out/specs/Counter.bad/Below2.lanes.svg",
        "  or as text: everystate check specs/Counter.bad.cfg",
        "",
      ].join("\n"),
      "",
    ]);
  });

  it("names the page of all counterexamples", async () => {
    const { out } = await folder().run("gate specs --report html=out/all.html");
    expect(out).toContain("\nall counterexamples on one page: out/all.html\none counterexample, ");
  });

  it("says on a terminal which of how many runs is under way", async () => {
    const { note } = await folder().run("gate specs", { interactive: true });
    expect(note).toContain("1/1 Counter.bad.cfg");
  });

  it("is one JSON document with --json, with the differences of each run", async () => {
    const wrong = (r: Recorded): void => void Object.assign(r.runs[0]!.states, { generated: 6 });
    const { exitCode, out } = await folder(wrong).run("gate specs --json");
    const answer = JSON.parse(out);
    const text = "states: recorded 6 generated, found 5";
    expect(answer).toMatchObject({ exitCode: 20, profile: "fast", differences: [{ config: "Counter.bad.cfg", text }] });
    expect([exitCode, answer.results[0].differences, answer.results[0].outcome]).toEqual([20, [text], "violated"]);
  });

  it("fits in 40 lines of 100 columns for a matrix of 13 rows and 21 columns", async () => {
    const cells = Array.from({ length: 13 * 21 }, (_, at) => ({
      row: `D${Math.floor(at / 21)} A name of 16`.padEnd(16, "x"),
      column: ["N1", "N3 coop.", "G2 up to"][at % 21] ?? `P${at % 21}`,
      text: at % 2 === 0 ? "holds" : "violated 11",
    }));
    const lines = tableText(cells, 100).split("\n");
    expect([lines.length <= 31, Math.max(...lines.map((line) => line.length)) <= 100]).toEqual([true, true]);
    expect(lines.at(-2)).toBe("x 4: violated, the shortest counterexample has 4 states");
    expect(tableText(cells, 400)).toContain("violated 11");
  });
});

describe("a gate cannot be hollow", () => {
  const pinned = async (): Promise<World> => {
    const world = folder();
    await world.run("gate specs --update");
    expect((await world.run("gate specs")).exitCode).toBe(0);
    return world;
  };

  it.each([
    [
      "lost a property",
      counterConfig(3, "INVARIANT TypeOK"),
      "Below2: recorded violated, but the run has no such property",
    ],
    ["gives a constant less", counterConfig(2, "INVARIANTS TypeOK Below2"), "constant Top: recorded 3, found 2"],
    [
      "lost the value of a constant",
      "SPECIFICATION Spec\nINVARIANTS TypeOK Below2\n",
      "constant Top: recorded 3, but the configuration gives it no value",
    ],
    [
      "switched a check off",
      counterConfig(3, "INVARIANTS TypeOK Below2", "CHECK_DEADLOCK FALSE"),
      "the configuration says something else than recorded, with the same constants",
    ],
  ])("when a configuration %s", async (_, config, sentence) => {
    const world = await pinned();
    world.write("specs/Counter.bad.cfg", config);
    const { exitCode, out } = await world.run("gate specs");
    expect(out).toContain(`drift: Counter.bad.cfg: ${sentence}\n`);
    expect(exitCode === 20 || exitCode === 151).toBe(true);
  });

  it("when a warning comes up that is not recorded", async () => {
    const { exitCode, out } = await folder((r) => void Object.assign(r.runs[1]!, { warnings: [] })).run(
      "gate specs --profile slow",
    );
    expect([exitCode, out.includes("drift: Counter.live.cfg: warning that is not recorded: W612 Live says")]).toEqual([
      20,
      true,
    ]);
  });

  it("finds the module of a configuration that is not recorded in a library", async () => {
    const world = new World({
      "lib/Counter.tla": COUNTER,
      "s/Counter.cfg": counterConfig(3, "INVARIANT TypeOK"),
      "s/verdicts.json": '{ "version": 1, "runs": [] }',
    });
    expect((await world.run("gate s --library lib")).out).toContain("drift: Counter.cfg: not recorded\n");
    expect((await world.run("gate s")).out).toContain("Counter.cfg: not recorded, and no module belongs to it\n");
  });

  it("finds the module of a configuration around it, as far as its own folder", async () => {
    const files = {
      "Counter.tla": COUNTER,
      "s/a/Counter.tla": COUNTER,
      "s/verdicts.json": '{ "version": 1, "runs": [] }',
    };
    const world = new World({
      ...files,
      "s/a/b/Counter.in.cfg": counterConfig(1, ""),
      "s/c/Counter.out.cfg": counterConfig(1, ""),
    });
    expect((await world.run("gate s --update")).exitCode).toBe(0);
    const { runs } = JSON.parse(world.read("s/verdicts.json")) as { runs: { spec: string; config: string }[] };
    expect(runs.map(({ spec, config }) => `${spec} ${config}`)).toEqual(["a/Counter.tla a/b/Counter.in.cfg"]);
    expect((await world.run("gate s")).out).toContain("c/Counter.out.cfg: not recorded, and no module belongs to it\n");
  });
});

describe("everystate gate --update", () => {
  it("records what is found, sorted, keeps every why, and is then green", async () => {
    const world = folder(
      (recorded) => {
        recorded.runs.reverse();
        Object.assign(recorded.runs[1]!.properties[0]!, { status: "holds" });
        Object.assign(recorded.runs[1]!.states, { generated: 99 });
      },
      { "specs/Counter.new.cfg": counterConfig(2, "INVARIANT TypeOK") },
    );
    const { exitCode, out } = await world.run("gate specs --update");
    expect([exitCode, out.trimEnd().split("\n")]).toEqual([
      0,
      [
        "changed: Counter.bad.cfg: its configuration is pinned now",
        "changed: Counter.bad.cfg: states: recorded 99 generated, found 5",
        "changed: Counter.bad.cfg: Below2: recorded holds, found violated, 3 states",
        "changed: Counter.new.cfg: new: TypeOK holds; Deadlock holds",
        "specs/verdicts.json: 2 runs recorded",
        "not made, as of another profile: 1 run (slow)",
      ],
    ]);
    const { version, runs } = JSON.parse(world.read("specs/verdicts.json"));
    expect(version).toBe(1);
    expect(runs.map((run: { config: string }) => run.config)).toEqual([
      "Counter.bad.cfg",
      "Counter.live.cfg",
      "Counter.new.cfg",
    ]);
    const { title: _, ...bad } = { title: null, ...RUNS.runs[0] };
    const pin = (top: string) => ({ hash: expect.stringMatching(/^[0-9a-f]{12}$/), constants: { Top: top } });
    expect(runs[0]).toEqual({ ...bad, configuration: pin("3") });
    expect(runs[1]).toEqual(RUNS.runs[1]);
    expect(runs[2]).toMatchObject({ spec: "Counter.tla", row: "Counter", profile: "fast", states: { generated: 4 } });
    expect((await world.run("gate specs")).exitCode).toBe(0);
    expect((await world.run("gate specs --profile slow")).exitCode).toBe(0);
  });

  it("makes the file where there is none, and drops runs without files", async () => {
    const world = folder((recorded) => Object.assign(recorded.runs[1]!, { config: "Counter.gone.cfg" }));
    await world.run("gate specs --update");
    const recorded = world.read("specs/verdicts.json");
    expect(recorded).not.toContain("gone");
    const other = new World({ "s/Counter.tla": COUNTER, "s/Counter.cfg": counterConfig(3, "INVARIANT TypeOK") });
    expect((await other.run("gate s --update")).exitCode).toBe(0);
    expect((await other.run("gate s")).exitCode).toBe(0);
  });

  it.each([
    ["a spec that cannot be read", COUNTER.replace("Next ==", "Next =="), "Init == (", 150],
    ["a failed evaluation", COUNTER, 'Below2 == x < "a"', 75],
    ["a run that checks nothing", COUNTER, "Init == x = 0 /\\ FALSE", 20],
  ])("refuses to record %s", async (_, text, line, code) => {
    const [name] = line.split(" ==");
    const world = folder(() => {}, { "specs/Counter.tla": text.replace(new RegExp(`^${name} ==.*$`, "m"), line) });
    const before = world.read("specs/verdicts.json");
    const { exitCode, out } = await world.run("gate specs --update");
    expect(exitCode).toBe(code);
    expect(out).toContain("not recorded: Counter.bad.cfg");
    expect(world.read("specs/verdicts.json")).toBe(before);
  });
});

describe("a qualifier", () => {
  const text = COUNTER.replace(
    "Live ==",
    "Fair == Spec /\\ WF_x(x < 2 /\\ Next)\nSmall == x < 3\nBack == (x = 1) ~> (x = 2)\nLive ==",
  );

  const world = (within: readonly string[] | null): World => {
    const back = { name: "Back", status: "holds", ...(within === null ? {} : { within }) };
    const states = { initial: 1, generated: 4, distinct: 3, depth: 3 };
    const properties = [back, { name: "Deadlock", status: "holds" }];
    const runs = [{ spec: "Counter.tla", config: "Counter.cfg", states, neverTaken: ["Again"], properties }];
    return new World({
      "s/Counter.tla": text,
      "s/Counter.cfg": "SPECIFICATION Fair\nCONSTANT Top = 9\nCONSTRAINT Small\nPROPERTY Back\n",
      "s/verdicts.json": JSON.stringify({ version: 1, runs }),
    });
  };

  it("that is not recorded is drift, and --update records it", async () => {
    const unrecorded = world(null);
    const { exitCode, out } = await unrecorded.run("gate s");
    expect(out).toContain("drift: Counter.cfg: Back: recorded holds, found holds within the constraint\n");
    expect(exitCode).toBe(20);
    expect((await unrecorded.run("gate s --update")).exitCode).toBe(0);
    expect(JSON.parse(unrecorded.read("s/verdicts.json")).runs[0].properties).toContainEqual({
      name: "Back",
      status: "holds",
      within: ["constraint"],
    });
    expect((await unrecorded.run("gate s")).exitCode).toBe(0);
  });

  it("is as recorded, stands in the matrix, and must be the right one", async () => {
    const { exitCode, out } = await world(["constraint"]).run("gate s");
    expect([exitCode, out.includes("holds (constraint)")]).toEqual([0, true]);
    expect((await world(["view"]).run("gate s")).exitCode).toBe(20);
    const bad = await world(["luck"]).run("gate s");
    expect(bad.out).toContain("within must be one of constraint, view, symmetry");
  });
});

describe("verdicts.json", () => {
  const good = JSON.stringify(RUNS, null, 2);

  it.each([
    ["{", "1:2", "expected a key in double quotes, found the end of the file"],
    ["", null, "empty"],
    ["[]", "1:1", "the file must be an object"],
    ['{"version": 2, "runs": []}', "1:13", "expected version 1"],
    ['{"version": 1}', "1:1", 'the file lacks "runs"'],
    ['{"version": 1, "runs": [], "extra": 1}', "1:37", 'the file has no "extra"'],
    ['{"version": 1, "version": 1, "runs": []}', "1:16", 'the key "version" is given twice'],
    ['{"version": 1, "runs": {}}', "1:24", "runs must be a list"],
    [good.replace('"Counter.tla"', '"../Counter.tla"'), "5:15", "spec must be a path inside the folder"],
    [good.replace('"generated": 5', '"generated": -5'), "12:22", "generated must be a whole number from 0"],
    [good.replace('"holds"', '"fine"'), "26:21", "status must be one of holds, violated, unchecked"],
    [good.replace('"states": 3,', ""), "17:9", "a violated property needs the number of its states"],
    [good.replace('"Counter.live.cfg"', '"Counter.bad.cfg"'), "35:5", "a second run of Counter.bad.cfg"],
    [good.replace('"TypeOK"', '"Below2"'), "28:9", "a second verdict on Below2"],
    [`${good}x`, null, "expected the end of the file"],
  ])("refuses %#", async (text, place, message) => {
    const { exitCode, out } = await folder(() => {}, { "specs/verdicts.json": text }).run("gate specs");
    expect(exitCode).toBe(151);
    expect(out).toContain(message);
    if (place !== null) expect(out).toContain(`specs/verdicts.json:${place}: error E518`);
  });

  it("must be there", async () => {
    const { exitCode, out } = await new World({ "s/Counter.tla": COUNTER }).run("gate s");
    expect([exitCode, out]).toEqual([
      151,
      "error E510: there is no file s/verdicts.json\n" +
        "note: everystate gate s --update records the verdicts of what lies there\n",
    ]);
  });
});

describe("options of a gate", () => {
  it.each([
    ["--row C", "--row does nothing without --mutate"],
    ["--mutate --update --code . --no-cache", "--update, --code and --no-cache do nothing beside --mutate"],
    ["--mutate --out there", "--out does nothing beside --mutate"],
    ["--mutate --profile night", "no run belongs to the profile night; there are runs of fast, slow"],
    ["--json --report annotations=-", "with --json stdout is for its one document"],
  ])("refuse to be idle: %s", async (options, message) => {
    const { exitCode, out, note } = await folder().run(`gate specs ${options}`);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(note).toContain(message);
  });

  it("cut runs off, which is then no verdict as recorded", async () => {
    const world = folder();
    const { exitCode, out } = await world.run("gate specs --max-states 2");
    expect(exitCode).toBe(20);
    expect(out).toContain("TypeOK: recorded holds, found unchecked (budget)");
    expect((await world.run("gate specs --max-states 2 --update")).exitCode).toBe(20);
    expect((await world.run("gate specs --max-states 9 --workers 1")).exitCode).toBe(0);
  });

  it("tell what is not asked about mutants, and that no change touches a run", async () => {
    const world = folder((r) => Object.assign(r.runs[1]!, { config: "Counter.gone.cfg", profile: "fast" }));
    const { note } = await world.run("gate specs --mutate");
    expect(note).toContain("no mutants: Counter.gone.cfg: recorded, but Counter.gone.cfg does not exist");
  });
});

describe("what a gate does not check", () => {
  it("is told of runs of other profiles, one of which may be misspelt", async () => {
    const { exitCode, out } = await folder().run("gate specs");
    expect(exitCode).toBe(0);
    expect(out).toContain("not made, as of another profile: 1 run (slow)\n");
    const none = await folder().run("gate specs --profile night");
    expect(none.exitCode).toBe(20);
    expect(none.out).toContain("drift: no run belongs to the profile night; there are runs of fast, slow");
  });

  it("is drift where a column of the matrix has no cell", async () => {
    const column = { title: "Two", property: "Below22", environments: ["bad"] };
    const world = folder((r) => Object.assign(r, { columns: [column] }));
    const { exitCode, out } = await world.run("gate specs");
    expect(exitCode).toBe(20);
    expect(out).toContain("drift: column Two: no recorded run has a property Below22 in bad\n");
    const right = folder((r) => Object.assign(r, { columns: [{ ...column, property: "Below2" }] }));
    expect((await right.run("gate specs")).exitCode).toBe(0);
  });

  it("is not recorded by an update: new runs have its profile, and are made", async () => {
    const world = folder(() => {}, { "specs/Counter.new.cfg": counterConfig(2, "INVARIANT TypeOK") });
    const { exitCode, out } = await world.run("gate specs --update --profile slow");
    expect(exitCode).toBe(0);
    expect(out).toContain("2 runs recorded\nnot made, as of another profile: 1 run (fast)\n");
    const { runs } = JSON.parse(world.read("specs/verdicts.json")) as Recorded;
    const added = runs.find(({ config }) => config === "Counter.new.cfg")!;
    expect([added.profile, added.states.distinct]).toEqual(["slow", 3]);
  });

  it("is told by an update that leaves drift, and nothing is recorded of nothing", async () => {
    const world = folder(() => {}, { "specs/Cuonter.bad.cfg": "" });
    const { exitCode, out } = await world.run("gate specs --update");
    expect(exitCode).toBe(0);
    expect(out).toContain("still drift: Cuonter.bad.cfg: not recorded, and no module belongs to it\n");
    const empty = new World({ "specs/readme": "" });
    const first = await empty.run("gate specs --update");
    expect([first.exitCode, first.out]).toEqual([
      20,
      "not recorded: there is no configuration whose module lies beside it or around it\n" +
        "specs/verdicts.json is left as it was\n",
    ]);
    expect((await empty.run("gate specs")).out).toContain("note: everystate gate specs --update records the verdicts");
  });
});

describe("where a gate writes", () => {
  it("is said as it is, and a command to look is one for a shell", async () => {
    const world = new World({ "my sp\u00e9cs/Counter.tla": COUNTER });
    world.write("my sp\u00e9cs/Counter.cfg", counterConfig(3, "INVARIANT Below2"));
    const run = (words: string, directory = world.directory) => world.run(words, { directory, arguments: [] });
    const link = "specs";
    symlinkSync(join(world.directory, "my sp\u00e9cs"), join(world.directory, link));
    await run("gate specs --update");
    world.write("sub/here", "");
    const { out } = await run("gate ../specs/", join(world.directory, "sub"));
    expect(out).toContain("traces and diagrams are in out/__/specs\n");
    expect(out).toContain("everystate check ../specs/Counter.cfg\n");
    expect(lookText([], "my specs")).toBe("");
    expect(quoted("my sp\u00e9cs/Counter.cfg")).toBe("'my sp\u00e9cs/Counter.cfg'");
  });

  it("is no defect where it cannot", async () => {
    const column = { title: "Two", property: "Below2", environments: ["bad"] };
    const world = folder((r) => Object.assign(r, { columns: [column] }));
    const { exitCode, out, note } = await world.run("gate specs --out specs/Counter.tla");
    expect(exitCode).toBe(74);
    expect(note).toContain(
      "everystate: specs/Counter.tla/specs/matrix.md cannot be written: a part of its path is not a folder",
    );
    expect(note).toContain("warning W519: the trace of Below2 could not be written");
    expect(out).toContain("1 run: all as recorded");
  });
});
