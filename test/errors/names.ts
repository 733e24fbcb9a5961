/** E2xx and W2xx: names, arities, instances and levels. */

import { type Fixture, module } from "./fixture.ts";

const inner = "---- MODULE Inner ----\nCONSTANT C\nVARIABLE v\nOp == v = C\n====";

export const NAMES: readonly Fixture[] = [
  {
    code: "E200",
    meaning: "a module that is not found",
    files: module("A == 1", "Naturalz"),
    exitCode: 150,
    says: [
      "Spec.tla:2:9: error E200: module Naturalz was not found: no Naturalz.tla, and no module of that name is shipped; did you mean Naturals?",
    ],
  },
  {
    code: "E200",
    meaning: "a module in the folder above, without whose names nothing more is said",
    files: {
      "models/Spec.tla": "---- MODULE Spec ----\nEXTENDS Base\nA == x + 1\nB == INSTANCE Inner WITH v <- x\n====",
      "models/Spec.cfg": "",
      "Base.tla": "---- MODULE Base ----\nEXTENDS Naturals\nVARIABLE x\n====",
      "models/Inner.tla": inner,
    },
    words: "check models/Spec.tla",
    exitCode: 150,
    says: [
      "models/Spec.tla:2:9: error E200: module Base was not found: no models/Base.tla, and no module of that name is shipped; Base.tla is found with --library .",
    ],
  },
  {
    code: "E200",
    meaning: "a module whose file is named with other capitals",
    files: { ...module("A == 1", "Other"), "other.tla": "---- MODULE other ----\n====\n" },
    exitCode: 150,
    says: [
      "Spec.tla:2:9: error E200: module Other was not found: no Other.tla, and no module of that name is shipped; other.tla is there, but capitals count",
    ],
  },
  {
    code: "E201",
    meaning: "a name that is not known, or not yet",
    files: module("A == Count + 1\nCounter == 3"),
    exitCode: 150,
    says: [
      "Spec.tla:3:6: error E201: Count is not known here; declare or define it above this place, or extend the module that defines it",
    ],
  },
  {
    code: "E201",
    meaning: "used before it is defined",
    files: module("A == Later\nLater == 1"),
    exitCode: 150,
    says: [
      "Spec.tla:3:6: error E201: Later is not known here: it is defined below, at line 4; move its definition above this place",
    ],
  },
  {
    code: "E201",
    meaning: "an operator whose module is not extended",
    files: module("A == Len(<<1>>)", "Naturals"),
    exitCode: 150,
    says: ["Spec.tla:3:6: error E201: Len is not known here; it is defined in module Sequences: add EXTENDS Sequences"],
  },
  {
    code: "E201",
    meaning: "a definition that uses itself",
    files: module("F(n) == IF n = 0 THEN 1 ELSE F(n - 1)\nVARIABLE x\nInit == x = F(2)\nNext == UNCHANGED x"),
    exitCode: 150,
    says: [
      "Spec.tla:3:30: error E201: F is not known here: a definition that uses itself needs `RECURSIVE F(_)` before it",
    ],
  },
  {
    code: "E201",
    meaning: "arithmetic without its module",
    files: module("VARIABLE x\nInit == x = 0\nNext == x' = x + 1", "TLC"),
    exitCode: 150,
    says: [
      "Spec.tla:5:16: error E201: + is not known here; it is defined by Naturals, Integers, Reals: add one of them to EXTENDS",
    ],
  },
  {
    code: "E201",
    meaning: "an assignment",
    files: module("VARIABLE x\nInit == x = 0\nNext == x' := 1"),
    exitCode: 150,
    says: [
      "Spec.tla:5:12: error E201: := is not known here; TLA+ has no assignments: what a variable is next is said by `x' = e`",
    ],
  },
  {
    code: "E202",
    meaning: "a name that is defined or declared twice",
    files: module("A == 1\nA == 2"),
    exitCode: 150,
    says: ["Spec.tla:4:1: error E202: the name A is already defined or declared; choose another name"],
  },
  {
    code: "E203",
    meaning: "a wrong number of arguments",
    files: module("Op(a, b) == a\nA == Op(1)"),
    exitCode: 150,
    says: ["Spec.tla:4:6: error E203: Op takes 2 arguments, found 1"],
  },
  {
    code: "E204",
    meaning: "an instance used as an operator",
    files: module(`${inner}\nVARIABLE x\nI == INSTANCE Inner WITH C <- 1, v <- x\nA == I`),
    exitCode: 150,
    says: ["Spec.tla:10:6: error E204: I is an instance of a module; write I!Name for one of its operators"],
  },
  {
    code: "E205",
    meaning: "an argument that must be an operator and is none, or one of another arity",
    files: module("Twice(F(_), a) == F(F(a))\nA == Twice(3, 4)"),
    exitCode: 150,
    says: [
      "Spec.tla:4:12: error E205: expected an operator with 1 parameter here (a name or a LAMBDA), found an expression",
    ],
  },
  {
    code: "E206",
    meaning: "an operand of too high a level",
    files: module("VARIABLE x\nA == x'' = 1"),
    exitCode: 150,
    says: ["Spec.tla:4:6: error E206: what ' is applied to must be at most state level, this is an action"],
  },
  {
    code: "E207",
    meaning: "an assumption that is not constant",
    files: module("VARIABLE x\nASSUME x = 1"),
    exitCode: 150,
    says: ["Spec.tla:4:8: error E207: an assumption must be constant, this is a state expression"],
  },
  {
    code: "E208",
    meaning: "an action beside a temporal formula",
    files: module("VARIABLE x\nA == x' = x /\\ []TRUE"),
    exitCode: 150,
    says: [
      "Spec.tla:4:6: error E208: an action cannot stand beside a temporal formula; write [][A]_v, or use a state predicate",
    ],
  },
  {
    code: "E209",
    meaning: "a temporal operator applied to an action",
    files: module("VARIABLE x\nA == [](x' = x)"),
    exitCode: 150,
    says: ["Spec.tla:4:9: error E209: [] of an action must have the form [][A]_v, which allows stuttering steps"],
  },
  {
    code: "E210",
    meaning: "modules that need each other in a circle",
    files: { ...module("A == 1", "Other"), "Other.tla": "---- MODULE Other ----\nEXTENDS Spec\n====\n" },
    exitCode: 150,
    says: ["Other.tla:2:9: error E210: modules may not need each other in a circle: Spec -> Other -> Spec"],
  },
  {
    code: "E211",
    meaning: "an instance without a value for a constant or variable",
    files: module(`${inner}\nI == INSTANCE Inner WITH C <- 1`),
    exitCode: 150,
    says: ["Spec.tla:8:15: error E211: INSTANCE Inner needs a value for its variable v: add WITH v <- …"],
  },
  {
    code: "E212",
    meaning: "a substitution for what the module does not declare",
    files: module(`${inner}\nVARIABLE v\nI == INSTANCE Inner WITH C <- 1, D <- 2`),
    exitCode: 150,
    says: ["Spec.tla:9:34: error E212: module Inner declares no constant or variable D to substitute"],
  },
  {
    code: "E213",
    meaning: "two substitutions for one name",
    files: module(`${inner}\nVARIABLE v\nI == INSTANCE Inner WITH C <- 1, C <- 2`),
    exitCode: 150,
    says: ["Spec.tla:9:34: error E213: C is substituted twice"],
  },
  {
    code: "E214",
    meaning: "a substitution of too high a level",
    files: module(`${inner}\nVARIABLE v\nI == INSTANCE Inner WITH C <- v`),
    exitCode: 150,
    says: [
      "Spec.tla:9:31: error E214: the constant C of Inner can be replaced only by something of constant level; this is a state expression",
    ],
  },
  {
    code: "E215",
    meaning: "RECURSIVE announces what is never defined",
    files: module("RECURSIVE Op(_)\nA == 1"),
    exitCode: 150,
    says: ["Spec.tla:3:11: error E215: Op is declared RECURSIVE but never defined here"],
  },
  {
    code: "E216",
    meaning: "a module whose name is not that of its file",
    files: { "Spec.tla": "---- MODULE Sepc ----\n====\n", "Spec.cfg": "INIT A" },
    exitCode: 150,
    says: ["Spec.tla:1:13: error E216: the file is named Spec.tla, so its module must be Spec, not Sepc"],
  },
  {
    code: "E216",
    meaning: "the same for a module that is extended",
    files: { ...module("A == 1", "Other"), "Other.tla": "---- MODULE Another ----\n====\n" },
    exitCode: 150,
    says: ["Spec.tla:2:9: error E216: Other.tla holds no module named Other, only Another"],
  },
  {
    code: "E217",
    meaning: "a part of a definition that is not there",
    files: module("Op == 1 + 2\nA == Op!3"),
    exitCode: 150,
    says: ["Spec.tla:4:9: error E217: Op has 2 parts, there is no number 3"],
  },
  {
    code: "E218",
    meaning: "`@` outside of EXCEPT",
    files: module("A == @ + 1"),
    exitCode: 150,
    says: ["Spec.tla:3:6: error E218: @ has a meaning only in EXCEPT, after the ="],
  },
  {
    code: "E219",
    meaning: "a recursive operator that primes a parameter",
    files: module("VARIABLE x\nRECURSIVE F(_)\nF(n) == IF n' = 0 THEN 0 ELSE F(n)"),
    exitCode: 150,
    says: ["Spec.tla:4:11: error E219: a recursive operator may not prime a parameter, as F does with n"],
  },
  {
    code: "E220",
    meaning: "an operator for an instance's constant that looks at steps or behaviors",
    files: module(
      "---- MODULE Inner ----\nCONSTANT F(_)\nA == F(1)\n====\nOp(x) == ENABLED x\nI == INSTANCE Inner WITH F <- Op",
    ),
    exitCode: 150,
    says: [
      "Spec.tla:8:1: error E220: what replaces the operator F of Inner may not look at steps or behaviors in its arguments: with equal arguments it must have equal values",
    ],
  },
  {
    code: "E221",
    meaning: "a label without the names bound around it as its parameters, given twice, or where none may stand",
    files: module("Op(S) == \\A x \\in S : lab :: x = 1"),
    exitCode: 150,
    says: ["Spec.tla:3:23: error E221: the label lab needs x as parameters: all names that are bound around it"],
  },
  {
    code: "E221",
    meaning: "a label that nothing could name",
    files: module("ASSUME lab :: TRUE"),
    exitCode: 150,
    says: ["Spec.tla:3:8: error E221: a label must stand in a definition or in a theorem or assumption with a name"],
  },
  {
    code: "E222",
    meaning: "an INSTANCE, an assumption or a theorem between RECURSIVE and what it announces",
    files: module("RECURSIVE Op(_)\nASSUME 1 = 1\nOp(n) == IF n = 0 THEN 0 ELSE Op(n - 1)"),
    exitCode: 150,
    says: ["Spec.tla:4:1: error E222: an assumption may not stand between RECURSIVE Op and the definition of Op"],
  },
  {
    code: "E203",
    meaning: "a function applied to another number of arguments than it was defined with",
    files: module("f[a, b \\in 1..2] == a + b\nA == f[1, 2, 3]"),
    exitCode: 150,
    says: ["Spec.tla:4:6: error E203: the function f takes 2 arguments, found 3"],
  },
  {
    code: "W201",
    meaning: "two extended modules define a name differently",
    files: {
      ...module("VARIABLE x\nInit == x = A\nNext == UNCHANGED x", "One, Two"),
      "One.tla": "---- MODULE One ----\nA == 1\n====\n",
      "Two.tla": "---- MODULE Two ----\nA == 2\n====\n",
    },
    exitCode: 0,
    says: ["Spec.tla:2:14: warning W201: two extended modules define A differently; the first definition is used"],
  },
  {
    code: "W202",
    meaning: "an INSTANCE defines a name again",
    files: {
      ...module("A == 1\nINSTANCE One\nVARIABLE x\nInit == x = A\nNext == UNCHANGED x"),
      "One.tla": "---- MODULE One ----\nA == 1\n====\n",
    },
    exitCode: 0,
    says: [
      "Spec.tla:4:1: warning W202: this INSTANCE defines A again, with the same text; the first definition is used",
    ],
  },
  {
    code: "W205",
    meaning: "a constant or variable that is declared twice",
    files: {
      ...module("VARIABLE x\nInit == x = A\nNext == UNCHANGED x", "One"),
      "One.tla": "---- MODULE One ----\nVARIABLE x\nA == 1\n====\n",
    },
    exitCode: 0,
    says: ["Spec.tla:3:10: warning W205: the variable x is declared twice; the first declaration is used"],
  },
  {
    code: "W206",
    meaning: "a PlusCal algorithm that was not translated",
    files: module("(* --algorithm spin\nvariables lock = 0; begin skip; end algorithm; *)\nFree == lock = 0"),
    example: "(* --algorithm spin",
    exitCode: 150,
    says: [
      "Spec.tla:5:9: error E201: lock is not known here; declare or define it above this place, or extend the module that defines it",
      "Spec.tla:3:4: warning W206: the PlusCal algorithm in module Spec has no translation, and only that is read: translate it first, with pcal.trans or in an editor",
    ],
  },
  {
    code: "W204",
    meaning: "a field with the name of a definition",
    files: module('name == "n"\nVARIABLE x\nInit == x = [name |-> 1]\nNext == UNCHANGED x'),
    exitCode: 0,
    says: ['Spec.tla:5:14: warning W204: this field is called "name", whatever the value of the definition name is'],
  },
  {
    code: "W203",
    meaning: "a translation of PlusCal that was changed by hand",
    files: module(
      [
        '\\* BEGIN TRANSLATION (chksum(pcal) = "1" /\\ chksum(tla) = "1")',
        "VARIABLE x\nInit == x = 0\nNext == UNCHANGED x",
        "\\* END TRANSLATION",
      ].join("\n"),
    ),
    exitCode: 0,
    says: [
      "Spec.tla:3:1: warning W203: this translation was changed after it was made: its checksum differs; translate the PlusCal algorithm again, or remove the checksums",
    ],
  },
];
