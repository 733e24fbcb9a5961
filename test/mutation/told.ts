/** Slips in what is told of an evaluation: which part was false, what was tried, what was used. */

import { type Mutation, slips } from "./mutation.ts";

const INQUIRY = "test/cli/inquiry.test.ts";

export const toldMutations: readonly Mutation[] = [
  ...slips("src/models/tla/interpret/uses.ts", "test/mutants/idle.long.test.ts", [
    [
      "what has no way to be true is false",
      "if (ways === before) use.wasFalse.at(this.state);",
      "",
      "gives the same states and steps when it is explored",
    ],
    [
      "what is true in some way is not always false",
      "      use.wasTrue.at(this.state);\n      return then(f);",
      "      return then(f);",
      "is where nothing is evaluated, or what is always so",
    ],
  ]),
  ...slips("src/models/tla/interpret/watch.ts", INQUIRY, [
    [
      "what fails in one way and is true in another has not failed",
      "mine.reached ? [] :",
      "false ? [] :",
      "goes into definitions, says what is enabled, and compares what was assigned before",
    ],
    [
      "only the action that is asked about is tried",
      "outer === null && !this.wanted()",
      "false",
      "names the first conjunct that is false, for each instance and each way",
    ],
  ]),
  ...slips("src/models/tla/interpret/tried.ts", "test/errors/failing-evaluation.test.ts", [
    [
      "only a side behind one that is true is said to be tried all the same",
      "wasTrue && error",
      "error",
      "a side of \\/ that is tried though the one before it is true",
    ],
    [
      "what fails after a side that is true is no error of the next",
      "const stop = then(f);",
      "wasTrue = true;\n    const stop = then(f);",
      "a side of \\/ that is tried though the one before it is true",
    ],
  ]),
  ...slips("src/models/tla/interpret/false-parts.ts", INQUIRY, [
    [
      "the conjuncts behind the false one are not asked",
      "items.findIndex((item) =>",
      "items.findLastIndex((item) =>",
      "is the first conjunct that is false, though what stands behind it has no value",
    ],
    [
      "a negation is false by what is true in it",
      "value: !text.value });\n        return true;",
      "value: text.value });\n        return true;",
      "is the smallest part that decides, behind quantifiers, definitions, LET, IF and negations",
    ],
    [
      "an action that speaks of another step has no value on this one",
      'if (isBuiltin(e, ["ENABLED", "\\\\cdot"], this.interpreter.setup.program.tables)) return [];',
      "",
      "shows no value of an action that speaks of another step",
    ],
    [
      "names that are bound inside a part have no value around it",
      "inside.has(symbol) ? []",
      "false ? []",
      "says that a set of a part is empty",
    ],
  ]),
];
