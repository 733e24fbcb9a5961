/** The public models of ../shared/corpus: TLC's recorded figures, and how a run of ours compares with them. */

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { check } from "../../src/checker/index.ts";
import type { CheckResult } from "../../src/checker/result.ts";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import { type Engine, loadTlaModel } from "../../src/models/tla/index.ts";

// Found from the folder of the project, because the long run is compiled to another place first.
const shared = resolve(process.cwd(), "..", "shared");
const corpus = join(shared, "corpus");
const folder = join(corpus, "tlaplus-examples");

/** False in a user's clone, where the corpus does not exist. */
export const corpusExists: boolean = existsSync(join(corpus, "expected.tsv"));

/** One row of expected.tsv, by column; `folder` is the one from which its paths go. */
export type Row = Readonly<Record<string, string>> & {
  readonly folder: string;
  readonly module: string;
  readonly cfg: string;
  readonly result: string;
};

/** The rows of the examples, and those of wild/tlc.tsv in the same columns. */
export function readRows(): Row[] {
  const examples = readTable("expected.tsv").map((row) => ({ ...row, folder }));
  const wild = readTable("wild/tlc.tsv").map((row) => ({
    ...row,
    folder: corpus,
    module: `wild/${row["folder"]}/${row["spec"]}`,
    cfg: `wild/${row["folder"]}/${row["cfg"]}`,
    tlc_exit: row["exit"],
    result: row["exit"] === "0" ? "ok" : "violated",
    trace_length: row["states_in_trace"],
    process_cpu_s: row["tlc_cpu_s"],
  }));
  return [...examples, ...wild] as unknown as Row[];
}

/** The lines of a table, by column; lines that begin with # say how it was made. */
function readTable(path: string): Readonly<Record<string, string>>[] {
  const file = join(corpus, path);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const [header = "", ...rows] = lines.filter((line) => !line.startsWith("#"));
  const columns = header.split("\t");
  return rows.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ""]));
  });
}

/**
 * Figures that depend on an order which TLA+ leaves open and TLC takes from its hash tables, by cfg. Each was proved: with
 * the order named here ours gives TLC's figure exactly.
 */
export const orderDependent: ReadonlyMap<string, { readonly figure: string; readonly proof: string }> = new Map([
  [
    "specifications/ewd998/EWD998ChanTrace.cfg",
    { figure: "generated", proof: "VectorClocks!CausalOrder that takes the nodes as 0, 1, 4, 2, 3 gives 11169, too" },
  ],
]);

export interface Comparison {
  readonly row: Row;
  /** What differs from TLC, empty when nothing does. */
  readonly differences: readonly string[];
  /** Properties without a verdict, and why. */
  readonly unchecked: readonly string[];
  readonly seconds: number;
  readonly result: CheckResult | null;
}

/** Checks the model of `row` for at most `seconds` and compares. Rows with a violation are run with --fail-fast. */
export async function compareRow(row: Row, seconds: number, engine: Engine = "automatic"): Promise<Comparison> {
  const start = performance.now();
  const finish = (differences: string[], unchecked: string[] = [], result: CheckResult | null = null): Comparison => ({
    row,
    differences,
    unchecked,
    seconds: (performance.now() - start) / 1000,
    result,
  });
  const loaded = loadTlaModel({
    spec: join(row.folder, row.module),
    config: join(row.folder, row.cfg),
    files: { read: (path) => readIn(path) },
    deadlock: true,
    engine,
    onPrint: () => {},
  });
  if (loaded.model === null) {
    const errors = loaded.diagnostics.filter((d) => d.severity === "error");
    return finish(errors.map((d) => `${d.code}: ${d.message}`));
  }
  const expectsViolation = row.result !== "ok" && row.result !== "timeout";
  const result = await check(loaded.model, { failFast: expectsViolation, maxTime: seconds * 1000 });
  const unchecked = result.properties.flatMap((p) => (p.status === "unchecked" ? [`${p.name} (${p.reason})`] : []));
  return finish(differencesOf(row, result), unchecked, result);
}

/** Some models read files by paths relative to the corpus' own folder, as TLC did when the figures were recorded. */
export function readIn(path: string): string | null {
  for (const candidate of [path, join(folder, path)]) {
    if (existsSync(candidate)) return readFileSync(candidate, "utf8");
  }
  return null;
}

function differencesOf(row: Row, result: CheckResult): string[] {
  const differences: string[] = [];
  const open = orderDependent.get(row.cfg);
  const compare = (what: string, ours: unknown, theirs: string | undefined) => {
    if (what === open?.figure) return;
    if (theirs !== undefined && theirs !== "" && String(ours) !== theirs) {
      differences.push(`${what} ${ours}, TLC ${theirs}`);
    }
  };
  if (result.failure !== null) {
    const { diagnostic } = result.failure;
    const at = diagnostic.location;
    const place = at === null ? "" : `${at.file.slice(corpus.length + 1)}:${at.line}:${at.column} `;
    differences.push(`${place}${diagnostic.code}: ${diagnostic.message}`);
    return differences;
  }
  if (row.result === "ok") {
    if (result.stopped !== null) differences.push(`stopped: ${result.stopped}`);
    // SpanTreeRandom draws its graph from TLC's generator: only the verdict is comparable.
    if (!row.module.includes("SpanTreeRandom")) {
      compare("generated", result.states.generated, row["generated"]);
      compare("distinct", result.states.distinct, row["distinct"]);
      compare("depth", result.states.depth, row["depth"]);
      compare("initial", result.states.initial, row["initial_distinct"]);
    }
    for (const property of result.properties) {
      if (property.status === "violated") differences.push(`${property.name} violated, TLC: holds`);
    }
    return differences;
  }
  // TLC did not end either: whatever ours found so far cannot be compared.
  if (row.result === "timeout") return differences;
  const found = result.properties.find((p) => p.status === "violated" && p.name === row["violated"]);
  if (found?.status !== "violated") {
    differences.push(`${row["violated"]} is not violated, TLC: violated`);
    return differences;
  }
  compare("exit code", exitCodeOf(result), row["tlc_exit"]);
  if (found.kind === "invariant" || found.kind === "deadlock") {
    compare("trace length", found.trace?.states.length, row["trace_length"]);
  }
  if (found.kind === "temporal" && found.trace !== null) {
    const { loop, states } = found.trace;
    compare("lasso", loop === null ? "none" : loop === states.length ? "stuttering" : "loop", row["lasso"]);
  }
  return differences;
}
