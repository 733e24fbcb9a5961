/** What people write who come from another language, or who are new to this one, and what they are told. */

import { expect, it } from "vitest";
import { type Files, module } from "./fixture.ts";
import { report } from "./report.ts";

const BODY = "VARIABLE x\nf == [i \\in 1..3 |-> i]\nInit == x = 0\nNext == x < 3 /\\ x' = x + 1\n";
const CFG = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n";

const inv = (formula: string): Files => module(`${BODY}Inv == ${formula}`, "Integers", `${CFG}INVARIANT Inv\n`);
const cfg = (text: string): Files => module(`${BODY}Inv == x < 9`, "Integers", text);

it.each<[string, Files, string]>([
  ["Alloy's quantifier", inv("all z: 1..3 | x < 9"), "7:8: error E128: `all` means nothing here: `for all` is written"],
  ["Quint's conjunction", inv("all { x < 9 }"), "and conditions are joined by `/\\`"],
  ["Quint's disjunction", inv("any { x < 9 }"), "and conditions are joined by `\\/`"],
  [
    "Python's definition",
    inv("TRUE\ndef Other(): return x"),
    "8:1: error E128: `def` means nothing here: a definition is",
  ],
  ["a word for the remainder", inv("x mod 2 < 9"), "7:10: error E128: `mod` means nothing here: the remainder is"],
  [
    "Python's membership",
    inv("x in {0, 1}"),
    "7:10: error E128: `in` means nothing here: membership is written `\\in`",
  ],
  ["LET in small letters", inv("let y == 1 in y = x"), "7:8: error E118: `let` is a name here"],
  ["IN in small letters", inv("LET y == 1 in y = x"), "7:19: error E118: `in` is a name here; the keyword is"],
  ["three dots", inv("x \\in {0...3}"), "7:16: error E201: ... is not known here; the numbers from a to b are written"],
  [
    "a comment of C",
    inv("TRUE\nLive == [][Next]_x\n// nothing"),
    "9:1: error E128: `//` means nothing here: a comment begins with `\\*`",
  ],
  ["a list in brackets", inv("[1, 2] = x"), "7:10: error E112: nothing in TLA+ has the form [a, b]; a sequence or"],
  [
    "a function called",
    inv("f(1) = 1"),
    "E203: f takes no arguments, found 1; if its value is a function, that is applied by",
  ],
  [
    "an operator in brackets",
    module(`${BODY}G(i) == i = 1\nInv == G[x]`, "Integers", `${CFG}INVARIANT Inv\n`),
    "; an operator is applied by parentheses: G(…)",
  ],
  [
    "ELSEIF",
    inv("IF x = 1 THEN TRUE ELSEIF x = 2 THEN TRUE ELSE FALSE"),
    "7:27: error E128: `ELSEIF` means nothing here: it is written ELSE IF",
  ],
  ["Python's elif", inv("IF x = 1 THEN TRUE elif x = 2 THEN TRUE ELSE FALSE"), "error E128: `elif` means nothing here"],
  [
    "an algorithm outside of a comment",
    module("--algorithm a\nvariables x = 0;\nbegin A: x := 1;\nend algorithm", "Integers", "SPECIFICATION Spec\n"),
    "3:1: error E128: PlusCal stands in a comment, (* --algorithm … *), and only its translation",
  ],
  [
    "a fair one behind a definition",
    module("N == 3\n--fair algorithm a\nbegin A: skip\nend algorithm", "Integers", "SPECIFICATION Spec\n"),
    "4:1: error E128: PlusCal stands in a comment",
  ],
  [
    "any natural number at first",
    module("VARIABLE x\nInit == x \\in Nat\nNext == x' = x", "Integers", "INIT Init\nNEXT Next\n"),
    "4:15: error E403: cannot enumerate the infinite set Nat; write a finite set, or CONSTANT Nat <- SomeNat",
  ],
  [
    "any natural number chosen",
    inv("(CHOOSE n \\in Nat : n > x) > 0"),
    "7:22: error E403: cannot enumerate the infinite set Nat; write a finite set, or CONSTANT Nat <- SomeNat",
  ],
  [
    "&& beside a comparison",
    inv("x < 3 && x = 1"),
    "7:14: error E128: `&&` means nothing here: `and` is written `/\\`",
  ],
  ["a quoted name", cfg(`${CFG}INVARIANTS "Inv"\n`), 'found the string "Inv"; names stand without quotation marks'],
  ["a colon", cfg("INIT: Init\nNEXT Next\n"), "found `:`; nothing stands between a keyword and its names"],
  ["an equals sign", cfg("INIT = Init\nNEXT Next\n"), "found `=`; nothing stands between a keyword and its names"],
  [
    "a formula",
    cfg(`${CFG}INVARIANT x < 9\n`),
    "found `<`; a formula is defined in the module, and its name is listed",
  ],
  ["a comment of C in a cfg", cfg(`${CFG}// no\n`), "found `//`; a comment begins with `\\*`"],
  ["a comment of Python in a cfg", cfg(`${CFG}# no\n`), "found `#`; a comment begins with `\\*`"],
  [
    "an algorithm without its translation",
    module(
      "(* --algorithm a\nvariables x = 0;\nbegin A: x := 1;\nend algorithm; *)",
      "Integers",
      "SPECIFICATION Spec\n",
    ),
    "W206: the PlusCal algorithm in module Spec has no translation",
  ],
])("%s", async (_, files, says) => {
  const text = await report(files);
  expect(text).toMatch(/^exit (?:15[01]|7[56])\n/);
  expect(text).toContain(says);
});

it("a letter of another alphabet inside a name is one mistake, of the whole name", async () => {
  const text = await report(module(`${BODY}TypÖk == x < 9\nInv == TypÖk /\\ GrößeÄ`, "Integers", CFG));
  expect(text.match(/error E\d+: .*/g)).toEqual([
    "error E102: `TypÖk` cannot be a name of TLA+: names consist of the letters A to Z and a to z, digits and _",
    "error E102: `TypÖk` cannot be a name of TLA+: names consist of the letters A to Z and a to z, digits and _",
    "error E102: `GrößeÄ` cannot be a name of TLA+: names consist of the letters A to Z and a to z, digits and _",
  ]);
});

it("a constant that is given twice and never used is told at the place that counts", async () => {
  const files = module(`CONSTANT N\n${BODY}`, "Integers", `${CFG}CONSTANT N = 1\nCONSTANT N = 2\n`);
  const text = await report(files);
  expect(text).toContain("Spec.cfg:5:10: warning W352: N is given different values; the last one counts");
  expect(text).toContain("Spec.cfg:5:10: warning W613: no action and no property that is listed depends on N");
});

it("a constant at which only an ASSUME looks is said to matter to that alone", async () => {
  const files = module(`CONSTANT N\nASSUME N > 0\n${BODY}`, "Integers", `${CFG}CONSTANT N = 1\n`);
  expect(await report(files)).toContain("depends on N: another value would change nothing but what is assumed");
});

it("a condition is no call around what comes after it", async () => {
  const body = "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nSmall(n) == n < 3\nUp == Small(x) /\\ x' = x + 1\nNext == Up";
  const text = await report(module(body, "Integers", CFG));
  expect(text).toContain("error E430: the action Up gives no value to y'");
  expect([...text.matchAll(/note: in (\S+), called here/g)].map((found) => found[1])).toEqual(["Up", "Next"]);
  const failing = await report(module(body.replace("n < 3", 'n < "a"'), "Integers", CFG));
  expect(failing).toContain("note: in Small, called here");
});
