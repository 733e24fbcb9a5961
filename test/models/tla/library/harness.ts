/** Calls natives as the interpreter does, with values written in TLA+ and files in memory. */

import { nativeModules } from "../../../../src/models/tla/library/index.ts";
import { type NativeContext, NativeError, type OperatorValue } from "../../../../src/models/tla/library/native.ts";
import { parseValue, type Value } from "../../../../src/values/index.ts";

/** An argument: a value in TLA+, or an operator. */
export type Argument = string | OperatorValue;

/** Operator, arguments, and the value (in TLA+) that comes out. */
export type Case = readonly [operator: string, args: readonly Argument[], expected: string];

/** Operator, arguments, and what the error's code and message must match. */
export type Failure = readonly [operator: string, args: readonly Argument[], code: string, message: RegExp];

export interface World extends NativeContext {
  readonly printed: string[];
  readonly files: Map<string, string>;
}

/** A context with its own files, registers and environment; `overrides` replace or add members. */
export function world(overrides: Partial<NativeContext> = {}): World {
  const files = new Map<string, string>();
  const printed: string[] = [];
  let seed = 1;
  return {
    printed,
    files,
    print: (text) => void printed.push(text),
    random: () => (seed = (seed * 48271) % 2147483647) / 2147483647,
    registers: new Map(),
    run: () => ({ level: 3, distinct: 40, generated: 90, queue: 7, diameter: 5, duration: 2 }),
    readFile: (path) => files.get(path) ?? null,
    writeFile: (path, text, append) => {
      if (path.startsWith("forbidden")) throw new NativeError("E465", `writing ${path} is not allowed`);
      files.set(path, (append ? (files.get(path) ?? "") : "") + text);
    },
    environment: (name) => (name === "HOME" ? "here" : null),
    ...overrides,
  };
}

/** The native of that name, called with these arguments in this world. */
export function call(
  module: string,
  operator: string,
  args: readonly Argument[],
  context: NativeContext = world(),
): Value {
  const natives = nativeModules.get(module)?.(context);
  const native = natives?.[operator] as ((...args: unknown[]) => Value) | undefined;
  if (native === undefined) throw new Error(`no native ${module}!${operator}`);
  const lazy = (native as { lazy?: boolean }).lazy === true;
  return native(
    ...args.map((arg) => {
      if (typeof arg === "function") return arg;
      const value = parseValue(arg);
      return lazy ? () => value : value;
    }),
  );
}

/** Operators to pass as arguments. */
export const plus: OperatorValue = (a, b) => (a as number) + (b as number);
export const minus: OperatorValue = (a, b) => (a as number) - (b as number);
export const less: OperatorValue = (a, b) => (a as number) < (b as number);
export const atMost: OperatorValue = (a, b) => (a as number) <= (b as number);
export const isEven: OperatorValue = (a) => (a as number) % 2 === 0;
export const isOne: OperatorValue = (a) => a === 1;
export const same: OperatorValue = (a) => a!;
