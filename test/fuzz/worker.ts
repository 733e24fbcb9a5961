/** Tries inputs one after the other; how each ended goes back to the main thread. */

import { parentPort } from "node:worker_threads";
import { attempt } from "./attempt.ts";
import type { Input } from "./corpus.ts";

/** What the main thread is told: how it ended, or the stack of what was thrown. */
export type Outcome = { readonly end: string; readonly thrown: null } | { readonly end: null; readonly thrown: string };

parentPort?.on("message", async (input: Input) => {
  let outcome: Outcome;
  try {
    outcome = { end: await attempt(input), thrown: null };
  } catch (error) {
    outcome = { end: null, thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(outcome);
});
