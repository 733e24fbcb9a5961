import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compare,
  equal,
  hash,
  makeSet,
  modelValue,
  parseValue,
  print,
  sequence,
  type Value,
} from "../../src/values/index.ts";
import { build, buildSpecially, comparable, naive, naiveCompare, naiveKey } from "./naive.ts";

describe("order, equality and hash", () => {
  test("agree with the naive model on values that can be compared", () => {
    fc.assert(
      fc.property(comparable(2), ([x, y]) => {
        const [a, b] = [build(x!), buildSpecially(y!)];
        expect(Math.sign(compare(a, b))).toBe(naiveCompare(x!, y!));
        expect(equal(a, b)).toBe(naiveKey(x!) === naiveKey(y!));
        if (equal(a, b)) expect(hash(a)).toBe(hash(b));
      }),
      { numRuns: 800 },
    );
  });

  test("the order is total and transitive on any values, and zero only for equal ones", () => {
    fc.assert(
      fc.property(naive, naive, naive, (x, y, z) => {
        const [a, b, c] = [build(x), build(y), build(z)];
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
        expect(compare(a, b) === 0).toBe(naiveKey(x) === naiveKey(y));
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 800 },
    );
  });

  test("hashes are spread", () => {
    const hashes = new Set<number>();
    for (let i = 0; i < 2500; i++) {
      hashes.add(hash(makeSet([i, i + 1])));
      hashes.add(hash(sequence([i, -i])));
      hashes.add(hash(`name ${i}`));
      hashes.add(hash(modelValue(`name${i}`)));
    }
    expect(hashes.size).toBeGreaterThan(9_990);
  });

  test("both ways to build a value give the same", () => {
    fc.assert(
      fc.property(naive, (x) => {
        expect(equal(build(x), buildSpecially(x))).toBe(true);
        expect(hash(build(x))).toBe(hash(buildSpecially(x)));
        expect(print(build(x))).toBe(print(buildSpecially(x)));
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ["FALSE", "TRUE"],
    ["-5", "3"],
    ["9", "10"],
    ['"10"', '"9"'],
    ['"a"', '"ab"'],
    ["m1", "m10"],
    ["m10", "m2"],
    ["zz", '"a"'],
    ["zz", "FALSE"],
    ["zz", "-1"],
    ["{9}", "{1, 2}"],
    ["{1, 3}", "{2, 3}"],
    ["{1, 2}", "{1, 3}"],
    ["<<>>", "<<9>>"],
    ["<<9>>", "<<1, 2>>"],
    ["<<1, 2>>", "<<2, 1>>"],
    ["<<1>>", "[a |-> 0]"],
    ["[b |-> 0]", "[a |-> 0, b |-> 0]"],
    ["[a |-> 9]", "[b |-> 0]"],
    ["[a |-> 0, b |-> 9]", "[a |-> 1, b |-> 0]"],
    ["(2 :> 9)", "(3 :> 0)"],
    ["{1, 2, 3}", "Nat"],
    ["SUBSET {1, 2}", "SUBSET {1, 3}"],
    ["SUBSET (1..60)", "SUBSET (1..61)"],
    ["Nat", "Int"],
  ])("%s comes before %s", (x, y) => {
    expect(compare(parseValue(x), parseValue(y))).toBeLessThan(0);
    expect(compare(parseValue(y), parseValue(x))).toBeGreaterThan(0);
  });

  test("strings are ordered by code point, not by code unit", () => {
    expect(compare("\uffee", "\u{1f600}")).toBeLessThan(0);
    expect("\uffee" < "\u{1f600}").toBe(false);
  });
});

describe("equality of values of different kinds", () => {
  test.each([
    ["1", '"a"', "E401"],
    ["TRUE", "1", "E401"],
    ["{1}", "2", "E401"],
    ["{1}", '{"a"}', "E401"],
    ["<<1>>", '<<"a">>', "E401"],
    ["<<1>>", "{1}", "E401"],
    ["[a |-> 1, b |-> TRUE]", "[a |-> 1, b |-> 1]", "E401"],
    ["(TRUE :> 1)", "<<1>>", "E401"],
    ["P_a", "1", "E401"],
    ["P_a", "Q_a", "E401"],
    ["P_a", "{}", "E401"],
    ["STRING", "Nat", "E402"],
    ["Nat \\cup {-1}", "Int", "E402"],
  ])("%s = %s is an error", (x, y, code) => {
    for (const [a, b] of [
      [x, y],
      [y, x],
    ] as const) {
      expect(() => equal(parseValue(a), parseValue(b))).toThrow(expect.objectContaining({ code }));
    }
  });

  test.each([
    ["{1}", "{}"],
    ["{1}", '{"a", "b"}'],
    ["<<1, 2>>", '<<"a", 3>>'],
    ["<<1>>", '<<"a", 1>>'],
    ["<<1>>", "[a |-> 1]"],
    ["<<>>", "[a |-> 1]"],
    ["[a |-> 1, b |-> TRUE]", "[a |-> 2, b |-> 1]"],
    ["[a |-> 1]", "[b |-> TRUE]"],
    ["m", "1"],
    ["m", '"m"'],
    ["m", "{m}"],
    ["m", "<<>>"],
    ["m", "P_a"],
    ["P_a", "P_b"],
    ["{m}", "{1}"],
    ["Nat", "Int"],
    ["Nat", "{1}"],
    ["SUBSET Nat", "SUBSET Int"],
    ["Nat \\ {0}", "Nat \\ {1}"],
    ["Seq({1})", "Seq({2})"],
    ["[Nat -> {1, 2}]", "[Int -> {1, 2}]"],
    ["SUBSET (1..60)", "SUBSET (2..61)"],
  ])("%s and %s are unequal", (x, y) => {
    expect(equal(parseValue(x), parseValue(y))).toBe(false);
    expect(equal(parseValue(y), parseValue(x))).toBe(false);
  });

  test.each([
    ["{1, 2, 3}", "1..3"],
    ["{2, 1, 2}", "{1, 2}"],
    ["SUBSET (1..60)", "SUBSET (1..60)"],
    ["[1..60 -> BOOLEAN]", "[1..60 -> {TRUE, FALSE}]"],
    ["[1..2 -> Nat]", "Nat \\X Nat"],
    ['[{"a", "b"} -> Nat]', "[a: Nat, b: Nat]"],
    ["Nat \\X {}", "{}"],
    ["[{} -> Nat]", "{<<>>}"],
    ["Seq({})", "{<<>>}"],
    ["Nat \\cup {1}", "Nat"],
    ["Nat \\ {-1}", "Nat"],
    ["(Nat \\ {1}) \\ {2}", "Nat \\ {2, 1, -7}"],
    ["(Nat \\cup {-1}) \\cup {-2}", "Nat \\cup {-2, -1}"],
    ["Nat \\cap Int", "Nat"],
    ["(1 :> 5 @@ 2 :> 6)", "<<5, 6>>"],
    ['("a" :> 5)', "[a |-> 5]"],
  ])("%s and %s are equal", (x, y) => {
    const [a, b] = [parseValue(x), parseValue(y)];
    expect(equal(a, b)).toBe(true);
    expect(compare(a, b)).toBe(0);
    expect(hash(a)).toBe(hash(b));
  });

  test("the message names the culprits and the whole", () => {
    expect(() => equal(parseValue("<<1, {2}>>"), parseValue('<<1, {"a"}>>'))).toThrow(
      'cannot compare 2, an integer, with "a", a string, to tell whether <<1, {2}>> = <<1, {"a"}>>',
    );
    expect(() => equal(1, "a")).toThrow('cannot compare 1, an integer, with "a", a string');
  });

  test("messages cut long values off", () => {
    const long = sequence([..."x".repeat(1000)]);
    const message = thrown(() => equal(long, makeSet([1])));
    expect(message.length).toBeLessThan(250);
    expect(message).toContain("...");
  });

  test("model values are one object per name and know their type", () => {
    expect(modelValue("a")).toBe(modelValue("a"));
    expect(modelValue("P_a").type).toBe("P");
    expect(modelValue("P_").type).toBe(null);
    expect(modelValue("PP_a").type).toBe(null);
    expect(modelValue("1_a").type).toBe(null);
  });
});

function thrown(action: () => Value | boolean): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}
