/** DyadicRationals: records [num, den] whose denominator is a power of two. */

import { add, apply, divide, equal, type FunctionValue, multiply, record, type Value } from "../../../values/index.ts";
import { functionOf, integer, outOfRange } from "./argument.ts";
import { greatestCommonDivisor } from "./combinatorics.ts";
import type { NativeModule } from "./native.ts";

interface Rational {
  readonly num: number;
  /** Positive. */
  readonly den: number;
}

const names = ["num", "den"] as const;

function recordOf({ num, den }: Rational): FunctionValue {
  return record(names, [num, den]);
}

const zero = recordOf({ num: 0, den: 1 });
const one = recordOf({ num: 1, den: 1 });

function rationalOf(value: Value, operator: string, position: 0 | 1 | 2): Rational {
  const fields = functionOf(value, operator, position);
  const num = integer(apply(fields, "num"), `${operator} (the field num)`, 0);
  const den = integer(apply(fields, "den"), `${operator} (the field den)`, 0);
  if (den <= 0) throw outOfRange(den, "positive", `${operator} (the field den)`, 0);
  return { num, den };
}

/** The same number with the smallest denominator. */
function reduced({ num, den }: Rational): FunctionValue {
  const common = greatestCommonDivisor(Math.abs(num), den);
  return recordOf({ num: divide(num, common), den: den / common });
}

function sum(p: Rational, q: Rational): FunctionValue {
  // One denominator is a multiple of the other, as both are powers of two.
  const den = Math.max(p.den, q.den);
  const scaled = ({ num, den: own }: Rational) => multiply(num, divide(den, own));
  return reduced({ num: add(scaled(p), scaled(q)), den });
}

export const dyadicRationals: NativeModule = () => ({
  IsDyadicRational: (r: Value) => Number.isInteger(Math.log2(rationalOf(r, "IsDyadicRational", 0).den)),
  Zero: () => zero,
  One: () => one,
  Add: (p: Value, q: Value) => (equal(p, zero) ? q : sum(rationalOf(p, "Add", 1), rationalOf(q, "Add", 2))),
  Half: (p: Value) => {
    const { num, den } = rationalOf(p, "Half", 0);
    return reduced({ num, den: multiply(den, 2) });
  },
  PrettyPrint: (p: Value) => {
    const { num, den } = rationalOf(p, "PrettyPrint", 0);
    return equal(p, zero) || equal(p, one) ? String(num) : `${num}/${den}`;
  },
});
