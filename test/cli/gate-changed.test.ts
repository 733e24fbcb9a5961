import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { COUNTER, counterConfig, World } from "./world.ts";

const OTHER = `---- MODULE Other ----
EXTENDS Naturals, Json
VARIABLE y
Data == JsonDeserialize("data.json")
Init == y = Data[1]
Next == y' = 1 - y
====
`;

function git(world: World, words: string): void {
  const settings = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...settings, ...words.split(" ")], { cwd: world.directory, stdio: "ignore" });
}

/** Where the repository is kept that each test has a copy of. */
let made: string | null = null;

afterAll(() => {
  if (made !== null) rmSync(made, { recursive: true, force: true });
});

/** A repository with a commit `base` of three runs of two specs. */
async function repository(): Promise<World> {
  const world = new World();
  if (made === null) {
    const first = await firstRepository();
    made = mkdtempSync(join(tmpdir(), "everystate-"));
    cpSync(first.directory, made, { recursive: true });
  }
  cpSync(made, world.directory, { recursive: true });
  return world;
}

async function firstRepository(): Promise<World> {
  const world = new World({
    "specs/Counter.tla": COUNTER.replace("Naturals", "Sizes"),
    "specs/Sizes.tla": "---- MODULE Sizes ----\nEXTENDS Naturals\n====\n",
    "specs/Counter.bad.cfg": counterConfig(3, "INVARIANTS TypeOK Below2"),
    "specs/Counter.live.cfg": counterConfig(1, "PROPERTY Live"),
    "specs/Other.tla": OTHER,
    "specs/Other.cfg": "INIT Init\nNEXT Next\n",
    "specs/data.json": "[1]",
    ".gitignore": "out\n",
  });
  expect((await world.run("gate specs --update")).exitCode).toBe(0);
  git(world, "init -q");
  git(world, "add -A");
  git(world, "commit -q -m one");
  git(world, "tag base");
  return world;
}

async function touched(world: World): Promise<string[]> {
  const { exitCode, out } = await world.run("gate specs --changed base --json");
  expect([0, 20]).toContain(exitCode);
  return JSON.parse(out).results.map(({ config }: { config: string }) => config.replace("specs/", ""));
}

describe("gate --changed", () => {
  it("makes no run where nothing has changed, and says so", async () => {
    const world = await repository();
    const { exitCode, out } = await world.run("gate specs --changed base");
    expect(exitCode).toBe(0);
    expect(out).toContain("0 runs that the changes since base touch: all as recorded\n");
  });

  it.each([
    ["a module that is extended", "specs/Sizes.tla", ["Counter.bad.cfg", "Counter.live.cfg"]],
    ["a configuration", "specs/Counter.bad.cfg", ["Counter.bad.cfg"]],
    ["data that a text names", "specs/data.json", ["Other.cfg"]],
    ["something else", "README.md", []],
  ])("runs what a change of %s touches, committed or not", async (_what, file, runs) => {
    const world = await repository();
    const before = file === "README.md" ? "" : world.read(file);
    world.write(file, `${before}\n`);
    expect(await touched(world)).toEqual(runs);
    git(world, "add -A");
    git(world, "commit -q -m two");
    expect(await touched(world)).toEqual(runs);
  });

  it("runs what the record says something else about, and finds what is not recorded", async () => {
    const world = await repository();
    const record = world.read("specs/verdicts.json");
    world.write(
      "specs/verdicts.json",
      record.replace('"status": "violated", "states": 3', '"status": "violated", "states": 4'),
    );
    expect(world.read("specs/verdicts.json")).not.toBe(record);
    expect(await touched(world)).toEqual(["Counter.bad.cfg"]);
    expect((await world.run("gate specs --changed base")).exitCode).toBe(20);
    world.write("specs/verdicts.json", record);
    world.write("specs/Counter.new.cfg", counterConfig(2));
    expect((await world.run("gate specs --changed base")).out).toContain("Counter.new.cfg: not recorded");
  });

  it("counts a file that is gone, and not what the other branch has changed since", async () => {
    const world = await repository();
    git(world, "checkout -q -b side");
    rmSync(join(world.directory, "specs/Sizes.tla"));
    const { exitCode } = await world.run("gate specs --changed base");
    expect(exitCode).toBe(150);
    git(world, "checkout -q -- .");
    git(world, "checkout -q -b further base");
    world.write("specs/Other.tla", `${OTHER}\n`);
    git(world, "commit -q -a -m three");
    git(world, "checkout -q side");
    expect((await world.run("gate specs --changed further")).out).toContain("0 runs that the changes");
  });

  it("needs git, a repository and a commit", async () => {
    const world = new World({ "specs/verdicts.json": '{ "version": 1, "runs": [] }' });
    const outside = await world.run("gate specs --changed main");
    expect(outside).toMatchObject({ exitCode: 2 });
    expect(outside.note).toContain("--changed needs git, and this folder is in no repository of it");
    git(world, "init -q");
    expect((await world.run("gate specs --changed main")).note).toContain("git knows no commit main");
    expect((await world.run("gate specs --changed main --update")).exitCode).toBe(2);
  });
});
