/** A folder for the bundled programs of a run of vitest, in which each of its processes makes one when a test needs it. */

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { root } from "../source-files.ts";

declare module "vitest" {
  interface ProvidedContext {
    bundles: string;
  }
}

export default function setup({ provide }: TestProject): void {
  const folder = mkdtempSync(join(root, "dist-"));
  // Some tests run it as another user.
  chmodSync(folder, 0o755);
  provide("bundles", folder);
  // Also of a run that a signal ends.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
