/** Work that several processes do, a share each: this program again, with the same words. */

import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import type { Share } from "../mutants/index.ts";
import type { Context } from "./context.ts";

/** Set for a process that does a share, such as `2/4`; it prints what it found as JSON, and nothing else. */
const MARK = "EVERYSTATE_SHARE";

/** How a command is divided among processes. */
export interface Workers {
  /** What this process does; null for the one that the user started. */
  readonly share: Share | null;
  /** Runs the command again for a share; the answer is what it printed. */
  start(share: Share): Promise<string>;
}

/** The workers of the real world. Rejects where one of them fails. */
export function processes(words: readonly string[], signal: AbortSignal): Workers {
  const [part = 0, of = 0] = (process.env[MARK] ?? "").split("/").map(Number);
  return {
    share: of === 0 ? null : { part, of },
    start: (share) => started(words, share, signal),
  };
}

function started(words: readonly string[], { part, of }: Share, signal: AbortSignal): Promise<string> {
  const program = process.argv[1] as string;
  const child = spawn(process.execPath, [...process.execArgv, program, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, [MARK]: `${part}/${of}` },
  });
  signal.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (text !== "" || signal.aborted) resolve(text);
      else reject(new Error(`the process for share ${part} of ${of} ended with ${code}`));
    });
  });
}

/** As many processes as the user wants, or there are cores. */
export function workerCount(wanted: number | null): number {
  return wanted ?? availableParallelism();
}

/**
 * What `work` finds in each share, in their order; done here where there is one. In a process for a share that is printed,
 * and the answer is null. `T` is nothing but data.
 */
export async function inShares<T>(
  count: number,
  work: (share: Share) => Promise<T>,
  { workers, signal, out }: Context,
): Promise<T[] | null> {
  if (workers?.share != null) {
    out(JSON.stringify(await work(workers.share)));
    return null;
  }
  if (workers === undefined || count === 1) return [await work({ part: 1, of: 1 })];
  const shares = Array.from({ length: count }, (_, k) => ({ part: k + 1, of: count }));
  const texts = await Promise.all(shares.map((share) => workers.start(share)));
  return signal.aborted ? [] : texts.map((text) => JSON.parse(text) as T);
}
