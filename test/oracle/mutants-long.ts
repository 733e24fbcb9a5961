/**
 * Slips in real specifications on both engines: `npm run engines:mutants -- [--count N] [--seed S]`. Random mutants of the
 * specifications of this repository and of the corpus, where it exists, are checked by the interpreter alone and by
 * generated code: what people write, as it is while it is still wrong. Exit code 1 when they disagree.
 */

import { join } from "node:path";
import type { Model } from "../../src/models/model.ts";
import { loadTlaModel, type Mutant, mutantsOf, type TlaModelRequest } from "../../src/models/tla/index.ts";
import { readIn, readRows } from "../conformance/corpus.ts";
import { configs, specs } from "./engine-specs.ts";
import { type Behind, compareModels, wayOf } from "./engines.ts";
import { longOptions } from "./long-options.ts";
import { Random } from "./random.ts";

const { count, seed } = longOptions({ count: 500, seed: 1 }).numbers;
const random = new Random(seed);

interface Specification {
  readonly spec: string;
  readonly config: string;
}

const own = configs.map((config) => ({ spec: specs.get(config)!, config }));
const others = readRows().map(({ folder, module, cfg }) => ({ spec: join(folder, module), config: join(folder, cfg) }));
const all: readonly Specification[] = [...own, ...others];

function load({ spec, config }: Specification, mutant: Mutant | null, { direct }: Behind): Model | null {
  const files = { read: readIn, ...(mutant === null ? {} : { parse: mutant.parse, trusted: true }) };
  const request: TlaModelRequest = { spec, config, files, deadlock: true, engine: "interpreter", onPrint: () => {} };
  return loadTlaModel({ ...request, ...(direct === undefined ? {} : { direct }) }).model;
}

const mutants = new Map<Specification, readonly Mutant[]>();

function mutantsIn(one: Specification): readonly Mutant[] {
  const known = mutants.get(one);
  if (known !== undefined) return known;
  const model = load(one, null, {});
  const found = model === null ? [] : mutantsOf(model);
  mutants.set(one, found);
  return found;
}

let [compared, compiled, widened] = [0, 0, 0];
for (let number = seed; compared < count; number++) {
  const one = random.pick(all);
  const found = mutantsIn(one);
  if (found.length === 0) continue;
  const mutant = random.pick(found);
  const { start, kernel, direct } = wayOf(number);
  if (load(one, mutant, {}) === null) continue;
  const outcome = await compareModels((behind) => load(one, mutant, behind)!, start, kernel, { direct });
  compared++;
  if (outcome.compiled) compiled++;
  if (outcome.layouts > 1) widened++;
  if (outcome.difference !== null) {
    process.exitCode = 1;
    const { rule, location, before, after } = mutant;
    const place = `${location.file}:${location.line}:${location.column}`;
    console.log(
      `seed ${number}: ${one.config}: ${rule} at ${place}: ${before} becomes ${after}\n${outcome.difference}`,
    );
  }
  if (compared % 50 === 0) console.log(`${compared} mutants: ${compiled} compiled, ${widened} widened`);
}
