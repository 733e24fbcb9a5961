// Hot path: arithmetic of every specification.
/** Integer arithmetic, exact up to 2^53 - 1: a larger result is an error, never a rounded number. */

import { ValueError } from "./error.ts";

function checked(result: number, a: number, operator: string, b: number): number {
  if (result > Number.MAX_SAFE_INTEGER || result < -Number.MAX_SAFE_INTEGER) {
    throw new ValueError("E409", `integer overflow: ${a} ${operator} ${b} exceeds 2^53 - 1`);
  }
  // JavaScript has a negative zero, TLA+ has not.
  return result + 0;
}

/** `a + b`. Throws E409 on overflow. */
export function add(a: number, b: number): number {
  return checked(a + b, a, "+", b);
}

/** `a - b`. Throws E409 on overflow. */
export function subtract(a: number, b: number): number {
  return checked(a - b, a, "-", b);
}

/** `a * b`. Throws E409 on overflow. */
export function multiply(a: number, b: number): number {
  return checked(a * b, a, "*", b);
}

/** `base ^ exponent`. Throws E409 on overflow, E411 for a negative exponent and for 0^0. */
export function power(base: number, exponent: number): number {
  if (exponent < 0) throw new ValueError("E411", `the exponent of ${base}^(${exponent}) is negative`);
  if (base === 0 && exponent === 0) throw new ValueError("E411", "0^0 is undefined");
  if (base === 0 || base === 1) return base;
  if (base === -1) return exponent % 2 === 0 ? 1 : -1;
  let result = 1;
  // At most 53 rounds: then the result has overflowed.
  for (let i = 0; i < exponent; i++) {
    if (Math.abs((result *= base)) > Number.MAX_SAFE_INTEGER) return checked(result, base, "^", exponent);
  }
  return result;
}

/** `a \div b`, rounded down. Throws E410 when b is 0. */
export function divide(a: number, b: number): number {
  if (b === 0) throw new ValueError("E410", `division by zero: ${a} \\div 0`);
  const rest = a % b;
  const quotient = (a - rest) / b + 0;
  return rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient;
}

/** `a % b`, from 0 to b - 1. Throws E410 unless b is positive. */
export function modulo(a: number, b: number): number {
  if (b <= 0) throw new ValueError("E410", `the second argument of % must be positive: ${a} % ${b}`);
  const rest = a % b;
  return rest < 0 ? rest + b : rest + 0;
}
