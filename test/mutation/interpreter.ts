/** Slips in the meaning of specifications: successors, values, what is kept, actions, properties. */

import { type Mutation, slips } from "./mutation.ts";

const SUCCESSORS = "test/models/tla/successors.test.ts";
const ASSIGNMENT = "test/models/tla/assignment.test.ts";
const MEANING = "test/models/tla/expression.test.ts";
const KEPT = "test/models/tla/kept-value.test.ts";
const ACTIONS = "test/models/tla/action-names.test.ts";
const PROPERTY = "test/models/tla/property.test.ts";
const BINDING = "test/models/tla/binding.test.ts";
const LONG = "test/checker/long-evaluation.test.ts";
const RUN_VIEW = "test/models/tla/run-view.test.ts";

const INQUIRY = "test/cli/inquiry.test.ts";

const asked: readonly Mutation[] = [
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
  ...slips("src/models/tla/interpret/false-parts.ts", INQUIRY, [
    [
      "a negation is false by what is true in it",
      "value: !text.value });\n        return true;",
      "value: text.value });\n        return true;",
      "is the smallest part that decides, behind quantifiers, definitions, LET, IF and negations",
    ],
    [
      "names that are bound inside a part have no value around it",
      "inside.has(symbol) ? []",
      "false ? []",
      "says that a set of a part is empty",
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

const composed: readonly Mutation[] = slips("src/models/tla/interpret/runtime.ts", SUCCESSORS, [
  [
    "what an argument was in the first step of \\cdot it need not be in the second",
    "const current = !this.readsState || this.version === runtime.version;",
    "const current = true;",
    "a LET and an argument around \\cdot have their value in each of its steps",
  ],
]);

const passed: readonly Mutation[] = slips("src/models/tla/core/lower.ts", ASSIGNMENT, [
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
    "return (arms[i] as Act)(f);",
    "(arms[i] as Act)(f);",
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
  [
    "a rule in action position is entered",
    "return isRule(interpreter.setup, expression)",
    "return expression === null",
    "a function applied as a conjunct is entered where it is written as a rule",
  ],
]);

const evaluation: readonly Mutation[] = [
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
      "for (const value of enumerable(candidates)) {",
      "for (const value of [...enumerable(candidates)].reverse()) {",
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
      "return [...around, ...chain.flatMap(({ args }) => args.map((arg) => this.lower(arg, site)))];",
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
      "if (!symbol.recursive && isEnumerable(set)) {",
      "if (isEnumerable(set)) {",
      "f is <<1, 2, 6>>",
    ],
    [
      "arguments are evaluated only where they are needed",
      "return (f) => (remembering === null ? new Thunk(code, f, -1, false) : remembering.thunk(code, f));",
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
      "a kept argument is not used in the next state",
      "return runtime.primed === 0 && current ? this.value : undefined;",
      "return current ? this.value : undefined;",
      "an argument is evaluated anew in the next state, whichever state is asked first",
    ],
    [
      "the value of an argument in the next state is not kept",
      "this.variable < 0 && runtime.primed === 0 &&",
      "this.variable < 0 &&",
      "an argument is evaluated anew in the next state, whichever state is asked first",
    ],
    [
      "the value of an argument that reads a primed variable is not kept",
      "runtime.primed === 0 && runtime.unstableReads === unstableReads",
      "runtime.primed === 0",
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
      "a kept definition is not used in the next state",
      "const stable = runtime.primed === 0 && remembering?.recording !== true;",
      "const stable = true;",
      "a definition is evaluated anew in the next state",
    ],
    [
      "the value of a definition that reads a primed variable is not kept",
      "else if (stable && runtime.unstableReads === unstableReads)",
      "else if (stable)",
      "a definition that reads a primed variable follows its assignments",
    ],
    [
      "a definition that reads a kept one depends on the state",
      "if (stable && this.version === runtime.version) {\n      runtime.reads++;",
      "if (stable && this.version === runtime.version) {",
      "a definition that reads another, already known one depends on the state as well",
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
      "if (state !== runtime.current) runtime.version++;",
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

const actions: readonly Mutation[] = [
  ...slips("src/models/tla/next.ts", ACTIONS, [
    [
      "an action of an instance carries its name",
      "name: reference.name,",
      "name: symbol.name,",
      "an action of an instance carries the name of the instance",
    ],
    [
      "an action is found behind labels",
      'if (expression.kind === "label") return go(expression.body);',
      "",
      "an action is found below junction lists, bounded \\E and labels",
    ],
    [
      "parameters are the arguments first",
      "[...action.arguments, ...bound]",
      "[...bound, ...action.arguments]",
      "parameters are the arguments, then the names bound on the way, as they were in this step",
    ],
    [
      "a parameter is read in the call that bound it",
      "for (let i = leaf.depth; i > depth; i--)",
      "for (let i = leaf.depth; i > depth + 1; i--)",
      "names are read in the call that bound them",
    ],
    [
      "an operator used in two places is one action",
      "names.set(action.name, index);",
      "",
      "an operator used in two places is one action",
    ],
    [
      "an action is the operator entered last",
      "const act = this.walk(symbol.body, inside, resume, { action,",
      "const act = this.leaf(symbol.body, inside, resume, { action, path, bound, depth }) ?? this.walk(symbol.body, inside, resume, { action,",
      "an action is the operator entered last before a formula that is not taken apart",
    ],
  ]),
  ...slips("src/models/tla/model.ts", ACTIONS, [
    [
      "a trace names the first action in text order",
      "found = { index, parameters: executor.parameters() };\n      return true;",
      "found = { index, parameters: executor.parameters() };\n      return false;",
      "of several actions with the same step a trace names the first in text order",
    ],
  ]),
  ...slips("src/models/tla/model.ts", "test/models/tla/one-failure.test.ts", [
    [
      "a trace is shown although the way between its states cannot be evaluated",
      "const steps = this.attempt(\n      () => this.stepsBetween(states, this.executor),\n      (tracer) => this.stepsBetween(states, tracer),\n    );",
      "const steps = this.stepsBetween(states, this.executor);",
      "although the steps of that trace cannot be found again",
    ],
  ]),
  ...slips("src/models/tla/model.ts", RUN_VIEW, [
    [
      "primes of ALIAS in the last state of a lasso mean the state to which it returns",
      "closing === null ? states.slice(-1)",
      "closing !== null ? states.slice(-1)",
      "has in the last state of a lasso the state to which it returns as its next one",
    ],
    [
      "a field of ALIAS that fails leaves the others",
      "if (fields.length === 0) return whole;",
      "return whole;",
      "says in the state where a field fails why it does, and shows the others",
    ],
  ]),
  ...slips("src/models/tla/interpret/operator.ts", LONG, [
    [
      "calls without an end obey budgets and signals",
      "this.interpreter.setup.breath.take();\n    const code = this.code",
      "const code = this.code",
      "a budget ends an evaluation that would take too long: calls",
    ],
  ]),
  ...slips("src/models/tla/interpret/binder.ts", LONG, [
    [
      "a CHOOSE without an end obeys budgets and signals",
      "bound.breath.take();\n      bind(binding, f, value);\n      if (truth",
      "bind(binding, f, value);\n      if (truth",
      "a budget ends an evaluation that would take too long: CHOOSE",
    ],
  ]),
  ...slips("src/models/tla/run-view.ts", RUN_VIEW, [
    [
      "in ALIAS the level is that of the state",
      "level: shown.at + 1,",
      "level: shown.at,",
      "knows level, action and trace of each state",
    ],
    [
      "there is no counterexample before the run is over",
      "shown === null && facts.level === 0 ?",
      "shown === null ?",
      "is empty where nothing is violated, and before the run is over",
    ],
    [
      "an edge of a counterexample leads to the next state",
      "numbered[i + 1] ?? (numbered[loop] as Value)",
      "numbered[i] ?? (numbered[loop] as Value)",
      "is the trace with its steps",
    ],
  ]),
  ...slips("src/models/tla/library/registers.ts", RUN_VIEW, [
    [
      "what is evaluated again stores nothing",
      "restore(context.registers, kept);",
      "",
      "action is the one that led to the state, found without a trace in the registers",
    ],
  ]),
];

const properties: readonly Mutation[] = [
  ...slips("src/models/tla/behavior.ts", PROPERTY, [
    [
      "[]P breaks an invariant",
      ': { over: "state", breaks: "invariant", formula };',
      ': { over: "state", breaks: "property", formula };',
      "[]P breaks an invariant, a state predicate and [][A]_v a property",
    ],
    [
      "a state predicate as a PROPERTY is asked of initial states only",
      'return { over: possible ? "possible" : "initial", breaks: "property", formula };',
      'return { over: possible ? "possible" : "state", breaks: "property", formula };',
      "is split into initial predicates, invariants, action properties and the temporal rest",
    ],
    [
      "every state predicate of a SPECIFICATION is part of Init",
      'if (form === "plain") (conjunct.level <= 1 ? init : fairness).push(conjunct);',
      'if (form === "plain" && conjunct.level <= 1) init[0] = conjunct; else if (form === "plain") fairness.push(conjunct);',
      "is taken apart into initial predicate, next-state relation and fairness, through definitions",
    ],
    [
      "a SPECIFICATION has one next-state relation",
      "else if (next === null) {",
      "else if (next === null || action !== null) {",
      "with two next-state relations is refused",
    ],
    [
      "an assumption breaks an assumption",
      '{ over: "constant", breaks: "assumption", formula }',
      '{ over: "constant", breaks: "invariant", formula }',
      "is decided by name, or by line where it has none, and breaks an assumption",
    ],
  ]),
  ...slips("src/checker/liveness/prefix.ts", PROPERTY, [
    [
      "a fair behavior goes on from the end of a finite counterexample",
      "(yield* goesOn(shortest.states.at(-1) as number, assumptions, atoms)) ? shortest : null",
      "shortest",
      "a finite way counts where a fair behavior goes on from its end",
    ],
    [
      "no prefix decides what is asked of the far end",
      "pairs.length > 0 || ",
      "",
      "what a finite way refutes has a finite trace: <>(x = 2) => []<>(x = 0)",
    ],
    [
      "a finite way that speaks of steps breaks a property",
      "readsSteps(tableau, atoms) }",
      "false }",
      "what a finite way refutes has a finite trace: \\E i \\in {2} : [][x' # i]_x",
    ],
  ]),
  ...slips("src/checker/liveness/product.ts", PROPERTY, [
    [
      "a finite way ends where nothing is left to satisfy",
      "this.tableau.nodes[node]?.last === true",
      "true",
      "what a finite way refutes has a finite trace: [](x = 1 => [](x # 3))",
    ],
  ]),
  ...slips("src/models/tla/draws.ts", "test/models/tla/draws.test.ts", [
    [
      "the draws of a state go on after its successor was asked about",
      "this.previous?.key === key ? this.previous : {",
      "{",
      "the draws of a state go on after a successor was asked about",
    ],
    [
      "what is evaluated again begins with the state's first draw",
      "this.current = null;",
      "",
      "what is evaluated again draws the same, and leaves no trace",
    ],
    [
      "each state has its own draws",
      "(Math.imul(sum, 31) + hash(value)) | 0",
      "sum",
      "each state has its own draws, whatever was drawn before",
    ],
  ]),
  ...slips("src/models/tla/load.ts", "test/models/tla/draws.test.ts", [
    [
      "what is drawn in a step is the state's",
      "output.draws.next(output.view?.drawing() ?? null)",
      "output.draws.next(null)",
      "the steps of a trace are those that were drawn",
    ],
  ]),
  ...slips("src/models/tla/conjuncts.ts", PROPERTY, [
    [
      "a branch of IF is asked where its condition says so",
      "values.map((_, i) => (i === at ? body : otherwise))",
      "values.map(() => body)",
      "what is not asked is not decided, and a condition on the state stays where it is",
    ],
    [
      "the condition of IF is asked at the beginning of a behavior",
      "if (conditions.some((condition) => this.facts.levelOf(condition) > 0)) return [plain];",
      "",
      "what is not asked is not decided, and a condition on the state stays where it is",
    ],
    [
      "what is before => is asked at the beginning of a behavior",
      "if (this.facts.levelOf(operand) > 0) return [plain];",
      "",
      "what is not asked is not decided, and a condition on the state stays where it is",
    ],
    [
      "[] as an argument makes an invariant",
      'symbol?.kind === "parameter" ? this.given.get(symbol) : symbol',
      "symbol",
      "an argument that is [] makes an invariant, or a step property, as [] itself does",
    ],
    [
      "temporal definitions are entered",
      "if (open && this.facts.levelOf(reference) === 3) return inside;",
      "if (open) return [plain];",
      "is taken apart into initial predicate, next-state relation and fairness, through definitions",
    ],
  ]),
  ...slips("src/models/tla/model.ts", PROPERTY, [
    ["all constraints must hold", "constraints.every(", "constraints.some(", "all constraints must hold"],
  ]),
  ...slips("src/models/tla/load.ts", PROPERTY, [
    [
      "deadlock is checked unless the cfg says otherwise",
      "checkDeadlock: request.deadlock && (config.checkDeadlock?.value ?? true)",
      "checkDeadlock: request.deadlock && (config.checkDeadlock?.value ?? false)",
      "is on unless the configuration says otherwise",
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
  ...actions,
  ...properties,
  ...asked,
];
