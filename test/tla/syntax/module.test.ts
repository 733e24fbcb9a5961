import { describe, expect, it } from "vitest";
import { parseModules } from "../../../src/tla/syntax/module.ts";
import { Source } from "../../../src/tla/syntax/source.ts";
import type { Unit } from "../../../src/tla/syntax/tree.ts";
import { mistakes, readModule, show, unitShapes } from "./reading.ts";
import { moduleSexp } from "./sexp.ts";

describe("modules", () => {
  it("reads a header, EXTENDS and the end", () => {
    expect(moduleSexp(readModule("---- MODULE Test ----\nEXTENDS M1, M2\n===="))).toBe("(module Test extends:M1,M2)");
    expect(moduleSexp(readModule("-------- MODULE Test ------------\n----\n========"))).toBe("(module Test)");
  });

  it("skips what stands before and after a module", () => {
    const text = 'Some " text (* that\n--is no TLA+\n---- MODULE A ----\nx == 1\n====\nmore " of it (*';
    expect(moduleSexp(readModule(text))).toBe("(module A (def x 1))");
  });

  it("reads several modules of one file, and modules in modules", () => {
    const text = [
      "---- MODULE A ----",
      "---- MODULE B ----",
      "---- MODULE C ----",
      "====",
      "y == 1",
      "====",
      "x == 2",
      "====",
      "between",
      "---- MODULE D ----",
      "====",
    ].join("\n");
    const { modules, diagnostics } = parseModules(new Source("A.tla", text));
    expect(diagnostics).toEqual([]);
    expect(modules.map(moduleSexp)).toEqual(["(module A (module B (module C) (def y 1)) (def x 2))", "(module D)"]);
  });

  it("takes the first header wherever it stands, further ones where they begin a line", () => {
    const text = "(* ---- MODULE A ---- *)\n====\n\\* ---- MODULE B ----\n\t---- MODULE C ----\n====\n";
    expect(parseModules(new Source("A.tla", text)).modules.map(({ name }) => name)).toEqual(["A", "C"]);
  });

  it("knows the places of modules and units", () => {
    const text = "---- MODULE Ab ----\nLOCAL x == 1 + 2 \\* comment\nVARIABLES a, b\n====\n";
    const module = readModule(text);
    const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    expect(cut(module.nameSpan)).toBe("Ab");
    expect(cut(module.span)).toBe(text.trim());
    expect(module.units.map(({ span }) => cut(span))).toEqual(["LOCAL x == 1 + 2", "VARIABLES a, b"]);
    expect(cut((module.units[0] as Extract<Unit, { kind: "operator" }>).nameSpan)).toBe("x");
  });

  it("ignores comments of both kinds, also inside one another", () => {
    expect(unitShapes("(* a (* b *) \\* *) x == (* ) *) 1 \\* (* y\ny == 2 (**)")).toBe("(def x 1) (def y 2)");
  });

  it("ends a list where a unit begins, whatever its column", () => {
    const body =
      "a ==\n  /\\ 1\n  /\\ 2\n      ASSUME x\nb ==\n  /\\ 3\n      LOCAL INSTANCE M\nc ==\n  /\\ 4\n     ----\nd == /\\ 5 ";
    expect(unitShapes(body)).toBe(
      "(def a (and 1 2)) (assume x) (def b (and 3)) (local instance M) (def c (and 4)) (def d (and 5))",
    );
  });

  it("ends a module after a list on the same line", () =>
    expect(unitShapes("a ==\n  /\\ 1\n  /\\ 2  ====\n").length).toBe(17));
});

describe("units", () => {
  it.each([
    ["CONSTANT x, y", "(constants x y)"],
    ["CONSTANTS f(_, _), _+_, -._, _^+, SUBSET _", "(constants f/2 infix:+ prefix:-. postfix:^+ prefix:SUBSET)"],
    ["CONSTANT _ ⊕ _, _ # _", "(constants infix:\\oplus infix:/=)"],
    ["VARIABLE a\nVARIABLES b, c", "(variables a) (variables b c)"],
    ["ASSUME x > 0\nASSUMPTION A == y\nAXIOM z", "(assume (> x 0)) (assume A: y) (assume z)"],
    ["op == 1\nop(x, Op(_, _), _+_, -._, _^+) == 2", "(def op 1) (def op x Op/2 infix:+ prefix:-. postfix:^+ 2)"],
    [
      "a + b == 1\n-. a == 2\na ^+ == 3\nUNION x == 4\na \\leq b == 5",
      "(def infix + a b 1) (def prefix -. a 2) (def postfix ^+ a 3) (def prefix UNION x 4) (def infix <= a b 5)",
    ],
    [
      "x × y ≜ 1\n□ x ≜ 2\nx ⁺ ≜ 3\nℕ ≜ 4",
      "(def infix \\X x y 1) (def prefix [] x 2) (def postfix ^+ x 3) (def Nat 4)",
    ],
    [
      "f[x \\in S] == 1\nf[x, y \\in S, <<a, b>> \\in T] == 2",
      "(function f [x in S] 1) (function f [x y in S] [<<a b>> in T] 2)",
    ],
    ["INSTANCE M\nLOCAL INSTANCE M\nN == INSTANCE M", "(instance M) (local instance M) (N = instance M)"],
    ["N(p, q) == INSTANCE M WITH a <- 1, b <- p + q", "(N p q = instance M a<-1 b<-(+ p q))"],
    [
      "INSTANCE M WITH a <- /\\ 1,\n  SUBSET <- b, * <- c, ' <- d, Op <- LAMBDA x : x,\n  P <- +, Q <- -.\nz == 1",
      "(instance M a<-(and 1) SUBSET<-b *<-c '<-d Op<-(lambda [x] x) P<-+ Q<--.) (def z 1)",
    ],
    ["INSTANCE M WITH + <- \\cup\n-. x == 1", "(instance M +<-\\cup) (def prefix -. x 1)"],
    [
      "LOCAL op == 1\nLOCAL f[x \\in S] == 2\nLOCAL a + b == 3\nLOCAL -. x == 4\nLOCAL N == INSTANCE M",
      "(local def op 1) (local function f [x in S] 2) (local def infix + a b 3) (local def prefix -. x 4) (local N = instance M)",
    ],
    ["RECURSIVE f(_), g, _+_", "(recursive f/1 g infix:+)"],
    ["a == 1 b == 2 + a c == 3", "(def a 1) (def b (+ 2 a)) (def c 3)"],
    ["a == b\n  - c\nd == 1", "(def a (- b c)) (def d 1)"],
    ["USE DEF x, MODULE M\nHIDE a, b DEFS +, c!d\nx == 1", "(def x 1)"],
  ])("reads %j", (body, expected) => expect(unitShapes(body)).toBe(expected));
});

describe("theorems and proofs", () => {
  it.each([
    ["THEOREM TRUE", "(theorem TRUE)"],
    [
      "LEMMA x == TRUE OBVIOUS\nPROPOSITION y PROOF OMITTED\nCOROLLARY z BY x DEF y, >, M!a",
      "(theorem x: TRUE) (theorem y) (theorem z)",
    ],
    [
      "THEOREM t == ASSUME P, NEW x \\in S, NEW ACTION A, NEW TEMPORAL f(_, _), NEW _+_, CONSTANT c\n  PROVE C",
      "(theorem t: (assume P (new CONSTANT x in S) (new ACTION A) (new TEMPORAL f/2) (new CONSTANT infix:+) (new CONSTANT c) prove C))",
    ],
    ["THEOREM ASSUME l :: ASSUME P PROVE Q PROVE C", "(theorem (assume (label l (assume P prove Q)) prove C))"],
    ["THEOREM []ASSUME P []PROVE Q", "(theorem (assume P prove Q))"],
  ])("reads %j", (body, expected) => expect(unitShapes(body)).toBe(expected));

  it.each([
    ["named facts", "BY ONLY P, Q, MODULE N, +(1, 2) DEFS >, R, =, MODULE M, <1>1"],
    [
      "steps of all kinds",
      "<1>a.... op == 1 f[x \\in S] == 2\n<1>b. DEFINE g == 2 h(x) == 3\n<1>c HAVE 3\n<1>d WITNESS 2, 3 \\in S\n<1>e TAKE a, b\n<1>e2 TAKE x \\in S, y \\in T\n<1>f <1>a!<<!>>!3!(x, y)!:!@\n<1>g SUFFICES ASSUME NEW x PROVE 5\n<1>h CASE 6\n<1>i. PICK a, b \\in S : 7\n<1>j HIDE 8\n<1>k USE 9 DEF x\n<1>k2. INSTANCE M\n<1>k3 @ = 3\n<1>m QED BY <1>a, <1>b DEF op",
    ],
    ["levels", "PROOF\n<*> 1\n<0> 2\n  <+> 3\n  <1> 4\n  <*> QED\n<0> 5\n<*> QED"],
    [
      "nested proofs",
      "PROOF\n<*> 1\n  PROOF\n  <+> 2\n  <1> QED\n    PROOF\n    <*> 3\n      <1000> 4\n      <*> QED\n    <2> QED\n<0> QED",
    ],
    [
      "lists in steps",
      "<*>\n  /\\ 1\n  /\\ \\/ 2\n   <+> WITNESS\n     \\/ 3\n     \\/ /\\ 4,\n     /\\ \\/ 5\n     /\\ 6\n   <*> QED BY\n     /\\ 7\n     /\\ \\/ 8\n<*> QED BY\n  \\/ 11\n  \\/ /\\ 12",
    ],
    [
      "a level that ends lists",
      "<*> /\\ 1\n    /\\ 2\n      <+> QED BY\n        \\/ 1\n        \\/ 2\n          <*> QED",
    ],
    ["steps without names", "<1>. a\n<1>* b\n<1>- c\n<1>... QED OBVIOUS"],
  ])("drops a proof with %s", (_, proof) => {
    expect(unitShapes(`THEOREM t == P\n${proof}\nx == 1`)).toBe("(theorem t: P) (def x 1)");
  });

  it.each([
    [
      "an extra QED",
      "<1> P\n  <+> Q\n  <*> QED\n  <*> QED\n<1> QED",
      "M.tla:7:1 E110 expected an operator or the next definition after `QED`, found the proof step <1>",
    ],
    [
      "a missing QED",
      "<1>1. a\n  <2>1. b\n<1>2. QED",
      "M.tla:5:1 E124 expected a step of level 2 or its QED, found the proof step <1>2.",
    ],
    [
      "no QED at all",
      "<1>1. a",
      "M.tla:4:1 E124 expected the next step of level 1, or its QED, found `====`, the end of the module",
    ],
    [
      "nothing behind PROOF",
      "PROOF",
      "M.tla:4:1 E124 expected BY, OBVIOUS, OMITTED or a step such as <1>1 after PROOF, found `====`, the end of the module",
    ],
    [
      "ASSUME without PROVE",
      "<1> ASSUME a\n<1> QED",
      "M.tla:4:1 E110 expected PROVE after the assumptions of ASSUME, found the proof step <1>\n  M.tla:3:5 the ASSUME stands here",
    ],
  ])("rejects a proof with %s", (_, proof, message) => {
    expect(mistakes(`THEOREM P\n${proof}`)).toEqual([message]);
  });
});

describe("texts that hold no module", () => {
  const found = (text: string) => parseModules(new Source("F.tla", text)).diagnostics.map(show);
  const wanted = "a module begins with a line such as `---- MODULE Name ----`";

  it.each([
    ["", [`F.tla:1:1 E100 the file is empty; ${wanted}`]],
    [" \n\n", [`F.tla:1:1 E100 the file is empty; ${wanted}`]],
    ["hello", [`F.tla:1:1 E100 the file holds no module; ${wanted}`]],
    ["\n  MODULE M\nx == 1", [`F.tla:2:1 E100 no module begins here; ${wanted}`]],
    [
      "x\n--- MODULE M ---\n====",
      ["F.tla:2:1 E100 the line that begins a module needs at least four dashes before MODULE and after the name"],
    ],
    [
      "\u007fELF\0\0",
      ["F.tla:1:5 E101 this is no text in UTF-8: it holds a zero byte, so it is a binary file or in another encoding"],
    ],
    [
      "---- MODULE M ----\nx == 1\0\n====",
      ["F.tla:2:7 E101 this is no text in UTF-8: it holds a zero byte, so it is a binary file or in another encoding"],
    ],
    ["---- MODULE M ----\nx == \ufffd\n====", ["F.tla:2:6 E101 this is not UTF-8: save the file in that encoding"]],
    [
      "---- MODULE ----\n====",
      ["F.tla:1:13 E110 expected the name of the module after MODULE, found a line of dashes"],
    ],
    ["---- MODULE M ---\nx == 1\n====", ["F.tla:1:15 E100 expected at least four dashes after the name M, found `--`"]],
  ])("rejects %j", (text, messages) => expect(found(text)).toEqual(messages));

  it("reports modules inside one another that are not closed once", () => {
    expect(found("---- MODULE A ----\n---- MODULE B ----\nx == 1")).toEqual([
      "F.tla:2:13 E121 the module B is never closed: expected `====` after its last unit, found the end of the file",
    ]);
  });

  it("reads a module behind a byte order mark", () => {
    const { modules, diagnostics } = parseModules(new Source("F.tla", "\ufeff---- MODULE M ----\n===="));
    expect([modules.length, diagnostics]).toEqual([1, []]);
  });
});
