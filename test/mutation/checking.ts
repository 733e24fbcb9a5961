/** Slips in search, simulation and verdicts. */

import { type Mutation, slips } from "./mutation.ts";

const ONE_FAILURE = "test/models/tla/one-failure.test.ts";
const RUN_VIEW = "test/models/tla/run-view.test.ts";
const CHECK = "test/checker/check.test.ts";
const SNAPSHOT = "test/checker/snapshot.test.ts";
const SEARCH = "test/checker/search.test.ts";
const FINDING = "test/checker/finding.test.ts";
const SIMULATE = "test/checker/simulate.test.ts";
const VACUITY = "test/models/tla/vacuity.test.ts";

export const checkingMutations: readonly Mutation[] = [
  ...slips("src/models/tla/explain/auxiliary.ts", "test/models/tla/explain/auxiliary.test.ts", [
    [
      "what assigns a variable a second time compares",
      'if (operator === "/\\\\" && assigns.has(variable)) reads.add(variable);',
      "",
      "is kept after it was assigned",
    ],
    [
      "what decides a variable that counts, counts",
      "live.add(source);",
      "",
      "nor one that decides another that counts",
    ],
    [
      "who asks for the trace may read any variable",
      "if (this.asksForTrace([behavior.next, ...asked])) return [];",
      "",
      "nor any where the trace is asked for",
    ],
    [
      "the set of a choice may be empty",
      "this.reading(sets, this.effects(e.body))",
      "this.effects(e.body)",
      "a set of choices reads",
    ],
  ]),
  ...slips("src/models/tla/explain/timing.ts", "test/models/tla/explain/timing.test.ts", [
    [
      "what an action calls has a time of its own",
      "taken - this.inside - this.look",
      "taken - this.look",
      "without that of those inside",
    ],
  ]),
  ...slips("src/checker/explain/state-table.ts", "test/checker/explain.test.ts", [
    [
      "states with the same hash may differ",
      "!this.same((slots[slot] as number) - 1, state, shown)",
      "false",
      "is the same for",
    ],
  ]),
  ...slips("src/checker/explain/growth.ts", "test/checker/explain.test.ts", [
    [
      "where every state was seen nothing grows for ever",
      "if (result.frontier === 0 || result.levels.length === 0) return [];",
      "",
      "names nothing that grows where all states were seen",
    ],
  ]),
  ...slips("src/checker/order/levels.ts", "test/checker/vacuity.test.ts", [
    [
      "an action that leads back to the same state changes nothing",
      "!sameRow(row, this.current)",
      "true",
      "an action that changes nothing, but not one that leads only to known states, or says UNCHANGED",
    ],
  ]),
  ...slips("src/checker/vacuity.ts", "test/checker/vacuity.test.ts", [
    ["the first states are asked about SYMMETRY", "...first, ...search", "...search", "made once, early"],
    ["so are some of each action", ", ...search.firstSources(OF_ACTION)", "", "by a rare action"],
    [
      "what stands inside something that is never the case says nothing more",
      "within === null || within.acquitted",
      "true",
      "both, told once",
    ],
    [
      "a sample may only acquit",
      "if (search.distinct > MOST_STATES) return found;",
      "",
      "leaves open what a sample of many states does not acquit",
    ],
    [
      "a step by which the search went acquits by what it does",
      "asked(model.decode(search.rowOf(before)), values)",
      "asked(values, values) === asked(values, values)",
      "one that only stuttering makes true",
    ],
    [
      "a step out of the constraint, or to what is the same for a view, may change something",
      "if (acquitted || step === null || model.constrained || model.key !== null) return false;",
      "if (acquitted || step === null) return false;",
      "a subscript that never changes",
    ],
    [
      "so may a step between states that nothing led to",
      "if (says(() => step(first, valuesOf(state)))) return false;",
      "",
      "a subscript that never changes",
    ],
    [
      "generated code tells whether a step changes something",
      "!sameRow(row, batch, at)",
      "sameRow(row, batch, at)",
      "where generated code finds the steps",
    ],
  ]),
  ...slips("src/checker/liveness/fair-behaviors.ts", "test/checker/vacuity.test.ts", [
    [
      "one condition may leave no behavior by itself",
      'if (yield* exists({ kind: "fairness", fairness }, atoms)) continue;',
      "continue;",
      "is told with the condition that leaves no behavior by itself",
    ],
    [
      "what is enabled nowhere rules out nothing",
      "if (!conditions.some(({ enabled }) => isEnabled(enabled, atoms))) continue;",
      "",
      "is not told where a step is one of the action",
    ],
    [
      "a step that a constraint cut off may be one of the action",
      "if (!cut && (offsets",
      "if ((offsets",
      "is said of what a constraint leaves",
    ],
  ]),
  ...slips("src/checker/liveness/fair-behaviors.ts", "test/oracle/liveness.test.ts", [
    [
      "a behavior of one objective is a behavior",
      "found.length > 0) return true;",
      "found.length > 1) return true;",
      "agree with a naive product and with walks, from seed 0 on",
    ],
  ]),
  ...slips("src/models/tla/witnesses.ts", "test/checker/vacuity.test.ts", [
    [
      "what constants decide is a choice of the configuration",
      "const outer = this.isConstant(first) ?",
      "const outer = !this.isConstant(first) && this.isConstant(first) ?",
      "a choice of constants",
    ],
    [
      "the right side is asked only where the left is true",
      "(e) => and(first, e)",
      "(e) => and(e, e)",
      "one inside the other, elsewhere",
    ],
    [
      "a step that stutters is none of [A]_v",
      "(body) => and(changes, body)",
      "(body) => and(body, body)",
      "one that only stuttering makes true",
    ],
  ]),
  ...slips("src/models/tla/asymmetry.ts", "test/checker/vacuity.test.ts", [
    [
      "the steps from an image are compared with the images of the steps",
      "textOf(successors, imageOf) !== textOf(others, (one) => one)",
      "false",
      "of a choice",
    ],
    [
      "what cannot be evaluated in an image is told apart from what can",
      'return "failing";\n  }',
      "return work();\n  }",
      "of an action that cannot be evaluated in images only",
    ],
    [
      "what VIEW shows of an image is compared with the image of what it shows",
      "textOf(shown, imageOf) !== textOf(asked.shown(image), (one) => one)",
      "false",
      "of a view that names one of them",
    ],
  ]),
  ...slips("src/values/set.ts", "test/models/tla/symmetry.test.ts", [
    [
      "the image of all sequences over a set is that of those over its image",
      "return new SequenceSet(imageOf(s.base));",
      "return s;",
      "of values that are sets without an end, Seq({x})",
    ],
  ]),
  ...slips("src/models/tla/projection.ts", "test/models/tla/symmetry.test.ts", [
    [
      "a view that cannot be stored is a mistake of the specification",
      "if (!(error instanceof ValueError)) throw error;",
      "throw error;",
      "a VIEW that cannot be stored fails where it is written",
    ],
    [
      "images of what is seen count as one",
      "classes.representative(one, out);",
      "out.set(one);",
      "with a VIEW counts the orbits",
    ],
  ]),
  ...slips("src/models/tla/symmetry/permutations.ts", "test/models/tla/symmetry.test.ts", [
    [
      "a group is closed under all its generators",
      "for (const by of generators) {",
      "for (const by of [generator]) {",
      "without the identity",
    ],
  ]),
  ...slips("src/models/tla/symmetry/narrowing.ts", "test/models/tla/symmetry.test.ts", [
    ["only permutations that give the least image go on", "if (found < image) by = [];", "", "by narrowing"],
  ]),
  ...slips("src/models/tla/symmetry/sorting.ts", "test/models/tla/symmetry.test.ts", [
    [
      "elements that look alike and are not are tried in every order",
      "this.areSame(orbit, places, row) ?",
      "this.orbits.length > 0 ?",
      "by sorting",
    ],
  ]),
  ...slips("src/models/tla/symmetry/colours.ts", "test/models/tla/symmetry.test.ts", [
    [
      "a set looks the same in whatever order it is",
      "return mixed(KINDS.set, sum(parts));",
      "return parts.reduce(mixed, KINDS.set);",
      "by sorting",
    ],
    [
      "a function looks the same in whatever order its domain is",
      "return mixed(KINDS.function, sum(pairs));",
      "return pairs.reduce(mixed, KINDS.function);",
      "by sorting",
    ],
  ]),
  ...slips("src/checker/order/depth.ts", "test/checker/depth.test.ts", [
    [
      "depth-first, a state reached by a shorter way is expanded again",
      "known === undefined || depth < (this.depths[known] as number)",
      "known === undefined",
      "misses nothing within its bound, and lets nothing hold beyond it",
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
  ...slips("src/checker/check.ts", FINDING, [
    [
      "temporal properties are asked of the part that was seen when a search ends by itself",
      '"error", "violated"]',
      '"error"]',
      "counts a deadlock as a violation, and lets behaviors only be violated in the part that was seen",
    ],
  ]),
  ...slips("src/checker/telling.ts", FINDING, [
    [
      "a finding is told once",
      "if (this.violations.has(index)) return;",
      "",
      "is told once, when its level is complete, while the search goes on",
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
  ...slips("src/checker/check.ts", ONE_FAILURE, [
    [
      "temporal properties are asked of the part that was seen when an evaluation ends the search",
      '"max-depth", "error", "violated"]',
      '"max-depth", "violated"]',
      "leaves what the part that was seen violates, and says what was not decided",
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
  ...slips("src/checker/verdicts.ts", CHECK, [
    [
      "the search does not end while nothing is violated",
      "if (this.findings.length === 0) return false;",
      "",
      "goes on for deadlock while nothing is violated, and for others after a deadlock",
    ],
    [
      "the search does not end while initial states are to be asked",
      "const initialLeft = !initialComplete && this.initialParts.length > 0;",
      "const initialLeft = false;",
      "asks initial parts of initial states only",
    ],
    [
      "a property with a part that cannot be decided does not hold",
      'parts.some((part) => part.over === "unsupported")',
      'parts.every((part) => part.over === "unsupported")',
      "violates a property of several parts by any of them, with the code of that part",
    ],
    [
      "Deadlock holds only when every step was seen",
      "index === this.deadlock ? extent.steps :",
      "index === this.deadlock ? extent.initial :",
      "does not go on for deadlock alone once something is violated",
    ],
    [
      "Deadlock is listed only when it is checked",
      "const checksDeadlock = model.hasBehavior && model.checkDeadlock;",
      "const checksDeadlock = model.hasBehavior;",
      "lists Deadlock only when it is checked",
    ],
  ]),
  ...slips("src/checker/conclusion.ts", "test/models/tla/temporal/reduction.test.ts", [
    [
      "a state whose view was seen before is asked nothing, so an invariant holds within the view",
      "model.key?.hides === true && speaksOfStates(search, index)",
      "model.key?.hides === true && speaksOfBehaviors(search, index)",
      "what is asked of states holds within it, not what is asked of constants",
    ],
    [
      "and so does Deadlock",
      "if (index === verdicts.deadlock) return true;",
      "",
      "what is asked of states holds within it, not what is asked of constants",
    ],
  ]),
  ...slips("src/models/tla/projection.ts", "test/models/tla/temporal/reduction.test.ts", [
    [
      "a view of all variables hides nothing",
      'shown.filter((part) => typeof part === "number").length < setup.variables.length,',
      "true,",
      "what is asked of states holds within it, not what is asked of constants",
    ],
    [
      "what is evaluated is no variable",
      'shown.filter((part) => typeof part === "number").length < setup.variables.length,',
      "shown.length < setup.variables.length,",
      "what is asked of states holds within it, not what is asked of constants",
    ],
  ]),
  ...slips("src/checker/conclusion.ts", "test/checker/vacuity.test.ts", [
    [
      "what holds under a SYMMETRY that exchanges what differs holds within it",
      'limits.push("symmetry")',
      "limits.push()",
      "limits nothing where all is treated alike, and no assumption",
    ],
  ]),
  ...slips("src/checker/conclusion.ts", CHECK, [
    [
      "nothing is said to hold where no state is initial",
      "const extent = nothingFound ? NOTHING : search.extent;",
      "const extent = search.extent;",
      "leaves everything but assumptions unchecked when no state is initial",
    ],
    [
      "a search without states is inconclusive, even without a property",
      "nothingFound || wasCutOff(search.stopped)",
      "wasCutOff(search.stopped)",
      "does so without a property, too, and when a constraint excludes all initial states",
    ],
    [
      "a property that a budget left open is unchecked for that reason",
      'return isBudget(stopped) ? "budget" : "search-ended";',
      'return "search-ended";',
      "keeps the exit code of what was violated before",
    ],
    [
      "an action that was never taken is warned about",
      "search.counts.generated(index) === 0);",
      "search.counts.generated(index) !== 0);",
      "notes that nothing is checked, and which action was never taken",
    ],
    [
      "a violation makes the outcome violated, even if an evaluation failed later",
      'if (failed) return "error";',
      "",
      "in an invariant",
    ],
  ]),
  ...slips("src/models/tla/vacuity.ts", VACUITY, [
    [
      "what is asked of the run is not constant, whatever its level",
      "if (!this.reader.readsOf(expression).pure) return;",
      "",
      "a level of TLC",
    ],
    [
      "a subscript chooses the steps that a property speaks of",
      "return whole || ",
      "return true || ",
      "a property of the steps that change x",
    ],
  ]),
  ...slips("src/checker/order/breadth.ts", SNAPSHOT, [
    [
      "a snapshot has nothing of a state that is half expanded",
      "if (this.options.checkpoint !== null) this.setMark();",
      "",
      "with fairness a search goes on from where another was cut off",
    ],
    [
      "the level goes on where it was",
      "this.levels.push(...counts.levels);",
      "",
      "with invariants and steps a search goes on from where another was cut off",
    ],
    [
      "the steps of a snapshot are those of its states",
      "edges.add(targets[at] as number)",
      "edges.add(targets[0] as number)",
      "with fairness a search goes on from where another was cut off",
    ],
    [
      "where something is violated nothing is left",
      'if (this.verdicts.faults.length > 0) return "violated";',
      "",
      "is not made where something is violated",
    ],
  ]),
];
