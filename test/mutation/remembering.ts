/** Slips in what is remembered: what counts as read, what keeps outcomes apart, what an effect may leave out. */

import { type Mutation, slips } from "./mutation.ts";

const RANDOM = "test/oracle/remembering.test.ts";
const MESSAGES = "of messages agree, from seed 0 on";
const READS = "test/models/tla/remember/reads.test.ts";

export const rememberingMutations: readonly Mutation[] = [
  ...slips("src/models/tla/remember/memory.ts", RANDOM, [
    [
      "what is observed counts as read",
      "if (this.recording !== null) this.noted(this.recording, term, id);",
      "",
      MESSAGES,
    ],
    [
      "what a part of a text reads the whole reads",
      "    if (this.recording === null) return;\n    for (",
      "    if (this.recording !== undefined) return;\n    for (",
      MESSAGES,
    ],
  ]),
  ...slips("src/models/tla/remember/memory.ts", READS, [
    [
      "a variable assigned before the text counts as read",
      "inside >= recording.standing",
      "inside >= 0",
      "a primed variable with several values",
    ],
  ]),
  ...slips("src/models/tla/remember/outcome.ts", RANDOM, [
    [
      "a value follows from its parts only if all of them are known",
      "term.parts.every((part) => this.isKnown(part))",
      "term.parts.some((part) => this.isKnown(part))",
      MESSAGES,
    ],
  ]),
  ...slips("src/models/tla/remember/unit.ts", RANDOM, [
    ["local names keep outcomes apart", "at = at.grown(key);", "", MESSAGES],
  ]),
  ...slips("src/models/tla/remember/unit.ts", READS, [
    [
      "what has been assigned before keeps outcomes apart",
      "if (this.assigns) at = at.grown(memory.mask);",
      "",
      "variables that the caller has assigned before",
    ],
  ]),
  ...slips("src/models/tla/remember/term.ts", RANDOM, [
    [
      "a result that was displaced is not taken for another one",
      "results[at] === index && results[at + 1] === a && results[at + 2] === b",
      "results[at] === index && results[at + 1] === a",
      MESSAGES,
    ],
  ]),
  ...slips("src/models/tla/interpret/operator.ts", READS, [
    [
      "a definition kept for the state is not used where reads are recorded",
      "const stable = runtime.primed === 0 && remembering?.recording !== true;",
      "const stable = runtime.primed === 0;",
      "a function that was evaluated before",
    ],
  ]),
  ...slips("src/models/tla/remember/lazy.ts", "test/models/tla/remember/nested.test.ts", [
    [
      "the code of arguments is made once",
      "return evaluatorOf(interpreter, call, reference, place);",
      "return referenceEvaluator(interpreter, reference, place);",
      "other operators of modules",
    ],
  ]),
];
