/** Slips in what shows that sets of model values are symmetric. */

import { type Mutation, slips } from "./mutation.ts";

const TEST = "test/models/tla/symmetric-sets.test.ts";

export const symmetryMutations: readonly Mutation[] = [
  ...slips("src/models/tla/symmetry/proof.ts", TEST, [
    [
      "CHOOSE may prefer one of several",
      'this.choice.isDetermined(e) ? null : "this CHOOSE may prefer one of them"',
      "null",
      "is refused by CHOOSE of a constant",
    ],
    [
      "a constant may name one",
      "!this.setup.tables.has(symbol) && this.isInvariant(value)",
      "!this.setup.tables.has(symbol)",
      "is refused by a value is named",
    ],
    [
      "a definition that was made good by its value is not proved for others",
      "for (const key of [...this.entered.keys()].slice(before)) this.entered.delete(key);",
      "",
      "is refused by a definition that is used twice",
    ],
    [
      "what depends on nothing may be one of the values",
      "return value !== null && this.isInvariant(value);",
      "return value !== null;",
      "is refused by CHOOSE of a constant",
    ],
    [
      "what is no function of its arguments may tell values apart",
      "if (!isPureNative(module.name, name)) return `${name} may tell them apart`;",
      "",
      "is refused by the run",
    ],
    [
      "some operators go by the order of values",
      "if (!ORDERED.includes(name)) return null;",
      "return null;",
      "ToString",
    ],
    [
      "a quantifier may end before an Assert",
      'manner === "each" ? "this',
      'false ? "this',
      "is refused by Assert of some",
    ],
    [
      "an argument may be evaluated for some elements alone",
      'isPlain && place.manner !== "each" ? "once" : "each"',
      '"once"',
      "is refused by Assert behind an operator",
    ],
    [
      "a quantifier that is a condition ends when its value is known",
      'manner === "whole" && e.quantifier === "\\\\E"',
      'e.quantifier === "\\\\E"',
      "admits Assert in a step that each of them may take",
    ],
  ]),
  ...slips("src/models/tla/symmetry/choice.ts", TEST, [
    [
      "a disjunct need not be true",
      'if (symbol.name === "/\\\\") return e.args.some(asks);',
      'if (symbol.name === "/\\\\" || symbol.name === "\\\\/") return e.args.some(asks);',
      "is refused by CHOOSE where a comparison need not be true",
    ],
    [
      "a quantifier over another set may ask nothing",
      "bound?.set != null && this.isAllOthers(bound.set, x, set)",
      "bound?.set != null",
      "is refused by CHOOSE with a quantifier over another set",
    ],
    [
      "what is compared is what is chosen",
      "this.isNumeric(symbol) && e.args.some((arg) => this.symbolOf(arg) === x || asks(arg))",
      "this.isNumeric(symbol)",
      "is refused by CHOOSE that compares what it does not choose",
    ],
    [
      "what is added may depend on the sum so far",
      "if (this.symbolOf(left) === folded) return !this.mentions(right, folded);",
      "if (this.symbolOf(left) === folded) return true;",
      "is refused by a fold that adds to what depends on it",
    ],
    [
      "subtraction goes by an order",
      'const ANY_ORDER = ["+", ',
      'const ANY_ORDER = ["+", "-", ',
      "is refused by a fold that takes away",
    ],
  ]),
  ...slips("src/models/tla/load.ts", TEST, [
    [
      "no symmetry is used for a property of behaviors",
      "if (behavior === null || againstSymmetry(properties) !== null) return [];",
      "if (behavior === null) return [];",
      "finds none where a property speaks of behaviors",
    ],
  ]),
];
