import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COUNTER, counterConfig, World } from "./world.ts";

const STATES = { initial: 1, generated: 5, distinct: 4, depth: 4 };

/** A run of the counter up to 3, with what is recorded about its properties. */
function run(config: string, environment: string, variant: string | null, below2: boolean) {
  return {
    spec: "Counter.tla",
    config,
    row: "C0 Count",
    ...(variant === null ? {} : { variant }),
    environment,
    profile: "fast",
    states: below2 ? STATES : { ...STATES, generated: 3, distinct: 2, depth: 2 },
    properties: [
      ...(below2
        ? [{ name: "Below2", status: "violated", states: 3, loop: null }]
        : [{ name: "Below2", status: "holds" }]),
      { name: "Deadlock", status: "holds" },
      { name: "TypeOK", status: "holds" },
    ],
  };
}

function folder(columns: object[]): World {
  const runs = [
    run("Counter.mild.cfg", "mild", null, false),
    run("Counter.rough.cfg", "rough", null, true),
    run("Counter.odd.cfg", "rough", "odd", true),
  ];
  return new World({
    "specs/Counter.tla": COUNTER,
    "specs/Counter.mild.cfg": counterConfig(1, "INVARIANTS TypeOK Below2"),
    "specs/Counter.rough.cfg": counterConfig(3, "INVARIANTS TypeOK Below2"),
    "specs/Counter.odd.cfg": counterConfig(3, "INVARIANTS TypeOK Below2"),
    "specs/verdicts.json": JSON.stringify({ version: 1, columns, runs }),
  });
}

const COLUMNS = [
  { title: "Mild", property: "Below2", environments: ["mild"] },
  { title: "Rough", property: "Below2", environments: ["rough"] },
  { title: "Weakest", property: "Below2", environments: ["mild", "rough"] },
  { title: "Types", property: "TypeOK", environments: ["mild", "rough"] },
  { title: "Absent", property: "Live", environments: ["mild"] },
];

describe("the matrix of a gate with columns", () => {
  it("has a row per design and a cell per column, and lists the variants", async () => {
    expect((await folder(COLUMNS.slice(0, -1)).run("gate specs")).exitCode).toBe(0);
    const { exitCode, out } = await folder(COLUMNS).run("gate specs --verbose");
    expect(exitCode).toBe(20);
    expect(out).toContain("drift: column Absent: no recorded run has a property Live in mild\n");
    expect(out).toContain("          Mild   Rough       Weakest  Types  Absent\n");
    expect(out).toContain("C0 Count  holds  violated 3  mild     rough  n/a\n");
    expect(out).toContain("C0 Count, odd (rough): Below2 violated 3; holds TypeOK, Deadlock\n");
  });

  it("is written with links to the diagrams", async () => {
    const world = folder(COLUMNS);
    await world.run("gate specs");
    const page = world.read("out/specs/matrix.md");
    expect(page).toContain("[violated 3](Counter.rough/Below2.svg) | [mild](Counter.rough/Below2.svg) | rough | n/a |");
    expect(page).toContain("| C0 Count | odd | rough | [Below2 violated 3](Counter.odd/Below2.svg) |");
    expect(world.read("out/specs/Counter.rough/Below2.svg")).toContain("</svg>");
    expect(world.read("out/specs/matrix.svg")).toContain('<a href="Counter.rough/Below2.svg">');
  });

  it("has a dash for what holds by construction, which --update keeps", async () => {
    const world = folder(COLUMNS);
    const record = JSON.parse(world.read("specs/verdicts.json"));
    record.runs[0].properties[0].byConstruction = true;
    world.write("specs/verdicts.json", JSON.stringify(record));
    expect((await world.run("gate specs")).out).toContain("C0 Count  -     violated 3");
    await world.run("gate specs --update");
    expect(world.read("specs/verdicts.json")).toContain('"status": "holds", "byConstruction": true');
  });

  it("is no longer as recorded when a cell holds without a witness, where the record wants them", async () => {
    const world = folder(COLUMNS.slice(0, 2));
    const record = JSON.parse(world.read("specs/verdicts.json"));
    world.write("specs/verdicts.json", JSON.stringify({ ...record, witnesses: true }));
    const { exitCode, out } = await world.run("gate specs");
    expect(exitCode).toBe(20);
    expect(out).toContain("drift: C0 Count, Mild: holds, but no recorded run shows that it can fail\n");
    expect((await world.run("gate specs --update")).exitCode).toBe(0);
    expect(JSON.parse(world.read("specs/verdicts.json")).witnesses).toBe(true);
  });

  it("keeps columns and variants when the record is renewed", async () => {
    const world = folder(COLUMNS);
    const { exitCode } = await world.run("gate specs --update");
    expect(exitCode).toBe(0);
    const file = JSON.parse(world.read("specs/verdicts.json"));
    expect(file.columns).toEqual(COLUMNS);
    expect(file.runs.map(({ variant }: { variant?: string }) => variant)).toEqual([undefined, "odd", undefined]);
  });

  it("refuses a column without an environment", async () => {
    const { exitCode, out } = await folder([{ title: "T", property: "P", environments: [] }]).run("gate specs");
    expect(exitCode).toBe(151);
    expect(out).toContain("a column needs an environment");
  });
});

describe("the actions that no run takes", () => {
  it("are counted once for a module and a link to it", async () => {
    const idle = COUNTER.replace(/^Next ==.*$/m, (next) => `Never == x > Top /\\ x' = 0\n${next} \\/ Never`);
    const world = new World({
      "specs/Counter.tla": idle,
      "specs/Counter.all.cfg": counterConfig(3, "INVARIANT TypeOK"),
      "specs/linked/Counter.linked.cfg": counterConfig(3, "INVARIANT TypeOK"),
    });
    mkdirSync(join(world.directory, "specs/linked"), { recursive: true });
    symlinkSync("../Counter.tla", join(world.directory, "specs/linked/Counter.tla"));
    const { out } = await world.run("gate specs --update");
    expect(out.match(/actions that no run takes: (.*)\n/)?.[1]).toMatch(/^Never \(specs\/Counter\.tla:\d+:\d+\)$/);
  });
});
