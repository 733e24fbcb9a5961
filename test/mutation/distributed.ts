/** Slips in searches in several processes: who has a state, in what order states are numbered, what rank 0 takes itself. */

import { type Mutation, slips } from "./mutation.ts";

const SEARCH = "test/checker/distributed.test.ts";
const LONG = "test/checker/distributed.long.test.ts";
const RANDOM = "random specifications find the same";
const CLASSES = "specifications with classes of states find the same";

export const distributedMutations: readonly Mutation[] = [
  ...slips("src/checker/distributed/partition.ts", SEARCH, [
    [
      "of the steps to a new state the least one counts",
      "source >= (this.sources[at] as number)",
      "source >= 0",
      "with a bag of messages",
    ],
    [
      "the least step says which row stands for a class",
      "rows.write(at, row);",
      "",
      "what stands for a class in the end",
    ],
    ["and what stands for one is asked about", "return other;", "return false;", "what stands for a class in the end"],
  ]),
  ...slips("src/checker/distributed/partition.ts", LONG, [
    [
      "new states are numbered in the order of the steps to them",
      "for (const place of orderOf(sources, places)) numbers[place] = next++;",
      "for (const place of numbers.keys()) numbers[place] = next++;",
      RANDOM,
    ],
    ["a rank numbers after those before it", "next += counts[rank] as number;", "next += 0;", RANDOM],
    ["what is known is not new", "if (known.find(apart, hash) >= 0) return false;", "", RANDOM],
    [
      "what tells new states apart is kept",
      "const apart = fresh.read(at, row);",
      "fresh.read(at, row); const apart = row;",
      CLASSES,
    ],
  ]),
  ...slips("src/checker/distributed/rank.ts", SEARCH, [
    [
      "a violated property is to be told",
      "if (!this.model.holds(property, part, row)) this.odd = true;",
      "this.model.holds(property, part, row);",
      "with several violations",
    ],
    [
      "so is a step that violates one",
      "if (!this.model.holdsStep(property, part, this.current, successor)) this.odd = true;",
      "this.model.holdsStep(property, part, this.current, successor);",
      "with a property of steps",
    ],
    [
      "what cannot be asked leaves the steps known",
      "if (!(error instanceof EvaluationError)) throw error;\n    this.odd = true;",
      "if (!(error instanceof EvaluationError)) throw error;\n    this.odd = this.failed = true;",
      "with an invariant that would fail",
    ],
    ["and a deadlock", "if (this.place === 0 && this.deadlocks) this.odd = true;", "", "with a deadlock"],
    [
      "and an evaluation that fails",
      "      this.odd = true;\n      this.failed = true;",
      "      this.failed = true;",
      "with a step that fails",
    ],
    ["and a warning", "this.odd || this.remade.told() !== this.told", "this.odd", "with a warning in the middle"],
    [
      "what a constraint excludes is asked all the same",
      "      this.excluded++;\n      this.askState(successor);",
      "      this.excluded++;",
      "with an invariant violated outside of it",
    ],
    ["an excluded state is not kept", "    if (!within) return;\n", "", "with a step constraint"],
    [
      "a rank that is told to stop does not add up",
      'if (level === "known") this.sum();',
      "this.sum();",
      "says nothing holds where a process cannot send a value",
    ],
  ]),
  ...slips("src/checker/distributed/post.ts", SEARCH, [
    [
      "a value is sent before its number is used",
      "      receiver.read(reader.values());\n",
      "      reader.values();\n",
      "with values that are sets",
    ],
  ]),
  ...slips("src/models/tla/projection.ts", SEARCH, [
    [
      "a state belongs to a rank by its values",
      "(id) => hash(interner.valueOf(id))",
      "(id) => id",
      "with values that are sets",
    ],
  ]),
  ...slips("src/models/tla/projection.ts", LONG, [
    [
      "and where a view tells states apart, by what it shows",
      "hashOf: (row) => hashOfValues(write(row, own), interner)",
      "hashOf: (row) => hashOfValues(row, interner)",
      CLASSES,
    ],
    ["and all of a class belong to one", "(id) => seenBy.of(id)", "(id) => hash(interner.valueOf(id))", CLASSES],
  ]),
  ...slips("src/checker/order/distributed.ts", SEARCH, [
    [
      "what a trace gathers is not what is asked next",
      "const row = this.successor;",
      "const row = emitted;",
      "violates everything",
    ],
    [
      "a level of which something is told is taken in order",
      "if (!this.sums.odd && distinct",
      "if (distinct",
      "with several violations",
    ],
    [
      "and one that has more states than may be stored",
      " && distinct <= this.options.maxStates) this.count",
      ") this.count",
      "stores no more states than it may",
    ],
    [
      "what failed elsewhere must fail here",
      "if (failed) throw new WorkerLost",
      "if (false) throw new WorkerLost",
      "says nothing holds where a process fails where the others do not",
    ],
  ]),
  ...slips("src/checker/order/distributed.ts", LONG, [
    ["a view that failed elsewhere is evaluated here", "    this.first.apart(row);\n", "", CLASSES],
    ["initial states are told apart by their keys", "const apart = first.apart(row);", "const apart = row;", CLASSES],
  ]),
];
