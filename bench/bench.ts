/**
 * Measures checkers on a fixed list of models. Usage: npm run bench -- [options]
 *
 *   --part P          wild, models, corpus, spin, symmetry, liveness, scale, start-up or partitions; repeatable;
 *                     all but the last unless given
 *   --model M         only models whose name contains M
 *   --engine E        an engine of ours, as check --engine takes it; repeatable
 *   --against "C"     another command on the same models; {spec} and {config} stand for the files; repeatable
 *   --beside FOLDER   another checkout of ours, built: its start-up is measured in turn
 *   --runs N          how often, 3 unless given; medians count
 *   --seconds N       most seconds of one run of ours, 600 unless given
 *   --long            also models of millions of states
 *   --write           record ratios in docs/performance.md
 */

import { existsSync, mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureBaseline } from "./calibration.ts";
import { type Checker, otherChecker, ourChecker } from "./checker.ts";
import { compare, growthText, type Measurement, measuredText } from "./comparison.ts";
import { type CorpusRow, corpusExists, corpusText, measureCorpus } from "./corpus.ts";
import { publicFolder, workFolder } from "./folders.ts";
import { LARGE_RINGS, type LivenessRow, livenessText, measureLiveness, RINGS } from "./liveness.ts";
import { machineText } from "./machine.ts";
import { type BenchModel, benchModels, wildModels } from "./models.ts";
import { measurePartitions, partitionsText, remadeOf } from "./partitions.ts";
import { type Findings, writePerformance } from "./performance.ts";
import { scaleCheckers, scaleModels, scaleText } from "./scale.ts";
import { spinChecker, spinMissing } from "./spin.ts";
import { measureStartUp, startUpText } from "./start-up.ts";
import { symmetryModels, symmetryText } from "./symmetry.ts";

/** What docs/performance.md shows. */
const SHOWN = ["wild", "models", "corpus", "spin", "symmetry", "liveness", "scale", "start-up"];
const PARTS = [...SHOWN, "partitions"];

const { values: given } = parseArgs({
  options: {
    part: { type: "string", multiple: true, default: SHOWN },
    model: { type: "string", default: "" },
    engine: { type: "string", multiple: true, default: [] },
    against: { type: "string", multiple: true, default: [] },
    beside: { type: "string" },
    runs: { type: "string", default: "3" },
    seconds: { type: "string", default: "600" },
    long: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const unknown = given.part.find((part) => !PARTS.includes(part));
if (unknown !== undefined) throw new Error(`--part takes ${PARTS.join(", ")}, not ${unknown}`);

const runs = Number(given.runs);
const limits = { seconds: Number(given.seconds) };
const engines = given.engine.length > 0 ? given.engine : [null];
const ours = engines.map((engine) => ourChecker(engine, limits));
const missing: string[] = [];

mkdirSync(workFolder, { recursive: true });
console.log(`${machineText()}; medians of ${runs}\n`);
const baseline = await measureBaseline(runs);
const findings: Findings = {
  baseline,
  runs,
  wild: given.part.includes("wild") ? await wild() : null,
  models: given.part.includes("models") ? await models() : null,
  corpus: given.part.includes("corpus") ? await corpus() : null,
  spin: given.part.includes("spin") ? await spin() : null,
  symmetry: given.part.includes("symmetry") ? await symmetry() : null,
  liveness: given.part.includes("liveness") ? await liveness() : null,
  scale: given.part.includes("scale") ? await scale() : null,
  startUp: given.part.includes("start-up") ? await startUp() : null,
  missing,
};
if (given.part.includes("partitions")) partitions();
for (const what of missing) console.log(`not measured: ${what}`);
if (given.write) writePerformance(findings);
const wrong = [
  ...(findings.wild ?? []),
  ...(findings.models ?? []),
  ...(findings.spin ?? []),
  ...(findings.symmetry ?? []),
  ...(findings.scale ?? []),
].filter((found) => found.wrong !== null);
process.exitCode = wrong.length > 0 ? 1 : 0;

/** Real specifications: ours as it comes, and the interpreter alone. */
async function wild(): Promise<Measurement[]> {
  const chosen = wildModels().filter(({ name }) => name.includes(given.model));
  if (chosen.length === 0) missing.push("real specifications, which are not here");
  const alone = given.engine.length > 0 ? [] : [ourChecker("interpreter", limits)];
  return measure(chosen, () => [...ours, ...alone]);
}

async function models(): Promise<Measurement[]> {
  if (!existsSync(publicFolder)) missing.push("the public models, which are not here");
  const checkers = [...ours, ...given.against.map(otherChecker)];
  const chosen = benchModels().filter(({ name, long }) => name.includes(given.model) && (given.long || !long));
  return measure(chosen, () => checkers);
}

async function measure(
  chosen: readonly BenchModel[],
  checkersFor: (model: BenchModel) => readonly Checker[] | Promise<readonly Checker[]>,
): Promise<Measurement[]> {
  const found: Measurement[] = [];
  for (const model of chosen) {
    const here = await compare(model, await checkersFor(model), runs);
    console.log(measuredText(here, baseline));
    found.push(...here);
  }
  const growth = growthText(found, baseline);
  if (growth !== "") console.log(growth);
  return found;
}

async function corpus(): Promise<CorpusRow[] | null> {
  if (!corpusExists()) {
    missing.push("small public models, which are not here");
    return null;
  }
  const rows = await measureCorpus(1, Math.min(limits.seconds, 60));
  console.log(corpusText(rows));
  return rows;
}

async function spin(): Promise<Measurement[] | null> {
  const program = await spinMissing();
  const chosen = benchModels().filter(({ name }) => name === "TwoPhase.8");
  if (program !== null) missing.push(`Spin, as there is no ${program} here`);
  if (chosen.length === 0) missing.push("Spin, as TwoPhase.tla is not here");
  if (program !== null || chosen.length === 0) return null;
  return measure(chosen, async () => [await spinChecker(8), ...ours]);
}

async function symmetry(): Promise<Measurement[]> {
  const found: Measurement[] = [];
  for (const model of symmetryModels()) found.push(...(await compare(model, ours, runs)));
  console.log(symmetryText(found, baseline));
  return found;
}

async function liveness() {
  const sizes = given.long ? [...RINGS, ...LARGE_RINGS] : RINGS;
  const rows: LivenessRow[] = [];
  for (const size of sizes) {
    rows.push(...(await measureLiveness(ours, size, runs)));
    console.log(livenessText(rows, baseline));
  }
  return rows;
}

/** Our large runs in each way that there is to make them. */
async function scale(): Promise<Measurement[]> {
  const found: Measurement[] = [];
  for (const model of scaleModels(given.long).filter(({ name }) => name.includes(given.model))) {
    const here = await compare({ ...model, tlc: null }, scaleCheckers(limits), runs);
    console.log(scaleText(here));
    found.push(...here);
  }
  return found;
}

/** The same models, as many processes would share them; it is no part of docs/performance.md, but of docs/scale.md. */
function partitions(): void {
  for (const model of scaleModels(given.long).filter(({ name }) => name.includes(given.model))) {
    const remade = remadeOf(model);
    if (remade !== null) console.log(partitionsText(measurePartitions(model.name, remade)));
  }
}

async function startUp() {
  const all = benchModels();
  const firstOfFamilies = all.filter((model, at) => all.findIndex(({ family }) => family === model.family) === at);
  const found = await measureStartUp(firstOfFamilies, { runs: Math.max(runs, 7), beside: given.beside ?? null });
  console.log(startUpText(found));
  return found;
}
