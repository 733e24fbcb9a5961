/** Slips in the meaning of texts: successors, values, what is kept, what is asked. */

import { type Mutation, slips } from "./mutation.ts";

const SUCCESSORS = "test/models/tla/successors.test.ts";
const ASSIGNMENT = "test/models/tla/assignment.test.ts";
const MEANING = "test/models/tla/expression.test.ts";
const KEPT = "test/models/tla/kept-value.test.ts";
const PROPERTY = "test/models/tla/property.test.ts";
const BINDING = "test/models/tla/binding.test.ts";
const INQUIRY = "test/cli/inquiry.test.ts";

const asked: readonly Mutation[] = [
  ...slips("src/models/tla/interpret/binder.ts", "test/models/tla/applied-function.test.ts", [
    [
      "a set that is only asked for an element is not listed",
      "asked || staysSymbolic(base)",
      "staysSymbolic(base)",
      "an element of a set: a definition",
    ],
    [
      "a set of which an element was asked for is made anew where all of it is wanted",
      "if (asked) runtime.unstableReads++;",
      "",
      "where it fails is told, although an element",
    ],
  ]),
  ...slips("src/models/tla/interpret/rules.ts", "test/models/tla/applied-function.test.ts", [
    [
      "what asks its operands for an element",
      'new Set(["\\\\cup", "\\\\cap", "\\\\", "SUBSET"])',
      'new Set(["\\\\cup", "\\\\cap", "\\\\"])',
      "for all elements of another one",
    ],
    [
      "the fields of a set of records are asked for their values",
      "for (const { value } of expression.fields) add(value);",
      "",
      "of records, tuples and functions",
    ],
  ]),
  ...slips("src/values/cardinality.ts", "test/models/tla/applied-function.test.ts", [
    [
      "a set that is only to be asked for elements is not listed to find out whether it has some",
      "if (s.late) return UNDECIDED;",
      "",
      "of records, tuples and functions",
    ],
  ]),
  ...slips("src/models/tla/interpret/operator.ts", "test/models/tla/applied-function.test.ts", [
    [
      "a function that is defined with its argument and only applied is not made whole",
      "!symbol.recursive && !applied && isEnumerable(set)",
      "!symbol.recursive && isEnumerable(set)",
      "defined with its argument, in a LET",
    ],
    [
      "a function that is defined with its argument is whole where all of it is wanted",
      "if (applied) runtime.unstableReads++;",
      "",
      "the whole function, defined with its argument",
    ],
  ]),
  ...slips("src/models/tla/interpret/action.ts", "test/errors/failing-evaluation.test.ts", [
    [
      "what reads a next value elsewhere gives no part of a variable one",
      "return parts > 0 && (",
      "return true || (",
      "a part of a variable that is given a value",
    ],
  ]),
  ...slips("src/models/tla/next.ts", "test/models/tla/failing-step.test.ts", [
    ["behind an action its step is over", "runtime.leaf = -1;", "", "between two actions is in neither of them"],
    [
      "an argument that cannot be evaluated is left out",
      "if (isSpecError(error)) return null;",
      "",
      "in an argument of an action is told with the others",
    ],
  ]),
  ...slips("src/models/tla/executor.ts", "test/models/tla/failing-step.test.ts", [
    [
      "another failure than the one that is told says nothing",
      "!sameDiagnostic(diagnosticOf(error).diagnostic, failed)",
      "false",
      "that fails otherwise when it is looked for again",
    ],
  ]),
  ...slips("src/tla/semantics/question.ts", INQUIRY, [
    [
      "a model value is meant where a name means nothing else",
      "more.filter(({ name }) => unknown.has(name))",
      "[...more]",
      "knows the model values, which a trace shows, where the name means nothing else",
    ],
  ]),
  ...slips("src/models/tla/mutants/mutants.ts", "test/mutants/idle.long.test.ts", [
    [
      "a condition that was false is not TRUE",
      "(settles === true && !wasFalse.ever)",
      "(settles === true && wasTrue.ever)",
      "gives the same states and steps when it is explored",
    ],
    [
      "fairness counts without being evaluated",
      'uses === null || role === "fairness"',
      "uses === null",
      "is where nothing is evaluated, or what is always so",
    ],
    [
      "what is never evaluated is made an error",
      "if (!entered.ever) changes.set(key, tripped);",
      "if (!entered.ever) continue;",
      "is so with all the others at once, made into an error where that is wrong",
    ],
  ]),
  ...slips("src/mutants/baseline.ts", "test/mutants/idle.long.test.ts", [
    [
      "the same states by other steps are another specification",
      'if (!sameSteps(one, other)) return "steps";',
      "",
      "makes no difference where it does the same in each of them",
    ],
    [
      "a mutant is asked where its slip is evaluated",
      "for (const at of where) this.own.set(at, undefined);",
      "",
      "is judged as by itself where only what is not known is asked",
    ],
    [
      "what is known of another step is not taken for this one's",
      "step.action >= 0 && sameRow(step.to, to)",
      "step.action >= 0",
      "is judged as by itself where only what is not known is asked",
    ],
  ]),
  ...slips("src/models/tla/interpret/closed.ts", "test/models/tla/kept-value.test.ts", [
    [
      "what is known of a part of a chain is not found out again",
      "const answer = known.get(expression) ?? look(",
      "const answer = look(",
      "asks of each part of a long chain once whether it is the same in all states",
    ],
  ]),
  ...slips("src/models/tla/interpret/closed.ts", "test/mutants/idle.long.test.ts", [
    [
      "what is kept for all states is evaluated in none of them",
      "if (setup.uses?.placed === true) return code;",
      "",
      "is evaluated in no particular state where what it gives is kept for all",
    ],
  ]),
  ...slips("src/models/tla/interpret/operator.ts", "test/mutants/idle.long.test.ts", [
    [
      "a constant definition is evaluated in no particular state",
      "uses === null ? evaluate() : uses.outside(evaluate)",
      "evaluate()",
      "is evaluated in no particular state where what it gives is kept for all",
    ],
  ]),
  ...slips("src/models/tla/mutants/catalogue.ts", "test/mutants/idle.long.test.ts", [
    [
      "what assigns is no condition",
      '[{ ...settled(rule, at, "TRUE"), settles: null }]',
      '[settled(rule, at, "TRUE")]',
      "is where nothing is evaluated, or what is always so",
    ],
  ]),
];

const aliases: readonly Mutation[] = slips("src/models/tla/interpret/runtime.ts", ASSIGNMENT, [
  [
    "an argument x' is assigned to where its parameter is given a value",
    "return this.primed === primed ? this.variable : -1;",
    "return this.primed !== primed ? this.variable : -1;",
    "a variable of an instance is assigned through a parameter or a definition that stands for it",
  ],
  [
    "a definition of a LET may be a name for a variable",
    "return this.code.target(primed)?.(this.frame as Frame) ?? -1;",
    "return -1;",
    "an operator of the language passed as an argument assigns as it does where it is written",
  ],
]);

const composed: readonly Mutation[] = [
  ...slips("src/models/tla/interpret/runtime.ts", SUCCESSORS, [
    [
      "what an argument was in the first step of \\cdot it need not be in the second",
      "return !this.readsState || this.version === runtime.version ? this.value : undefined;",
      "return this.version < 0 ? undefined : this.value;",
      "a LET and an argument around \\cdot have their value in each of its steps",
    ],
  ]),
  ...slips("src/models/tla/interpret/composition.ts", SUCCESSORS, [
    [
      "the second step of \\cdot starts where the first ended",
      "runtime.current = middle.slice();",
      "runtime.current = before.slice();",
      "A \\cdot B is a step of A followed by a step of B",
    ],
    [
      "states inside the first action of \\cdot do not count",
      "runtime.next = new Array(count);\n    runtime.passed = uncountedState;",
      "runtime.next = new Array(count);",
      "states between the steps of \\cdot count as generated, those inside its first action do not",
    ],
  ]),
];

const passed: readonly Mutation[] = slips("src/models/tla/core/spelling.ts", ASSIGNMENT, [
  [
    "an operator that assigns, passed as an argument, is no operator on values",
    '...["=", "\\\\in", "\\\\subseteq"],',
    "",
    "an operator of the language passed as an argument assigns as it does where it is written",
  ],
]);

const rules: readonly Mutation[] = slips("src/models/tla/interpret/applied.ts", SUCCESSORS, [
  [
    "a constant function is a value",
    'if (known && setup.facts.dependence(symbol.body) === "nothing") return false;',
    "",
    "a function that is a value is true once",
  ],
]);

const splits: readonly Mutation[] = slips("src/models/tla/interpret/action.ts", SUCCESSORS, [
  [
    "\\/ gives one successor per true branch",
    "return disjunction(interpreter, reference.args, place, then);",
    "return condition(interpreter, reference, place, then);",
    "a state-level \\/ multiplies as well",
  ],
  [
    "bounded \\E gives one successor per witness",
    "return (f) => bound.forEach(f, body);",
    "return condition(interpreter, expression, place, then);",
    "bounded \\E gives one per witness, state-level too",
  ],
  [
    "the body of a defined operator splits, whatever its level",
    "if (called.value !== null || operator === null) return asCondition();",
    "if (called.value !== null || operator !== null) return asCondition();",
    "the body of a defined operator splits, whatever its level",
  ],
  [
    "the body of LET splits",
    "return control(interpreter, expression, place, (part) => interpreter.enumerator(part, place, then));",
    'if (expression.kind === "let") return condition(interpreter, expression, place, then);\n      return control(interpreter, expression, place, (part) => interpreter.enumerator(part, place, then));',
    "the body of LET splits, and its definitions do too when they are used as formulas",
  ],
  [
    "the arms of IF split",
    "return control(interpreter, expression, place, (part) => interpreter.enumerator(part, place, then));",
    'if (expression.kind === "if") return condition(interpreter, expression, place, then);\n      return control(interpreter, expression, place, (part) => interpreter.enumerator(part, place, then));',
    "the arms of IF split, its test does not",
  ],
  [
    "the arms of CASE split",
    "return control(interpreter, expression, place, (part) => interpreter.enumerator(part, place, then));",
    'if (expression.kind === "case") return condition(interpreter, expression, place, then);\n      return control(interpreter, expression, place, (part) => interpreter.enumerator(part, place, then));',
    "of CASE only the first true arm counts, and it splits; guards do not",
  ],
  [
    "of CASE only the first true arm counts",
    "return (arms[i] as (f: Frame) => T)(f);",
    "(arms[i] as (f: Frame) => T)(f);",
    "of CASE only the first true arm counts, and it splits; guards do not",
  ],
  [
    "the consequent of => splits once the antecedent is true",
    "const consequent = interpreter.enumerator(second, place, then);",
    "const consequent = condition(interpreter, second, place, then);",
    "the consequent of => splits once the antecedent is true",
  ],
  [
    "=> holds where its antecedent is false",
    '(truth(antecedent(f), "the left side of =>") ? consequent(f) : then(f))',
    '(truth(antecedent(f), "the left side of =>") ? consequent(f) : false)',
    "the consequent of => splits once the antecedent is true",
  ],
  [
    "\\A is a conjunction: disjunctions inside multiply",
    ": universal(interpreter, expression, place, then);",
    ": condition(interpreter, expression, place, then);",
    "\\A is a conjunction: disjunctions inside multiply",
  ],
  [
    "[A]_v is A, and then UNCHANGED v",
    "return (f) => act(f) || same(f);",
    "return act;",
    "[A]_v is A, and then v unchanged: two successors if both hold",
  ],
  [
    "<<A>>_v is A that changes v",
    "(f) => (same(f) ? false : then(f))",
    "(f) => then(f)",
    "<<A>>_v is A that changes v",
  ],
  [
    "the operands of <=> do not split",
    'case "\\\\/":\n      return disjunction(interpreter, reference.args',
    'case "<=>":\n    case "\\\\/":\n      return disjunction(interpreter, reference.args',
    "the operands of =, <=> and ~ do not split",
  ],
  [
    "x' = e compares once x' has a value",
    "if (old !== undefined) return equal(old, value(f)) ? then(f) : false;",
    "if (old !== undefined) return then(f);",
    "an assigned variable is compared from then on",
  ],
  [
    "x' \\in S tests once x' has a value",
    "if (state[variable] !== undefined) return compare(f);",
    "if (state[variable] !== undefined) return then(f);",
    "an assigned variable is compared from then on",
  ],
  [
    "an assignment is undone when the search comes back",
    "state[variable] = value(f);\n    const stop = then(f);\n    state[variable] = undefined;",
    "state[variable] = value(f);\n    const stop = then(f);",
    "assignments undone by backtracking leave nothing behind, kept values included",
  ],
  [
    "UNCHANGED takes definitions of tuples apart",
    'callAct(call, then, asCondition, "unchanged")',
    'callAct(call, then, asCondition, "formula")',
    "UNCHANGED takes tuples and definitions of tuples apart",
  ],
  [
    "a rule in action position is entered",
    "return isRule(interpreter.setup, expression)",
    "return expression === null",
    "a function applied as a conjunct is entered where it is written as a rule",
  ],
]);

const evaluation: readonly Mutation[] = [
  ...slips("src/models/tla/interpret/action.ts", "test/cli/coverage.test.ts", [
    [
      "with coverage, too, an argument may be an action",
      "setup.coverage != null && call.slot === null && ",
      "setup.coverage != null && ",
      "goes into an action that an operator has as its argument",
    ],
    [
      "coverage counts what the search asks, not what is replayed or asked of behaviors",
      "runtime.leafFrame !== null && coverage.counting",
      "runtime.leafFrame !== null",
      "leaves everything else as it is, and counts what the search asks alone",
    ],
  ]),
  ...slips("src/models/tla/interpret/action.ts", ASSIGNMENT, [
    [
      "names bound inside \\A have their values again when the search comes back",
      "f.slots = saved;",
      "",
      "names bound inside \\A have their values again when the search comes back",
    ],
    [
      "UNCHANGED compares a variable that has a value",
      "if (old !== undefined) return equal(old, value) ? then(f) : false;",
      "if (old !== undefined) return then(f);",
      "UNCHANGED compares a variable that has a value already",
    ],
    [
      "an unprimed variable is not assigned in Next",
      'return targetOf(interpreter, expression, place, interpreter.mode === "next");',
      "return targetOf(interpreter, expression, place, false);",
      "a conjunct of unprimed variables assigns nothing in Next",
    ],
  ]),
  ...slips("src/models/tla/interpret/binder.ts", ASSIGNMENT, [
    [
      "of several bound names the last varies fastest",
      "return this.bindFrom(sets, 0, frame, visit);",
      "return new Bindings(this.sets, [...this.list].reverse(), this.breath, null).bindFrom(sets, 0, frame, visit);",
      "bound names come in the order of values, the last one fastest",
    ],
  ]),
  ...slips("src/models/tla/interpret/binder.ts", MEANING, [
    [
      "CHOOSE takes the first element in the order of values",
      "for (const value of elementsAt(candidates, written)) {",
      "for (const value of [...elementsAt(candidates, written)].reverse()) {",
      "CHOOSE i \\in {5, 3, 4} : i > 3 is 4",
    ],
    [
      "\\A over the empty set is true",
      "return (f) => bound.forEach(f, visit) === exists;",
      "return (f) => bound.forEach(f, visit);",
      "\\A i \\in {} : FALSE is TRUE",
    ],
  ]),
  ...slips("src/models/tla/interpret/except.ts", MEANING, [
    [
      "each update of EXCEPT sees those before it",
      "result = update.at(result, keys",
      "result = update.at(base(f), keys",
      "[<<1, 2>> EXCEPT ![1] = @ + 10, ![1] = @ + 100] is",
    ],
    [
      "EXCEPT outside the domain changes nothing",
      "if (made !== null) return made;\n    this.missed[index]?.();\n    return fn;",
      "if (made !== null) return made;\n    return this.value(f);",
      "[<<1, 2>> EXCEPT ![1] = 5, ![9] = 3] is <<5, 2>>",
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", BINDING, [
    [
      "each call of a parametrised instance has its own parameters",
      "return [...around, ...left.map((arg) => this.lower(arg, site))];",
      "return [...around, ...chain.flatMap(({ instance: { parameters } }) => parameters.map((p) => this.call(p, [], nowhere(p))))];",
      "each call of a parametrised instance has its own parameters, inside one another too",
    ],
  ]),
  ...slips("src/models/tla/interpret/except.ts", BINDING, [
    [
      "the @ of an inner EXCEPT is its own",
      "this.slot = scope.allocate();",
      "this.slot = place.except?.slot ?? scope.allocate();",
      "the @ of an inner EXCEPT does not disturb that of the outer one",
    ],
  ]),
  ...slips("src/models/tla/interpret/binder.ts", BINDING, [
    [
      "each call of a recursive function has its own argument",
      "const own = busy ? kept.snapshot() : kept;",
      "const own = kept;",
      "each call of a recursive function has its own argument",
    ],
    [
      "a tuple pattern has as many names as the tuple has components",
      "parts.length !== binding.slots.length",
      "parts.length < binding.slots.length",
      "tuple patterns bind by position and refuse tuples of another length",
    ],
  ]),
  ...slips("src/models/tla/interpret/operator.ts", MEANING, [
    [
      "a recursive function is the function that its body names",
      "if (!symbol.recursive && !applied && isEnumerable(set)) {",
      "if (!applied && isEnumerable(set)) {",
      "f is <<1, 2, 6>>",
    ],
    [
      "arguments are evaluated only where they are needed",
      "return (f) => new Thunk(code, f, -1, false);",
      "return (f) => code.evaluate(f);",
      "Lazy(1, CHOOSE x \\in {} : TRUE) is 1",
    ],
  ]),
  ...slips("src/models/tla/interpret/primed.ts", SUCCESSORS, [
    [
      "ENABLED tries a next state of its own",
      "runtime.next = new Array(count);",
      "",
      "ENABLED tries a next state of its own",
    ],
  ]),
  ...slips("src/models/tla/interpret/primed.ts", KEPT, [
    [
      "ENABLED gives the next state back",
      "runtime.next = next;",
      "",
      "ENABLED leaves the assignments made before it alone",
    ],
  ]),
  ...slips("src/models/tla/interpret/expression.ts", PROPERTY, [
    [
      "[A]_v is true of a step that leaves v unchanged",
      'truth(action(f), "the action in [A]_v") || same(f)',
      'truth(action(f), "the action in [A]_v")',
      "[][A]_v allows steps that leave v unchanged, <<A>>_v does not come up as one",
    ],
  ]),
];

const kept: readonly Mutation[] = [
  ...slips("src/models/tla/interpret/runtime.ts", KEPT, [
    [
      "what waits in a slot that is kept waits in a frame of its own",
      "waits && slot.frame !== null ? slot.in(copyOf(slot.frame)) : slot",
      "slot",
      "that waits to be evaluated",
    ],
    [
      "the value of an argument in the next state is kept for that",
      "const isKept = runtime.primed === 0 || this.value === undefined || this.inNext;",
      "const isKept = runtime.primed === 0;",
      "what the next state is asked for twice is evaluated once",
    ],
    [
      "the value of an argument that reads a primed variable is not kept",
      "isKept && runtime.unstableReads === unstableReads",
      "isKept",
      "an argument that reads a primed variable follows its assignments",
    ],
  ]),
  ...slips("src/models/tla/interpret/operator.ts", KEPT, [
    [
      "a constant definition is evaluated once, for Init and for Next",
      "definitions.set(this.symbol, value);",
      "",
      "what a definition draws at random is the same in Init and Next",
    ],
    [
      "a definition is kept for the next state",
      "        this.nextVersion = runtime.version;\n",
      "",
      "what the next state is asked for twice is evaluated once",
    ],
    [
      "the value of a definition that reads a primed variable is not kept",
      "else if (runtime.unstableReads === unstableReads && ",
      "else if (",
      "a definition that reads a primed variable follows its assignments",
    ],
    [
      "the value of a definition that prints is not kept for the state",
      " && runtime.effects === effects)",
      ")",
      "a definition that prints prints wherever it stands",
    ],
    [
      "a definition that reads a kept one depends on the state",
      "if (version === this.version || version === this.nextVersion) {\n      runtime.reads++;",
      "if (version === this.version || version === this.nextVersion) {",
      "a definition that reads another, already known one depends on the state as well",
    ],
  ]),
  ...slips("src/models/tla/interpret/primed.ts", KEPT, [
    [
      "what is kept in this state is not used in the next one",
      "    runtime.renew();\n    runtime.primed++;",
      "    runtime.primed++;",
      "a definition is evaluated anew in the next state",
    ],
    [
      "what is kept in the next state is not used in this one",
      "      runtime.version = version;\n    }\n  };\n}\n\n/** `ENABLED A`",
      "    }\n  };\n}\n\n/** `ENABLED A`",
      "a definition is evaluated anew in the next state",
    ],
  ]),
  ...slips("src/models/tla/interpret/interpreter.ts", KEPT, [
    [
      "while Init is enumerated nothing that reads a variable is kept",
      "if (unstable) runtime.unstableReads++;",
      "",
      "a definition that Init uses follows its assignments",
    ],
  ]),
  ...slips("src/models/tla/executor.ts", KEPT, [
    [
      "what is kept is kept for one state",
      "if (state !== runtime.current) runtime.renew();",
      "",
      "a definition has the value of the state in which it is asked",
    ],
  ]),
  ...slips("src/models/tla/interpret/binder.ts", KEPT, [
    [
      "a function on an infinite set keeps the names with which it was made",
      "const kept = frame.snapshot();",
      "const kept = frame;",
      "a function on an infinite set keeps the names with which it was made",
    ],
  ]),
];

export const interpreterMutations: readonly Mutation[] = [
  ...splits,
  ...aliases,
  ...composed,
  ...rules,
  ...passed,
  ...evaluation,
  ...kept,
  ...asked,
];
