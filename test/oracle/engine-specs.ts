/** The specs of this repository on both engines. */

import { existsSync, readFileSync } from "node:fs";
import { check } from "../../src/checker/index.ts";
import { resolveTargets } from "../../src/cli/target.ts";
import { loadTlaModel } from "../../src/models/tla/index.ts";
import { summary } from "./engines.ts";

/** All configurations of the repository, by path, with the path of their module. */
export const specs: ReadonlyMap<string, string> = new Map(
  resolveTargets(".", ["specs"], []).flatMap((target) =>
    target.config === null || "problem" in target ? [] : [[target.config, target.spec]],
  ),
);

/** The configurations of the repository by path, without those of seeded bugs. */
export const configs: readonly string[] = [...specs.keys()].filter((config) => !config.includes("/seeded/"));

/** All that a user can see of a configuration's result after at most so many states. */
export async function resultOf(config: string, engine: "interpreter" | "compiled", maxStates: number): Promise<string> {
  const spec = specs.get(config)!;
  const files = { read: (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : null) };
  const { model } = loadTlaModel({ spec, config, engine, files, deadlock: true, onPrint: () => {} });
  if (model === null) throw new Error(`${config} has no model`);
  return summary(await check(model, { maxStates }));
}
