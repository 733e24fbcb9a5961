/** Stack traces of our own defects, in terms of the source: the program that ships is a bundle. */

import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The stack of `error` with places in the bundle replaced by those in the source; unchanged without a source map. */
export function readableStack(error: Error): string {
  const bundle = fileURLToPath(import.meta.url);
  const stack = error.stack ?? error.message;
  let map: SourceMap;
  try {
    map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, "utf8")));
  } catch {
    return stack;
  }
  return mapStack(stack, bundle, map);
}

/** The same with the map at hand. Files of the source are named from the folder above that of `dist`. */
export function mapStack(stack: string, bundle: string, map: SourceMap): string {
  const folder = dirname(bundle);
  return stack
    .split("\n")
    .map((line) => {
      const at = line.indexOf(`${bundle}:`);
      const place = at < 0 ? null : /^(\d+):(\d+)/.exec(line.slice(at + bundle.length + 1));
      if (place === null) return line;
      const entry = map.findEntry(Number(place[1]) - 1, Number(place[2]) - 1);
      if (!("originalSource" in entry)) return line;
      const file = relative(join(folder, "../.."), join(folder, entry.originalSource));
      const after = line.slice(at + bundle.length + 1 + place[0].length);
      return `${line.slice(0, at)}${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}${after}`;
    })
    .join("\n");
}
