import { describe, expect, it } from "vitest";
import { maximumDepth } from "../../../src/tla/syntax/cursor.ts";
import { parseModules } from "../../../src/tla/syntax/module.ts";
import { Source } from "../../../src/tla/syntax/source.ts";
import { mistakes, show } from "./reading.ts";

/** A module's body with a mistake (its first line is line 2), and all that is said about it. */
type Row = readonly [body: string, ...messages: string[]];

const declared = "an operator symbol is declared with `_` in the place of each argument";

describe("the mistakes of parsing.md, each with its message", () => {
  it.each<Row>([
    ["Init = x = 0", "M.tla:2:6 E116 expected `==` to define Init, found `=`; `=` only compares"],
    [
      "Init == x == 0",
      "M.tla:2:11 E115 `==` defines a name and cannot stand in an expression; equality is a single `=`",
    ],
    [
      "Init == (x = 0\nNext == 1",
      "M.tla:3:1 E112 expected `)`, found the definition of Next\n  M.tla:2:9 the `(` stands here",
    ],
    ["Init == x = 0)\nNext == 1", "M.tla:2:14 E113 this `)` closes nothing"],
    [
      "Init == /\\ x = 0\n       /\\ y = 0\nNext == 1",
      "M.tla:3:8 W101 this `/\\` is no item of the list above: it stands 1 column left of the bullets, so it joins the " +
        "whole list with what follows\n  M.tla:2:9 the bullet stands here",
    ],
    ["Init == p /\\ q \\/ r", "M.tla:2:16 E114 `/\\` and `\\/` have no order of precedence here; add parentheses"],
    ["Init == Foo(1, )", "M.tla:2:16 E111 expected an expression after `,`, found `)`"],
    [
      "Init == IF x = 0\n        2 ELSE 3",
      "M.tla:3:9 E120 expected THEN after the condition of IF, found the number 2\n  M.tla:2:9 the IF stands here",
    ],
    [
      "Init == IF x = 0 THEN 1\nNext == 2",
      "M.tla:3:1 E120 expected ELSE after the THEN part of IF, found the definition of Next\n  M.tla:2:9 the IF stands here",
    ],
    ['Init == x = "abc\nNext == 2', 'M.tla:2:13 E103 this string is never closed: expected `"` on the same line'],
    [
      "Init == [y EXCEPT [1] = 2]",
      "M.tla:2:19 E125 expected `!` after EXCEPT, found `[`; an update is written ![i] = e or !.f = e",
    ],
    [
      "Init == \\E a \\in S  a > 0",
      "M.tla:2:21 E120 expected `:` after the bound names of `\\E`, found `a`\n  M.tla:2:9 the `\\E` stands here",
    ],
    ["Init == x != 0", "M.tla:2:11 E117 `!=` is no operator of TLA+; inequality is written `#` or `/=`"],
    [
      "Foo == LET a == 1\n           b == 2\n       a + b\nBar == 3",
      "M.tla:4:8 E120 expected IN after the definitions of LET, found `a`\n  M.tla:2:8 the LET stands here",
    ],
    ["x == 1\n(* hello\nInit == 1", "M.tla:3:1 E105 this comment is never closed: expected `*)`"],
    [
      "Init == [a |-> 1, b = 2]",
      "M.tla:2:21 E110 expected `|->` after the field b, found `=`\n  M.tla:2:9 the record begins here",
    ],
    [
      "Init == if x = 0 then 1 else 2\nNext == 3",
      "M.tla:2:9 E118 `if` is a name here; the keyword is written in capital letters: IF",
    ],
    [
      "Init == x = <<1, 2\nNext == 3",
      "M.tla:3:1 E112 expected `>>` or `,`, found the definition of Next\n  M.tla:2:13 the `<<` stands here",
    ],
    [
      "Init == UNCHANGED x, y",
      "M.tla:2:20 E119 UNCHANGED takes one expression; several variables need << >>: UNCHANGED <<x, y>>",
    ],
  ])("%j", (body, ...messages) => expect(mistakes(body)).toEqual(messages));

  it("a module without its end", () => {
    const { modules, diagnostics } = parseModules(new Source("M.tla", "---- MODULE E07 ----\nInit == 1\n"));
    expect(diagnostics.map(show)).toEqual([
      "M.tla:1:13 E121 the module E07 is never closed: expected `====` after its last unit, found the end of the file",
    ]);
    expect(modules[0]?.units.length).toBe(1);
  });

  it.each<[string, boolean]>([
    ["(* so:\n---- MODULE M ----\n*)\n---- MODULE E07 ----\nA == 1\n====", true],
    ["\\* ---- MODULE M ----\n---- MODULE E07 ----\nA == 1\n====", true],
    ["(* so *) ---- MODULE M ----\nA == 1\n", false],
    ["---- MODULE M ----\nA == 1\n(* ---- MODULE *)", false],
  ])("a header in a comment before the first module: %j, %s", (text, told) => {
    const { diagnostics } = parseModules(new Source("M.tla", text));
    const unclosed = diagnostics.find(({ code }) => code === "E121");
    expect(unclosed?.notes.map(({ message }) => message)).toEqual(
      told ? [expect.stringMatching(/^text before the first header is not read/)] : [],
    );
  });

  it("three dashes around MODULE", () => {
    const { diagnostics } = parseModules(new Source("M.tla", "--- MODULE M ---\nInit == 1\n===="));
    expect(diagnostics.map(show)).toEqual([
      "M.tla:1:1 E100 the line that begins a module needs at least four dashes before MODULE and after the name",
    ]);
  });

  it("nothing about an unknown operator: that is not syntax", () => expect(mistakes("Init == Foo(x)")).toEqual([]));
});

describe("words of the language in the place of a name", () => {
  const word = (name: string) => `${name} is a word of the language, so it cannot be a name`;
  const fair = (start: string) => `names cannot begin with ${start}, which is how fairness is written`;

  it.each<Row>([
    [
      "VARIABLES x, IN, y",
      `M.tla:2:14 E110 expected a variable after VARIABLES, found \`IN\`\n  M.tla:2:14 ${word("IN")}`,
    ],
    ["CONSTANT NEW", `M.tla:2:10 E110 expected a constant after CONSTANT, found \`NEW\`\n  M.tla:2:10 ${word("NEW")}`],
    ["A(CASE) == 1", `M.tla:2:3 E110 expected a parameter, found \`CASE\`\n  M.tla:2:3 ${word("CASE")}`],
    ["A(WF_a) == 1", `M.tla:2:3 E110 expected a parameter, found \`WF_\`\n  M.tla:2:3 ${fair("WF_")}`],
    ["A == \\E IF \\in {1} : TRUE", `M.tla:2:9 E110 expected a name to bind, found \`IF\`\n  M.tla:2:9 ${word("IF")}`],
    ["A == 1\nCHOOSE == 2", `M.tla:3:1 E116 ${word("CHOOSE")}`],
    ["OTHER == 2", `M.tla:2:1 E116 ${word("OTHER")}`],
    ["A == 1\nSF_live == 2\nB == 3", `M.tla:3:1 E116 ${fair("SF_")}`],
    ["VARIABLES x,\nASSUME x", "M.tla:3:1 E110 expected a variable after VARIABLES, found `ASSUME`"],
  ])("%j", (body, ...messages) => expect(mistakes(body)).toEqual(messages));
});

describe("further mistakes", () => {
  it.each<Row>([
    [
      "Foo == LET a == 1\nBar == 3",
      "M.tla:3:1 E120 expected IN after the definitions of LET, found the definition of Bar\n  M.tla:2:8 the LET stands here",
    ],
    ["Foo == LET IN 1", "M.tla:2:12 E120 expected a definition after LET, found `IN`\n  M.tla:2:8 the LET stands here"],
    ["Foo == LET LOCAL a == 1 IN a", "M.tla:2:12 E123 LOCAL has no place in LET: what LET defines is local anyway"],
    [
      "Init == y' = if x THEN 1 ELSE 2",
      "M.tla:2:14 E118 `if` is a name here; the keyword is written in capital letters: IF",
    ],
    [
      "Init == (if x THEN 1 ELSE 2)",
      "M.tla:2:10 E118 `if` is a name here; the keyword is written in capital letters: IF",
    ],
    [
      "Init == IF a then 1 ELSE 2",
      "M.tla:2:14 E118 `then` is a name here; the keyword is written in capital letters: THEN",
    ],
    [
      "Init == IF a THEN 1 else 2",
      "M.tla:2:21 E118 `else` is a name here; the keyword is written in capital letters: ELSE",
    ],
    ["Init == let a == 1 in a", "M.tla:2:9 E118 `let` is a name here; the keyword is written in capital letters: LET"],
    [
      "Init == /\\ unchanged x",
      "M.tla:2:12 E118 `unchanged` is a name here; the keyword is written in capital letters: UNCHANGED",
    ],
    [
      "Init == [f except ![1] = 2]",
      "M.tla:2:12 E118 `except` is a name here; the keyword is written in capital letters: EXCEPT",
    ],
    [
      "Init == /\\ a\n        /\\ UNCHANGED x, y",
      "M.tla:3:23 E119 UNCHANGED takes one expression; several variables need << >>: UNCHANGED <<x, y>>",
    ],
    ["VARIABLES x y", "M.tla:2:13 E110 expected `,` between the names of VARIABLES, found `y`"],
    ["VARIABLES x, y,\nInit == 1", "M.tla:3:1 E110 expected a variable after VARIABLES, found the definition of Init"],
    ["CONSTANTS N M(_)", "M.tla:2:13 E110 expected `,` between the names of CONSTANTS, found `M`"],
    ["CONSTANT + _", "M.tla:2:10 E110 expected a constant after CONSTANT, found `+`"],
    ["CONSTANT _ ~ _", "M.tla:2:12 E110 `~` takes no argument before it"],
    ["CONSTANT c, a ++ b", `M.tla:2:15 E110 ${declared}: _ ++ _`],
    ["CONSTANT a ^+", `M.tla:2:12 E110 ${declared}: _ ^+`],
    ["Op(a - b) == 1", `M.tla:2:6 E110 ${declared}: _ - _`],
    ["RECURSIVE a \\prec b", `M.tla:2:13 E110 ${declared}: _ \\prec _`],
    [
      "CONSTANT c = 5",
      "M.tla:2:12 E110 expected `,` or the next definition after the names of CONSTANT, which have no value here, found `=`",
    ],
    [
      "Init == 1\nEXTENDS Naturals",
      "M.tla:3:1 E123 EXTENDS may only stand at the beginning of a module, and only once",
    ],
    ["LOCAL VARIABLE x", "M.tla:2:7 E123 LOCAL can stand before a definition or INSTANCE only, not before VARIABLE"],
    ["LOCAL ASSUME x", "M.tla:2:7 E123 LOCAL can stand before a definition or INSTANCE only, not before ASSUME"],
    ["LOCAL 5", "M.tla:2:7 E123 expected a definition or INSTANCE after LOCAL, found the number 5"],
    ["Init == a b", "M.tla:2:11 E110 expected an operator or the next definition after `a`, found `b`"],
    ["Init == a\nfoo\nNext == 1", "M.tla:3:1 E116 expected a definition, a declaration or `====`, found `foo`"],
    ["Init == a +\nNext == 1", "M.tla:3:1 E111 expected an expression after `+`, found the definition of Next"],
    ["Init ==\nNext == 1", "M.tla:3:1 E111 expected an expression after `==`, found the definition of Next"],
    ["Init == == 1", "M.tla:2:9 E115 `==` stands here twice; equality is a single `=`"],
    ["Init == * 3", "M.tla:2:9 E111 expected an expression after `==`, found `*`"],
    ["Init == a; b\nNext == 1", "M.tla:2:10 E102 `;` is no symbol of TLA+; write /\\ or a new line"],
    ["Init == “abc”\nNext == 1", 'M.tla:2:9 E102 `“` is no symbol of TLA+; write `"`'],
    ["Init == a ∖ b", "M.tla:2:11 E102 `∖` is no symbol of TLA+; write `\\`"],
    ["Init == a ⇝ b", "M.tla:2:11 E102 `⇝` is no symbol of TLA+; write `~>`"],
    ["Init == a = ∅", "M.tla:2:13 E102 `∅` is no symbol of TLA+; write `{}`"],
    ["Init == a ⟺ b", "M.tla:2:11 E102 `⟺` is no symbol of TLA+; write <=>"],
    [
      "Init == größe + 1",
      "M.tla:2:9 E102 `größe` cannot be a name of TLA+: names consist of the letters A to Z and a to z, digits and _",
    ],
    [
      'Init == "a\\qb"',
      'M.tla:2:11 E104 `\\q` means nothing in a string: only \\" \\\\ \\n \\t \\r and \\f are; a backslash itself is written \\\\',
    ],
    [
      "Init == /\\ (a\n   )\n        /\\ b",
      "M.tla:3:4 E112 expected `)`, found `)`\n  M.tla:2:12 the `(` stands here\n  M.tla:2:9 the list item that begins here " +
        "ends before this `)`, which does not stand further right than the bullet",
    ],
    [
      "Init == CASE a = 2 [] OTHER -> 3",
      "M.tla:2:20 E120 expected `->` after a condition of CASE, found `[]`\n  M.tla:2:9 the CASE stands here",
    ],
    [
      "Init == CASE a -> 2 OTHER -> 3",
      "M.tla:2:21 E113 this OTHER begins no arm of CASE; write `[] OTHER -> …` as the last arm",
    ],
    ["Init == 3 IN 4", "M.tla:2:11 E113 this IN belongs to no LET"],
    [
      "Init == CHOOSE x \\in S x > 1",
      "M.tla:2:24 E120 expected `:` after the bound names of `CHOOSE`, found `x`\n  M.tla:2:9 the `CHOOSE` stands here",
    ],
    [
      "Init == [x]",
      "M.tla:2:11 E112 nothing in TLA+ has the form [e]; there are [x \\in S |-> e], [S -> T], [f |-> e], " +
        "[f EXCEPT ![i] = e] and [A]_v\n  M.tla:2:9 the `[` stands here",
    ],
    [
      "Init == [x \\in S : 1]",
      "M.tla:2:18 E112 expected `|->` after the bound names of a function, found `:`\n  M.tla:2:9 the `[` stands here",
    ],
    ["Init == [a |-> 1 b |-> 2]", "M.tla:2:18 E112 expected `]` or `,`, found `b`\n  M.tla:2:9 the `[` stands here"],
    ["Init == [f EXCEPT ! = 4]", "M.tla:2:21 E125 expected `[` or `.` after `!`, found `=`"],
    ["Init == [f EXCEPT ![1] 4]", "M.tla:2:24 E110 expected `=` after what is to be updated, found the number 4"],
    [
      "Init == [f EXCEPT ![1] = 4, [2] = 5]",
      "M.tla:2:29 E125 expected `!` after `,`, found `[`; an update is written ![i] = e or !.f = e",
    ],
    ["Init == WF_vars A", "M.tla:2:17 E110 expected `(` and an action after the subscript of WF_, found `A`"],
    ["Init == WF_v(A, B)", "M.tla:2:17 E110 WF_ takes one action in its parentheses"],
    ["Init == <<A, B>>_v", "M.tla:2:14 E110 <<A>>_v holds one action; join several with /\\ or \\/"],
    [
      "Init == [][Next]_\nNext == 1",
      "M.tla:3:1 E110 expected a variable, a tuple of variables or another name after `]_`, found the definition of Next",
    ],
    ["INSTANCE M WITH a -> b", "M.tla:2:19 E110 expected `<-` after a, found `->`"],
    ["f[x] == 1", "M.tla:2:4 E110 expected `\\in` and a set after the bound names, found `]`"],
    ["a + 1 == 3", "M.tla:2:3 E116 expected `==` to define a, found `+`"],
    ["- a == 3", "M.tla:2:1 E110 the minus that stands before its argument is defined as `-.`: -. a == …"],
    [
      "Init == M!",
      "M.tla:3:1 E110 expected a name or a subexpression selector after `!`, found `====`, the end of the module",
    ],
    [
      "Sum == Fold(+)\nNext == 1",
      "M.tla:3:1 E111 expected an expression after `(+)`, found the definition of Next\n" +
        "  M.tla:2:12 `(+)` is one symbol; the operator + as an argument is ( + )",
    ],
    [
      "A == x=<<1>>",
      "M.tla:2:9 E111 expected an expression after `=<`, found the proof step <1>\n" +
        "  M.tla:2:7 `=<` is less or equal; equality with a tuple has a blank, `= <<`",
    ],
    [
      "A == x=<<x>>",
      "M.tla:2:9 E111 expected an expression after `=<`, found `<`\n" +
        "  M.tla:2:7 `=<` is less or equal; equality with a tuple has a blank, `= <<`",
    ],
    [
      "A == {x=<<>>}",
      "M.tla:2:12 E111 expected an expression after `<>`, found `>`\n" +
        "  M.tla:2:8 `=<` is less or equal; equality with a tuple has a blank, `= <<`",
    ],
    [
      "A == LET ELSE == 1 IN 2",
      "M.tla:2:10 E120 expected a definition after LET, found `ELSE`\n  M.tla:2:6 the LET stands here\n" +
        "  M.tla:2:10 ELSE is a word of the language, so it cannot be a name",
    ],
    [
      "A == WF_{x}(B)",
      "M.tla:2:9 E110 expected a variable or a tuple of variables after `WF_`, found `{`\n" +
        "  M.tla:2:6 write WF_v(A) or WF_<<v, w>>(A), and any other expression in parentheses, WF_(e)(A)",
    ],
    ["A == x <=< y", "M.tla:2:10 E111 expected an expression after `<=`, found `<`"],
    ["x == {| S EXCEPT !.name = e |}", "M.tla:2:7 E111 expected an expression after `{`, found `|`"],
    [
      "(* (* x *)\n",
      "M.tla:2:1 E105 this comment is never closed: expected `*)`\n  M.tla:2:4 comments nest: this `(*` inside it needs a `*)` of its own",
    ],
  ])("%j", (body, ...messages) => expect(mistakes(body)).toEqual(messages));
});

describe("going on after a mistake", () => {
  it("reports several units and keeps the others", () => {
    const body = "A = 1\nB == (\nC == 1 +\nD == 2\nE == ]\nF == LET x == 1\n         y == (2\n     IN x\nG == 3";
    const { modules, diagnostics } = parseModules(new Source("M.tla", `---- MODULE M ----\n${body}\n====\n`));
    expect(diagnostics.map(({ code, location }) => `${code} ${location?.line}:${location?.column}`)).toEqual([
      "E116 2:3",
      "E111 4:1",
      "E111 5:1",
      "E111 6:6",
      "E112 9:6",
    ]);
    const names = modules[0]?.units.map((unit) => (unit.kind === "operator" ? unit.name : unit.kind));
    expect(names).toEqual(["D", "G"]);
  });

  it("says nothing more of a unit that holds a character it reported", () => {
    expect(mistakes("A == a ? b ? c\nB == 1").length).toBe(2);
    expect(mistakes('A == "x\n  + (1\nB == 1').length).toBe(1);
  });

  it("goes on in the module around a module with a mistake", () => {
    const body = "---- MODULE N ----\nA == )\nB == 1\n====\nC == (";
    expect(mistakes(body).map((message) => message.slice(0, 14))).toEqual(["M.tla:3:6 E111", "M.tla:7:1 E111"]);
  });
});

describe("misaligned items", () => {
  const warnings = (body: string) => mistakes(body).filter((message) => message.includes(" W101 "));

  it("warns once for a list", () => {
    expect(warnings("A == /\\ a\n      /\\ b\n      /\\ c")).toEqual([
      "M.tla:3:7 W101 this `/\\` is no item of the list above: it stands 1 column right of the bullets, so it continues " +
        "the item above instead of beginning one\n  M.tla:2:6 the bullet stands here",
    ]);
  });

  it("says nothing of lists laid out on purpose", () => {
    expect(warnings("A == /\\ a\n     /\\ \\/ b\n        \\/ c\n     /\\ d\n        /\\ e")).toEqual([]);
    expect(warnings("A == \\/ a /\\ b\n     \\/ c\n          /\\ d")).toEqual([]);
    expect(warnings("A == /\\ a\n     /\\ b\nB == a\n   /\\ b")).toEqual([]);
  });

  it("says nothing of proofs", () => {
    expect(warnings("THEOREM a\n<1> /\\ a\n     /\\ b\n<1> QED")).toEqual([]);
  });
});

describe("nesting", () => {
  const deep = (open: string, close: string, depth: number) =>
    mistakes(`A == ${open.repeat(depth)}x${close.repeat(depth)}`);
  const forms: [string, string][] = [
    ["(", ")"],
    ["{", "}"],
    ["<<", ">>"],
    ["f[", "]"],
    ["F(", ")"],
    ["~", ""],
    ["-(", ")"],
    ["x + (", ")"],
    ["[x |-> ", "]"],
    ["[x EXCEPT ![", "] = 1]"],
    ["IF a THEN b ELSE ", ""],
    ["LET a == 1 IN ", ""],
    ["\\A y \\in S : ", ""],
    ["CASE a -> ", ""],
    ["[y \\in S |-> ", "]"],
    ["{y \\in S : ", "}"],
    ["a => (", ")"],
    ["l :: ", ""],
    ["[][", "]_v"],
    ["LAMBDA y : ", ""],
  ];

  it.each(forms)("reads %j to a certain depth, and complains of more", (open, close) => {
    expect(deep(open, close, maximumDepth / 2 - 2)).toEqual([]);
    const tooDeep = deep(open, close, 20 * maximumDepth);
    expect(tooDeep.length).toBe(1);
    expect(tooDeep[0]).toMatch(/E122 this is nested too deeply: more than 1000 expressions inside one another$/);
  });

  it("guards modules and proofs too", () => {
    const modules = "---- MODULE N ----\n".repeat(20 * maximumDepth);
    expect(mistakes(modules).some((message) => message.includes("E122"))).toBe(true);
    const proof = Array.from({ length: 20 * maximumDepth }, (_, i) => `<${i}> a`).join("\n");
    expect(mistakes(`THEOREM a\n${proof}`).some((message) => message.includes("E122"))).toBe(true);
  });

  it("reads long chains that do not nest", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `x${i}`);
    expect(mistakes(`A == ${chain.join(" + ")}\nB == {${chain.join(", ")}}\nC == ${chain.join("\n  /\\ ")}`)).toEqual(
      [],
    );
  });
});
