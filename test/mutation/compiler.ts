/** Slips in layouts and generated code: where they would make the compiled engine another one than the interpreter. */

import { type Mutation, slips } from "./mutation.ts";

const RANDOM = "test/oracle/engine.test.ts";
const SPECS = "test/models/tla/compile/specs.test.ts";
const ACCOUNT = "test/models/tla/compile/account.test.ts";
const TABLE = "test/models/tla/compile/table.test.ts";

export const compilerMutations: readonly Mutation[] = [
  ...slips("src/models/tla/compile/compiler.ts", SPECS, [
    [
      "a definition that speaks of the state is compiled wherever it stands",
      "if (primes || everything || variables.size > 0) return this.inside(make);",
      "",
      "a definition that is constant where the next state is",
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
      "isControl(item) && c.step.every((value) => value !== null)",
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
      "agree without guards for seed 9000687",
    ],
  ]),
  ...slips("src/models/tla/compile/program.ts", RANDOM, [
    [
      "steps that the interpreter finds for a quantifier are of one action",
      " || this.names(expression.body)",
      "",
      "agree without guards for seed 9004525",
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
  ...slips("src/models/tla/compile/account.ts", ACCOUNT, [
    [
      "making code may not cost more than the budget",
      "this.credit + SHARE * this.alone",
      "this.credit + SHARE * this.alone + 1e9",
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
      "this.gained < 0 ? this.losses + 1 : 0",
      "0",
      "where it costs more than the interpreter, and not before that is certain",
    ],
    [
      "the interpreter's time is that of the states of today",
      "more * this.interpreter.each * this.drift",
      "more * this.interpreter.each",
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
];
