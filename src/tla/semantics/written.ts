/** What stands to the right of `==` in a definition. */

import type { Span } from "../syntax/source.ts";
import type { Expression } from "../syntax/tree.ts";
import type { OperatorSymbol, Tables } from "./symbol.ts";

type FunctionLiteral = Extract<Expression, { kind: "functionLiteral" }>;

const literals = new WeakMap<OperatorSymbol, FunctionLiteral>();

/** `f[x \in S] == e` as the function `[x \in S |-> e]`; the same each time, since facts are kept by the text. */
export function literalOf(symbol: OperatorSymbol): FunctionLiteral {
  let literal = literals.get(symbol);
  if (literal === undefined) {
    const { binders, body } = symbol;
    literal = { kind: "functionLiteral", bounds: binders?.map(({ bound }) => bound) ?? [], body, span: body.span };
    literals.set(symbol, literal);
  }
  return literal;
}

/** The body; that of a function definition is the function that it defines. */
export function writtenOf(symbol: OperatorSymbol): Expression {
  return symbol.binders === null ? symbol.body : literalOf(symbol);
}

/** An operator that stands for itself where it is used, as LAMBDA p1, …, pn : body. */
export function lambdaOf({ parameters, body }: OperatorSymbol, span: Span, tables: Tables): Expression {
  const names = parameters.map((parameter) => ({ name: parameter.name, span: parameter.span }));
  const made: Expression = { kind: "lambda", parameters: names, body, span };
  tables.parameters.set(made, parameters);
  return made;
}
