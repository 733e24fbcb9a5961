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

/** States that are packed, more than a search looks up without WebAssembly, with values that are new again and again. */
const PACKED = `CONSTANT N
VARIABLES x, y, q
Init == x = 0 /\\ y = 0 /\\ q = <<>>
Right == x < N /\\ x' = x + 1 /\\ UNCHANGED <<y, q>>
Up == y < N /\\ y' = y + 1 /\\ UNCHANGED <<x, q>>
Put == x % 40 = 7 /\\ Len(q) < 1 /\\ q' = Append(q, [of |-> y \\div 20]) /\\ UNCHANGED <<x, y>>
Next == Right \\/ Up \\/ Put
Inv == x + y <= 2 * N
Few == x = 140 => Len(q) < 1
`;
const PACKED_CFG = "CONSTANT N = 150\nINIT Init NEXT Next INVARIANTS Inv Few CHECK_DEADLOCK FALSE\n";

/** Given to Node, it ends every worker soon. */
const ENDING = `if (process.env.EVERYSTATE_WORKER !== undefined) setTimeout(() => process.exit(3), 300);\n`;

/** The same for one that shares states, and never lets its event loop turn. */
const ENDING_SHARED = `const { notify } = Atomics;
let calls = 0;
if (process.env.EVERYSTATE_WORKER !== undefined)
  Atomics.notify = (...args) => (++calls > 50 ? process.exit(3) : notify(...args));
`;

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

  it("finds what one worker finds where states are packed and shared", async () => {
    const world = new World({ "Spec.tla": moduleText(PACKED), "Spec.cfg": PACKED_CFG });
    const words = ["check", "Spec.tla", "--json", "--keep-going", "--workers"];
    const results = [];
    for (const count of ["1", "2", "3"]) {
      const { code, out, note } = await start(world, [...words, count]).ended;
      const [result] = JSON.parse(out).results;
      expect([code, note]).toEqual([12, expect.not.stringContaining("W623")]);
      expect(result.states.distinct).toBeGreaterThan(100_000);
      results.push({ ...result, seconds: 0 });
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it("ends without a verdict when a worker ends that shares packed states", async () => {
    const world = new World({
      "Spec.tla": moduleText(PACKED),
      "Spec.cfg": PACKED_CFG.replace("150", "100000").replace(" Few", ""),
      "ending.cjs": ENDING_SHARED,
    });
    const words = ["check", "Spec.tla", "--workers", "2", "--max-time", "30s"];
    const { code, out, note } = await start(world, words, ["--require", join(world.directory, "ending.cjs")]).ended;
    expect(code).toBe(30);
    expect(note).toContain("W605: the search lost a worker (its thread ended with 3): ");
    expect(out).toMatch(/unchecked {2}Inv/);
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
