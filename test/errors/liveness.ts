/** E36x, E472, W606 and W607: what of behaviors and possibilities cannot be decided. */

import { configured, type Files, type Fixture, module } from "./fixture.ts";

const LIVE = "SPECIFICATION Spec\nPROPERTY Live\n";

/** A module that counts to 3 and knows what is possible. */
function possible(cfg: string, ...body: string[]): Files {
  const counter = ["VARIABLE x", "Init == x = 0", "Next == x' = (x + 1) % 4", "Spec == Init /\\ [][Next]_x"];
  return module([...counter, ...body].join("\n"), "Integers, Possibility", cfg);
}

export const LIVENESS: readonly Fixture[] = [
  {
    code: "E360",
    meaning: "a temporal formula that cannot be decided",
    files: configured(LIVE, "Live == \\A i \\in {x} : <>(x = i)"),
    exitCode: 30,
    says: [
      "Spec.tla:7:18: error E360: Live is not checked: the set of this \\A may not depend on the state in a temporal formula",
    ],
  },
  {
    code: "E360",
    meaning: "a temporal formula that cannot be decided",
    files: configured(LIVE, "Live == \\EE y : [](y = x)"),
    exitCode: 30,
    says: ["Spec.tla:7:9: error E360: Live is not checked: \\EE hides a variable, which no checker here can decide"],
  },
  {
    code: "E361",
    meaning: "an action in a temporal formula where it may not stand",
    files: configured(LIVE, "Live == <>((x = 1) /\\ [][x' > 0]_x)"),
    exitCode: 30,
    says: [
      "Spec.tla:7:25: error E361: Live is not checked: an action may stand only in [][A]_v, <><<A>>_v, []<><<A>>_v, <>[][A]_v, WF and SF, not deeper: [x' > 0]_x",
    ],
  },
  {
    code: "E362",
    meaning: "a possibility where it may not stand",
    files: possible("SPECIFICATION Spec\nINVARIANT Can\n", "Can == {Possible(x = 3)} = {TRUE}"),
    exitCode: 30,
    says: [
      "Spec.tla:7:8: error E362: Can is not checked: Possible may stand only under Boolean operators and bounded quantifiers",
    ],
  },
  {
    code: "E363",
    meaning: "a temporal formula whose definitions have no end",
    files: configured(LIVE, "RECURSIVE Again(_)", "Again(n) == <>(x = n) /\\ Again(n)", "Live == Again(1)"),
    exitCode: 30,
    says: [
      "Spec.tla:8:26: error E363: Live is not checked: the definitions of this formula call each other without end",
    ],
  },
  {
    code: "E472",
    meaning: "a possibility outside of properties",
    files: possible("INIT Init\nNEXT Next\nCONSTRAINT Can\n", "Can == Possible(x = 3)"),
    exitCode: 75,
    says: [
      "Spec.tla:7:8: error E472: Possible has a meaning only in an INVARIANT, PROPERTY or _POSSIBLE, under Boolean operators and quantifiers",
    ],
  },
  {
    code: "W606",
    meaning: "a property that a constraint or a view keeps from being decided",
    example: "CONSTRAINT Small",
    files: possible(
      "SPECIFICATION Spec\nCONSTRAINT Small\nINVARIANT Can\n",
      "Can == Possible(x = 3)",
      "Small == x < 2",
    ),
    exitCode: 30,
    says: ["warning W606: Can is not decided: what a constraint (or a view) cut off may be what makes it possible"],
  },
  {
    code: "W607",
    meaning: "a SYMMETRY that is not used",
    example: "SYMMETRY Swap",
    files: module(
      "CONSTANTS a, b\nVARIABLE x\nInit == x = {}\nNext == x' \\in SUBSET {a, b}\nSpec == Init /\\ [][Next]_x\nSwap == Permutations({a, b})\nLive == <>(x = {})",
      "TLC",
      "SPECIFICATION Spec\nCONSTANTS a = a b = b\nSYMMETRY Swap\nPROPERTY Live\n",
    ),
    exitCode: 0,
    says: [
      "Spec.cfg:3:10: note W607: SYMMETRY is not used, because Live speaks of behaviors; without such properties it would be",
    ],
  },
];
