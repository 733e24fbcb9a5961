/** The real program under a terminal of a certain width, and piped. */

import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "./program.ts";
import { World } from "./world.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

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

/** What the terminal shows: stdout and stderr together, as they come. */
function typed(columns: number): string {
  const world = new World({ "Grid.tla": GRID, "Grid.cfg": CONFIG });
  const tsx = `${root}/node_modules/tsx/dist/loader.mjs`;
  const program = [process.execPath, "--import", tsx, `${root}/src/cli/main.ts`, ...WORDS].join(" ");
  const env = { ...process.env, TERM: "xterm", NO_COLOR: "", FORCE_COLOR: "", SHELL: "/bin/sh" };
  const command = `stty cols ${columns} rows 40; ${program}`;
  return execFileSync("script", ["-qec", `${command} || true`, "/dev/null"], {
    cwd: world.directory,
    env,
    encoding: "utf8",
    timeout: 60_000,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[mK]`, "g");

beforeAll(() => {
  if (!hasScript) console.log("there is no script(1) of util-linux: terminals are not tested");
});

describe.skipIf(!hasScript)("on a terminal", () => {
  it.each([80, 132])("of %i columns redraws one line that fits, whole figures only", (columns) => {
    const shown = typed(columns);
    const redrawn = shown.split("\r\u001b[K").slice(1);
    const progress = redrawn
      .map((text) => text.split("\r\n")[0] as string)
      .filter((text) => text.startsWith("violated: "));
    expect(progress.length).toBeGreaterThan(3);
    for (const line of progress) {
      expect(line.length).toBeLessThan(columns);
      expect(line).toMatch(
        /^violated: Inv \(\^C ends the search\); (deciding behaviors; )?([\d,]+ generated, )?[\d,]+ distinct, .*(s|MB|\/s)$/,
      );
    }
    const widest = Math.max(...progress.map(({ length }) => length));
    expect(
      progress.some((line) => line.includes(" generated, ")),
      `${widest} columns`,
    ).toBe(columns === 132);
    // Nothing of a line of progress is left when the rest is read, and nothing is told twice.
    const lasting = shown
      .split("\n")
      .map((line) => (line.split("\r\u001b[K").at(-1) as string).replace(escapes, "").replace("\r", ""));
    expect(lasting.filter((line) => line.startsWith("Inv is violated"))).toHaveLength(1);
    expect(lasting.filter((line) => line.includes("in the frontier"))).toEqual([]);
    const warnings = lasting.filter((line) => /^Grid\S+: warning|^ +\^+$|^warning/.test(line));
    expect(warnings[0]).toMatch(/^Grid.cfg:3:10: warning W612: Live says/);
    const wide = lasting.filter((line) => line.length > 100 && !warnings.includes(line));
    expect(wide).toEqual([]);
    expect(shown).toContain("  \u001b[31mviolated\u001b[39m   Inv       invariant, trace of 3 states\r\n");
    expect(lasting.at(-2)).toBe(`everystate 0.1.0: everystate ${WORDS.join(" ")}`);
  });
});

describe("piped", () => {
  it("writes no escape codes and no progress within the first minute", async () => {
    const world = new World({ "Grid.tla": GRID, "Grid.cfg": CONFIG });
    const { code, out, note } = await runProgram(world, WORDS, { NO_COLOR: "", FORCE_COLOR: "" });
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
