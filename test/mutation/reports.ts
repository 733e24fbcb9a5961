/** Slips in what the reports say of lassos, possibilities and qualifiers. */

import { type Mutation, slips } from "./mutation.ts";

const BEHAVIOR = "test/report/behavior-text.test.ts";
const DIAGRAM = "test/report/diagram.test.ts";
const TRACE = "test/checker/behavior-trace.test.ts";
const LANES = "test/report/lanes.test.ts";
const STATES = "test/report/states.test.ts";
const CHANGE = "test/report/change.test.ts";
const CHECK = "test/cli/check.test.ts";
const TEXT = "test/report/text.test.ts";

export const reportMutations: readonly Mutation[] = [
  ...slips("src/models/tla/core/mapped.ts", "test/models/tla/mapped.test.ts", [
    [
      "what an instance with parameters maps to is shown for none of them",
      "link.args.length === 0 && ",
      "",
      "leaves out what is renamed alone, what is the same in all states, what fails, and what depends on more than the state",
    ],
    [
      "a variable that is only renamed is not shown twice",
      'if (symbolOf(replacement.expression, program.tables)?.kind === "variable") return [];',
      "",
      "leaves out what is renamed alone, what is the same in all states, what fails, and what depends on more than the state",
    ],
  ]),
  ...slips("src/report/lasso-text.ts", BEHAVIOR, [
    [
      "a lasso that returns to its last state stutters",
      "return loop === states.length;",
      "return loop === states.length - 1;",
      "that stutters says that nothing need happen, or that nothing can",
    ],
    [
      "a step from the last state is the one back",
      "return state === trace.states.length ?",
      "return state === trace.loop ?",
      "is told with its start, its last step and why it is fair",
    ],
    [
      "a strong condition without a step is enabled nowhere in the loop",
      'name.startsWith("SF")',
      'name.startsWith("XF")',
      "has no step of a strong condition because that is never enabled",
    ],
  ]),
  ...slips("src/report/lanes/picture.ts", LANES, [
    [
      "a lane by itself has the room of a page",
      "story.lanes.length === 1 ?",
      "story.lanes.length === 0 ?",
      "gives a lane by itself the room of a page, and the whole first state",
    ],
  ]),
  ...slips("src/report/lanes/rows.ts", LANES, [
    [
      "a lane by itself has the whole first state",
      "const alone = story.lanes.length === 1;",
      "const alone = false;",
      "gives a lane by itself the room of a page, and the whole first state",
    ],
  ]),
  ...slips("src/report/out-of-reach-text.ts", BEHAVIOR, [
    [
      "the last state itself is none of the others that are left",
      "{count - 1} other states`",
      "{count} other states`",
      "a lost possibility",
    ],
    [
      "nothing is enabled only if all steps count",
      "return by === null ?",
      "return by !== null ?",
      "a lost possibility",
    ],
  ]),
  ...slips("src/report/json.ts", BEHAVIOR, [
    [
      "the JSON says within what a property holds",
      "return { within, witness",
      "return { within: [], witness",
      "has what a property holds within, its witness, and what was excluded",
    ],
  ]),
  ...slips("src/report/text.ts", BEHAVIOR, [
    [
      "the table says within what a property holds",
      'property.status === "holds" && property.within.length > 0',
      "false",
      "says within what",
    ],
  ]),
  ...slips("src/report/counterexample.ts", CHECK, [
    [
      "an evaluation that failed has its trace among the others",
      "if (failure === null || failure.trace === null) return examples;",
      "if (failure === null || failure.trace !== null) return examples;",
      "draws the way to an evaluation that fails",
    ],
  ]),
  ...slips("src/cli/out-folder.ts", CHECK, [
    [
      "the picture of an evaluation that fails no more is removed",
      "return [...names, FAILURE_NAME];",
      "return names;",
      "draws the way to an evaluation that fails",
    ],
  ]),
  ...slips("src/report/counterexample.ts", DIAGRAM, [
    [
      "the last chance is marked",
      "trace.outOfReach?.lastChance === at + 1",
      "trace.outOfReach?.lastChance === at",
      "marks the last chance, and frames what is left with the steps between",
    ],
  ]),
  ...slips("src/report/shown-states.ts", DIAGRAM, [
    [
      "the state to which a long lasso returns is drawn",
      " || referred.includes(at)",
      "",
      "draws the state to which a very long lasso returns",
    ],
  ]),
  ...slips("src/checker/trace.ts", TRACE, [
    [
      "the last chance is the last state from which it can be reached",
      "path.states?.findLastIndex(",
      "path.states?.findIndex(",
      "has the last chance and what is left, with the actions between",
    ],
    [
      "a state with a successor is not deadlocked",
      "stutters && !hasSuccessor(model, last)",
      "stutters",
      "that stutters tells whether it need not go on",
    ],
  ]),
  ...slips("src/checker/liveness/run.ts", TRACE, [
    [
      "what cannot be decided is not for an end of the search",
      "verdicts.giveUp(open);",
      "",
      "is unchecked, with a warning, and not for an end of the search",
    ],
    [
      "a witness begins in an initial state",
      "const start = explored.pathTo(states[0] as number);",
      "const start = pathOf(search, states.slice(0, 1));",
      "has a shortest witness from an initial state",
    ],
  ]),
  ...slips("src/report/lanes/story.ts", LANES, [
    [
      "what ALIAS shows of a step that is not taken is not guessed from the variables",
      "return aliased ? [] : touches;",
      "return touches;",
      "does not call the step of a process another one's, whatever the variables are that ALIAS hides",
    ],
    [
      "who is where he was at first does not stand still, he has not begun",
      "!one && away[at]!",
      "!one",
      "has a lane for each process, and says who changes whom, stands still, and holds what",
    ],
    [
      "an arrow comes from the step since which the other one has been possible",
      "while (state > 1 && keys[state - 2]?.has(key) === true) state--;",
      "",
      "has a lane for each process, and says who changes whom, stands still, and holds what",
    ],
  ]),
  ...slips("src/report/lanes/lane.ts", LANES, [
    [
      "what belongs to a process as a whole belongs to nobody else",
      "within === null || !owned.includes(within)",
      "true",
      "gives what belongs to a process as a whole to nobody else, though others' names stand in it",
    ],
    [
      "a parameter that names somebody without a lane is not passed over",
      "contains(this.names, value)",
      "contains(this.members, value)",
      "says what could be done for ever and need not",
    ],
  ]),
  ...slips("src/report/states/parts.ts", STATES, [
    [
      "an element that differs little from one that is gone is that one changed",
      "2 * different.length <= all.length",
      "false",
      "names what changed inside the elements of a set",
    ],
  ]),
  ...slips("src/checker/enabled.ts", "test/checker/enabled.test.ts", [
    [
      "a step that changes nothing is none",
      "action === null || state.every(",
      "action === null || state.some(",
      "a counterexample by the interpreter says what each state allows, and where",
    ],
  ]),
  ...slips("src/report/lanes/cell.ts", LANES, [
    [
      "a short value follows a long name",
      'before !== "" && isAtom(value)',
      'before === "" && isAtom(value)',
      "follows what a long name ends with where it is short itself",
    ],
  ]),
  ...slips("src/report/trace-text.ts", CHANGE, [
    [
      "what became of a part stands below its path where it does not fit behind it",
      "fits(first, indent)",
      "fits(path, indent)",
      'from <<>> to ([from |-> "server1", to |-> "server2", type |-> "Request"] :> 1)',
    ],
  ]),
  ...slips("src/report/change.ts", CHANGE, [
    [
      "a parameter that is short is said as it is",
      "text.length > name.length + 10",
      "text !== name",
      "of a message that is an argument are said below it, in lines that fit",
    ],
    [
      "elements are said to move on only where that says less",
      "taken = 1; 2 * taken < differing; taken++",
      "taken = 1; taken < old.length; taken++",
      "from <<1, 2, 2, 3>> to <<2, 2, 3, 3>>",
    ],
    ["a step shows only what changed", "left.parts < 0 || same(before, after)", "left.parts < 0", "from 1 to 1"],
    [
      "a set that kept no element is shown whole",
      "if (kept === 0 && old.length > 0 && now.length > 0) return null;",
      "",
      "from {1} to {2}",
    ],
    [
      "a sequence that kept no element is shown whole",
      "if (kept > now.length || (kept === 0 && old.length > 0 && now.length > 0)) continue;",
      "if (kept > now.length) continue;",
      "from <<1, 2>> to <<3>>",
    ],
    [
      "what a queue gained stands behind what it kept",
      "appended: now.slice(kept)",
      "appended: now.slice(taken)",
      "from <<1, 2, 3>> to <<3, 4>>",
    ],
  ]),
  ...slips("src/report/trace-text.ts", TEXT, [
    [
      "states are numbered from 1",
      "String(at + 1).padStart(4)",
      "String(at).padStart(4)",
      "tells verdicts, the trace with what changed, and counts",
    ],
  ]),
  ...slips("src/report/json.ts", TEXT, [
    [
      "the JSON says why a property is unchecked",
      '...(property.status === "unchecked" ? { reason: property.reason } : {}),',
      "",
      "is the documented document",
    ],
    [
      "the JSON gives a failed evaluation its trace",
      "result?.failure?.diagnostic === diagnostic",
      "result?.failure?.diagnostic !== diagnostic",
      "gives a failed evaluation its trace",
    ],
  ]),
];
