/** Bitwise: the binary digits of natural numbers up to 2^53 - 1. */

import type { Value } from "../../../values/index.ts";
import { natural } from "./argument.ts";
import type { NativeModule } from "./native.ts";

/** JavaScript's operators work on 32 bits; so the digits above 2^31 are handled apart. */
const HALF = 2 ** 31;

function byHalves(a: number, b: number, operator: (a: number, b: number) => number): number {
  return operator(Math.floor(a / HALF), Math.floor(b / HALF)) * HALF + operator(a % HALF, b % HALF);
}

function operands(a: Value, b: Value, operator: string): [number, number] {
  return [natural(a, operator, 1), natural(b, operator, 2)];
}

export const bitwise: NativeModule = () => ({
  "&": (a: Value, b: Value) => byHalves(...operands(a, b, "&"), (x, y) => x & y),
  "|": (a: Value, b: Value) => byHalves(...operands(a, b, "|"), (x, y) => x | y),
  "^^": (a: Value, b: Value) => byHalves(...operands(a, b, "^^"), (x, y) => x ^ y),
  /** Every digit of the number inverted, from its highest 1 on. */
  Not: (a: Value) => {
    const n = natural(a, "Not", 0);
    return n === 0 ? 0 : 2 ** n.toString(2).length - 1 - n;
  },
  shiftR: (n: Value, by: Value) => Math.floor(natural(n, "shiftR", 1) / 2 ** natural(by, "shiftR", 2)),
});
