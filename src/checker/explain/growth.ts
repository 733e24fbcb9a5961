/** Variables whose values get larger with each few levels of a search that saw no end: what a constraint could bound. */

import type { Examined } from "./examined.ts";
import type { Growth } from "./explanation.ts";
import { MEASURES, measure } from "./measure.ts";
import type { StateTable } from "./state-table.ts";

/** It has to have grown so many times, and last of all in the last quarter of the levels. */
const FEWEST_STEPS = 3;
const LATE = 0.75;

/** None of a search that saw every state: there nothing grows for ever. */
export function growthOf(table: StateTable, { explainer, model, result }: Examined): Growth[] {
  if (result.frontier === 0 || result.levels.length === 0) return [];
  const levels = levelsOf(table.count, result.levels);
  return model.variables.flatMap((name, variable) => {
    for (const kind of MEASURES) {
      const sizes = sizesOf(table, variable, (number) => measure(kind, explainer.valueOf(number)));
      const growth = sizes === null ? null : grown(sizes, levels);
      if (growth !== null) return [{ variable: name, kind, ...growth }];
    }
    return [];
  });
}

/** The level of each counted state; those beyond the levels that were begun are in one more. */
function levelsOf(count: number, levels: readonly number[]): Int32Array {
  const found = new Int32Array(count).fill(levels.length + 1);
  let state = 0;
  levels.forEach((size, level) => {
    found.fill(level + 1, state, Math.min(count, state + size));
    state += size;
  });
  return found;
}

/** By state; null where some value has no such size. */
function sizesOf(table: StateTable, variable: number, sizeOf: (number: number) => number | null): Float64Array | null {
  const known = new Map<number, number>();
  const sizes = new Float64Array(table.count);
  for (let state = 0; state < table.count; state++) {
    const number = table.cell(state, variable);
    let size = known.get(number);
    if (size === undefined) {
      const found = sizeOf(number);
      if (found === null) return null;
      size = found;
      known.set(number, size);
    }
    sizes[state] = size;
  }
  return sizes;
}

function grown(sizes: Float64Array, levels: Int32Array): Omit<Growth, "variable" | "kind"> | null {
  const steps: { level: number; size: number }[] = [];
  sizes.forEach((size, state) => {
    const level = levels[state] as number;
    const last = steps.at(-1);
    if (last === undefined || (size > last.size && level > last.level)) steps.push({ level, size });
    else if (size > last.size) last.size = size;
  });
  const [first, last] = [steps[0], steps.at(-1)];
  const count = levels.at(-1) ?? 0;
  if (first === undefined || last === undefined) return null;
  if (steps.length < FEWEST_STEPS || last.level <= count * LATE) return null;
  const bound = Math.floor((first.size + last.size) / 2);
  return { steps, levels: count, bound, kept: sizes.filter((size) => size <= bound).length };
}
