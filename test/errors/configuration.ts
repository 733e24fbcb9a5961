/** E3xx and W3xx: configurations. */

import { configured, type Fixture, module } from "./fixture.ts";

const behavior = "INIT Init\nNEXT Next";

export const CONFIGURATION: readonly Fixture[] = [
  {
    code: "E300",
    meaning: "a character or string that cannot be read",
    files: configured(`${behavior}\nCONSTANT C = "abc`, "CONSTANT C"),
    exitCode: 151,
    says: ['Spec.cfg:3:14: error E300: this string is never closed: expected `"` on the same line'],
  },
  {
    code: "E301",
    meaning: "a keyword was expected",
    files: configured(`${behavior}\n= 3`),
    exitCode: 151,
    says: [
      "Spec.cfg:3:1: error E301: expected a keyword such as SPECIFICATION, INVARIANT, PROPERTY or CONSTANT, found `=`",
    ],
  },
  {
    code: "E301",
    meaning: "a keyword that is written wrongly",
    files: configured("SPECIFICATON Spec"),
    exitCode: 151,
    says: ["Spec.cfg:1:1: error E301: expected a keyword, found `SPECIFICATON`; did you mean SPECIFICATION?"],
  },
  {
    code: "E302",
    meaning: "a keyword that may be given once",
    files: configured(`${behavior}\nINIT Init`),
    exitCode: 151,
    says: ["Spec.cfg:3:1: error E302: INIT may be given once"],
  },
  {
    code: "E303",
    meaning: "SPECIFICATION beside INIT or NEXT",
    files: configured("SPECIFICATION Spec\nINIT Init"),
    exitCode: 151,
    says: ["Spec.cfg:2:1: error E303: SPECIFICATION says what INIT and NEXT would say; give either it or these two"],
  },
  {
    code: "E304",
    meaning: "INIT without NEXT, or NEXT without INIT",
    files: configured("INIT Init"),
    exitCode: 151,
    says: ["Spec.cfg:1:6: error E304: INIT needs a NEXT: the configuration says how to begin but not how to go on"],
  },
  {
    code: "E305",
    meaning: "something else was expected after a keyword or in a value",
    files: configured(`${behavior}\nCONSTANT C 3`, "CONSTANT C"),
    exitCode: 151,
    says: ["Spec.cfg:3:12: error E305: expected `=` and a value, or `<-` and an operator, after C, found the number 3"],
  },
  {
    code: "E305",
    meaning: "two names after a keyword that takes one",
    files: configured(`${behavior}\nSYMMETRY One Other`),
    exitCode: 151,
    says: [
      "Spec.cfg:3:14: error E305: SYMMETRY takes one name; define in the module what joins it and Other, and name that",
    ],
  },
  {
    code: "E307",
    meaning: "a value that a configuration cannot hold",
    files: configured(`${behavior}\nCONSTANT C = <<1, 2>>`, "CONSTANT C"),
    exitCode: 151,
    says: [
      "Spec.cfg:3:14: error E307: tuples cannot be written in a value of a configuration; define an operator in the module and write C <- ThatOperator",
    ],
  },
  {
    code: "E308",
    meaning: "a comma between names",
    files: configured(`${behavior}\nINVARIANT A, B`, "A == TRUE", "B == TRUE"),
    exitCode: 151,
    says: ["Spec.cfg:3:12: error E308: names are separated by blanks or new lines in a configuration, not by commas"],
  },
  {
    code: "E309",
    meaning: "a keyword that has no meaning any more",
    files: configured(`${behavior}\nTYPE Init`),
    exitCode: 151,
    says: ["Spec.cfg:3:1: error E309: TYPE has no meaning any more; write INVARIANT or CONSTRAINT"],
  },
  {
    code: "E350",
    meaning: "a name that the module does not define",
    files: configured(`${behavior}\nINVARIANT TypeOk`, "TypeOK == x \\in 0..3"),
    exitCode: 151,
    says: ["Spec.cfg:3:11: error E350: TypeOk is not defined in module Spec; did you mean TypeOK?"],
  },
  {
    code: "E351",
    meaning: "a wrong number of arguments",
    files: configured(`${behavior}\nINVARIANT Below`, "Below(n) == x < n"),
    exitCode: 151,
    says: ["Spec.cfg:3:11: error E351: INVARIANT needs a formula, but Below takes 1 argument"],
  },
  {
    code: "E351",
    meaning: "a constant operator that is given a value",
    files: configured(`${behavior}\nCONSTANT Op = 1`, "CONSTANT Op(_)"),
    exitCode: 151,
    says: [
      "Spec.cfg:3:10: error E351: Op takes 1 argument; give it an operator (Op <- SomeOperator) or a table (Op(a) = value)",
    ],
  },
  {
    code: "E352",
    meaning: "a formula of too high a level",
    files: configured(`${behavior}\nINVARIANT Grows`, "Grows == x' = x + 1"),
    exitCode: 151,
    says: [
      "Spec.cfg:3:11: error E352: INVARIANT needs a state predicate, but Grows is of action level; what all steps must satisfy is a PROPERTY, in a definition such as GrowsAlways == [][Grows]_vars",
    ],
  },
  {
    code: "E352",
    meaning: "a formula of too high a level",
    files: configured("INIT Init\nNEXT Next\nINVARIANT Live\n", "Live == <>(x = 3)"),
    exitCode: 151,
    says: [
      "Spec.cfg:3:11: error E352: INVARIANT needs a state predicate, but Live is of temporal level; list it under PROPERTY",
    ],
  },
  {
    code: "E352",
    meaning: "a constant that is replaced by what depends on the state",
    files: configured(`${behavior}\nCONSTANT C <- Now`, "CONSTANT C\nNow == x"),
    exitCode: 151,
    says: ["Spec.cfg:3:15: error E352: the constant C needs something constant, but Now is of state level"],
  },
  {
    code: "E353",
    meaning: "a constant without a value",
    example: "CONSTANT N",
    files: configured(behavior, "CONSTANT N"),
    exitCode: 151,
    says: ["Spec.cfg:1:1: error E353: the constant N has no value; add to the configuration: CONSTANT N = value"],
  },
  {
    code: "E354",
    meaning: "a replacement of what is neither a constant nor a definition",
    files: configured(`${behavior}\nCONSTANT x = 1`),
    exitCode: 151,
    says: ["Spec.cfg:3:10: error E354: x is a variable; only Init and Next give it values"],
  },
  {
    code: "E355",
    meaning: "a value that does not exist",
    files: configured(`${behavior}\nCONSTANT C = 9007199254740992`, "CONSTANT C"),
    exitCode: 151,
    says: ["Spec.cfg:3:14: error E355: 9007199254740992 is too large: integers up to 2^53 - 1 are supported"],
  },
  {
    code: "E355",
    meaning: "a set of values that cannot be compared",
    files: configured(`${behavior}\nCONSTANT C = {1, "a"}`, "CONSTANT C"),
    exitCode: 151,
    says: ['Spec.cfg:3:14: error E355: cannot compare 1, an integer, with "a", a string'],
  },
  {
    code: "E356",
    meaning: "properties of states without a behavior",
    files: configured("INVARIANT TypeOK", "TypeOK == x \\in 0..3"),
    exitCode: 151,
    says: [
      "Spec.cfg:1:11: error E356: the configuration lists properties but no behavior; add SPECIFICATION, or INIT and NEXT",
    ],
  },
  {
    code: "E356",
    meaning: "nothing to check of a module with variables",
    files: configured("\\* SPECIFICATION Spec", ""),
    exitCode: 151,
    says: [
      "Spec.cfg:1:1: error E356: the configuration names no behavior, and nothing is assumed: add SPECIFICATION, or INIT and NEXT",
    ],
  },
  {
    code: "E357",
    meaning: "a replacement by what is replaced itself",
    files: configured(`${behavior}\nCONSTANTS\n  Low <- Middle\n  Middle <- High`, "Low == 1\nMiddle == 2\nHigh == 3"),
    exitCode: 151,
    says: [
      "Spec.cfg:4:10: error E357: Middle is replaced, too, so Low <- Middle could mean two things; name a definition that is not replaced",
    ],
  },
  {
    code: "E357",
    meaning: "a replacement by itself, and two in a circle",
    files: configured(
      `${behavior}\nCONSTANTS\n  Low <- Low\n  Middle <- High\n  High <- Middle\nINVARIANT Inv`,
      "Low == 1\nMiddle == 2\nHigh == 3\nInv == Low + Middle + High > 0",
    ),
    exitCode: 151,
    says: [
      "Spec.cfg:4:10: error E357: Low is replaced by itself; leave this entry out",
      "Spec.cfg:5:13: error E357: High is replaced, too, so Middle <- High could mean two things; name a definition that is not replaced",
      "Spec.cfg:6:11: error E357: Middle is replaced, too, so High <- Middle could mean two things; name a definition that is not replaced",
    ],
  },
  {
    code: "E358",
    meaning: "a statement that this version does not support",
    files: configured(`${behavior}\n_PERIODIC Spec`),
    exitCode: 151,
    says: ["Spec.cfg:3:11: error E358: _PERIODIC is not supported yet"],
  },
  {
    code: "E364",
    meaning: "ENABLED of what a recursive operator is given, where an instance replaces variables",
    files: configured(
      `${behavior}\nINVARIANT Enabled`,
      "---- MODULE Inner ----",
      "EXTENDS Naturals",
      "VARIABLE u",
      "RECURSIVE Can(_, _)",
      "Can(A, n) == IF n = 0 THEN ENABLED A ELSE Can(A, n - 1)",
      "E == Can(u' = 1, 2)",
      "====",
      "I == INSTANCE Inner WITH u <- x + 1",
      "Enabled == I!E",
    ),
    exitCode: 151,
    says: [
      "Spec.tla:11:5: error E364: A is an action that is given as an argument, under ENABLED, fairness or \\cdot of an instance whose variables are replaced by expressions: not supported here; write the action in its place",
    ],
  },
  {
    code: "E365",
    meaning: "`--constant` with more than one constant and its value",
    example: "everystate check Spec.tla --constant 'N=1 M=2'",
    files: configured(behavior),
    words: "check Spec.tla --constant N=1\tM=2",
    exitCode: 151,
    says: ["--constant:1:1: error E365: expected one constant with its value, found N = 1 M=2"],
  },
  {
    code: "E359",
    meaning: "a SPECIFICATION without initial predicate or next-state relation, or with two",
    files: configured("SPECIFICATION Live", "Live == Init /\\ <>(x = 3)"),
    exitCode: 151,
    says: ["Spec.cfg:1:15: error E359: Live has no conjunct of the form [][Next]_v"],
  },
  {
    code: "W301",
    meaning: "a keyword that names nothing",
    files: configured(`${behavior}\nINVARIANT`),
    exitCode: 0,
    says: ["Spec.cfg:3:1: warning W301: INVARIANT names nothing"],
  },
  {
    code: "W302",
    meaning: "a name that looks like a misspelt keyword",
    files: configured(`${behavior}\nINVARIANT TypeOK\nPROPERTIE`, "TypeOK == x \\in 0..3", "PROPERTIE == x < 9"),
    exitCode: 0,
    says: [
      "Spec.cfg:4:1: warning W302: PROPERTIE looks like the keyword PROPERTIES, but is read as a name after INVARIANT",
    ],
  },
  {
    code: "W352",
    meaning: "a constant that is given two values",
    files: configured(`${behavior}\nCONSTANT C = 1\nCONSTANT C = 2`, "CONSTANT C\nASSUME C = 2"),
    exitCode: 0,
    others: true,
    says: ["Spec.cfg:4:10: warning W352: C is given different values; the last one counts"],
  },
  {
    code: "W351",
    meaning: "a value for a constant that the module does not have",
    files: configured(`${behavior}\nCONSTANT N = 3`),
    exitCode: 0,
    says: ["Spec.cfg:3:10: warning W351: module Spec has no constant or definition named N; the value is not used"],
  },
  {
    code: "W609",
    meaning: "a state predicate listed under PROPERTY",
    files: configured("SPECIFICATION Spec\nPROPERTY Small", "Small == x < 3"),
    exitCode: 0,
    says: [
      "Spec.cfg:2:10: warning W609: Small is a state predicate, and as a PROPERTY it is asked of initial states only; list it under INVARIANT, or write []Small",
    ],
  },
  {
    code: "W610",
    meaning: "an invariant, or a conjunct of one, that depends on no variable",
    files: configured(
      `${behavior}\nCONSTANT N = 4\nINVARIANT TypeOK`,
      "CONSTANT N",
      "TypeOK ==",
      "  /\\ N \\in Int",
      "  /\\ x < N",
    ),
    exitCode: 0,
    says: [
      "Spec.tla:9:6: warning W610: this conjunct of the invariant TypeOK depends on no variable: it is the same in every state; what constants must satisfy is said by ASSUME",
    ],
  },
  {
    code: "W610",
    meaning: "an invariant that depends on no variable",
    files: configured(`${behavior}\nINVARIANT Inv`, "Bound == 4", "Inv == Bound > 3"),
    exitCode: 0,
    says: [
      "Spec.cfg:3:11: warning W610: the invariant Inv depends on no variable: it is the same in every state; what constants must satisfy is said by ASSUME",
    ],
  },
  {
    code: "W610",
    meaning: "an operand of `/\\` that depends on no variable",
    files: configured(`${behavior}\nINVARIANT Inv`, "Bound == 4", "Small == x < 4 /\\ Bound > 3", "Inv == Small"),
    exitCode: 0,
    says: [
      "Spec.tla:8:19: warning W610: this conjunct of the invariant Inv depends on no variable: it is the same in every state; what constants must satisfy is said by ASSUME",
    ],
  },
  {
    code: "W611",
    meaning: "a subscript of `[][Next]_v` that lacks a variable",
    files: module(
      "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = 1 - x /\\ y' = y\nSpec == Init /\\ [][Next]_x",
      "Integers",
      "SPECIFICATION Spec",
    ),
    exitCode: 0,
    says: [
      "Spec.tla:6:26: warning W611: this subscript of the SPECIFICATION lacks y: a step that changes only y would be allowed whatever it does, but only steps of Next are searched",
    ],
  },
  {
    code: "W611",
    meaning: "a subscript of a property that has none of the variables whose change it restricts",
    files: module(
      "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = 1 - x /\\ y' = y\nKept == [][y' = y]_x",
      "Integers",
      "INIT Init\nNEXT Next\nPROPERTY Kept",
    ),
    exitCode: 0,
    says: ["Spec.tla:6:20: warning W611: this subscript lacks y: steps that change nothing else are not asked"],
  },
  {
    code: "W612",
    meaning: "a property says that something happens, and there is no fairness",
    files: configured("SPECIFICATION Spec\nPROPERTY Live", "Live == <>(x = 3)"),
    exitCode: 13,
    says: [
      "Spec.cfg:2:10: warning W612: Live says that something happens, but without fairness every behavior may stop anywhere; add WF_x(Next), or another fairness, to a SPECIFICATION",
    ],
  },
  {
    code: "W613",
    meaning: "a constant on which nothing depends that is asked",
    files: configured(`${behavior}\nCONSTANT N = 3`, "CONSTANT N", "Small == x <= N"),
    exitCode: 0,
    says: [
      "Spec.cfg:3:10: warning W613: no action and no property that is listed depends on N: another value would change nothing",
    ],
  },
  {
    code: "W614",
    meaning: "a comparison with a string that nothing makes: spelled like a model value, or in a property",
    files: module(
      'CONSTANT Modes\nVARIABLE mode\nInit == mode \\in Modes\nNext == mode\' \\in Modes\nInv == mode = "off" => FALSE',
      "Integers",
      `${behavior}\nCONSTANT Modes = {on, off}\nINVARIANT Inv`,
    ),
    exitCode: 0,
    others: true,
    says: [
      'Spec.tla:7:15: warning W614: the string "off" is not the model value off of the configuration, and nothing here makes such a string: the two are never equal',
    ],
  },
  {
    code: "W615",
    meaning: "a comment `lanes:` that names no variable",
    files: configured(behavior, "\\* lanes: x, y"),
    exitCode: 0,
    says: ['Spec.tla:7:14: warning W615: the comment "lanes:" names y, which is no variable; variables are x'],
  },
];
