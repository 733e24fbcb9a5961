/**
 * The seven ways in which gates around model checkers have gone green by accident, each tried on ours: five that were seen
 * in public repositories, and two more. None may end with 0.
 */

import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COUNTER, counterConfig, type Outcome, World } from "../cli/world.ts";

const BAD = counterConfig(3, "INVARIANTS TypeOK Below2");

/** A folder whose record is right: TypeOK holds, Below2 is violated, as is expected of it. */
async function recorded(spec = COUNTER): Promise<World> {
  const world = new World({
    "specs/Counter.tla": spec,
    "specs/Counter.bad.cfg": BAD,
    "specs/Counter.good.cfg": counterConfig(1, "INVARIANTS TypeOK Below2"),
  });
  expect((await world.run("gate specs --update")).exitCode).toBe(0);
  expect(await gate(world)).toMatchObject({ exitCode: 0 });
  return world;
}

async function gate(world: World, words = ""): Promise<Outcome> {
  return await world.run(`gate specs${words}`);
}

function edit(world: World, file: string, from: string, to: string): void {
  const text = world.read(`specs/${file}`);
  expect(text).toContain(from);
  world.write(`specs/${file}`, text.replace(from, to));
}

describe("1: the exit code is lost in a pipe", () => {
  it("nobody needs a pipe: the log, the summary and the results are written by the gate, which keeps its exit code", async () => {
    const world = await recorded();
    edit(world, "Counter.tla", "x < 2", "x < 1");
    const { exitCode } = await gate(
      world,
      " --report text=log.txt --report github=summary.md --report junit=results.xml --report json=all.json",
    );
    expect(exitCode).toBe(20);
    expect(world.read("log.txt")).toContain("Below2 is violated: 2 states");
    expect(world.read("summary.md")).toContain("Below2");
    expect(world.read("results.xml")).toContain("<failure");
    expect(JSON.parse(world.read("all.json")).exitCode).toBe(20);
  });

  it("a report that cannot be written is no success", async () => {
    const world = await recorded();
    expect((await gate(world, " --report text=specs/Counter.tla/log.txt")).exitCode).toBe(74);
  });
});

describe("2: a search that goes on after a violation ends with 0", () => {
  it("a violation that nobody expects is drift, and every other verdict is still there", async () => {
    const world = await recorded();
    edit(world, "Counter.tla", "x \\in 0..Top", "x \\in 0..Top - 1");
    const { exitCode, out } = await gate(world);
    expect(exitCode).toBe(20);
    expect(out).toContain("TypeOK: recorded holds, found violated, 4 states");
    expect((await world.run("check specs/Counter.bad.cfg --keep-going")).exitCode).toBe(12);
  });
});

describe("3: an expected failure is met by another failure", () => {
  const wrong: readonly (readonly [what: string, from: string, to: string, exitCode: number])[] = [
    ["a mistake in the text", "Below2 ==", "Below2 =", 150],
    ["an unknown name", "x < 2", "y < 2", 150],
    ["an evaluation that fails", "x < 2", "x.a < 2", 75],
    ["another property", "TypeOK == x \\in 0..Top\nBelow2 == x < 2", "TypeOK == x < 2\nBelow2 == x \\in 0..Top", 20],
    ["a longer way", "x < 2", "x < 3", 20],
  ];
  it.each(wrong)("%s is not the violation that is recorded", async (_what, from, to, exitCode) => {
    const world = await recorded();
    edit(world, "Counter.tla", from, to);
    expect(await gate(world)).toMatchObject({ exitCode });
  });

  it("a configuration that cannot be read is not, either", async () => {
    const world = await recorded();
    edit(world, "Counter.bad.cfg", "INVARIANTS", "INVARIANTZ");
    expect(await gate(world)).toMatchObject({ exitCode: 151 });
  });
});

describe("4: nothing is looked at, and so nothing is found", () => {
  it("an action that is gone is seen in the counts, though the expected violation is still there", async () => {
    const world = await recorded();
    edit(world, "Counter.tla", "Next == Up \\/ Again", "Next == Up");
    const { exitCode, out } = await gate(world);
    expect(exitCode).toBe(20);
    expect(out).toContain("Counter.bad.cfg: states: recorded 5 generated, found 4");
    expect(out).not.toContain("Below2: recorded violated");
  });

  it("a behavior that never begins is drift, whatever is recorded", async () => {
    const world = await recorded();
    edit(world, "Counter.tla", "Init == x = 0", "Init == x = 0 /\\ x = 1");
    expect((await gate(world)).out).toContain("no state satisfies the initial predicate, so nothing was checked");
    await world.run("gate specs --update");
    expect(await gate(world)).toMatchObject({ exitCode: 20 });
  });

  it("a profile without a run, a record without one, an empty record", async () => {
    const world = await recorded();
    expect(await gate(world, " --profile nightly")).toMatchObject({ exitCode: 20 });
    world.write("specs/verdicts.json", '{ "version": 1, "runs": [] }');
    expect(await gate(world)).toMatchObject({ exitCode: 20 });
    world.write("specs/verdicts.json", "");
    expect(await gate(world)).toMatchObject({ exitCode: 151 });
    const empty = new World({ "specs/verdicts.json": '{ "version": 1, "runs": [] }' });
    expect(await gate(empty)).toMatchObject({ exitCode: 20 });
    expect(await empty.run("gate spec")).toMatchObject({ exitCode: 2 });
  });
});

describe("5: a stale filter leaves the run out, and the summary says that all was verified", () => {
  it("a configuration that no run names, or whose file is gone, is drift in every profile", async () => {
    const world = await recorded();
    world.write("specs/Counter.other.cfg", BAD);
    rmSync(join(world.directory, "specs/Counter.bad.cfg"));
    for (const profile of ["fast", "nightly"]) {
      const { exitCode, out } = await gate(world, ` --profile ${profile}`);
      expect(exitCode).toBe(20);
      expect(out).toContain("Counter.bad.cfg: recorded, but Counter.bad.cfg does not exist");
      expect(out).toContain("Counter.other.cfg: not recorded");
      expect(out).not.toContain("all as recorded");
    }
  });

  it("the summary is made of the verdicts that were found", async () => {
    const world = await recorded();
    edit(world, "Counter.tla", "x \\in 0..Top", "x \\in 0..0");
    await gate(world, " --report github=summary.md");
    expect(world.read("summary.md")).toMatch(/violated.*TypeOK|TypeOK.*violated/);
  });

  it("verdicts that were kept count only for this text, this program and this folder", async () => {
    const world = await recorded();
    const kept = { program: () => "one" };
    await world.run("gate specs", kept);
    edit(world, "Counter.tla", "x < 2", "x < 1");
    expect(await world.run("gate specs", kept)).toMatchObject({ exitCode: 20 });
    const other = await recorded();
    edit(other, "Counter.tla", "x < 2", "x < 1");
    cpSync(join(world.directory, "out"), join(other.directory, "out"), { recursive: true });
    const { exitCode, out } = await other.run("gate specs", kept);
    expect([exitCode, out.includes("unchanged")]).toEqual([20, false]);
  });
});

describe("6: the question was made smaller", () => {
  const smaller: readonly (readonly [what: string, from: string, to: string, says: string])[] = [
    [
      "a property is gone",
      "INVARIANTS TypeOK Below2",
      "INVARIANT Below2",
      "TypeOK: recorded holds, but the run has no",
    ],
    ["a constant is smaller", "Top = 3", "Top = 2", "constant Top: recorded 3, found 2"],
    ["deadlock is not looked for", "INVARIANTS", "CHECK_DEADLOCK FALSE\nINVARIANTS", "Deadlock: recorded holds, but"],
    ["states are cut off", "INVARIANTS", "CONSTRAINT TypeOK\nINVARIANTS", "the configuration says something else"],
  ];
  it.each(smaller)("%s", async (_what, from, to, says) => {
    const world = await recorded();
    edit(world, "Counter.bad.cfg", from, to);
    const { exitCode, out } = await gate(world);
    expect(exitCode).toBe(20);
    expect(out).toContain(says);
  });
});

describe("7: a property that no change can break", () => {
  it("a cell of the matrix that holds needs a run that shows that it can fail", async () => {
    const world = await recorded();
    const record = JSON.parse(world.read("specs/verdicts.json"));
    const columns = ["TypeOK", "Below2"].map((property) => ({ title: property, property, environments: ["any"] }));
    for (const run of record.runs) {
      run.environment = "any";
      if (run.config === "Counter.bad.cfg") run.variant = "counts too far";
    }
    world.write("specs/verdicts.json", JSON.stringify({ ...record, columns, witnesses: true }));
    const { exitCode, out } = await gate(world);
    expect(exitCode).toBe(20);
    expect(out).toContain("Counter, TypeOK: holds, but no recorded run shows that it can fail");
    expect(out).not.toContain("Counter, Below2: holds, but");
  });

  it("planted slips name the property that notices none, and those that nothing notices", async () => {
    const world = await recorded(COUNTER.replace("TypeOK == x \\in 0..Top", "TypeOK == x = x"));
    const { exitCode, out } = await gate(world, " --mutate");
    expect(exitCode).toBe(21);
    expect(out).toMatch(/noticing nothing: .*TypeOK|which properties notice nothing is not known/);
    expect(out).toContain("survives");
  });
});
