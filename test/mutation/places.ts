/** Slips in what a user is told about a mistake: whether it is noticed, and where it is said to be. */

import { type Mutation, slips } from "./mutation.ts";

const BAD_INPUT = "test/errors/bad-input.test.ts";
const NOT_BOOLEAN = "test/errors/not-boolean.test.ts";

export const placeMutations: readonly Mutation[] = [
  ...slips("src/models/tla/executor.ts", NOT_BOOLEAN, [
    [
      "a property that is no truth value is an error, not a violation",
      "throw this.notBoolean(formula, value);",
      "return false;",
      "an invariant that is not Boolean",
    ],
    [
      "what is no truth value is named as it is defined",
      'symbol?.name ?? "this formula"',
      '"this formula"',
      "a constraint that is not Boolean",
    ],
    [
      "what is no truth value is placed where it is defined",
      "symbol === null ? source.locate(expression.span) :",
      "symbol !== null ? source.locate(expression.span) :",
      "an invariant that is not Boolean in a later state",
    ],
  ]),
  ...slips("src/models/tla/next.ts", BAD_INPUT, [
    [
      "a set over which Next cannot range has a place",
      "this.interpreter.tracing ? traced(act, place.source, expression.span) : act",
      "act",
      "an action that ranges over what is no pair, as an alternative",
    ],
  ]),
  ...slips("src/models/tla/model.ts", BAD_INPUT, [
    [
      "a value that cannot be stored has a place and a variable",
      "throw this.notStorable(error, i, action);",
      "throw error;",
      "a state that cannot be stored",
    ],
  ]),
  ...slips("src/models/tla/constants.ts", BAD_INPUT, [
    [
      "a constant with a wrong value is reported once",
      " || this.named.has(name)",
      "",
      "a constant whose value is wrong",
    ],
  ]),
  ...slips("src/models/tla/constants.ts", "test/cli/constants.test.ts", [
    [
      "an unknown name on the command line is an error",
      "this.bind(entry, true);",
      "this.bind(entry);",
      "refuses Nope=1",
    ],
  ]),
  ...slips("src/models/tla/constants.ts", "test/tla/semantics/names.test.ts", [
    [
      "what has an entry of its own is not guessed for another",
      "givable(scope).filter((other) => !taken.has(other)),",
      "givable(scope),",
      "guesses no guess at what is given",
    ],
  ]),
  ...slips("src/tla/semantics/load.ts", "test/cli/constants.test.ts", [
    [
      "the folder of the spec comes before the libraries",
      "const folders = [dirname(this.path), ...(this.files.folders ?? [])];",
      "const folders = [...(this.files.folders ?? []), dirname(this.path)];",
      "are searched after the spec's own folder, in their order, before TLA_PATH",
    ],
  ]),
  ...slips("src/models/tla/library/json.ts", "test/models/tla/library/context.test.ts", [
    [
      "numbers in JSON are cut, not rounded down",
      "const whole = Math.trunc(data);",
      "const whole = Math.floor(data);",
      "numbers lose their fraction, and a warning says so",
    ],
  ]),
  ...slips("src/models/tla/load.ts", BAD_INPUT, [
    [
      "a SYMMETRY that is none is a mistake of the user",
      "if (!(error instanceof EvaluationError)) throw error;",
      "throw error;",
      "a SYMMETRY that is none",
    ],
  ]),
  ...slips("src/models/tla/parse.ts", "test/cli/parse.test.ts", [
    [
      "parse says of what level a definition is",
      "levelNames[levels.of({ symbol: definition, chain: [] })]",
      "levelNames[0]",
      "says of what level each definition is, theorems among them",
    ],
  ]),
  ...slips("src/models/tla/core/facts.ts", BAD_INPUT, [
    [
      "an operator of a library has the level of its arguments",
      "if (symbolOf(symbol.body, this.tables) === native)",
      "if (false)",
      "a prime in an invariant, below an operator of a library",
    ],
  ]),
  ...slips("src/tla/semantics/scope.ts", BAD_INPUT, [
    [
      "@ has its meaning in a LET inside EXCEPT",
      "knowsAt = parent?.knowsAt ?? false",
      "knowsAt = false",
      "@ in a LET inside EXCEPT",
    ],
  ]),
  ...slips("src/tla/semantics/unknown-name.ts", BAD_INPUT, [
    [
      "a name that is defined below is said to be",
      "if (below !== null) {",
      "if (false) {",
      "an identifier that is used before it is known",
    ],
  ]),
];
