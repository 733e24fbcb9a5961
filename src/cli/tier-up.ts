/** When V8 optimizes: not while a specification is made ready, whose code has mostly run by the time it is optimized. */

import { setFlagsFromString } from "node:v8";

/** How much of a function is run before V8 optimizes it: V8 11's default, in Node 20, and what serves loading. */
const USUAL = 67_584;
const LOADING = 600_000;

/** Does `load` with fewer functions optimized: a fourth less CPU time for a large specification, measured on Node 20. */
export function whileLoading<T>(load: () => T): T {
  // Other versions of V8 have other defaults, and cannot be asked for them.
  if (!process.versions.v8.startsWith("11.")) return load();
  setFlagsFromString(`--interrupt-budget=${LOADING}`);
  try {
    return load();
  } finally {
    setFlagsFromString(`--interrupt-budget=${USUAL}`);
  }
}
