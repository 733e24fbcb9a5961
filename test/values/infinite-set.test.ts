import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ANY,
  cardinality,
  compare,
  difference,
  elements,
  equal,
  hash,
  INT,
  Interner,
  intersection,
  interval,
  isFinite as isFiniteSet,
  isMember,
  isSubset,
  lambdaFunction,
  makeSet,
  NAT,
  parseValue,
  powerSet,
  predicateSet,
  print,
  productSet,
  recordSet,
  type SetValue,
  sequence,
  sequenceSet,
  union,
} from "../../src/values/index.ts";

/**
 * Sets of integers with an exact oracle: no constant below exceeds 9 in magnitude, so two such sets are equal exactly
 * when they agree on -10..10 (where -10 and 10 stand for all that lies beyond).
 */
interface Integers {
  readonly set: SetValue;
  readonly has: (n: number) => boolean;
}

const POOL = Array.from({ length: 21 }, (_, i) => i - 10);
const small = fc.integer({ min: -9, max: 9 });

const integers: fc.Arbitrary<Integers> = fc.letrec<{ set: Integers }>((tie) => ({
  set: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom<Integers>({ set: NAT, has: (n) => n >= 0 }, { set: INT, has: () => true }),
    fc.tuple(small, small).map(([low, high]) => ({
      set: interval(low, high),
      has: (n: number) => low <= n && n <= high,
    })),
    fc
      .array(small, { maxLength: 3 })
      .map((list) => ({ set: makeSet([...list]), has: (n: number) => list.includes(n) })),
    tie("set").map((a) => ({
      set: predicateSet(a.set, (n) => (n as number) > 0),
      has: (n: number) => a.has(n) && n > 0,
    })),
    fc.tuple(tie("set"), tie("set")).map(([a, b]) => ({
      set: union(a.set, b.set),
      has: (n: number) => a.has(n) || b.has(n),
    })),
    fc.tuple(tie("set"), tie("set")).map(([a, b]) => ({
      set: intersection(a.set, b.set),
      has: (n: number) => a.has(n) && b.has(n),
    })),
    fc.tuple(tie("set"), tie("set")).map(([a, b]) => ({
      set: difference(a.set, b.set),
      has: (n: number) => a.has(n) && !b.has(n),
    })),
  ),
})).set;

/** The answer, or null where an error says that there is none. */
function answer<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    expect(error).toHaveProperty("code");
    return null;
  }
}

const agrees = <T>(found: T | null, right: T): void => {
  if (found !== null) expect(found).toEqual(right);
};

describe("sets of integers, finite and infinite", () => {
  test("have the right members, size and elements", () => {
    fc.assert(
      fc.property(integers, ({ set, has }) => {
        for (const n of POOL) expect(isMember(n, set)).toBe(has(n));
        const endless = has(-10) || has(10);
        agrees(
          answer(() => isFiniteSet(set)),
          !endless,
        );
        const listed = answer(() => elements(set));
        agrees(listed as number[] | null, POOL.filter(has));
        if (listed !== null) {
          expect(endless).toBe(false);
          expect(cardinality(set)).toBe(listed.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("stand in the right relations, or in none that can be decided", () => {
    fc.assert(
      fc.property(integers, integers, (a, b) => {
        const same = POOL.every((n) => a.has(n) === b.has(n));
        const included = POOL.every((n) => !a.has(n) || b.has(n));
        const found = answer(() => equal(a.set, b.set));
        agrees(found, same);
        agrees(
          answer(() => isSubset(a.set, b.set)),
          included,
        );
        const order = answer(() => compare(a.set, b.set));
        if (order !== null) {
          agrees(
            answer(() => Math.sign(compare(b.set, a.set))),
            -Math.sign(order) + 0,
          );
          expect(order === 0).toBe(found === true);
        }
        if (found === true) expect(hash(a.set)).toBe(hash(b.set));
        const interner = new Interner();
        const ids = answer(() => interner.idOf(a.set) === interner.idOf(b.set));
        if (ids !== null && found !== null) expect(ids).toBe(found);
      }),
      { numRuns: 1200 },
    );
  });

  test("the sets built over them inherit the relations", () => {
    const liftings: ((set: SetValue) => SetValue)[] = [
      powerSet,
      sequenceSet,
      (set) => productSet([NAT, set]),
      (set) => recordSet(["b", "a"], [set, NAT]),
    ];
    fc.assert(
      fc.property(integers, integers, fc.constantFrom(...liftings), (a, b, lift) => {
        const same = POOL.every((n) => a.has(n) === b.has(n));
        const included = POOL.every((n) => !a.has(n) || b.has(n));
        const [x, y] = [lift(a.set), lift(b.set)];
        const found = answer(() => equal(x, y));
        agrees(found, same);
        agrees(
          answer(() => isSubset(x, y)),
          included,
        );
        const order = answer(() => compare(x, y));
        if (order !== null) {
          agrees(
            answer(() => Math.sign(compare(y, x))),
            -Math.sign(order) + 0,
          );
          expect(order === 0).toBe(found === true);
        }
        const empty = !POOL.some(a.has);
        const endless = a.has(10) || a.has(-10);
        if (lift === powerSet) {
          agrees(
            answer(() => isFiniteSet(x)),
            !endless,
          );
        } else {
          agrees(
            answer(() => isFiniteSet(x)),
            empty,
          );
        }
        for (const n of POOL) {
          expect(isMember(makeSet([n]), powerSet(a.set))).toBe(a.has(n));
          expect(isMember(sequence([n, n]), sequenceSet(a.set))).toBe(a.has(n));
          expect(isMember(sequence([1, n]), productSet([NAT, a.set]))).toBe(a.has(n));
        }
      }),
      { numRuns: 800 },
    );
  });

  test("are printed so that they can be read back, unless given by a rule", () => {
    fc.assert(
      fc.property(integers, ({ set, has }) => {
        const text = print(set);
        fc.pre(!text.includes("..."));
        for (const n of POOL) expect(isMember(n, parseValue(text) as SetValue)).toBe(has(n));
      }),
    );
  });
});

describe("what cannot be decided", () => {
  const none = predicateSet(interval(1, 3), () => false);
  const few = difference(INT, NAT);

  test("a filter that nothing passes is empty", () => {
    expect(equal(none, makeSet([]))).toBe(true);
    expect(print(parseValue("[{} -> Nat]"))).toBe("{<<>>}");
    expect(cardinality(productSet([none, NAT]))).toBe(0);
    expect(isFiniteSet(productSet([none, NAT]))).toBe(true);
    expect(elements(sequenceSet(none)).map(print)).toEqual(["<<>>"]);
  });

  test.each<[string, SetValue]>([
    ["a difference of infinite sets", few],
    ["its subsets", powerSet(few)],
    ["pairs from it", productSet([few, few])],
    ["pairs with an infinite set", productSet([NAT, few])],
    ["sequences over it", sequenceSet(few)],
    ["functions to it", parseValue("[Nat -> Int \\ Nat]") as SetValue],
    ["its union with a finite set", union(few, makeSet([99]))],
  ])("whether %s is finite", (_, set) => {
    expect(() => isFiniteSet(set)).toThrow(expect.objectContaining({ code: "E407" }));
    expect(() => elements(set)).toThrow(expect.objectContaining({ code: "E403" }));
  });

  test("whether sets of functions are equal or included when they may be empty", () => {
    const [one, two] = [productSet([few]), productSet([few, few])];
    expect(() => equal(one, two)).toThrow(expect.objectContaining({ code: "E402" }));
    expect(() => isSubset(one, two)).toThrow(expect.objectContaining({ code: "E402" }));
    expect(() => isSubset(two, productSet([NAT, NAT]))).toThrow(expect.objectContaining({ code: "E402" }));
    expect(() => isSubset(two, sequenceSet(NAT))).toThrow(expect.objectContaining({ code: "E402" }));
    expect(isSubset(two, sequenceSet(INT))).toBe(true);
    expect(equal(one, productSet([few]))).toBe(true);
  });

  test("whether sequences of strings are sequences of numbers", () => {
    const strings = parseValue("[1..2 -> STRING]") as SetValue;
    expect(() => isSubset(strings, sequenceSet(NAT))).toThrow(expect.objectContaining({ code: "E402" }));
    expect(() => isSubset(parseValue('[1..2 -> {"a"}]') as SetValue, sequenceSet(NAT))).toThrow(
      expect.objectContaining({ code: "E401" }),
    );
  });

  test("the order of functions given by rules", () => {
    const zero = lambdaFunction(NAT, () => 0);
    expect(compare(zero, zero)).toBe(0);
    expect(
      compare(
        zero,
        lambdaFunction(INT, () => 0),
      ),
    ).toBeLessThan(0);
    expect(compare(sequence([1]), zero)).toBeLessThan(0);
    expect(compare(zero, sequence([1]))).toBeGreaterThan(0);
    expect(() =>
      compare(
        zero,
        lambdaFunction(NAT, () => 0),
      ),
    ).toThrow(expect.objectContaining({ code: "E402" }));
  });

  test("functions on domains of different kinds", () => {
    const [a, b] = [parseValue("[BOOLEAN -> {1}]"), parseValue("[1..2 -> {1}]")];
    expect(() => equal(a, b)).toThrow(expect.objectContaining({ code: "E401" }));
    expect(equal(parseValue('[{"a"} -> Nat]'), parseValue("[1..1 -> Nat]"))).toBe(false);
  });
});

test("the order of infinite sets is by their parts", () => {
  const texts = ["Nat \\X Nat", "Nat \\X Int", "Int \\X Nat", "[a: Nat, b: Nat]", "[a: Nat, b: Int]", "[Nat -> 1..2]"];
  for (const [i, x] of texts.entries()) {
    for (const [j, y] of texts.entries()) {
      const order = compare(parseValue(x), parseValue(y));
      expect(order === 0).toBe(i === j);
      expect(Math.sign(compare(parseValue(y), parseValue(x)))).toBe(-Math.sign(order) + 0);
    }
  }
});

test("large finite sets of one size are ordered by their first difference", () => {
  const pairs = [
    ["[1..30 -> {0, 1}]", "[1..30 -> {0, 2}]"],
    ["(1..5000) \\X (1..5000)", "(2..5001) \\X (1..5000)"],
    ["SUBSET (1..40)", "SUBSET (2..41)"],
    ["1..100000000", "2..100000001"],
  ] as const;
  for (const [x, y] of pairs) {
    expect(compare(parseValue(x), parseValue(y))).toBeLessThan(0);
    expect(compare(parseValue(y), parseValue(x))).toBeGreaterThan(0);
    expect(compare(parseValue(x), parseValue(x))).toBe(0);
  }
});

test("every value is an element of Any, which is no set of another kind and is not enumerated", () => {
  const values = ["1", '"a"', "m", "TRUE", "{1}", "<<1, m>>", '[a |-> "b"]', "Nat", "SUBSET STRING", "Seq(Int)"];
  for (const text of values) expect([text, isMember(parseValue(text), ANY)]).toEqual([text, true]);
  for (const text of ["1..3", "{1, 2}", "Nat", "STRING", "SUBSET Nat", "Nat \\cup STRING"])
    expect([text, isSubset(parseValue(text) as SetValue, ANY)]).toEqual([text, true]);
  expect(isMember(parseValue("<<1, m>>"), sequenceSet(ANY))).toBe(true);
  expect(isMember(parseValue("<<1, m>>"), productSet([ANY, INT]))).toBe(false);
  expect(print(intersection(ANY, parseValue("{3, 4}") as SetValue))).toBe("{3, 4}");
  expect(isSubset(ANY, parseValue("{1}") as SetValue)).toBe(false);
  expect(() => equal(ANY, NAT)).toThrow(expect.objectContaining({ code: "E402" }));
  expect(() => elements(ANY)).toThrow(expect.objectContaining({ code: "E403" }));
});
