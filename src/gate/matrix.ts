/** The matrix of a gate: which design has which property, for which user. */

import type { MatrixCell, MatrixVariant } from "../report/index.ts";
import { type GateRun, type MatrixColumn, type RecordedRun, recordOf, rowOf } from "./record.ts";

/** The way from the page of the matrix to a diagram. */
type Link = (diagram: string) => string;

/** The cells of the columns that the record asks for; runs with a variant are no part of it. */
export function matrixCells(runs: readonly GateRun[], columns: readonly MatrixColumn[], link: Link): MatrixCell[] {
  const plain = runs.filter(({ recorded }) => recorded.variant === null);
  const told = plain.map((run): ToldRun => ({ recorded: run.recorded, verdicts: verdicts(run, link) }));
  const rows = [...new Set(plain.map(({ recorded }) => rowOf(recorded)))];
  return rows.flatMap((row) => {
    const ofRow = told.filter(({ recorded }) => rowOf(recorded) === row);
    return columns.map((column) => cell(ofRow, row, column));
  });
}

export function matrixVariants(runs: readonly GateRun[], link: Link): MatrixVariant[] {
  return runs
    .filter(({ recorded }) => recorded.variant !== null)
    .map((run) => {
      const found = verdicts(run, link).filter(({ kind }) => kind !== "assumption");
      return {
        row: rowOf(run.recorded),
        variant: run.recorded.variant!,
        environment: run.recorded.environment ?? "",
        violated: found
          .filter(({ status }) => status === "violated")
          .map(({ name, text, link: to }) => ({ row: rowOf(run.recorded), column: name, text, link: to })),
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

interface Verdict {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly states: number | null;
  readonly byConstruction: boolean;
  readonly text: string;
  readonly link: string | null;
}

/** A run with its verdicts, which are asked for in every column. */
interface ToldRun {
  readonly recorded: RecordedRun;
  readonly verdicts: readonly Verdict[];
}

function verdicts({ recorded, found }: GateRun, link: Link): Verdict[] {
  const old = new Map(recorded.properties.map((property) => [property.name, property]));
  return (found.result?.properties ?? []).map((property) => {
    const { name, status, states, byConstruction } = recordOf(property, old.get(property.name) ?? null);
    const diagram = found.diagrams?.get(name);
    return {
      name,
      kind: property.kind,
      status,
      states,
      byConstruction,
      text: status === "violated" ? `violated ${states}` : byConstruction ? "-" : status,
      link: diagram === undefined ? null : link(diagram),
    };
  });
}

/**
 * A column of one environment says what became of the property there: violated if one run violates it. A column of
 * several, the mildest first, names the last one up to which it holds, and links what the next one violates.
 */
function cell(runs: readonly ToldRun[], row: string, column: MatrixColumn): MatrixCell {
  const { title, property, environments } = column;
  const cellOf = (text: string, to: string | null): MatrixCell => ({ row, column: title, text, link: to });
  const found = environments.map((environment) =>
    joined(
      runs
        .filter(({ recorded }) => recorded.environment === environment)
        .flatMap((run) => run.verdicts.filter(({ name }) => name === property)),
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

/** The worst of several verdicts: the shortest counterexample, else what is unchecked, else what could have failed. */
function joined(all: readonly Verdict[]): Verdict | null {
  const violated = all.filter(({ status }) => status === "violated").toSorted((a, b) => a.states! - b.states!);
  const could = all.find(({ byConstruction }) => !byConstruction);
  return violated[0] ?? all.find(({ status }) => status !== "holds") ?? could ?? all[0] ?? null;
}
