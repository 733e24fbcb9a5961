/**
 * Proofs, read by step level and dropped: a checker does not need them, but only their structure tells where one ends
 * (Lamport, "How to write a 21st century proof", 2012).
 */

import { quantifierBounds } from "./bound.ts";
import type { Cursor } from "./cursor.ts";
import { definition, parameter, startsDefinition } from "./definition.ts";
import { expression } from "./expression.ts";
import { describeToken, type Token } from "./token.ts";
import type { Expression } from "./tree.ts";

/** The level of a proof that holds a theorem's first steps is one more than this. */
const outermost = -1;

/** Reads the proof of a theorem, if there is one. */
export function theoremProof(cursor: Cursor): void {
  cursor.inProof = true;
  optionalProof(cursor, outermost);
  cursor.inProof = false;
}

/** Reads the proof, if one follows, of a step of the given level. */
function optionalProof(cursor: Cursor, level: number): void {
  const { kind, token } = cursor;
  const begins = kind === "step" ? beginsProof(token, level) : /^(?:PROOF|BY|OBVIOUS|OMITTED)$/.test(kind);
  if (!begins) return;
  cursor.enter();
  cursor.accept("PROOF");
  if (cursor.accept("BY")) facts(cursor);
  else if (cursor.kind === "step") steps(cursor, level);
  else if (!cursor.accept("OBVIOUS") && !cursor.accept("OMITTED")) {
    cursor.unexpected("E124", "BY, OBVIOUS, OMITTED or a step such as <1>1 after PROOF");
  }
  cursor.leave();
}

/** The level that a step's name gives: a number, or "*" (that of the proof it stands in), or "+" (one deeper). */
function stepLevel(token: Token): number | "*" | "+" {
  const mark = token.text[1];
  return mark === "*" || mark === "+" ? mark : Number.parseInt(token.text.slice(1), 10);
}

function beginsProof(token: Token, level: number): boolean {
  const own = stepLevel(token);
  if (own === "*") return level === outermost;
  return own === "+" || own > level;
}

/** Reads the steps below `outer`, the level of the step that they prove, up to their QED. */
function steps(cursor: Cursor, outer: number): void {
  const first = stepLevel(cursor.token);
  const level = typeof first === "number" ? first : outer + 1;
  if (level <= outer) cursor.fail("E124", `a step below level ${outer} needs a higher level than that`, cursor.token);
  for (let count = 0; ; count++) {
    const { token } = cursor;
    const own = token.kind === "step" ? stepLevel(token) : null;
    if (cursor.kind !== "step") cursor.unexpected("E124", `the next step of level ${level}, or its QED`);
    if (own !== "*" && own !== level && (own !== "+" || count > 0)) {
      const message = `expected a step of level ${level} or its QED, found ${describeToken(token)}`;
      cursor.fail("E124", message, token);
    }
    cursor.advance();
    if (step(cursor, level)) return;
  }
}

/** Reads what stands behind a step's name, and the step's proof; true if it was QED. */
function step(cursor: Cursor, level: number): boolean {
  switch (cursor.kind) {
    case "QED":
      cursor.advance();
      optionalProof(cursor, level);
      return true;
    case "DEFINE":
      cursor.advance();
      do definition(cursor, false);
      while (startsDefinition(cursor));
      return false;
    case "INSTANCE":
      definition(cursor, false);
      return false;
    case "USE":
    case "HIDE":
      cursor.advance();
      facts(cursor);
      return false;
    case "HAVE":
      cursor.advance();
      expression(cursor);
      return false;
    case "WITNESS":
      cursor.advance();
      do expression(cursor);
      while (cursor.accept(","));
      return false;
    case "TAKE":
      cursor.advance();
      quantifierBounds(cursor);
      return false;
    case "PICK":
      cursor.advance();
      quantifierBounds(cursor);
      cursor.expect(":", "`:` after the names of PICK");
      expression(cursor);
      break;
    case "SUFFICES":
      cursor.advance();
      statement(cursor);
      break;
    case "CASE":
      cursor.advance();
      expression(cursor);
      break;
    default:
      if (startsDefinition(cursor)) {
        do definition(cursor, false);
        while (startsDefinition(cursor));
        return false;
      }
      statement(cursor);
  }
  optionalProof(cursor, level);
  return false;
}

/** The facts and definitions behind BY, USE or HIDE. */
export function facts(cursor: Cursor): void {
  cursor.accept("ONLY");
  if (cursor.kind !== "DEF") {
    do fact(cursor);
    while (cursor.accept(","));
  }
  if (!cursor.accept("DEF")) return;
  do usedDefinition(cursor);
  while (cursor.accept(","));
}

function fact(cursor: Cursor): void {
  if (cursor.accept("MODULE")) cursor.identifier("the name of a module");
  else expression(cursor);
}

function usedDefinition(cursor: Cursor): void {
  if (cursor.accept("MODULE")) {
    cursor.identifier("the name of a module");
    return;
  }
  do {
    const { kind, token } = cursor;
    if (kind === "identifier" || kind === "step" || (token.operator !== null && kind !== "end")) cursor.advance();
    else cursor.unexpected("E124", "the name of a definition after DEF");
  } while (cursor.accept("!"));
}

/** The statement of a theorem or step: an expression, or ASSUME … PROVE …, either with a label. */
export function statement(cursor: Cursor): Expression {
  const { token } = cursor;
  if (beginsAssume(cursor)) return assumeProve(cursor);
  if (cursor.kind === "identifier" && cursor.kindAt(1) === "::" && isAssume(cursor, 2)) {
    cursor.advance();
    cursor.advance();
    const body = assumeProve(cursor);
    return { kind: "label", name: token.text, parameters: [], body, span: cursor.span(token.start) };
  }
  return expression(cursor);
}

function isAssume(cursor: Cursor, ahead: number): boolean {
  const kind = cursor.kindAt(ahead);
  return kind === "ASSUME" || (kind === "[]" && cursor.kindAt(ahead + 1) === "ASSUME");
}

function beginsAssume(cursor: Cursor): boolean {
  return isAssume(cursor, 0);
}

function assumeProve(cursor: Cursor): Expression {
  const { token: opener } = cursor;
  cursor.accept("[]");
  cursor.enter();
  cursor.advance();
  const assumptions: Expression[] = [];
  do assumptions.push(assumption(cursor));
  while (cursor.accept(","));
  if (cursor.kind === "[]" && cursor.kindAt(1) === "PROVE") cursor.advance();
  cursor.expect("PROVE", "PROVE after the assumptions of ASSUME", [cursor.note("the ASSUME stands here", opener)]);
  const goal = statement(cursor);
  cursor.leave();
  return { kind: "assumeProve", assumptions, goal, span: cursor.span(opener.start) };
}

type NewLevel = Extract<Expression, { kind: "newSymbol" }>["level"];

const newLevels: ReadonlySet<string> = new Set<NewLevel>(["CONSTANT", "VARIABLE", "STATE", "ACTION", "TEMPORAL"]);

function assumption(cursor: Cursor): Expression {
  const { start } = cursor.token;
  const explicit = cursor.accept("NEW");
  const level = newLevels.has(cursor.kind) ? (cursor.advance().kind as NewLevel) : null;
  if (!explicit && level === null) return statement(cursor);
  const declared = parameter(cursor, "a name after NEW");
  const set = cursor.accept("\\in") ? expression(cursor) : null;
  return { kind: "newSymbol", parameter: declared, level: level ?? "CONSTANT", set, span: cursor.span(start) };
}
