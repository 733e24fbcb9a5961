/** Statistics: Pearson's chi-square test of goodness of fit. */

import type { Value } from "../../../values/index.ts";
import { functionOf, integer, outOfRange, text, valuesOf } from "./argument.ts";
import type { NativeModule } from "./native.ts";

/**
 * log Gamma(x) for x > 0: shifted up by the recurrence, then Stirling's series (Abramowitz and Stegun 6.1.40).
 */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 15; z++) shift -= Math.log(z);
  const r = 1 / (z * z);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / z;
  return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
}

/**
 * The regularised upper incomplete gamma function Q(a, x): by the series of its complement for small x, by Legendre's
 * continued fraction, evaluated by Lentz's method, otherwise (Abramowitz and Stegun 6.5.29, 6.5.31).
 */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 10_000 && term > sum * 1e-16; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - factor * sum;
  }
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / nonZero(numerator * d + b, tiny);
    c = nonZero(b + numerator / c, tiny);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return factor * fraction;
}

function nonZero(x: number, tiny: number): number {
  return Math.abs(x) < tiny ? tiny : x;
}

/**
 * The probability that counts at least as far from the expected ones come up by chance; the expected counts are
 * scaled to the same total.
 */
export function chiSquareProbability(expected: readonly number[], observed: readonly number[]): number {
  const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
  const scale = total(observed) / total(expected);
  const distance = observed.reduce((sum, n, i) => sum + (n - scale * expected[i]!) ** 2 / (scale * expected[i]!), 0);
  return upperGamma((expected.length - 1) / 2, distance / 2);
}

function counts(value: Value, position: 1 | 2, least: 0 | 1): number[] {
  const list = valuesOf(functionOf(value, "ChiSquare", position)).map((n) => integer(n, "ChiSquare (a count)", 0));
  if (list.length < 2 || list.some((n) => n < least)) {
    throw outOfRange(value, `a function with at least two values, each from ${least}`, "ChiSquare", position);
  }
  return list;
}

export const statistics: NativeModule = () => ({
  /** Is the hypothesis that the counts follow the expected ones kept, at the significance level `alpha`? */
  ChiSquare: (expected: Value, actual: Value, alpha: Value) => {
    const wanted = counts(expected, 1, 1);
    const found = counts(actual, 2, 0);
    if (wanted.length !== found.length) throw outOfRange(actual, "as many counts as expected", "ChiSquare", 2);
    const level = Number(text(alpha, "ChiSquare", 3));
    if (!(level > 0 && level <= 0.5))
      throw outOfRange(alpha, "a string with a number above 0, at most 0.5", "ChiSquare", 3);
    return chiSquareProbability(wanted, found) >= level;
  },
});
