/** Damage to text, as people, merges and attackers do it. */

import type { Random } from "../oracle/random.ts";

const tokens = /\\\*[^\n]*|\(\*|\*\)|"[^"\n]*"|-{4,}|={4,}|\\[a-zA-Z]+|[A-Za-z0-9_]+|[-+*/=<>~:.#@$%^&|!\\]+|\s+|./gsu;

export const tokensOf = (text: string): string[] => text.match(tokens) ?? [];

/** Pieces with which something goes wrong sooner than with others. */
const spices: readonly string[] = [
  "'",
  "''",
  "[]",
  "<>",
  "ENABLED ",
  "UNCHANGED ",
  "WF_x(",
  "[x]_y",
  "~>",
  "-+>",
  "\\cdot",
  "\\AA x : ",
  "\\EE x : ",
  "INSTANCE ",
  "LOCAL ",
  "RECURSIVE ",
  "LET ",
  " IN ",
  "LAMBDA x : ",
  "CHOOSE x : ",
  "\\E x : ",
  "\\A x, y \\in ",
  "ASSUME ",
  "THEOREM ",
  "PROOF ",
  "BY ",
  "OBVIOUS",
  "<1>1. ",
  "<1>. QED",
  "USE ",
  "HIDE ",
  "DEFINE ",
  "PICK ",
  "@",
  "!@",
  "!",
  "!!",
  "!1",
  "!:",
  "!<<",
  "$",
  "$$",
  "??",
  "##",
  "%%",
  "\\/",
  "/\\",
  "<<",
  ">>",
  "[",
  "]",
  "{",
  "}",
  "(",
  ")",
  ",",
  "..",
  "...",
  "|->",
  "->",
  "<-",
  "==",
  ":=",
  "::",
  ":>",
  "@@",
  "^+",
  "^*",
  "^#",
  "\\X",
  "\\o",
  "_",
  "0",
  "-1",
  "2147483648",
  "9007199254740993",
  "1.5",
  "\\b101",
  "\\hFF",
  "\\o17",
  '"',
  '"\\t"',
  "\\*",
  "(*",
  "*)",
  "\n",
  "\t",
  "\r\n",
  "\u0000",
  "\u00a0",
  "\u2028",
  "\ufeff",
  "é",
  "∈",
  "∧",
  "≜",
  "\ud800",
  "💥",
  "----",
  "====",
  "---- MODULE M ----\n",
  "SUBSET ",
  "UNION ",
  "DOMAIN ",
  "[a |-> 1]",
  "[S -> T]",
  "[x EXCEPT !.a = @]",
  "CASE ",
  " [] OTHER -> ",
  "IF ",
  " THEN ",
  " ELSE ",
  "EXTENDS TLC, Sequences, FiniteSets, Bags, Json\n",
  "CONSTANT c\n",
  "VARIABLE v\n",
  "--algorithm A {",
  "SPECIFICATION ",
  "PROPERTY ",
  "CONSTRAINT ",
  "SYMMETRY ",
  "VIEW ",
  "ALIAS ",
  "POSTCONDITION ",
  "Trace",
  "CounterExample",
  'TLCGet("all")',
  "TLCEval(",
  "RandomSubset(2, ",
  "1..10000000",
];

/** Makes one to four changes to `text`; pieces of `other` may be put into it. */
export function mutate(random: Random, text: string, other: string): string {
  let damaged = text;
  for (let i = random.pick([1, 1, 1, 2, 2, 3, 4]); i > 0; i--) damaged = change(random, damaged, other);
  return damaged;
}

function change(random: Random, text: string, other: string): string {
  const list = tokensOf(text);
  if (list.length === 0) return random.pick(spices);
  const at = random.integer(0, Math.max(0, list.length - 1));
  const some = random.pick([1, 1, 1, 2, 3, 5, 10, 40]);
  const changes: (() => readonly string[])[] = [
    () => list.toSpliced(at, some),
    () => list.toSpliced(at, 0, ...list.slice(at, at + some)),
    () => swapped(list, at, random.integer(0, Math.max(0, list.length - 1))),
    () => list.toSpliced(at, random.integer(0, 1), random.pick(spices)),
    () => list.toSpliced(at, 0, random.pick(spices)),
    () => list.toSpliced(at, 1, random.pick(list.length > 0 ? list : [""])),
    () => subtree(random, list, at, list),
    () => subtree(random, list, at, tokensOf(other)),
    () => lines(random, text, other),
    () => (random.chance(0.2) ? list.slice(0, at) : list.toSpliced(at, 2)),
    () => (random.chance(0.3) ? deeper(random, list, at) : list.toSpliced(at, 1)),
  ];
  return random.pick(changes)().join("");
}

function swapped(list: readonly string[], a: number, b: number): string[] {
  return list.with(a, list[b] ?? "").with(b, list[a] ?? "");
}

const opening: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<<": ">>" };

/** The bracket that opens at or after `from`, with all in it, as a range. */
function bracket(list: readonly string[], from: number): readonly [number, number] | null {
  let start = from;
  while (start < list.length && opening[list[start] as string] === undefined) start++;
  const stack: string[] = [];
  for (let i = start; i < list.length; i++) {
    const closing = opening[list[i] as string];
    if (closing !== undefined) stack.push(closing);
    else if (list[i] === stack.at(-1)) stack.pop();
    if (stack.length === 0) return [start, i + 1];
  }
  return null;
}

/** Something in brackets replaced by something in brackets of `source`. */
function subtree(random: Random, list: readonly string[], at: number, source: readonly string[]): string[] {
  const hole = bracket(list, at);
  const piece = bracket(source, random.integer(0, Math.max(0, source.length - 1)));
  if (hole === null || piece === null) return [...list];
  return list.toSpliced(hole[0], hole[1] - hole[0], ...source.slice(...piece));
}

/** A line left out, doubled, shifted, moved, or one of another text put in. */
function lines(random: Random, text: string, other: string): string[] {
  const all = text.split("\n");
  const at = random.integer(0, all.length - 1);
  const line = all[at] as string;
  const changes: (() => string[])[] = [
    () => all.toSpliced(at, random.integer(1, 3)),
    () => all.toSpliced(at, 0, line),
    () => all.with(at, `${" ".repeat(random.integer(1, 4))}${line}`),
    () => all.with(at, line.trimStart()),
    () => all.toSpliced(at, 1).toSpliced(random.integer(0, all.length - 1), 0, line),
    () => all.toSpliced(at, 0, random.pick(other.split("\n"))),
  ];
  return [random.pick(changes)().join("\n")];
}

/** A token deep inside brackets, prefixes, or a long chain of operators. */
function deeper(random: Random, list: readonly string[], at: number): string[] {
  const times = random.pick([10, 100, 1000, 5000]);
  const [before, after] = random.pick<readonly [string, string]>([
    ["(", ")"],
    ["{", "}"],
    ["<<", ">>"],
    ["~", ""],
    ["SUBSET ", ""],
    ["\\A q \\in {} : ", ""],
    ["LET q == 1 IN ", ""],
    ["IF TRUE THEN ", " ELSE 1"],
    ["1 + ", ""],
    ["", " + 1"],
    ["TRUE /\\ ", ""],
    ["/\\ ", ""],
    ["[q |-> ", "]"],
    ["", "'"],
    ["", "[1]"],
    ["", ".a"],
    ["(*", "*)"],
    ["-", ""],
    ["[] ", ""],
    ["CASE TRUE -> ", ""],
    ["Len(", ")"],
  ]);
  return list.toSpliced(at, 1, before.repeat(times), list[at] ?? "", after.repeat(times));
}
