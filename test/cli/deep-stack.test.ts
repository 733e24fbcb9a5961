import { describe, expect, it } from "vitest";
import { BundledProgram } from "./bundled-program.ts";
import { COUNTER, counterConfig, World } from "./world.ts";

const CONFIG = "INIT Init\nNEXT Next\nINVARIANT Inv\n";

function module(name: string, invariant: string, definitions = ""): string {
  const head = `---- MODULE ${name} ----\nEXTENDS Naturals\nVARIABLE x\n${definitions}`;
  return `${head}Init == x = 0\nNext == x' = 1 - x\nInv == ${invariant}\n====\n`;
}

const RECURSIVE = `f[n \\in Nat] == IF n = 0 THEN 0 ELSE 1 + f[n - 1]
RECURSIVE G(_)
G(n) == IF n = 0 THEN 0 ELSE 1 + G(n - 1)
`;

/** Runs what follows where the hard limit admits a stack of so many kilobytes: it is full the sooner. */
const limited = (kilobytes: number) => ["sh", "-c", `ulimit -S -s 8192; ulimit -H -s ${kilobytes}; exec "$@"`, "sh"];

describe.skipIf(process.platform === "win32")("a recursion that fills the stack", { timeout: 120_000 }, () => {
  const program = new BundledProgram();

  it("is tried again with a larger one: functions, operators, long chains", async () => {
    const sum = `${"1 + ".repeat(1_200)}1`;
    const world = new World({
      "Deep.tla": module("Deep", "f[3000 + x] = 3000 + x /\\ G(3000 + x) = 3000 + x", RECURSIVE),
      "Deep.cfg": CONFIG,
      "Wrong.tla": module("Wrong", `${sum} + x = 1200`),
      "Wrong.cfg": CONFIG,
    });
    const { code, out, note } = await program.start(world, ["check", "Deep.tla", "Wrong.tla"]).ended;
    expect(note).toBe("");
    expect(out).toContain("Deep.tla with Deep.cfg: holds");
    expect(out).toContain("Wrong.tla with Wrong.cfg: violated");
    expect(code).toBe(12);
  });

  it("is an error with its place and calls when it has no end, and what was reported is not reported again", async () => {
    const world = new World({
      "Counter.tla": COUNTER,
      "Counter.cfg": counterConfig(3, "INVARIANT TypeOK"),
      "Endless.tla": module("Endless", "E(0) = 1", "RECURSIVE E(_)\nE(n) == 1 + E(n + 1)\n"),
      "Endless.cfg": CONFIG,
    });
    const { code, out, note } = await program.start(world, ["check", "Counter.tla", "Endless.tla"], {
      under: limited(65_536),
    }).ended;
    expect(code).toBe(75);
    expect(out.match(/Counter\.tla with Counter\.cfg: holds/g)).toHaveLength(1);
    expect(out).toMatch(/Endless\.tla:5:\d+: error E429: the recursion is too deep/);
    expect(out).toContain("note: in E, called here");
    expect(out).toContain("2 runs: 1 holds, 1 error");
    expect(note).not.toContain("defect");
  });

  it("does not tell again what was told before the stack was full", async () => {
    const next = "Next == x < 9 /\\ x' = x + 1";
    const world = new World({
      "Late.tla": module("Late", "x = 5 => f[3000] = 3000", RECURSIVE)
        .replace("Next == x' = 1 - x", next)
        .replace("====", "Small == x < 2\n===="),
      "Late.cfg": `${CONFIG}INVARIANT Small\n`,
    });
    const { code, out, note } = await program.start(world, ["check", "Late.tla", "--no-deadlock"]).ended;
    expect(note).toBe("");
    expect(out.match(/Small is violated: 3 states/g)).toHaveLength(1);
    expect(out.match(/Late\.tla with Late\.cfg: violated/g)).toHaveLength(1);
    expect(out).toMatch(/holds +Inv/);
    expect(code).toBe(12);
  });

  it("ends an action that calls itself for ever in an error, though each call emits a state", async () => {
    const endless = "---- MODULE Endless ----\nEXTENDS Naturals\nVARIABLE x\nRECURSIVE A\nA == x' = 1 \\/ A\n====\n";
    const world = new World({
      "Endless.tla": endless.replace("====", "Init == x = 0\nNext == A\n===="),
      "Endless.cfg": "INIT Init\nNEXT Next\n",
    });
    const { code, out } = await program.start(world, ["check", "Endless.tla"], { under: limited(32_768) }).ended;
    expect(out).toMatch(/Endless\.tla:5:\d+: error E429: the recursion is too deep/);
    expect(code).toBe(75);
  });
});
