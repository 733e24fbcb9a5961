import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  difference,
  elements,
  equal,
  interval,
  kindName,
  makeSet,
  parseValue,
  print,
  printBuilt,
  printFolded,
  printPretty,
  record,
  type SetValue,
  sequence,
  union,
  type Value,
} from "../../src/values/index.ts";
import { build, naive, naiveKey, symbolic } from "./naive.ts";

describe("print and parseValue", () => {
  test("are inverse", () => {
    fc.assert(
      fc.property(naive, fc.integer({ min: 1, max: 80 }), (x, width) => {
        const value = build(x);
        expect(equal(parseValue(print(value)), value)).toBe(true);
        expect(equal(parseValue(printPretty(value, width)), value)).toBe(true);
        expect(printPretty(value, 100_000)).toBe(print(value));
      }),
      { numRuns: 800 },
    );
  });

  test("are inverse on symbolic sets", () => {
    fc.assert(
      fc.property(symbolic, ({ set }) => {
        expect(equal(parseValue(print(set)), set)).toBe(true);
      }),
    );
  });

  test("distinct values have distinct texts", () => {
    fc.assert(
      fc.property(naive, naive, (x, y) => {
        expect(print(build(x)) === print(build(y))).toBe(naiveKey(x) === naiveKey(y));
      }),
    );
  });

  test.each([
    "{}",
    "{1, 2}",
    "-7",
    "TRUE",
    "m1",
    '"a\\"b\\\\\\n\\t\\f\\r"',
    "<<>>",
    "<<1, <<2>>, {}>>",
    "[a |-> 1, b |-> [c |-> {}]]",
    '(1 :> "a" @@ 3 :> "b")',
    '("a b" :> 1 @@ "c" :> 2)',
    '("1" :> 1)',
    "({1} :> <<>> @@ {2} :> <<1>>)",
    "Nat",
    "Int",
    "Real",
    "STRING",
    "{FALSE, TRUE}",
    "1..100",
    "-5..100",
    "SUBSET (1..100)",
    "SUBSET SUBSET (1..100)".replace("SUBSET SUBSET (1..100)", "SUBSET (SUBSET (1..100))"),
    "SUBSET Nat",
    "[Nat -> {1, 2}]",
    "[1..100 -> SUBSET Nat]",
    "[a: Nat, b: {1}]",
    "Nat \\X {1} \\X (1..100)",
    "(Nat \\X Nat) \\X Nat",
    "Nat \\X (Nat \\X Nat)",
    "Seq(Nat)",
    "Seq(1..100)",
    "Nat \\cup {-1}",
    "Nat \\ {0}",
    "Seq((Nat \\ {0}) \\X Int)",
    "Nat \\cap STRING",
    "SUBSET (Nat \\ {0})",
    "[1..100 -> Nat] \\X Nat",
    "{{}, {1}, {2}, {1, 2}}",
  ])("%s", (text) => {
    expect(print(parseValue(text))).toBe(text);
  });

  test("equal values print alike, whatever their form, when small or a run of integers", () => {
    const numbers = Array.from({ length: 100 }, (_, i) => i);
    expect(print(makeSet(numbers.slice()))).toBe("0..99");
    expect(print(makeSet([...numbers, 101]))).toMatch(/^\{0, 1, .*99, 101\}$/);
    expect(print(parseValue("1..64"))).toMatch(/^\{1, .*64\}$/);
    expect(print(parseValue("1..65"))).toBe("1..65");
    expect(print(parseValue("SUBSET (1..2)"))).toBe("{{}, {1}, {2}, {1, 2}}");
  });

  test.each([
    ["", "line 1, column 1: expected a value, found the end"],
    ["1 2", "line 1, column 3: expected the end, found 2"],
    ["{1,\n 2", "line 2, column 3: expected }, found the end"],
    ["<<1, ,>>", "line 1, column 6: expected a value, found ,"],
    ["[a |-> 1, 2]", "line 1, column 11: expected a field name, found 2"],
    ["[a |-> 1, b: 2]", "line 1, column 12: expected |->, found :"],
    ["[a -> 1]", "line 1, column 4: expected a set, found a model value"],
    ["SUBSET 1", "line 1, column 9: expected a set, found an integer"],
    ['{1, "a"}', 'line 1, column 9: cannot compare 1, an integer, with "a", a string'],
    ["99999999999999999999", "line 1, column 21: 99999999999999999999 exceeds 2^53 - 1"],
    ["1 @@ 2", "line 1, column 7: expected a function, found an integer"],
    ["-TRUE", "line 1, column 6: expected an integer, found a Boolean"],
    ['"abc', 'line 1, column 1: expected a value, found "'],
    ["1 ? 2", "line 1, column 3: expected a value, found ?"],
  ])("%j is refused with a place", (text, message) => {
    expect(() => parseValue(text)).toThrow(expect.objectContaining({ code: "E413", message }));
  });

  test("nesting without end is refused, not a stack overflow", () => {
    expect(() => parseValue("{".repeat(100_000))).toThrow(expect.objectContaining({ code: "E413" }));
    expect(() => parseValue("-".repeat(100_000))).toThrow(expect.objectContaining({ code: "E413" }));
  });

  test("a string may be long", () => {
    const long = "q".repeat(10_000_000);
    expect(parseValue(`{"${long}"}`)).toEqual(makeSet([long]));
  });

  test("any text is read or refused", () => {
    const token = fc.constantFrom(
      "{",
      "}",
      "<<",
      ">>",
      "[",
      "]",
      "(",
      ")",
      "1",
      "a",
      '"s"',
      "|->",
      ":>",
      "@@",
      "..",
      ",",
      ":",
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
        let value: Value;
        try {
          value = parseValue(tokens.join(" "));
        } catch (error) {
          expect(error).toMatchObject({ code: "E413" });
          return;
        }
        expect(equal(parseValue(print(value)), value)).toBe(true);
      }),
      { numRuns: 800 },
    );
  });
});

describe("printPretty", () => {
  test("breaks what does not fit", () => {
    const message = (n: number): Value => record(["type", "value"], ["prepare", n]);
    const state = record(
      ["queue", "set"],
      [sequence([message(1), message(2)]), makeSet(["alpha", "beta", "gamma", "delta", "epsilon"])],
    );
    expect(`\n${printPretty(state, 46)}`).toBe(`
[ queue |->
    << [type |-> "prepare", value |-> 1],
       [type |-> "prepare", value |-> 2] >>,
  set |->
    { "alpha", "beta", "delta", "epsilon",
      "gamma" } ]`);
    expect(`\n${printPretty(parseValue('(<<1, 2>> :> "abcdef" @@ <<3, 4>> :> "ghijkl")'), 30)}`).toBe(`
( <<1, 2>> :> "abcdef" @@
  <<3, 4>> :> "ghijkl" )`);
  });

  test("keeps to the width wherever atoms are short", () => {
    const grid = sequence(Array.from({ length: 9 }, () => sequence(Array.from({ length: 30 }, (_, i) => i))));
    for (const line of printPretty(makeSet([grid]), 40).split("\n")) expect(line.length).toBeLessThanOrEqual(40);
  });

  test("fills lines up to the width", () => {
    const numbers = makeSet([10, 20, 30, 40, 50]);
    expect(printPretty(numbers, 14)).toBe("{ 10, 20, 30,\n  40, 50 }");
    expect(printPretty(numbers, 12)).toBe("{ 10, 20,\n  30, 40,\n  50 }");
  });

  test("indents further lines", () => {
    expect(printPretty(makeSet(["aaaaaaaa", "bbbbbbbb"]), 20, 4)).toBe('{ "aaaaaaaa",\n      "bbbbbbbb" }');
  });
});

describe("printFolded", () => {
  const squares = makeSet(Array.from({ length: 4000 }, (_, i) => i * i));

  test.each<[string, Value, string]>([
    ["a large set by its elements", squares, "{0, 1, 4, … 4,000 elements}"],
    ["inside other values", sequence([squares, 1]), "<<{0, 1, 4, … 4,000 elements}, 1>>"],
    ["a large set by a rule, without listing it", parseValue("SUBSET (1..20)"), "{{}, {1}, {2}, … 1,048,576 elements}"],
    ["a run of integers is short as it is", parseValue("1..65536"), "1..65536"],
    ["an infinite set stays a rule", parseValue("Seq(Nat)"), "Seq(Nat)"],
    ["a set that is too large to be listed, too", parseValue("SUBSET (1..70)"), "SUBSET (1..70)"],
    ["1,000 elements are not many", makeSet(Array.from({ length: 1000 }, (_, i) => 2 * i)), ""],
  ])("%s", (_name, value, text) => {
    expect(printFolded(value)).toBe(text === "" ? print(value) : text);
    expect(printPretty(value, 100)).toContain(text === "" ? "1998" : text);
  });
});

describe("printBuilt", () => {
  test.each<[string, Value, string]>([
    ["a run of integers as such", parseValue("1..3"), "1..3"],
    ["the same set by its elements", makeSet([3, 2, 1]), "{1, 2, 3}"],
    ["few subsets", parseValue("SUBSET {1}"), "{{}, {1}}"],
    ["many subsets", parseValue("SUBSET (1..7)"), "SUBSET (1..7)"],
    [
      "subsets of six",
      parseValue("SUBSET (1..6)"),
      print(makeSet([...elements(parseValue("SUBSET (1..6)") as SetValue)])),
    ],
    ["functions", parseValue("[1..2 -> {0}]"), "{<<0, 0>>}"],
    ["many functions", parseValue("[1..11 -> 0..1]"), "[1..11 -> 0..1]"],
    [
      "a long set by its elements",
      makeSet(Array.from({ length: 70 }, (_, i) => i)),
      `{${Array.from({ length: 70 }, (_, i) => i).join(", ")}}`,
    ],
    ["nothing taken away", difference(interval(1, 3), makeSet([5])), "{1, 2, 3}"],
    ["nothing added", union(interval(1, 3), makeSet([2])), "{1, 2, 3}"],
  ])("%s", (_name, value, text) => {
    expect(printBuilt(value)).toBe(text);
  });
});

test.each([
  ["1", "an integer"],
  ["TRUE", "a Boolean"],
  ['"a"', "a string"],
  ["m", "a model value"],
  ["{}", "a set"],
  ["Nat", "a set"],
  ["<<1>>", "a sequence"],
  ["[a |-> 1]", "a record"],
  ["(m :> 1)", "a function"],
])("%s is %s", (text, kind) => {
  expect(kindName(parseValue(text))).toBe(kind);
});
