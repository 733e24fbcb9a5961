/** What may not be read or written, as another user than root, who may everything. */

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../source-files.ts";
import { BundledProgram } from "./bundled-program.ts";
import { COUNTER, counterConfig, World } from "./world.ts";

const isRoot = process.getuid?.() === 0;
const nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];

/** Can the program be run as nobody here? Where the checkout itself may not be read by others, it cannot. */
const can = isRoot && spawnSync("setpriv", [...nobody, "test", "-r", join(root, "src/cli/main.ts")]).status === 0;

const program = new BundledProgram();

/** Runs the program as nobody, in a folder that everybody may enter. */
function asNobody(world: World, ...words: string[]): { code: number | null; out: string; note: string } {
  chmodSync(world.directory, 0o777);
  const command = [...nobody, process.execPath, program.main, "check", ...words];
  const { status, stdout, stderr } = spawnSync("setpriv", command, {
    cwd: world.directory,
    encoding: "utf8",
    env: { ...process.env, HOME: world.directory, TMPDIR: world.directory },
  });
  return { code: status, out: stdout, note: stderr };
}

const counter = (): World =>
  new World({ "s/Counter.tla": COUNTER, "s/Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2") });

beforeAll(() => {
  if (!can) console.log("not root, or no setpriv, or a checkout that others may not read: rights are not tested");
});

describe.skipIf(!can)("without rights", () => {
  it("a spec or a configuration is a diagnostic", () => {
    const world = counter();
    chmodSync(join(world.directory, "s/Counter.tla"), 0);
    const spec = asNobody(world, "s/Counter.tla");
    expect([spec.code, spec.out]).toEqual([
      150,
      expect.stringContaining("error E511: s/Counter.tla cannot be read: permission denied"),
    ]);
    chmodSync(join(world.directory, "s/Counter.tla"), 0o644);
    chmodSync(join(world.directory, "s/Counter.cfg"), 0);
    const config = asNobody(world, "s/Counter.tla");
    expect([config.code, config.out]).toEqual([
      151,
      expect.stringContaining("error E511: s/Counter.cfg cannot be read: permission denied"),
    ]);
  });

  it("a folder is a mistake of the command line", () => {
    const world = counter();
    chmodSync(join(world.directory, "s"), 0);
    const { code, note } = asNobody(world, "s");
    chmodSync(join(world.directory, "s"), 0o755);
    expect([code, note]).toEqual([2, expect.stringContaining("the folder s cannot be read: permission denied")]);
  });

  it("a folder for traces is a warning, and the verdict stays", () => {
    const world = counter();
    world.write("out/x", "");
    chmodSync(join(world.directory, "out"), 0o555);
    const { code, note } = asNobody(world, "s/Counter.tla");
    expect([code, note]).toEqual([
      12,
      expect.stringContaining(
        "warning W519: the trace of Below2 could not be written to out/s/Counter/Below2.*: permission denied",
      ),
    ]);
  });
});

it.skipIf(!existsSync("/proc/self"))(
  "a folder for traces below /proc is a warning, and the verdict stays",
  async () => {
    const { exitCode, out, note } = await counter().run("check s/Counter.tla --out /proc/everystate");
    expect([exitCode, note]).toEqual([
      12,
      expect.stringContaining(
        "warning W519: the trace of Below2 could not be written to /proc/everystate/s/Counter/Below2.*: ",
      ),
    ]);
    expect(out).toContain("Below2 is violated: 3 states");
  },
);
