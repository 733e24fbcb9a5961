/** Slips in what shows that sets of model values are symmetric. */

import { type Mutation, slips } from "./mutation.ts";

const ROWS = "test/models/tla/packed-symmetry.test.ts";
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
  ...slips("src/models/tla/symmetry/row-exchange.ts", ROWS, [
    [
      "a member of a set is there as its image",
      "this.index.get(nameOf(path, this.images.of(leaf.id)))",
      "this.index.get(nameOf(path, leaf.id))",
      "are told apart as orbits are",
    ],
    [
      "where arguments are exchanged, values go elsewhere",
      "return [variable as number, ...path.map((id) => this.images.of(id))];",
      "return [variable as number, ...path];",
      "are told apart as orbits are",
    ],
    [
      "a value that needs no bits must have an image, too",
      "if (!plan.fixed.every((leaf) => this.image(leaf, 0)?.bits === 0)) return null;",
      "",
      "where the layout has no room for an image",
    ],
  ]),
  ...slips("src/models/tla/symmetry/row-colours.ts", ROWS, [
    [
      "colours do not depend on where leaves lie",
      "table[at + point] = ((table[at + point] as number) + colour) | 0;",
      "table[at + point] = mixed(table[at + point] as number, colour);",
      "are told apart as orbits are",
    ],
    [
      "what looks alike counts as nothing wherever it is",
      "return colours.every((colour) => colour === colours[0]) ? null : colours;",
      "return leaf.field.shift > 7 && colours.every((colour) => colour === colours[0]) ? null : colours;",
      "are told apart as orbits are",
    ],
  ]),
  ...slips("src/models/tla/symmetry/row-classes.ts", ROWS, [
    [
      "elements that look alike are exchanged in all ways",
      "if (alike.length > 0) this.arrange(",
      "if (alike.length > 1) this.arrange(",
      "are told apart as orbits are",
    ],
    ["colours go with the elements", "seen[least] = colour;", "", "are told apart as orbits are"],
  ]),
  ...slips("src/models/tla/layout/packing.ts", ROWS, [
    [
      "all that is seen of a word tells rows apart",
      "masks.set(field.word, (masks.get(field.word) ?? 0) | maskOf(field));",
      "masks.set(field.word, maskOf(field));",
      "are kept apart in a search as values are",
    ],
  ]),
  ...slips("src/checker/order/breadth.ts", ROWS, [
    [
      "a state that is excluded is not known by its key",
      " || this.model.key !== null;",
      ";",
      "are kept apart in a search as values are",
    ],
  ]),
  ...slips("src/checker/kernel/choice.ts", ROWS, [
    [
      "states with keys stay in the kernel that asks for them",
      "if (this.next === null || this.model.key !== null) return kernel;",
      "if (this.next === null) return kernel;",
      "are kept apart in a search as values are",
    ],
  ]),
];
