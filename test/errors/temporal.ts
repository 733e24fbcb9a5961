/** Temporal properties and possibilities that cannot be decided. */

import { configured, type Files, type Fixture, value } from "./fixture.ts";

const cfg = "SPECIFICATION Spec\nPROPERTY P\n";

/** A counter with the property P; Possible is known by the name M. */
const property = (formula: string, ...body: string[]): Files =>
  configured(cfg, "M == INSTANCE Possibility", ...body, `P == ${formula}`);

export const TEMPORAL: readonly Fixture[] = [
  {
    code: "E360",
    meaning: "a temporal operator that no explicit-state checker decides",
    files: property("\\EE y : [](y = x)"),
    exitCode: 30,
    says: ["Spec.tla:8:6: error E360: P is not checked: \\EE hides a variable, which no checker here can decide"],
  },
  {
    code: "E360",
    meaning: "-+->",
    files: property("[](x < 9) -+-> <>(x = 3)"),
    exitCode: 30,
    says: ["Spec.tla:8:6: error E360: P is not checked: -+-> cannot be decided; write the implication it stands for"],
  },
  {
    code: "E360",
    meaning: "a quantifier without a set",
    files: property("\\A y : <>(x = y)"),
    exitCode: 30,
    others: true,
    says: ["Spec.tla:8:6: error E360: P is not checked: this \\A has no set to range over"],
  },
  {
    code: "E360",
    meaning: "a quantifier over too many values",
    files: property("\\A y \\in 1..3000000 : <>(x = y)"),
    exitCode: 30,
    others: true,
    says: [
      "Spec.tla:8:6: error E360: P is not checked: this \\A ranges over too many values, each of which makes a formula of its own; give the constants smaller values",
    ],
  },
  {
    code: "E360",
    meaning: "a quantifier over what changes",
    files: property("\\A y \\in 0..x : <>(x = y)"),
    exitCode: 30,
    others: true,
    says: [
      "Spec.tla:8:15: error E360: P is not checked: the set of this \\A may not depend on the state in a temporal formula",
    ],
  },
  {
    code: "E361",
    meaning: "an action where a temporal formula may have none",
    files: property("[](x = 1 => [][x' = 2]_x)"),
    exitCode: 30,
    says: [
      "Spec.tla:8:20: error E361: P is not checked: an action may stand only in [][A]_v, <><<A>>_v, []<><<A>>_v, <>[][A]_v, WF and SF, not deeper: [x' = 2]_x",
    ],
  },
  {
    code: "E362",
    meaning: "Possible where it cannot be decided",
    files: property("<>(M!Possible(x = 3) \\in {TRUE})"),
    exitCode: 30,
    others: true,
    says: ["Spec.tla:8:9: error E362: P is not checked: Possible may not stand under \\in"],
  },
  {
    code: "E363",
    meaning: "definitions of a temporal formula that call each other without end",
    files: property("Endless(0)", "RECURSIVE Endless(_)", "Endless(n) == <>(x = n) /\\ Endless(n + 1)"),
    exitCode: 30,
    others: true,
    says: ["Spec.tla:9:28: error E363: P is not checked: the definitions of this formula call each other without end"],
  },
  {
    code: "E472",
    meaning: "Possible where it has no meaning",
    files: value("Possible(TRUE)", "", "Possibility"),
    exitCode: 75,
    says: [
      "Spec.tla:5:14: error E472: Possible has a meaning only in an INVARIANT, PROPERTY or _POSSIBLE, under Boolean operators and quantifiers",
    ],
  },
  {
    code: "W606",
    meaning: "a property of behaviors, or of what is possible, that is not decided",
    example: "P == M!Possible(x = 3), with CONSTRAINT Small",
    files: configured(
      `${cfg}CONSTRAINT Small`,
      "M == INSTANCE Possibility",
      "P == M!Possible(x = 3)",
      "Small == x < 2",
    ),
    exitCode: 30,
    says: ["warning W606: P is not decided: what a constraint (or a view) cut off may be what makes it possible"],
  },
  {
    code: "W608",
    meaning: "a loop that is one only in what VIEW shows",
    example: "VIEW x, while n grows for ever",
    files: {
      "Spec.tla": `---- MODULE Spec ----
EXTENDS Naturals
VARIABLES x, n
Init == x = 0 /\\ n = 0
Next == x' = 1 - x /\\ n' = n + 1
View == x
Live == <>(x = 2)
Spec == Init /\\ [][Next]_<<x, n>> /\\ WF_<<x, n>>(Next)
====`,
      "Spec.cfg": "SPECIFICATION Spec\nVIEW View\nPROPERTY Live",
    },
    exitCode: 13,
    says: ["warning W608: the loop that violates Live closes in what the view shows; no real state was seen to return"],
  },
  {
    code: "W607",
    meaning: "SYMMETRY is not used, because a property speaks of behaviors",
    files: configured(
      `${cfg}CONSTANT C = {c, d}\nSYMMETRY Sym`,
      "CONSTANT C",
      "T == INSTANCE TLC",
      "Sym == T!Permutations(C)",
      "P == <>(x = 0)",
    ),
    exitCode: 0,
    others: true,
    says: [
      "Spec.cfg:4:10: note W607: SYMMETRY is not used, because P speaks of behaviors; without such properties it would be",
    ],
  },
  {
    code: "W607",
    meaning: "SYMMETRY is switched off",
    files: configured(
      `INIT Init\nNEXT Next\nCONSTANT C = {c, d}\nSYMMETRY Sym`,
      "CONSTANT C",
      "T == INSTANCE TLC",
      "Sym == T!Permutations(C)",
    ),
    words: "check Spec.tla --symmetry off",
    exitCode: 0,
    others: true,
    says: ["Spec.cfg:4:10: note W607: SYMMETRY is not used, because it is switched off"],
  },
  {
    code: "W624",
    meaning: "`--symmetry auto` takes a set of model values as symmetric",
    example: "C = {c, d}, with --symmetry auto",
    files: configured("INIT Init\nNEXT Next\nCONSTANT C = {c, d}\nINVARIANT P\n", "CONSTANT C", "P == x \\notin C"),
    words: "check Spec.tla --symmetry auto",
    exitCode: 0,
    says: ["note W624: symmetry: C, 2 values, 2 permutations: nothing that is checked tells them apart"],
  },
  {
    code: "W625",
    meaning: "`--symmetry auto` does not, and why",
    example: "CHOOSE c \\in C : TRUE",
    files: configured(
      "INIT Init\nNEXT Next\nCONSTANT C = {c, d}\nINVARIANT P\n",
      "CONSTANT C",
      "P == x # CHOOSE c \\in C : x < 9",
    ),
    words: "check Spec.tla --symmetry auto",
    exitCode: 0,
    says: ["Spec.tla:8:10: note W625: no symmetry of C: this CHOOSE may prefer one of them"],
  },
];
