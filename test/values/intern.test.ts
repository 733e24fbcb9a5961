import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compare,
  equal,
  type FunctionValue,
  Interner,
  interval,
  lambdaFunction,
  makeSet,
  NAT,
  parseValue,
  predicateSet,
  print,
  sequence,
  sequenceElements,
} from "../../src/values/index.ts";
import { build, buildSpecially, naive, naiveKey, symbolic } from "./naive.ts";

describe("an interner", () => {
  test("gives equal ids exactly to equal values", () => {
    fc.assert(
      fc.property(fc.array(naive, { maxLength: 30 }), (list) => {
        const interner = new Interner();
        const idOfKey = new Map<string, number>();
        const keyOfId = new Map<number, string>();
        for (const x of list) {
          const id = interner.idOf(build(x));
          expect(interner.idOf(buildSpecially(x))).toBe(id);
          expect(idOfKey.get(naiveKey(x)) ?? id).toBe(id);
          expect(keyOfId.get(id) ?? naiveKey(x)).toBe(naiveKey(x));
          idOfKey.set(naiveKey(x), id);
          keyOfId.set(id, naiveKey(x));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("gives back an equal canonical value, whose id is known at once", () => {
    const interner = new Interner();
    fc.assert(
      fc.property(naive, (x) => {
        const value = build(x);
        const before = print(value);
        const id = interner.idOf(value);
        const canonical = interner.valueOf(id);
        expect(print(canonical)).toBe(before);
        expect(print(value)).toBe(before);
        expect(equal(canonical, buildSpecially(x))).toBe(true);
        expect(compare(canonical, build(x))).toBe(0);
        expect(interner.valueOf(interner.idOf(build(x)))).toBe(canonical);
        const size = interner.size;
        expect(interner.idOf(canonical)).toBe(id);
        expect(interner.size).toBe(size);
        expect(Number.isInteger(id) && id === (id | 0)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("makes objects again that are not at hand any more: equal ones, under the same ids", () => {
    fc.assert(
      fc.property(fc.array(naive, { minLength: 2, maxLength: 30 }), fc.integer({ min: 0, max: 2000 }), (list, room) => {
        const [interner, keeping] = [new Interner(room), new Interner()];
        const ids = list.map((x) => interner.idOf(build(x)));
        expect(ids).toEqual(list.map((x) => keeping.idOf(build(x))));
        for (const [i, x] of [...list.entries(), ...[...list.entries()].reverse()]) {
          const value = interner.valueOf(ids[i]!);
          expect(print(value)).toBe(print(build(x)));
          expect(equal(value, buildSpecially(x))).toBe(true);
          expect(compare(value, build(x))).toBe(0);
          expect(interner.idOf(value)).toBe(ids[i]);
          expect(interner.idOf(buildSpecially(x))).toBe(ids[i]);
        }
        expect(interner.size).toBe(keeping.size);
      }),
      { numRuns: 120 },
    );
  });

  test("composes of ids what they are the parts of, whether it was met before or not", () => {
    fc.assert(
      fc.property(fc.array(naive, { maxLength: 10 }), (list) => {
        const [source, fresh] = [new Interner(), new Interner(1000)];
        const composed = (id: number): number => {
          const made = source.partsOf(id);
          return made === null ? fresh.idOf(source.valueOf(id)) : fresh.composed(made.kind, made.parts.map(composed));
        };
        for (const x of list) {
          const id = composed(source.idOf(build(x)));
          const { size } = fresh;
          expect(fresh.idOf(build(x))).toBe(id);
          expect(composed(source.idOf(build(x)))).toBe(id);
          expect(fresh.size).toBe(size);
          expect(print(fresh.valueOf(id))).toBe(print(build(x)));
        }
      }),
    );
  });

  test("has the objects at hand that were made last, and of others no more than their nodes", () => {
    const [interner, keeping] = [new Interner(100_000), new Interner(10_000_000)];
    const list = Array.from({ length: 10_000 }, (_, i) => sequence([i, "a", "b", "c"]));
    const ids = list.map((value) => interner.idOf(value));
    for (const value of list) keeping.idOf(value);
    const value = interner.valueOf(ids[0]!);
    expect(interner.valueOf(ids[0]!)).toBe(value);
    for (const id of ids) interner.valueOf(id);
    const again = interner.valueOf(ids[0]!);
    expect(again).not.toBe(value);
    expect(print(again)).toBe(print(value));
    expect(keeping.bytes - interner.bytes).toBeGreaterThan(10_000 * 100);
  });

  test("has the same objects at hand when short values follow long ones", () => {
    const interner = new Interner(200_000);
    const long = Array.from({ length: 500 }, (_, i) => sequence(Array.from({ length: 100 }, (_, j) => i + j)));
    const short = Array.from({ length: 1600 }, (_, i) => sequence([i]));
    for (const value of [...long, ...short]) interner.idOf(value);
    const last = short.slice(-1500).reverse();
    for (const value of last) expect(interner.valueOf(interner.idOf(value))).toBe(value);
  });

  test("shares components between canonical values", () => {
    const interner = new Interner();
    const inner = interner.valueOf(interner.idOf(parseValue("{1, 2}")));
    const outer = interner.valueOf(interner.idOf(parseValue("<<{2, 1}, {3}>>"))) as FunctionValue;
    expect(sequenceElements(outer)![0]).toBe(inner);
  });

  test("two interners do not disturb each other", () => {
    const [first, second] = [new Interner(), new Interner()];
    fc.assert(
      fc.property(naive, naive, (x, y) => {
        const [a, b] = [build(x), build(y)];
        const ids = [first.idOf(a), first.idOf(b)];
        second.idOf(b);
        second.idOf(a);
        expect([first.idOf(a), first.idOf(b)]).toEqual(ids);
        expect(equal(first.valueOf(ids[0]!), a)).toBe(true);
        expect(second.valueOf(second.idOf(a))).toBe(second.valueOf(second.idOf(build(x))));
      }),
    );
  });

  test("small integers take no room", () => {
    const interner = new Interner();
    for (const n of [0, 1, -1, 2 ** 30 - 1, -(2 ** 30)]) expect(interner.valueOf(interner.idOf(n))).toBe(n);
    expect(interner.size).toBe(0);
    for (const n of [2 ** 30, -(2 ** 30) - 1, 2 ** 53 - 1]) expect(interner.valueOf(interner.idOf(n))).toBe(n);
    expect(interner.size).toBe(3);
  });

  test("keeps hundreds of thousands of values apart while its tables grow", () => {
    const interner = new Interner();
    const before = interner.bytes;
    const ids = new Set<number>();
    for (let i = 0; i < 100_000; i++) ids.add(interner.idOf(sequence([i, makeSet([i, i + 1])])));
    expect(ids.size).toBe(100_000);
    expect(interner.size).toBe(200_000);
    expect(interner.bytes - before).toBeGreaterThan(200_000 * 50);
    for (const i of [0, 1, 4711, 99_999]) {
      const id = interner.idOf(sequence([i, makeSet([i + 1, i])]));
      expect(ids.has(id)).toBe(true);
      expect(print(interner.valueOf(id))).toBe(`<<${i}, {${i}, ${i + 1}}>>`);
    }
    expect(interner.size).toBe(200_000);
  });

  test.each([
    ["Nat", "Int"],
    ["SUBSET Nat", "SUBSET Int"],
    ["Seq(Nat)", "Seq(Int)"],
    ["[Nat -> {1, 2}]", "[Int -> {1, 2}]"],
    ["Nat \\X Nat", "Nat \\X Nat \\X Nat"],
    ["[a: Nat]", "[b: Nat]"],
    ["Nat \\ {0}", "Nat \\ {1}"],
    ["Nat \\cup {-1}", "Nat \\cup {-2}"],
    ["SUBSET (1..60)", "SUBSET (1..61)"],
    ["1..100000000", "2..100000001"],
    ["[1..100000 -> 1..3]", "[1..100000 -> 1..2]"],
    ["[1..100 -> 1..3]", "[1..100 -> 1..2]"],
  ])("infinite and large sets have ids by their structure: %s, %s", (a, b) => {
    const interner = new Interner();
    const id = interner.idOf(parseValue(a));
    expect(interner.idOf(parseValue(a))).toBe(id);
    expect(interner.idOf(parseValue(b))).not.toBe(id);
    expect(print(interner.valueOf(id))).toBe(print(parseValue(a)));
  });

  test("sets of functions have one id across notations", () => {
    const interner = new Interner();
    expect(interner.idOf(parseValue("[1..2 -> Nat]"))).toBe(interner.idOf(parseValue("Nat \\X Nat")));
    expect(interner.idOf(parseValue('[{"a", "b"} -> Nat]'))).toBe(interner.idOf(parseValue("[a: Nat, b: Nat]")));
  });

  test("values given by rules on infinite sets are refused, and nothing breaks", () => {
    const interner = new Interner();
    const rule = lambdaFunction(NAT, () => 0);
    expect(() => interner.idOf(sequence([1, rule]))).toThrow(expect.objectContaining({ code: "E412" }));
    expect(() => interner.idOf(predicateSet(NAT, () => true))).toThrow(
      "{x \\in Nat : ...}, a set given by a rule on an infinite set, cannot be part of a state",
    );
    expect(print(interner.valueOf(interner.idOf(parseValue("<<1, {2}>>"))))).toBe("<<1, {2}>>");
  });

  test("undecided comparisons stay errors between canonical values", () => {
    const interner = new Interner();
    const a = interner.valueOf(interner.idOf(parseValue("{1}")));
    const b = interner.valueOf(interner.idOf(parseValue('{"a"}')));
    expect(() => equal(a, b)).toThrow(expect.objectContaining({ code: "E401" }));
    expect(equal(a, interner.valueOf(interner.idOf(interval(1, 1))))).toBe(true);
  });

  test("symbolic sets inside values intern as their elements", () => {
    fc.assert(
      fc.property(symbolic, ({ set, items }) => {
        const interner = new Interner();
        expect(interner.idOf(sequence([set]))).toBe(interner.idOf(sequence([makeSet(items.map(build))])));
      }),
      { numRuns: 200 },
    );
  });
});
