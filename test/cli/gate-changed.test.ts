import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
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
    expect(out).toContain("0 runs that the changes since base touch: nothing was checked\n");
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

  it("makes the runs whose files git does not look at, which may have changed", async () => {
    const world = await repository();
    world.write(".gitignore", "out\nSizes.tla\n");
    git(world, "rm -q --cached specs/Sizes.tla");
    git(world, "add .gitignore");
    git(world, "commit -q -m ignored");
    const since = await world.run("gate specs --changed HEAD");
    expect(since.out).toContain("2 runs that the changes since HEAD touch");
    git(world, "checkout -q base");
    expect(await touched(world)).toEqual([]);
    git(world, "update-index --skip-worktree specs/Other.tla");
    git(world, "update-index --assume-unchanged specs/Counter.bad.cfg");
    expect(await touched(world)).toEqual(["Counter.bad.cfg", "Other.cfg"]);
  });

  it("makes the runs of modules in a library outside of the repository, also behind a link", async () => {
    const world = await repository();
    const library = new World({ "Sizes.tla": "---- MODULE Sizes ----\nEXTENDS Naturals\n====\n" });
    git(world, "rm -q specs/Sizes.tla");
    git(world, "commit -q -m library");
    const { out } = await world.run(`gate specs --changed HEAD --library ${library.directory}`);
    expect(out).toContain("2 runs that the changes since HEAD touch");
    symlinkSync(join(library.directory, "Sizes.tla"), join(world.directory, "specs/Sizes.tla"));
    git(world, "add -A");
    git(world, "commit -q -m link");
    const linked = await world.run(`gate specs --changed HEAD --library ${library.directory}`);
    expect(linked.out).toContain("2 runs that the changes since HEAD touch");
  });

  it("sees what lies outside of the working directory, however git is set, and data with the ending of a cfg", async () => {
    const world = await repository();
    git(world, "config diff.relative true");
    world.write("sub/here", "");
    world.write("specs/Counter.live.cfg", counterConfig(1, "PROPERTY Live", "INVARIANT TypeOK"));
    const directory = join(world.directory, "sub");
    const { out } = await world.run("gate ../specs --changed base", { directory });
    expect(out).toContain("1 run that the changes since base touch");
    git(world, "checkout -q -- .");
    world.write("specs/Other.tla", OTHER.replace("data.json", "data.cfg"));
    world.write("specs/data.cfg", "[1]");
    git(world, "add -A");
    git(world, "commit -q -m data");
    world.write("specs/data.cfg", "[0]");
    expect((await world.run("gate specs --changed HEAD")).out).toContain("1 run that the changes since HEAD touch");
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
