/** The parts of the source on floors: each imports only from floors below its own. */

import { edgesOf } from "./imports.ts";
import type { Parsed } from "./program.ts";

/** A way to divide the source into parts, by the paths of files. */
export type Division = (path: string) => string;

/** The parts of the architecture: folders of `src` and of `src/models`, the seam, and files of `src`. */
export const parts: Division = (path) => {
  const [, first = "", second = ""] = path.split("/");
  if (first !== "models") return first;
  return second.endsWith(".ts") ? "models/model.ts, temporal.ts" : `models/${second}`;
};

/** The parts that have rooms: folders, and files beside them. */
const divided = ["tla", "checker", "models/tla"];

/** The same, but a part that is divided stands room by room. */
export const rooms: Division = (path) => {
  const part = parts(path);
  const [room] = path.slice(`src/${part}/`.length).split("/");
  return divided.includes(part) ? `${part}/${room}` : part;
};

/**
 * The parts by floors, the highest first: each floor imports only from lower ones. `types` false leaves out what is not
 * there at run time. Throws where parts import each other in a circle.
 */
export function floorsOf(files: readonly Parsed[], partOf: Division, types: boolean): string[][] {
  const below = new Map<string, Set<string>>();
  for (const file of files) {
    const own = partOf(file.path);
    const others = below.get(own) ?? new Set();
    below.set(own, others);
    for (const { target, runs } of edgesOf(file)) if (runs || types) others.add(partOf(target));
    others.delete(own);
  }
  const floors: string[][] = [];
  const floorOf = new Map<string, number>();
  const place = (part: string, above: readonly string[]): number => {
    if (above.includes(part)) throw new Error(`an arrow upwards: ${[...above, part].join(" > ")}`);
    const known = floorOf.get(part);
    if (known !== undefined) return known;
    const floor = Math.max(-1, ...[...(below.get(part) ?? [])].map((other) => place(other, [...above, part]))) + 1;
    floorOf.set(part, floor);
    (floors[floor] ??= []).push(part);
    return floor;
  };
  for (const part of below.keys()) place(part, []);
  return floors.reverse().map((floor) => floor.sort());
}
