/** Checkpoints: nothing is lost but time, however a run ends; and nothing is gone on from that is not whole. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { planted, shortWrite } from "../faults/planted.ts";
import { BundledProgram } from "./bundled-program.ts";
import { CARDS, CONFIG } from "./cards.ts";
import { saidOf } from "./process.ts";
import { World } from "./world.ts";

const cards = (): World => new World({ "Cards.tla": CARDS, "Cards.cfg": CONFIG });

const WHOLE = "check Cards.tla --json --engine interpreter";

/** The folders of checkpoints that are there, the newest first. */
function checkpoints(world: World): string[] {
  const folder = join(world.directory, "kept");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^checkpoint-\d+$/.test(name)) : [];
  return names.sort((a, b) => Number(b.slice(11)) - Number(a.slice(11)));
}

describe("a run with checkpoints", () => {
  const program = new BundledProgram();

  it("that is killed ten times goes on to the same end", { timeout: 120_000 }, async () => {
    const world = cards();
    const whole = saidOf((await world.run(WHOLE)).out);
    const words = ["check", "Cards.tla", "--json", "--engine", "interpreter", "--checkpoint-every", "1ms"];
    const begun = performance.now();
    await program.start(cards(), [...words, "--checkpoint", "kept"]).ended;
    const long = performance.now() - begun;
    let killed = 0;
    let ended: string | null = null;
    // Each is given a little more time than the one before: none may live for ever, and none may end too early.
    for (let turn = 0; ended === null && turn < 60; turn++) {
      const from = checkpoints(world).length === 0 ? ["--checkpoint", "kept"] : ["--resume", "kept"];
      const { child, ended: end } = program.start(world, [...words, ...from]);
      const patience = long * (0.3 + 0.4 * Math.random()) + 20 * turn;
      const timer = killed < 10 ? setTimeout(() => child.kill("SIGKILL"), patience) : null;
      const { code, out, note } = await end;
      if (timer !== null) clearTimeout(timer);
      expect([null, 0], note).toContain(code);
      if (code === null) killed++;
      else ended = out;
    }
    expect(killed).toBeGreaterThan(0);
    expect(saidOf(ended ?? "null")).toEqual(whole);
    expect(checkpoints(world).length).toBeLessThanOrEqual(2);
  });

  it("keeps the two newest, and takes the one before where the last is damaged", async () => {
    const world = cards();
    const whole = saidOf((await world.run(WHOLE)).out);
    for (const states of [300, 600, 900]) {
      const from = states === 300 ? "--checkpoint kept" : "--resume kept";
      const { exitCode, note } = await world.run(`${WHOLE} ${from} --max-states ${states}`);
      expect(exitCode).toBe(30);
      expect(note).toContain(`checkpoint: kept/checkpoint-${states / 300}; go on with --resume kept`);
    }
    expect(checkpoints(world)).toEqual(["checkpoint-3", "checkpoint-2"]);
    const numbers = join(world.directory, "kept/checkpoint-3/numbers");
    const bytes = readFileSync(numbers);
    bytes[1000]! ^= 1;
    writeFileSync(numbers, bytes);
    const { out, note } = await world.run(`${WHOLE} --resume kept`);
    expect(note).toContain("kept/checkpoint-3: its numbers are not what was written; the one before is taken");
    expect(note).toContain("going on from kept/checkpoint-2");
    expect(saidOf(out)).toEqual(whole);
  });

  it("keeps two that can be read, and nothing of one that could not be written", async () => {
    const world = cards();
    for (const states of ["300", "600"]) {
      const from = states === "300" ? "--checkpoint" : "--resume";
      program.run(world, [...WHOLE.split(" "), from, "kept", "--max-states", states]);
    }
    truncateSync(join(world.directory, "kept/checkpoint-2/numbers"), 100);
    const words = [...WHOLE.split(" "), "--resume", "kept", "--max-states", "900"];
    const { code, out } = await program.start(world, words, planted(world.directory, shortWrite(3))).ended;
    expect([code, out.includes("a checkpoint could not be written to kept: no space is left")]).toEqual([74, true]);
    expect(readdirSync(join(world.directory, "kept")).sort()).toEqual(["checkpoint-1", "checkpoint-2"]);
    await program.start(world, words).ended;
    expect(checkpoints(world)).toEqual(["checkpoint-3", "checkpoint-1"]);
  });

  it.each([
    ["cut short", (folder: string) => truncateSync(join(folder, "numbers"), 100)],
    ["with another description", (folder: string) => writeFileSync(join(folder, "checkpoint.json"), "{}\n{}")],
    ["without its numbers", (folder: string) => rmSync(join(folder, "numbers"))],
    ["half written", (folder: string) => renameSync(folder, `${folder}.part`)],
  ])("does not go on from one that is %s", async (_, damage) => {
    const world = cards();
    await world.run(`${WHOLE} --checkpoint kept --max-states 300`);
    damage(join(world.directory, "kept/checkpoint-1"));
    const { exitCode, note } = await world.run(`${WHOLE} --resume kept`);
    expect(exitCode).toBe(2);
    expect(note).toContain("kept holds no checkpoint to go on from");
  });

  it("does not go on from one of something else", async () => {
    const world = cards();
    await world.run(`${WHOLE} --checkpoint kept --max-states 300`);
    const { exitCode, note } = await world.run(`${WHOLE} --resume kept --constant N=7`);
    expect([exitCode, note.includes("is of another specification, configuration or set of options")]).toEqual([
      2,
      true,
    ]);
    world.write("Cards.tla", CARDS.replace("turn + 1", "turn + 2"));
    expect((await world.run(`${WHOLE} --resume kept`)).exitCode).toBe(2);
    world.write("Cards.tla", CARDS);
    expect((await world.run(`${WHOLE} --resume kept --symmetry off`)).exitCode).toBe(2);
    world.write("Cards.tla", CARDS.replace("Init ==", "\\* A comment is nothing else.\nInit =="));
    expect((await world.run(`${WHOLE} --resume kept`)).exitCode).toBe(0);
    const description = join(world.directory, "kept/checkpoint-1/checkpoint.json");
    expect(readFileSync(description, "utf8")).toContain('"version":"1.2.3"');
  });

  it("does not go on where the environment or data are others than before", async () => {
    const spec = `---- MODULE Data ----
EXTENDS Integers, Json, IOUtils
VARIABLE x
Limit == IF "LIMIT" \\in DOMAIN IOEnv THEN atoi(IOEnv.LIMIT) ELSE JsonDeserialize("limit.json")[1]
Init == x = 0
Next == (x < 3 \\/ x < Limit) /\\ x' = x + 1
Inv == x < 7
====
`;
    const cfg = "INIT Init NEXT Next INVARIANT Inv CHECK_DEADLOCK FALSE";
    const world = new World({ "Data.tla": spec, "Data.cfg": cfg, "limit.json": "[5]" });
    const ended = async (words: string) => {
      const { exitCode, note } = await world.run(`check Data.tla ${words}`);
      return [exitCode, /is of [^\n]*/.exec(note)?.[0] ?? null];
    };
    const another = "is of another specification, configuration or set of options than this run";
    vi.stubEnv("LIMIT", "5");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await ended("--env LIMIT --checkpoint named --max-states 5")).toEqual([30, null]);
    expect(await ended("--resume named --max-states 5")).toEqual([2, another]);
    vi.stubEnv("LIMIT", "9");
    expect(await ended("--env LIMIT --resume named")).toEqual([2, another]);
    vi.stubEnv("LIMIT", "5");
    expect(await ended("--env LIMIT --resume named")).toEqual([0, null]);

    expect(await ended("--checkpoint read --max-states 5")).toEqual([30, null]);
    // One that reads nothing itself hands on what was read before.
    expect(await ended("--resume read --checkpoint later --max-states 5 --engine interpreter")).toEqual([30, null]);
    world.write("limit.json", "[9]");
    for (const folder of ["read", "later"])
      expect(await ended(`--resume ${folder}`)).toEqual([2, "is of a search that has read another limit.json"]);
    world.write("limit.json", "[5]");
    expect(await ended("--resume later --engine compiled")).toEqual([0, null]);
  });

  it("tells what was warned of before", async () => {
    const spec = (comment: string) => `---- MODULE Warns ----
${comment}EXTENDS Integers
VARIABLES x, f
Init == x = 0 /\\ f = [a |-> 0]
Next == x < 20 /\\ x' = x + 1 /\\ f' = IF x % 9 = 3 THEN [f EXCEPT !.b = 1] ELSE IF x = 15 THEN [f EXCEPT !.c = 1] ELSE f
====
`;
    const cfg = "INIT Init NEXT Next CHECK_DEADLOCK FALSE";
    const world = new World({ "Warns.tla": spec(""), "Warns.cfg": cfg });
    const warned = async (words: string) =>
      JSON.parse((await world.run(`check Warns.tla --json ${words}`)).out).results[0].diagnostics;
    expect(await warned("--checkpoint kept --max-states 9")).toHaveLength(2);
    await warned("--resume kept --checkpoint later --max-states 9");
    for (const comment of ["", "\\* A comment is nothing else.\n"]) {
      world.write("Warns.tla", spec(comment));
      const whole = await warned("");
      expect(whole.map(({ code }: { code: string }) => code)).toEqual(["W473", "W473", "W603"]);
      expect(await warned("--resume kept --max-states 30")).toEqual(whole);
      expect(await warned("--resume later")).toEqual(whole);
    }
  });

  it("ends at the depth that it is told, also when it goes on", async () => {
    const world = cards();
    const limited = async (depth: number, from: string) => {
      const { exitCode, out } = await world.run(`${WHOLE} --max-depth ${depth} ${from}`);
      const [{ states, stopped }] = JSON.parse(out).results;
      return { exitCode, states, stopped };
    };
    const whole = await limited(4, "");
    expect(whole).toMatchObject({ exitCode: 30, stopped: "max-depth" });
    await limited(3, "--checkpoint kept");
    expect(await limited(4, "--resume kept")).toEqual(whole);
    expect(await limited(4, "--resume kept")).toEqual(whole);
    expect(await limited(2, "--resume kept")).toEqual(whole);
  });

  it("has its folder for itself, and begins only in an empty one", async () => {
    const world = cards();
    await world.run(`${WHOLE} --checkpoint kept --max-states 300`);
    const again = await world.run(`${WHOLE} --checkpoint kept`);
    expect([again.exitCode, again.note.includes("kept holds checkpoints: give --resume")]).toEqual([2, true]);
    // The process that runs this test's parent is alive.
    writeFileSync(join(world.directory, "kept/lock"), String(process.ppid));
    const shared = await world.run(`${WHOLE} --resume kept`);
    expect([shared.exitCode, shared.note.includes(`in use by another run (process ${process.ppid})`)]).toEqual([
      2,
      true,
    ]);
    // Whoever had this number is gone.
    writeFileSync(join(world.directory, "kept/lock"), "4194305");
    expect((await world.run(`${WHOLE} --resume kept`)).exitCode).toBe(0);
    expect(existsSync(join(world.directory, "kept/lock"))).toBe(false);
  });

  it.skipIf(!existsSync("/proc/self/stat"))("knows a run that is gone by more than its number", async () => {
    const world = cards();
    await world.run(`${WHOLE} --checkpoint kept --max-states 300`);
    const lock = join(world.directory, "kept/lock");
    // The parent is alive, but began at another time.
    writeFileSync(lock, `${process.ppid} 1`);
    expect((await world.run(`${WHOLE} --resume kept --max-states 600`)).exitCode).toBe(30);
    // What has become sleep never asks what became of its child.
    const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
    const [written] = await once(parent.stdout, "data");
    const dead = Number(String(written));
    while (!/\(sleep\)/.test(readFileSync(`/proc/${parent.pid}/stat`, "utf8"))) await setImmediate();
    process.kill(dead, "SIGKILL");
    while (!/\) Z/.test(readFileSync(`/proc/${dead}/stat`, "utf8"))) await setImmediate();
    writeFileSync(lock, String(dead));
    expect((await world.run(`${WHOLE} --resume kept`)).exitCode).toBe(0);
    parent.kill();
  });

  it("writes nothing where another run has the folder meanwhile", async () => {
    const world = cards();
    const lock = join(world.directory, "kept/lock");
    const poll = () => writeFileSync(lock, "1");
    const { exitCode, out } = await world.run(`${WHOLE} --checkpoint kept --max-states 300`, { poll });
    expect([exitCode, out.includes("a checkpoint could not be written to kept: something else uses it")]).toEqual([
      74,
      true,
    ]);
    expect(readdirSync(join(world.directory, "kept"))).toEqual(["lock"]);
  });

  it("refuses what cannot be taken up again", async () => {
    for (const words of ["--order depth --max-depth 9", "--coverage", "--watch", "--sweep N=1..2"]) {
      const { exitCode, note } = await cards().run(`check Cards.tla --checkpoint kept ${words}`);
      expect([exitCode, note.includes(`--checkpoint does not go with ${words.split(" ").slice(0, 1)}`)]).toEqual([
        2,
        true,
      ]);
    }
    const several = new World({ "Cards.tla": CARDS, "Cards.a.cfg": CONFIG, "Cards.b.cfg": CONFIG });
    const refused = await several.run("check Cards.tla --checkpoint kept");
    expect([refused.exitCode, refused.out, refused.note.includes("of one run, and these are 2")]).toEqual([
      2,
      "",
      true,
    ]);
    const world = cards();
    world.write("kept", "in the way");
    const { exitCode, note } = await world.run("check Cards.tla --checkpoint kept");
    expect([exitCode, note.includes("checkpoints cannot be written to kept")]).toEqual([2, true]);
  });
});
