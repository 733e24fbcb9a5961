/** What stands in `[ ]`, `{ }` and `<< >>`. */

import { asBound, bounds, names } from "./bound.ts";
import type { Cursor } from "./cursor.ts";
import { expression, fieldName } from "./expression.ts";
import { subscript } from "./name.ts";
import { fieldWords, type Token } from "./token.ts";
import type { Bound, ExceptStep, ExceptUpdate, Expression, RecordField } from "./tree.ts";

/** `<<a, b>>` or `<<A>>_v`. */
export function tuple(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const elements: Expression[] = [];
  if (cursor.kind !== ">>") {
    elements.push(expression(cursor));
    while (cursor.accept(",")) elements.push(expression(cursor));
    if (cursor.kind === ">>_") return angle(cursor, opener, elements);
  }
  cursor.close(">>", opener, elements.length === 0 ? "" : " or `,`");
  return { kind: "tuple", elements, span: cursor.span(opener.start) };
}

function angle(cursor: Cursor, opener: Token, elements: readonly Expression[]): Expression {
  const [action, second] = elements as readonly [Expression, Expression | undefined];
  if (second !== undefined) cursor.fail("E110", "<<A>>_v holds one action; join several with /\\ or \\/", second.span);
  cursor.advance();
  const variables = subscript(cursor);
  return { kind: "actionSubscript", form: "angle", action, subscript: variables, span: cursor.span(opener.start) };
}

/** `{}`, `{a, b}`, `{x \in S : p}` or `{e : x \in S, …}`. */
export function brace(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const { start } = cursor.token;
  if (cursor.accept("}")) return { kind: "setEnumeration", elements: [], span: cursor.span(opener.start) };
  const first = expression(cursor);
  if (cursor.accept(":")) {
    const group = asBound(first, start);
    const node = group !== null && !severalNames(group) ? filter(cursor, opener, group) : map(cursor, opener, first);
    return node;
  }
  const elements = [first];
  while (cursor.accept(",")) elements.push(expression(cursor));
  cursor.close("}", opener, elements.length === 1 ? ", `,` or `:`" : " or `,`");
  return { kind: "setEnumeration", elements, span: cursor.span(opener.start) };
}

function severalNames(group: Bound): boolean {
  return group.pattern === "names" && group.names.length > 1;
}

function filter(cursor: Cursor, opener: Token, group: Bound): Expression {
  const predicate = expression(cursor);
  cursor.close("}", opener);
  return { kind: "setFilter", bound: group, predicate, span: cursor.span(opener.start) };
}

function map(cursor: Cursor, opener: Token, body: Expression): Expression {
  const list = bounds(cursor);
  cursor.close("}", opener, " or `,`");
  return { kind: "setMap", body, bounds: list, span: cursor.span(opener.start) };
}

/**
 * What begins with `[`. A function's bounds are first read as an expression: only the `|->` after it tells them from
 * the action of `[x \in S]_v`, and reading twice would take exponential time in nested brackets.
 */
export function bracket(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const next = cursor.kindAt(1);
  if (cursor.kind === "identifier" || fieldWords.has(cursor.kind)) {
    if (next === "|->") return record(cursor, opener, "|->");
    if (next === ":") return record(cursor, opener, ":");
    if (next === "," && cursor.kind === "identifier") return functionOfSeveral(cursor, opener);
  }
  const { start } = cursor.token;
  const first = expression(cursor);
  switch (cursor.kind) {
    case "|->":
    case ",": {
      const group = asBound(first, start);
      if (group === null) break;
      const list = cursor.accept(",") ? [group, ...bounds(cursor)] : [group];
      return functionLiteral(cursor, opener, list);
    }
    case "EXCEPT":
      return except(cursor, opener, first);
    case "->": {
      cursor.advance();
      const range = expression(cursor);
      cursor.close("]", opener);
      return { kind: "functionSet", domain: first, range, span: cursor.span(opener.start) };
    }
    case "]_": {
      cursor.advance();
      const variables = subscript(cursor);
      const span = cursor.span(opener.start);
      return { kind: "actionSubscript", form: "box", action: first, subscript: variables, span };
    }
  }
  return unfinished(cursor, opener, asBound(first, start) !== null);
}

function unfinished(cursor: Cursor, opener: Token, bindsNames: boolean): never {
  const notes = [cursor.note("the `[` stands here", opener)];
  if (cursor.kind === "]") {
    const forms = "[x \\in S |-> e], [S -> T], [f |-> e], [f EXCEPT ![i] = e] and [A]_v";
    cursor.fail("E112", `nothing in TLA+ has the form [e]; there are ${forms}`, cursor.token, notes);
  }
  if (cursor.kind === ",") {
    const message = "nothing in TLA+ has the form [a, b]; a sequence or tuple is written <<a, b>>, a set {a, b}";
    cursor.fail("E112", message, cursor.token, notes);
  }
  const what = bindsNames ? "`|->` after the bound names of a function" : "`|->`, `->`, EXCEPT or `]_v`";
  return cursor.unexpected("E112", what, notes, bindsNames ? "|->" : "");
}

/** `[x, y \in S, … |-> e]`, whose first group has several names. */
function functionOfSeveral(cursor: Cursor, opener: Token): Expression {
  const { start } = cursor.token;
  const list = names(cursor, "a name to bind");
  cursor.expect("\\in", "`\\in` and a set after the bound names");
  const set = expression(cursor);
  const group: Bound = { pattern: "names", names: list, set, span: cursor.span(start) };
  return functionLiteral(cursor, opener, cursor.accept(",") ? [group, ...bounds(cursor)] : [group]);
}

function functionLiteral(cursor: Cursor, opener: Token, list: readonly Bound[]): Expression {
  if (!cursor.accept("|->")) unfinished(cursor, opener, true);
  const body = expression(cursor);
  cursor.close("]", opener);
  return { kind: "functionLiteral", bounds: list, body, span: cursor.span(opener.start) };
}

/** `[f |-> e, …]` or `[f : S, …]`, by the mark between field and value. */
function record(cursor: Cursor, opener: Token, mark: "|->" | ":"): Expression {
  const fields: RecordField[] = [];
  do {
    const name = fieldName(cursor, "the name of a field");
    // The note is made only where it is needed: to find its line takes as long as the line is.
    if (!cursor.accept(mark)) {
      const begins = cursor.note(`the record${mark === ":" ? " set" : ""} begins here`, opener);
      cursor.expect(mark, `\`${mark}\` after the field ${name.name}`, [begins]);
    }
    const value = expression(cursor);
    fields.push({ name: name.name, value, span: cursor.span(name.span.start) });
  } while (cursor.accept(","));
  cursor.close("]", opener, " or `,`");
  const span = cursor.span(opener.start);
  return mark === ":" ? { kind: "recordSet", fields, span } : { kind: "record", fields, span };
}

function except(cursor: Cursor, opener: Token, base: Expression): Expression {
  const updates: ExceptUpdate[] = [];
  do {
    cursor.advance();
    updates.push(update(cursor));
  } while (cursor.kind === ",");
  cursor.close("]", opener, " or `,`");
  return { kind: "except", base, updates, span: cursor.span(opener.start) };
}

function update(cursor: Cursor): ExceptUpdate {
  const { start } = cursor.token;
  if (!cursor.accept("!")) {
    const after = cursor.previous()?.kind === "," ? "`,`" : "EXCEPT";
    const forms = "an update is written ![i] = e or !.f = e";
    if (cursor.token.kind === "bad") cursor.unexpected("E125", "`!`");
    cursor.fail("E125", `expected \`!\` after ${after}, found \`${cursor.token.text}\`; ${forms}`, cursor.token);
  }
  const path: ExceptStep[] = [];
  for (;;) {
    const step = exceptStep(cursor);
    if (step === null) break;
    path.push(step);
  }
  if (path.length === 0) cursor.unexpected("E125", "`[` or `.` after `!`");
  cursor.expect("=", "`=` after what is to be updated");
  const value = expression(cursor);
  return { path, value, span: cursor.span(start) };
}

function exceptStep(cursor: Cursor): ExceptStep | null {
  const opener = cursor.token;
  if (cursor.accept(".")) {
    const { name } = fieldName(cursor, "the name of a field after `.`");
    return { kind: "field", name, span: cursor.span(opener.start) };
  }
  if (!cursor.accept("[")) return null;
  const args = [expression(cursor)];
  while (cursor.accept(",")) args.push(expression(cursor));
  cursor.close("]", opener, " or `,`");
  return { kind: "index", args, span: cursor.span(opener.start) };
}
