/** Slips in the universe of values: order, equality, sets, functions, numbers, identity. */

import { type Mutation, slips } from "./mutation.ts";

const ORDER = "test/values/order.test.ts";
const SET = "test/values/set.test.ts";
const SYMBOLIC = "test/values/symbolic-set.test.ts";
const FUNCTION = "test/values/function.test.ts";
const INTERN = "test/values/intern.test.ts";
const ARITHMETIC = "test/values/arithmetic.test.ts";
const SUCCESSORS = "test/models/tla/successors.test.ts";

export const valueMutations: readonly Mutation[] = [
  ...slips("src/values/order.ts", ORDER, [
    [
      "model values come before everything else",
      "return value instanceof ModelValue ? 0 :",
      "return value instanceof ModelValue ? 6 :",
      "zz comes before FALSE",
    ],
    [
      "sets are ordered by size first",
      "const order = a.elements.length - b.elements.length;",
      "const order = 0;",
      "{9} comes before {1, 2}",
    ],
    [
      "sequences are ordered by length first",
      "const order = (a as SequenceValue).values.length - (b as SequenceValue).values.length;",
      "const order = 0;",
      "<<9>> comes before <<1, 2>>",
    ],
    ["FALSE comes before TRUE", "return a ? 1 : -1;", "return a ? -1 : 1;", "FALSE comes before TRUE"],
  ]),
  ...slips("src/values/string-order.ts", ORDER, [
    [
      "strings are ordered by code point",
      "? unit + 0x10000 : unit",
      "? unit : unit",
      "strings are ordered by code point, not by code unit",
    ],
  ]),
  ...slips("src/values/algebra.ts", SET, [
    [
      "a union with a symbolic part is not listed to ask for a member",
      "if (!isListed(a) || !isListed(b)) return symbolicUnion(a, b);",
      "",
      "are asked for members part by part",
    ],
    [
      "a difference of a symbolic set is not listed to ask for a member",
      "if (isEnumerable(a)) return decideEmpty(b) === YES ? a : new DifferenceSet(a, b);",
      "if (isEnumerable(a)) return select(a, b, false);",
      "are asked for members part by part",
    ],
  ]),
  ...slips("src/values/equality.ts", SET, [
    [
      "elements that cannot be compared make no set",
      "if (decideEqual(a, b) === UNDECIDED) throw undecidedEquality(a, b);",
      "",
      '{1, "a"} is an error',
    ],
  ]),
  ...slips("src/values/enumeration.ts", SET, [
    [
      "the elements of one value can be compared",
      "requireComparable(list[i - 1]!, list[i]!);",
      "requireComparable(list[i]!, list[i]!);",
      "can be gone through, but are no values",
    ],
  ]),
  ...slips("src/values/membership.ts", SET, [
    [
      "sizes decide no inclusion of what cannot be compared",
      "mostElements(b) < sizeOf(a) && isMeant(a, b)) return NO;",
      "mostElements(b) < sizeOf(a)) return NO;",
      "SUBSET (1..3) \\subseteq 1..4 is an error",
    ],
  ]),
  ...slips("src/values/print.ts", "test/values/print.test.ts", [
    [
      "a run of integers is printed as it was built",
      'case "interval":\n      return null;',
      'case "interval":\n      return listedElements(set, Infinity);',
      "a run of integers as such",
    ],
    ["large sets are folded", "if (size <= FOLDED ||", "if (size >= 0 ||", "a large set by its elements"],
  ]),
  ...slips("src/values/order.ts", SUCCESSORS, [
    [
      "x' \\in S: a set has each element once",
      "if (compare(values[kept - 1]!, value) !== 0) values[kept++] = value;",
      "values[kept++] = value;",
      "x' \\in S gives one per element of the normalised set",
    ],
  ]),
  ...slips("src/values/equality.ts", ORDER, [
    [
      "values are unequal as soon as one component is, whatever the others",
      "const decision = decideEqual(a[i]!, b[i]!);\n    if (decision === NO) return NO;",
      "const decision = decideEqual(a[i]!, b[i]!);\n    if (decision !== YES) return decision;",
      '<<1, 2>> and <<"a", 3>> are unequal',
    ],
    [
      "an untyped model value is unequal to every other value",
      "return a.type === null || b.type === null || a.type === b.type ? NO",
      "return a.type === b.type ? NO",
      "m and P_a are unequal",
    ],
    [
      "a typed model value is compared with its own kind only",
      "value instanceof ModelValue && value.type === null",
      "value instanceof ModelValue",
      "P_a = 1 is an error",
    ],
    [
      "records with other fields are unequal",
      "return f.shape === g.shape ? decideLists(f.values, g.values) : NO;",
      "return decideLists(f.values, g.values);",
      "[a |-> 1] and [b |-> TRUE] are unequal",
    ],
  ]),
  ...slips("src/values/algebra.ts", SET, [
    [
      "a union has what both sets have once",
      "if (order >= 0) j++;",
      "if (order > 0) j++;",
      "enumerated sets agree with lists of keys",
    ],
    [
      "a difference with an infinite set lacks what was in it",
      "decideMember(value, a) !== NO",
      "decideMember(value, a) === NO",
      "Nat \\ {-1, 3} is printed as",
    ],
  ]),
  ...slips("src/values/algebra.ts", ORDER, [
    [
      "[{} -> S] is {<<>>}, whatever S",
      "if (decideEmpty(domain) === YES) return new EnumeratedSet([EMPTY_SEQUENCE]);",
      "",
      "[{} -> Nat] and {<<>>} are equal",
    ],
  ]),
  ...slips("src/values/membership.ts", SET, [
    ["0 is a natural number", "(value as number) < 0 ? NO", "(value as number) <= 0 ? NO", "0 is an element of Nat"],
    [
      "a tuple of a product has as many components as it has factors",
      "return f.values.length === sizeOf(family.domain())",
      "return f.values.length <= sizeOf(family.domain())",
      "<<1>> is no element of Nat \\X Nat",
    ],
    [
      "Nat is a subset of Int, not the other way round",
      "return a.rank <= b.rank ? YES : NO;",
      "return YES;",
      "Int is no subset of Nat",
    ],
    [
      "what a difference takes away is no element",
      "return right === YES ? NO : left === YES && right === NO ? YES : unlessEmpty(s);",
      "return left;",
      "0 is no element of Nat \\ {0}",
    ],
    [
      "every element of a sequence of Seq(S) is in S",
      'if (value.form !== "sequence") return NO;',
      'if (value.form === "sequence") return YES;',
      "<<1, -1>> is no element of Seq(Nat)",
    ],
  ]),
  ...slips("src/values/membership.ts", SYMBOLIC, [
    [
      "an interval includes its upper bound",
      "s.low <= value && value <= s.high",
      "s.low <= value && value < s.high",
      "have the same elements in the same order",
    ],
  ]),
  ...slips("src/values/enumeration.ts", SYMBOLIC, [
    [
      "subsets of one size come in the order of their elements",
      "for (let i = last; i < size; i++) positions[i] = next++;",
      "positions[last] = next;",
      "the subsets of two elements of 1..4 are enumerated in order",
    ],
    [
      "of functions the last argument varies fastest, and starts over",
      "positions[last--] = 0;",
      "last--;",
      "[{1, 2} -> {0, 1}] is enumerated as",
    ],
  ]),
  ...slips("src/values/membership.ts", SYMBOLIC, [
    [
      "filters that are asked often keep answers",
      "if (set.asked < SELDOM) {",
      "if (true) {",
      "are asked about each element once",
    ],
    [
      "an answer may be no",
      "if (known !== 0) return known > 0;",
      "if (known !== 0) return true;",
      "that they have otherwise",
    ],
  ]),
  ...slips("src/values/application.ts", FUNCTION, [
    [
      "a sequence ends at its length",
      "argument <= f.values.length ? argument - 1",
      "argument <= f.values.length + 1 ? argument - 1",
      "3 of a sequence is an error",
    ],
    [
      "EXCEPT leaves the function it starts from as it was",
      "const values = f.values.slice();",
      "const values = f.values as Value[];",
      "EXCEPT changes one argument and nothing else",
    ],
    [
      "what is joined keeps the order of the arguments",
      "for (; from < at; from++) {",
      "for (; from < at - 1; from++) {",
      "two are joined",
    ],
    [
      "arguments that are joined can be compared",
      "if (at < left.length) requireComparable(left[at]!, argument);",
      "",
      "two with arguments that cannot be compared",
    ],
    ["a function is the same only where no value has changed", "changed ||= value !== x[at];", "", "two are joined"],
    [
      "EXCEPT on an infinite domain changes one argument",
      "(decideEqual(x, argument) === YES ? value : applyRule(f, x))",
      "value",
      "have domains, equality with finite functions, and EXCEPT",
    ],
    [
      "a function is not applied outside its infinite domain",
      "if (!isMember(argument, f.domain)) throw outside(f, argument);\n      f.results",
      "f.results",
      "have domains, equality with finite functions, and EXCEPT",
    ],
  ]),
  ...slips("src/values/function.ts", FUNCTION, [
    [
      "a function is a sequence if its domain is 1..n, not whenever it begins at 1",
      "if (first === 1 && last === elements.length)",
      "if (last === elements.length)",
      "are canonical: what the domain is decides the form",
    ],
  ]),
  ...slips("src/values/record.ts", FUNCTION, [
    [
      "the order in which fields are written does not matter",
      "return order === null ? items : order.map((i) => items[i]!);",
      "return items;",
      "records take their fields in any order",
    ],
  ]),
  ...slips("src/values/intern.ts", INTERN, [
    [
      "integers from 2^30 on are no inline ids",
      "value >= -INLINE && value < INLINE",
      "value >= -INLINE && value <= INLINE",
      "small integers take no room",
    ],
    [
      "an id belongs to the interner that gave it",
      "if (value.interner === this.#owner) return value.id;",
      "if (value.interner !== null) return value.id;",
      "two interners do not disturb each other",
    ],
    [
      "a set and a sequence of the same components are two values",
      "  sequence: 2,",
      "  sequence: 1,",
      "gives equal ids exactly to equal values",
    ],
    [
      "functions with the same values on other domains are other values",
      "if (domain !== null) this.#push(this.idOf(domain));",
      "",
      "infinite and large sets have ids by their structure: [a: Nat], [b: Nat]",
    ],
    [
      "a function that is made again has its domain",
      "if (tag === TAGS.function) return functionOver(",
      "if (tag === TAGS.function) return this.valueOf(nodes[start + 1]!) as SetValue;\n    if (start < 0) return functionOver(",
      "makes objects again that are not at hand any more",
    ],
    [
      "an object that is made again has its id",
      "value.id = index << 1;",
      "value.id = (index - 1) << 1;",
      "makes objects again that are not at hand any more",
    ],
    [
      "what is composed of ids is looked for among what is there",
      "const id = known >= 0 ? known << 1 : this.#enter(",
      "const id = known > 0 ? known << 1 : this.#enter(",
      "composes of ids what they are the parts of",
    ],
    [
      "of an object that can be made again only the node is kept",
      "this.#values[gone] = undefined;",
      "",
      "has the objects at hand that were made last",
    ],
    [
      "a longer list of objects at hand begins with the oldest",
      "ring[i] = this.#ring[(this.#oldest + i) & (length - 1)]!;",
      "ring[i] = this.#ring[i]!;",
      "has the same objects at hand when short values follow long ones",
    ],
  ]),
  ...slips("src/values/arithmetic.ts", ARITHMETIC, [
    [
      "\\div rounds down",
      "rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient",
      "quotient",
      "integer arithmetic -7 \\div 2",
    ],
    ["% is never negative", "return rest < 0 ? rest + b : rest + 0;", "return rest + 0;", "integer arithmetic -7 % 3"],
    [
      "a result beyond 2^53 - 1 is an error",
      "if (result > Number.MAX_SAFE_INTEGER ||",
      "if (result > Number.MAX_SAFE_INTEGER + 1 ||",
      "integer arithmetic addition",
    ],
  ]),
];
