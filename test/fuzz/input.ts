/** The damaged input of a seed. */

import { readFileSync } from "node:fs";
import { Random } from "../oracle/random.ts";
import { type Input, original } from "./corpus.ts";
import { mutate } from "./mutate.ts";

export function inputOf(seed: number, models: readonly string[]): Input {
  const random = new Random(seed);
  const input = original(random, models);
  const paths = Object.keys(input.files);
  const other =
    models.length > 0 && random.chance(0.5) ? readFileSync(random.pick(models).replace(/cfg$/, "tla"), "utf8") : "";
  const path = random.chance(0.8) ? random.pick(paths.filter((p) => p !== input.config)) : input.config;
  const text = input.files[path] as string;
  return { ...input, files: { ...input.files, [path]: mutate(random, text, other === "" ? text : other) } };
}
