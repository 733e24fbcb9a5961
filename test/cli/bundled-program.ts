/** The program as it ships, in processes of its own. */

import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, inject } from "vitest";
import { bundle } from "../../build/bundle.ts";
import type { World } from "./world.ts";

/** Milliseconds: longer than any test waits. Should its runner be ended, nothing is left to run for ever. */
const LONGEST = 150_000;

/** Made once for all test files of this process: it takes seconds. */
let bundled: Promise<void> | null = null;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly note: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

interface Circumstances {
  /** Node's options. */
  readonly options?: readonly string[];
  /** A command that runs the one that follows it. */
  readonly under?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Is told all that it has written to stderr, whenever that grows. */
  readonly onNote?: (note: string) => void;
}

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
    const { options = [], under = [], env = {}, onNote } = circumstances;
    const [first, ...rest] = [...under, process.execPath, ...options, this.main, ...words];
    const child = spawn(first as string, rest, {
      cwd: world.directory,
      env: { ...process.env, XDG_CACHE_HOME: join(world.directory, ".cache"), ...env },
      timeout: LONGEST,
    });
    let [out, note] = ["", ""];
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      note += data.toString();
      onNote?.(note);
    });
    const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, out, note })));
    return { child, ended };
  }
}
