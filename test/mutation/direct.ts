/** Slips in direct code: what is one step and what two, when something is evaluated, for how long it is kept. */

import { type Mutation, slips } from "./mutation.ts";

const RULES = "test/models/tla/direct/rules.test.ts";
const LEFT = "test/models/tla/direct/left.test.ts";
const WAYS = "two ways to be true are two steps, until all is assigned";
const NARROWED =
  "a set is narrowed where it has one name of a quantifier, and plain conditions come before what is looked up";
const LOOPS = "conditions move out of loops, and protect each other as before";
const NEXT = "a name of a LET or an argument that speaks of the next state";
const THROUGH = "what names ask for of the next state through others";
const KEPT = "what depends on one variable is kept by it alone";
const STATE = "a definition is kept for a state, not longer, and not in the next one";
const UNCHANGED = "what is unchanged has the value of the state, and not of the one in which an outcome was found";
const WAITS = "what waits for the state goes on with the names that it had";
const CELLS = "a cell is read and given by itself, the others are those of the state";
const LATE = "what was done after a wait is kept by the way there, and by what is read from there on";
const ASKED = "values of formulas are kept by the variables that they read, also of a step";

export const directMutations: readonly Mutation[] = [
  ...slips("src/models/tla/direct/enabled.ts", "test/models/tla/temporal/fairness.test.ts", [
    [
      "what has no way to be true is not enabled",
      "return false;`);",
      "return true;`);",
      "that is weak does not ask for what is enabled intermittently",
    ],
  ]),
  ...slips("src/models/tla/direct/action.ts", "test/models/tla/direct/enabled.test.ts", [
    [
      "what is enabled behind what several parts come to is enabled",
      "this.asks ? `if (${call}) return true;` : `${call};`",
      "`${call};`",
      "after IF",
    ],
    [
      "what is enabled for all elements is enabled",
      "${rest} ${this.called(`${go}(0)`)} }",
      "${rest} ${go}(0); }",
      "after \\A with several ways",
    ],
  ]),
  ...slips("src/models/tla/direct/direct.ts", "test/models/tla/temporal/fairness.test.ts", [
    [
      "what is enabled begins without a next state",
      "acts ? this.successor.fill(undefined) : NONE",
      "acts ? this.successor : NONE",
      "is asked of each state by itself, where a variable may have a value already",
    ],
  ]),
  ...slips("src/models/tla/interpret/around.ts", "test/models/tla/direct/atoms.test.ts", [
    [
      "the names around an atom have their values",
      "names !== null && content !== undefined",
      "names !== null && content === undefined",
      "steps with names around them",
    ],
  ]),
  ...slips("src/models/tla/core/lower.ts", "test/models/tla/direct/interpreted.test.ts", [
    [
      "ENABLED reads what replaces the variables of its instance",
      "return this.call(symbol, [...actions, ...values], reference);",
      "return this.call(symbol, actions, reference);",
      "ENABLED where an instance replaces variables by expressions with names: holds",
    ],
  ]),
  ...slips("src/models/tla/direct/action.ts", RULES, [
    ["each way to be true is a step", "> 0; ${i}--)", "> 0; ${i} = 0)", WAYS],
    [
      "where all may be assigned it is asked",
      "`if (whole(N)) {",
      "`if (false) {",
      "a conjunct that may come last is a condition where it does",
    ],
    [
      "a variable that may have its value is asked for it",
      "if (!assigned.maybe.has(variable)) return",
      "if (variable >= 0) return",
      "a variable that may have its value already",
    ],
    [
      "the ways of each element multiply",
      "if (!this.splits(body, at)) return this.condition",
      "if (body !== null) return this.condition",
      "the ways of each element multiply",
    ],
  ]),
  ...slips("src/models/tla/direct/action.ts", LEFT, [
    [
      "what names itself is true in several ways where a part of it is",
      "const splits = this.splits(symbol.body, at);",
      "const splits = this.splits(symbol.body, at) && at !== null;",
      "direct code leaves to the interpreter: a condition that names itself and is true in several ways",
    ],
  ]),
  ...slips("src/models/tla/direct/hoist.ts", RULES, [
    [
      "what stands behind a condition that is not moved stays there",
      "if (parts === null) break;",
      "if (parts === null) { this.rest = this.rest.slice(1); continue; }",
      LOOPS,
    ],
    ["a set with two names is narrowed for neither", "if (!alone || ", "if (", NARROWED],
    [
      "only what the innermost element decides chooses it",
      "[...reads].every((name) => name === loop.element)",
      "[...reads].some((name) => name === loop.element)",
      LOOPS,
    ],
  ]),
  ...slips("src/models/tla/direct/hoist.ts", LEFT, [
    [
      "a set is evaluated where a condition behind it is asked before it",
      "if (before.length > 0) otherwise = setsOf(w, own);",
      "",
      "direct code leaves to the interpreter: a set that cannot be made, in front of a condition that is false",
    ],
    [
      "and where it depends on the element of a loop",
      ": around(first, inner)",
      ': first.sets.join("")',
      "direct code leaves to the interpreter: one that depends on an element, and one behind it",
    ],
  ]),
  ...slips("src/models/tla/direct/next.ts", RULES, [
    [
      "plain conditions are asked before it is looked up what the action did",
      "inside(loops, given(first, called))",
      "inside(loops, called)",
      NARROWED,
    ],
  ]),
  ...slips("src/models/tla/direct/expression.ts", RULES, [
    [
      "a text that asks for next values is held no longer than these stay",
      "    if (asked.length > 0) {\n",
      "    if (asked.length > 0 && early) {\n",
      NEXT,
    ],
  ]),
  ...slips("src/models/tla/direct/repeated.ts", RULES, [
    [
      "what is asked of the next state is held as long as that is the same",
      '`${primed ? "N" : "S"}[${variable}]`) : [];',
      "`S[${variable}]`) : [];",
      "a definition is held as long as all",
    ],
    ["only one variable decides what is kept by it", "variables.size === 1", "variables.size >= 1", KEPT],
    [
      "what a local name decides is not kept",
      "for (const symbol of locals) if (at.find(symbol) !== null) return null;",
      "",
      KEPT,
    ],
    [
      "what is kept of the next state is kept by its values",
      'const key = `${at.primed ? "N" : "S"}[',
      "const key = `S[",
      "a definition is held as long as all",
    ],
    [
      "and what several variables decide there",
      "unit.onceText(expression, primed,",
      "unit.onceText(expression, false,",
      "a definition is held as long as all",
    ],
    [
      "what several variables decide is kept for a state",
      "return at.isEmpty ? null : heldText(w, expression, at.primed, write);",
      "return null;",
      "is evaluated once for each state",
    ],
    [
      "an operator that calls one that loops loops",
      "isLooping(w, w.interpreter.meaningOf(part).symbol)",
      "false",
      "is evaluated once for each state",
    ],
  ]),
  ...slips("src/models/tla/direct/binder.ts", RULES, [
    [
      "a loop has names of its own each time",
      "const body = scope.within.scoped(() => `${made}.push(${w.value(expression.body, loops.inside).js});`);",
      "const body = `${made}.push(${w.value(expression.body, loops.inside).js});`;",
      "what is asked later has the names",
    ],
  ]),
  ...slips("src/models/tla/direct/interpreted.ts", RULES, [
    [
      "ENABLED gets no value for a name whose next value it may ask for",
      "return shifted || binding.primed ? null",
      "return binding.primed ? null",
      "ENABLED with a name whose next value counts",
    ],
  ]),
  ...slips("src/models/tla/direct/step-text.ts", RULES, [
    [
      "each variable whose next value is asked for counts",
      "for (const variable of reads.variables) to.add(variable);",
      "for (const variable of [...reads.variables].slice(1)) to.add(variable);",
      THROUGH,
    ],
    [
      "what names stand for asks for next values, too",
      "return this.addAsked(binding.text.expression, binding.text.environment, to);",
      "return true;",
      THROUGH,
    ],
    [
      "what a definition asks for counts",
      "this.entered.add(symbol);\n    return this.addAsked(symbol.body, at, to);",
      "return true;",
      THROUGH,
    ],
    [
      "what stands behind an action as its subscript asks for next values",
      'if (expression.kind === "actionSubscript" && !this.addAll(expression.subscript, at, to)) return false;',
      "",
      THROUGH,
    ],
    [
      "UNCHANGED asks for next values",
      'if (symbol.name !== "\'" && symbol.name !== "UNCHANGED") return args();',
      'if (symbol.name !== "\'") return args();',
      THROUGH,
    ],
  ]),
  ...slips("src/models/tla/direct/helpers.ts", RULES, [
    [
      "what asks for next values is held for as long as these are the same",
      "for (let i = 0; known && i < variables.length; i++)",
      "for (let i = 0; known && i < 0; i++)",
      NEXT,
    ],
    [
      "a filter of a large set lists nothing before its elements are wanted",
      "staysSymbolic(all) ? predicateSet(all, test) : ",
      "",
      "a filter of a large set is asked",
    ],
  ]),
  ...slips("src/models/tla/direct/call.ts", RULES, [
    [
      "a definition in the next state is another one",
      'const name = unit.once(symbol, primed ? "primed" : "", (made) => {\n    const within = new JsFunction();\n    const value',
      'const name = unit.once(symbol, "", (made) => {\n    const within = new JsFunction();\n    const value',
      STATE,
    ],
    [
      "a function that names itself is another one in the next state",
      'const name = unit.once(symbol, primed ? "primed" : "", (made) => {\n    const within = new JsFunction();\n    const { set',
      'const name = unit.once(symbol, "", (made) => {\n    const within = new JsFunction();\n    const { set',
      "functions of a module that name themselves and read the state",
    ],
    [
      "an operator that was given is another one in the next state",
      "if (primed === at.primed) return js;",
      "if (primed === at.primed || js !== null) return js;",
      "an operator that was given, in the next state",
    ],
    ["what reads a variable is not kept by an argument", "if (reads.variables.size > 0 ||", "if (", KEPT],
    [
      "an argument in the next state is read there",
      "if (js !== null && primed === at.primed)",
      "if (js !== null)",
      NEXT,
    ],
  ]),
  ...slips("src/models/tla/direct/call.ts", LEFT, [
    [
      "a value that was given is none of the next state",
      "return primed === undefined || primed === at.primed;",
      "return primed === undefined || at !== null;",
      "direct code leaves to the interpreter: an argument in the next state, of which only the value was given",
    ],
  ]),
  ...slips("src/models/tla/direct/unit.ts", RULES, [
    [
      "what is held is compared in all that it reads",
      "const isSame = marks.map(",
      "const isSame = marks.slice(0, 1).map(",
      "a definition is held as long as all",
    ],
    ["elements are chosen for each state", "if (${name}at === V) return", "if (${name}at > 0) return", LOOPS],
    ["a definition is evaluated for each state", "if (${name}at === V) return", "if (${name}at > 0) return", STATE],
  ]),
  ...slips("src/models/tla/direct/strict.ts", RULES, [
    [
      "what a condition protects is evaluated behind it",
      "all(expression.condition) || (all(expression.then) && all(expression.else))",
      "all(expression.condition) || all(expression.then) || all(expression.else)",
      "arguments are evaluated where they are needed",
    ],
  ]),
  ...slips("src/models/tla/direct/direct.ts", LEFT, [
    [
      "nothing is emitted of a state that is left",
      "      return false;\n    }\n    held.emit(emit);",
      "    }\n    held.emit(emit);",
      "direct code leaves to the interpreter: EXCEPT outside of the domain, which warns",
    ],
  ]),
  ...slips("src/models/tla/direct/environment.ts", RULES, [
    [
      "what runs several times has names of its own each time",
      "this.names = [];\n    const text = this.with(make());\n    this.names = outer;",
      "const text = outer === this.names ? make() : this.with(make());",
      WAITS,
    ],
  ]),
  ...slips("src/models/tla/direct/next.ts", RULES, [
    [
      "each variable that is read tells outcomes apart",
      "...read.whole.map((i) =>",
      "...read.whole.slice(1).map((i) =>",
      UNCHANGED,
    ],
    ["each cell that is read tells outcomes apart", "...read.cells.map(", "...read.cells.slice(1).map(", CELLS],
  ]),
  ...slips("src/models/tla/direct/outcomes.ts", RULES, [
    [
      "what reads a volatile variable waits for the state",
      "if (this.ways === null || this.given === this.late) rest();",
      "if (this.ways === null || next.length > 0) rest();",
      WAITS,
    ],
    [
      "after a wait nothing waits",
      "if (this.ways === null || this.given === this.late) rest();",
      "if (this.ways === null) rest();",
      "a conjunct that may come last",
    ],
    ["the way to a wait tells apart what comes after", "key[0] = number;", "key[0] = 0;", LATE],
    [
      "each variable that is read after a wait tells apart what comes",
      "for (let i = 0; i < whole.length; i++) key[at++]",
      "for (let i = 1; i < whole.length; i++) key[at++]",
      LATE,
    ],
    [
      "each cell that is read after a wait tells apart what comes",
      "for (let i = 0; i < cells.length; i++) {\n      const { variable, argument } = cells[i] as Place;",
      "for (let i = 1; i < cells.length; i++) {\n      const { variable, argument } = cells[i] as Place;",
      LATE,
    ],
    [
      "what is unchanged has the value of the state where code goes on",
      "next[variable] = interner.valueOf(row[variable] as number);",
      "next[variable] = before[variable];",
      "what is unchanged is so where code goes on",
    ],
    [
      "the other cells are those of the state",
      "return cell === ABSENT ? id : this.interner.changed(id, this.key[argument] as number, cell);",
      "return cell === ABSENT || argument < 1 ? id : this.interner.changed(id, this.key[argument] as number, cell);",
      CELLS,
    ],
  ]),
  ...slips("src/models/tla/direct/reading.ts", RULES, [
    [
      "what a definition reads is read",
      "return entered.size === entered.add(called.join()).size || this.add(symbol.body, inside);",
      "return entered.add(called.join()).size > 0;",
      CELLS,
    ],
  ]),
  ...slips("src/models/tla/direct/staging.ts", RULES, [
    [
      "a variable that is given in one way and kept in another is read",
      "if (this.given.get(variable) === null) this.reading.whole.add(variable);",
      "if (this.given.get(variable) === null) this.reading.whole.delete(variable);",
      UNCHANGED,
    ],
    [
      "what was given before a wait is given after it",
      "if (other === undefined) late.given.set(variable, argument);",
      "if (other === undefined) continue;",
      LATE,
    ],
    [
      "what was kept before a wait and is given after it is read",
      "for (const variable of early.kept) late.kept.add(variable);",
      "",
      LATE,
    ],
    [
      "several cells are the whole variable",
      "return found.size > 1 || argument === null ? null",
      "return argument === null ? null",
      CELLS,
    ],
    ["one cell here and another there are the whole variable", "      this.reading.whole.add(variable);\n", "", CELLS],
  ]),
  ...slips("src/models/tla/direct/question.ts", RULES, [
    [
      "what is said of elements is another thing for each of them",
      "...names.map((name) => `${interner}.idOf(${name})`),",
      "...names.map((name, i) => (i === 0 ? `${interner}.idOf(${name})` : `${interner}.idOf(${names[0]})`)),",
      "what is said of elements is kept",
    ],
    [
      "and for each of their cells",
      "...reading.apart.map(",
      "...reading.apart.slice(1).map(",
      "what is said of elements is kept",
    ],
    [
      "and for what else is read",
      "...[...reading.whole].map((variable)",
      "...[...reading.whole].slice(1).map((variable)",
      "what is said of elements is kept",
    ],
    [
      "each variable that a formula reads tells its values apart",
      "[...reading.whole].flatMap(",
      "[...reading.whole].slice(1).flatMap(",
      ASKED,
    ],
    [
      "a formula of a step is kept by both states",
      "w.isStep(expression, at) ? ",
      "w.isStep(expression, at) && name === null ? ",
      ASKED,
    ],
  ]),
  ...slips("src/models/tla/direct/keyed.ts", "test/models/tla/direct/keyed.test.ts", [
    [
      "keys differ in any of their ids",
      "if (keys[at + i] === key[from + i]) continue;",
      "if (i > 0 || keys[at + i] === key[from + i]) continue;",
      "tells keys apart by each of their ids, however many there are",
    ],
    [
      "only so many are kept",
      "if (this.results.length === this.terms.most) this.clear();",
      "",
      "forgets all when there are too many, and goes on",
    ],
    [
      "what does not help is dropped",
      "this.found * this.terms.worth < this.asked",
      "this.found > this.asked",
      "that rarely helps is dropped",
    ],
  ]),
];
