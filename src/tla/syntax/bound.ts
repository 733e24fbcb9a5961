/** Bound variables: `x, y \in S`, `<<x, y>> \in S`, and lists of these. */

import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import type { Bound, Expression, Identifier } from "./tree.ts";

/** `x, y, …` with at least one name. */
export function names(cursor: Cursor, what: string): Identifier[] {
  const list = [cursor.identifier(what)];
  while (cursor.accept(",")) list.push(cursor.identifier(what));
  return list;
}

/** `<<x, y, …>>` as a pattern of names to bind. */
export function tuplePattern(cursor: Cursor): Identifier[] {
  const opener = cursor.expect("<<", "`<<`");
  const list = names(cursor, "a name to bind");
  cursor.close(">>", opener);
  return list;
}

/** One group with its set: `x, y \in S` or `<<x, y>> \in S`. */
function bound(cursor: Cursor): Bound {
  const start = cursor.token.start;
  const pattern = cursor.kind === "<<" ? "tuple" : "names";
  const list = pattern === "tuple" ? tuplePattern(cursor) : names(cursor, "a name to bind");
  cursor.expect("\\in", "`\\in` and a set after the bound names");
  const set = expression(cursor);
  return { pattern, names: list, set, span: cursor.span(start) };
}

/** `x \in S, <<y, z>> \in T, …` with at least one group. */
export function bounds(cursor: Cursor): Bound[] {
  const list = [bound(cursor)];
  while (cursor.accept(",")) list.push(bound(cursor));
  return list;
}

/** The bounds of a quantifier: groups with sets, or plain names without any. */
export function quantifierBounds(cursor: Cursor): Bound[] {
  if (cursor.kind === "<<") return bounds(cursor);
  const start = cursor.token.start;
  const list = names(cursor, "a name to bind");
  if (cursor.kind !== "\\in") return [{ pattern: "names", names: list, set: null, span: cursor.span(start) }];
  cursor.advance();
  const set = expression(cursor);
  const first: Bound = { pattern: "names", names: list, set, span: cursor.span(start) };
  return cursor.accept(",") ? [first, ...bounds(cursor)] : [first];
}

/**
 * What was read as the expression `x \in S` or `<<x, y>> \in S`, read as a bound. Null for any other expression, also
 * for one in parentheses: those are not part of its span, so it does not begin at `start`.
 */
export function asBound(node: Expression, start: number): Bound | null {
  if (node.kind !== "reference" || node.name !== "\\in" || node.fix !== "infix" || node.span.start !== start)
    return null;
  const [left, set] = node.args as readonly [Expression, Expression];
  if (left.span.start !== start) return null;
  if (left.kind !== "tuple") {
    const name = asName(left);
    return name === null ? null : { pattern: "names", names: [name], set, span: node.span };
  }
  const list: Identifier[] = [];
  for (const element of left.elements) {
    const name = asName(element);
    if (name === null) return null;
    list.push(name);
  }
  return list.length === 0 ? null : { pattern: "tuple", names: list, set, span: node.span };
}

/** A plain name without arguments; null for any other expression. */
export function asName(node: Expression): Identifier | null {
  if (node.kind !== "reference" || node.fix !== "name" || node.args.length > 0 || node.path.length > 0) return null;
  return /^\w+$/.test(node.name) ? { name: node.name, span: node.nameSpan } : null;
}
