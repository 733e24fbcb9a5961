/** Combinatorics: factorials and binomial coefficients. */

import { divide, lambdaFunction, multiply, NAT, type Value } from "../../../values/index.ts";
import { natural } from "./argument.ts";
import type { NativeModule } from "./native.ts";

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product = multiply(product, i);
  return product;
}

/** n over k, 0 where k exceeds n. Throws E409 beyond 2^53 - 1. */
function binomial(n: number, k: number): number {
  if (k > n) return 0;
  let result = 1;
  // After each round the product is a binomial coefficient, so the division leaves no rest.
  for (let i = 1; i <= Math.min(k, n - k); i++) result = exactQuotient(result, n - Math.min(k, n - k) + i, i);
  return result;
}

/** `a * b / c`, where c divides the product. What a and c have in common goes first, so that less overflows. */
function exactQuotient(a: number, b: number, c: number): number {
  const common = greatestCommonDivisor(a, c);
  return multiply(a / common, divide(b, c / common));
}

/** By Euclid's algorithm, for natural numbers. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

export const combinatorics: NativeModule = () => ({
  factorial: () => lambdaFunction(NAT, (n) => factorial(n as number)),
  choose: (n: Value, k: Value) => binomial(natural(n, "choose", 1), natural(k, "choose", 2)),
});
