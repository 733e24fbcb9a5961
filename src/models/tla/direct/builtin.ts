/** Direct code of the operators of the language. */

import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { BOOLEAN, powerSet, STRING } from "../../../values/index.ts";
import { binaryOperator, unaryOperator } from "../interpret/builtin.ts";
import { member } from "./binder.ts";
import type { Environment } from "./environment.ts";
import type { Writer } from "./expression.ts";
import { interpreted } from "./interpreted.ts";
import { anything, boolean, LEFT, type Piece, setPiece } from "./piece.ts";

export function builtin(w: Writer, name: string, reference: Reference, at: Environment): Piece {
  const [first, second] = reference.args;
  if (name === "ENABLED") return interpreted(w, reference, at);
  if (name === "TRUE" || name === "FALSE") return boolean(name === "TRUE" ? "true" : "false");
  if (name === "BOOLEAN" || name === "STRING") return setPiece(w.unit.constant(name === "BOOLEAN" ? BOOLEAN : STRING));
  if (first === undefined) return LEFT;
  return second === undefined ? unary(w, name, first, at) : binary(w, name, [first, second], at);
}

function unary(w: Writer, name: string, operand: Expression, at: Environment): Piece {
  switch (name) {
    case "~":
      return boolean(`!${w.condition(operand, at)}`);
    case "'":
      return w.value(operand, at.but({ primed: true }));
    case "UNCHANGED":
      return boolean(w.unchanged(operand, at));
    case "DOMAIN":
      return setPiece(`domainOf(fn(${w.value(operand, at).js}))`);
  }
  const operator = unaryOperator(name);
  if (name === "SUBSET") {
    // The same set keeps its subsets once they have been listed.
    const base = w.unit.fresh("x");
    const memo = w.unit.memo();
    at.within.declare(base);
    const made = `${memo}.keep(${base}, ${w.unit.constant(powerSet)}(${base}))`;
    return setPiece(`(${base} = ${w.set(operand, at)}, ${memo}.get(${base}) ?? ${made})`);
  }
  return operator === null ? LEFT : setPiece(`${w.unit.constant(operator)}(${w.value(operand, at).js})`);
}

const predicates: ReadonlySet<string> = new Set(["\\subseteq", "<=>"]);

function binary(w: Writer, name: string, operands: readonly [Expression, Expression], at: Environment): Piece {
  const [first, second] = operands;
  const conditions = () => [w.condition(first, at), w.condition(second, at)];
  switch (name) {
    case "/\\":
      return boolean(`(${conditions().join(" && ")})`);
    case "\\/":
      return boolean(`(${conditions().join(" || ")})`);
    case "=>":
      return boolean(`(!${conditions().join(" || ")})`);
    case "=":
      return boolean(`same(${w.value(first, at).js}, ${w.value(second, at).js})`);
    case "/=":
      return boolean(`!same(${w.value(first, at).js}, ${w.value(second, at).js})`);
    case "\\in":
      return member(w, first, second, at);
    case "\\notin":
      return boolean(`!${member(w, first, second, at).js}`);
  }
  const operator = binaryOperator(name);
  if (operator === null) return LEFT;
  const js = `${w.unit.constant(operator)}(${w.value(first, at).js}, ${w.value(second, at).js})`;
  return predicates.has(name) ? boolean(js) : anything(js);
}
