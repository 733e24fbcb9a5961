/** What the tests of the project's own structure read: source files and the modules they import. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, with a slash at the end: above this file, and above what is compiled of it. */
export const root = rootAbove(new URL(".", import.meta.url));

function rootAbove(folder: URL): string {
  return existsSync(new URL("package.json", folder)) ? fileURLToPath(folder) : rootAbove(new URL("..", folder));
}

/** A file: its path from the repository's root, with slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** All TypeScript files below `folder` (a path from the root), sorted by path; none if the folder does not exist. */
export function typescriptFiles(folder: string): SourceFile[] {
  let names: string[];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
  return names
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

const importPatterns = [
  /^[ \t]*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']/gm,
  /^[ \t]*import\s*["']([^"']+)["']/gm,
  /\bimport\s*\(\s*["']([^"']+)["']/g,
];

/** The module specifiers that a text imports, exports from, or loads with a literal `import()`. */
export function importsOf(text: string): string[] {
  return importPatterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] as string));
}
