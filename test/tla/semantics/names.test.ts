/** Names, arities, instances and levels: what is refused, with code and place. */

import { describe, expect, test } from "vitest";
import { complaints, explore, modelOf } from "../../models/tla/spec.ts";

/** Line 3 is the first line of a body (the module's header and EXTENDS come before). */
function refused(cases: readonly (readonly [title: string, body: string, expected: string])[]): void {
  test.each(cases)("%s", (_, body, expected) => {
    expect(complaints(body).join("\n")).toContain(expected);
  });
}

describe("names", () => {
  refused([
    ["unknown", "A == Foo", "Spec.tla:3:6: E201: Foo is not known here"],
    [
      "unknown, with a hint",
      "Values == 1\nA == Value",
      "Spec.tla:4:6: E201: Value is not known here; did you mean Values?",
    ],
    ["used before it is defined", "A == B\nB == 1", "Spec.tla:3:6: E201: B is not known here"],
    ["defined twice", "A == 1\nA == 2", "Spec.tla:4:1: E202"],
    ["a parameter that is a variable already", "VARIABLE x\nA(x) == x", "Spec.tla:4:3: E202"],
    ["a bound name that is defined already", "i == 1\nA == \\E i \\in {1} : TRUE", "Spec.tla:4:9: E202"],
    ["a name of an extended module", "Len == 3", "Spec.tla:3:1: E202"],
    ["a LET name that is bound already", "A(n) == LET n == 1 IN n", "Spec.tla:3:13: E202"],
    ["too few arguments", "F(a, b) == a\nA == F(1)", "Spec.tla:4:6: E203: F takes 2 arguments, found 1"],
    ["arguments for a constant", "CONSTANT c\nA == c(1)", "Spec.tla:4:6: E203: c takes no arguments, found 1"],
    ["an operator used as a value", "F(a) == a\nA == F", "Spec.tla:4:6: E203: F takes 1 argument, found none"],
    ["a value used as an operator argument", "F(G(_)) == G(1)\nA == F(3)", "Spec.tla:4:8: E205"],
    ["an operator of another arity", "F(G(_)) == G(1)\nH(a, b) == a\nA == F(H)", "Spec.tla:5:8: E205"],
    ["a LAMBDA of another arity", "F(G(_)) == G(1)\nA == F(LAMBDA a, b : a)", "Spec.tla:4:8: E205"],
    ["@ outside EXCEPT", "A == @", "Spec.tla:3:6: E218"],
    [
      "@ as what an INSTANCE inside EXCEPT puts in",
      "---- MODULE N ----\nCONSTANT c\nB == c\n====\nA(f) == [f EXCEPT ![1] = LET I == INSTANCE N WITH c <- @ IN I!B]",
      "E218",
    ],
    ["RECURSIVE without definition", "RECURSIVE F(_)\nA == 1", "Spec.tla:3:11: E215"],
    ["a field given twice", "A == [a |-> 1, a |-> 2]", "Spec.tla:3:16: E202"],
    ["an instance used as a value", "---- MODULE N ----\nB == 1\n====\nI == INSTANCE N\nA == I", "Spec.tla:7:6: E204"],
    [
      "a name that an instance lacks",
      "---- MODULE N ----\nB == 1\n====\nI == INSTANCE N\nA == I!C",
      "E201: module N has no C",
    ],
    [
      "a name like one that an instance has, and can be reached",
      "---- MODULE N ----\nVARIABLE Best\nLOCAL Bet == 2\nBeta == 1\n====\nI == INSTANCE N WITH Best <- 1\nA == I!Bet",
      "to be reached as I!Bet; did you mean Beta?",
    ],
    [
      "a substitution of nothing like a constant",
      "---- MODULE N ----\nCONSTANT Top\n====\nI == INSTANCE N WITH Tip <- 1, Top <- 1",
      "no constant or variable Tip to substitute; did you mean Top?",
    ],
    ["a LOCAL name of an instance", "---- MODULE N ----\nLOCAL B == 1\n====\nI == INSTANCE N\nA == I!B", "E201"],
    ["a module that does not exist", "I == INSTANCE Nowhere", "Spec.tla:3:15: E200: module Nowhere was not found"],
    [
      "a substitution that is missing",
      "---- MODULE N ----\nCONSTANT d\n====\nI == INSTANCE N",
      "E211: INSTANCE N needs a value for its constant d",
    ],
    ["a substitution of nothing", "---- MODULE N ----\nB == 1\n====\nI == INSTANCE N WITH z <- 1", "E212"],
    ["a substitution given twice", "---- MODULE N ----\nCONSTANT d\n====\nI == INSTANCE N WITH d <- 1, d <- 2", "E213"],
    ["a part that does not exist", "D == 1 + 2\nA == D!7", "E217: D has 2 parts, there is no number 7"],
  ]);

  test("modules that need each other", () => {
    const more = { "Other.tla": "---- MODULE Other ----\nEXTENDS Spec\n====\n" };
    expect(complaints("I == INSTANCE Other", "", more).join()).toContain(
      "E210: modules may not need each other in a circle: Spec -> Other -> Spec",
    );
  });

  test("a file whose module has another name", () => {
    const more = { "Spec.tla": "---- MODULE Spek ----\n====\n" };
    expect(complaints("", "", more).join()).toContain("Spec.tla:1:13: E216");
  });

  test("what is wrong with another module of the file counts when the module is asked for", () => {
    const after = "---- MODULE Old ----\nA == (\n====\n---- MODULE Open ----\n";
    const files = (name: string) => ({ "Spec.tla": `---- MODULE Spec ----\nEXTENDS ${name}\nX == 1\n====\n${after}` });
    expect(complaints("", "", files("Integers"))).toEqual([]);
    expect(complaints("", "", files("Old")).join()).toContain("Spec.tla:7:1: E111");
    expect(complaints("", "", files("Open")).join()).toContain("Spec.tla:8:13: E121");
  });

  test("what a module with a mistake in its text would have defined is not missed", () => {
    const files = { "Half.tla": "---- MODULE Half ----\nA(e) == (\nB == 1\n====\n" };
    const spec = "---- MODULE Spec ----\nEXTENDS Half\nC == A(1)\nD == E\n====\n";
    expect(complaints("", "", { ...files, "Spec.tla": spec })).toEqual([
      expect.stringContaining("Half.tla:3:1: E111"),
      expect.stringContaining("Spec.tla:4:6: E201: E is not known here"),
    ]);
  });

  test("LOCAL names are not extended, and two modules may each have their own", () => {
    const more = { "Other.tla": "---- MODULE Other ----\nLOCAL Helper == 5\nGiven == Helper\n====\n" };
    const body = "Helper == 1\nVARIABLE x\nInit == x = Helper + Given\nNext == UNCHANGED x";
    const files = { ...more, "Spec.tla": `---- MODULE Spec ----\nEXTENDS Integers, Other\n${body}\n====\n` };
    expect(modelOf("", "INIT Init\nNEXT Next\n", files).variables).toEqual(["x"]);
  });

  test("one definition reached on two ways is one definition", () => {
    const more = {
      "A.tla": "---- MODULE A ----\nEXTENDS Naturals\nShared == 1\n====\n",
      "B.tla": "---- MODULE B ----\nEXTENDS A\n====\n",
    };
    const files = { ...more, "Spec.tla": "---- MODULE Spec ----\nEXTENDS A, B, Integers\nX == Shared\n====\n" };
    expect(complaints("", "", files)).toEqual([]);
  });

  test("two extended modules that differ: a warning, and the first counts", () => {
    const files = {
      "A.tla": "---- MODULE A ----\nSame == 1\n====\n",
      "B.tla": "---- MODULE B ----\nSame == 2\n====\n",
      "Spec.tla": "---- MODULE Spec ----\nEXTENDS A, B\nX == Same\n====\n",
    };
    expect(complaints("", "", files)).toEqual([
      "Spec.tla:2:12: W201: two extended modules define Same differently; the first definition is used",
    ]);
  });
});

describe("an INSTANCE that defines a name again", () => {
  const other = (text: string) => ({ "Other.tla": `---- MODULE Other ----\n${text}\n====\n` });

  test("with as many parameters: a warning, and the first definition counts", () => {
    const body = "A(n) == n\nINSTANCE Other\nVARIABLE x\nInit == x = A(1)\nNext == x' = x";
    expect(complaints(body, "", other("A(m) == 5"))).toEqual([
      "Spec.tla:4:1: W202: this INSTANCE defines A again, with another text; the first definition is used",
    ]);
    const model = modelOf(body, "INIT Init\nNEXT Next\n", other("A(m) == 5"));
    expect(explore(model).states).toEqual(["x = 1"]);
  });

  test("with others: refused", () => {
    expect(complaints("A(n) == n\nINSTANCE Other", "", other("A == 5")).join()).toContain("Spec.tla:4:1: E202");
    expect(complaints("CONSTANT A\nINSTANCE Other", "", other("A == 5")).join()).toContain("Spec.tla:4:1: E202");
  });
});

describe("a constant or variable that is declared again", () => {
  const one = "---- MODULE One ----\nCONSTANT N\nVARIABLE x\nInit == x = N\n====\n";
  const two = "---- MODULE Two ----\nCONSTANT N\nVARIABLE x\nNext == x < 2 /\\ x' = x + N\n====\n";
  const modules = { "One.tla": one, "Two.tla": two.replace("\n", "\nEXTENDS Naturals\n") };
  const cfg = "INIT Init\nNEXT Next\nCONSTANT N = 1\n";
  const spec = (header: string, body = "") => ({
    "Spec.tla": `---- MODULE Spec ----\n${header}\n${body}\n====\n`,
    ...modules,
  });

  test("by two extended modules: it is one", () => {
    expect(complaints("", cfg, spec("EXTENDS One, Two"))).toEqual([
      "Spec.tla:2:14: W205: two extended modules declare N; they mean one constant",
      "Spec.tla:2:14: W205: two extended modules declare x; they mean one variable",
    ]);
    const model = modelOf("", cfg, spec("EXTENDS One, Two"));
    expect(model.variables).toEqual(["x"]);
    expect(explore(model).states).toEqual(["x = 1", "x = 2"]);
  });

  test("by modules that are extended in both orders", () => {
    const more = {
      "Back.tla": "---- MODULE Back ----\nEXTENDS Two, One\n====\n",
      "Forth.tla": "---- MODULE Forth ----\nEXTENDS One, Two\n====\n",
    };
    const model = modelOf("", cfg, { ...spec("EXTENDS Back, Forth"), ...more });
    expect(explore(model).states).toEqual(["x = 1", "x = 2"]);
  });

  test("an instance replaces both at once", () => {
    const both = { "Both.tla": "---- MODULE Both ----\nEXTENDS One, Two\nAll == x + N\n====\n" };
    const body = "VARIABLE y\nI == INSTANCE Both WITH x <- y, N <- 1\nInit == I!Init\nNext == I!Next /\\ I!All < 9";
    const model = modelOf("", "INIT Init\nNEXT Next\n", { ...spec("EXTENDS Naturals", body), ...both });
    expect(explore(model).states).toEqual(["y = 1", "y = 2"]);
  });

  test("by a module and the one that it extends; with other parameters it is refused", () => {
    const again = spec("EXTENDS One, Naturals", "VARIABLE x\nCONSTANT N, N\nNext == x' = x /\\ N = 1");
    expect(explore(modelOf("", cfg, again)).states).toEqual(["x = 1"]);
    expect(complaints("", cfg, spec("EXTENDS One", "CONSTANT N(_)")).join()).toContain("Spec.tla:3:10: E202");
    expect(complaints("", cfg, spec("EXTENDS One", "CONSTANT x")).join()).toContain("Spec.tla:3:10: E202");
  });
});

test("a field with the name of a definition: a warning, unless it is what is meant", () => {
  const said = (text: string) =>
    complaints(`name == "n"\nF(n) == n\nVARIABLE v\nA == ${text}`).map((s) => s.slice(9, 19));
  expect(said("[name |-> 1]")).toEqual(["6:7: W204:"]);
  for (const text of ["[name |-> name]", "[F |-> 1]", "[v |-> 1]", "[Len |-> 1]", "[name : {1}]"]) {
    expect(said(text)).toEqual([]);
  }
});

describe("levels", () => {
  refused([
    [
      "a primed action",
      "VARIABLE x\nA == (x' = 1)'",
      "Spec.tla:4:7: E206: what ' is applied to must be at most state level, this is an action",
    ],
    [
      "a primed parameter with an action",
      "VARIABLE x\nP(a) == a'\nA == P(x')",
      "Spec.tla:5:8: E206: this argument of P",
    ],
    [
      "[] of an action",
      "VARIABLE x\nA == [](x' = 1)",
      "Spec.tla:4:9: E209: [] of an action must have the form [][A]_v",
    ],
    [
      "the field of a step",
      "VARIABLE x\nr == [a |-> 1]\nA == [][x' = 1]_r.a",
      "allows stuttering steps; a subscript that is more than a name stands in parentheses, _(r.a)",
    ],
    ["<> of an action", "VARIABLE x\nA == <>(x' = 1)", "E209: <> of an action must have the form <><<A>>_v"],
    ["~> of an action", "VARIABLE x\nA == (x' = 1) ~> (x = 2)", "Spec.tla:4:7: E209"],
    [
      "ENABLED of a temporal formula",
      "VARIABLE x\nA == ENABLED []<>(x = 1)",
      "Spec.tla:4:14: E206: what ENABLED is applied to must be at most action level",
    ],
    ["an action beside a temporal formula", "VARIABLE x\nA == x' = 1 /\\ [](x = 1)", "Spec.tla:4:6: E208"],
    ["a temporal value in a set", "VARIABLE x\nA == {[](x = 1)}", "E206: a value must be at most action level"],
    ["an assumption about a variable", "VARIABLE x\nASSUME x = 1", "Spec.tla:4:8: E207"],
    [
      "a variable for a constant",
      "---- MODULE N ----\nCONSTANT d\nVARIABLE v\nB == d = v\n====\nVARIABLE x\nI == INSTANCE N WITH d <- x, v <- x",
      "E214: the constant d of N",
    ],
    [
      "an action for a variable",
      "---- MODULE N ----\nVARIABLE v\nB == v\n====\nVARIABLE x\nI == INSTANCE N WITH v <- x'",
      "E214: the variable v of N",
    ],
    ["an action as a fairness subscript", "VARIABLE x\nA == WF_(x')(x' = 1)", "E206: the subscript"],
  ]);

  test("what is allowed stays allowed", () => {
    const body = [
      "VARIABLES x, y",
      "vars == <<x, y>>",
      "Init == x = 0 /\\ y = 0",
      "Next == x' = 1 - x /\\ UNCHANGED y",
      "Fair == \\A i \\in {1} : WF_vars(Next /\\ i = 1) /\\ SF_vars(Next)",
      "Spec == Init /\\ [][Next]_vars /\\ Fair",
      "Live == (x = 0) ~> (x = 1)",
      "Act == <><<Next>>_vars",
      "Prime(a) == a'",
      "Uses == Prime(x + y) = 1",
      "---- MODULE N ----",
      "CONSTANT d",
      "Double == d + d",
      "====",
      "I == INSTANCE N WITH d <- x",
      "RECURSIVE R(_)",
      "R(n) == IF n = 0 THEN x' ELSE R(n - 1)",
    ].join("\n");
    expect(complaints(body)).toEqual([]);
  });
});

describe("the configuration", () => {
  const body =
    "CONSTANT N\nVARIABLE x\nInit == x = 0\nNext == x' = x\nInv == x = 0\nStep == x' = 1\nF(a) == a\nSpecification == Init /\\ [][Next]_x\nHalf == [][Next]_x";
  test.each([
    ["a constant without value", "INIT Init\nNEXT Next", "E353: the constant N has no value"],
    [
      "an unknown operator",
      "CONSTANT N = 1\nINIT Init\nNEXT Next\nINVARIANT Inw",
      "Spec.cfg:4:11: E350: Inw is not defined in module Spec",
    ],
    ["an operator with parameters", "CONSTANT N = 1\nINIT Init\nNEXT Next\nINVARIANT F", "Spec.cfg:4:11: E351"],
    ["an action as an invariant", "CONSTANT N = 1\nINIT Init\nNEXT Next\nINVARIANT Step", "Spec.cfg:4:11: E352"],
    ["an unknown constant", "CONSTANTS N = 1 M = 2\nINIT Init\nNEXT Next", "Spec.cfg:1:17: W351"],
    ["a model value that no constant has", "CONSTANTS N = {n1} n2 = n2\nINIT Init\nNEXT Next", "Spec.cfg:1:20: W351"],
    ["a model value for no instance", "CONSTANTS N = {n1} I!n1 = n1\nINIT Init\nNEXT Next", "E350: I is no instance"],
    ["a model value for another module", "CONSTANTS N = {n1} n1 = [Spec] n1\nINIT Init\nNEXT Next", "1:20: W351"],
    ["an unknown name replaced", "CONSTANTS N = 1 M <- N\nINIT Init\nNEXT Next", "Spec.cfg:1:17: E354"],
    ["a variable given a value", "CONSTANTS N = 1 x = 2\nINIT Init\nNEXT Next", "Spec.cfg:1:17: E354: x is a variable"],
    ["INIT without NEXT", "CONSTANT N = 1\nINIT Init", "Spec.cfg:2:6: E304: INIT needs a NEXT"],
    ["a constant given twice", "CONSTANTS N = 1 N = 2\nINIT Init\nNEXT Next", "W352"],
    ["a specification without Init", "CONSTANT N = 1\nSPECIFICATION Half", "E359: Half has no initial predicate"],
    ["properties without behavior", "CONSTANT N = 1\nINVARIANT Inv", "E356"],
    ["an integer that is too large", "CONSTANT N = 9007199254740993\nINIT Init\nNEXT Next", "E355"],
  ])("%s", (_, cfg, expected) => {
    expect(complaints(body, cfg).join("\n")).toContain(expected);
  });

  test.each([
    ["a constant", "CONSTANTS Peer = {p} Top = 3", "named Peer; the value is not used; did you mean Peers?"],
    [
      "a replaced constant",
      "CONSTANTS Peers = {p} Tip <- Three",
      "constant or definition named Tip; did you mean Top?",
    ],
    [
      "a replacement",
      "CONSTANTS Peers = {p} Top <- Thre",
      "E350: Thre is not defined in module Spec; did you mean Three?",
    ],
    ["no guess at what is given", "CONSTANTS Peers = {p} Peer = 2 Top = 1", "named Peer; the value is not used"],
    ["a keyword", "CONSTANTS Peers = {p} Top = 1\nINVARIENT Inv", "found `Inv`; did you mean the keyword INVARIANT?"],
    [
      "a keyword in small letters",
      "CONSTANT Top = 1\ninvariant Inv",
      "found `Inv`; did you mean the keyword INVARIANT?",
    ],
    ["no keyword within a line", "CONSTANTS Peers = {p} invariant Top", "after invariant, found `Top`"],
  ])("guesses %s", (_, cfg, expected) => {
    const near = "CONSTANTS Peers, Top\nVARIABLE x\nThree == 3\nInit == x = 0\nNext == x' = x\nInv == x = 0";
    const found = complaints(near, `INIT Init\nNEXT Next\n${cfg}\n`);
    expect(found.filter((line) => line.endsWith(expected))).toHaveLength(1);
  });

  test("a model value that another value has may be written as a constant of its own", () => {
    const found = complaints(body, "CONSTANTS n1 = n1 n2 = 2 N = {n1, n2}\nINIT Init\nNEXT Next");
    expect(found.filter((text) => text.includes("W351"))).toEqual([
      "Spec.cfg:1:19: W351: module Spec has no constant or definition named n2; the value is not used",
    ]);
  });
});
