/** What a spec may do to the world: write below the folder for results, read variables that the user named. */

import { appendFileSync, lstatSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import { reasonOf } from "./input-file.ts";
import { makeFolder, writeWhole } from "./out-folder.ts";

/** What the user allows, from `--allow-write` and `--env`. */
export interface SpecAccess {
  readonly write: boolean;
  readonly environment: readonly string[];
}

/**
 * Writes files for a spec: all below `out`, whatever path it gives; links must not lead out of it. Throws Error with
 * words for the user. Null when writing is not allowed.
 */
export function specWriter(
  directory: string,
  out: string,
  access: SpecAccess,
): ((path: string, text: string, append: boolean) => void) | null {
  if (!access.write) return null;
  const root = resolve(directory, out);
  return (path, text, append) => {
    const target = resolve(root, isAbsolute(path) ? relative("/", path) : path);
    if (!inside(root, target)) throw new Error(`${path} leads out of ${out}`);
    try {
      makeFolder(root);
      const real = realpathSync(root);
      // Before anything is made: no folder on the way, and not the file itself, may be a link that leads elsewhere.
      const way = realpathSync(nearest(target));
      if (way !== real && !inside(real, way)) throw new Error(`${path} leads out of ${out}`);
      makeFolder(dirname(target));
      if (append) appendFileSync(target, text);
      else writeWhole(target, text);
    } catch (error) {
      if (error instanceof Error && !("code" in error)) throw error;
      throw new Error(`${path} cannot be written: ${reasonOf(error)}`);
    }
  };
}

/** The path itself, or the nearest folder around it that exists. A link counts as existing, wherever it leads. */
function nearest(path: string): string {
  let at = path;
  while (lstatSync(at, { throwIfNoEntry: false }) === undefined) at = dirname(at);
  return at;
}

/** The variables that the user named and that are set. */
export function specEnvironment(access: SpecAccess): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of access.environment) {
    const value = process.env[name];
    if (value !== undefined) found.set(name, value);
  }
  return found;
}

/** The variables that are set and that the user did not name. */
export function hiddenEnvironment(access: SpecAccess): ReadonlySet<string> {
  return new Set(Object.keys(process.env).filter((name) => !access.environment.includes(name)));
}

function inside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && !isAbsolute(way) && way.split(/[\\/]/)[0] !== "..";
}
