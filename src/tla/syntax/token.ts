/** The words of TLA+: what the lexer makes of the text and the parser reads. */

import { canonicalName, type OperatorForms, operatorForms } from "./operators.ts";

/**
 * A word of the text. `kind` is "identifier", "number", "string", "step" (a proof step's name such as `<1>2.`), "end"
 * (of the text), "bad" (already reported), or else the word itself in canonical ASCII spelling: `THEN`, `|->`, `\in`.
 */
export interface Token {
  readonly kind: string;
  /** As written; Unicode names of number sets are already `Nat`, `Int`, `Real`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** From 1, with tab stops of 8; it decides which junction list a token belongs to. */
  readonly column: number;
  /** Whether it is the first token on its line. */
  readonly fresh: boolean;
  /** Null for everything but operator symbols. */
  readonly operator: OperatorForms | null;
}

/** Reserved words, each with the kind of its token: words that mean the same share one. */
export const keywords: ReadonlyMap<string, string> = new Map(
  [
    "ACTION ASSUME ASSUMPTION AXIOM BY CASE CHOOSE CONSTANT COROLLARY DEF DEFINE DOMAIN ELSE ENABLED EXCEPT EXTENDS",
    "HAVE HIDE IF IN INSTANCE LAMBDA LEMMA LET LOCAL MODULE NEW OBVIOUS OMITTED ONLY OTHER PICK PROOF PROPOSITION",
    "PROVE QED RECURSIVE STATE SUBSET SUFFICES TAKE TEMPORAL THEN THEOREM UNCHANGED UNION USE VARIABLE WITH WITNESS",
  ]
    .flatMap((line) => line.split(" "))
    .map((word): [string, string] => [word, word])
    .concat([
      ["ACTIONS", "ACTION"],
      ["CONSTANTS", "CONSTANT"],
      ["DEFS", "DEF"],
      ["TEMPORALS", "TEMPORAL"],
      ["VARIABLES", "VARIABLE"],
    ]),
);

/**
 * The kinds of words that may be fields of records, like names: all keywords but those at which SANY expects the
 * definition being read to end.
 */
export const fieldWords: ReadonlySet<string> = new Set(
  [...keywords.values(), "WF_", "SF_", "_"].filter(
    (kind) => !/^(?:THEOREM|PROPOSITION|LEMMA|COROLLARY|ASSUMPTION|AXIOM)$/.test(kind),
  ),
);

/** Marks that are no operators, each with the kind of its token. */
const punctuation: readonly (readonly [spelling: string, kind: string])[] = [
  ["(", "("],
  [")", ")"],
  ["[", "["],
  ["]", "]"],
  ["]_", "]_"],
  ["{", "{"],
  ["}", "}"],
  ["<<", "<<"],
  ["⟨", "<<"],
  [">>", ">>"],
  ["⟩", ">>"],
  [">>_", ">>_"],
  ["⟩_", ">>_"],
  [",", ","],
  [":", ":"],
  ["::", "::"],
  ["∷", "::"],
  [".", "."],
  ["!", "!"],
  ["@", "@"],
  ["==", "=="],
  ["≜", "=="],
  ["->", "->"],
  ["→", "->"],
  ["<-", "<-"],
  ["←", "<-"],
  ["|->", "|->"],
  ["↦", "|->"],
  ["\\A", "\\A"],
  ["\\forall", "\\A"],
  ["∀", "\\A"],
  ["\\E", "\\E"],
  ["\\exists", "\\E"],
  ["∃", "\\E"],
  ["\\AA", "\\AA"],
  ["\\EE", "\\EE"],
];

/** A spelling that is not a word of letters, and what it stands for. */
export interface Mark {
  readonly spelling: string;
  readonly kind: string;
  readonly operator: OperatorForms | null;
}

function collectMarks(): Mark[] {
  const marks: Mark[] = punctuation.map(([spelling, kind]) => ({ spelling, kind, operator: null }));
  for (const [spelling, operator] of operatorForms) {
    if (!/^[A-Z]/.test(spelling)) marks.push({ spelling, kind: canonicalName(spelling), operator });
  }
  return marks;
}

const allMarks = collectMarks();

/** Marks that begin with a backslash and letters, by spelling. */
export const wordMarks: ReadonlyMap<string, Mark> = new Map(
  allMarks.filter((mark) => /^\\[A-Za-z]/.test(mark.spelling)).map((mark) => [mark.spelling, mark]),
);

/** All other marks by the code of their first character, the longest first. */
export const marks: ReadonlyMap<number, readonly Mark[]> = groupMarks();

function groupMarks(): Map<number, Mark[]> {
  const groups = new Map<number, Mark[]>();
  for (const mark of allMarks) {
    if (wordMarks.has(mark.spelling)) continue;
    const first = mark.spelling.charCodeAt(0);
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [mark]);
    else group.push(mark);
  }
  for (const group of groups.values()) group.sort((a, b) => b.spelling.length - a.spelling.length);
  return groups;
}

/** Whether a token looks like a name, or the beginning of one, but is a word of the language. */
export function isReserved({ kind, text }: Token): boolean {
  return keywords.has(text) || kind === "WF_" || kind === "SF_";
}

/** Why such a word cannot be a name. */
export function reservedWord({ text }: Token): string {
  if (text === "WF_" || text === "SF_") return `names cannot begin with ${text}, which is how fairness is written`;
  return `${text} is a word of the language, so it cannot be a name`;
}

/** How a message names a token. */
export function describeToken(token: Token): string {
  switch (token.kind) {
    case "end":
      return "the end of the text";
    case "====":
      return "`====`, the end of the module";
    case "string":
      return `the string ${token.text.length > 24 ? `${token.text.slice(0, 20)}…"` : token.text}`;
    case "number":
      return `the number ${token.text}`;
    case "----":
      return "a line of dashes";
    case "step":
      return `the proof step ${token.text}`;
    default:
      return `\`${token.text}\``;
  }
}
