/** What other languages write, and what TLA+ writes instead. */

import type { Span } from "./source.ts";
import type { Token } from "./token.ts";

const meanings: ReadonlyMap<string, string> = new Map([
  [":=", "TLA+ has no assignments: what a variable is next is said by `x' = e`"],
  ["&&", "`and` is written `/\\`"],
  ["||", "`or` is written `\\/`"],
  ["&", "`and` is written `/\\`"],
  ["|", "`or` is written `\\/`"],
  ["and", "`and` is written `/\\`"],
  ["or", "`or` is written `\\/`"],
  ["not", "`not` is written `~`"],
  ["!", "`not` is written `~`, and inequality `#`"],
  ["true", "it is written TRUE"],
  ["True", "it is written TRUE"],
  ["false", "it is written FALSE"],
  ["False", "it is written FALSE"],
  ["**", "a power is written `x^n`"],
  ["++", "one more in the next state is `x' = x + 1`"],
  ["--", "one less in the next state is `x' = x - 1`"],
  ["//", "a comment begins with `\\*`, and whole numbers are divided by `\\div`"],
  ["/", "whole numbers are divided by `\\div`, of module Naturals"],
  ["null", "declare a constant, as in `CONSTANT Null`, and give it a model value in the configuration: `Null = Null`"],
  ["forall", "it is written `\\A x \\in S : P`"],
  ["exists", "it is written `\\E x \\in S : P`"],
  ["all", "`for all` is written `\\A x \\in S : P`, and conditions are joined by `/\\`"],
  ["some", "`for some` is written `\\E x \\in S : P`"],
  ["any", "`for some` is written `\\E x \\in S : P`, and conditions are joined by `\\/`"],
  ["mod", "the remainder is written `a % b`"],
  ["div", "whole numbers are divided by `\\div`"],
  ["...", "the numbers from a to b are written `a..b`"],
  ["def", "a definition is written `Name == e`, or `Name(a, b) == e`"],
  ["return", "a definition is its value: write the expression alone"],
  ["'", 'it follows what is primed; a string is written between `"`'],
]);

/** What TLA+ writes for `spelling`; null where it is none of another language. */
export function foreignSpelling(spelling: string): string | null {
  return meanings.get(spelling) ?? null;
}

const prefixWords = /^(?:not|forall|exists|all|some|any|def|return)$/;

/**
 * What is wrong at the token `found`, which can stand for nothing there, and where; null if no other language explains
 * it. `before` is the token in front of it, `after` the one behind.
 */
export function foreignMistake(before: Token | null, found: Token, after: Token | null): Mistake | null {
  if (before !== null) {
    if (before.kind === "identifier" && prefixWords.test(before.text)) return mistake(before);
    if (before.kind === "++" || before.kind === "--") return mistake(before);
    if (found.kind === "=" && before.end === found.start && /^[-+*/]$/.test(before.kind)) {
      const message = `\`${before.kind}=\` means nothing here: the next value is said by \`x' = x ${before.kind} e\``;
      return { message, at: { start: before.start, end: found.end } };
    }
  }
  // An inequality or an update of EXCEPT that went wrong is another matter.
  const isNegation = found.kind === "!" && after?.start === found.end;
  const isWord = found.kind === "identifier" && foreignSpelling(found.text) !== null;
  return isNegation || isWord || /^(?:\+\+|--|\/\/|')$/.test(found.kind) ? mistake(found) : null;
}

interface Mistake {
  readonly message: string;
  readonly at: Span;
}

function mistake(token: Token): Mistake {
  return { message: foreignMessage(token), at: token };
}

/** The message about a token that another language explains. */
export function foreignMessage({ text }: Token): string {
  return `\`${text}\` means nothing here: ${foreignSpelling(text)}`;
}
