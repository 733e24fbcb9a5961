/** Actions that no run of a gate takes: one that is idle in one run may be busy in another. */

import type { Location } from "../models/model.ts";
import { locationText } from "../report/index.ts";
import type { GateRun } from "./record.ts";

/** `Name (file:line:col)` for each; `fileOf` gives a module and a link to it the same name. */
export function idleActions(runs: readonly GateRun[], fileOf: (location: Location) => string): string[] {
  const busy = new Map<string, boolean>();
  for (const { found } of runs) {
    for (const { name, location, generated } of found.result?.actions ?? []) {
      const key = location === null ? name : `${name} (${locationText({ ...location, file: fileOf(location) })})`;
      busy.set(key, busy.get(key) === true || generated > 0);
    }
  }
  return [...busy].filter(([, taken]) => !taken).map(([key]) => key);
}
