/** Values in a `.cfg`: numbers, strings, TRUE, FALSE, model values and sets of these. */

import { stringValue } from "../syntax/expression.ts";
import type { Token } from "../syntax/token.ts";
import type { ConfigValue } from "./config.ts";
import type { ConfigTokens } from "./tokens.ts";

/** How deep sets may nest. */
const maximumDepth = 200;

/** Reads a value for `constant`; null where it is an argument in a table. */
export function configValue(tokens: ConfigTokens, constant: string | null, depth = 0): ConfigValue {
  if (depth > maximumDepth) tokens.fail("E307", `more than ${maximumDepth} sets inside one another`, tokens.token);
  const value = literal(tokens, constant, depth);
  // An operator here would be taken for the name of the next constant, unless one is given its value.
  const { operator, kind } = tokens.token;
  const goesOn = operator !== null && kind !== "=" && tokens.kindAt(1) !== "<-" && tokens.kindAt(1) !== "=";
  if (goesOn || kind === "[" || kind === "." || kind === "!") refuse(tokens, tokens.token, constant);
  return value;
}

function literal(tokens: ConfigTokens, constant: string | null, depth: number): ConfigValue {
  const { token } = tokens;
  const { start } = token;
  switch (token.kind) {
    case "number":
      return number(tokens, constant, start);
    case "-":
      if (tokens.kindAt(1) !== "number") refuse(tokens, token, constant);
      tokens.advance();
      return number(tokens, constant, start);
    case "string":
      tokens.advance();
      return { kind: "string", value: stringValue(token.text), span: tokens.span(start) };
    case "{":
      return set(tokens, constant, depth);
    case "identifier":
      break;
    case "end":
    case "bad":
      return tokens.unexpected("E305", "a value");
    default:
      return refuse(tokens, token, constant);
  }
  if (tokens.keyword() !== null && !tokens.keywordAsValue()) tokens.unexpected("E305", "a value");
  tokens.advance();
  const span = tokens.span(start);
  if (token.text === "TRUE" || token.text === "FALSE") return { kind: "boolean", value: token.text === "TRUE", span };
  return { kind: "modelValue", name: token.text, span };
}

/** A number, with its sign read already if it has one. */
function number(tokens: ConfigTokens, constant: string | null, start: number): ConfigValue {
  const { token } = tokens;
  if (!/^\d+$/.test(token.text)) refuse(tokens, token, constant);
  tokens.advance();
  const magnitude = BigInt(token.text);
  return { kind: "number", value: start < token.start ? -magnitude : magnitude, span: tokens.span(start) };
}

function set(tokens: ConfigTokens, constant: string | null, depth: number): ConfigValue {
  const opener = tokens.advance();
  const elements: ConfigValue[] = [];
  if (tokens.kind !== "}") {
    do elements.push(configValue(tokens, constant, depth + 1));
    while (tokens.accept(","));
  }
  if (!tokens.accept("}")) {
    const place = tokens.source.locate(opener);
    tokens.unexpected("E305", "`}` or `,`", "", [{ message: "the `{` stands here", location: place }]);
  }
  return { kind: "set", elements, span: tokens.span(opener.start) };
}

const shapes: ReadonlyMap<string, string> = new Map([
  ["<<", "tuples cannot be written"],
  ["[", "records and functions cannot be written"],
  ["..", "ranges cannot be written"],
]);

function refuse(tokens: ConfigTokens, token: Token, constant: string | null): never {
  const what = shapes.get(token.kind) ?? `\`${token.text}\` cannot stand`;
  const fix =
    constant === null
      ? "use numbers, strings, TRUE, FALSE, names, or sets of these"
      : `define an operator in the module and write ${constant} <- ThatOperator`;
  tokens.fail("E307", `${what} in a value of a configuration; ${fix}`, token);
}
