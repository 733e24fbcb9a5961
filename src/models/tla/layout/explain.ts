/** What was chosen for each variable and why, in words; `--explain-layout` prints it. */

import { cardinality, printBrief } from "../../../values/index.ts";
import { leafSizes, type Representation } from "./representation.ts";

/** A representation in words. */
export function describe(r: Representation): string {
  switch (r.kind) {
    case "constant":
      return `always ${printBrief(r.value)}`;
    case "boolean":
      return "a Boolean, 1 bit";
    case "integer":
      return `an integer from ${r.low} to ${r.high}`;
    case "element": {
      const { open, size } = r.universe;
      return open ? `an interned value, ${size} met so far` : `one of ${size} values`;
    }
    case "set":
      return `a set of at most ${r.universe.size} possible elements, a bit for each`;
    case "function": {
      const kinds = [...new Set(r.items.map(describe))];
      const parts = kinds.length === 1 ? `each ${kinds[0]}` : `of ${kinds.length} kinds of values`;
      return `a function on ${cardinality(r.domain)} arguments, ${parts}`;
    }
  }
}

/** What the reader could change in the spec to make states smaller or steps faster; null where nothing is slow. */
export function advice(r: Representation): string | null {
  if (r.kind === "function") return r.items.map(advice).find((text) => text !== null) ?? null;
  if (r.kind === "element" && r.universe.open) {
    return "values of different kinds or lengths are interned; a record or function with a fixed domain would be packed";
  }
  if (r.kind === "set" && leafSizes(r).length > 4) return "many possible elements; fewer would make the row shorter";
  return null;
}
