/** The contract between the interpreter and the operators that library modules implement in TypeScript. */

import type { Value } from "../../../values/index.ts";

/** An operator passed as an argument: `FoldSet(+, 0, S)` hands the native a function of two values. */
export type OperatorValue = (...args: Value[]) => Value;

/** What is known about the run while it goes on, for `TLCGet`. Levels count from 1, the initial states. */
export interface RunFacts {
  readonly level: number;
  readonly distinct: number;
  readonly generated: number;
  readonly queue: number;
  readonly diameter: number;
  /** Whole seconds since the run began. */
  readonly duration: number;
}

/** What a native may use besides its arguments. One context per model; nothing here is global. */
export interface NativeContext {
  /** Shows what the spec prints. */
  print(text: string): void;
  /** A number in [0, 1), repeatable by the run's seed. */
  random(): number;
  /** The registers of TLCGet(i) and TLCSet(i, v). */
  readonly registers: Map<number, Value>;
  /** The facts of the run so far. */
  run(): RunFacts;
  /** Text of a file below the working directory or the spec's folder; null when absent or not allowed. */
  readFile(path: string): string | null;
  /** Writes below `out/`; throws a NativeError when writing is not allowed (`--allow-write`). */
  writeFile(path: string, text: string, append: boolean): void;
  /** An environment variable that the user named with `--env`; null otherwise. */
  environment(name: string): string | null;
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
 * The natives of one library module, by operator name. Each takes its arguments in order: values, or OperatorValues
 * for operator parameters. A module's natives are made once per model.
 */
export type NativeModule = (context: NativeContext) => Readonly<Record<string, (...args: never[]) => Value>>;
