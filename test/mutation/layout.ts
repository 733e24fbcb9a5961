/** Slips in how values are held in rows: what is chosen, what fits, what widening and rewriting keep. */

import { type Mutation, slips } from "./mutation.ts";

const REPRESENTATION = "test/models/tla/layout/representation.test.ts";
const PACKING = "test/models/tla/layout/packing.test.ts";
const HELD = "a representation holds what it was chosen for";
const CHOSEN = "what is chosen";
const LEAVES = "say how many values they take, in how many bits, and what is subtracted";

export const layoutMutations: readonly Mutation[] = [
  ...slips("src/models/tla/layout/constant.ts", REPRESENTATION, [
    ["a constant is not taken where a value may change", "return !room && ", "return ", CHOSEN],
    [
      "a constant holds its value only",
      "encode(value: Value): boolean {\n    return compare(this.value, value) === 0;",
      "encode(value: Value): boolean {\n    return compare(this.value, value) <= 0;",
      "a constant holds its value only",
    ],
  ]),
  ...slips("src/models/tla/layout/boolean.ts", REPRESENTATION, [
    ["TRUE is 1", "value === true ? 1 : 0", "value === true ? 0 : 1", HELD],
    [
      "a Boolean is no number",
      'return typeof value === "boolean";\n  }\n\n  widen',
      "return true;\n  }\n\n  widen",
      "TRUE refuses 1",
    ],
  ]),
  ...slips("src/models/tla/layout/integer.ts", REPRESENTATION, [
    ["an integer is held less the low end", "leaves[at] = value - this.low;", "leaves[at] = value;", HELD],
    ["an integer is read with the low end", "(leaves[at] as number) + this.low", "(leaves[at] as number)", HELD],
    ["a number above the range is refused", " || value > this.high) return false", ") return false", "0,3 refuses 9"],
    ["a number below the range is refused", " || value < this.low || ", " || ", "0,3 refuses -1"],
    [
      "a range is widened upwards where the value lies above it",
      "while (value > this.high) this.high += this.size;",
      "while (value > this.high) this.low -= this.size;",
      "doubles a range on the side of the value",
    ],
    [
      "a range does not grow beyond what sums may reach",
      "Math.abs(value) > LARGEST / 4",
      "Math.abs(value) > LARGEST",
      "0,3 by 134217729: false",
    ],
    ["numbers too large for sums are interned", " || high > LARGEST) return null;", ") return null;", CHOSEN],
    ["a range of a state gets room", "(high - low + 1) * 1.5", "high - low + 1", CHOSEN],
    [
      "a range of negative numbers gets room below",
      "if (low < 0) low -= Math.floor(",
      "low -= 0 * Math.floor(",
      CHOSEN,
    ],
    ["bits are for all numbers of a range", "return this.high - this.low + 1;", "return this.high - this.low;", LEAVES],
  ]),
  ...slips("src/models/tla/layout/element.ts", REPRESENTATION, [
    ["a value that is no element is refused", "return index >= 0;", "return true;", '"a" refuses "b"'],
    ["many strings are an open universe", "new Set(values).size > LARGEST_ENUMERATION", "false", CHOSEN],
    [
      "an enumeration does not take values of other kinds",
      "(this.universe.open || isAtom(value)) &&",
      "",
      '"a" by 0: false',
    ],
    ["an open universe has no number of values", "size: open ? Infinity : size", "size", LEAVES],
    ["an open universe has room to grow", "bitsFor(size * 4)", "bitsFor(size)", LEAVES],
  ]),
  ...slips("src/models/tla/layout/set.ts", REPRESENTATION, [
    [
      "a set has room for what exchanges make of its elements",
      "for (const value of larger.values) universe.add(value);",
      "",
      "has room for those of the others",
    ],
    ["not where that is much", "if (larger.size > most) return;", "", "has none where these are many"],
    [
      "also when it is widened",
      "addExpected(this.universe, this.exchanges);",
      "addExpected(this.universe, []);",
      "gets it when it is widened",
    ],
    ["the words of a set are cleared before it is written", "leaves[at + word] = 0;", "leaves[at + word] |= 0;", HELD],
    [
      "an element that a set cannot have is refused",
      "if (index < 0) return false;",
      "if (index < 0) continue;",
      "{1} refuses {2}",
    ],
    [
      "an element has its bit in the word of its index",
      "leaves[at + (i >> 5)] as number) >>>",
      "leaves[at] as number) >>>",
      HELD,
    ],
    ["a set of many possible elements is interned", "if (universe.size > LARGEST_UNIVERSE) return null;", "", CHOSEN],
    [
      "a set does not grow beyond what rows should hold",
      "return this.universe.size <= LARGEST_UNIVERSE;",
      "return true;",
      "by {600}: false",
    ],
    [
      "widening does not reach a snapshot of a set",
      "new SetRepresentation(this.universe.copy())",
      "new SetRepresentation(this.universe)",
      "does not reach a snapshot",
    ],
    ["the last word of a set has the bits of the elements that are left", "Math.min(32, size - 32 * i)", "32", LEAVES],
  ]),
  ...slips("src/models/tla/layout/function.ts", REPRESENTATION, [
    [
      "a function on another domain is refused",
      "domain === this.domain || compare(domain, this.domain) === 0 ? valuesOf(value) : null",
      "valuesOf(value)",
      "[a |-> 1] refuses [b |-> 1]",
    ],
    [
      "a value is written after those before it",
      "if (!item.encode(values[i] as Value, leaves, from)) return false;\n      from += item.leafCount;",
      "if (!item.encode(values[i] as Value, leaves, from)) return false;\n      from += 1;",
      HELD,
    ],
    [
      "a value that does not fit is refused",
      "if (!item.encode(values[i] as Value, leaves, from)) return false;",
      "item.encode(values[i] as Value, leaves, from);",
      "refuses <<1, 99>>",
    ],
    ["the empty function is a queue that will grow", "size === 0 || ", "", CHOSEN],
    ["functions on different domains are interned", "idOf(domainOf(f)) !== id", "idOf(domainOf(f)) < 0", CHOSEN],
    ["leaves are named by their places", "name: `.${i}${leaf.name}`", "name: leaf.name", HELD],
    [
      "widening does not reach a snapshot of a function",
      "this.items.map((item) => item.snapshot()),",
      "this.items,",
      "does not reach a snapshot",
    ],
    [
      "the values of a record are of kinds of their own",
      'if (first.form === "record") return',
      'if (first.form === "lambda") return',
      CHOSEN,
    ],
  ]),
  ...slips("src/models/tla/layout/packing.ts", PACKING, [
    [
      "two leaves have no bit in common",
      "(this.free[word] as number) - bits;",
      "(this.free[word] as number) - bits + 1;",
      "has no bit for two leaves",
    ],
    ["a row is written over", "row.fill(0);", "", "gives back every state that was seen, wherever it lies"],
    [
      "a row is read from where it lies",
      "row[at + word] as number;",
      "row[word] as number;",
      "gives back every state that was seen, wherever it lies",
    ],
    [
      "a leaf ends with its bits",
      "(content >>> shift) & (2 ** bits - 1)",
      "content >>> shift",
      "gives back every state that was seen, wherever it lies",
    ],
    [
      "what does not fit asks for another layout",
      "0)) {\n        this.outgrown = true;",
      "0)) {",
      "is not written where a value does not fit, and the layout knows",
    ],
    [
      "an index that needs more bits than there are is not packed",
      "if (bits < 32 && content >>> bits !== 0) {",
      "if (bits < 0) {",
      "has no room for an index that needs more bits than its leaf has",
    ],
    [
      "a range takes only bits that nothing else needs",
      "if (wider.words === packing.words) packing = wider;\n    else",
      "if (wider.words >= packing.words) packing = wider;\n    else",
      "ranges get the bits that nothing else needs, and no word for that",
    ],
    [
      "rewriting reads a row from where it lies",
      "(rows[at + from.word] as number) >>> from.shift",
      "(rows[from.word] as number) >>> from.shift",
      "rows are rewritten for a wider layout",
    ],
    [
      "rewriting adds what the low end has moved",
      "((leaf + add) << to.shift)",
      "(leaf << to.shift)",
      "rows are rewritten for a wider layout",
    ],
    ["rewriting clears the row before", "out.fill(0);", "", "rows are rewritten for a wider layout"],
  ]),
];
