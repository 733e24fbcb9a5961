/** Slips in what a name means: overrides, instances, parts of formulas. */

import { type Mutation, slips } from "./mutation.ts";

const NAMES = "test/models/tla/names.test.ts";
const COMPOSED = "binds in a composition what its variables are between, too";
const MEANING = "test/models/tla/expression.test.ts";
const RESOLVED = "test/tla/semantics/names.test.ts";

const modules: readonly Mutation[] = [
  ...slips("src/models/tla/interpret/builtin.ts", MEANING, [
    [
      "v' of a variable that an expression replaces is that expression primed",
      "return primedEvaluator(interpreter, interpreter.evaluator(operand, place));",
      "return interpreter.evaluator(operand, place);",
      "a variable replaced by an expression is primed with it",
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", MEANING, [
    [
      "an operator that the cfg replaces is replaced everywhere",
      "if (by !== null) return this.replaced(by, args, at);",
      'if (by?.kind === "constant") return this.replaced(by, args, at);',
      "a library operator replaced everywhere, and one module's use of it only",
    ],
    [
      "a definition may be given a value by the cfg",
      "if (by !== null) return this.replaced(by, args, at);",
      'if (by?.kind === "definition") return this.replaced(by, args, at);',
      "values, model values, definitions and replaced definitions",
    ],
  ]),
  ...slips("src/models/tla/core/fixed.ts", "test/models/tla/core/fixed.test.ts", [
    [
      "only what is false ends a conjunction",
      "this.truthOf(item) === false",
      "this.truthOf(item) !== null",
      "what follows in a conjunction counts where it is reached",
    ],
    [
      "a condition that is false leaves the other branch",
      "truth ? expression.then : expression.else",
      "truth ? expression.else : expression.then",
      "a branch of IF counts where it is reached",
    ],
  ]),
  ...slips("src/models/tla/core/circles.ts", "test/models/tla/compile/circle.test.ts", [
    [
      "a circle that the cfg closes is recursive",
      "if (walked.has(used)) used.recursive = true;",
      "if (walked.has(used)) continue;",
      "of a name without arguments is an error where it is shown",
    ],
  ]),
  ...slips("src/tla/semantics/module.ts", MEANING, [
    [
      "without WITH a declared name is replaced by the same name outside",
      "if (implicit !== null) substitutions.set(symbol, implicit);",
      "",
      "substitution of constants and variables, named and not",
    ],
  ]),
  ...slips("src/models/tla/behavior.ts", "test/models/tla/no-behavior.test.ts", [
    [
      "an Init that is FALSE means no behavior only where no property is listed",
      "if ([invariants, properties, possible, postconditions].some((list) => list.length > 0)) return false;",
      "",
      "an Init that is FALSE, but an invariant to check",
    ],
    [
      "only without variables a specification needs no initial predicate",
      "init.length === 0 && this.program.root.variables.length === 0",
      "init.length === 0",
      "a specification with variables and no Init",
    ],
  ]),
  ...slips("src/models/tla/constants.ts", "test/errors/fixtures.test.ts", [
    [
      "what replaces a constant is constant",
      "if (level > 0) {",
      "if (level > 1) {",
      "a constant that is replaced by what depends on the state",
    ],
    [
      "what is replaced itself replaces nothing",
      "if (!replacements.has(by)) continue;",
      "continue;",
      "a replacement by what is replaced itself",
    ],
  ]),
  ...slips("src/models/tla/constants.ts", NAMES, [
    [
      "a model value that is given to something counts",
      "if (module === null) return;",
      "if (module === null || !module.scope.has(entry.name)) return;",
      "may be a model value of the same name, given to a definition of an instance",
    ],
  ]),
  ...slips("src/models/tla/constants.ts", RESOLVED, [
    [
      "a constant is given one value",
      "if (before !== undefined && before !== text) this.warnOfSecond(entry);",
      "",
      "a constant given twice",
    ],
    [
      "integers are exact up to 2^53 - 1",
      "if (Number.isSafeInteger(number)) return number;",
      "if (Number.isInteger(number)) return number;",
      "an integer that is too large",
    ],
  ]),
];

export const coreMutations: readonly Mutation[] = [
  ...modules,
  ...slips("src/models/tla/core/overrides.ts", NAMES, [
    [
      "an override replaces one definition, not what an instance shows of it",
      "if (a.symbol !== b.symbol || a.chain.length !== b.chain.length) return false;",
      "if (a.symbol !== b.symbol) return false;",
      "does not reach a definition that is named through an instance",
    ],
    [
      "an override for a module replaces a text",
      'return symbol.kind === "operator" ? (this.texts.get(symbol) ?? null) : null;',
      "return null;",
      "for a module reaches its texts wherever they are seen",
    ],
  ]),
  ...slips("src/models/tla/core/instance.ts", NAMES, [
    [
      "a substitution of an instance goes before what the cfg says",
      "if (by !== undefined) return { by, at };",
      'if (by !== undefined && at.symbol?.target.constants[0]?.module.name !== "Par") return { by, at };',
      "replaces a constant of a module that the root extends, too",
    ],
    [
      "an instance in an instance is read where it stands",
      "const parameters = [...this.parameters, ...symbol.parameters.filter((p) => !given.has(p))];",
      "const parameters = symbol.parameters.filter((p) => !given.has(p));",
      "of instances inside instances replaces step by step",
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", NAMES, [
    [
      "an operator of an instance with parameters is an operator of the rest",
      "const missing = symbol.parameters.slice(lifted.length + args.length);",
      "const missing = symbol.parameters.slice(args.length);",
      "with parameters takes operators",
    ],
    [
      "an INSTANCE in a LET leaves its definitions there",
      "home.push(this.definition(made));",
      "this.topLevel.add(made);",
      "in a LET sees the names around it",
    ],
  ]),
  ...slips("src/tla/semantics/module.ts", "test/models/tla/subexpression.test.ts", [
    [
      "a part of what a LET defines is known where it replaces a constant",
      'if (symbol?.kind === "operator" && symbol.role === "part") {',
      'if (symbol?.kind === "operator" && symbol.role === "theorem") {',
      "LET E(k) == <<k + n, 0>> I == INSTANCE N WITH F <- E!1",
    ],
  ]),
  ...slips("src/models/tla/core/instance.ts", NAMES, [
    [
      "an instance with other variables for its parameters is another one",
      "one.given.size === given.size && ",
      "one.given.size === given.size || ",
      "with parameters is another one for other variables",
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", NAMES, [
    [
      "a variable for a parameter takes its place",
      'if (symbol?.kind === "variable" && this.program.root.variables.includes(symbol)) {',
      "if (symbol === undefined && this.program.root.variables.includes(symbol as never)) {",
      "with parameters binds under ENABLED what its arguments are",
    ],
    [
      "under ENABLED the variables of an instance are bound in what a LET around defines",
      "const definitions = definitionsNamed(action, site.names, this.program.tables);",
      "const definitions: Definition[] = definitionsNamed(action, null, this.program.tables);",
      "binds under ENABLED its variables in what a LET around defines, too",
    ],
    [
      "what is asked by a text under ENABLED is read there",
      "asked.length > 0 && chain.length === 0 ? this.readThere",
      "asked.length < 0 && chain.length === 0 ? this.readThere",
      "binds under ENABLED its variables in actions that are arguments, too",
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", "test/errors/fixtures.test.ts", [
    [
      "what ENABLED asks of an argument that cannot be read there is not known",
      "if (parameter !== undefined) this.refused.set(made, parameter);",
      "",
      "E364",
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", "test/cli/inquiry.test.ts", [
    [
      "what ENABLED asks of an operator that is an argument is not known",
      "if (args.length < symbol.parameters.length) return [...this.asking.actionsAskedOf(symbol)];",
      "if (args.length < symbol.parameters.length) return [];",
      "is refused where it is not known what ENABLED means in it",
    ],
  ]),
  ...slips("src/models/tla/core/asking.ts", NAMES, [
    [
      "what an operator asks of a parameter is found in those that it calls",
      "this.collect(arg, asking || asked.has(symbol.parameters[i] as ParameterSymbol), found, entered);",
      "this.collect(arg, asking, found, entered);",
      "binds under ENABLED its variables in actions that are arguments, too",
    ],
    [
      "what is asked of a definition of a LET is asked of what that names",
      "for (const part of textsOf(symbol)) this.collect(part, true, found, entered);",
      "",
      "binds under ENABLED its variables in actions that are arguments, too",
    ],
    [
      "a parameter is an action where what it is given is one",
      'const by = named?.kind === "parameter" ? writtenFor(names, named) : null;',
      "const by = null as OperatorSymbol | null;",
      "binds under ENABLED its variables in actions that are arguments, too",
    ],
  ]),
  ...slips("src/models/tla/core/asking.ts", NAMES, [
    [
      "what a composition is given is read in its second step, too",
      'if (composes && named?.kind === "variable") return true;',
      "",
      COMPOSED,
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", NAMES, [
    [
      "a composition binds the variables of an instance",
      'isBuiltin(reference, ["ENABLED", "\\\\cdot"], tables)',
      'isBuiltin(reference, ["ENABLED"], tables)',
      COMPOSED,
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", "test/models/tla/symmetric-sets.test.ts", [
    [
      "what replaces a variable that ENABLED binds is part of the text",
      "return this.call(symbol, [...actions, ...values], reference);",
      "return this.call(symbol, actions, reference);",
      "of which an instance asks ENABLED",
    ],
  ]),
  ...slips("src/models/tla/interpret/composition.ts", NAMES, [
    [
      "a composition gives a value to the variable that replaces one of an instance",
      "for (const { index, variable } of own) if (variable !== null) targets.set(index, variable);",
      "",
      COMPOSED,
    ],
    [
      "what replaces a variable of an instance has the value that a composition found",
      "others.every((one) => isFound(one.index, (value) => equal(one.after(f), value))) &&",
      "",
      COMPOSED,
    ],
  ]),
  ...slips("src/models/tla/core/around.ts", NAMES, [
    [
      "under ENABLED the variables of the modules around are bound, too",
      "if (at === instance || around.some((outer) => seen(outer).includes(symbol))) found.add(symbol);",
      "if (at === instance) found.add(symbol);",
      "binds under ENABLED the variables of the modules around its own, too",
    ],
    [
      "what a definition of a LET names is among what is named where it is",
      'if (found.symbol.kind === "operator") open.push(...textsOf(found.symbol));',
      'if (found.symbol.kind === "operator") open.push();',
      "binds under ENABLED its variables in what a LET around defines, too",
    ],
  ]),
  ...slips("src/tla/semantics/open-path.ts", NAMES, [
    [
      "parameters of instances come before those of the operator",
      "this.parameters.push(parameter);",
      "this.parameters.unshift(parameter);",
      "the instances of an operator argument take its first arguments",
    ],
  ]),
  ...slips("src/tla/semantics/reference.ts", NAMES, [
    [
      "only an operator argument leaves the arguments of instances out",
      "const left = use.arity > 0 ? open.arguments(symbol, step) : null;",
      "const left = open.arguments(symbol, step);",
      "an instance without its arguments is refused where a value is needed",
    ],
    [
      "a part has the arguments of the instances before it",
      "if (open.parameters.length > 0) {\n    const message",
      "if (open.parameters.length > 9) {\n    const message",
      "an instance without its arguments is refused where a value is needed",
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", "test/models/tla/subexpression.test.ts", [
    [
      "a part of what a LET around defines is read where it stands",
      'if (symbol.role === "part") return this.lower(lambdaOf(symbol, at.span, this.program.tables), site);',
      "",
      "definitions of a LET around the path",
    ],
  ]),
  ...slips("src/models/tla/conjuncts.ts", NAMES, [
    [
      "an argument is taken apart where its parameter stands",
      "if (argument === undefined || this.levelOf(reference) < 3) return [plain];",
      "return [plain];",
      "is decided without fairness where [] stands in an argument beside another",
    ],
    [
      "arguments are read where they were written",
      "return args.map((expression) => ({ expression, around: this.given }));",
      "return args.map((expression) => ({ expression, around: new Map() }));",
      "is decided without fairness where [] stands under what is given twice",
    ],
    [
      "each piece has its part of the argument",
      "parts.get(argument)?.[side] ?? argument.expression",
      "argument.expression",
      "is decided without fairness where [] stands in an argument beside another",
    ],
    [
      "an operator that is applied in its own argument is left as it is",
      "if (inside.some(({ parts }) => parts.has(argument))) return [plain];",
      "",
      "is what it is where an operator that is given is applied twice",
    ],
    [
      "a definition that is given is taken apart as a LAMBDA is",
      "const expression = this.applicable(argument.expression);",
      "const { expression } = argument;",
      "is decided without fairness where [] stands in the argument of a definition that is given",
    ],
    [
      "~ of a definition that is <> is [] of ~",
      "return this.named(operand, plain, false, negation);",
      "return [plain];",
      "is decided without fairness where [] stands as ~ of a definition",
    ],
    [
      "[]P behind a call is an invariant",
      'if (this.levelOf(operand) <= 1) return [{ ...plain, form: "always", expression: operand }];',
      'if (this.levelOf(operand) <= 1) return bare ? [{ ...plain, form: "always", expression: operand }] : [plain];',
      "is decided without fairness where [] stands behind a call with arguments",
    ],
    [
      "\\A of []P is an invariant",
      'if (expression.quantifier !== "\\\\A" || !constant) return [plain];',
      "return [plain];",
      "is decided without fairness where [] stands under a quantifier",
    ],
    [
      "[] below [] is []",
      'if (piece.form !== "plain") found.push(piece);',
      'if (piece.form !== "plain") return [plain];',
      "is decided without fairness where [] stands below another",
    ],
    [
      "a condition below [] stands beside what is always so",
      'else if (this.levelOf(piece.expression) <= 1) found.push({ ...piece, form: "always" });',
      "",
      "is decided without fairness where [] stands below another beside a condition",
    ],
    [
      "~<>~[] is []",
      "if (eventually !== null) return this.alwaysAlways(negation(eventually), plain, bare);",
      "",
      "is decided without fairness where [] stands below ~<>~",
    ],
    ["~<> is []~", 'case "~": {', 'case "no ~": {', "is decided without fairness where [] stands as ~<>"],
    [
      "a formula whose arguments are temporal is no state predicate",
      'if (this.levelOf(operand) <= 1) return [{ ...plain, form: "always", expression: operand }];',
      'if (this.facts.levelOf(operand) <= 1) return [{ ...plain, form: "always", expression: operand }];',
      "is temporal where an argument is",
    ],
  ]),
];
