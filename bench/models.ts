/** The models of the benchmark. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { publicFolder, root, wildFolder } from "./folders.ts";
import { recordedRows } from "./recorded.ts";
import { tokenRing } from "./token-ring.ts";

/** VFIO configurations from so many states on. */
const LARGE = 100_000;

/** Models from so many states on are left to a long run. */
const LONG = 2_000_000;

export interface BenchModel {
  /** How tables name it. */
  readonly name: string;
  /** Models of one family differ by a parameter, and show how cost grows with it. */
  readonly family: string;
  /** Paths as they are given to a checker. */
  readonly spec: string;
  readonly config: string;
  /** What must be found; null where it is not known exactly. */
  readonly distinct: number | null;
  readonly generated: number | null;
  /** Options that the figures go with; none without it. */
  readonly options?: readonly string[];
  /** Only in a long run. */
  readonly long: boolean;
  /** CPU seconds of TLC on the machine of tlc-bench.tsv, and of calibrate.mjs beside it. */
  readonly tlc: { readonly cpu: number; readonly calibration: number } | null;
}

/** All models at hand: our own examples, the large VFIO configurations, and the public ones if their folder exists. */
export function benchModels(): BenchModel[] {
  return [...ownModels(), ...vfioModels(), ...publicModels()];
}

function ownModels(): BenchModel[] {
  return [10, 12, 14, 16].map((size) => ({
    name: `TokenRing.${size}`,
    family: "TokenRing",
    ...tokenRing(size, "safety"),
    long: size > 14,
    tlc: null,
  }));
}

interface RecordedRun {
  readonly spec: string;
  readonly config: string;
  readonly states: { readonly generated: number; readonly distinct: number };
}

const folder = "specs/vfio";

/** Configurations made for measurements, `<module>.bench.cfg`, and the large ones among those of the designs. */
function vfioModels(): BenchModel[] {
  return [...vfioBenchModels(), ...recordedVfioModels()];
}

function vfioBenchModels(): BenchModel[] {
  const own = "bench/vfio";
  const files = existsSync(join(root, own)) ? readdirSync(join(root, own)) : [];
  return files
    .filter((file) => file.endsWith(".cfg"))
    .sort()
    .map((file) => ({
      name: file.replace(/\.cfg$/, ""),
      family: file,
      spec: join(folder, `${file.split(".")[0]}.tla`),
      config: join(own, file),
      distinct: null,
      generated: null,
      long: true,
      tlc: null,
    }));
}

function recordedVfioModels(): BenchModel[] {
  const record = join(root, folder, "verdicts.json");
  if (!existsSync(record)) return [];
  const { runs } = JSON.parse(readFileSync(record, "utf8")) as { readonly runs: readonly RecordedRun[] };
  return runs
    .filter(({ states }) => states.distinct >= LARGE)
    .map(({ spec, config, states }) => ({
      name: basename(config, ".cfg"),
      family: config,
      spec: join(folder, spec),
      config: join(folder, config),
      ...states,
      long: states.distinct >= LONG,
      tlc: null,
    }));
}

/** Specifications of real systems, as their authors wrote them, with what TLC took; none in a user's clone. */
export function wildModels(): BenchModel[] {
  const table = join(wildFolder, "tlc.tsv");
  if (!existsSync(table)) return [];
  return recordedRows(table).map((cell) => {
    const folder = cell("folder");
    const violated = cell("violated") !== "";
    return {
      name: folder,
      family: folder,
      spec: join(wildFolder, folder, cell("spec")),
      config: join(wildFolder, folder, cell("cfg")),
      distinct: Number(cell("distinct")),
      generated: Number(cell("generated")),
      options: violated ? ["--fail-fast"] : [],
      long: false,
      tlc: { cpu: Number(cell("tlc_cpu_s")), calibration: Number(cell("calibrate_cpu_s")) },
    };
  });
}

/** The rows of tlc-bench.tsv. Figures that are rounded there are not compared. */
function publicModels(): BenchModel[] {
  const table = join(publicFolder, "tlc-bench.tsv");
  if (!existsSync(table)) return [];
  const rows = readFileSync(table, "utf8").trim().split("\n").slice(2);
  return rows.map((row) => {
    const cells = row.split("\t") as [module: string, config: string, ...figures: string[]];
    const [module, config, generated, distinct, , cpu, calibration, note = ""] = cells;
    return {
      name: config.replace(/\.cfg$/, ""),
      family: module,
      spec: join(publicFolder, module),
      config: join(publicFolder, config),
      generated: note.includes("rounded") ? null : numberOrNull(generated),
      distinct: numberOrNull(distinct),
      long: !(Number(distinct) < LONG),
      tlc: cpu === undefined || cpu === "-" ? null : { cpu: Number(cpu), calibration: Number(calibration) },
    };
  });
}

function numberOrNull(text: string | undefined): number | null {
  const value = Number(text);
  return Number.isInteger(value) ? value : null;
}
