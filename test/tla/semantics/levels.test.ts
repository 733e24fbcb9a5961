/** Levels through operators, operator arguments and instances: what is refused, and what only looks as if it were. */

import { describe, expect, test } from "vitest";
import { complaints } from "../../models/tla/spec.ts";

/** Bodies begin in line 3. */
const inner = (body: string): string => `---- MODULE Inner ----\nEXTENDS Integers\n${body}\n====\n`;

const errors = (body: string): string[] =>
  complaints(body).filter((line) => /: E2\d\d: /.test(line) && !line.includes("cfg"));

function refused(cases: readonly (readonly [title: string, body: string, expected: string])[]): void {
  test.each(cases)("%s", (_, body, expected) => {
    expect(errors(body).join("\n")).toContain(expected);
  });
}

function allowed(cases: readonly (readonly [title: string, body: string])[]): void {
  test.each(cases)("%s", (_, body) => {
    expect(errors(body)).toEqual([]);
  });
}

const counter = inner("CONSTANT F(_)\nVARIABLE v\nStep == v' = F(1)\nAt == F(v)\nSmall == v < 3\nRaw == v");

describe("an operator that an instance takes", () => {
  allowed([
    [
      "keeps its other uses",
      `${counter}VARIABLE a\nOp(x) == x + 1\nI == INSTANCE Inner WITH v <- a, F <- Op\nA == a' = Op(a')`,
    ],
    ["may be a LAMBDA", `${counter}VARIABLE a\nI == INSTANCE Inner WITH v <- a, F <- LAMBDA x : x + 1`],
    ["may be built in", `${counter}VARIABLE a\nI == INSTANCE Inner WITH v <- a, F <- DOMAIN\nA == I!At`],
    [
      "may be the parameter of the instance",
      `${counter}VARIABLE a\nI(G(_)) == INSTANCE Inner WITH v <- a, F <- G\nOp(x) == x\nA == I(Op)!At`,
    ],
  ]);
  refused([
    [
      "may not prime its argument",
      `${counter}VARIABLE a\nOp(x) == x' = 1\nI == INSTANCE Inner WITH v <- a, F <- Op`,
      "Spec.tla:14:1: E214: the constant F of Inner can be replaced only by something of constant level; this is an action",
    ],
    [
      "may not hide its argument below ENABLED or a temporal operator",
      `${inner("CONSTANT F(_)\nA == F(1)")}Op(x) == ENABLED x\nI == INSTANCE Inner WITH F <- Op`,
      "E220: what replaces the operator F of Inner may not look at steps or behaviors",
    ],
    [
      "may not call an operator that hides it",
      `${inner("CONSTANT F(_)\nA == F(1)")}G(y) == ENABLED y\nOp(x) == G(x)\nI == INSTANCE Inner WITH F <- Op`,
      "E220",
    ],
    [
      "may not hide it in an operator that it hands it to",
      `${inner("CONSTANT F(_)\nA == F(1)")}G(H(_), y) == H(y)\nOp(x) == G(ENABLED, x)\nI == INSTANCE Inner WITH F <- Op`,
      "E220",
    ],
    [
      "must allow the level to which the module applies it",
      `${inner("CONSTANT F(_)\nVARIABLE v\nA == F(v')")}VARIABLE a\nOp(x) == {y \\in {1} : ENABLED (x = 1)}\nI(G(_)) == INSTANCE Inner WITH v <- a, F <- G\nP(x) == x'\nA == I(P)!A`,
      "takes only what is at most of state level as argument 1, but A applies it to an action",
    ],
  ]);
});

describe("an instance with parameters", () => {
  const withParameter = (use: string) =>
    `${counter}VARIABLE a\nId(x) == x\nI(z) == INSTANCE Inner WITH v <- z, F <- Id\n${use}`;
  allowed([
    ["takes a state function for a variable", withParameter("A == I(a + 1)!Step")],
    ["takes anything for a variable of which nothing is asked", withParameter("A == I(a')!Raw")],
    [
      "takes a state function for a constant of a constant module",
      `${inner("CONSTANT c\nTwice == c + c")}VARIABLE a\nI(z) == INSTANCE Inner WITH c <- z\nA == I(a')!Twice`,
    ],
  ]);
  refused([
    [
      "takes no action for a variable that is primed",
      withParameter("A == I(a')!Step"),
      "Spec.tla:15:8: E206: this argument of Step must be at most state level, this is an action",
    ],
    [
      "takes no action for a variable of which a value is asked",
      withParameter("A == I(a')!Small"),
      "E206: this argument of Small must be at most state level, this is an action",
    ],
    [
      "takes no state function for a constant, where the module has variables",
      `${inner("CONSTANT c\nVARIABLE v\nSmall == v < c")}VARIABLE a\nI(z) == INSTANCE Inner WITH v <- a, c <- z\nA == I(a + 1)!Small`,
      "E206: this argument of Small must be constant, this is a state expression",
    ],
    [
      "is read through another one",
      `---- MODULE Core ----\nVARIABLE w\nFoo == w' = 3\n====\n${inner("VARIABLE v\nJ(y) == INSTANCE Core WITH w <- y\nBar(p) == J(p)!Foo")}VARIABLE a\nI(z) == INSTANCE Inner WITH v <- z\nA == I(a)!Bar(a')`,
      "E206: this argument of Bar must be at most state level, this is an action",
    ],
    [
      "in LET is checked",
      `${inner("CONSTANT c\nVARIABLE v\nSmall == v < c")}VARIABLE a\nA == LET I == INSTANCE Inner WITH v <- a, c <- a IN I!Small`,
      "E214: the constant c of Inner",
    ],
    [
      "in LET passes on what it asks of parameters",
      `${inner("VARIABLE v\nStep == v' = 1")}VARIABLE a\nA(p) == LET I == INSTANCE Inner WITH v <- p IN I!Step\nB == A(a')`,
      "E206: this argument of A must be at most state level",
    ],
  ]);
});

describe("a module of constants only", () => {
  allowed([
    [
      "takes state functions for its constants",
      `${inner("CONSTANT c\nTwice == c + c")}VARIABLE a\nI == INSTANCE Inner WITH c <- a\nA == I!Twice' = 1`,
    ],
  ]);
  refused([
    [
      "takes no temporal formula where a value is asked",
      `${inner("CONSTANT c\nTwice == c + c")}VARIABLE a\nI == INSTANCE Inner WITH c <- [](a = 1)`,
      "E214: the constant c of Inner can be replaced only by something of action level",
    ],
    [
      "is none if a definition of it speaks of states",
      `${inner("CONSTANT c\nE(x) == ENABLED (x = c)")}VARIABLE a\nI == INSTANCE Inner WITH c <- a`,
      "E214: the constant c of Inner can be replaced only by something of constant level",
    ],
    [
      "is none if it extends one that is none",
      `---- MODULE Core ----\nNever == [](1 = 2)\n====\n---- MODULE Inner ----\nEXTENDS Core\nCONSTANT c\nD == c\n====\nVARIABLE a\nI == INSTANCE Inner WITH c <- a`,
      "E214: the constant c of Inner",
    ],
    [
      "hands one constant operator another constant",
      `${inner("CONSTANT c, F(_)\nA == F(c)")}VARIABLE a\nOp(x) == x \\in {1}\nI == INSTANCE Inner WITH c <- [](a = 1), F <- Op`,
      "what stands for F takes only what is at most of action level as argument 1",
    ],
  ]);
});

describe("operators as arguments", () => {
  allowed([
    ["of a level that the argument may have", "VARIABLE x\nF(G(_), y) == G(y)\nH(z) == z'\nA == F(H, x)"],
    ["built in", "VARIABLE x\nF(G(_), y) == G(y)\nA == F(ENABLED, x' = 1)\nB == F([], x = 1)"],
  ]);
  refused([
    [
      "that prime what they are applied to",
      "VARIABLE x\nF(G(_), y) == G(y')\nH(z) == z'\nA == F(H, x)",
      "E206: what stands for G takes only what is at most of state level as argument 1, but F applies it to an action",
    ],
    [
      "that prime the other argument",
      "VARIABLE x\nF(G(_), y) == G(y)\nH(z) == z'\nA == F(H, x')",
      "E206: what stands for G takes only what is at most of state level as argument 1, but F applies it to an action",
    ],
    [
      "handed on",
      "VARIABLE x\nF(G(_), y) == G(y)\nK(G(_), y) == F(G, y)\nA == K(LAMBDA z : z', x')",
      "E206: what stands for G takes only",
    ],
    [
      "that take operators themselves",
      "F(G(_)) == G(1)\nA == F(F)",
      "E205: expected an operator with 1 parameter, found F",
    ],
    ["as values", "A == LAMBDA x : x", "E205: a LAMBDA stands for an operator"],
  ]);
});

describe("LET", () => {
  refused([
    [
      "asks something of the parameters around it, used or not",
      "VARIABLE x\nA(p) == LET D == p' IN 1\nB == A(x')",
      "Spec.tla:5:8: E206: this argument of A must be at most state level, this is an action",
    ],
  ]);
});

describe("recursion", () => {
  allowed([
    [
      "may raise its parameter through another",
      "VARIABLE x\nRECURSIVE F(_), G(_)\nF(n) == IF n = 0 THEN 0 ELSE G(n - 1)\nG(n) == F(n)\nA == F(x)' = 1",
    ],
    [
      "may take operators",
      "VARIABLE x\nRECURSIVE Fold(_, _)\nFold(Op(_), n) == IF n = 0 THEN 0 ELSE Op(Fold(Op, n - 1))\nA == Fold(LAMBDA y : y + x, x)",
    ],
  ]);
  refused([
    [
      "may not prime a parameter",
      "VARIABLE x\nRECURSIVE F(_)\nF(n) == IF n' = 0 THEN 0 ELSE F(n)",
      "Spec.tla:4:11: E219: a recursive operator may not prime a parameter, as F does with n",
    ],
    [
      "may not prime it through another operator",
      "VARIABLE x\nRECURSIVE F(_), G(_)\nF(n) == G(n)\nG(n) == IF n' = 0 THEN 0 ELSE F(n)",
      "E219: a recursive operator may not prime a parameter, as F does with n",
    ],
    [
      "may not prime a parameter three calls further on",
      "RECURSIVE F(_, _, _, _)\nF(a, b, c, d) == IF a' = 0 THEN 0 ELSE F(b, c, d, 1)",
      "as F does with d",
    ],
    [
      "gives both operators the level of the higher one",
      "VARIABLE x\nRECURSIVE F(_), G(_)\nF(n) == IF n = 0 THEN x ELSE G(n - 1)\nG(n) == F(n)\nA == G(1)''",
      "E206: what ' is applied to must be at most state level",
    ],
    [
      "keeps the number of its parameters",
      "RECURSIVE f(_)\nf[x \\in {1}] == x",
      "E203: RECURSIVE announced f with other parameters",
    ],
  ]);
});

describe("formulas", () => {
  allowed([
    ["an action in IF beside a temporal formula", "VARIABLE x\nA == IF x' = 1 THEN [](x = 1) ELSE TRUE"],
    ["a temporal formula in a record", "VARIABLE x\nA == [f |-> [](x = 1)]"],
    ["a theorem with NEW", "VARIABLE x\nTHEOREM ASSUME NEW STATE P, NEW ACTION Q PROVE Q => P'"],
  ]);
  refused([
    ["a temporal set of names", "VARIABLE x\nA == \\E y \\in [](x = 1) : y", "E206: a set that a name is bound to"],
    [
      "a temporal formula over an action's set",
      "VARIABLE x\nA == \\E y \\in x' : [](x = y)",
      "Spec.tla:4:15: E206: the set that a temporal formula is quantified over must be at most state level",
    ],
    ["@ of an action", "VARIABLE x\nA == [x' EXCEPT ![1] = @']", "E206: what ' is applied to"],
    ["a theorem", "VARIABLE x\nTHEOREM x'' = 1", "E206: what ' is applied to"],
    ["what NEW declares as an action", "THEOREM ASSUME NEW ACTION Q PROVE Q'", "E206: what ' is applied to"],
    [
      "an assumption about an instance whose variable is replaced by a constant",
      `${inner("VARIABLE v\nOne == v = 1")}I == INSTANCE Inner WITH v <- 1\nASSUME I!One`,
      "E207: an assumption must be constant",
    ],
  ]);
});

describe("names that an INSTANCE takes without being told", () => {
  refused([
    [
      "with other parameters",
      "---- MODULE In ----\nCONSTANT C(_)\nD == C(1)\n====\nC(p, q) == p\nINSTANCE In",
      "Spec.tla:8:10: E205: INSTANCE In needs an operator with 1 parameter for its constant C, and C is one with 2 here",
    ],
    [
      "with parameters for a value",
      "---- MODULE In ----\nCONSTANT C\nD == C\n====\nC(p) == p\nI == INSTANCE In",
      "E205: INSTANCE In needs a value for its constant C, and C is one with 1 here",
    ],
    [
      "that take operators",
      "---- MODULE In ----\nCONSTANT C(_)\nD == C(1)\n====\nC(p(_)) == p(1)\nINSTANCE In",
      "and C is one that takes operators here",
    ],
  ]);
});
