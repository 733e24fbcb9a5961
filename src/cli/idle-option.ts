/** Options that would say nothing beside others are refused: whoever writes one expects something of it. */

import { listed } from "../report/index.ts";
import { UsageError } from "./context.ts";

/** Throws UsageError for those of `options`, by their names, that are given; `where` says beside what they do nothing. */
export function refuseIdle(where: string, options: Readonly<Record<string, boolean>>): void {
  const given = Object.keys(options).filter((name) => options[name] === true);
  if (given.length === 0) return;
  const names = listed(given.map((name) => `--${name}`));
  throw new UsageError(`${names} ${given.length === 1 ? "does" : "do"} nothing ${where}`);
}

/** What a gate is given. */
interface GateWords {
  readonly mutate: boolean;
  readonly update: boolean;
  readonly code?: string | undefined;
  readonly "no-cache": boolean;
  readonly out: string;
  readonly row: readonly unknown[];
}

export function refuseIdleOfGate({ mutate, update, code, out, row, "no-cache": noCache }: GateWords): void {
  if (!mutate) refuseIdle("without --mutate", { row: row.length > 0 });
  else refuseIdle("beside --mutate", { update, code: code !== undefined, "no-cache": noCache, out: out !== "out" });
}

/** What a check is given. */
interface CheckWords {
  readonly "fail-fast": boolean;
  readonly "keep-going": boolean;
  readonly order: string;
  readonly "liveness-every"?: string | undefined;
  readonly checkpoint?: string | undefined;
  readonly "checkpoint-every"?: string | undefined;
  readonly resume?: string | undefined;
}

export function refuseIdleOfCheck(given: CheckWords): void {
  refuseIdle("beside --fail-fast", { "keep-going": given["keep-going"] && given["fail-fast"] });
  const liveness = given["liveness-every"] !== undefined;
  refuseIdle("beside --order depth, which shows nothing of whole behaviors", {
    "liveness-every": liveness && given.order === "depth",
  });
  const kept = given.checkpoint !== undefined || given.resume !== undefined;
  refuseIdle("without --checkpoint or --resume", {
    "checkpoint-every": given["checkpoint-every"] !== undefined && !kept,
  });
}

/** What a question about a trace is given. */
interface TraceWords {
  readonly trace?: string | undefined;
  readonly "no-deadlock": boolean;
  readonly "max-states"?: string | undefined;
  readonly "max-time"?: string | undefined;
  readonly "max-memory"?: string | undefined;
}

export function refuseIdleOfTrace(given: TraceWords): void {
  if (given.trace === undefined) return;
  refuseIdle("beside --trace, with which nothing is checked", {
    "no-deadlock": given["no-deadlock"],
    "max-states": given["max-states"] !== undefined,
    "max-time": given["max-time"] !== undefined,
    "max-memory": given["max-memory"] !== undefined,
  });
}
