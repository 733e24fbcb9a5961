/** The program as it ships, in processes of its own. */

import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, inject } from "vitest";
import { bundle } from "../../build/bundle.ts";
import { type Circumstances, type Started, startProgram } from "./process.ts";
import type { World } from "./world.ts";

/** Made once for all test files of this process: it takes seconds. */
let bundled: Promise<void> | null = null;

export class BundledProgram {
  /** Has `main.js` and what it needs. */
  readonly folder = join(inject("bundles"), `cli-${process.pid}`);
  /** What Node is to run. */
  readonly main = join(this.folder, "main.js");

  /** Bundles before the tests of the file or group that calls this, unless that has been done. */
  constructor() {
    beforeAll(() => {
      bundled ??= bundle(this.folder);
      return bundled;
    });
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
    const env = { ...process.env, XDG_CACHE_HOME: cacheHome };
    return spawnSync(process.execPath, [...options, this.main, ...words], {
      cwd: world.directory,
      env,
      encoding: "utf8",
      timeout: 60_000,
    });
  }

  /** Starts it in the folder of a world. */
  start(world: World, words: readonly string[], circumstances: Circumstances = {}): Started {
    return startProgram(this.main, world.directory, words, circumstances);
  }
}
