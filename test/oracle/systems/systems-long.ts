/**
 * The long run over systems of modules: `npm run systems -- [--count N] [--seed S] [--folder F]`. Failing systems are
 * shrunk and printed as files; with `--folder` the first ones of each kind are written there, too. Exit code 1 when
 * checker and oracle disagree.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../../../src/models/tla/index.ts";
import { longOptions } from "../long-options.ts";
import { compareSystem } from "./compare.ts";
import { systemOf } from "./generate.ts";
import { filesOf } from "./print.ts";
import { shrink } from "./shrink.ts";

const { numbers, folder } = longOptions({ count: 20_000, seed: 1 });
const { count, seed: first } = numbers;
const engines: readonly Engine[] = ["interpreter", "compiled", "automatic"];
const mostOfAKind = 3;

const kinds = new Map<string, number>();
let [agreed, givenUp] = [0, 0];
for (let seed = first; seed < first + count; seed++) {
  const engine = engines[seed % engines.length] as Engine;
  const system = systemOf(seed);
  const difference = await compareSystem(system, engine);
  if (difference === null) agreed++;
  else if (difference === "given up") givenUp++;
  else {
    process.exitCode = 1;
    const number = (kinds.get(difference.kind) ?? 0) + 1;
    kinds.set(difference.kind, number);
    if (number > mostOfAKind) continue;
    const small = await shrink(system, async (candidate) => {
      const other = await compareSystem(candidate, engine);
      return other !== null && other !== "given up" && other.kind === difference.kind;
    });
    const again = await compareSystem(small, engine);
    const files = filesOf(small);
    const texts = Object.entries(files).map(([name, text]) => `-- ${name}\n${text}`);
    const what = again === null || again === "given up" ? difference : again;
    const head = `seed ${seed}, ${engine}: ${what.kind}\n${what.text}\n`;
    console.log(`${head}${texts.join("")}`);
    if (folder === undefined) continue;
    const own = join(folder, `${difference.kind}-${seed}`);
    mkdirSync(own, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
    writeFileSync(join(own, "DIFFERENCE"), head);
  }
  if ((seed - first + 1) % 1000 === 0) console.log(`${seed - first + 1} systems: ${agreed} agree, ${givenUp} given up`);
}
console.log(`${count} systems: ${agreed} agree, ${givenUp} given up`);
for (const [kind, number] of kinds) console.log(`  ${kind}: ${number}`);
