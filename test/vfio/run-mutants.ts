/**
 * Judges the mutants of the designs as `gate specs/vfio --mutate` does, and records what became of them. What is judged is
 * kept in out/mutants, so that a run which was ended goes on where it was.
 * Usage: npm run vfio:mutants [-- ROW … [--most N] [--record]], such as `D0` or `D2 ChangeMm get`; with --most no more than
 * so many lines of each are judged before the next, with --record nothing is run.
 */

import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { AnchoredText } from "../../src/gate/index.ts";
import { contentOf } from "../../src/models/tla/index.ts";
import { explanationOf } from "../../src/mutants/explanation.ts";
import { type JudgedMutant, type JudgedShare, MutationTest } from "../../src/mutants/index.ts";
import { printJson } from "../../src/report/index.ts";
import { Source } from "../../src/tla/syntax/source.ts";
import { root } from "../source-files.ts";
import {
  contentHash,
  type MutantRow,
  mutantsTable,
  names,
  path,
  readText,
  rows,
  runsOf,
  textsOf,
  VERDICTS,
} from "./mutants.ts";
import { folder, withTables } from "./tables.ts";

/** The first line of what is kept: the texts that are judged. */
interface Begun {
  readonly row: string;
  readonly made: string;
  readonly mutants: number;
  readonly parts: number;
  readonly texts: Readonly<Record<string, string>>;
}

/** What a run may have with a slip; the largest have 4,000 without one. */
const MOST_STATES = 30_000;

type Part = JudgedShare & { readonly part: number };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { record: { type: "boolean", default: false }, most: { type: "string", default: "Infinity" } },
});
const wanted = (row: string): boolean => positionals.some((name) => row === name || row.startsWith(`${name} `));
for (const row of names.filter((name) => positionals.length === 0 || wanted(name))) {
  if (!options.record) await judge(row);
  record(row);
}
const readme = join(folder, "README.md");
writeFileSync(readme, withTables(readFileSync(readme, "utf8"), { mutants: mutantsTable }));

/** Judges what is not judged yet of a row. */
async function judge(row: string): Promise<void> {
  const texts = textsOf(row);
  const requests = runsOf(row).map(({ spec, config }) => ({
    ...{ spec: `specs/vfio/${spec}`, config: `specs/vfio/${config}`, files: { read: readText } },
    ...{ deadlock: true, onPrint: () => {} },
  }));
  const test = await MutationTest.of(requests, { budget: { maxStates: MOST_STATES } });
  if ("diagnostics" in test || test.undecided !== null) throw new Error(`${row} could not be decided itself`);
  const { mutants, lines: parts } = test.size;
  let kept = keptOf(row);
  if (kept === null || contentHash(new Map(Object.entries(kept.begun.texts))) !== contentHash(texts)) {
    const made = new Date().toISOString().slice(0, 10);
    kept = { begun: { row, made, mutants, parts, texts: Object.fromEntries(texts) }, parts: [] };
    mkdirSync(join(root, "out", "mutants"), { recursive: true });
    writeFileSync(fileOf(row), `${JSON.stringify(kept.begun)}\n`);
  }
  const done = new Set(kept.parts.map(({ part }) => part));
  const open = spread(parts).filter((part) => !done.has(part));
  for (const part of open.slice(0, Number(options.most))) {
    const share = await test.judged({ part, of: parts });
    appendFileSync(fileOf(row), `${JSON.stringify({ part, ...share })}\n`);
    process.stderr.write(`\r${row}: ${done.add(part).size} of ${parts}`);
  }
  process.stderr.write("\n");
}

/** The numbers from 1 on in an order in which the first of them are a sample of all: every tenth, then those after these. */
function spread(count: number): number[] {
  const all = Array.from({ length: count }, (_, at) => at + 1);
  return all.toSorted((a, b) => (a % 10) - (b % 10) || a - b);
}

/** Puts what is kept of a row into the record, with the reasons that the texts give now. */
function record(row: string): void {
  const kept = keptOf(row);
  if (kept === null) return;
  const { begun, parts } = kept;
  const before = new Map(Object.entries(begun.texts));
  const content = contentHash(before);
  if (content !== contentHash(textsOf(row))) throw new Error(`${row} was run on other texts`);
  const mutants = parts.flatMap((part) => part.mutants.map(([, mutant]) => explained(mutant, before)));
  const counts = VERDICTS.map((verdict) => [verdict, mutants.filter((one) => one.verdict === verdict).length]);
  const by: Record<string, number> = {};
  for (const name of mutants.flatMap((mutant) => mutant.by).sort()) by[name] = (by[name] ?? 0) + 1;
  const unnoticed = mutants
    .filter(({ verdict }) => verdict === "survives" || verdict === "explained")
    .map(({ location: { file, line }, rule, before: was, after, reason }) => {
      return { file: file.replace("specs/vfio/", ""), line, rule, before: was, after, reason };
    });
  const { made } = begun;
  const found = {
    row,
    made,
    content,
    runs: runsOf(row).length,
    mutants: begun.mutants,
    counts: Object.fromEntries(counts),
  };
  const others = new Map(rows.map((one) => [one.row, one]));
  others.set(row, { ...found, by, unnoticed } as MutantRow);
  const all = names.flatMap((name) => others.get(name) ?? []);
  (rows as MutantRow[]).splice(0, rows.length, ...all);
  writeFileSync(path, printJson({ rows: all }));
}

/** The mutant where it stands now, and whether a comment there says why nothing need notice it. */
function explained(mutant: JudgedMutant, before: ReadonlyMap<string, string>): JudgedMutant {
  if (mutant.verdict !== "survives" && mutant.verdict !== "explained") return mutant;
  const { file } = mutant.location;
  const text = readText(file) as string;
  const tokens = anchored(file, before.get(file) as string).tokensOf({ ...mutant.location, lineText: "" });
  const location = tokens === null ? null : anchored(file, text).placeOf(...tokens);
  if (location === null) throw new Error(`${file}:${mutant.location.line} is gone`);
  const reason = explanationOf(text, location, mutant.rule);
  return { ...mutant, location, reason, verdict: reason === null ? "survives" : "explained" };
}

function anchored(file: string, text: string): AnchoredText {
  const source = new Source(file, text);
  return new AnchoredText(source, () => contentOf(source).tokens.flatMap(({ start, end }) => [start, end]));
}

function keptOf(row: string): { readonly begun: Begun; readonly parts: readonly Part[] } | null {
  if (!existsSync(fileOf(row))) return null;
  const [first, ...others] = readFileSync(fileOf(row), "utf8").trimEnd().split("\n");
  return { begun: JSON.parse(first as string) as Begun, parts: others.map((line) => JSON.parse(line) as Part) };
}

function fileOf(row: string): string {
  return join(root, "out", "mutants", `${row.replaceAll(" ", "-")}.jsonl`);
}
