import { describe, expect, it } from "vitest";
import { COUNTER, World } from "./world.ts";

const FILES = {
  "Counter.tla": COUNTER,
  "Counter.cfg": "SPECIFICATION Spec\nCONSTANT Top = 5\nINVARIANT TypeOK\n",
};

/** The text from the first section on, with the lines of the table of times ending in `_`. */
function explanation(out: string): string {
  const from = out.slice(out.indexOf("What takes time"), out.indexOf("everystate 1.2.3:"));
  return from.replace(/^( {2}(?:Up|Again|choosing parameters of actions|property TypeOK)) .*$/gm, "$1 _");
}

describe("check --explain", () => {
  it("says after the verdicts what is slow, and what would help", async () => {
    const { exitCode, out } = await new World(FILES).run("check Counter.tla --explain");
    expect(exitCode).toBe(0);
    expect(out.indexOf("What takes time")).toBeGreaterThan(out.indexOf("6 distinct (1 initial)"));
    const [time, ...rest] = explanation(out).split("\n\n");
    expect(time).toMatch(
      /^What takes time when the interpreter evaluates 6 of the states again:\n +time {2}in vain {2}steps/,
    );
    expect(time).toMatch(/^ {2}Up _\n {2}Again _$/m);
    expect(rest.map((section) => section.split("\n")[0])).toEqual([
      "What makes states many and large, of the 6 states found:",
      "What would help, by the same states:",
      "How the run was evaluated:",
    ]);
    expect(rest[0]).toMatch(/^ {2}x {7}6 {18}1 {2}17 % {6}1 {5}1$/m);
    expect(rest[2]).toMatch(/^ {2}The interpreter evaluated everything\.$/m);
  });

  it("gives the same in JSON, under one key", async () => {
    const { out } = await new World(FILES).run("check Counter.tla --explain --json");
    const [{ explanation: said }] = JSON.parse(out).results;
    expect(said.counted).toBe(6);
    expect(said.variables).toEqual([{ name: "x", values: 6, without: 1, meanParts: 1, mostParts: 1 }]);
    expect(said.remedies).toEqual({ view: null, symmetries: [], constraint: "Bound", untried: [], against: null });
    expect(said.evaluation).toEqual({ by: "interpreter", aided: 0, left: 0, unpacked: "early", packed: null });
  });

  it("is of the states found within a budget", async () => {
    const { exitCode, out } = await new World(FILES).run(
      "check Counter.tla --explain --max-states 4 --constant Top=90",
    );
    expect(exitCode).toBe(30);
    expect(explanation(out)).toContain("of the 4 states found:");
    expect(explanation(out)).toContain(
      "    x <= 1  2  50 %  it grew from 0 at level 1 to 2 at level 3 to 3 at level 4\n",
    );
  });

  it("is not said unless asked for", async () => {
    const world = new World(FILES);
    expect((await world.run("check Counter.tla")).out).not.toContain("What takes time");
    expect(JSON.parse((await world.run("check Counter.tla --json")).out).results[0]).not.toHaveProperty("explanation");
  });

  it("is what --explain-layout has become", async () => {
    const { exitCode, note } = await new World(FILES).run("check Counter.tla --explain-layout");
    expect(exitCode).toBe(2);
    expect(note).toContain("check has no option --explain-layout; did you mean --explain?");
  });
});
