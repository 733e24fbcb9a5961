/** Threads that are the ranks of searches, the first of which is in the thread of the test. */

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import { Rank, type Round } from "../../src/checker/distributed/rank.ts";
import { type CheckOptions, type CheckResult, check } from "../../src/checker/index.ts";
import type { Model, Remade } from "../../src/models/model.ts";
import { remadeFor, type WorkRequest } from "../../src/models/tla/work.ts";
import type { RankJob } from "./rank-thread.ts";
import { ThreadExchange } from "./thread-exchange.ts";

/** Rounds so short that a level takes several. */
const SHORT: Round = { milliseconds: 1000, states: 20, words: 200 };

/** What is other in the first rank. */
interface FirstRank {
  readonly maxMemory?: number;
  readonly change?: (remade: Remade) => Remade;
}

export class RankPool {
  private readonly folder = mkdtempSync(join(tmpdir(), "everystate-ranks-"));
  private readonly threads: Worker[] = [];

  constructor() {
    const entry = fileURLToPath(new URL("rank-thread.ts", import.meta.url));
    const shape = { bundle: true, platform: "node", format: "cjs", logLevel: "error" } as const;
    buildSync({ entryPoints: [entry], outfile: this.file, ...shape });
  }

  private get file(): string {
    return join(this.folder, "rank.cjs");
  }

  /** What a search finds whose states are in `size` threads; null where the model is for one alone. */
  async check(
    model: Model,
    request: WorkRequest,
    { size, first = {}, ...options }: CheckOptions & { readonly size: number; readonly first?: FirstRank },
  ): Promise<CheckResult | null> {
    const remade = remadeFor(request);
    if (remade === null) return null;
    const shared = ThreadExchange.memory(size);
    const over: Promise<unknown>[] = [];
    while (this.threads.length < size - 1) this.threads.push(new Worker(this.file));
    for (let number = 1; number < size; number++) {
      const thread = this.threads[number - 1] as Worker;
      over.push(once(thread, "message"));
      thread.postMessage({ request, rank: number, size, shared, round: SHORT } satisfies RankJob);
    }
    const { maxMemory = Number.POSITIVE_INFINITY, changed = remade } = { ...first, changed: first.change?.(remade) };
    const rank = new Rank(new ThreadExchange(0, size, shared), changed, maxMemory, SHORT);
    const result = await check(model, { ...options, distributed: rank });
    await Promise.all(over);
    return result;
  }

  async end(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
    rmSync(this.folder, { recursive: true });
  }
}
