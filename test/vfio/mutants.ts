/** What is recorded of the mutants of the designs (`specs/vfio/mutants.json`), and whether it is of the texts that there are. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentOf } from "../../src/models/tla/index.ts";
import { loadProgram } from "../../src/tla/semantics/load.ts";
import { Source } from "../../src/tla/syntax/source.ts";
import { root } from "../source-files.ts";
import { folder, type Run, runs, tableText } from "./tables.ts";

export const VERDICTS = ["noticed", "equivalent", "explained", "survives", "undecided"] as const;

/** A mutant that no run notices. */
interface Unnoticed {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly before: string;
  readonly after: string;
  /** Why nothing need notice it; null where nobody has said so. */
  readonly reason: string | null;
}

/** What became of the mutants of a row; not all of them need have been judged yet. */
export interface MutantRow {
  readonly row: string;
  /** The day of the run, and a hash of the modules and configurations without their comments. */
  readonly made: string;
  readonly content: string;
  readonly runs: number;
  readonly mutants: number;
  readonly counts: Readonly<Record<(typeof VERDICTS)[number], number>>;
  /** How many are noticed by each property, as the first run that notices tells it. */
  readonly by: Readonly<Record<string, number>>;
  readonly unnoticed: readonly Unnoticed[];
}

export const path = join(folder, "mutants.json");

export const rows: readonly MutantRow[] = JSON.parse(readFileSync(path, "utf8")).rows;

/** The rows of the matrix, in its order. */
export const names: readonly string[] = [...new Set(runs.map(({ row }) => row))].filter((row) => row !== "seeded");

/** The runs of a row that are asked: those of the profile fast, which is that of a gate. */
export function runsOf(row: string): readonly Run[] {
  return runs.filter((run) => run.row === row && (run.profile ?? "fast") === "fast");
}

export function readText(file: string): string | null {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    return null;
  }
}

/** The texts that the runs of a row are made of, by path; what we ship is none of them. */
export function textsOf(row: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const read = (file: string): string | null => {
    const text = readText(file);
    if (text !== null) texts.set(file, text);
    return text;
  };
  const chosen = runsOf(row);
  for (const spec of new Set(chosen.map((run) => run.spec))) loadProgram(`specs/vfio/${spec}`, { read });
  for (const { config } of chosen) read(`specs/vfio/${config}`);
  return texts;
}

/** A hash of texts without their comments. */
export function contentHash(texts: ReadonlyMap<string, string>): string {
  const contents = [...texts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, text]) => {
      return `${file}\n${contentOf(new Source(file, text)).key}`;
    });
  return createHash("sha256").update(contents.join("\n\n")).digest("hex").slice(0, 16);
}

/** A line for each row that was run: what became of its mutants; and which were not. */
export function mutantsTable(): string {
  const head = ["design", "run on", "runs", "mutants", "judged", ...VERDICTS];
  if (rows.length === 0) return "No design has been run yet: each takes hours.\n";
  const others = names.filter((name) => !rows.some(({ row }) => row === name));
  const table = tableText(
    head,
    rows.map((row) => {
      const counts = VERDICTS.map((verdict) => row.counts[verdict]);
      const judged = counts.reduce((sum, count) => sum + count, 0);
      return [row.row, row.made, ...[row.runs, row.mutants, judged, ...counts].map(String)];
    }),
  );
  return others.length === 0 ? table : `${table}\nNot run yet: ${others.join(", ")}.\n`;
}
