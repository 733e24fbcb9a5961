/** The contract between the interpreter and the operators that library modules implement in TypeScript. */

import type { Value } from "../../../values/index.ts";
import type { RunCounts } from "../../model.ts";

/** An operator passed as an argument: `FoldSet(+, 0, S)` hands the native a function of two values. */
export type OperatorValue = (...args: Value[]) => Value;

/** What a native may use besides its arguments. One context per model; nothing here is global. */
export interface NativeContext {
  /** Shows what the spec prints. */
  print(text: string): void;
  /** Reports a warning with the run's diagnostics; the same message once. */
  warn?(code: string, message: string): void;
  /** A number in [0, 1), repeatable by the run's seed. */
  random(): number;
  /** The registers of TLCGet(i) and TLCSet(i, v). */
  readonly registers: Map<number, Value>;
  /** The facts of the run so far. */
  run(): RunCounts;
  /**
   * Text of a file below the working directory or the spec's folder, by a path relative to one of them, in that order;
   * null when absent or not allowed.
   */
  readFile(path: string): string | null;
  /** Writes below `out/`; throws a NativeError when writing is not allowed (`--allow-write`). */
  writeFile(path: string, text: string, append: boolean): void;
  /** An environment variable that the user named with `--env`; null otherwise. */
  environment(name: string): string | null;
  /** The names for which `environment` answers; without them `DOMAIN IOEnv` cannot be listed. */
  readonly environmentNames?: readonly string[];
  /** False for a file that may not be read; without this member, such a file counts as absent. */
  mayRead?(path: string): boolean;
  /**
   * What `TLCGet(key)` is for keys beyond RunCounts, null when unknown: "config" (a record with mode, depth, deadlock,
   * seed, traces, worker ...), "spec", "action" and "revision".
   */
  fact?(key: string): Value | null;
  /** Ends the run early and in good order, for `TLCSet("exit", TRUE)`. */
  stop?(): void;
  /** The states from an initial one to the current one, each a record of the variables; null outside of a search. */
  trace?(): Value | null;
  /** The whole error trace that is being shown (trace exploration), as a sequence of records. */
  errorTrace?(): Value | null;
  /** The counterexample, for a POSTCONDITION: `[state: {<<i, s>>}, action: {<<<<i, s>>, a, <<j, t>>>>}]`. */
  counterExample?(): Value | null;
  /** The value of a definition of the root module, by its name; null when there is none. */
  evaluate?(definition: string): Value | null;
}

/**
 * What a native throws when it refuses. `kind` "assert" is TLC's Assert (exit 14); "spec" is an evaluation error.
 * (A ValueError of src/values is an evaluation error too.)
 */
export class NativeError extends Error {
  readonly code: string;
  readonly kind: "spec" | "assert";

  constructor(code: string, message: string, kind: "spec" | "assert" = "spec") {
    super(message);
    this.code = code;
    this.kind = kind;
  }
}

/**
 * Marks a native whose value does not depend on its arguments alone (a clock, a register, the trace, a file): the
 * interpreter never keeps its result. RandomElement is not one: TLC draws once for a constant definition.
 */
export function volatile<F extends (...args: never[]) => Value>(native: F): F & { readonly volatile: true } {
  return Object.assign(native, { volatile: true as const });
}

/**
 * Marks a native that does something each time, or draws: a value for which it ran is kept where it depends on no state,
 * as TLC keeps constant definitions, and never only for the state at hand, since TLC evaluates those wherever they stand.
 */
export function effect<F extends (...args: never[]) => Value>(native: F): F & { readonly effect: true } {
  return Object.assign(native, { effect: true as const });
}

/** Marks a native that gets its value arguments as functions of no arguments, to evaluate them or not. */
export function lazy<F extends (...args: never[]) => Value>(native: F): F & { readonly lazy: true } {
  return Object.assign(native, { lazy: true as const });
}

/** A native of so many arguments that it takes them as one list; `count` is the arity of the operator. */
export function ofMany<A extends readonly (Value | OperatorValue)[]>(
  count: A["length"],
  native: (args: A) => Value,
): (...args: A) => Value {
  return Object.defineProperty((...args: A) => native(args), "length", { value: count });
}

/**
 * The natives of one library module, by operator name. Each takes its arguments in order: values, or OperatorValues
 * for operator parameters. A module's natives are made once per model.
 */
export type NativeModule = (context: NativeContext) => Readonly<Record<string, (...args: never[]) => Value>>;
