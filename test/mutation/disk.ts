/** Slips in searches on disk: what is new, what is told when, what ends a run without a verdict. */

import { type Mutation, slips } from "./mutation.ts";

const FILES = "test/checker/disk-files.test.ts";
const SEARCH = "test/checker/disk.test.ts";
const LONG = "test/checker/disk.long.test.ts";
const FOLDER = "test/cli/disk.test.ts";
const MAP = "are those of a map, portion by portion";
const LIMIT = "are not those that were met behind the limit";
const AGAIN = "does not go on where successors are not the same again";

export const diskMutations: readonly Mutation[] = [
  ...slips("src/checker/disk/seen-runs.ts", FILES, [
    ["of equal candidates one is new", "!lookUp.begun || compare(last, one, length) !== 0", "one !== null", MAP],
    ["what was seen is not new", "place < limit && !isIn(seen, last)", "place < limit", MAP],
    ["what was met behind the limit does not count", "place < limit && !isIn(seen, last)", "!isIn(seen, last)", LIMIT],
    ["candidates are used up", "    candidates.clear();\n", "", MAP],
  ]),
  ...slips("src/checker/disk/run.ts", FILES, [
    [
      "a block that may end with the hash is not skipped",
      "(firsts[block + 1] as number) < first",
      "(firsts[block + 1] as number) <= first",
      MAP,
    ],
    [
      "rows are compared as a whole",
      "for (let word = 1; word < length; word++)",
      "for (let word = 1; word < 2; word++)",
      MAP,
    ],
    ["the block that is not full is in memory", "return block === this.firsts.length - 1;", "return block === 0;", MAP],
  ]),
  ...slips("src/checker/disk/merge.ts", FILES, [
    [
      "of equal rows that of the earlier source comes first",
      "(this.order.get(one) as number) < (this.order.get(other) as number)",
      "(this.order.get(one) as number) > (this.order.get(other) as number)",
      MAP,
    ],
  ]),
  ...slips("src/checker/disk/candidates.ts", FILES, [
    ["rows with one hash are told apart", "if (word === words) return slot;", "return slot;", MAP],
    ["records are sorted", "at > 0 && (hashes[at - 1] as number) >= hash; at--", "at > i; at--", MAP],
    ["rows with one hash are sorted", "this.isBefore(order[at - 1] as number, moved)", "at > 0", MAP],
    ["places have two words", "Math.floor(place / 2 ** 32)", "0", "have places beyond 32 bits"],
  ]),
  ...slips("src/checker/disk/state-file.ts", FILES, [
    [
      "the block that was read last is the one that is asked for",
      "if (block !== this.block) {",
      "if (this.block < 0) {",
      "are what was appended, in whatever order they are read",
    ],
  ]),
  ...slips("src/checker/order/disk.ts", SEARCH, [
    [
      "what failed when successors were collected has failed, though it does not again",
      "    if (this.failure !== null) throw this.failure;\n",
      "",
      "ends the run at its state, with what was found before",
    ],
    [
      "such a failure belongs to the state at which it happened",
      "    if (this.failure !== null && this.expanded + 1 === this.collected) this.close();\n",
      "",
      "ends the run at its state, with what was found before",
    ],
    [
      "what a constraint excludes is no candidate",
      "if (!this.model.constrained || this.isWithin(row, action)) this.add(row, place);",
      "this.add(row, place);",
      "with a step constraint",
    ],
    [
      "a view is asked where it failed",
      "    if (this.failure !== null) this.model.key?.of(row, this.key);\n  }\n\n  protected append",
      "  }\n\n  protected append",
      "with a view that fails, and a constraint",
    ],
    [
      "each successor is taken where one failed",
      "if (this.failure !== null || model.constrained || this.verdicts",
      "if (model.constrained || this.verdicts",
      "with a view that fails",
    ],
    [
      "what tells something waits for the states before it",
      "if (this.collected === this.expanded) this.collectSuccessors();",
      "this.collectSuccessors();",
      "with warnings in turn",
    ],
    [
      "a portion is taken as it was collected",
      "    if (this.taken !== this.met) throw",
      "    if (this.failure !== null) throw",
      AGAIN,
    ],
    ["the last portion, too", '    if (this.stage === "taking") this.close();\n', "", "at the end"],
  ]),
  ...slips("src/checker/order/disk.ts", LONG, [
    [
      "in another layout a portion begins anew",
      "    this.open();\n    return true;",
      "    return true;",
      "find the same when layouts change again and again",
    ],
    [
      "what was met in another layout is not known in this one",
      "      this.batch = new Batch(words);\n      this.current",
      "      this.current",
      "find the same when layouts change again and again",
    ],
  ]),
  ...slips("src/checker/order/foretold.ts", LONG, [
    [
      "no more states are stored than may be",
      '    if (this.distinct >= this.options.maxStates) this.end("max-states");\n    this.tally',
      "    this.tally",
      "random specifications find the same",
    ],
  ]),
  ...slips("src/models/tla/model.ts", SEARCH, [
    ["a rehearsal tells nothing", "this.parts.setup.trying(run);", "run();", "with warnings in turn"],
  ]),
  ...slips("src/models/tla/compile/purity.ts", SEARCH, [
    [
      "what prints or asks for the run is not evaluated twice",
      "setup.coverage === null && isPure(inner) && arePure",
      "setup.coverage === null && arePure",
      "refuses what prints",
    ],
  ]),
  ...slips("src/checker/exploration.ts", SEARCH, [
    [
      "a disk that fails ends the run without a verdict",
      "else if (error instanceof DiskFailure) this.losesDisk(error);",
      "else if (error instanceof DiskFailure) return true;",
      "a disk that fails ends the run without a verdict",
    ],
  ]),
  ...slips("src/cli/disk-folder.ts", FOLDER, [
    ["what is written in pieces is written to the end", "at += written;", "at = all.length;", "in however many pieces"],
    ["what is read in pieces is read to the end", "at += read;", "at = all.length;", "in however many pieces"],
    [
      "a folder has one run at a time",
      "if (holder !== null) throw",
      "if (holder === 0) throw",
      "has one run at a time",
    ],
  ]),
];
