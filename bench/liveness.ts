/** What temporal properties cost: a ring of processes with and without them, and how both grow with its size. */

import type { Checker } from "./checker.ts";
import { type Baseline, compare, type Measurement } from "./comparison.ts";
import type { BenchModel } from "./models.ts";
import { growthExponent } from "./statistics.ts";
import { count, factor, table } from "./table.ts";
import { type Question, tokenRing } from "./token-ring.ts";

/** Numbers of processes; each further one doubles the states. */
export const RINGS = [8, 10, 12] as const;
export const LARGE_RINGS = [14, 16] as const;

const QUESTIONS: readonly Question[] = ["safety", "one", "all"];

/** One size of the ring. */
export interface LivenessRow {
  readonly checker: string;
  readonly size: number;
  readonly distinct: number;
  readonly measured: Readonly<Record<Question, Measurement>>;
}

/** Checks a ring, each question `runs` times, in turn; one row for each checker. */
export async function measureLiveness(
  checkers: readonly Checker[],
  size: number,
  runs: number,
): Promise<LivenessRow[]> {
  const models = QUESTIONS.map((question): BenchModel => {
    const name = `TokenRing.${question}${size}`;
    return { name, family: question, ...tokenRing(size, question), long: false, tlc: null };
  });
  const found: Measurement[][] = models.map(() => []);
  for (let turn = 0; turn < runs; turn++) {
    for (const [index, model] of models.entries()) found[index]!.push(...(await compare(model, checkers, 1)));
  }
  return checkers.map(({ name }) => {
    const [safety, one, all] = found.map((list) => middle(list.filter(({ checker }) => checker === name)));
    return { checker: name, size, distinct: models[0]!.distinct!, measured: { safety: safety!, one: one!, all: all! } };
  });
}

/** The measurement with the median of CPU seconds. */
function middle(found: readonly Measurement[]): Measurement {
  return [...found].sort((a, b) => a.cpu - b.cpu)[found.length >> 1]!;
}

/** Multiples of the run without temporal properties, start-up aside. */
export function livenessText(rows: readonly LivenessRow[], baseline: Baseline): string {
  const cost = ({ cpu, finished, wrong }: Measurement): number | null =>
    finished && wrong === null ? Math.max(cpu - baseline.cpu, 0) : null;
  const lines = rows.map(({ checker, size, distinct, measured }) => {
    const safety = cost(measured.safety);
    const times = (question: Question): string => {
      const found = cost(measured[question]);
      return safety === null || safety === 0 || found === null ? "not finished" : factor(found / safety);
    };
    return [checker, String(size), count(distinct), times("one"), times("all")];
  });
  const headings = ["checker", "processes", "states", "one property, times safety", "one per process, times safety"];
  const exponents = [...new Set(rows.map(({ checker }) => checker))].map((checker) => [
    checker,
    ...QUESTIONS.map((question) => {
      const points = rows
        .filter((row) => row.checker === checker)
        .flatMap((row): [number, number][] => {
          const found = cost(row.measured[question]);
          return found === null ? [] : [[row.distinct, found]];
        });
      return growthExponent(points)?.toFixed(2) ?? "n/a";
    }),
  ]);
  const growth = table(["exponent of growth", "safety", "one property", "one per process"], exponents);
  return `${table(headings, lines)}\n${growth}`;
}
