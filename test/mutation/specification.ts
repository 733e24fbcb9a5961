/** Slips in what a specification is made of: its actions and properties, the run that it asks about, what it draws. */

import { type Mutation, slips } from "./mutation.ts";

const ACTIONS = "test/models/tla/action-names.test.ts";
const PROPERTY = "test/models/tla/property.test.ts";
const REAL_TIME = "test/models/tla/real-time.test.ts";
const LONG = "test/checker/long-evaluation.test.ts";
const RUN_VIEW = "test/models/tla/run-view.test.ts";

export const specificationMutations: readonly Mutation[] = [
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
      "what fails where the way between two states is looked for is a failure of the specification",
      "const steps = this.attempt(\n      () => this.stepsBetween(states, this.executor),\n      (tracer) => this.stepsBetween(states, tracer),\n    );",
      "const steps = this.stepsBetween(states, this.executor);",
      "is an error of the specification where Next fails when it is looked for",
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
  ...slips("src/checker/whole-graph.ts", "test/cli/graph.test.ts", [
    [
      "a graph's successor is one level below the state that it leaves",
      "this.levels.push(this.asked.level + 1);",
      "this.levels.push(1);",
      "knows the level, the action and the way of each state, as a search does",
    ],
  ]),
  ...slips("src/models/tla/run-view.ts", "test/checker/enabled.test.ts", [
    [
      "a state that is asked alone has no level",
      "shown.alone === true ? -1 : shown.at + 1",
      "shown.at + 1",
      "says nothing where it depends on how the state was reached",
    ],
  ]),
  ...slips("src/models/tla/run-view.ts", RUN_VIEW, [
    [
      "in ALIAS the level is that of the state",
      "-1 : shown.at + 1,",
      "-1 : shown.at,",
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
      "else if (step === null) step",
      'else if (step === null || form === "step") step',
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
  ...slips("src/models/tla/conjuncts.ts", REAL_TIME, [
    [
      "what RealTime says of behaviors is taken apart",
      "if (symbol.module.library && this.facts.levelOf(body) < 3) return [plain];",
      "if (symbol.module.library) return [plain];",
      "x = 0 /\\ RTnow(x): now",
    ],
  ]),
  ...slips("src/models/tla/conjuncts.ts", ACTIONS, [
    [
      "no LET stays around a step that needs none of its definitions",
      "this.names(body, added) ? { ...expression, definitions, body } : body",
      "({ ...expression, definitions, body })",
      "an action is found in a specification that is written with LET: LET Fair",
    ],
    [
      "a step in a definition of LET is taken out of it",
      "(bare || source === plain.source) && reference.args.length === 0",
      "bare && reference.args.length === 0",
      "an action is found in a specification that is written with LET: LET Step",
    ],
    [
      "LET stays around a step that needs its definitions",
      "this.homes.get(symbol) === home) return true;",
      "this.homes.get(symbol) === home) return false;",
      "a step of what LET defines has no other name",
    ],
  ]),
  ...slips("src/models/tla/conjuncts.ts", PROPERTY, [
    [
      "a condition that is an argument has the level of what is given",
      "return argument === undefined ? 1 : this.within(argument.around, () => this.levelOf(argument.expression));",
      "return 0;",
      "a condition on the state that is an argument stays where it is, too: Where(x = 0)",
    ],
    [
      "a branch of IF is asked where its condition says so",
      "values.map((_, i) => (i === at ? body : otherwise))",
      "values.map(() => body)",
      "what is not asked is not decided, and a condition on the state stays where it is",
    ],
    [
      "the condition of IF is asked at the beginning of a behavior",
      "if (conditions.some((condition) => this.levelOf(condition) > 0)) return [plain];",
      "",
      "what is not asked is not decided, and a condition on the state stays where it is",
    ],
    [
      "what is before => is asked at the beginning of a behavior",
      "if (this.levelOf(operand) > 0) return [plain];",
      "",
      "what is not asked is not decided, and a condition on the state stays where it is",
    ],
    [
      "the A of a step has its part of the argument",
      'parts.set(argument, { expression: part("expression"), action: part("action") });',
      'parts.set(argument, { expression: part("expression"), action: part("expression") });',
      "Next may be in an argument",
    ],
    [
      "temporal definitions are entered",
      "if (open && this.facts.levelOf(reference) === 3) return inside;",
      "if (open) return [plain];",
      "is taken apart into initial predicate, next-state relation and fairness, through definitions",
    ],
  ]),
  ...slips("src/models/tla/model.ts", PROPERTY, [
    [
      "all constraints must hold",
      "if (!this.test(formula, row, null)) return false;",
      "if (this.test(formula, row, null)) return true;",
      "all constraints must hold",
    ],
  ]),
  ...slips("src/models/tla/load.ts", PROPERTY, [
    [
      "deadlock is checked unless the cfg says otherwise",
      "checkDeadlock: request.deadlock && (config.checkDeadlock?.value ?? true)",
      "checkDeadlock: request.deadlock && (config.checkDeadlock?.value ?? false)",
      "is on unless the configuration says otherwise",
    ],
  ]),
  ...slips("src/models/tla/environment.ts", "test/cli/spec-access.test.ts", [
    [
      "a variable of the environment is told of where it is asked for first",
      "before.start < expression.span.start",
      "before.start > expression.span.start",
      "warns of a variable that a spec asks for, that is set and not named, once",
    ],
    [
      "no other record is the environment",
      'symbol.module.library && symbol.name === "IOEnv"',
      "symbol.module.library",
      "warns of a variable that a spec asks for, that is set and not named, once",
    ],
  ]),
];
