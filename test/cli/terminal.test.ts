/** The real program under a terminal of a certain width, and piped. */

import { execFileSync, spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { BundledProgram } from "./bundled-program.ts";
import { World } from "./world.ts";

const program = new BundledProgram();

/** The program of util-linux that runs another under a terminal. */
const hasScript = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true;

const GRID = `---- MODULE Grid ----
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\\ y = 0
Right == x' = x + 1 /\\ UNCHANGED y
Up == y' = y + 1 /\\ UNCHANGED x
Next == Right \\/ Up
Spec == Init /\\ [][Next]_vars
Inv == x < 2
Natural == x \\in Nat
Live == <>(y = 3)
====
`;
const CONFIG = "SPECIFICATION Spec\nINVARIANTS Inv Natural\nPROPERTY Live\n";
const WORDS = ["check", "Grid.tla", "--max-time", "2s", "--keep-going"];
/**
 * Fewer than a million states in two seconds: in 80 columns there is room for more than their number. A search that comes
 * to its end before would decide behaviors, and say so in place of figures.
 */
const FEWER = [...WORDS, "--engine", "interpreter"];

/** What the terminal shows: stdout and stderr together, as they come. */
function typed(columns: number, world: World, words: readonly string[]): string {
  const env = { ...process.env, TERM: "xterm", NO_COLOR: "", FORCE_COLOR: "", SHELL: "/bin/sh" };
  const command = `stty cols ${columns} rows 40; ${[process.execPath, program.main, ...words].join(" ")}`;
  return execFileSync("script", ["-qec", `${command} || true`, "/dev/null"], {
    cwd: world.directory,
    env,
    encoding: "utf8",
    timeout: 60_000,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** The lines that are left when all is over: what is redrawn leaves nothing. */
function lasting(shown: string): string[] {
  return shown
    .split("\n")
    .map((line) => (line.split("\r\u001b[K").at(-1) as string).replace(escapes, "").replace("\r", ""));
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[mK]`, "g");

beforeAll(() => {
  if (!hasScript) console.log("there is no script(1) of util-linux: terminals are not tested");
});

describe.skipIf(!hasScript)("on a terminal", () => {
  it("that reports no width has the line of progress all the same", () => {
    const shown = typed(0, new World({ "Grid.tla": GRID, "Grid.cfg": CONFIG }), FEWER);
    const redrawn = shown.split("\r\u001b[K").map((text) => text.split("\r\n")[0] as string);
    const progress = redrawn.filter((text) => / distinct, .*(s|MB|\/s)$/.test(text));
    expect(progress.length).toBeGreaterThan(2);
    for (const line of progress) expect(line.length).toBeLessThan(80);
  });

  // 132 columns would do for some speeds and sizes of a machine, and not for others.
  it.each([80, 160])("of %i columns redraws one line that fits, whole figures only", (columns) => {
    const shown = typed(columns, new World({ "Grid.tla": GRID, "Grid.cfg": CONFIG }), FEWER);
    const redrawn = shown.split("\r\u001b[K").slice(1);
    const progress = redrawn
      .map((text) => text.split("\r\n")[0] as string)
      .filter((text) => text.startsWith("violated: "));
    expect(progress.length).toBeGreaterThan(2);
    for (const line of progress) {
      expect(line.length).toBeLessThan(columns);
      expect(line).toMatch(
        /^violated: Inv( and 1 more)? \(\^C ends the search\); (deciding behaviors; [\d,]+ behaviors, )?([\d,]+ generated, )?([\d,]+ distinct, )?.*(s|MB|\/s)$/,
      );
    }
    // How many were generated, which is at least as long a number, is left out where there is no room for it.
    for (const line of progress.filter((text) => !text.includes(" generated, "))) {
      const [count = ""] = /[\d,]+(?= distinct| behaviors)/.exec(line) ?? [];
      expect(`${line}${count} generated, , `.length).toBeGreaterThan(columns - 1);
    }
    if (columns === 160) expect(progress.some((line) => line.includes(" generated, "))).toBe(true);
    // Nothing of a line of progress is left when the rest is read, and nothing is told twice.
    const left = lasting(shown);
    expect(left.filter((line) => line.startsWith("Inv is violated"))).toHaveLength(1);
    expect(left.filter((line) => line.includes("in the frontier"))).toEqual([]);
    const warnings = left.filter((line) => /^Grid\S+: warning|^ +\^+$|^warning/.test(line));
    expect(warnings[0]).toMatch(/^Grid.cfg:3:10: warning W612: Live says/);
    const wide = left.filter((line) => line.length > 100 && !warnings.includes(line));
    expect(wide).toEqual([]);
    expect(shown).toContain("  \u001b[31mviolated\u001b[39m   Inv       invariant, trace of 3 states\r\n");
    expect(left.at(-2)).toBe(`everystate 0.1.0: everystate ${FEWER.join(" ")}`);
  });

  it.each([80, 132])("of %i columns says how far a gate is, then the table and what differs", (columns) => {
    const configs = ["wide", "small", "a-configuration-with-a-long-name-for-which-eighty-columns-are-few"];
    const world = new World({
      "specs/Grid.tla": GRID.replace("x + 1", "(x + 1) % 40").replace("y + 1", "(y + 1) % 40"),
    });
    for (const name of configs) world.write(`specs/Grid.${name}.cfg`, "SPECIFICATION Spec\nINVARIANTS Inv Natural\n");
    const states = { initial: 1, generated: 3201, distinct: 1600, depth: 79 };
    const properties = [
      { name: "Deadlock", status: "holds" },
      { name: "Inv", status: "violated", states: 3, loop: null },
      { name: "Natural", status: "holds" },
    ];
    const runs = configs.map((name) => ({
      spec: "Grid.tla",
      config: `Grid.${name}.cfg`,
      row: name,
      states,
      properties,
    }));
    const drifting = { ...runs[0]!, states: { ...states, depth: 4 } };
    world.write("specs/verdicts.json", JSON.stringify({ version: 1, runs: [drifting, ...runs.slice(1)] }));
    const shown = typed(columns, world, ["gate", "specs"]);
    const progress = shown
      .split("\r\u001b[K")
      .slice(1)
      .map((text) => text.split("\r\n")[0] as string);
    for (const [at, name] of configs.entries()) {
      const begun = progress.filter((line) => line.startsWith(`${at + 1}/3 Grid.${name}`.slice(0, columns - 1)));
      expect(begun.length, name).toBeGreaterThan(0);
    }
    for (const line of progress.filter((text) => /^\d\/3 /.test(text))) expect(line.length).toBeLessThan(columns);
    const left = lasting(shown);
    expect(left.filter((line) => /^\d\/3 /.test(line))).toEqual([]);
    expect(left.filter((line) => line.length > 100)).toEqual([]);
    const table = left.slice(0, left.indexOf("drift: Grid.wide.cfg: states: recorded 4 depth, found 79"));
    expect(table.filter((line) => line.length >= columns)).toEqual([]);
    // Too wide for 80 columns in one.
    expect(table.filter((line) => /^wide +(violated|holds)/.test(line))).toHaveLength(columns === 80 ? 3 : 1);
    expect(shown).toContain("\u001b[31mdrift\u001b[39m: Grid.wide.cfg: states: recorded 4 depth, found 79\r\n");
    expect(shown).toContain("3 runs: \u001b[31m1 difference from the record\u001b[39m\r\n");
    expect(left.at(-2)).toBe("  or as text: everystate check specs/Grid.wide.cfg");
  });
});

describe("piped", () => {
  it("writes no escape codes and no progress within the first minute", async () => {
    const world = new World({ "Grid.tla": GRID, "Grid.cfg": CONFIG });
    const { code, out, note } = await program.start(world, WORDS, { env: { NO_COLOR: "", FORCE_COLOR: "" } }).ended;
    expect(code).toBe(12);
    expect(out + note).not.toMatch(/[\r\u001b]/);
    expect(note.split("\n").filter((line) => / warning W| note W|^warning W/.test(line))).toEqual([
      expect.stringMatching(/^Grid.cfg:3:10: warning W612: /),
      expect.stringMatching(/^warning W605: the search stopped at its budget max-time: /),
    ]);
    expect(note).not.toContain("in the frontier");
    expect(out).toMatch(/^Inv is violated: 3 states {2}Grid.tla:10:1\n(.*\n)*\nGrid.tla with Grid.cfg: violated\n/);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});
