/** The program as it ships: bundled into a folder of its own, for the tests of one file. */

import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { bundle } from "../../build/bundle.ts";
import { root } from "../source-files.ts";
import type { World } from "./world.ts";

export class BundledProgram {
  readonly folder: string;

  /** Bundles before the tests of the file or group that calls this, and cleans up after them. */
  constructor() {
    const parent = mkdtempSync(join(root, "dist-"));
    this.folder = join(parent, "cli");
    beforeAll(() => bundle(this.folder));
    afterAll(() => rmSync(parent, { recursive: true }));
  }

  /**
   * Runs it in the folder of a world; `options` are Node's. What it keeps for later runs stays with the world, unless
   * `cacheHome` names another place.
   */
  run(
    world: World,
    words: readonly string[],
    options: readonly string[] = [],
    cacheHome = join(world.directory, ".cache"),
  ): SpawnSyncReturns<string> {
    const program = join(this.folder, "main.js");
    const env = { ...process.env, XDG_CACHE_HOME: cacheHome };
    return spawnSync(process.execPath, [...options, program, ...words], {
      cwd: world.directory,
      env,
      encoding: "utf8",
      timeout: 60_000,
    });
  }
}
