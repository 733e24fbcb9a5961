/** The syntax tree of TLA+. Every node has its span in the source of its module; nothing here is resolved. */

import type { Source, Span } from "./source.ts";

/** A declared or bound name with its place. */
export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

/** How an operator is written around its operands; "name" is `Op` or `Op(a, b)`, also nonfix calls `+(1, 2)`. */
export type Fix = "name" | "prefix" | "infix" | "postfix";

/** A formal parameter or a declared constant: `x` (arity 0), `Op(_, _)`, `_ + _`. Symbols in canonical spelling. */
export interface Parameter {
  readonly name: string;
  readonly arity: number;
  readonly fix: Fix;
  readonly span: Span;
}

/** One step of `A!B(x)!C`: a name with arguments, or a subexpression selector. */
export type PathStep =
  | { readonly kind: "name"; readonly name: string; readonly args: readonly Expression[]; readonly span: Span }
  | {
      readonly kind: "selector";
      /** `<<`, `>>`, `@`, `:`, a child's number from 1, or "call" for `!(x, y)`. */
      readonly selector: "<<" | ">>" | "@" | ":" | "call" | number;
      readonly args: readonly Expression[];
      readonly span: Span;
    };

/** `x \in S`, `x, y \in S` or `<<x, y>> \in S`; `set` is null when the quantifier is unbounded. */
export interface Bound {
  readonly pattern: "names" | "tuple";
  readonly names: readonly Identifier[];
  readonly set: Expression | null;
  readonly span: Span;
}

/**
 * A use of a name or an operator, applied or not. All operators that have a name in the language, built in or
 * defined (`+`, `\in`, `=>`, `'`, `[]`, `ENABLED`, `UNCHANGED`, `SUBSET`, `DOMAIN` …), are references, so that
 * one resolver finds them all. `name` is the canonical ASCII spelling (see operators.ts); unary minus is `-.`.
 * `path` is what stands before the name in `M!N(x)!Op`; with selectors at the end (`Op!1!<<`), the whole chain is in
 * `path` and `name` is "" with no args.
 */
export interface Reference {
  readonly kind: "reference";
  readonly name: string;
  readonly args: readonly Expression[];
  readonly fix: Fix;
  readonly path: readonly PathStep[];
  /** The name or operator symbol alone. */
  readonly nameSpan: Span;
  readonly span: Span;
}

/** An aligned list of `/\` or `\/`. (An infix use is a Reference.) */
export interface Junction {
  readonly kind: "junction";
  readonly operator: "/\\" | "\\/";
  readonly items: readonly Expression[];
  readonly span: Span;
}

/** `![i, j].f`: an index is `[e1, …, en]`, a field is `.name`. */
export type ExceptStep =
  | { readonly kind: "index"; readonly args: readonly Expression[]; readonly span: Span }
  | { readonly kind: "field"; readonly name: string; readonly span: Span };

export interface ExceptUpdate {
  readonly path: readonly ExceptStep[];
  readonly value: Expression;
  readonly span: Span;
}

export type Expression =
  | Reference
  | Junction
  /** `text` as written; `value` is null for a decimal fraction or an integer beyond 2^53. */
  | { readonly kind: "number"; readonly text: string; readonly value: number | null; readonly span: Span }
  | { readonly kind: "string"; readonly value: string; readonly span: Span }
  /** `@` inside EXCEPT. */
  | { readonly kind: "at"; readonly span: Span }
  | {
      readonly kind: "quantifier";
      readonly quantifier: "\\A" | "\\E";
      readonly bounds: readonly Bound[];
      readonly body: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "temporalQuantifier";
      readonly quantifier: "\\AA" | "\\EE";
      readonly names: readonly Identifier[];
      readonly body: Expression;
      readonly span: Span;
    }
  | { readonly kind: "choose"; readonly bound: Bound; readonly body: Expression; readonly span: Span }
  | { readonly kind: "setEnumeration"; readonly elements: readonly Expression[]; readonly span: Span }
  | { readonly kind: "setFilter"; readonly bound: Bound; readonly predicate: Expression; readonly span: Span }
  | { readonly kind: "setMap"; readonly body: Expression; readonly bounds: readonly Bound[]; readonly span: Span }
  | {
      readonly kind: "functionLiteral";
      readonly bounds: readonly Bound[];
      readonly body: Expression;
      readonly span: Span;
    }
  | { readonly kind: "functionSet"; readonly domain: Expression; readonly range: Expression; readonly span: Span }
  | { readonly kind: "application"; readonly fn: Expression; readonly args: readonly Expression[]; readonly span: Span }
  | { readonly kind: "record"; readonly fields: readonly RecordField[]; readonly span: Span }
  | { readonly kind: "recordSet"; readonly fields: readonly RecordField[]; readonly span: Span }
  | { readonly kind: "fieldAccess"; readonly record: Expression; readonly field: Identifier; readonly span: Span }
  | {
      readonly kind: "except";
      readonly base: Expression;
      readonly updates: readonly ExceptUpdate[];
      readonly span: Span;
    }
  | { readonly kind: "tuple"; readonly elements: readonly Expression[]; readonly span: Span }
  /** `S \X T \X U`, flattened unless parenthesised. */
  | { readonly kind: "product"; readonly factors: readonly Expression[]; readonly span: Span }
  /** `[A]_v` ("box") or `<<A>>_v` ("angle"). */
  | {
      readonly kind: "actionSubscript";
      readonly form: "box" | "angle";
      readonly action: Expression;
      readonly subscript: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "fairness";
      readonly strength: "weak" | "strong";
      readonly subscript: Expression;
      readonly action: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly then: Expression;
      readonly else: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "case";
      readonly arms: readonly { readonly guard: Expression; readonly value: Expression; readonly span: Span }[];
      readonly other: Expression | null;
      readonly span: Span;
    }
  | {
      readonly kind: "let";
      readonly definitions: readonly Definition[];
      readonly body: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "lambda";
      readonly parameters: readonly Identifier[];
      readonly body: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "label";
      readonly name: string;
      readonly parameters: readonly Identifier[];
      readonly body: Expression;
      readonly span: Span;
    }
  /** `ASSUME … PROVE …`, only as the statement of a theorem. */
  | {
      readonly kind: "assumeProve";
      readonly assumptions: readonly Expression[];
      readonly goal: Expression;
      readonly span: Span;
    }
  /** A declaration inside ASSUME/PROVE: `NEW x \in S`, `NEW ACTION A`, … */
  | {
      readonly kind: "newSymbol";
      readonly parameter: Parameter;
      readonly level: "CONSTANT" | "VARIABLE" | "STATE" | "ACTION" | "TEMPORAL";
      readonly set: Expression | null;
      readonly span: Span;
    };

export interface RecordField {
  readonly name: string;
  readonly value: Expression;
  readonly span: Span;
}

/** `WITH name <- expression`; `name` may be an operator symbol, and so may the expression (a Reference without args). */
export interface Substitution {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
  readonly span: Span;
}

export interface OperatorDefinition {
  readonly kind: "operator";
  readonly local: boolean;
  readonly name: string;
  readonly fix: Fix;
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** `f[x \in S, …] == body`; `f` may occur in its own body. */
export interface FunctionDefinition {
  readonly kind: "function";
  readonly local: boolean;
  readonly name: string;
  readonly bounds: readonly Bound[];
  readonly body: Expression;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** `INSTANCE M WITH …` (name null) or `N(p, q) == INSTANCE M WITH …`. */
export interface Instance {
  readonly kind: "instance";
  readonly local: boolean;
  readonly name: string | null;
  readonly parameters: readonly Parameter[];
  readonly module: Identifier;
  readonly substitutions: readonly Substitution[];
  readonly nameSpan: Span;
  readonly span: Span;
}

/** `RECURSIVE f(_), g(_, _)`. */
export interface Recursive {
  readonly kind: "recursive";
  readonly declarations: readonly Parameter[];
  readonly span: Span;
}

/** What may stand between LET and IN. */
export type Definition = OperatorDefinition | FunctionDefinition | Instance | Recursive;

export type Unit =
  | Definition
  | { readonly kind: "constants"; readonly declarations: readonly Parameter[]; readonly span: Span }
  | { readonly kind: "variables"; readonly names: readonly Identifier[]; readonly span: Span }
  | {
      readonly kind: "assume";
      readonly name: string | null;
      /** Written AXIOM: taken for granted, where ASSUME and ASSUMPTION are checked. */
      readonly axiom: boolean;
      readonly body: Expression;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  /** The proof, if any, was parsed and dropped. */
  | {
      readonly kind: "theorem";
      readonly name: string | null;
      readonly body: Expression;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: "module"; readonly module: Module; readonly span: Span };

export interface Module {
  readonly name: string;
  readonly nameSpan: Span;
  readonly extends: readonly Identifier[];
  readonly units: readonly Unit[];
  readonly source: Source;
  readonly span: Span;
}
