/** What happens in a command as one line of JSON each, in the format of docs/json.md. */

import type { Progress, ToldFinding } from "../checker/index.ts";
import { diagnosticJson, propertyJson, type RunRecord, runJson } from "./json.ts";

/** A run begins, goes on, finds something, or is over. */
export type RunEvent =
  | (Pick<RunRecord, "spec" | "config" | "constants"> & { readonly event: "run" })
  | (Progress & { readonly event: "progress" })
  | { readonly event: "finding"; readonly finding: ToldFinding; readonly diagram: string | null }
  | { readonly event: "result"; readonly run: RunRecord };

/** One event as a line; ends with a newline. */
export function eventLine(event: RunEvent): string {
  return `${JSON.stringify(eventJson(event))}\n`;
}

function eventJson(event: RunEvent): object {
  switch (event.event) {
    case "run": {
      const { spec, config, constants = [] } = event;
      return { event: "run", spec, config, constants: Object.fromEntries(constants.map((c) => [c.name, c.value])) };
    }
    case "progress":
      // Infinity, for no budget, is null in JSON.
      return event;
    case "finding": {
      const { finding, diagram } = event;
      if (finding.kind === "violation") return { event: "violation", ...propertyJson(finding.property), diagram };
      const { diagnostic, during } = finding.failure;
      return { event: "failure", during, ...diagnosticJson(diagnostic, null), diagram };
    }
    case "result":
      return { event: "result", ...runJson(event.run) };
  }
}
