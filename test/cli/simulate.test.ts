import { describe, expect, it } from "vitest";
import { COUNTER, counterConfig, World } from "./world.ts";

const counter = (config: string): World => new World({ "Counter.tla": COUNTER, "Counter.cfg": config });

describe("everystate simulate", () => {
  it("says what was simulated, that it proves nothing, and ends with 30", async () => {
    const world = counter(counterConfig(3, "INVARIANT TypeOK"));
    const { exitCode, out } = await world.run("simulate Counter.tla --traces 20 --depth 9 --seed 4");
    expect(exitCode).toBe(30);
    expect(out).toMatch(
      /20 behaviors of up to 9 states: no violation found, which proves\s+nothing: TypeOK, Deadlock\n/,
    );
    expect(out).toContain(
      "simulated 20 behaviors of up to 9 states: 161 generated, 1 initial, longest behavior 9, seed 4",
    );
  });

  it("shows a violation as check does", async () => {
    const world = counter(counterConfig(3, "INVARIANTS TypeOK Below2"));
    const { exitCode, out } = await world.run("simulate Counter.tla");
    expect(exitCode).toBe(12);
    expect(out).toContain("Below2 is violated: 3 states");
    expect(out).toContain("diagram: out/Counter/Below2.svg");
  });

  it("counts the behavior that violates, with its last state", async () => {
    const { out } = await counter(counterConfig(3, "INVARIANT Below2")).run("simulate Counter.tla --json");
    const [{ simulation, states, properties }] = JSON.parse(out).results;
    expect(properties[0]).toMatchObject({ name: "Below2", status: "violated" });
    expect(simulation.behaviors).toBeGreaterThan(0);
    expect(states.depth).toBe(properties[0].trace.states.length);
  });

  it("describes the simulation in JSON", async () => {
    const { out } = await counter(counterConfig(3, "INVARIANT TypeOK")).run("simulate Counter.tla --json --traces 2");
    const [result] = JSON.parse(out).results;
    expect(result.simulation).toEqual({ behaviors: 2, maxDepth: 100, seed: 1 });
    expect(result.properties[0]).toMatchObject({ name: "TypeOK", status: "unchecked", reason: "budget" });
  });

  it("refuses numbers that make no sense", async () => {
    const world = counter(counterConfig(3));
    expect((await world.run("simulate Counter.tla --traces 0")).exitCode).toBe(2);
    expect((await world.run("simulate Counter.tla --depth many")).exitCode).toBe(2);
    expect((await world.run("simulate Counter.tla --max-states 5")).exitCode).toBe(2);
  });
});
