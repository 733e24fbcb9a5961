/** What a benchmark ran on, without a name by which the machine could be found. */

import { cpus, totalmem } from "node:os";

/** One line: kind of processor, cores, memory, Node. */
export function machineText(): string {
  const processors = cpus();
  const kind = (processors[0]?.model ?? "unknown processor").trim().replace(/\s+/g, " ");
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${kind}, ${processors.length} cores, ${memory} GiB of memory, ${process.platform}, Node ${process.version.slice(1)}`;
}
