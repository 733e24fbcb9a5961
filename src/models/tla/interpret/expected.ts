// Hot path: every condition is asked whether it is one.
/** Values where one kind is expected, and code that always fails. */

import { FunctionValue, print, SetValue, type Value } from "../../../values/index.ts";
import { type Eval, SpecError } from "./runtime.ts";

/** Code that always fails: what is not supported fails when, and only when, it is evaluated. */
export function refuse(code: string, message: string): Eval {
  return () => {
    throw new SpecError(code, message);
  };
}

export function noArm(): SpecError {
  return new SpecError("E425", "no guard of this CASE is true, and it has no OTHER");
}

/** `value` as a Boolean, or an error that names `what` needed one. */
export function truth(value: Value, what: string): boolean {
  if (value === true) return true;
  if (value === false) return false;
  throw new SpecError("E420", `${what} must be TRUE or FALSE, found ${shown(value)}`);
}

export function toSet(value: Value): SetValue {
  if (value instanceof SetValue) return value;
  throw new SpecError("E421", `expected a set, found ${shown(value)}`);
}

/** A set of a field's values. Who wrote `[a: 1]` wanted a record. */
export function toFieldSet(value: Value, field: string): SetValue {
  if (value instanceof SetValue) return value;
  const meant = `[${field} : S] is a set of records; a record is written [${field} |-> value]`;
  throw new SpecError("E421", `expected a set of values for the field ${field}, found ${shown(value)}: ${meant}`);
}

export function toFunction(value: Value): FunctionValue {
  if (value instanceof FunctionValue) return value;
  throw new SpecError("E422", `expected a function, record or sequence, found ${shown(value)}`);
}

/** A value for a message: printed, cut when long. */
export function shown(value: Value): string {
  const text = print(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
