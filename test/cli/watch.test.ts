import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COUNTER, counterConfig, World } from "./world.ts";

/** A command under way: what it has said so far, and how it ends. */
class Watching {
  out = "";
  note = "";
  readonly world: World;
  readonly ended: Promise<number>;
  private readonly interruption = new AbortController();
  private read = 0;

  constructor(world: World, words: string) {
    this.world = world;
    const context = {
      out: (text: string) => {
        this.out += text;
      },
      note: (text: string) => {
        this.note += text;
      },
      signal: this.interruption.signal,
    };
    this.ended = world.run(words, context).then(({ exitCode }) => exitCode);
  }

  /** What is written to stdout until `text` is part of it, since the last call. */
  async says(text: string): Promise<string> {
    await expect.poll(() => this.out.slice(this.read), { timeout: 20_000, interval: 20 }).toContain(text);
    const said = this.out.slice(this.read);
    this.read = this.out.length;
    return said;
  }

  /** Waits until it waits for files to be saved, for the time number `times`. */
  async waits(times: number): Promise<void> {
    await expect.poll(() => this.note.split("^C ends").length - 1, { timeout: 20_000, interval: 20 }).toBe(times);
  }

  /** Saves as many editors do: writes another file, and gives it the name. */
  replace(path: string, text: string): void {
    this.world.write(`${path}~`, text);
    renameSync(join(this.world.directory, `${path}~`), join(this.world.directory, path));
  }

  async end(): Promise<number> {
    this.interruption.abort(130);
    return await this.ended;
  }
}

const files = {
  "Counter.tla": COUNTER.replace("EXTENDS Naturals", "EXTENDS Naturals, Limit").replace("x < 2", "x < Most"),
  "Limit.tla": "---- MODULE Limit ----\nMost == 9\n====\n",
  "Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2"),
  "Other.tla": COUNTER.replace("MODULE Counter", "MODULE Other"),
  "Other.cfg": counterConfig(2, "INVARIANT TypeOK"),
};

describe("check --watch", () => {
  it("runs again what a saved file affects, and says what has changed, until it is interrupted", async () => {
    const watching = new Watching(new World(files), "check Counter.tla Other.tla --watch");
    expect(await watching.says("2 runs: 2 holds")).toContain("Counter.tla with Counter.cfg: holds");
    await watching.waits(1);
    expect(watching.note).toBe("watching 5 files; ^C ends\n");

    // A module that only one of them extends, saved by another file in its place.
    watching.replace("Limit.tla", "---- MODULE Limit ----\nMost == 2\n====\n");
    await watching.waits(2);
    const violated = await watching.says("violated   Below2");
    expect(violated).toMatch(/^\nLimit.tla saved\nBelow2 is violated: 3 states/);
    expect(violated).toMatch(
      /Counter.tla with Counter.cfg: violated\n {2}violated {3}Below2 {2}invariant, trace of 3 states\n$/,
    );

    // What changes nothing that is known.
    watching.world.write("Limit.tla", "---- MODULE Limit ----\nMost == (2)\n====\n");
    await watching.waits(3);
    expect(await watching.says("Counter.cfg")).toBe(
      "\nLimit.tla saved\nCounter.tla with Counter.cfg: violated, no verdict has changed\n",
    );

    // A text that is wrong for a while, and the configuration.
    watching.world.write("Limit.tla", "---- MODULE Limit ----\nMost == \n====\n");
    await watching.waits(4);
    expect(await watching.says("Limit.tla:")).toContain(
      "Counter.tla with Counter.cfg: not checked\nLimit.tla:3:1: error E111",
    );
    watching.replace("Limit.tla", "---- MODULE Limit ----\nMost == 2\n====\n");
    await watching.waits(5);
    expect(await watching.says("Counter.cfg")).toContain(
      "Counter.tla with Counter.cfg: violated, no verdict has changed\n",
    );
    watching.world.write("Counter.cfg", counterConfig(1, "INVARIANT Below2"));
    await watching.waits(6);
    expect(await watching.says("no longer")).toContain(
      "Counter.tla with Counter.cfg: holds\n  holds      Below2  invariant\n  no longer listed: TypeOK\n",
    );
    expect(watching.out.match(/^Other.tla with/gm)).toHaveLength(1);
    rmSync(join(watching.world.directory, "Limit.tla"));
    await watching.says("\nLimit.tla no longer there\nCounter.tla with Counter.cfg: not checked\n");
    expect(await watching.end()).toBe(130);
  });

  it("sees files come and go, and leaves a search whose text is saved meanwhile", async () => {
    const endless = { "s/Counter.tla": COUNTER, "s/Counter.a.cfg": counterConfig(1e9, "INVARIANT TypeOK") };
    const world = new World({ "s/Counter.tla": COUNTER, "s/Counter.a.cfg": counterConfig(2, "INVARIANT TypeOK") });
    const watching = new Watching(world, "check s --watch --quiet --report json=r.json");
    await watching.says("Counter.a.cfg: holds");
    world.write("s/Counter.a.cfg", endless["s/Counter.a.cfg"]);
    await watching.says("saved");
    world.write("s/Counter.a.cfg", counterConfig(1, "INVARIANT TypeOK"));
    await watching.says("no verdict has changed");
    world.write("s/Counter.b.cfg", counterConfig(3, "INVARIANT TypeOK"));
    expect(await watching.says("Counter.b.cfg: holds")).toContain("holds      TypeOK");
    renameSync(join(world.directory, "s/Counter.b.cfg"), join(world.directory, "s/Counter.b.old"));
    await watching.says("s/Counter.tla with s/Counter.b.cfg: no longer there");
    expect(await watching.end()).toBe(130);
    expect(watching.note).toBe("");
    expect(JSON.parse(world.read("r.json")).results).toHaveLength(1);
  });

  it("counts and explains each run anew", async () => {
    const watching = new Watching(new World(files), "check Counter.tla --watch --coverage --explain");
    const first = await watching.says("How the run was evaluated");
    expect(first).toContain("enabled 3 times, 3 new states");
    await watching.waits(1);
    watching.world.write("Counter.cfg", counterConfig(5, "INVARIANTS TypeOK Below2"));
    await watching.waits(2);
    const again = await watching.says("How the run was evaluated");
    expect(again).toContain("enabled 5 times, 5 new states");
    expect(await watching.end()).toBe(130);
  });

  it("goes without --json", async () => {
    const { exitCode, note } = await new World(files).run("check Counter.tla --watch --json");
    expect([exitCode, note]).toEqual([2, expect.stringContaining("--watch says what changes")]);
  });
});
