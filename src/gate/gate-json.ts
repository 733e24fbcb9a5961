/** The answer of a gate as one JSON document, in the format of docs/json.md. */

import { runJson } from "../report/index.ts";
import type { Difference } from "./judgement.ts";
import type { GateRun } from "./record.ts";

/** What a gate has to say. */
interface GateAnswer {
  readonly version: string;
  readonly exitCode: number;
  readonly folder: string;
  readonly profile: string;
  readonly runs: readonly GateRun[];
  readonly differences: readonly Difference[];
}

/** The document; ends with a newline. A run is one of `check --json`, with its differences from the record. */
export function gateJson({ version, exitCode, folder, profile, runs, differences }: GateAnswer): string {
  const results = runs.map(({ recorded, found }) => ({
    ...runJson(found),
    row: recorded.row,
    variant: recorded.variant,
    environment: recorded.environment,
    differences: differences.filter(({ config }) => config === recorded.config).map(({ text }) => text),
  }));
  return `${JSON.stringify({ tool: "everystate", version, exitCode, folder, profile, differences, results }, null, 2)}\n`;
}
