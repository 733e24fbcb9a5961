/** What the fuzzer begins with: public models where they are at hand, and generated systems of modules. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Random } from "../oracle/random.ts";
import { systemOf } from "../oracle/systems/generate.ts";
import { filesOf } from "../oracle/systems/print.ts";

/** A spec and its cfg, by paths into `files`; other modules are found beside the spec. */
export interface Input {
  readonly spec: string;
  readonly config: string;
  readonly files: Readonly<Record<string, string>>;
}

const folders = [resolve("..", "shared", "corpus"), resolve("..", "shared", "cases"), resolve("specs")];

/** Paths of cfgs with a module of the same name beside them. */
export function publicModels(): string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (path.endsWith(".cfg") && existsSync(specOf(path))) found.push(path);
    }
  };
  for (const folder of folders) if (existsSync(folder)) visit(folder);
  return found.sort();
}

const specOf = (config: string): string => config.replace(/\.cfg$/, ".tla");

/** One to begin with: two in three are public models, if there are any. */
export function original(random: Random, models: readonly string[]): Input {
  if (models.length > 0 && random.chance(0.66)) {
    const config = random.pick(models);
    const spec = specOf(config);
    return { spec, config, files: { [spec]: readFileSync(spec, "utf8"), [config]: readFileSync(config, "utf8") } };
  }
  return { spec: "Spec.tla", config: "Spec.cfg", files: filesOf(systemOf(random.integer(0, 1_000_000))) };
}
