/** The matrix of a gate: which design has which property, for which user. */

import { basename, join, posix, relative, resolve, sep } from "node:path";
import type { MatrixCell, MatrixPage, MatrixVariant } from "../report/index.ts";
import { matrixMarkdown, matrixSvg } from "../report/index.ts";
import type { Context } from "./context.ts";
import { recordOf } from "./drift.ts";
import { writeWhole } from "./out-folder.ts";
import type { Run } from "./run.ts";
import type { MatrixColumn, RecordedRun } from "./verdicts-file.ts";

/** A run and what is recorded about it. */
export interface MatrixRun {
  readonly recorded: RecordedRun;
  readonly run: Run;
}

/** Where the files go, and what they say besides the cells. */
export interface MatrixPlace {
  readonly context: Context;
  readonly out: string;
  readonly folder: string;
  readonly profile: string;
}

/** The cells of the columns that the record asks for; runs with a variant are no part of it. */
export function matrixCells(
  runs: readonly MatrixRun[],
  columns: readonly MatrixColumn[],
  place: MatrixPlace,
): MatrixCell[] {
  const plain = runs.filter(({ recorded }) => recorded.variant === null);
  const rows = [...new Set(plain.map(rowOf))];
  return rows.flatMap((row) =>
    columns.map((column) =>
      cell(
        plain.filter((run) => rowOf(run) === row),
        row,
        column,
        place,
      ),
    ),
  );
}

export function matrixVariants(runs: readonly MatrixRun[], place: MatrixPlace): MatrixVariant[] {
  return runs
    .filter(({ recorded }) => recorded.variant !== null)
    .map((run) => {
      const found = verdicts(run, place).filter(({ kind }) => kind !== "assumption");
      return {
        row: rowOf(run),
        variant: run.recorded.variant!,
        environment: run.recorded.environment ?? "",
        violated: found
          .filter(({ status }) => status === "violated")
          .map(({ name, text, link }) => ({ row: rowOf(run), column: name, text, link })),
        holds: found.filter(({ status }) => status === "holds").map(({ name }) => name),
      };
    });
}

/** One line for each variant, such as `D0 Block, shared worker (any): N4 violated 6; holds R2`. */
export function variantsText(variants: readonly MatrixVariant[]): string {
  return variants
    .map(({ row, variant, environment, violated, holds }) => {
      const parts = [
        ...(violated.length === 0 ? [] : [violated.map(({ column, text }) => `${column} ${text}`).join(", ")]),
        ...(holds.length === 0 ? [] : [`holds ${holds.join(", ")}`]),
      ];
      return `${row}, ${variant} (${environment}): ${parts.join("; ")}\n`;
    })
    .join("");
}

/** Writes `<out>/<name of the folder>/matrix.md` and `matrix.svg`; the answer is the path of the first. */
export function writeMatrix(page: MatrixPage, place: MatrixPlace): string {
  const base = pageFolder(place);
  writeWhole(resolve(place.context.directory, base, "matrix.md"), matrixMarkdown(page));
  writeWhole(resolve(place.context.directory, base, "matrix.svg"), matrixSvg(page));
  return join(base, "matrix.md");
}

function pageFolder({ context, out, folder }: MatrixPlace): string {
  return join(out, basename(resolve(context.directory, folder)));
}

function rowOf({ recorded }: MatrixRun): string {
  return recorded.row ?? basename(recorded.spec, ".tla");
}

interface Verdict {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly states: number | null;
  readonly text: string;
  readonly link: string | null;
}

function verdicts({ run }: MatrixRun, place: MatrixPlace): Verdict[] {
  return (run.result?.properties ?? []).map((property) => {
    const { name, status, states } = recordOf(property, null);
    const diagram = run.diagrams.get(name);
    const link = diagram === undefined ? null : way(diagram, place);
    return {
      name,
      kind: property.kind,
      status,
      states,
      text: status === "violated" ? `violated ${states}` : status,
      link,
    };
  });
}

/** From the page to a diagram, with `/`. */
function way(diagram: string, place: MatrixPlace): string {
  const { directory } = place.context;
  return relative(resolve(directory, pageFolder(place)), resolve(directory, diagram))
    .split(sep)
    .join(posix.sep);
}

/**
 * A column of one environment says what became of the property there: violated if one run violates it. A column of
 * several, the mildest first, names the last one up to which it holds, and links what the next one violates.
 */
function cell(runs: readonly MatrixRun[], row: string, column: MatrixColumn, place: MatrixPlace): MatrixCell {
  const { title, property, environments } = column;
  const cellOf = (text: string, link: string | null): MatrixCell => ({ row, column: title, text, link });
  const found = environments.map((environment) =>
    joined(
      runs
        .filter(({ recorded }) => recorded.environment === environment)
        .flatMap((run) => verdicts(run, place).filter(({ name }) => name === property)),
    ),
  );
  if (environments.length === 1) return cellOf(found[0]?.text ?? "n/a", found[0]?.link ?? null);
  if (found.every((verdict) => verdict === null)) return cellOf("n/a", null);
  let last = "none";
  for (const [at, verdict] of found.entries()) {
    if (verdict === null) continue;
    if (verdict.status !== "holds") return cellOf(last, verdict.link);
    last = environments[at]!;
  }
  return cellOf(last, null);
}

/** The worst of several verdicts: the shortest counterexample, else what is unchecked, else what holds. */
function joined(all: readonly Verdict[]): Verdict | null {
  const violated = all.filter(({ status }) => status === "violated").toSorted((a, b) => a.states! - b.states!);
  return violated[0] ?? all.find(({ status }) => status !== "holds") ?? all[0] ?? null;
}
