/** `check --workers N` with real threads, in the program as it ships. */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SPECS } from "../checker/ring.ts";
import { moduleText } from "../models/tla/spec.ts";
import { BundledProgram } from "./bundled-program.ts";
import { World } from "./world.ts";

/** Counts in two directions for ever; each state takes a while. */
const ENDLESS = `VARIABLES x, y
Init == x = 0 /\\ y = 0
Slow == Cardinality({s \\in SUBSET (1..9): Cardinality(s) = x % 9}) >= 0
Next == Slow /\\ ((x' = x + 1 /\\ UNCHANGED y) \\/ (y' = y + 1 /\\ UNCHANGED x))
Inv == x + y >= 0
`;
const ENDLESS_CFG = "INIT Init NEXT Next INVARIANT Inv\n";

/** Given to Node, it ends every worker soon. */
const ENDING = `if (process.env.EVERYSTATE_WORKER !== undefined) setTimeout(() => process.exit(3), 300);\n`;

describe("check --workers", { timeout: 120_000 }, () => {
  const program = new BundledProgram();
  const start = (world: World, words: readonly string[], options: readonly string[] = []) =>
    program.start(world, words, { options, env: { EVERYSTATE_WORKERS_AT: "0" } });

  it.each(SPECS.slice(2))("finds what one worker finds: %s", async (_, { body, cfg }) => {
    const world = new World({ "Spec.tla": moduleText(body), "Spec.cfg": cfg });
    const runs = ["1", "3"].map((count) => start(world, ["check", "Spec.tla", "--json", "--workers", count]).ended);
    const [alone, helped] = (await Promise.all(runs)).map(({ out, ...rest }) => {
      const [result] = JSON.parse(out).results;
      return { ...rest, result: { ...result, seconds: 0 } };
    });
    expect(helped).toEqual(alone);
  });

  it("ends without a verdict when a worker ends", async () => {
    const world = new World({ "Spec.tla": moduleText(ENDLESS), "Spec.cfg": ENDLESS_CFG, "ending.cjs": ENDING });
    const words = ["check", "Spec.tla", "--engine", "interpreter", "--workers", "2", "--max-time", "60s"];
    const { code, out, note } = await start(world, words, ["--require", join(world.directory, "ending.cjs")]).ended;
    expect(code).toBe(30);
    expect(note).toContain("W605: the search lost a worker (its thread ended with 3): ");
    expect(out).toMatch(/unchecked {2}Inv/);
  });

  it("ends at a signal", async () => {
    const world = new World({ "Spec.tla": moduleText(ENDLESS), "Spec.cfg": ENDLESS_CFG });
    const { child, ended } = start(world, ["check", "Spec.tla", "--engine", "interpreter", "--workers", "2"]);
    setTimeout(() => child.kill("SIGINT"), 4000);
    const { code, note } = await ended;
    expect(code).toBe(130);
    expect(note).toContain("the search was interrupted");
  });
});
