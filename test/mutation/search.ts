/** Slips in how states are explored: orders, levels, what is kept of states. */

import { type Mutation, slips } from "./mutation.ts";

const ONE_FAILURE = "test/models/tla/one-failure.test.ts";
const RUN_VIEW = "test/models/tla/run-view.test.ts";
const CHECK = "test/checker/check.test.ts";
const SNAPSHOT = "test/checker/snapshot.test.ts";
const SEARCH = "test/checker/search.test.ts";
const FINDING = "test/checker/finding.test.ts";
const SIMULATE = "test/checker/simulate.test.ts";

export const searchMutations: readonly Mutation[] = [
  ...slips("src/checker/order/levels.ts", "test/checker/vacuity.test.ts", [
    [
      "an action that leads back to the same state changes nothing",
      "!sameRow(row, this.current)",
      "true",
      "an action that changes nothing, but not one that leads only to known states, or says UNCHANGED",
    ],
  ]),
  ...slips("src/checker/order/depth.ts", "test/checker/depth.test.ts", [
    [
      "depth-first, a state reached by a shorter way is expanded again",
      "known === undefined || depth < (this.depths[known] as number)",
      "known === undefined",
      "goes on from a state at the bound that a shorter way leads to later",
    ],
    [
      "depth-first, nothing holds where the bound cut something off",
      'if (this.frontier > 0) this.end("max-depth");',
      "",
      "misses nothing within its bound, and lets nothing hold beyond it",
    ],
  ]),
  ...slips("src/checker/kernel/javascript.ts", CHECK, [
    [
      "generated counts successors that a constraint excludes",
      "if (answer === EXCLUDES) {\n      this.excluded++;",
      "if (answer === EXCLUDES) {\n      this.excluded++;\n      this.visited--;",
      "sees a state excluded by a constraint, but not beyond it",
    ],
    [
      "an invariant is asked of a successor that a constraint excludes",
      "this.excluded++;\n      this.unseen = true;",
      "this.excluded++;",
      "sees a state excluded by a constraint, but not beyond it",
    ],
    [
      "max-states is the number of states that may be stored",
      "this.rows.count >= terms.maxStates",
      "this.rows.count > terms.maxStates",
      "max-states ends an endless search as inconclusive",
    ],
  ]),
  ...slips("src/checker/exploration.ts", CHECK, [
    [
      "an invariant is asked of an initial state that a constraint excludes",
      "if (!within || this.keep(row)) {",
      "if (within && this.keep(row)) {",
      "sees an initial state excluded by a constraint",
    ],
    [
      "a state whose successors are all excluded is not deadlocked",
      "this.successors++;\n    if (this.budget",
      "if (this.model.within(row)) this.successors++;\n    if (this.budget",
      "does not take a state for deadlocked whose successors are all excluded, or which only stutters",
    ],
  ]),
  ...slips("src/checker/order/breadth.ts", CHECK, [
    [
      "an action property is asked of steps to seen states, too",
      "verdicts.stepParts.length > 0 ? ALWAYS : verdicts.stateParts",
      "verdicts.stepParts.length > 0 ? UNSEEN : verdicts.stateParts",
      "asks step parts on every step, also to seen and to excluded states",
    ],
  ]),
  ...slips("src/checker/order/levels.ts", CHECK, [
    [
      "max-depth is the number of levels that may be stored",
      "this.depth >= this.options.maxDepth",
      "this.depth > this.options.maxDepth",
      "max-depth ends an endless search as inconclusive",
    ],
  ]),
  ...slips("src/checker/origins.ts", CHECK, [
    [
      "a trace begins with its initial state",
      "const found = { rows: path.reverse(), actions: actions.reverse() };",
      "const found = { rows: path, actions: actions.reverse() };",
      "decides the others after one is violated",
    ],
  ]),
  ...slips("src/checker/origins.ts", "test/checker/origins.test.ts", [
    [
      "a predecessor told before is that of the state before",
      "if (this.told.number === number - 1 && from < place) {",
      "if (this.told.number < number && from < place) {",
      "tell the way to every state, with 3 actions",
    ],
    [
      "distances that need more than a byte are kept elsewhere",
      "if (distance >= FAR) {",
      "if (distance > FAR + 1) {",
      "tell the way to every state, with 3 actions",
    ],
    [
      "an action number may need more than a byte",
      "this.manyActions = actions >= 2 ** 8;",
      "this.manyActions = false;",
      "tell the way to every state, with 300 actions",
    ],
  ]),
  ...slips("src/checker/order/levels.ts", FINDING, [
    [
      "a finding is told when its level is complete",
      "this.tellable = found;\n      return false;",
      "return true;",
      "is told once, when its level is complete, while the search goes on",
    ],
  ]),
  ...slips("src/checker/exploration.ts", FINDING, [
    [
      "a search ends at ten times the states of the violating level",
      "const TIMES_AS_MANY = 10;",
      "const TIMES_AS_MANY = 11;",
      "ends the search at the first end of a level with ten times as many states, and at least so many",
    ],
    [
      "with --keep-going a search does not end by itself",
      "if (keepGoing) return;",
      "",
      "ends the search at the first end of a level with ten times as many states, and at least so many",
    ],
  ]),
  ...slips("src/checker/order/levels.ts", SEARCH, [
    [
      "initial counts distinct states",
      "this.initialEnd = this.distinct;",
      "this.initialEnd = this.generated;",
      "asks for the successors of each state once",
    ],
  ]),
  ...slips("src/checker/order/breadth.ts", SEARCH, [
    [
      "a batch takes no longer than its questions let it",
      "Math.min(this.levelEnd, this.expanded + this.reach)",
      "this.levelEnd",
      "does not run far ahead of questions that take long",
    ],
    [
      "depth counts the levels that hold a state, the initial one included",
      "this.depth = 1;",
      "",
      "asks for the successors of each state once",
    ],
    [
      "traces are shortest: a state's predecessor is the one it was found from",
      "this.kernel.give(row, action, this.expanded);",
      "this.kernel.give(row, action, this.distinct - 1);",
      "finds a shortest trace to each violated property in one run, and no other",
    ],
  ]),
  ...slips("src/checker/questions.ts", ONE_FAILURE, [
    [
      "a postcondition of a run that a violation ended has no verdict",
      "if (!decides) continue;",
      "",
      "is evaluated when a violation ended the run, but not decided",
    ],
    [
      "what cannot be evaluated does not keep the rest from being asked",
      "evaluated = false;",
      "return false;",
      "keeps its verdict when others cannot be evaluated, each of which is told",
    ],
  ]),
  ...slips("src/checker/run-facts.ts", RUN_VIEW, [
    [
      "an emitted state is one level below the one that it was found from",
      "asked.level : asked.level + 1",
      "asked.level : asked.level",
      "level is 0 in assumptions, Init and postconditions, 1 in initial states",
    ],
    [
      "the trace of an emitted state ends in it",
      "return ways.pathTo(asked.row, asked.action);",
      "return ways.expanded();",
      "is the way to the state in question: interpreter",
    ],
  ]),
  ...slips("src/checker/exploration.ts", RUN_VIEW, [
    [
      "a step is one of the state that it leaves",
      "this.asked.aboutExpanded();\n    const within",
      "const within",
      "ends in the state that a step leaves, in Next, ACTION_CONSTRAINT and action properties",
    ],
    [
      "the spec can end the run",
      'if (this.stopping) this.end("exit");',
      "",
      "ends the run after the state at hand: interpreter",
    ],
  ]),
  ...slips("src/checker/questions.ts", CHECK, [
    [
      "an evaluation that fails in an invariant says so",
      'return this.over === "state" ? "invariant" : "property";',
      'return this.over === "state" ? "behavior" : "property";',
      "in an invariant",
    ],
    [
      "an evaluation that fails in an initial state counts as one of Init",
      'if (this.asked < 0 || this.initial) return "behavior";',
      'if (this.asked < 0) return "behavior";',
      "in an invariant of an initial state",
    ],
    [
      "a failed Assert is told from other failures",
      'if (error.kind === "assert") return "assert";',
      "",
      "in an Assert of Next",
    ],
  ]),
  ...slips("src/checker/order/walk.ts", SIMULATE, [
    [
      "a simulation does not decide what holds of all steps",
      "return { ...super.extent, steps: false };",
      "return super.extent;",
      "never says that what it did not violate holds",
    ],
    [
      "a simulation goes no deeper than it may",
      "this.rows.length >= this.simulation.depth",
      "this.rows.length > this.simulation.depth",
      "goes no deeper than it may",
    ],
    [
      "a simulation does not go beyond a constraint",
      "if (!this.model.constrained || this.isWithin(row, action)) {",
      "{",
      "does not walk beyond a constraint, but checks what is excluded",
    ],
    [
      "a simulation shows a violation without detours",
      "if (before !== undefined) {",
      "if (before !== undefined && at < 0) {",
      "finds each violated property in one run, without the detours on the way",
    ],
    [
      "a detour stays where the specification asks for the way",
      "if (this.asked.forWay) return",
      "if (this.asked.level < 0) return",
      "keeps the detours where an invariant asks for the way",
    ],
  ]),
  ...slips("src/checker/random.ts", SIMULATE, [
    [
      "other seeds give other behaviors",
      "Math.imul((seed | 0) ^ 0x9e3779b9, 0x85ebca6b)",
      "Math.imul(0x9e3779b9, 0x85ebca6b)",
      "repeats itself by seed, and differs by seed",
    ],
  ]),
  ...slips("src/checker/seen-set.ts", SEARCH, [
    [
      "states of equal hash are told apart",
      "slots[slot] === hash && this.rows.equals(entry - 1, rows, from)",
      "slots[slot] === hash",
      "tells states of equal hash apart",
    ],
  ]),
  ...slips("src/checker/order/breadth.ts", SNAPSHOT, [
    [
      "a snapshot has nothing of a state that is half expanded",
      "      this.setMark();\n      if (!this.expandBatch",
      "      if (!this.expandBatch",
      "with fairness a search goes on from where another was cut off",
    ],
  ]),
  ...slips("src/checker/state-graph.ts", SNAPSHOT, [
    [
      "the steps of a snapshot are those of its states",
      "for (const to = bounds.next().value as number; from < to; from++)",
      "for (const to = bounds.next().value as number; from < to; from += 2)",
      "with fairness a search goes on from where another was cut off",
    ],
  ]),
  ...slips("src/checker/order/levels.ts", SNAPSHOT, [
    [
      "the level goes on where it was",
      "this.levels.push(...counts.levels);",
      "",
      "with invariants and steps a search goes on from where another was cut off",
    ],
    [
      "where something is violated nothing is left",
      'if (this.verdicts.faults.length > 0) return "violated";',
      "",
      "is not made where something is violated",
    ],
  ]),
  ...slips("src/checker/order/disk.ts", SNAPSHOT, [
    [
      "nor of a portion that is half expanded",
      "if (this.collected === this.expanded) this.setMark();",
      "",
      "wherever the states are",
    ],
    [
      "states that were taken over were seen",
      "      this.seeHeld();\n    }\n  }\n\n",
      "    }\n  }\n\n",
      "wherever the states are",
    ],
  ]),
  ...slips("src/checker/order/distributed.ts", SNAPSHOT, [
    [
      "nor of a level that is half taken",
      "    this.setMark();\n    const { verdicts }",
      "    const { verdicts }",
      "wherever the states are",
    ],
    [
      "a level that was begun before is not begun again",
      "if (this.expanded === this.levelEnd && !this.beginsLevel())",
      "if (!this.beginsLevel())",
      "wherever the states are",
    ],
    [
      "nor counted again",
      "if (found > 0 && this.distinct === this.levelEnd) this.depth++;",
      "if (found > 0) this.depth++;",
      "wherever the states are",
    ],
  ]),
  ...slips("src/checker/order/distributed.ts", "test/checker/distributed.test.ts", [
    [
      "where one is left in the middle of a level, that goes on",
      'if (this.stage === "finding") this.stopLevel();\n    return super',
      "this.stopLevel();\n    return super",
      "goes on with a level that it takes in order",
    ],
    [
      "where one was left the search comes on",
      "this.awaited = awaited && !rests;",
      "this.awaited = awaited && (rests || !rests);",
      "comes on between two snapshots",
    ],
  ]),
];
