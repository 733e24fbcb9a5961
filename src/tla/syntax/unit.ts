/** The units of a module: declarations, definitions, assumptions and theorems. */

import type { names } from "./bound.ts";
import type { Cursor } from "./cursor.ts";
import { declaredList, definition, parameter, startsDefinition } from "./definition.ts";
import { expression } from "./expression.ts";
import { facts, statement, theoremProof } from "./proof.ts";
import type { Span } from "./source.ts";
import { describeToken, isReserved, reservedWord, type Token } from "./token.ts";
import type { Unit } from "./tree.ts";

/** Words that only continue what another one began. */
const continuations: ReadonlyMap<string, string> = new Map([
  ["THEN", "this THEN belongs to no IF"],
  ["ELSE", "this ELSE belongs to no IF"],
  ["IN", "this IN belongs to no LET"],
  ["OTHER", "this OTHER begins no arm of CASE; write `[] OTHER -> …` as the last arm"],
  ["EXCEPT", "this EXCEPT stands in no brackets; write [f EXCEPT ![i] = e]"],
]);

const closers: ReadonlySet<string> = new Set([")", "]", "}", ">>", "]_", ">>_"]);

/** Words that begin a unit and nothing inside one (but for proofs). */
const unitKeywords: ReadonlySet<string> = new Set(
  "ASSUME ASSUMPTION AXIOM CONSTANT COROLLARY EXTENDS HIDE INSTANCE LEMMA LOCAL PROPOSITION RECURSIVE THEOREM USE VARIABLE".split(
    " ",
  ),
);

/** Reads one unit; null for what leaves nothing in the tree (USE and HIDE). */
export function unit(cursor: Cursor): Unit | null {
  const { token } = cursor;
  switch (cursor.kind) {
    case "LOCAL":
      return localDefinition(cursor);
    case "CONSTANT": {
      const { text, start } = cursor.advance();
      const declarations = declaredList(cursor, () => parameter(cursor, `a constant after ${text}`), text);
      return { kind: "constants", declarations, span: cursor.span(start) };
    }
    case "VARIABLE": {
      const { text, start } = cursor.advance();
      const list = declaredList(cursor, () => cursor.identifier(`a variable after ${text}`), text);
      return { kind: "variables", names: list, span: cursor.span(start) };
    }
    case "ASSUME":
    case "ASSUMPTION":
    case "AXIOM":
      return assume(cursor);
    case "THEOREM":
    case "LEMMA":
    case "PROPOSITION":
    case "COROLLARY":
      return theorem(cursor);
    case "USE":
    case "HIDE":
      cursor.advance();
      cursor.inProof = true;
      facts(cursor);
      return null;
    case "EXTENDS":
      return cursor.fail("E123", "EXTENDS may only stand at the beginning of a module, and only once", token);
    case "RECURSIVE":
    case "INSTANCE":
      return definition(cursor, false);
    case "identifier":
      if (!beginsLikeDefinition(cursor)) return misplaced(cursor);
      return definition(cursor, false);
    default:
      if (token.operator?.prefix && startsDefinition(cursor)) return definition(cursor, false);
      return misplaced(cursor);
  }
}

/** Whether a name is meant to be defined, even if its definition is wrong. */
function beginsLikeDefinition(cursor: Cursor): boolean {
  if (startsDefinition(cursor)) return true;
  const next = cursor.tokens[cursor.position + 1] as Token;
  return cursor.token.fresh && (next.kind === "(" || next.kind === "[" || next.operator !== null);
}

function localDefinition(cursor: Cursor): Unit {
  const { start } = cursor.advance();
  const { token } = cursor;
  if (unitKeywords.has(cursor.kind) && cursor.kind !== "INSTANCE") {
    cursor.fail("E123", `LOCAL can stand before a definition or INSTANCE only, not before ${token.text}`, token);
  }
  if (cursor.kind !== "INSTANCE" && cursor.kind !== "identifier" && !startsDefinition(cursor)) {
    cursor.unexpected("E123", "a definition or INSTANCE after LOCAL");
  }
  return definition(cursor, true, start);
}

/** `Name ==` before an assumption or theorem; the place of its keyword where there is no name. */
function statementName(cursor: Cursor, keyword: Token): { name: string | null; nameSpan: Span } {
  if (cursor.kind !== "identifier" || cursor.kindAt(1) !== "==") {
    return { name: null, nameSpan: { start: keyword.start, end: keyword.end } };
  }
  const { text, start, end } = cursor.advance();
  cursor.advance();
  return { name: text, nameSpan: { start, end } };
}

function assume(cursor: Cursor): Unit {
  const keyword = cursor.advance();
  const { name, nameSpan } = statementName(cursor, keyword);
  const body = expression(cursor);
  return { kind: "assume", name, axiom: keyword.kind === "AXIOM", body, nameSpan, span: cursor.span(keyword.start) };
}

function theorem(cursor: Cursor): Unit {
  const keyword = cursor.advance();
  const { name, nameSpan } = statementName(cursor, keyword);
  const body = statement(cursor);
  const span = cursor.span(keyword.start);
  theoremProof(cursor);
  return { kind: "theorem", name, body, nameSpan, span };
}

/** Complains of a token that neither continues the unit before it nor begins one. */
function misplaced(cursor: Cursor): never {
  const { token } = cursor;
  if (closers.has(token.kind)) cursor.fail("E113", `this \`${token.text}\` closes nothing`, token);
  if (definesReserved(cursor)) cursor.fail("E116", reservedWord(token), token);
  const continuation = continuations.get(token.kind);
  if (continuation !== undefined) cursor.fail("E113", continuation, token);
  if (token.kind === "identifier" && token.fresh) cursor.unexpected("E116", "a definition, a declaration or `====`");
  const previous = cursor.previous();
  const after = previous === null ? "" : ` after ${describeToken(previous)}`;
  return cursor.unexpected("E110", `an operator or the next definition${after}`);
}

/** Whether a word of the language stands where a definition has its name, as in `CHOOSE == 1` or `WF_x == 1`. */
function definesReserved(cursor: Cursor): boolean {
  const { token } = cursor;
  if (!token.fresh || !isReserved(token)) return false;
  const rest = token.kind === token.text && token.text.endsWith("_") ? 2 : 1;
  return cursor.kindAt(rest) === "==";
}

/** `EXTENDS A, B` at the beginning of a module; empty where there is none. */
export function extended(cursor: Cursor): ReturnType<typeof names> {
  if (!cursor.accept("EXTENDS")) return [];
  return declaredList(cursor, () => cursor.identifier("the name of a module after EXTENDS"), "EXTENDS");
}

/**
 * Moves on to where reading can go on after a mistake: the next token that begins a line, does not stand further right
 * than the unit that failed, and begins a unit; or the end of the module.
 */
export function recover(cursor: Cursor, begun: number): void {
  const column = cursor.unitColumn;
  cursor.startUnit();
  if (cursor.position === begun) cursor.advance();
  for (; ; cursor.advance()) {
    const { kind, token } = cursor;
    if (token.kind === "end" || kind === "====" || kind === "----") return;
    if (!token.fresh || token.column > Math.max(column, 1)) continue;
    if (unitKeywords.has(kind) || startsDefinition(cursor)) return;
  }
}
