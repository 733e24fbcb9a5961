/** Slips in search, simulation and verdicts. */

import { type Mutation, slips } from "./mutation.ts";

const ONE_FAILURE = "test/models/tla/one-failure.test.ts";
const CHECK = "test/checker/check.test.ts";
const FINDING = "test/checker/finding.test.ts";
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
      "conditions for several values are told together, without these",
      "conditions.length === 1 ? name : text",
      "name",
      "fairness of what is never enabled, of several values together",
    ],
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
  ...slips("src/checker/liveness/fair-behaviors.ts", "test/oracle/liveness.long.test.ts", [
    [
      "a behavior of one objective is a behavior",
      "found.length > 0) return true;",
      "found.length > 1) return true;",
      "agree with a naive product and with walks, from seed 0 on",
    ],
  ]),
  ...slips("src/models/tla/witnesses.ts", "test/checker/vacuity.test.ts", [
    [
      "that what is never to be never is, is what is asked",
      'if (symbol.name === "=>" && isBuiltin(second, ["FALSE"], this.tables)) return;',
      "",
      "what is never to be",
    ],
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
      "of: (row, out) => classes.representative(seenOf(row), out)",
      "of: (row, out) => out.set(seenOf(row))",
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
  ...slips("src/checker/check.ts", ONE_FAILURE, [
    [
      "temporal properties are asked of the part that was seen when an evaluation ends the search",
      '"max-depth", "error", "violated"]',
      '"max-depth", "violated"]',
      "leaves what the part that was seen violates, and says what was not decided",
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
    [
      "what a step compares may be what keeps it from being taken",
      "others.has(expression) ||",
      "",
      "is part of a step",
    ],
    [
      "modules serve several models",
      " && !this.standsElsewhere(value, compared.keys())",
      "",
      "stands where this model does not come",
    ],
    [
      "a constant says which model it is",
      "if (variables.size + locals.size === 0) continue;",
      "",
      "a constant is compared to",
    ],
    [
      "what is asked may make strings, too",
      "for (const string of asked.strings) if (!compared.has(string)) made.add(string.value);",
      "",
      "where a string of that spelling is a value",
    ],
  ]),
];
