/** What a gate says on the screen: the table, whether all is as recorded, and where to look. */

import { join } from "node:path/posix";
import {
  diagnosticText,
  errorsOf,
  lanesBeside,
  type MatrixCell,
  matrixBlocks,
  matrixText,
  quoted,
  type Style,
  wrap,
} from "../report/index.ts";
import { driftOf } from "./drift.ts";
import type { Difference } from "./judgement.ts";
import { type GateRun, recordOf, rowOf, verdictText } from "./record.ts";

/** `violated 4` as it stands in a table that would otherwise be wider than the screen. */
const VIOLATED = /^violated (\d+)$/;

/**
 * The matrix with rows down. Where it is wider than `width`, its cells are shorter, with a line that explains them, and
 * it is several tables if that is not enough.
 */
export function tableText(cells: readonly MatrixCell[], width: number): string {
  const whole = matrixBlocks(cells, width);
  if (!whole.includes("\n\n")) return whole;
  const short = cells.map((cell) => ({ ...cell, text: cell.text.replace(VIOLATED, "x $1") }));
  return `${matrixBlocks(short, width)}x 4: violated, the shortest counterexample has 4 states\n`;
}

/** The verdicts of all runs, for a record without columns; within `width` characters. */
export function plainTableText(runs: readonly GateRun[], width: number): string {
  return matrixText(runs.flatMap(cellsOf), width);
}

function cellsOf({ recorded, found }: GateRun): MatrixCell[] {
  return (found.result?.properties ?? []).map((property) => {
    const { status, states, within } = recordOf(property, null);
    const held = within.length === 0 ? status : `${status} (${within.join(", ")})`;
    return { row: rowOf(recorded), column: property.name, text: status === "violated" ? `violated ${states}` : held };
  });
}

/** One run with all its properties, for --verbose. */
export function runText(run: GateRun, style: Style): string {
  const { recorded, found } = run;
  const { result } = found;
  const name = style.strong(recorded.config);
  if (result === null) return `${name}: ${style.bad("failed")}\n`;
  const verdict = driftOf(run).length === 0 ? style.good("as recorded") : style.bad("drift");
  const { generated, distinct, depth } = result.states;
  const counts = `${generated} generated, ${distinct} distinct, depth ${depth}, ${result.seconds.toFixed(2)} s`;
  const width = Math.max(0, ...result.properties.map((property) => property.name.length));
  const lines = result.properties.map((property) => {
    const diagram = found.diagrams?.get(property.name);
    const text = verdictText(recordOf(property, null));
    return `  ${property.name.padEnd(width)}  ${text}${diagram === undefined ? "" : `  ${style.faint(diagram)}`}\n`;
  });
  return `${name}: ${verdict} (${counts})\n${lines.join("")}`;
}

/** Why a run failed, or nothing. */
export function errorsText({ recorded, found }: GateRun, style: Style): string {
  const errors = errorsOf(found);
  if (errors.length === 0) return "";
  const title = found.result === null ? `${style.strong(recorded.config)}: ${style.bad("failed")}\n` : "";
  return title + errors.map((error) => diagnosticText(error, style)).join("");
}

/** Lines such as `drift: D0.any.cfg: N1: recorded holds, found violated, 4 states`, within `width` characters. */
export function differencesText(word: string, differences: readonly Difference[], width: number): string {
  return differences
    .flatMap(({ config, text }) => wrap(`${word}: ${config === null ? "" : `${config}: `}${text}`, width))
    .map((line) => `${line}\n`)
    .join("");
}

/** How to look at a counterexample, with the first one that there is; nothing where all holds. */
export function lookText(runs: readonly GateRun[], folder: string): string {
  for (const { recorded, found } of runs) {
    for (const [property, diagram] of found.diagrams ?? []) {
      const run = `everystate check ${quoted(join(folder, recorded.config))}`;
      const lanes = lanesBeside(diagram);
      return `one counterexample, ${property} of ${recorded.config}: ${lanes}\n  or as text: ${run}\n`;
    }
  }
  return "";
}
