/** Medians, and how cost grows. */

/** The middle of the numbers; the mean of the two in the middle of an even count. NaN without any. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * The exponent e of the growth `cost ~ size^e` between the two largest sizes: 1 is linear. Smaller ones say little, as
 * V8 is still compiling. Null with fewer than two sizes, or without a cost.
 */
export function growthExponent(points: readonly (readonly [size: number, cost: number])[]): number | null {
  const sorted = [...points].filter(([, cost]) => cost > 0).sort(([a], [b]) => a - b);
  const [before, last] = [sorted.at(-2), sorted.at(-1)];
  if (before === undefined || last === undefined || before[0] === last[0]) return null;
  return Math.log(last[1] / before[1]) / Math.log(last[0] / before[0]);
}
