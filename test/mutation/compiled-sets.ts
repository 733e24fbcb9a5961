/** Slips in what generated code makes of sets: who is in one, what is compared, what is gone through. */

import { type Mutation, slips } from "./mutation.ts";

const RANDOM = "test/oracle/engine.long.test.ts";
const SPECS = "test/models/tla/compile/specs.long.test.ts";
const RULES = "test/models/tla/compile/rules.test.ts";

export const compiledSetMutations: readonly Mutation[] = [
  ...slips("src/models/tla/compile/membership.ts", SPECS, [
    [
      "what is asked of several sets fails where an interned value is none",
      'return isSet.kind === "constant" ? checks : [...checks, isSet.js];',
      "return checks;",
      "records of which one field is to be in what is no set, and another decides",
    ],
  ]),
  ...slips("src/models/tla/compile/membership.ts", RULES, [
    [
      "all fields of a set of records are evaluated, whichever decides",
      "const checks = checksOfSets(c, sets, context);",
      "const checks: readonly Js[] | null = [];",
      "of which another field cannot be evaluated",
    ],
  ]),
  ...slips("src/models/tla/compile/set.ts", RULES, [
    [
      "an operand that is no set fails, whatever the operator",
      "if (known.some(isNoSet)) return FAILURE;",
      "",
      "a difference from what is no set",
    ],
  ]),
  ...slips("src/models/tla/compile/binder.ts", SPECS, [
    [
      "what is gone through is a set, also behind one without elements",
      "const set = isNoSet(opened) ? FAILURE : opened;",
      "const set = opened;",
      "what is no set behind a set without elements, in a condition",
    ],
  ]),
  ...slips("src/models/tla/compile/set.ts", SPECS, [
    [
      "no number of a state is a set",
      'new Set(["failure", "integer", "boolean", "function"] as const)',
      'new Set(["failure", "boolean", "function"] as const)',
      "and a number of the state",
    ],
  ]),
  ...slips("src/models/tla/compile/action.ts", SPECS, [
    [
      "nor is one gone through in a step",
      'if (list.every(({ set }) => set.kind !== "failure")) return list;',
      "if (list.length > 0) return list;",
      "and in a step",
    ],
  ]),
  ...slips("src/models/tla/compile/bits.ts", SPECS, [
    [
      "what is one of several kinds of elements is not found by its place alone",
      'if (!comparable(s.universe.values)) throw new Unsupported("elements that cannot be compared");',
      "",
      "an element among possible ones of another kind",
    ],
  ]),
  ...slips("src/models/tla/compile/relation.ts", SPECS, [
    [
      "a number is evaluated, whatever it is compared with",
      "asTruth(after(c, evaluation(a), asTruthOf(0, b.value)))",
      "asTruthOf(0, b.value)",
      "a number that cannot be evaluated, compared with a model value",
    ],
    [
      "a condition is evaluated, whatever it is compared with",
      "asTruth(after(c, evaluation(a), asTruthOf(true, b.value)))",
      "asTruthOf(true, b.value)",
      "a condition that cannot be evaluated, compared with a model value",
    ],
  ]),
  ...slips("src/models/tla/compile/membership.ts", RULES, [
    [
      "all numbers of a range are in an interval that holds both ends",
      "e.low >= low && e.high <= high && safe",
      "e.low >= low && safe",
      "an interval that holds some of a range",
    ],
    ["negative numbers are not natural", "e.low >= 0 && safe ? TRUE", "safe ? TRUE", "natural numbers"],
    [
      "an element of a filtered set is in the set that is filtered",
      "and(inside, c.truth(",
      "and(TRUE, c.truth(",
      "a set that is filtered by its text",
    ],
  ]),
  ...slips("src/models/tla/compile/set.ts", RULES, [
    [
      "an intersection keeps what a difference drops",
      "const kept = keep ? mask.literal : ~mask.literal;",
      "const kept = keep ? ~mask.literal : mask.literal;",
      "an intersection with some elements",
    ],
    [
      "a union with nothing is what it was",
      "return b.literal === 0 ? a :",
      "return b.literal === 0 ? b :",
      "a union with few of many elements",
    ],
    [
      "a set is within others if what they lack is absent",
      "if (!isMember(value, set)) outside",
      "if (isMember(value, set)) outside",
      "a set within known elements",
    ],
    [
      "a set is within another one if nothing of it is missing there",
      "js`((${word} & ~${other[i] as Js}) === 0)`",
      "js`((${word} & ${other[i] as Js}) === 0)`",
      "a set within another one",
    ],
  ]),
  ...slips("src/models/tla/compile/bits.ts", RULES, [
    [
      "an element of no universe is in no set",
      "return boolean(js`(${first} >= 0 && ${inside})`);",
      "return boolean(js`(${inside})`);",
      "an element that is none of the universe of a full set",
    ],
    [
      "an element is in the word of its index",
      "js`(${name} < ${32 * (others.length - k)} ? ${w} : ${rest})`",
      "js`(${name} < ${32 * (others.length - k)} ? ${rest} : ${w})`",
      "an element of a set of two words",
    ],
    [
      "elements go to their places in another universe",
      "shift > 0 ? js`(${masked} << ${shift})`",
      "shift > 0 ? js`(${masked} << ${shift + 1})`",
      "elements of a universe in another order",
    ],
  ]),
  ...slips("src/models/tla/compile/bits.ts", RANDOM, [
    [
      "an element in a set of none is not lost",
      "refuseNone(universe);\n        addBit",
      "addBit",
      "are widened for the first element of a set",
    ],
  ]),
  ...slips("src/models/tla/compile/binder.ts", RULES, [
    [
      "what a filter may keep is possible",
      "possible[i >> 5] = (possible[i >> 5] as number) | bit;",
      "",
      "a quantifier over a filtered set",
    ],
    [
      "a filter keeps elements whose test is true",
      "${condition(answer)} ? ${bit} : 0)`",
      "${condition(answer)} ? 0 : ${bit})`",
      "a filter by what varies",
    ],
    [
      "tests that are known are one mask",
      "if (test.value === exists) masks",
      "if (test.value !== exists) masks",
      "a quantifier whose test is known for each element",
    ],
    [
      "tests that may fail decide in the order of the elements",
      'if (set.kind === "collection" && parts.length > 1 && parts.some(mayFail)) return ofAll(c, parts, exists);',
      "",
      "a test that fails for the least element of a set",
    ],
    [
      "a member that is not there passes every test",
      "or(not(when), test)",
      "or(when, test)",
      "a quantifier over members under conditions",
    ],
  ]),
  ...slips("src/models/tla/compile/relation.ts", RULES, [
    [
      "each part of a subscript is evaluated, whichever changes",
      "  const after = c.priming(() => c.evaluate(expression, context));\n",
      `  if (expression.kind === "tuple")
    return expression.elements.reduceRight<Truth>((rest, e) => and(unchangedTruth(c, e, context), rest), TRUE);
  const after = c.priming(() => c.evaluate(expression, context));\n`,
      "changes one part of a subscript",
    ],
    [
      "a branch that is not taken does not fail",
      "js`(${test.js} ? ${BAIL} : ${code})`",
      "js`(${test.js} ? ${code} : ${BAIL})`",
      "a branch that fails",
    ],
    [
      "sets are equal if all words are",
      'joined(tests, " && ")',
      'joined(tests, " || ")',
      "sets that differ in one of two words",
    ],
    [
      "functions are equal if all values are",
      "equality(c, item, items[i] as Symbolic)",
      "equality(c, item, items[0] as Symbolic)",
      "equal functions",
    ],
    [
      "IF takes the first where the condition is true",
      "x : js`(${test} ? ${x} : ${y})`",
      "x : js`(${test} ? ${y} : ${x})`",
      "a choice between sets",
    ],
    [
      "a number is none of those outside its range",
      "if (a.js.safe && (b.value < a.low || b.value > a.high)) return FALSE;",
      "if (a.js.safe && (b.value < a.low || b.value >= a.high)) return FALSE;",
      "a number that is compared with a constant outside its range",
    ],
  ]),
];
