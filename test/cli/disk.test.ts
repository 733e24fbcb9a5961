/** `check --disk`: the same is said as without, and a folder has one run at a time. */

import { existsSync, openSync, readdirSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "../../src/checker/index.ts";
import { DiskFolder } from "../../src/cli/disk-folder.ts";
import { invariant, tableModel } from "../checker/graph-model.ts";
import { tiny } from "../checker/memory-disk.ts";
import { CARDS } from "./cards.ts";
import { saidOf } from "./process.ts";
import { World } from "./world.ts";

const CONFIG = "INIT Init\nNEXT Next\nCONSTANT N = 7\nINVARIANT All\n";

const cards = (): World => new World({ "Cards.tla": CARDS, "Cards.cfg": CONFIG });

const WHOLE = "check Cards.tla --json";

const ROUND = tableModel({
  initial: [0],
  actions: {
    Up: Array.from({ length: 300 }, (_, i) => [i, (i + 1) % 300] as const),
    Far: Array.from({ length: 300 }, (_, i) => [i, (i * 7) % 300] as const),
  },
  properties: [invariant("True", () => true)],
});

describe("a folder for states", () => {
  it("is empty when the run is over, which found what it finds in memory", async () => {
    const world = cards();
    const whole = await world.run(WHOLE);
    const { exitCode, out } = await world.run(`${WHOLE} --disk states`);
    expect([exitCode, saidOf(out)]).toEqual([whole.exitCode, saidOf(whole.out)]);
    expect(readdirSync(join(world.directory, "states"))).toEqual([]);
  });

  it("has one run at a time, and loses what one that was killed has left", async () => {
    const world = cards();
    world.write("states/3.states", "left");
    world.write("states/mine.txt", "kept");
    world.write("states/lock", `${process.ppid}`);
    const { exitCode, note } = await world.run(`${WHOLE} --disk states`);
    expect([exitCode, note]).toEqual([
      2,
      `everystate: states is in use by another run (process ${process.ppid})\nTry everystate --help.\n`,
    ]);
    expect(existsSync(join(world.directory, "states/3.states"))).toBe(true);
    world.write("states/lock", "999999999");
    expect((await world.run(`${WHOLE} --disk states`)).exitCode).toBe(0);
    expect(readdirSync(join(world.directory, "states"))).toEqual(["mine.txt"]);
  });

  it("is where a search goes on that was begun in memory, and from where it goes on there", async () => {
    const world = cards();
    const whole = await world.run(WHOLE);
    const going = ["--checkpoint kept", "--resume kept --disk states", "--resume kept"];
    for (const [turn, words] of going.entries()) {
      const { exitCode, note } = await world.run(`${WHOLE} ${words} --max-states ${200 + 200 * turn}`);
      expect([exitCode, note.includes(`checkpoint: kept/checkpoint-${turn + 1}; go on`)]).toEqual([30, true]);
    }
    for (const words of ["--resume kept --disk states", "--resume kept"]) {
      const { exitCode, out } = await world.run(`${WHOLE} ${words}`);
      expect([exitCode, saidOf(out)]).toEqual([whole.exitCode, saidOf(whole.out)]);
    }
    expect(readdirSync(join(world.directory, "states"))).toEqual([]);
  });

  it("has no steps, which properties of behaviors need in memory", async () => {
    const world = cards();
    world.write("Cards.cfg", `${CONFIG}PROPERTY Live\n`);
    world.write("Cards.tla", CARDS.replace("====", "Live == []<>(left = {})\n===="));
    await world.run(`${WHOLE} --disk states --checkpoint kept --max-states 200`);
    const { exitCode, note } = await world.run(`${WHOLE} --resume kept`);
    expect([exitCode, note]).toEqual([
      2,
      expect.stringContaining(
        "kept/checkpoint-1 cannot be gone on from in memory: properties of behaviors need the steps",
      ),
    ]);
    expect((await world.run(`${WHOLE} --resume kept --disk states`)).exitCode).toBe(30);
  });

  it.each([
    ["--order depth --max-depth 5", "--order depth"],
    ["--workers 2", "--workers"],
    ["--workers auto", "--workers"],
    ["--coverage", "--coverage"],
    ["--explain", "--explain"],
    ["--sweep N=3..4 --watch", "--watch or --sweep"],
  ])("is not for %s", async (words, named) => {
    const { exitCode, note } = await cards().run(`check Cards.tla --disk states ${words}`);
    expect([exitCode, note]).toEqual([2, `everystate: --disk does not go with ${named}\nTry everystate --help.\n`]);
  });

  it("is for one configuration", async () => {
    const world = cards();
    world.write("Cards.other.cfg", CONFIG);
    const { exitCode, note } = await world.run(
      "check Cards.tla --config Cards.cfg --config Cards.other.cfg --disk states",
    );
    expect([exitCode, note.includes("a search on disk is of one run, and these are 2")]).toEqual([2, true]);
  });

  it("is not for what asks for the run", async () => {
    const world = new World({
      "Asks.tla": `---- MODULE Asks ----\nEXTENDS Integers, TLC\nVARIABLE x\nInit == x = 0\nNext == x < TLCGet("distinct") /\\ x' = x + 1\n====\n`,
      "Asks.cfg": "INIT Init\nNEXT Next\n",
    });
    const { exitCode, note } = await world.run("check Asks.tla --disk states");
    expect([
      exitCode,
      note.includes("prints, draws or asks for the run, and on disk they are evaluated twice"),
    ]).toEqual([2, true]);
  });

  it("that cannot be made is said", async () => {
    const world = cards();
    world.write("states", "a file");
    const { exitCode, note } = await world.run(`${WHOLE} --disk states`);
    expect([exitCode, note.includes("states cannot be written to states: ")]).toEqual([2, true]);
  });
});

/** A folder whose calls may do less than they are asked for. */
function folderWith(files: Partial<ConstructorParameters<typeof DiskFolder>[2]>): DiskFolder {
  const world = new World();
  const folder = new DiskFolder(world.directory, "states", { openSync, writeSync, readSync, ...files });
  folder.claim();
  return folder;
}

describe("files of states", () => {
  it("are written and read to the end, in however many pieces", async () => {
    const pieces = folderWith({
      writeSync: ((file: number, bytes: Uint8Array, at: number, length: number, position: number) =>
        writeSync(file, bytes, at, Math.min(length, 5), position)) as typeof writeSync,
      readSync: ((file: number, bytes: Uint8Array, at: number, length: number, position: number) =>
        readSync(file, bytes, at, Math.min(length, 7), position)) as typeof readSync,
    });
    const { states } = await check(ROUND, { disk: tiny(pieces) });
    expect(states).toEqual((await check(ROUND)).states);
    pieces.release();
  });

  it.each([
    ["writeSync", 0, "no space is left"],
    ["readSync", 0, "a file is shorter than what was written"],
  ] as const)("end the run where %s comes to nothing", async (call, nothing, why) => {
    const folder = folderWith({ [call]: () => nothing });
    const { stopped, outcome, diagnostics } = await check(ROUND, { disk: tiny(folder) });
    expect([stopped, outcome]).toEqual(["disk", "inconclusive"]);
    expect(diagnostics.map(({ message }) => message).join()).toContain(`could not use its disk (states: ${why})`);
    folder.release();
  });
});
