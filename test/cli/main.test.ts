import { describe, expect, it } from "vitest";
import { BundledProgram } from "./bundled-program.ts";
import type { Ended } from "./process.ts";
import { COUNTER, counterConfig, World } from "./world.ts";

/** Milliseconds after a signal: a second, and what a busy machine adds. */
const SOON = 3000;

/** Milliseconds from the first word of a run to the signal: the thread that listens for a busy event loop has begun, unless the machine is busy. */
const DEEP = 700;

describe("the program", () => {
  const program = new BundledProgram();

  /** Runs it until it says "started" and a little longer; `late` is how many milliseconds it took to obey. */
  async function interrupted(world: World, ...words: string[]): Promise<Ended & { readonly late: number }> {
    let sent: number | null = null;
    let waiting = true;
    const begun = performance.now();
    const { child, ended } = program.start(world, words, {
      onNote: (note) => {
        if (!waiting || !note.includes("started")) return;
        waiting = false;
        setTimeout(
          () => {
            sent = performance.now();
            child.kill("SIGINT");
          },
          Math.max(DEEP, 3 * (performance.now() - begun)),
        );
      },
    });
    const outcome = await ended;
    return { ...outcome, late: sent === null ? 0 : performance.now() - sent };
  }

  it("sets the exit code, and colours what FORCE_COLOR asks for", async () => {
    const world = new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2") });
    const plain = await program.start(world, ["check", "Counter.tla"], { env: { FORCE_COLOR: "", NO_COLOR: "" } })
      .ended;
    expect(plain.code).toBe(12);
    expect(plain.out).not.toContain("\u001b");
    const coloured = await program.start(world, ["check", "Counter.tla"], { env: { FORCE_COLOR: "1", NO_COLOR: "" } })
      .ended;
    expect(coloured.out).toContain("\u001b[31m");
  });

  it("tells what it has when interrupted, with 130", async () => {
    const endless = COUNTER.replace("EXTENDS Naturals", "EXTENDS Naturals, TLC").replace(
      "Init == x = 0",
      'Init == x = 0 /\\ PrintT("started")',
    );
    const world = new World({ "Counter.tla": endless, "Counter.cfg": counterConfig(1e9, "INVARIANT TypeOK") });
    const { code, out, note } = await interrupted(world, "check", "Counter.tla");
    expect(code).toBe(130);
    expect(out).toContain("unchecked  TypeOK");
    expect(note).toContain("the search was interrupted");
  });

  const endless = "CHOOSE n \\in 1..2000000000 : n < 0";
  it.each([
    ["Init", 'PrintT("started") /\\ x \\in 1..2000000000', "x' = x", "TRUE"],
    ["the successors of one state", "x = 0", 'PrintT("started") /\\ x\' \\in 1..2000000000', "TRUE"],
    ["an \\E of a step", "x = 0", 'PrintT("started") /\\ \\E f \\in [1..9 -> 1..9] : x\' = f[1]', "TRUE"],
    ["CHOOSE", "x = 0", `PrintT("started") /\\ x' = ${endless}`, "TRUE"],
    ["an endless recursion", "x = 0", 'PrintT("started") /\\ x\' = Twice(99)', "TRUE"],
    ["an invariant", "x = 0", "x' = x + 1", 'x < 9 \\/ (PrintT("started") /\\ Twice(99) > 0)'],
    // So many states are compiled; then the code leaves the one to the interpreter.
    [
      "generated code",
      "x = 0",
      `x' = IF x = 60000 THEN IF PrintT("started") THEN ${endless} ELSE 0 ELSE x + 1`,
      "TRUE",
    ],
  ])("obeys a signal within %s, which gives the event loop no turn", async (_, init, next, inv) => {
    const definitions = `RECURSIVE Twice(_)
Twice(n) == IF n = 0 THEN 1 ELSE Twice(n - 1) + Twice(n - 1)
`;
    const text = `---- MODULE Long ----\nEXTENDS Naturals, TLC\nVARIABLE x\n${definitions}Init == ${init}\nNext == ${next}\nInv == ${inv}\n====\n`;
    const world = new World({ "Long.tla": text, "Long.cfg": "INIT Init\nNEXT Next\nINVARIANT Inv\n" });
    const { code, note, late } = await interrupted(world, "check", "Long.tla");
    expect([code, note.includes("the search was interrupted")]).toEqual([130, true]);
    expect(late).toBeLessThan(SOON);
  });

  it("obeys a signal while a specification is made ready", async () => {
    const init = 'Init == x = 0 /\\ PrintT("started")';
    const text = `---- MODULE Ready ----\nEXTENDS Naturals, TLC\nVARIABLE x\n${init}\nNext == x' = ${endless}\n====\n`;
    const world = new World({ "Ready.tla": text, "Ready.cfg": "INIT Init\nNEXT Next\n" });
    const { code, note, late } = await interrupted(world, "check", "Ready.tla", "--engine", "compiled");
    expect([code, note.includes("interrupted")]).toEqual([130, true]);
    expect(late).toBeLessThan(SOON);
  });
});
