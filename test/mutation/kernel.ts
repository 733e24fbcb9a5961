/** Slips in the kernels: what is counted, when constraints and properties are asked, which rows are equal. */

import { type Mutation, slips } from "./mutation.ts";

const AT_ONCE = "find the same where most batches are taken at once";
const SEVERAL = "find the same by several threads when";
const SCARCE = "find the same wherever memory runs out";
const KERNEL = "test/checker/kernel.long.test.ts";
const SEARCH = "test/checker/search.test.ts";
const TRACE = "finds a shortest trace to each violated property in one run, and no other";
const UNSTORED = "ask the constraints about rows that are not stored";
const MET = "ask about each step to a row that was met before";
const SAME = "find the same, whatever is asked and whenever the search ends";

export const kernelMutations: readonly Mutation[] = [
  ...slips("src/checker/kernel/take.ts", KERNEL, [
    [
      "a successor about which an answer comes is not counted again",
      "        this.is(answer, OPEN),\n        advance(this.visited, 1),",
      "        constant(1),\n        advance(this.visited, 1),",
      SAME,
    ],
    [
      "a state without successors is a deadlock where that matters",
      'and(equal(get(start), get(end)), cell("deadlocks"))',
      'cell("deadlocks")',
      SAME,
    ],
    [
      "no more states are stored than the terms allow",
      'when(atMost(cell("maxStates"), get(count)), this.stop(FULL)),',
      "",
      SAME,
    ],
    [
      "no state is begun when it is time for a pause",
      'when(atMost(cell("pauseAt"), get(count)), this.stop(PAUSED)),',
      "",
      "pause in the middle of a batch",
    ],
  ]),
  ...slips("src/checker/kernel/writer.ts", KERNEL, [
    [
      "rows are compared as a whole",
      "brIf(other, differs64(load64(get(left), offset), load64(get(right), offset + skip)))",
      "[]",
      "tell all rows of 2 words apart",
    ],
  ]),
  ...slips("src/checker/kernel/javascript.ts", KERNEL, [
    [
      "an answer is about a successor that was counted",
      "const counted = answer === OPEN ? index : index + 1;",
      "const counted = index;",
      SAME,
    ],
    [
      "the kernel in TypeScript stores no more than it may",
      "if (this.rows.count >= terms.maxStates) return FULL;",
      "",
      SAME,
    ],
  ]),
  ...slips("src/checker/kernel/take.ts", SEARCH, [
    [
      "the origin of a new state is the state that it was found from",
      'store(tee(fresh, cell("fresh")), get(state)),',
      'store(tee(fresh, cell("fresh")), constant(0)),',
      TRACE,
    ],
  ]),
  ...slips("src/checker/kernel/take.ts", KERNEL, [
    [
      "constraints are asked about rows that are not stored",
      'equal(cell("before"), constant(UNSEEN))',
      "constant(0)",
      UNSTORED,
    ],
  ]),
  ...slips("src/checker/kernel/member.ts", KERNEL, [
    ["what is not known to be admitted is asked about", "else unsure++;", "", AT_ONCE],
    ["what is known to be excluded is not kept", "words[numbers + index] = EXCLUDED", "bits |= STATE_SURE", AT_ONCE],
    [
      "a batch ends where nothing is known of a state",
      "if (to < 0 || to > out.length) break;",
      "if (to > out.length) break;\n      if (to < 0) continue;",
      SEVERAL,
    ],
  ]),
  ...slips("src/checker/kernel/team.ts", KERNEL, [
    ["a task has states of one level", "(this.given < levelEnd ? levelEnd : count)", "count", SCARCE],
  ]),
  ...slips("src/checker/kernel/webassembly.ts", KERNEL, [
    ["a state without successors is told", "(deadlocks && batch.barren > 0)", "false", AT_ONCE],
    ["the number of states is bounded", "Math.min(maxStates, pauseAt, MOST_STATES)", "MOST_STATES", AT_ONCE],
    ["a batch for which memory runs out is taken by another kernel", "if (done === 0) return EXHAUSTED;", "", SCARCE],
  ]),
  ...slips("src/checker/kernel/javascript.ts", KERNEL, [
    [
      "the kernel in TypeScript asks about rows that are not stored",
      "if (terms.before === UNSEEN && answer !== ADMITTED) return",
      "if (terms.before === UNSEEN && answer === EXCLUDES) return",
      UNSTORED,
    ],
    ["properties are asked of each step where that matters", "(unseen || terms.after === ALWAYS)", "unseen", MET],
  ]),
];
