import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  apply,
  cardinality,
  compare,
  elements,
  equal,
  hash,
  Interner,
  interval,
  isFinite as isFiniteSet,
  isMember,
  isSubset,
  iterate,
  parseValue,
  predicateSet,
  print,
  productSet,
  type SetValue,
  sequence,
  type Value,
} from "../../src/values/index.ts";
import { build, enumeratedTwin, naive, naiveKey, symbolic } from "./naive.ts";

describe("a symbolic finite set and its enumerated twin", () => {
  test("have the same elements in the same order", () => {
    fc.assert(
      fc.property(symbolic, (s) => {
        const twin = enumeratedTwin(s);
        const order = elements(twin).map(print);
        expect([...iterate(s.set)].map(print)).toEqual(order);
        expect([...iterate(s.set)].map(print)).toEqual(order);
        expect(elements(s.set).map(print)).toEqual(order);
        expect(cardinality(s.set)).toBe(order.length);
        expect(isFiniteSet(s.set)).toBe(true);
        for (const item of s.items) expect(isMember(build(item), s.set)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("are equal, hash alike and are one value to an interner", () => {
    fc.assert(
      fc.property(symbolic, (s) => {
        const twin = enumeratedTwin(s);
        expect(equal(s.set, twin)).toBe(true);
        expect(equal(twin, s.set)).toBe(true);
        expect(compare(s.set, twin)).toBe(0);
        expect(hash(s.set)).toBe(hash(twin));
        expect(isSubset(s.set, twin) && isSubset(twin, s.set)).toBe(true);
        const interner = new Interner();
        expect(interner.idOf(s.set)).toBe(interner.idOf(twin));
      }),
      { numRuns: 400 },
    );
  });

  test("stand in the same relations to others, wherever these are decided", () => {
    fc.assert(
      fc.property(symbolic, symbolic, (s, t) => {
        const [a, b] = [enumeratedTwin(s), enumeratedTwin(t)];
        // Sets of values of different kinds may be undecided element by element, yet decided by their structure.
        const answers = [
          relation(() => equal(a, b)),
          relation(() => equal(s.set, t.set)),
          relation(() => equal(s.set, b)),
        ];
        expect(new Set(answers.filter((answer) => answer !== "error")).size).toBeLessThanOrEqual(1);
        if (compare(a, b) === 0) expect(answers).toEqual([true, true, true]);
        expect(Math.sign(compare(s.set, t.set))).toBe(Math.sign(compare(a, b)));
        const keys = new Set(t.items.map(naiveKey));
        const included = relation(() => isSubset(s.set, t.set));
        if (included !== "error") expect(included).toBe(s.items.every((item) => keys.has(naiveKey(item))));
      }),
      { numRuns: 800 },
    );
  });

  test("have the same members among any values", () => {
    fc.assert(
      fc.property(symbolic, naive, (s, x) => {
        const keys = new Set(s.items.map(naiveKey));
        const member = relation(() => isMember(build(x), s.set));
        if (member !== "error") expect(member).toBe(keys.has(naiveKey(x)));
      }),
      { numRuns: 800 },
    );
  });
});

function relation(decide: () => boolean): boolean | "error" {
  try {
    return decide();
  } catch {
    return "error";
  }
}

test.each([
  ["SUBSET {1, 2, 3}", "{{}, {1}, {2}, {3}, {1, 2}, {1, 3}, {2, 3}, {1, 2, 3}}"],
  ["[{1, 2} -> {0, 1}]", "{<<0, 0>>, <<0, 1>>, <<1, 0>>, <<1, 1>>}"],
  ["[{a, b} -> {0, 1}]", "{(a :> 0 @@ b :> 0), (a :> 0 @@ b :> 1), (a :> 1 @@ b :> 0), (a :> 1 @@ b :> 1)}"],
  ["[b: {1, 2}, a: {TRUE}]", "{[a |-> TRUE, b |-> 1], [a |-> TRUE, b |-> 2]}"],
  ["BOOLEAN \\X {1, 2}", "{<<FALSE, 1>>, <<FALSE, 2>>, <<TRUE, 1>>, <<TRUE, 2>>}"],
  ["-1..2", "{-1, 0, 1, 2}"],
])("%s is enumerated as %s", (text, printed) => {
  const set = parseValue(text) as SetValue;
  expect(print(set)).toBe(printed);
  expect(`{${[...iterate(set)].map(print).join(", ")}}`).toBe(printed);
});

test("the subsets of two elements of 1..4 are enumerated in order", () => {
  const pairs = elements(parseValue("SUBSET (1..4)") as SetValue).filter((s) => cardinality(s as SetValue) === 2);
  expect(pairs.map(print)).toEqual(["{1, 2}", "{1, 3}", "{1, 4}", "{2, 3}", "{2, 4}", "{3, 4}"]);
});

describe("filters inside of each other", () => {
  const pairs = productSet([interval(1, 20), interval(1, 20)]);
  const at = (p: Value, i: number) => apply(p as never, i) as number;
  /** Pairs from which so many steps down lead to smaller ones; how often the tests were asked is counted. */
  const nested = (depth: number) => {
    let asked = 0;
    let set: SetValue = pairs;
    for (let i = 0; i < depth; i++) {
      const inner = set;
      set = predicateSet(pairs, (p) => {
        asked++;
        const [a, b] = [at(p, 1), at(p, 2)];
        return (
          a + b > 2 &&
          [sequence([a, Math.max(b - 1, 1)]), sequence([Math.max(a - 1, 1), b])].every((q) => isMember(q, inner))
        );
      });
    }
    return { set, asked: () => asked };
  };

  test("are asked about each element once, when they are asked often", () => {
    const { set, asked } = nested(18);
    expect(isMember(sequence([20, 20]), set)).toBe(true);
    expect(isMember(sequence([2, 2]), set)).toBe(false);
    expect(asked()).toBeLessThan(18 * (256 + 400));
  });

  test("have the elements that they have otherwise", () => {
    const { set } = nested(8);
    const [first, again] = [1, 2].map(() => [...iterate(pairs)].filter((p) => isMember(p, set)).map(print));
    expect(again).toEqual(first);
    expect(first).toEqual(
      [...iterate(pairs)].filter((p) => at(p, 1) + at(p, 2) > 9 || at(p, 1) > 8 || at(p, 2) > 8).map(print),
    );
  });
});
