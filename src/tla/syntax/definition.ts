/** Definitions, instances and the declaration of parameters: what may stand both in a module and between LET and IN. */

import { bounds } from "./bound.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { bareName } from "./name.ts";
import { canonicalName } from "./operators.ts";
import type { Span } from "./source.ts";
import { describeToken, type Token } from "./token.ts";
import type {
  Definition,
  Expression,
  FunctionDefinition,
  Identifier,
  Instance,
  OperatorDefinition,
  Parameter,
  Recursive,
  Substitution,
} from "./tree.ts";

/** Whether the token in hand begins a definition: `Op ==`, `Op(…) ==`, `f[…] ==`, `a + b ==`, `-. a ==`, `a ^+ ==`. */
export function startsDefinition(cursor: Cursor, ahead = 0): boolean {
  const token = cursor.tokens[cursor.position + ahead] as Token;
  const next = cursor.kindAt(ahead + 1);
  if (token.operator?.prefix) return next === "identifier" && cursor.kindAt(ahead + 2) === "==";
  if (cursor.kindAt(ahead) !== "identifier") return false;
  if (next === "==") return true;
  if (next === "(" || next === "[") {
    const partner = cursor.partner(cursor.position + ahead + 1);
    return partner >= 0 && cursor.kindAt(partner + 1 - cursor.position) === "==";
  }
  const forms = cursor.tokens[cursor.position + ahead + 1]?.operator;
  if (forms?.postfix) return cursor.kindAt(ahead + 2) === "==";
  return Boolean(forms?.infix) && cursor.kindAt(ahead + 2) === "identifier" && cursor.kindAt(ahead + 3) === "==";
}

/** Reads a definition, an unnamed instance or RECURSIVE. `start` is where LOCAL stands, if it does. */
export function definition(cursor: Cursor, local: boolean, start: number = cursor.token.start): Definition {
  const { token } = cursor;
  if (token.kind === "RECURSIVE") return recursive(cursor);
  if (token.kind === "INSTANCE") {
    const nameSpan = { start: token.start, end: token.end };
    return instance(cursor, { local, name: null, parameters: [], nameSpan, start });
  }
  if (token.operator !== null) return prefixDefinition(cursor, local, start);
  if (cursor.kindAt(0) !== "identifier") cursor.unexpected("E110", "the name of a definition");
  cursor.advance();
  const { text: name } = token;
  const nameSpan = { start: token.start, end: token.end };
  const head = { local, name, nameSpan, start };
  if (cursor.kind === "[") return functionDefinition(cursor, head);
  const forms = cursor.kind === "end" ? null : cursor.token.operator;
  if (forms !== null) return symbolDefinition(cursor, head);
  const parameters = cursor.kind === "(" ? parameterList(cursor) : [];
  definedAs(cursor, name);
  if (cursor.kind === "INSTANCE") return instance(cursor, { ...head, parameters });
  const body = expression(cursor);
  return { kind: "operator", ...shared(head), fix: "name", parameters, body, span: cursor.span(start) };
}

interface Head {
  readonly local: boolean;
  readonly name: string;
  readonly nameSpan: Span;
  readonly start: number;
}

function shared({ local, name, nameSpan }: Head): Omit<Head, "start"> {
  return { local, name, nameSpan };
}

/** Passes the `==` of a definition. */
function definedAs(cursor: Cursor, name: string): void {
  if (cursor.accept("==")) return;
  const hint = cursor.kind === "=" ? "; `=` only compares" : "";
  if (hint !== "") {
    cursor.fail("E116", `expected \`==\` to define ${name}, found ${describeToken(cursor.token)}${hint}`, cursor.token);
  }
  cursor.unexpected("E116", `\`==\` to define ${name}`);
}

function parameterList(cursor: Cursor): Parameter[] {
  const opener = cursor.advance();
  const parameters = [parameter(cursor, "a parameter")];
  while (cursor.accept(",")) parameters.push(parameter(cursor, "a parameter"));
  cursor.close(")", opener, " or `,`");
  return parameters;
}

/** A declared name with the number of its arguments: `x`, `Op(_, _)`, `_ + _`, `-. _`, `_ ^+`. */
export function parameter(cursor: Cursor, what: string): Parameter {
  const { token } = cursor;
  const { start } = token;
  if (cursor.kind === "_") {
    cursor.advance();
    const symbol = operatorToken(cursor, "an operator symbol after `_`");
    if (symbol.operator?.postfix) return symbolParameter(cursor, symbol, "postfix", start);
    if (!symbol.operator?.infix) cursor.fail("E110", `\`${symbol.text}\` takes no argument before it`, symbol);
    cursor.expect("_", `\`_\` after \`${symbol.text}\``);
    return symbolParameter(cursor, symbol, "infix", start);
  }
  if (token.operator?.prefix && cursor.kind !== "end") {
    const symbol = cursor.advance();
    cursor.expect("_", `\`_\` after \`${symbol.text}\``);
    return symbolParameter(cursor, symbol, "prefix", start);
  }
  const { name } = cursor.identifier(what);
  let arity = 0;
  if (cursor.kind === "(") {
    const opener = cursor.advance();
    do {
      cursor.expect("_", "`_` in the place of each argument");
      arity++;
    } while (cursor.accept(","));
    cursor.close(")", opener, " or `,`");
  } else refuseNamedOperands(cursor);
  return { name, arity, fix: "name", span: cursor.span(start) };
}

/** A declared operator has no names for its arguments: `_ ++ _`, where people write `a ++ b`. */
function refuseNamedOperands(cursor: Cursor): void {
  const { text, operator } = cursor.token;
  if (cursor.kind === "end" || operator === null || /^(?:=|\\in)$/.test(text)) return;
  const form = operator.postfix !== null ? `_ ${text}` : operator.infix !== null ? `_ ${text} _` : null;
  if (form === null) return;
  cursor.fail("E110", `an operator symbol is declared with \`_\` in the place of each argument: ${form}`, cursor.token);
}

function symbolParameter(cursor: Cursor, symbol: Token, fix: "prefix" | "infix" | "postfix", start: number): Parameter {
  const name = symbol.operator?.[fix]?.name ?? symbol.text;
  return { name, arity: fix === "infix" ? 2 : 1, fix, span: cursor.span(start) };
}

function operatorToken(cursor: Cursor, what: string): Token {
  if (cursor.token.operator === null || cursor.kind === "end") cursor.unexpected("E110", what);
  return cursor.advance();
}

/** `-. a == e`, `UNION a == e`. */
function prefixDefinition(cursor: Cursor, local: boolean, start: number): OperatorDefinition {
  const symbol = cursor.advance();
  const nameSpan = { start: symbol.start, end: symbol.end };
  if (symbol.kind === "-") {
    cursor.fail("E110", "the minus that stands before its argument is defined as `-.`: -. a == …", symbol);
  }
  const name = symbol.operator?.prefix?.name;
  if (name === undefined) cursor.fail("E111", `expected a name before \`${symbol.text}\``, symbol);
  const parameters = [plainParameter(cursor, symbol)];
  definedAs(cursor, `\`${symbol.text}\``);
  const body = expression(cursor);
  return { kind: "operator", local, name, fix: "prefix", parameters, body, nameSpan, span: cursor.span(start) };
}

/** `a + b == e` and `a ^+ == e`; the first parameter is read already. */
function symbolDefinition(cursor: Cursor, first: Head): OperatorDefinition {
  const symbol = cursor.token;
  const { local, start } = first;
  const nameSpan = { start: symbol.start, end: symbol.end };
  const left: Parameter = { name: first.name, arity: 0, fix: "name", span: first.nameSpan };
  const postfix = symbol.operator?.postfix ?? null;
  if (postfix === null && (cursor.kindAt(1) !== "identifier" || cursor.kindAt(2) !== "=="))
    definedAs(cursor, first.name);
  cursor.advance();
  const parameters = postfix === null ? [left, plainParameter(cursor, symbol)] : [left];
  const fix = postfix === null ? "infix" : "postfix";
  const name = symbol.operator?.[fix]?.name ?? canonicalName(symbol.text);
  definedAs(cursor, `\`${symbol.text}\``);
  const body = expression(cursor);
  return { kind: "operator", local, name, fix, parameters, body, nameSpan, span: cursor.span(start) };
}

function plainParameter(cursor: Cursor, symbol: Token): Parameter {
  const { name, span } = cursor.identifier(`the parameter of \`${symbol.text}\``);
  return { name, arity: 0, fix: "name", span };
}

function functionDefinition(cursor: Cursor, head: Head): FunctionDefinition {
  const opener = cursor.advance();
  const list = bounds(cursor);
  cursor.close("]", opener, " or `,`");
  definedAs(cursor, head.name);
  const body = expression(cursor);
  return { kind: "function", ...shared(head), bounds: list, body, span: cursor.span(head.start) };
}

function recursive(cursor: Cursor): Recursive {
  const { start } = cursor.advance();
  const declarations = declaredList(cursor, () => parameter(cursor, "the name of a recursive operator"), "RECURSIVE");
  return { kind: "recursive", declarations, span: cursor.span(start) };
}

/** Reads `a, b, …` after the keyword `keyword`, and sees to it that no comma is missing. */
export function declaredList<T>(cursor: Cursor, read: () => T, keyword: string): T[] {
  const list: T[] = [];
  do {
    list.push(read());
  } while (cursor.accept(","));
  if (cursor.kind === "identifier" && !cursor.outside && !startsDefinition(cursor)) {
    cursor.unexpected("E110", `\`,\` between the names of ${keyword}`, [], ",");
  }
  if (/^(?:=|\\in)$/.test(cursor.kind)) {
    cursor.unexpected("E110", `\`,\` or the next definition after the names of ${keyword}, which have no value here`);
  }
  return list;
}

interface InstanceHead {
  readonly local: boolean;
  readonly name: string | null;
  readonly parameters: readonly Parameter[];
  readonly nameSpan: Span;
  readonly start: number;
}

/** `INSTANCE M WITH a <- e, …`; the token in hand is INSTANCE. */
function instance(cursor: Cursor, head: InstanceHead): Instance {
  cursor.advance();
  const module: Identifier = cursor.identifier("the name of a module after INSTANCE");
  const substitutions: Substitution[] = [];
  if (cursor.accept("WITH")) {
    do substitutions.push(substitution(cursor));
    while (cursor.accept(","));
  }
  const { local, name, parameters, nameSpan, start } = head;
  return { kind: "instance", local, name, parameters, module, substitutions, nameSpan, span: cursor.span(start) };
}

function substitution(cursor: Cursor): Substitution {
  const { token } = cursor;
  const nameSpan = { start: token.start, end: token.end };
  let name: string;
  if (token.operator !== null && cursor.kind !== "end") name = canonicalName(cursor.advance().text);
  else name = cursor.identifier("a constant or variable of the module after WITH").name;
  cursor.expect("<-", `\`<-\` after ${name}`);
  const value = substituted(cursor);
  return { name, nameSpan, value, span: cursor.span(token.start) };
}

/** An expression, or an operator symbol that stands for itself. */
function substituted(cursor: Cursor): Expression {
  const { token, kind } = cursor;
  const symbol = token.operator !== null && kind !== "end" && kind !== "/\\" && kind !== "\\/";
  return symbol && !operandFollows(cursor) ? bareName(cursor) : expression(cursor);
}

/** Whether the operator symbol in hand is followed by something that it takes as its operand. */
function operandFollows(cursor: Cursor): boolean {
  const next = cursor.tokens[cursor.position + 1] as Token;
  if (next.kind === "(") return true;
  if (cursor.token.operator?.prefix === null) return next.kind === "!";
  if (next.operator !== null) return next.operator.prefix !== null && !startsDefinition(cursor, 1);
  return /^(?:identifier|number|string|[[{]|<<)$/.test(next.kind) && !startsDefinition(cursor, 1);
}
