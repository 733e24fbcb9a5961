/** `check --distributed`: the same is said as by one process, by the processes that Open MPI launches; and what it is not for. */

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { Mpi } from "../../src/cli/mpi.ts";
import { BundledProgram } from "./bundled-program.ts";
import { CARDS } from "./cards.ts";
import { saidOf } from "./process.ts";
import { World } from "./world.ts";

const CONFIG = "INIT Init\nNEXT Next\nCONSTANT N = 7\nINVARIANT All\n";
const cards = (): World => new World({ "Cards.tla": CARDS, "Cards.cfg": CONFIG });
const WHOLE = "check Cards.tla --json";
const ALONE = "everystate: --distributed: mpirun has not launched this, so one process has all states\n";

describe("check --distributed", () => {
  it("says so where it is one process, which finds what it finds without", async () => {
    const world = cards();
    const whole = await world.run(WHOLE);
    const { exitCode, out, note } = await world.run(`${WHOLE} --distributed`);
    expect([exitCode, saidOf(out), note]).toEqual([whole.exitCode, saidOf(whole.out), ALONE + whole.note]);
  });

  it.each([
    ["--order depth --max-depth 5", "--order depth"],
    ["--workers 2", "--workers"],
    ["--coverage", "--coverage"],
    ["--explain", "--explain"],
    ["--sweep N=3..4 --watch", "--watch or --sweep"],
    ["--disk states", "--disk"],
    ["--engine compiled", "--engine compiled"],
  ])("is not for %s", async (words, named) => {
    const { exitCode, note } = await cards().run(`check Cards.tla --distributed ${words}`);
    expect([exitCode, note]).toEqual([
      2,
      `everystate: --distributed does not go with ${named}\nTry everystate --help.\n`,
    ]);
  });

  it("is for one configuration", async () => {
    const world = cards();
    world.write("Cards.other.cfg", CONFIG);
    const words = "check Cards.tla --config Cards.cfg --config Cards.other.cfg --distributed";
    const { exitCode, note } = await world.run(words);
    expect([exitCode, note.includes("a distributed search is of one run, and these are 2")]).toEqual([2, true]);
  });

  const asks = (next: string, cfg: string): World =>
    new World({
      "Asks.tla": `---- MODULE Asks ----\nEXTENDS Integers, TLC\nCONSTANT P\nVARIABLE x\nInit == x \\in P\nNext == ${next}\nSym == Permutations(P)\nOne == 1\n====\n`,
      "Asks.cfg": `INIT Init\nNEXT Next\nCONSTANT P = {a, b}\n${cfg}`,
    });

  it("is not for what asks for the run", async () => {
    const { exitCode, note } = await asks(`TLCGet("distinct") < 9 /\\ x' \\in P`, "").run(
      "check Asks.tla --distributed",
    );
    const message = "--distributed does not go with this specification: it prints, draws or asks";
    expect([exitCode, note.includes(message)]).toEqual([2, true]);
  });

  it.each([
    ["SYMMETRY Sym", "--symmetry cfg", 1],
    ["SYMMETRY Sym", "--symmetry off", 2],
    ["", "--symmetry auto", 1],
    ["VIEW One", "--symmetry cfg", 1],
  ])("takes for one what %s says, with %s", async (cfg, symmetry, distinct) => {
    const { exitCode, out } = await asks("x' \\in P", cfg).run(`check Asks.tla --distributed ${symmetry}`);
    expect([exitCode, out]).toEqual([0, expect.stringContaining(`${distinct} distinct`)]);
  });
});

describe("what MPI needs", () => {
  it("is said where the package is missing", async () => {
    const missing = Mpi.open(() => Promise.reject(new Error("no such package")));
    await expect(missing).rejects.toThrow("--distributed needs the package koffi, which is not installed");
  });

  it("is said where the library is missing, or another's", async () => {
    const none = { load: () => expect.fail("libmpi.so.40: no such file") };
    await expect(Mpi.open(() => Promise.resolve(none as never))).rejects.toThrow(
      "--distributed needs Open MPI, whose library cannot be loaded: libmpi.so.40: no such file; on Debian: openmpi-bin",
    );
    const symbol = (name: string): never => expect.fail(`no ${name}`);
    const other = { load: () => ({ func: () => () => 0, symbol }) };
    await expect(Mpi.open(() => Promise.resolve(other as never))).rejects.toThrow(
      "the library that was found is another",
    );
  });

  it("is said where another MPI has launched it", async () => {
    vi.stubEnv("PMI_RANK", "0");
    vi.stubEnv("PMI_SIZE", "3");
    vi.spyOn(Mpi, "open").mockResolvedValue({ rank: 0, size: 1 } as Mpi);
    const { exitCode, note } = await cards().run("check Cards.tla --distributed");
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    expect([exitCode, note.includes("3 processes were launched, and Open MPI knows of 1: use its own mpirun")]).toEqual(
      [2, true],
    );
  });
});

const launcher = spawnSync("mpirun", ["--version"], { encoding: "utf8" });

function hasKoffi(): boolean {
  try {
    createRequire(import.meta.url).resolve("koffi");
    return true;
  } catch {
    return false;
  }
}

const why = launcher.status !== 0 ? "there is no mpirun" : !hasKoffi() ? "koffi is not installed" : null;

/** Counts in two directions for ever. */
const ENDLESS = `---- MODULE Endless ----
EXTENDS Integers
VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == (x' = x + 1 /\\ UNCHANGED y) \\/ (y' = y + 1 /\\ UNCHANGED x)
Inv == x + y >= 0
====
`;
const ENDLESS_CFG = "INIT Init NEXT Next INVARIANT Inv\n";

describe.skipIf(why !== null)(`under mpirun${why === null ? "" : ` (skipped: ${why})`}`, { timeout: 120_000 }, () => {
  const program = new BundledProgram();
  const under = (count: number): string[] => {
    return ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", `${count}`];
  };

  it.each([2, 3])("%i ranks find what one process finds, and the first alone speaks", async (count) => {
    const world = cards();
    world.write("Cards.cfg", `${CONFIG}INVARIANT Few\n`);
    world.write("Cards.tla", CARDS.replace("====", "Few == FALSE\n===="));
    const whole = await world.run(WHOLE);
    const words = ["check", "Cards.tla", "--json", "--distributed"];
    const { code, out } = await program.start(world, words, { under: under(count) }).ended;
    expect([code, saidOf(out)]).toEqual([whole.exitCode, saidOf(whole.out)]);
  });

  it("goes on from what a job that was killed has left, in any number of processes", async () => {
    const world = cards();
    const whole = await world.run(WHOLE);
    const words = ["check", "Cards.tla", "--json", "--distributed", "--checkpoint-every", "1ms"];
    const { child, ended } = program.start(world, [...words, "--checkpoint", "kept"], { under: under(2) });
    const kept = join(world.directory, "kept");
    const written = (): boolean => readdirSync(kept).some((name) => /^checkpoint-\d+$/.test(name));
    await vi.waitFor(() => expect(written()).toBe(true), { timeout: 60_000, interval: 5 });
    child.kill("SIGKILL");
    await ended;
    const going = () => program.start(world, [...words, "--resume", "kept"], { under: under(3) }).ended;
    let gone = await going();
    // The ranks end a little later than what has launched them.
    for (let turn = 0; turn < 20 && gone.note.includes("in use by another run"); turn++) gone = await going();
    const { code, out, note } = gone;
    expect(note).toContain("going on from kept/checkpoint-");
    expect([code, saidOf(out)]).toEqual([whole.exitCode, saidOf(whole.out)]);
    const alone = await program.start(world, ["check", "Cards.tla", "--json", "--resume", "kept"]).ended;
    expect([alone.code, saidOf(alone.out)]).toEqual([whole.exitCode, saidOf(whole.out)]);
  });

  it.each([
    ["Cards.tla --disk states", 2, "everystate: --distributed does not go with --disk"],
    ["Nowhere.tla", 150, "there is no file or folder Nowhere.tla"],
  ])("one alone says what is wrong: %s", async (words, exitCode, message) => {
    const list = ["check", ...words.split(" "), "--distributed"];
    const { code, out, note } = await program.start(cards(), list, { under: under(2) }).ended;
    expect([code, `${out}${note}`.split(message).length - 1]).toEqual([exitCode, 1]);
  });

  it("ends within its budget", async () => {
    const world = new World({ "Endless.tla": ENDLESS, "Endless.cfg": ENDLESS_CFG });
    const words = ["check", "Endless.tla", "--json", "--distributed", "--max-time", "2s"];
    const { code, out } = await program.start(world, words, { under: under(2) }).ended;
    expect([code, saidOf(out).results[0]?.stopped]).toEqual([30, "max-time"]);
  });

  it("ends without a verdict when a rank is killed", async () => {
    const world = new World({ "Endless.tla": ENDLESS, "Endless.cfg": ENDLESS_CFG });
    const words = ["check", "Endless.tla", "--json", "--distributed", "--max-time", "60s"];
    const { child, ended } = program.start(world, words, { under: under(2) });
    const ranks = (): string[] => childrenOf(child.pid as number);
    await vi.waitUntil(() => ranks().length === 2, { timeout: 30_000, interval: 50 });
    // Long enough for both to search.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    process.kill(Number(ranks()[1]), "SIGKILL");
    const { code, out } = await ended;
    expect([code, out]).toEqual([137, ""]);
  });
});

/** The processes that a process has begun. */
function childrenOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  } catch {
    return [];
  }
}
