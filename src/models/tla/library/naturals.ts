// Hot path: arithmetic and comparison of every specification.
/** Naturals, Integers and Reals: arithmetic on integers, exact up to 2^53 - 1. */

import {
  add,
  divide,
  INT,
  interval,
  modulo,
  multiply,
  NAT,
  power,
  REAL,
  subtract,
  type Value,
} from "../../../values/index.ts";
import { integer } from "./argument.ts";
import { NativeError, type NativeModule } from "./native.ts";

/** The error for operands of which at least one is not an integer. */
function notIntegers(operator: string, a: Value, b: Value): never {
  integer(a, operator, 1);
  integer(b, operator, 2);
  throw new Error(`${operator} refused two integers`);
}

export const naturals: NativeModule = () => ({
  Nat: () => NAT,
  "+": (a: Value, b: Value) => (typeof a === "number" && typeof b === "number" ? add(a, b) : notIntegers("+", a, b)),
  "-": (a: Value, b: Value) =>
    typeof a === "number" && typeof b === "number" ? subtract(a, b) : notIntegers("-", a, b),
  "*": (a: Value, b: Value) =>
    typeof a === "number" && typeof b === "number" ? multiply(a, b) : notIntegers("*", a, b),
  "^": (a: Value, b: Value) => (typeof a === "number" && typeof b === "number" ? power(a, b) : notIntegers("^", a, b)),
  "<": (a: Value, b: Value) => (typeof a === "number" && typeof b === "number" ? a < b : notIntegers("<", a, b)),
  ">": (a: Value, b: Value) => (typeof a === "number" && typeof b === "number" ? a > b : notIntegers(">", a, b)),
  "<=": (a: Value, b: Value) => (typeof a === "number" && typeof b === "number" ? a <= b : notIntegers("<=", a, b)),
  ">=": (a: Value, b: Value) => (typeof a === "number" && typeof b === "number" ? a >= b : notIntegers(">=", a, b)),
  "%": (a: Value, b: Value) => (typeof a === "number" && typeof b === "number" ? modulo(a, b) : notIntegers("%", a, b)),
  "\\div": (a: Value, b: Value) =>
    typeof a === "number" && typeof b === "number" ? divide(a, b) : notIntegers("\\div", a, b),
  "..": (a: Value, b: Value) =>
    typeof a === "number" && typeof b === "number" ? interval(a, b) : notIntegers("..", a, b),
});

export const integers: NativeModule = () => ({
  Int: () => INT,
  "-.": (a: Value) => subtract(0, integer(a, "-", 0)),
});

export const reals: NativeModule = () => ({
  Real: () => REAL,
  /** The quotient where it is an integer: other reals are no values here. */
  "/": (a: Value, b: Value) => {
    const dividend = integer(a, "/", 1);
    const divisor = integer(b, "/", 2);
    const quotient = divide(dividend, divisor);
    if (multiply(quotient, divisor) === dividend) return quotient;
    throw new NativeError(
      "E468",
      `${dividend} / ${divisor} is not an integer, and other real numbers are not supported`,
    );
  },
  Infinity: () => {
    throw new NativeError("E468", "Infinity is not a value that can be computed with");
  },
});
