/** What a name means: the symbols that the resolver binds references to. */

import type { Location, Source, Span } from "../syntax/source.ts";
import type { Bound, Definition, Expression, Fix, Module, Reference } from "../syntax/tree.ts";

/** 0 constant, 1 state, 2 action, 3 temporal. */
export type Level = 0 | 1 | 2 | 3;

export const levelNames = ["constant", "state", "action", "temporal"] as const;

interface Declared {
  readonly name: string;
  /** Where the name is declared; null for what is built in. */
  readonly span: Span;
  readonly source: Source;
}

/** A CONSTANT of a module, `arity` > 0 for an operator constant. */
export interface ConstantSymbol extends Declared {
  readonly kind: "constant";
  readonly arity: number;
  readonly module: ResolvedModule;
}

/** A VARIABLE of a module. */
export interface VariableSymbol extends Declared {
  readonly kind: "variable";
  readonly module: ResolvedModule;
}

/** A formal parameter of an operator, an instance or a LAMBDA; `arity` > 0 for an operator parameter. */
export interface ParameterSymbol extends Declared {
  readonly kind: "parameter";
  readonly arity: number;
  /** Above constant only for what NEW declares in a theorem. */
  readonly level: Level;
}

/** A name bound by a quantifier, CHOOSE, a set, a function or a proof's NEW. */
export interface BoundSymbol extends Declared {
  readonly kind: "bound";
}

/**
 * A definition. `binders` is non-null for a function definition `f[x \in S] == e`, whose value is the function
 * and whose `body` is `e`. Theorems and assumptions with a name are operators without parameters.
 */
export interface OperatorSymbol extends Declared {
  readonly kind: "operator";
  readonly fix: Fix;
  /** Replaced, like the three fields below, when a symbol that RECURSIVE declared gets its definition. */
  parameters: readonly ParameterSymbol[];
  binders: readonly ResolvedBound[] | null;
  body: Expression;
  readonly module: ResolvedModule;
  readonly local: boolean;
  /** Declared by RECURSIVE, or a function definition whose body names itself. */
  recursive: boolean;
  /** False between the RECURSIVE declaration and the definition. */
  defined: boolean;
  /** "part" is a part of a definition of a LET around, used as an operator: it stands for itself where it is used. */
  readonly role: "definition" | "theorem" | "assumption" | "part";
}

/** `I(p) == INSTANCE M WITH …`, or an INSTANCE without a name (then `name` is ""). */
export interface InstanceSymbol extends Declared {
  readonly kind: "instance";
  readonly parameters: readonly ParameterSymbol[];
  readonly target: ResolvedModule;
  /** What replaces each constant and variable of `target`, its implicit substitutions included. */
  readonly substitutions: ReadonlyMap<ConstantSymbol | VariableSymbol, Replacement>;
  readonly local: boolean;
  /** The module in which the INSTANCE stands; replacements are resolved there. */
  readonly module: ResolvedModule;
}

/** An expression of the instantiating module, or an operator for an operator constant. */
export type Replacement =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "operator"; readonly meaning: Meaning };

/** An operator of the language itself, such as `\in` or `ENABLED`. */
export interface BuiltinSymbol {
  readonly kind: "builtin";
  readonly name: string;
  readonly arity: number;
}

export type ValueSymbol =
  | ConstantSymbol
  | VariableSymbol
  | ParameterSymbol
  | BoundSymbol
  | OperatorSymbol
  | BuiltinSymbol;

/**
 * A symbol seen through instances, outermost first: `A!B!Op` is Op with the chain [A, B]. Arguments belong to
 * parametrised instances. A reference inside module M to M's own names has an empty chain.
 */
export interface Meaning {
  readonly symbol: ValueSymbol | InstanceSymbol;
  readonly chain: readonly ChainLink[];
}

export interface ChainLink {
  readonly instance: InstanceSymbol;
  readonly args: readonly Expression[];
}

/** A part of a definition chosen by labels or selectors, `Op(a)!1!<<`. */
export interface Subexpression {
  readonly symbol: OperatorSymbol;
  readonly chain: readonly ChainLink[];
  /** Arguments for the operator's parameters. */
  readonly args: readonly Expression[];
  readonly expression: Expression;
  /** Names on the way to the part (bound ones, parameters of LETs), each with what replaces it. */
  readonly bindings: readonly { readonly symbol: BoundSymbol | ParameterSymbol; readonly value: Expression }[];
}

/** A bound whose names have symbols, in the order of `bound.names`. */
export interface ResolvedBound {
  readonly bound: Bound;
  readonly symbols: readonly BoundSymbol[];
}

/** A named thing in the scope of a module: its meaning, and whether EXTENDS and INSTANCE pass it on. */
export interface Entry {
  readonly meaning: Meaning;
  readonly local: boolean;
  /** Does it come from a module that only passes it on? Then the name may be given another meaning; see `isPassedOn`. */
  readonly passedOn: boolean;
}

/** One assumption of a module, in text order. */
export interface Assumption {
  readonly name: string | null;
  readonly body: Expression;
  readonly span: Span;
  readonly source: Source;
}

/** A module with every reference bound; the bindings are in the tables of its program. */
export interface ResolvedModule {
  readonly name: string;
  readonly tree: Module;
  readonly source: Source;
  /** One of the modules we ship. */
  readonly library: boolean;
  readonly extended: readonly ResolvedModule[];
  readonly constants: readonly ConstantSymbol[];
  readonly variables: readonly VariableSymbol[];
  /** Names that the module defines, declares or imports. */
  readonly scope: ReadonlyMap<string, Entry>;
  /** Own assumptions and those of extended modules, without axioms. */
  readonly assumptions: readonly Assumption[];
  /** Own definitions in text order, LOCAL ones too; for level checking and summaries. */
  readonly definitions: readonly (OperatorSymbol | InstanceSymbol)[];
}

/** A root module and all that it needs. */
export interface Program {
  readonly root: ResolvedModule;
  /** In the order in which they were completed: a module comes after those that it needs. */
  readonly modules: readonly ResolvedModule[];
  readonly tables: Tables;
}

/**
 * What the resolver found out about syntax nodes. A node belongs to one module and is resolved once, whatever the
 * number of instances of that module.
 */
export interface Tables {
  readonly meanings: Map<Reference, Meaning>;
  readonly subexpressions: Map<Reference, Subexpression>;
  /** Symbols of binders, by the Bound node. */
  readonly bounds: Map<Bound, ResolvedBound>;
  /** Parameters of LAMBDAs, by their expression. */
  readonly parameters: Map<Expression, readonly ParameterSymbol[]>;
  /** Symbols of LET definitions, by the definition node. */
  readonly definitions: Map<Definition, OperatorSymbol | InstanceSymbol>;
}

/** What the name that `e` is, or applies, means; undefined where it is none. */
export function symbolOf(e: Expression | undefined, { meanings }: Tables): Meaning["symbol"] | undefined {
  return e?.kind === "reference" ? meanings.get(e)?.symbol : undefined;
}

/** Is it an operator of the language with one of these names? */
export function isBuiltin(e: Expression | undefined, names: readonly string[], tables: Tables): e is Reference {
  const symbol = symbolOf(e, tables);
  return symbol?.kind === "builtin" && names.includes(symbol.name);
}

/** Does it speak of the next state itself, as a prime, UNCHANGED or a subscript of an action does? */
export function isOfStep(e: Expression, tables: Tables): boolean {
  return e.kind === "actionSubscript" || isBuiltin(e, ["'", "UNCHANGED"], tables);
}

/** What this operator joins, in a list or between operands; null for anything else. */
export function operandsOf(e: Expression, operator: "/\\" | "\\/", tables: Tables): readonly Expression[] | null {
  if (e.kind === "junction") return e.operator === operator ? e.items : null;
  return isBuiltin(e, [operator], tables) ? e.args : null;
}

/** The place of a symbol, for messages. */
export function locationOf(symbol: Declared): Location {
  return symbol.source.locate(symbol.span);
}

/** How many arguments a symbol takes when it is used by name. */
export function arityOf(symbol: ValueSymbol): number {
  switch (symbol.kind) {
    case "constant":
    case "parameter":
    case "builtin":
      return symbol.arity;
    case "operator":
      return symbol.parameters.length;
    default:
      return 0;
  }
}

/** Whether some parameter of the operator is an operator itself, so that it cannot be an argument. */
export function takesOperators(symbol: ValueSymbol): boolean {
  return symbol.kind === "operator" && symbol.parameters.some((p) => p.arity > 0);
}
