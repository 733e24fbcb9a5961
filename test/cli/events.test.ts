import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COUNTER, counterConfig, World } from "./world.ts";

interface Line {
  readonly event: string;
  readonly [name: string]: unknown;
}

describe("--events", () => {
  it("writes a line for each thing that happens, the violation before the result", async () => {
    const world = new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2") });
    const { exitCode } = await world.run("check Counter.tla --sweep Top=1,3 --events e/all.ndjson --json");
    expect(exitCode).toBe(12);
    const lines = world
      .read("e/all.ndjson")
      .trimEnd()
      .split("\n")
      .map((line): Line => JSON.parse(line));
    const told = lines.filter(({ event }) => event !== "progress");
    expect(told.map(({ event }) => event)).toEqual(["run", "result", "run", "violation", "result"]);
    expect(told[2]).toEqual({ event: "run", spec: "Counter.tla", config: "Counter.cfg", constants: { Top: "3" } });
    expect(told[3]).toMatchObject({ name: "Below2", status: "violated", diagram: "out/Counter/Top-3/Below2.svg" });
    const { event: _, ...result } = told[4]!;
    const { seconds: __, ...printed } = JSON.parse((await world.run("check Counter.tla --constant Top=3 --json")).out)
      .results[0];
    expect(result).toMatchObject(printed);
  });

  it("tells of an evaluation that failed", async () => {
    const world = new World({
      "Counter.tla": COUNTER.replace("x < 2", 'x < "2"'),
      "Counter.cfg": counterConfig(3, "INVARIANT Below2"),
    });
    await world.run("check Counter.tla --events e.ndjson");
    expect(world.read("e.ndjson")).toMatch(/"event":"failure","during":"behavior","code":"E4/);
    expect(world.read("e.ndjson")).toContain('"diagram":"out/Counter/evaluation-failure.svg"');
  });

  it.skipIf(!existsSync("/dev/full"))("says so when the disk is full, and the verdict stays", async () => {
    const world = new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2") });
    const { exitCode, out, note } = await world.run("check Counter.tla --events /dev/full");
    expect([exitCode, out.includes("violated   Below2")]).toEqual([74, true]);
    expect(note).toContain("everystate: --events: /dev/full cannot be written: no space is left\n");
  });

  it("is refused where it cannot be written", async () => {
    const world = new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3) });
    const { exitCode, note } = await world.run("check Counter.tla --events Counter.tla/x");
    expect([exitCode, note]).toEqual([2, expect.stringContaining("--events: Counter.tla/x cannot be written: ")]);
  });
});
