// Hot path: operator precedence and the choice of what an operand is.
/**
 * Expressions: operators by precedence ranges, junction lists by column, and everything that begins with a keyword.
 *
 * Precedence climbing (Pratt, "Top down operator precedence", POPL 1973) with ranges: see `compareOperators`.
 */

import { names, quantifierBounds, tuplePattern } from "./bound.ts";
import { brace, bracket, tuple } from "./bracket.ts";
import { Cursor, isReported } from "./cursor.ts";
import { definition, startsDefinition } from "./definition.ts";
import type { Diagnostic, DiagnosticNote } from "./diagnostic.ts";
import { foreignMessage } from "./foreign.ts";
import { readTokens } from "./lexer.ts";
import { bareName, callArguments, fairness, nameExpression, qualifiedSymbol, qualifiedUse, reference } from "./name.ts";
import { applicationOperator, compareOperators, fieldOperator, type Operator } from "./operators.ts";
import type { Source } from "./source.ts";
import { describeToken, fieldWords, isReserved, reservedWord, type Token } from "./token.ts";
import type { Bound, Definition, Expression, Identifier } from "./tree.ts";

/** How far beside a bullet an item may stand for us to take it for a slip. */
const slip = 3;

/** The precedence of `=`, `<` and their like. */
const comparison = 5;

/**
 * Reads a text that is one expression. `expression` is null where it is not; the diagnostics then hold the reason.
 */
export function parseExpression(source: Source): { expression: Expression | null; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const cursor = new Cursor(source, readTokens(source, 0, false, diagnostics).tokens, diagnostics);
  try {
    const node = expression(cursor);
    if (cursor.kind !== "end") cursor.unexpected("E110", "an operator or the end of the expression");
    const failed = diagnostics.some((diagnostic) => diagnostic.severity === "error");
    return { expression: failed ? null : node, diagnostics };
  } catch (error) {
    if (!isReported(error)) throw error;
    return { expression: null, diagnostics };
  }
}

/** Reads an expression up to the first operator that binds less tightly than `pending`, the operator before it. */
export function expression(cursor: Cursor, pending: Operator | null = null): Expression {
  cursor.enter();
  const { start } = cursor.token;
  const node = continueExpression(cursor, operand(cursor, pending), start, pending);
  cursor.leave();
  return node;
}

/** Reads the operators that follow `left`, whose text begins at `start` (with its parentheses, if any). */
function continueExpression(cursor: Cursor, left: Expression, start: number, pending: Operator | null): Expression {
  let node = left;
  // The factors of the product that `node` is, while another factor may be added to it.
  let factors: Expression[] | null = null;
  for (;;) {
    const { token } = cursor;
    if (token.column <= cursor.limit) return node;
    const symbol = token.kind === "identifier" ? qualifiedSymbol(cursor) : token;
    const operator = symbol === null ? null : followingOperator(symbol);
    if (symbol === null || operator === null) return node;
    if (token.kind === "!!" && cursor.kindAt(1) === "!") return node;
    if (pending !== null && !shifts(cursor, pending, operator, symbol)) return node;
    if (symbol !== token) {
      node = qualifiedUse(cursor, operator, node, start);
      factors = null;
      continue;
    }
    if (operator.name === "\\X") {
      cursor.advance();
      const factor = expression(cursor, operator);
      if (factors === null) factors = [node, factor];
      else factors.push(factor);
      node = { kind: "product", factors, span: cursor.span(start) };
      continue;
    }
    factors = null;
    if (operator === applicationOperator) node = application(cursor, node, start);
    else if (operator === fieldOperator) node = fieldAccess(cursor, node, start);
    else {
      if (token.fresh && !cursor.inProof && (token.kind === "/\\" || token.kind === "\\/"))
        warnOfSlip(cursor, token, node);
      cursor.advance();
      const args = operator.fix === "postfix" ? [node] : [node, expression(cursor, operator)];
      node = reference(token, operator.fix, args, cursor.span(start));
    }
  }
}

function followingOperator(token: Token): Operator | null {
  const forms = token.operator;
  if (forms !== null) return forms.infix ?? forms.postfix;
  if (token.kind === "[") return applicationOperator;
  return token.kind === "." ? fieldOperator : null;
}

/** Whether the operand between `pending` and the `operator` at `token` belongs to the latter. */
function shifts(cursor: Cursor, pending: Operator, operator: Operator, token: Token): boolean {
  const order = compareOperators(pending, operator);
  if (order === "conflict") {
    const twice = "cannot be used twice in a row without parentheses, since it does not associate";
    const chain = isOrder(pending) && isOrder(operator);
    const hint = chain ? `; what is between two bounds is written a ${pending.name} b /\\ b ${token.text} c` : "";
    if (pending === operator) reportConflict(cursor, `\`${token.text}\` ${twice}${hint}`, token, pending);
    else reportNoOrder(cursor, pending, token, hint);
  }
  return order === "shift";
}

/** Those that mathematicians write in chains: `0 < x <= n`. */
function isOrder({ name }: Operator): boolean {
  return ["<", "<=", ">", ">="].includes(name);
}

function reportNoOrder(cursor: Cursor, pending: Operator, token: Token, hint = ""): void {
  const order = `\`${pending.name}\` and \`${token.text}\` have no order of precedence here`;
  const message = `${order}${hint === "" ? "; add parentheses" : hint}`;
  reportConflict(cursor, message, token, pending);
}

function reportConflict(cursor: Cursor, message: string, token: Token, pending: Operator): void {
  // They bind more tightly than a comparison, which their writer did not expect.
  const connective = pending.low === comparison ? cursor.foreignConnective() : null;
  const foreign = connective ?? (token.fresh && token.kind === "//" ? token : null);
  if (!cursor.conflict && foreign === null) cursor.report("E114", message, token);
  else if (!cursor.conflict) cursor.report("E128", foreignMessage(foreign as Token), foreign as Token);
  cursor.conflict = true;
}

function application(cursor: Cursor, fn: Expression, start: number): Expression {
  const opener = cursor.advance();
  const args = [expression(cursor)];
  while (cursor.accept(",")) args.push(expression(cursor));
  cursor.close("]", opener, " or `,`");
  return { kind: "application", fn, args, span: cursor.span(start) };
}

function fieldAccess(cursor: Cursor, record: Expression, start: number): Expression {
  cursor.advance();
  return {
    kind: "fieldAccess",
    record,
    field: fieldName(cursor, "the name of a field after `.`"),
    span: cursor.span(start),
  };
}

/** The name of a record's field: a name, or one of the words that may be fields, too. */
export function fieldName(cursor: Cursor, what: string): Identifier {
  if (!fieldWords.has(cursor.kind)) return cursor.identifier(what);
  const { text, start, end } = cursor.advance();
  return { name: text, span: { start, end } };
}

/**
 * Warns of an infix `/\` or `\/` that begins a line just beside the bullets of a list of its kind: it looks like an
 * item of that list and is none.
 */
function warnOfSlip(cursor: Cursor, token: Token, left: Expression): void {
  const closed = left.kind === "junction" ? cursor.closedList : null;
  for (const bullet of [closed, cursor.bullet]) {
    if (bullet === null || bullet.kind !== token.kind) continue;
    const distance = token.column - bullet.column;
    // An infix operator below the first character of an item is a usual way to lay out the item.
    if (distance === 0 || distance < -slip || distance >= slip) continue;
    if (bullet.start === cursor.warnedBullet) return;
    cursor.warnedBullet = bullet.start;
    const where = `${Math.abs(distance)} column${Math.abs(distance) === 1 ? "" : "s"} ${distance < 0 ? "left" : "right"}`;
    const effect =
      distance < 0
        ? "so it joins the whole list with what follows"
        : "so it continues the item above instead of beginning one";
    const message = `this \`${token.text}\` is no item of the list above: it stands ${where} of the bullets, ${effect}`;
    cursor.report("W101", message, token, [cursor.note("the bullet stands here", bullet)]);
    return;
  }
}

/** Reads an operand: everything that may stand between two infix operators, with the prefix operators before it. */
function operand(cursor: Cursor, pending: Operator | null): Expression {
  const { token, kind } = cursor;
  switch (kind) {
    case "identifier":
      if (cursor.outside && startsDefinition(cursor)) return missingOperand(cursor);
      return nameExpression(cursor, pending);
    case "number":
      cursor.advance();
      return numberLiteral(token.text, token.start, token.end);
    case "string":
      cursor.advance();
      return { kind: "string", value: stringValue(token.text), span: { start: token.start, end: token.end } };
    case "@":
      cursor.advance();
      return { kind: "at", span: { start: token.start, end: token.end } };
    case "(":
      return parenthesised(cursor);
    case "{":
      return brace(cursor);
    case "[":
      return bracket(cursor);
    case "<<":
      return tuple(cursor);
    case "IF":
      return ifExpression(cursor);
    case "CASE":
      return caseExpression(cursor);
    case "LET":
      return letExpression(cursor);
    case "CHOOSE":
      return choose(cursor);
    case "\\A":
    case "\\E":
      return quantifier(cursor, kind);
    case "\\AA":
    case "\\EE":
      return temporalQuantifier(cursor, kind);
    case "LAMBDA":
      return lambda(cursor);
    case "WF_":
    case "SF_":
      return fairness(cursor);
    case ".":
      return fraction(cursor);
    case "step":
      if (!cursor.inProof) return missingOperand(cursor);
      return nameExpression(cursor, pending);
    default:
      return token.operator === null || kind === "end" ? missingOperand(cursor) : symbol(cursor, token, pending);
  }
}

function missingOperand(cursor: Cursor): never {
  const previous = cursor.previous();
  if (cursor.kind === "==" && previous?.kind === "==") {
    cursor.fail("E115", "`==` stands here twice; equality is a single `=`", cursor.token);
  }
  const what = previous === null ? "an expression" : `an expression after ${describeToken(previous)}`;
  const notes = previous === null ? [] : [...asArgument(cursor, previous), ...asTuple(cursor, previous)];
  return cursor.unexpected("E111", what, notes);
}

/** `F(+)`, whose parentheses belong to the symbol. */
function asArgument(cursor: Cursor, { text, start, end }: Token): DiagnosticNote[] {
  const symbol = /^\((.+)\)$/.exec(text)?.[1];
  if (symbol === undefined) return [];
  return [
    cursor.note(`\`${text}\` is one symbol; the operator ${symbol} as an argument is ( ${symbol} )`, { start, end }),
  ];
}

/** `x=<<1>>` and `x=<<>>`, where the longest symbol is `=<`, and the next one `<>`. */
function asTuple(cursor: Cursor, previous: Token): DiagnosticNote[] {
  const before = previous.text === "<>" ? cursor.previous(2) : previous;
  const next = previous.text === "<>" ? previous : cursor.token;
  if (before?.text !== "=<" || !next.text.startsWith("<") || next.start !== before.end) return [];
  const { start, end } = before;
  return [cursor.note("`=<` is less or equal; equality with a tuple has a blank, `= <<`", { start, end })];
}

/** An operator symbol in the place of an operand: prefix, a bullet, `+(1, 2)`, or an argument such as in `F(+, x)`. */
function symbol(cursor: Cursor, token: Token, pending: Operator | null): Expression {
  const forms = token.operator;
  const next = cursor.kindAt(1);
  if (next === "," || next === ")") return bareName(cursor);
  if (isBullet(token)) return junction(cursor);
  const prefix = forms?.prefix ?? null;
  if (prefix !== null) return prefixExpression(cursor, prefix, pending);
  if (next === "(" || next === "!" || next === "!!") return nameExpression(cursor, null);
  return missingOperand(cursor);
}

function prefixExpression(cursor: Cursor, operator: Operator, pending: Operator | null): Expression {
  const token = cursor.advance();
  // Of prefix operators the minus alone may not follow an operator that binds more tightly: SANY reads it as infix first.
  if (token.kind === "-" && pending !== null && compareOperators(pending, operator) === "reduce") {
    reportNoOrder(cursor, pending, token);
  }
  let node: Expression;
  if (token.kind === "-" && cursor.kind === "(") {
    const { start } = cursor.token;
    const args = callArguments(cursor);
    if (args.length > 1) return reference(token, "name", args, cursor.span(token.start));
    node = continueExpression(cursor, args[0] as Expression, start, operator);
  } else node = expression(cursor, operator);
  if (token.kind === "UNCHANGED") cursor.unchangedEnd = cursor.position;
  return reference(token, "prefix", [node], cursor.span(token.start));
}

/** Whether a token may stand before an item of a list: `\land` and `\lor` are infix only. */
function isBullet(token: Token): boolean {
  return (token.kind === "/\\" || token.kind === "\\/") && token.text[1] !== "l";
}

function junction(cursor: Cursor): Expression {
  const first = cursor.token;
  const { limit, bullet } = cursor;
  const { kind, column } = first;
  const items: Expression[] = [];
  do {
    cursor.bullet = cursor.advance();
    cursor.limit = column;
    items.push(expression(cursor));
    cursor.limit = limit;
  } while (cursor.kind === kind && cursor.token.column === column && isBullet(cursor.token));
  cursor.bullet = bullet;
  cursor.closedList = first;
  const operator = kind as "/\\" | "\\/";
  return { kind: "junction", operator, items, span: cursor.span(first.start) };
}

function parenthesised(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const node = expression(cursor);
  cursor.close(")", opener);
  return node;
}

/** Passes the keyword that continues what `opener` began. */
function part(cursor: Cursor, keyword: string, after: string, opener: Token): void {
  if (cursor.accept(keyword)) return;
  const notes = [cursor.note(`the ${opener.text} stands here`, opener)];
  const what = keyword === "->" ? "`->`" : keyword;
  if (keyword === "ELSE" && /^els?e?_?if$/i.test(cursor.token.text)) {
    const message = `\`${cursor.token.text}\` means nothing here: it is written ELSE IF … THEN … ELSE`;
    cursor.fail("E128", message, cursor.token, notes);
  }
  cursor.unexpected("E120", `${what} after ${after} of ${opener.text}`, notes, keyword);
}

function ifExpression(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const condition = expression(cursor);
  part(cursor, "THEN", "the condition", opener);
  const then = expression(cursor);
  part(cursor, "ELSE", "the THEN part", opener);
  const otherwise = expression(cursor);
  return { kind: "if", condition, then, else: otherwise, span: cursor.span(opener.start) };
}

function caseExpression(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const arms: Extract<Expression, { kind: "case" }>["arms"][number][] = [];
  let other: Expression | null = null;
  do {
    const { start } = cursor.token;
    if (arms.length > 0 && cursor.accept("OTHER")) {
      part(cursor, "->", "OTHER", opener);
      other = expression(cursor);
      break;
    }
    const guard = expression(cursor);
    part(cursor, "->", "a condition", opener);
    const value = expression(cursor);
    arms.push({ guard, value, span: cursor.span(start) });
  } while (cursor.accept("[]"));
  return { kind: "case", arms, other, span: cursor.span(opener.start) };
}

function letExpression(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const definitions: Definition[] = [];
  // Where the first definition stands that would rather be a unit of its own, if it turns out that IN is missing.
  let outside = -1;
  while (cursor.kind !== "IN" || definitions.length === 0) {
    const begins = cursor.kind === "RECURSIVE" || cursor.kind === "INSTANCE" || startsDefinition(cursor);
    if (!begins) missingIn(cursor, opener, definitions.length, outside);
    if (outside < 0 && definitions.length > 0 && cursor.outside) outside = cursor.position;
    definitions.push(definition(cursor, false));
  }
  cursor.advance();
  const body = expression(cursor);
  return { kind: "let", definitions, body, span: cursor.span(opener.start) };
}

function missingIn(cursor: Cursor, opener: Token, count: number, outside: number): never {
  if (outside >= 0) cursor.moveTo(outside);
  const notes = [cursor.note("the LET stands here", opener)];
  if (cursor.kind === "LOCAL")
    cursor.fail("E123", "LOCAL has no place in LET: what LET defines is local anyway", cursor.token);
  if (count === 0) {
    const { token } = cursor;
    if (isReserved(token) && cursor.kindAt(1) === "==") notes.push(cursor.note(reservedWord(token), token));
    cursor.unexpected("E120", "a definition after LET", notes);
  }
  return cursor.unexpected("E120", "IN after the definitions of LET", notes, "IN");
}

/** Passes the colon between bound names and the body. */
function colon(cursor: Cursor, opener: Token): void {
  if (cursor.accept(":")) return;
  const notes = [cursor.note(`the ${describeToken(opener)} stands here`, opener)];
  cursor.unexpected("E120", `\`:\` after the bound names of ${describeToken(opener)}`, notes, ":");
}

function quantifier(cursor: Cursor, symbolKind: "\\A" | "\\E"): Expression {
  const opener = cursor.advance();
  const list = quantifierBounds(cursor);
  colon(cursor, opener);
  const body = expression(cursor);
  return { kind: "quantifier", quantifier: symbolKind, bounds: list, body, span: cursor.span(opener.start) };
}

function temporalQuantifier(cursor: Cursor, symbolKind: "\\AA" | "\\EE"): Expression {
  const opener = cursor.advance();
  const list = names(cursor, "a variable to bind");
  colon(cursor, opener);
  const body = expression(cursor);
  return { kind: "temporalQuantifier", quantifier: symbolKind, names: list, body, span: cursor.span(opener.start) };
}

function choose(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const { start } = cursor.token;
  const pattern = cursor.kind === "<<" ? "tuple" : "names";
  const list = pattern === "tuple" ? tuplePattern(cursor) : [cursor.identifier("a name to choose")];
  const set = cursor.accept("\\in") ? expression(cursor) : null;
  const group: Bound = { pattern, names: list, set, span: cursor.span(start) };
  colon(cursor, opener);
  const body = expression(cursor);
  return { kind: "choose", bound: group, body, span: cursor.span(opener.start) };
}

function lambda(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const parameters = names(cursor, "a parameter of LAMBDA");
  colon(cursor, opener);
  const body = expression(cursor);
  return { kind: "lambda", parameters, body, span: cursor.span(opener.start) };
}

/** `.5`, which the lexer cannot tell from a field. */
function fraction(cursor: Cursor): Expression {
  const next = cursor.tokens[cursor.position + 1];
  const { start, end } = cursor.token;
  if (next?.kind !== "number" || next.start !== end || !/^\d+$/.test(next.text)) return missingOperand(cursor);
  cursor.advance();
  cursor.advance();
  return { kind: "number", text: `.${next.text}`, value: null, span: { start, end: next.end } };
}

function numberLiteral(text: string, start: number, end: number): Expression {
  const bases: Record<string, string> = { b: "0b", o: "0o", h: "0x" };
  const base = text.startsWith("\\") ? bases[(text[1] as string).toLowerCase()] : undefined;
  const value = text.includes(".") ? null : Number(base === undefined ? text : base + text.slice(2));
  const exact = value !== null && value <= Number.MAX_SAFE_INTEGER ? value : null;
  return { kind: "number", text, value: exact, span: { start, end } };
}

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", f: "\f" };

/** The text of a string literal: without its quotes, its escapes undone. */
export function stringValue(literal: string): string {
  const body = literal.slice(1, -1);
  return body.includes("\\") ? body.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter) : body;
}
