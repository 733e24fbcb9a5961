import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, divide, modulo, multiply, power, subtract } from "../../src/values/index.ts";

const MAX = Number.MAX_SAFE_INTEGER;
const LIMIT = BigInt(MAX);
const operand = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.maxSafeInteger(), fc.integer()).map((n) => n + 0);

/** The exact result, or the code of the error when it is too large. */
function exact(result: bigint): number | string {
  return result > LIMIT || result < -LIMIT ? "E409" : Number(result);
}

function outcome(action: () => number): number | string {
  try {
    return action();
  } catch (error) {
    return (error as { code: string }).code;
  }
}

function floor(a: bigint, b: bigint): bigint {
  return a / b - (a % b !== 0n && a < 0n !== b < 0n ? 1n : 0n);
}

describe("integer arithmetic", () => {
  test("agrees with unbounded integers, or overflows", () => {
    fc.assert(
      fc.property(operand, operand, (a, b) => {
        const [x, y] = [BigInt(a), BigInt(b)];
        expect(outcome(() => add(a, b))).toBe(exact(x + y));
        expect(outcome(() => subtract(a, b))).toBe(exact(x - y));
        expect(outcome(() => multiply(a, b))).toBe(exact(x * y));
        expect(outcome(() => divide(a, b))).toBe(b === 0 ? "E410" : Number(floor(x, y)));
        expect(outcome(() => modulo(a, b))).toBe(b <= 0 ? "E410" : Number(x - y * floor(x, y)));
      }),
      { numRuns: 800 },
    );
  });

  test("powers agree with unbounded integers, or overflow", () => {
    fc.assert(
      fc.property(fc.integer({ min: -12, max: 12 }), fc.integer({ min: 0, max: 70 }), (a, b) => {
        fc.pre(a !== 0 || b !== 0);
        expect(outcome(() => power(a, b))).toBe(exact(BigInt(a) ** BigInt(b)));
      }),
      { numRuns: 800 },
    );
  });

  test("the first argument is division times divisor plus rest", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), (a, b) => {
        expect(add(multiply(divide(a, b), b), modulo(a, b))).toBe(a);
      }),
    );
  });

  test.each<[string, () => number, number]>([
    ["7 \\div 2", () => divide(7, 2), 3],
    ["-7 \\div 2", () => divide(-7, 2), -4],
    ["7 \\div -2", () => divide(7, -2), -4],
    ["-7 \\div -2", () => divide(-7, -2), 3],
    ["-7 % 3", () => modulo(-7, 3), 2],
    ["-6 % 3", () => modulo(-6, 3), 0],
    ["0 * -1", () => multiply(0, -1), 0],
    ["0 \\div -3", () => divide(0, -3), 0],
    ["(-1)^1000001", () => power(-1, 1_000_001), -1],
    ["1^(2^52)", () => power(1, 2 ** 52), 1],
    ["0^(2^52)", () => power(0, 2 ** 52), 0],
    ["2^0", () => power(2, 0), 1],
  ])("%s", (_, action, result) => {
    expect(action()).toBe(result);
  });

  test.each<[string, () => number, string, string]>([
    ["addition", () => add(MAX, 1), "E409", `integer overflow: ${MAX} + 1 exceeds 2^53 - 1`],
    ["subtraction", () => subtract(-MAX, 1), "E409", `integer overflow: -${MAX} - 1 exceeds 2^53 - 1`],
    [
      "multiplication",
      () => multiply(2 ** 30, 2 ** 30),
      "E409",
      "integer overflow: 1073741824 * 1073741824 exceeds 2^53 - 1",
    ],
    ["power", () => power(-2, 53), "E409", "integer overflow: -2 ^ 53 exceeds 2^53 - 1"],
    ["a huge power", () => power(2, MAX), "E409", `integer overflow: 2 ^ ${MAX} exceeds 2^53 - 1`],
    ["division", () => divide(1, 0), "E410", "division by zero: 1 \\div 0"],
    ["modulus", () => modulo(1, 0), "E410", "the second argument of % must be positive: 1 % 0"],
    ["negative modulus", () => modulo(1, -2), "E410", "the second argument of % must be positive: 1 % -2"],
    ["negative exponent", () => power(2, -1), "E411", "the exponent of 2^(-1) is negative"],
    ["0^0", () => power(0, 0), "E411", "0^0 is undefined"],
  ])("%s", (_, action, code, message) => {
    expect(action).toThrow(expect.objectContaining({ code, message }));
  });
});
