/** Slips in what reads modules and configurations: lexer, parser, names, levels. */

import { type Mutation, slips } from "./mutation.ts";

const LEXER = "test/tla/syntax/lexer.test.ts";
const OPERATORS = "test/tla/syntax/operators.test.ts";
const EXPRESSION = "test/tla/syntax/expression.test.ts";
const MODULE = "test/tla/syntax/module.test.ts";
const READER = "test/tla/config/reader.test.ts";
const NAMES = "test/tla/semantics/names.test.ts";
const LEVELS = "test/tla/semantics/levels.test.ts";
const PARTS = "test/models/tla/subexpression.test.ts";
const MEANING = "test/models/tla/expression.test.ts";

export const languageMutations: readonly Mutation[] = [
  ...slips("src/tla/syntax/module.ts", "test/tla/syntax/mistake.test.ts", [
    [
      "a comment that ended is none",
      'opened > before.lastIndexOf("*)")',
      "opened >= 0",
      "a header in a comment before the first module",
    ],
  ]),
  ...slips("src/tla/syntax/cursor.ts", "test/errors/fixtures.test.ts", [
    [
      "a `<<` that is closed has no `>` that is meant to close it",
      'if (kind === ">>" || kind === ">>_") closed++;',
      "",
      "E112 a `<<` that is not closed, with a `>` in a tuple that is",
    ],
  ]),
  ...slips("src/tla/syntax/lexer.ts", LEXER, [
    [
      "a tab moves to the next column of the form 8n + 1",
      "tabStop - ((column - 1) % tabStop)",
      "tabStop - (column % tabStop)",
      "gives columns with tab stops of 8, and tells what begins a line",
    ],
    [
      "tabs in strings move the columns of what follows",
      'if (body.includes("\\t")) this.recount(start, end + 1);',
      "",
      "gives columns with tab stops of 8, and tells what begins a line",
    ],
    [
      "SF_ begins fairness as WF_ does",
      "(first === 87 || first === 83) &&",
      "first === 87 &&",
      "tells names from numbers, keywords and fairness",
    ],
    [
      "after a backslash the longest known word is taken, not all letters",
      "for (; end > position + 1; end--) {",
      "for (; end > position + 1; end = position) {",
      "splits what follows a backslash at the longest known word",
    ],
    [
      "a number may not end with the dot of `..`",
      "text.charCodeAt(end) === 46 && isDigit(text.charCodeAt(end + 1))",
      "text.charCodeAt(end) === 46",
      "takes the longest symbol",
    ],
  ]),
  ...slips("src/tla/syntax/module.ts", MODULE, [
    [
      "a header in a comment of one line begins no further module",
      "from === 0 ? firstHeader : laterHeader",
      "firstHeader",
      "takes the first header wherever it stands, further ones where they begin a line",
    ],
  ]),
  ...slips("src/tla/semantics/load.ts", NAMES, [
    [
      "what is wrong with another module of the file is said when it is asked for",
      "this.reportMistakes(sibling);",
      "",
      "what is wrong with another module of the file counts when the module is asked for",
    ],
    [
      "what is wrong with another module of the file is not said before",
      "for (const parsed of found === undefined ? modules : [found]) this.reportMistakes(parsed);\n    const tree = (",
      "for (const parsed of modules) this.reportMistakes(parsed);\n    const tree = (",
      "what is wrong with another module of the file counts when the module is asked for",
    ],
  ]),
  ...slips("src/tla/semantics/unify.ts", NAMES, [
    [
      "a name that is declared twice has one symbol in every text",
      "tables.meanings.set(reference, meaningOf(meaning));",
      "",
      "by two extended modules: it is one",
    ],
    [
      "an instance replaces what is declared twice at once",
      "if (!map.has(first(symbol))) map.set(first(symbol), now);",
      "map.set(symbol, now);",
      "an instance replaces both at once",
    ],
    [
      "a constant with other parameters is another one",
      "|| earlier.arity !== again.arity",
      "",
      "by a module and the one that it extends; with other parameters it is refused",
    ],
  ]),
  ...slips("src/tla/config/reader.ts", READER, [
    [
      "the word after INIT is a name, INIT too",
      "token.text === keyword.text",
      "false",
      "takes a keyword for a name after itself",
    ],
  ]),
  ...slips("src/tla/syntax/lexer.ts", EXPRESSION, [
    [
      "a carriage return alone ends a line",
      "else if (code === 10 || code === 13) this.newLine();",
      "else if (code === 10) this.newLine();",
      "counts lines that end with CR LF or CR",
    ],
  ]),
  ...slips("src/tla/syntax/lexer.ts", MODULE, [
    [
      "comments nest",
      "if (depth++ > 0) inner = this.position;",
      "if (depth > 0) inner = this.position;\n        depth = 1;",
      "ignores comments of both kinds, also inside one another",
    ],
    [
      "the ==== of a nested module does not end the module around it",
      "this.module && --this.depth === 0",
      "this.module && --this.depth >= 0",
      "reads several modules of one file, and modules in modules",
    ],
  ]),
  ...slips("src/tla/syntax/token.ts", EXPRESSION, [
    ["THEOREM is no field", "/^(?:THEOREM|PROPOSITION", "/^(?:PROPOSITION", "takes no THEOREM for a field"],
  ]),
  ...slips("src/tla/syntax/expression.ts", OPERATORS, [
    [
      "a minus may not follow an operator that binds more tightly",
      'compareOperators(pending, operator) === "reduce") {',
      'compareOperators(pending, operator) === "conflict") {',
      "does not let a minus follow an operator that binds more tightly",
    ],
  ]),
  ...slips("src/tla/syntax/operators.ts", OPERATORS, [
    [
      "only operators that associate may stand twice in a row",
      'return left === right && left.associative ? "reduce" : "conflict";',
      'return left === right ? "reduce" : "conflict";',
      "associates to the left where an operator does",
    ],
    [
      "operators whose ranges of precedence touch have no order",
      'if (left.low > right.high) return "reduce";',
      'if (left.low >= right.high) return "reduce";',
      "orders the levels",
    ],
    [
      "the negative binds less tightly than a product",
      '[12, 12, "none", "-."]',
      '[14, 14, "none", "-."]',
      "knows the levels of the prefix operators",
    ],
    [
      "/\\ and \\/ have the same precedence and do not mix",
      '[3, 3, "left", "/\\\\ \\\\land ∧, \\\\/ \\\\lor ∨"]',
      '[3, 3, "left", "/\\\\ \\\\land ∧"], [2, 2, "left", "\\\\/ \\\\lor ∨"]',
      "reports one conflict in a unit and goes on",
    ],
  ]),
  ...slips("src/tla/syntax/expression.ts", EXPRESSION, [
    [
      "what stands at the column of a bullet does not continue its item",
      "if (token.column <= cursor.limit) return node;",
      "if (token.column < cursor.limit) return node;",
      "junction lists reads",
    ],
    [
      "a list goes on only with bullets of its own kind",
      "} while (cursor.kind === kind && ",
      "} while (",
      "junction lists reads",
    ],
    [
      "a list that ended gives its column back to the list around it",
      "cursor.limit = limit;",
      "",
      "junction lists reads",
    ],
  ]),
  ...slips("src/tla/syntax/expression.ts", OPERATORS, [
    [
      "a \\X b \\X c is one product of three factors",
      "else factors.push(factor);",
      "else factors = [node, factor];",
      "makes one product of all factors that are not parenthesised",
    ],
  ]),
  ...slips("src/tla/syntax/bound.ts", EXPRESSION, [
    [
      "in parentheses, x \\in S is no bound but an expression",
      "if (left.span.start !== start) return null;",
      "",
      "constructs reads sets",
    ],
  ]),
  ...slips("src/tla/config/literal.ts", READER, [
    [
      "numbers of a configuration may be negative",
      "start < token.start ? -magnitude : magnitude",
      "magnitude",
      "constants reads values",
    ],
  ]),
  ...slips("src/tla/config/reader.ts", READER, [
    [
      "CHECK_DEADLOCK FALSE switches it off",
      '{ value: token.text === "TRUE", span',
      "{ value: true, span",
      "statements reads each of them",
    ],
    [
      "INIT needs NEXT",
      "init !== null && nextPlace === undefined",
      "init !== null && next !== null",
      'mistakes "INIT A"',
    ],
    [
      "SPECIFICATION excludes NEXT alone, too",
      "const other = initPlace ?? nextPlace;",
      "const other = initPlace;",
      'mistakes "SPECIFICATION A\\nNEXT C"',
    ],
  ]),
  ...slips("src/tla/config/tokens.ts", READER, [
    [
      "a cfg may name operators of instances",
      'while (this.accept("!")) {',
      'if (this.accept("!")) {',
      "joins names of instances",
    ],
  ]),
  ...slips("src/tla/semantics/resolve.ts", NAMES, [
    [
      "a definition that an INSTANCE repeats must take as many arguments",
      "a.symbol.parameters.length === b.symbol.parameters.length",
      "true",
      "with others: refused",
    ],
    [
      "a definition that an INSTANCE repeats may have another text",
      "if (sameKind(earlier, meaning)) {",
      "if (sameText(earlier, meaning)) {",
      "with as many parameters: a warning, and the first definition counts",
    ],
    [
      "no warning of a field that has its definition's value",
      'if (value.kind === "reference" && value.name === name) return;',
      "",
      "a field with the name of a definition: a warning, unless it is what is meant",
    ],
    [
      "a bound name may not hide a name of the module",
      "const earlier = context.scope.taken(symbol.name, scope);",
      "const earlier = scope.names.get(symbol.name) ?? null;",
      "a bound name that is defined already",
    ],
    [
      "a LAMBDA needs as many parameters as the operator it stands for",
      "argument.parameters.length !== arity",
      "argument.parameters.length < arity",
      "a LAMBDA of another arity",
    ],
    [
      "@ has a meaning only after the = of EXCEPT",
      "if (local?.knowsAt !== true) {",
      "if (false) {",
      "@ outside EXCEPT",
    ],
  ]),
  ...slips("src/tla/semantics/reference.ts", NAMES, [
    ["a call gives every argument", "if (args.length !== takes) {", "if (args.length > takes) {", "too few arguments"],
    [
      "an operator passed as an argument has the arity of the parameter",
      "if (takes !== arity || takesOperators(symbol)) {",
      "if (takesOperators(symbol)) {",
      "an operator of another arity",
    ],
    [
      "LOCAL definitions are not visible through an instance",
      "return entry === undefined || entry.local ? null : entry.meaning;",
      "return entry === undefined ? null : entry.meaning;",
      "a LOCAL name of an instance",
    ],
  ]),
  ...slips("src/tla/semantics/scope.ts", "test/tla/semantics/passed-on.test.ts", [
    [
      "what a community module passes on may be given again",
      "(passedOn || !entry.passedOn)",
      "true",
      "may be given another meaning",
    ],
    [
      "but not what it defines itself",
      'meaning.symbol.kind !== "operator" || meaning.symbol.module.name !== name',
      "true",
      "is not what the module itself defines",
    ],
  ]),
  ...slips("src/tla/semantics/module.ts", "test/tla/semantics/passed-on.test.ts", [
    [
      "a name that is extended by itself is not passed on",
      "(earlier.passedOn && !passedOn)",
      "false",
      "is not what the module itself defines, nor what is extended by its name",
    ],
  ]),
  ...slips("src/tla/semantics/module.ts", NAMES, [
    [
      "@ means nothing in what an INSTANCE puts in",
      "new LocalScope(local, false)",
      "new LocalScope(local)",
      "@ as what an INSTANCE inside EXCEPT puts in",
    ],
    [
      "LOCAL definitions are not extended",
      "if (entry.local) continue;",
      "",
      "LOCAL names are not extended, and two modules may each have their own",
    ],
    [
      "one definition that is extended on two ways is no duplicate",
      "else if (!passedOn && !sameOrigin(earlier.meaning, entry.meaning)) {",
      "else if (!passedOn) {",
      "one definition reached on two ways is one definition",
    ],
    [
      "a declared name is substituted once",
      "if (substitutions.has(symbol)) {",
      "if (false) {",
      "a substitution given twice",
    ],
  ]),
  ...slips("src/tla/semantics/scope.ts", MEANING, [
    [
      "a nested module sees the names of the module around it",
      "const entry = scope.entries.get(name);",
      "const entry = this.entries.get(name);",
      "a nested module uses what stands around it",
    ],
  ]),
  ...slips("src/tla/semantics/levels/reading.ts", NAMES, [
    [
      "a subscript is a state function",
      'this.require(this.rank(subscript), 1, subscript.span, "the subscript");',
      'this.require(this.rank(subscript), 2, subscript.span, "the subscript");',
      "an action as a fairness subscript",
    ],
    [
      "an action may not stand beside a temporal formula",
      "if (all.level === 3) {",
      "if (all.level > 3) {",
      "an action beside a temporal formula",
    ],
    [
      "<> of an action has the form <><<A>>_v",
      'if (name !== "[]" && name !== "<>") return;',
      'if (name !== "[]") return;',
      "<> of an action",
    ],
  ]),
  ...slips("src/tla/semantics/levels/reading.ts", LEVELS, [
    [
      "@ has the level of what it stands for",
      "this.at = highest([found[0] as Rank, path]);",
      "this.at = path;",
      "@ of an action",
    ],
    [
      "what is read in LET asks something of the parameters around it",
      "this.demands.include(demands, formals);\n    }\n  }",
      "}\n  }",
      "asks something of the parameters around it, used or not",
    ],
    [
      "an operator that is handed on keeps its parameters' limits",
      "operator: symbol };",
      "operator: null };",
      "handed on",
    ],
  ]),
  ...slips("src/tla/semantics/levels/profile.ts", LEVELS, [
    [
      "an argument may be as high as its parameter",
      "if (by.level > limit) this.refuse(",
      "if (by.level > 3) this.refuse(",
      "takes no action for a variable that is primed",
    ],
    [
      "an operator must allow what it is applied to",
      "if (found > limit) this.refuse(",
      "if (found > 3) this.refuse(",
      "that prime what they are applied to",
    ],
    [
      "what an operator hides it hides in the arguments of whoever calls it",
      "this.mention(demands.opaque, this.into.opaque);",
      "for (const q of demands.opaque) this.into.opaque.add(q);",
      "may not call an operator that hides it",
    ],
  ]),
  ...slips("src/tla/semantics/levels/profiles.ts", NAMES, [
    [
      "what replaces a variable is at most a state function",
      'p.kind === "variable" ? 1 : 0);',
      'p.kind === "variable" ? 2 : 0);',
      "an action for a variable",
    ],
    [
      "an assumption is constant",
      "if (level === 0) continue;",
      "if (level <= 1) continue;",
      "an assumption about a variable",
    ],
  ]),
  ...slips("src/tla/semantics/levels/profiles.ts", LEVELS, [
    [
      "a module without variables may still speak of states",
      "return module.variables.length === 0 && this.module(module).rank.level === 0;",
      "return module.variables.length === 0;",
      "is none if a definition of it speaks of states",
    ],
    [
      "a constant module is one that extends constant modules",
      "demands.include(profile.demands);\n      return profile.rank;",
      "demands.include(profile.demands);\n      return plain(0);",
      "is none if it extends one that is none",
    ],
  ]),
  ...slips("src/tla/semantics/written.ts", PARTS, [
    [
      "a function definition binds the names of its function",
      "return symbol.binders === null ? symbol.body : literalOf(symbol);",
      "return symbol.body;",
      "f!(5) is 6",
    ],
  ]),
  ...slips("src/tla/semantics/subexpression.ts", PARTS, [
    [
      "the part of a LET is known in its definitions",
      "return { ...at, expression: body, lets: [...at.lets, expression.definitions]",
      "return { ...at, expression: body, lets: at.lets",
      "D(7)!1!1 is 10",
    ],
    [
      "!>> needs two parts",
      'selector === ">>" && parts.length !== 2',
      'selector === ">>" && parts.length < 2',
      "D!>> of D == <<1, 2, 3>>",
    ],
    [
      "behind a NEW nothing has a meaning outside",
      "assumptions.slice(0, index + 1)",
      "assumptions.slice(0, index)",
      "T!1 of THEOREM T",
    ],
    [
      "the names of a path are the parameters of its operator, in order",
      "const symbols = [...open.map(({ symbol }) => symbol), ...operator.parameters];",
      "const symbols = [...operator.parameters, ...open.map(({ symbol }) => symbol)];",
      "Ap2(D!2, 5, 7) is 2",
    ],
  ]),
  ...slips("src/tla/semantics/labels.ts", PARTS, [
    [
      "a label has all names bound around it as parameters",
      "if (missing.length === 0) return;",
      "if (missing.length >= 0) return;",
      "D!lab of D == {lab :: i : i",
    ],
    [
      "labels inside a label belong to it",
      "this.found.push({ label: expression, bound, lets, forbidden });\n        return;",
      "this.found.push({ label: expression, bound, lets, forbidden });\n        this.visit(expression.body, around);\n        return;",
      "1 is 1 in D == a :: {a(i)",
    ],
  ]),
  ...slips("src/tla/semantics/resolve.ts", "test/errors/fixtures.test.ts", [
    [
      "a function takes as many arguments as it was defined with",
      "if (takes === args.length) return;",
      "if (takes <= args.length) return;",
      "a function applied to another number of arguments",
    ],
  ]),
  ...slips("src/tla/semantics/levels/check.ts", LEVELS, [
    [
      "recursive operators are read until nothing changes",
      "if (recursive.every((symbol) => isSame(profiles.operator(symbol), assumed.get(symbol)))) return found;",
      "return found;",
      "may not prime a parameter three calls further on",
    ],
  ]),
  ...slips("src/tla/semantics/module.ts", LEVELS, [
    [
      "an operator replaces one with as many parameters",
      "if (takes !== found || takesOperators(meaning.symbol)) {",
      "if (takesOperators(meaning.symbol)) {",
      "with other parameters",
    ],
  ]),
];
