/**
 * Graphviz. It may draw a large graph for minutes, and can be ended only in a process of its own, which takes longer to
 * begin than most drawings take.
 */

import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";

/** Milliseconds that a drawing still has when it is no longer wanted: most are ready by then. */
const GRACE = 500;

/**
 * The picture of `dot` as Graphviz draws it; null if `signal` ended it. Without one it is drawn in this process. Rejects
 * when the DOT text is wrong.
 */
export async function drawnByGraphviz(dot: string, signal: AbortSignal | undefined): Promise<string | null> {
  if (signal !== undefined) return await drawnBeside(dot, signal);
  // Loaded when the first picture is drawn: most runs draw none.
  const { renderGraphFromSource } = await import("graphviz-cli");
  return await renderGraphFromSource({ input: dot }, { format: "svg", engine: "dot" });
}

/** What the other process loads first: it ends with this one, also where that is killed. Graphviz has a thread of its own. */
const ENDING = `data:text/javascript,${encodeURIComponent("process.once('disconnect', () => process.kill(process.pid, 'SIGKILL')); process.channel?.unref();")}`;

function drawnBeside(dot: string, signal: AbortSignal): Promise<string | null> {
  const program = join(dirname(createRequire(import.meta.url).resolve("graphviz-cli")), "../bin/graphviz.cjs");
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const child = fork(program, ["-Tsvg", "-Kdot"], { execArgv: ["--import", ENDING], silent: true });
    const giveUp = (): void => {
      timer = setTimeout(() => child.kill("SIGKILL"), GRACE);
    };
    const svg = collected(child.stdout);
    const complaint = collected(child.stderr);
    child.once("error", reject);
    child.once("close", (code, killed) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      if (code === 0) resolve(svg.join(""));
      // A terminal tells this process of Ctrl-C, too, perhaps before us.
      else if (signal.aborted || killed === "SIGINT") resolve(null);
      else reject(new Error(`Graphviz failed: ${complaint.join("").trim()}`));
    });
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
    // One that ended before it has read all tells why by itself.
    child.stdin?.on("error", () => {});
    child.stdin?.end(dot);
  });
}

/** What comes from a stream, in parts. */
function collected(stream: Readable | null): readonly string[] {
  const parts: string[] = [];
  stream?.setEncoding("utf8").on("data", (part: string) => parts.push(part));
  return parts;
}
