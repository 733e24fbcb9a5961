/** What a `.cfg` says: names and constant values with their places, nothing resolved against a module. */

import type { Source, Span } from "../syntax/source.ts";
import type { Identifier } from "../syntax/tree.ts";

/** A literal of a `.cfg`. An identifier is a model value; values nest in sets only. */
export type ConfigValue =
  | { readonly kind: "number"; readonly value: bigint; readonly span: Span }
  /** `value` is the text between the quotes with its escapes undone. */
  | { readonly kind: "string"; readonly value: string; readonly span: Span }
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "modelValue"; readonly name: string; readonly span: Span }
  /** Elements in text order, duplicates kept. */
  | { readonly kind: "set"; readonly elements: readonly ConfigValue[]; readonly span: Span };

interface ConstantTarget {
  /** The constant or operator on the left, without its instance path: `c` in `M!N!c = 1`. */
  readonly name: string;
  readonly nameSpan: Span;
  /** The names before the last `!`, outermost first: `["M", "N"]` in `M!N!c = 1`; usually empty. */
  readonly path: readonly Identifier[];
  /** The module whose `name` is meant, as in `c = [Mod] v` and `c <- [Mod] Op`; null: every module of the specification. */
  readonly module: Identifier | null;
  readonly span: Span;
}

/** `c = value`. With `args` (never an empty list) it is one row of a table: `Op(a, b) = value`. */
interface ConstantValue extends ConstantTarget {
  readonly kind: "value";
  readonly args: readonly ConfigValue[] | null;
  readonly value: ConfigValue;
}

/** `c <- Op`: the constant or definition `name` stands for the operator named `operator`. */
interface ConstantOperator extends ConstantTarget {
  readonly kind: "operator";
  /** A name (with `!` between its parts where it has several) or a symbol in canonical spelling. */
  readonly operator: Identifier;
}

export type ConstantEntry = ConstantValue | ConstantOperator;

/** One setting that is TRUE or FALSE. */
export interface Flag {
  readonly value: boolean;
  readonly span: Span;
}

/**
 * A whole `.cfg`. Lists keep the order of the text. Where a statement may be given once and is given again, the first
 * one counts (the reader reports the second).
 */
export interface Config {
  readonly source: Source;
  readonly specification: Identifier | null;
  readonly init: Identifier | null;
  readonly next: Identifier | null;
  readonly constants: readonly ConstantEntry[];
  readonly invariants: readonly Identifier[];
  readonly properties: readonly Identifier[];
  readonly constraints: readonly Identifier[];
  readonly actionConstraints: readonly Identifier[];
  readonly symmetry: Identifier | null;
  readonly view: Identifier | null;
  readonly alias: Identifier | null;
  readonly postconditions: readonly Identifier[];
  /** `_POSSIBLE`: state or action predicates that some state or step must satisfy. */
  readonly possible: readonly Identifier[];
  /** `_PERIODIC`: evaluated by TLC from time to time during a run. */
  readonly periodic: readonly Identifier[];
  /** `_RL_REWARD`: the reward operator of TLC's learning simulation. */
  readonly reward: Identifier | null;
  /** Null where the text says nothing: deadlock is then checked. */
  readonly checkDeadlock: Flag | null;
}
