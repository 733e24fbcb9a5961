/** TokenRing.tla with as many processes as wanted: a model whose size is known by a formula. */

import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, workFolder } from "./folders.ts";

/** What a run is to decide: invariants, or one or all of the temporal properties besides. */
export type Question = "safety" | "one" | "all";

export interface Ring {
  readonly spec: string;
  readonly config: string;
  readonly distinct: number;
  readonly generated: number;
}

const PROPERTIES: Readonly<Record<Question, string>> = {
  safety: "",
  one: "PROPERTY FirstServed\n",
  all: "PROPERTY Served\n",
};

/** Writes a ring of `size` processes. */
export function tokenRing(size: number, question: Question): Ring {
  mkdirSync(workFolder, { recursive: true });
  const spec = join(workFolder, "TokenRing.tla");
  const config = join(workFolder, `TokenRing.${question}${size}.cfg`);
  copyFileSync(join(root, "bench/TokenRing.tla"), spec);
  const lines = [`SPECIFICATION Spec`, `CONSTANT N = ${size}`, "INVARIANTS TypeOK MutualExclusion"];
  writeFileSync(config, `${lines.join("\n")}\n${PROPERTIES[question]}`);
  const others = 2 ** (size - 1);
  // The holder has one step in each of its three states and can want besides; half of the others can want.
  const steps = size * others * (3 + 1) + size * 3 * (size - 1) * (others / 2);
  return { spec, config, distinct: 3 * size * others, generated: 1 + steps };
}
