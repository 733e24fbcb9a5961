/** A thread that is a rank of one search after the other. */

import { parentPort } from "node:worker_threads";
import { Rank, type Round } from "../../src/checker/distributed/rank.ts";
import type { Remade } from "../../src/models/model.ts";
import { remadeFor, type WorkRequest } from "../../src/models/tla/work.ts";
import { ThreadExchange } from "./thread-exchange.ts";

export interface RankJob {
  readonly request: WorkRequest;
  readonly rank: number;
  readonly size: number;
  readonly shared: SharedArrayBuffer;
  readonly round: Round;
}

parentPort?.on("message", ({ request, rank, size, shared, round }: RankJob) => {
  const exchange = new ThreadExchange(rank, size, shared);
  new Rank(exchange, remadeFor(request) as Remade, Number.POSITIVE_INFINITY, round).serve();
  parentPort?.postMessage("over");
});
