/** Slips in layouts and generated code: where they would make the compiled engine another one than the interpreter. */

import { type Mutation, slips } from "./mutation.ts";

const RANDOM = "test/oracle/engine.long.test.ts";
const SPECS = "test/models/tla/compile/specs.long.test.ts";
const ACCOUNT = "test/models/tla/compile/account.test.ts";
const CODED_TEMPORAL = "test/models/tla/compile/coded-temporal.test.ts";
const TABLE = "test/models/tla/compile/table.test.ts";
const JS = "test/models/tla/compile/js.test.ts";
const RULES = "test/models/tla/compile/rules.test.ts";

export const compilerMutations: readonly Mutation[] = [
  ...slips("src/models/tla/compile/sample.ts", "test/models/tla/compile/many-values.test.ts", [
    [
      "what is another value in nearly each state is not packed",
      "(2 * size > steps ? [i] : [])",
      "(size > 2 * steps ? [i] : [])",
      "no layout is made where",
    ],
  ]),
  ...slips("src/models/tla/compile/ids.ts", "test/checker/snapshot.test.ts", [
    [
      "what is in a slot is that of the same bits",
      "isKnown = slots[at + HEAD + i] === ((row[word] as number) & bits);",
      "isKnown = true;",
      "has the values of each of very many states, in one word of a row and in several",
    ],
  ]),
  ...slips("src/models/tla/compile/compiler.ts", SPECS, [
    [
      "a definition that speaks of the state is compiled wherever it stands",
      "if (primes || everything || variables.size > 0) return this.inside(make);",
      "",
      "a definition that is constant where the next state is",
    ],
  ]),
  ...slips("src/models/tla/compile/fallback.ts", RULES, [
    [
      "a text that is left to the interpreter gets no set from the code of which it asks for the text",
      "if (writes) refuseUnwritten(values.slice(0, length));",
      "",
      "the text of such a set in what is left to the interpreter",
    ],
    [
      "the interpreter gets no value for a name whose next value it may ask for",
      'throw new Unsupported("a name for what may differ in the next state");',
      "",
      "a name for what changes, under a prime",
    ],
    [
      "the interpreter gets no definition under the name of a parameter",
      '(binding.kind === "operator" && binding.symbol !== symbol)',
      "false",
      "a definition of a LET that one operator hands on to another",
    ],
  ]),
  ...slips("src/models/tla/compile/compiler.ts", SPECS, [
    [
      "CHOOSE takes the least value, whatever its index is",
      "return universe.ordered(compare);",
      "return universe.values.map((_, i) => i);",
      "choices among elements that were met in another order",
    ],
  ]),
  ...slips("src/models/tla/compile/action.ts", SPECS, [
    [
      "once all variables have values, the rest of a conjunction is one condition",
      "splits.has(item.kind) && c.step.every((value) => value !== null)",
      "false",
      "a condition after all is assigned, which is true in one way",
    ],
  ]),
  ...slips("src/models/tla/compile/store.ts", RANDOM, [
    [
      "a value above the range of its layout is not stored",
      "...(number.high > high ?",
      "...(number.high > high + 99 ?",
      "a range that grows upwards",
    ],
    [
      "a value below the range of its layout is not stored",
      "...(number.low < low ?",
      "...(number.low < low - 99 ?",
      "a range that grows downwards",
    ],
  ]),
  ...slips("src/models/tla/compile/store.ts", RANDOM, [
    [
      "an interned value with an index too large for its bits is not stored",
      "const leaf = forms[j]?.size === Infinity ? indexWithin(c, made, bits) : made;",
      "const leaf = made;",
      "more queues than an index has bits for at first",
    ],
  ]),
  ...slips("src/models/tla/compile/program.ts", RANDOM, [
    [
      "steps that the interpreter finds for a quantifier are of one action",
      " || this.names(expression.body)",
      "",
      "are counted by the actions that a quantifier leads to, each by its own",
    ],
    [
      "steps that the interpreter finds in a batch warn of nothing before their turn",
      "setup.trying(() => action.run(this.values, this.state, collect));",
      "action.run(this.values, this.state, collect);",
      "warn of nothing before the search comes to them",
    ],
  ]),
  ...slips("src/models/tla/layout/packing.ts", RANDOM, [
    [
      "rewriting moves integers to the new low end of their range",
      "add: low - to.low }];",
      "add: 0 }];",
      "a range that grows downwards",
    ],
  ]),
  ...slips("src/models/tla/load.ts", "test/models/tla/compile/specs.long.test.ts", [
    [
      "what is evaluated ahead of the search warns of nothing",
      "quietly(() => setup.trying(run))",
      "quietly(run)",
      "steps that would be warned of, behind a state that ends the run",
    ],
  ]),
  ...slips("src/models/tla/compile/coded-temporal.ts", CODED_TEMPORAL, [
    [
      "code for atoms is not made before it pays",
      "this.code === null && maker.account.repays(this.spent)",
      "this.code === null",
      "code is made when the interpreter has taken as long as that takes, by every eighth question",
    ],
    [
      "code for another layout is not asked",
      "forget(): void {\n    this.code = null;",
      "forget(): void {",
      "code is made anew for another layout, and none where states are not packed",
    ],
    [
      "an atom without code is asked of the interpreter",
      "return predicate === null ? null :",
      "return predicate === null ? false :",
      "the interpreter decides what has no code, and where code leaves that to it",
    ],
  ]),
  ...slips("src/models/tla/compile/account.ts", ACCOUNT, [
    [
      "what is better than an interpreter that had just begun may be worse than it is later",
      "if (this.interpreter.time > 0) return each > SURELY * this.each;",
      "if (this.each > 0) return each > SURELY * this.each;",
      "where it is better than an interpreter that had just begun",
    ],
    [
      "what was outgrown at once is not made again at once",
      "if (this.isTooSoon) return false;",
      "",
      "only when the interpreter has served as long as that takes",
    ],
    [
      "but where there are many states to rewrite",
      "(this.code ? this.found < FEW : this.rests)",
      "(this.code || this.rests)",
      "only when the interpreter has served as long as that takes",
    ],
    [
      "and the interpreter serves as long as making takes",
      "this.rests = this.code && this.isTooSoon;",
      "",
      "only when the interpreter has served as long as that takes",
    ],
    [
      "code is not made where hardly any states are left",
      "waiting > NARROWED * this.widest ||",
      "true ||",
      "not where fewer states wait than did, and too little is left to pay for it",
    ],
    [
      "code is made where much is left, though few states wait",
      "|| LEFT_SHARE * (this.mark - this.begun) > this.cost.price",
      "",
      "not where fewer states wait than did, and too little is left to pay for it",
    ],
    [
      "making code once may not take long while the run is short",
      "Math.min(MARGIN * this.allowance, this.longest)",
      "MARGIN * this.allowance",
      "for a third of a second at first, however small the text, and then for longer where the run is long",
    ],
    [
      "making code may not cost more than the budget",
      "this.cost.credit + SHARE * this.alone",
      "this.cost.credit + SHARE * this.alone + 1e9",
      "when a share of the run pays for it",
    ],
    [
      "what code has cost counts",
      "(this.saved > 0 ? REINVESTED : 1) - this.made",
      "(this.saved > 0 ? REINVESTED : 1)",
      "no more once the budget is spent, until code has saved enough",
    ],
    [
      "code that costs more than the interpreter is given up",
      "else if (settled) this.losses++;",
      "",
      "where it costs more than the interpreter, and not before that is certain",
    ],
    [
      "code whose tables are being filled is not judged",
      "else if (settled) this.losses++;",
      "else this.losses++;",
      "not while it becomes better",
    ],
    [
      "code that has saved much may lose for a while",
      "this.losses >= LOSSES && this.balance <= this.peak * KEPT",
      "this.losses >= LOSSES",
      "where most of what it had saved is lost again",
    ],
    ["code that was outgrown is made again soon", "+ waited +", "+", "again before long, where a layout was outgrown"],
    [
      "the interpreter's time is that of the states of today",
      "more * this.each * this.drift",
      "more * this.each",
      "where states have become dearer for the interpreter only, it stays",
    ],
  ]),
  ...slips("src/models/tla/compile/engine.ts", RANDOM, [
    [
      "values that code has met are noted on the way back to the interpreter",
      "if (this.waiting) this.sample.noteRow(out);",
      "",
      "are made with the values that only an earlier one has seen",
    ],
  ]),
  ...slips("src/models/tla/compile/table.ts", TABLE, [
    [
      "what fails has no answer",
      "if (entry === FAILED) throw BAILOUT;",
      "",
      "what fails, or does not fit, has an entry of its own and no answer",
    ],
    [
      "what does not fit asks for another layout",
      "this.growth.outgrown = true;",
      "",
      "what fails, or does not fit, has an entry of its own and no answer",
    ],
    ["an emptied table has no entries", "this.entries.clear();", "", "an emptied table answers as before"],
  ]),
  ...slips("src/models/tla/compile/js.ts", JS, [
    ["code is as safe as its parts", "if (!part.safe) safe = false;", "", "is safe if all its parts are"],
    [
      "code that holds what may leave it may leave it",
      "if (part.bails) bails = true;",
      "",
      "is safe if all its parts are",
    ],
    [
      "code that may leave the function is not safe",
      "return new Js(this.text, { safe: false, bails: true });",
      "return new Js(this.text, { safe: true, bails: true });",
      "is safe if all its parts are",
    ],
    [
      "what depends on a check is not safe",
      "return new Js(this.text, { safe: false, bails: this.bails,",
      "return new Js(this.text, { safe: true, bails: this.bails,",
      "is safe if all its parts are",
    ],
    [
      "other code has another text",
      "this === other || this.text === other.text",
      "this === other || this.size === other.size",
      "is the same as another one with the same text",
    ],
    [
      "an integer is moved to the low end of its range",
      "n > 0 ? js`(${x} - ${n})`",
      "n > 0 ? js`(${x} + ${n})`",
      "is put together with operators",
    ],
  ]),
  ...slips("src/models/tla/compile/code.ts", JS, [
    ["what a block has computed is known inside only", "this.blocks.pop();", "", "computes the same safe code once"],
    [
      "what is dropped is not shared any more",
      "block.delete(key);",
      "void [block, key];",
      "forgets what was written after a mark",
    ],
    [
      "code that cannot leave its function needs no catch",
      "if (!this.bailsSince(mark)) {",
      "if (false) {",
      "catches only what may leave it",
    ],
    [
      "code that may leave its function has a catch",
      "if (!this.bailsSince(mark)) {",
      "if (true) {",
      "catches only what may leave it",
    ],
  ]),
  ...slips("src/models/tla/compile/native.ts", RULES, [
    [
      "the text of a set is that of the set as it was built, which the code has lost",
      "if (writes) refuseUnwritten(values);",
      "",
      "the text of a set that the code has made",
    ],
    [
      "remainders are never negative",
      "const code = a.low >= 0 ?",
      "const code = true ?",
      "remainders of negative numbers",
    ],
    [
      "quotients are rounded down",
      "js`Math.floor(${a.js} / ${by})`",
      "js`Math.trunc(${a.js} / ${by})`",
      "quotients of negative numbers",
    ],
    [
      "a divisor is evaluated, whatever it is",
      "return after(c, b.js.safe ? [] : [b.js], made);",
      "return made;",
      "a quotient by a number that cannot be evaluated everywhere",
    ],
    [
      "a number is less than another if its range ends before",
      "comparison(js`(${a.js} < ${b.js})`, a.high < b.low,",
      "comparison(js`(${a.js} < ${b.js})`, a.high <= b.low,",
      "a number below the end of its range",
    ],
    [
      "a number is not at least another if its range ends before",
      "a.low >= b.high, a.high < b.low);",
      "a.low >= b.high, a.high <= b.low);",
      "a number at the end of its range",
    ],
    [
      "a range begins at its low end",
      "js`R(${a.js} + ${-from}, ${b.js} + ${-from})`",
      "js`R(${a.js} + ${-from}, ${b.js} + ${-from - 1})`",
      "a range between two numbers",
    ],
  ]),
  ...slips("src/models/tla/compile/store.ts", RANDOM, [
    [
      "a value without leaves that does not fit leaves the code",
      "  c.code.line(js`${BAIL};`);\n  return Array",
      "  return Array",
      "are widened for an argument of a function without bits",
    ],
  ]),
  ...slips("src/models/tla/compile/ways.ts", RULES, [
    [
      "a guard is true in no way under a condition that is false",
      "js`(${condition(result.truth)} ? ${numberOf(part)} : 0)`",
      "js`(${condition(result.truth)} ? ${numberOf(part)} : 1)`",
      "ways to make a guard true, under a condition",
    ],
    [
      "an implication is true in one way where nothing is implied",
      "        () => ways(c, second, context),\n        () => one,",
      "        () => ways(c, second, context),\n        () => none,",
      "ways to make an implication true",
    ],
  ]),
  ...slips("src/models/tla/compile/program.ts", SPECS, [
    [
      "what the interpreter leaves half made is no step",
      "next.includes(undefined)",
      "next.some((value) => value === undefined)",
      "a variable without a value, in steps",
    ],
  ]),
  ...slips("src/models/tla/compile/program.ts", RULES, [
    [
      "the ways of two guards are multiplied",
      "(count === 0 ? 0 : count * other())",
      "(count === 0 ? 0 : count + other() + 0 * count)",
      "ways to make two guards true",
    ],
    [
      "where code bails out, what it has written of the action is written over",
      "js`q = ${runner}.retry(e, b, ${start});`",
      "js`q = ${runner}.retry(e, b, q);`",
      "successors of an action before it bails out",
    ],
  ]),
  ...slips("src/models/tla/compile/action.ts", RULES, [
    [
      "a second assignment is a condition",
      "else if (old != null) provided(c, equality(c, old, value), rest);\n  else c.assigning(variable, settled",
      "else if (old != null) rest();\n  else c.assigning(variable, settled",
      "a variable that is assigned twice",
    ],
    [
      "a choice for what is assigned is a condition",
      "else if (old != null) provided(c, member(c, old, set), rest);",
      "else if (old != null) rest();",
      "a choice for what is assigned",
    ],
    [
      "a step of <<A>>_v changes v",
      "provided(c, not(unchangedTruth(c, expression.subscript, context)), rest)",
      "provided(c, unchangedTruth(c, expression.subscript, context), rest)",
      "a step that must change",
    ],
    [
      "an arm of CASE is for what no arm before it took",
      "() => arms(c, expression, index + 1, site),",
      "() => arms(c, expression, index + 2, site),",
      "a case for each state",
    ],
  ]),
  ...slips("src/models/tla/compile/function.ts", RULES, [
    [
      "an argument outside the domain is an error",
      "const last = inside ?",
      "const last = wanted.length > 0 ?",
      "an argument outside a domain",
    ],
    [
      "EXCEPT changes the value at its key only",
      "merge(c, here, change(item), item)",
      "merge(c, here, item, change(item))",
      "an update at what varies",
    ],
    [
      "EXCEPT at a constant outside the domain is left to the interpreter",
      "if (place < 0) return FAILURE;\n    const item",
      "if (place < 0) return f;\n    const item",
      "EXCEPT outside the domain at a constant",
    ],
    [
      "EXCEPT outside the domain is left to the interpreter",
      "const reached = isConstant(inside) ?",
      "const reached = !isConstant(inside) ?",
      "EXCEPT outside the domain at what varies",
    ],
  ]),
  ...slips("src/models/tla/compile/tabulate.ts", RULES, [
    [
      "a table made in advance does not warn",
      "c.setup.trying(() => rule(values))",
      "rule(values)",
      "a table made in advance warns where a state needs that: 1",
    ],
    [
      "what would warn is left to the interpreter",
      "error instanceof Unsupported || error instanceof Unheard",
      "error instanceof Unsupported",
      "a table made in advance warns where a state needs that: 1",
    ],
    [
      "a rule that fails has no result that is known",
      "js`(${failed}[${key}] === 1 ? ${BAIL} : 0)`",
      "js`(${failed}[${key}] === 2 ? ${BAIL} : 0)`",
      "a field that a record has not",
    ],
    [
      "a rule that fails has no result in a table",
      "js`(${failed}[${at} = ${key}] === 1 ? ${BAIL} : 0)`",
      "js`(${failed}[${at} = ${key}] === 2 ? ${BAIL} : 0)`",
      "a field that none of two has",
    ],
  ]),
  ...slips("src/models/tla/compile/table.ts", TABLE, [
    [
      "keys are told apart by each leaf",
      "rest = (rest - leaf) / radix;",
      "rest = (rest - leaf) / 10;",
      "keys are told apart by each of their leaves",
    ],
    [
      "a long table asks to be emptied",
      "if (this.entries.size === MOST_ENTRIES)",
      "if (this.entries.size === 0)",
      "a long table asks to be emptied, once",
    ],
    [
      "large sets are not listed",
      "cardinality(value) > LARGEST_LISTED",
      "cardinality(value) > 2 * LARGEST_LISTED",
      "a set that is only described is not listed",
    ],
    [
      "nor are large sets in the description of one",
      "found ||= isHuge(part)",
      "found ||= false",
      "nor is one whose description holds such a set",
    ],
    [
      "large sets are not counted",
      "if (LARGEST_COUNTED < most",
      "if (2 ** 20 < most",
      "nor is a large set filtered to find out",
    ],
    [
      "a range of bits ends with the word",
      "const to = Math.min(high, 31);",
      "const to = high;",
      "bits are counted, and ranges of them cut off",
    ],
    [
      "a range of bits begins with the word",
      "const from = Math.max(low, 0);",
      "const from = low;",
      "bits are counted, and ranges of them cut off",
    ],
    ["a range without bits is empty", "if (from > to) return 0;", "", "bits are counted, and ranges of them cut off"],
  ]),
];
