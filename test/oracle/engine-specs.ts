/** The specs of this repository on both engines. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/checker/index.ts";
import { loadTlaModel } from "../../src/models/tla/index.ts";
import { summary } from "./engines.ts";

/** All configurations of the repository, by path. */
export const configs: readonly string[] = ["specs/examples", "specs/vfio"].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".cfg"))
    .map((file) => join(folder, file)),
);

/** All that a user can see of a configuration's result after at most so many states. */
export async function resultOf(config: string, engine: "interpreter" | "compiled", maxStates: number): Promise<string> {
  const spec = `${config.replace(/\.(?:[^/]*)$/, "").split(".")[0]}.tla`;
  const files = { read: (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : null) };
  const { model } = loadTlaModel({ spec, config, engine, files, deadlock: true, onPrint: () => {} });
  if (model === null) throw new Error(`${config} has no model`);
  return summary(await check(model, { maxStates }));
}
