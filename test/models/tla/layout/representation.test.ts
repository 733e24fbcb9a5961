/** Representations: what is chosen for values, what they hold, and that widening loses nothing. */

import { describe, expect, test } from "vitest";
import { ConstantRepresentation } from "../../../../src/models/tla/layout/constant.ts";
import type { FunctionRepresentation } from "../../../../src/models/tla/layout/function.ts";
import { IntegerRepresentation } from "../../../../src/models/tla/layout/integer.ts";
import { type Representation, represent, within } from "../../../../src/models/tla/layout/representation.ts";
import { exchanges, permuted } from "../../../../src/models/tla/symmetry/permutations.ts";
import { Interner, makeSet, modelValue, parseValue, print, record, type Value } from "../../../../src/values/index.ts";

const values = (...texts: readonly string[]): Value[] => texts.map((text) => parseValue(text) as Value);
const chosen = (texts: readonly string[], room = true): Representation =>
  represent(values(...texts), { interner: new Interner(), room, exchanges: [] });
const range = (length: number, from = 0): string[] => Array.from({ length }, (_, i) => String(i + from));
const strings = (length: number): string[] => range(length).map((i) => `"s${i}"`);

/** What comes back of a value; null where it is not held. */
function roundTrip(r: Representation, text: string): string | null {
  const leaves = new Int32Array(64).fill(-7);
  if (!r.encode(parseValue(text) as Value, leaves, 3)) return null;
  expect([...leaves.slice(0, 3), ...leaves.slice(3 + r.leafCount)]).toEqual(Array(64 - r.leafCount).fill(-7));
  r.leaves().forEach(({ bits }, i) => {
    const leaf = leaves[3 + i] as number;
    if (bits < 32) expect(leaf >>> bits).toBe(0);
  });
  return print(r.decode(leaves, 3));
}

describe("what is chosen", () => {
  const cases: readonly (readonly [texts: readonly string[], room: boolean, kind: string, words: string])[] = [
    [["7"], false, "constant", "always 7"],
    [["7"], true, "integer", "an integer from 1 to 16"],
    [["TRUE"], true, "boolean", "a Boolean, 1 bit"],
    [["0", "5"], true, "integer", "an integer from 0 to 15"],
    [["3", "5"], false, "integer", "an integer from 3 to 5"],
    [["-4", "3"], true, "integer", "an integer from -8 to 7"],
    [["0", "600000000"], true, "element", "an interned value, 2 met so far"],
    [['"a"', '"b"'], true, "element", "one of 2 values"],
    [strings(64), true, "element", "one of 64 values"],
    [strings(65), true, "element", "an interned value, 65 met so far"],
    [["{}", "{1, 2}"], true, "set", "a set of at most 2 possible elements, a bit for each"],
    [[`{${range(512).join(", ")}}`], true, "set", "a set of at most 512 possible elements, a bit for each"],
    [[`{${range(512).join(", ")}}`, "{512}"], true, "element", "an interned value, 2 met so far"],
    [["<<1, 2>>"], true, "function", "a function on 2 arguments, each an integer from 1 to 4"],
    [["<<>>"], true, "element", "an interned value, 1 met so far"],
    [["<<>>", "<<1>>"], true, "element", "an interned value, 2 met so far"],
    [
      ["[a |-> 1, b |-> TRUE]", "[a |-> 2, b |-> FALSE]"],
      true,
      "function",
      "a function on 2 arguments, of 2 kinds of values",
    ],
    [["1", '"a"'], true, "element", "an interned value, 2 met so far"],
    [["[a |-> 1]", "[b |-> 1]"], true, "element", "an interned value, 2 met so far"],
    [["[a |-> 1, b |-> 50]"], true, "function", "a function on 2 arguments, of 2 kinds of values"],
    // Of a sequence every value is alike, unless values of different kinds would have to be interned.
    [["<<1, {1}>>"], true, "function", "a function on 2 arguments, of 2 kinds of values"],
    [["<<<<>>, <<1>>>>"], true, "function", "a function on 2 arguments, of 2 kinds of values"],
    [["<<<<>>, <<>>>>"], true, "function", "a function on 2 arguments, each an interned value, 1 met so far"],
  ];
  test.each(cases)("for %s, with room: %s", (texts, room, kind, words) => {
    const r = chosen(texts, room);
    expect([r.kind, r.describe()]).toEqual([kind, words]);
  });
});

describe("a representation holds what it was chosen for, in leaves that fit their bits", () => {
  const cases: readonly (readonly string[])[] = [
    ["TRUE", "FALSE"],
    ["-3", "0", "12"],
    ['"a"', '"b"', '"c"'],
    ["{}", "{1}", `{${range(70).join(", ")}}`, "{31, 32, 63}"],
    ["<<1, 2>>", "<<3, 1>>"],
    ["[a |-> {1}, b |-> <<TRUE, 3>>]", "[a |-> {}, b |-> <<FALSE, 4>>]"],
    ["[a |-> <<1, 2>>, b |-> TRUE]", "[a |-> <<4, 3>>, b |-> FALSE]"],
    ["<<>>", "<<1>>", "{}", "TRUE", "5"],
  ];
  test.each(cases.map((texts) => [texts]))("%s", (texts) => {
    const r = chosen(texts);
    expect(texts.map((text) => roundTrip(r, text))).toEqual(values(...texts).map((value) => print(value)));
    expect(r.leaves()).toHaveLength(r.leafCount);
    expect(new Set(r.leaves().map(({ name }) => name)).size).toBe(r.leafCount);
  });

  test.each([
    [["TRUE"], "1"],
    [["0", "3"], "9"],
    [["0", "3"], "-1"],
    [["0", "3"], '"a"'],
    [['"a"'], '"b"'],
    [["{1}"], "{2}"],
    [["{1}"], "{1, 2}"],
    [["{1}"], "1"],
    [["<<1, 2>>"], "<<1>>"],
    [["<<1, 2>>"], "<<1, 99>>"],
    [["[a |-> 1]"], "[b |-> 1]"],
    [["[a |-> 1]"], "1"],
  ])("%s refuses %s", (texts, text) => {
    expect(roundTrip(chosen(texts), text)).toBeNull();
  });

  test("a constant holds its value only", () => {
    const r = new ConstantRepresentation(7);
    expect([roundTrip(r, "7"), roundTrip(r, "8")]).toEqual(["7", null]);
    expect([r.widen(7), r.widen(8)]).toEqual([true, false]);
  });
});

describe("widening", () => {
  test.each([
    [["0", "3"], "4", true],
    [["0", "3"], "100", true],
    [["0", "3"], "-1", true],
    [["0", "3"], "134217729", false],
    [["0", "3"], '"a"', false],
    [["TRUE"], "FALSE", true],
    [["TRUE"], "0", false],
    [['"a"'], '"b"', true],
    [['"a"'], "0", false],
    [["1", '"a"'], "{1}", true],
    [["{1}"], "{2, 3}", true],
    [["{1}"], "2", false],
    [[`{${range(512).join(", ")}}`], "{600}", false],
    [["[a |-> 1, b |-> {}]"], "[a |-> 20, b |-> {TRUE}]", true],
    [["[a |-> 1, b |-> {}]"], "[a |-> 20, c |-> {TRUE}]", false],
    [["[a |-> 1, b |-> {}]"], "[a |-> {}, b |-> {}]", false],
  ])("%s by %s: %s", (texts, text, possible) => {
    const r = chosen(texts);
    const names = r.leaves().map(({ name }) => name);
    expect(r.widen(parseValue(text) as Value)).toBe(possible);
    if (!possible) return;
    // The leaves that there were stay, and what was held before is held still.
    expect(r.leaves().map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect([...texts, text].map((held) => roundTrip(r, held))).toEqual(values(...texts, text).map((v) => print(v)));
  });

  test("doubles a range on the side of the value", () => {
    const r = new IntegerRepresentation(0, 3);
    r.widen(9);
    expect([r.low, r.high]).toEqual([0, 15]);
    r.widen(-1);
    expect([r.low, r.high]).toEqual([-16, 15]);
  });

  test("does not reach a snapshot", () => {
    const r = chosen(["[a |-> 1, b |-> {1}]"]);
    const before = r.snapshot();
    const leaves = new Int32Array(r.leafCount);
    r.encode(parseValue("[a |-> 2, b |-> {1}]") as Value, leaves, 0);
    r.widen(parseValue("[a |-> -3, b |-> {0}]") as Value);
    expect(print(before.decode(leaves, 0))).toBe("[a |-> 2, b |-> {1}]");
    expect(before.encode(parseValue("[a |-> -3, b |-> {1}]") as Value, leaves, 0)).toBe(false);
    expect(before.encode(parseValue("[a |-> 2, b |-> {0}]") as Value, leaves, 0)).toBe(false);
  });
});

describe("leaves", () => {
  const of = (texts: readonly string[], room = true) =>
    chosen(texts, room)
      .leaves()
      .map(({ name, bits, size, low }) => [name, bits, size, low]);

  test("say how many values they take, in how many bits, and what is subtracted", () => {
    expect(of(["TRUE"])).toEqual([[":0", 1, 2, 0]]);
    expect(of(["-4", "3"])).toEqual([[":0", 4, 16, -8]]);
    expect(of(["3", "5"], false)).toEqual([[":0", 2, 3, 3]]);
    expect(of(['"a"', '"b"', '"c"'])).toEqual([[":0", 2, 3, 0]]);
    expect(of(['"a"'])).toEqual([[":0", 0, 1, 0]]);
    expect(of(strings(65))).toEqual([[":0", 9, Infinity, 0]]);
    expect(of(["<<>>"])).toEqual([[":0", 6, Infinity, 0]]);
    expect(of([`{${range(40).join(", ")}}`])).toEqual([
      [":0", 32, 2 ** 32, 0],
      [":1", 8, 256, 0],
    ]);
    expect(of(["[a |-> TRUE, b |-> <<2, 3>>]"])).toEqual([
      [".0:0", 1, 2, 0],
      [".1.0:0", 3, 8, 1],
      [".1.1:0", 3, 8, 1],
    ]);
  });

  test("of a function are those of its values, which are found within it", () => {
    const r = chosen(["[a |-> {1}, b |-> <<TRUE, FALSE>>]"]) as FunctionRepresentation;
    expect([...within(r)].map(({ kind }) => kind)).toEqual(["function", "set", "function", "boolean", "boolean"]);
    expect([...within(r)].map(({ universe }) => universe?.size ?? null)).toEqual([null, 1, null, null, null]);
    expect(r.leafCount).toBe(3);
  });
});

test("equal representations have the same key, others do not", () => {
  const interner = new Interner();
  const universes = new Map<object, number>();
  const numbers = {
    of: (value: Value) => interner.idOf(value),
    ofUniverse: (universe: object) =>
      universes.set(universe, universes.get(universe) ?? universes.size).get(universe) ?? -1,
  };
  const all = [
    ["TRUE"],
    ["0", "3"],
    ["0", "4"],
    ["-1", "3"],
    ['"a"'],
    ["{1}"],
    ["<<1, 2>>"],
    ["[a |-> 1, b |-> 2]"],
    ["[a |-> {}]"],
  ];
  const keys = all.map((texts) => represent(values(...texts), { interner, room: false, exchanges: [] }).key(numbers));
  expect(new Set(keys).size).toBe(keys.length);
  const r = chosen(["[a |-> {1}, b |-> 4]"]);
  expect(r.key(numbers)).toBe(r.key(numbers));
});

describe("a set of messages from servers that are alike", () => {
  const servers = ["p", "q", "r"].map(modelValue);
  const message = (from: number, term: number): Value => record(["from", "term"], [servers[from] as Value, term]);
  const alike = exchanges(servers).map((by) => (value: Value) => permuted(value, by));
  const universeOf = (seen: readonly Value[]): Representation =>
    represent([makeSet([...seen])], { interner: new Interner(), room: true, exchanges: alike });

  test("has room for those of the others", () => {
    const { universe } = universeOf([message(0, 1), message(1, 1), message(2, 2), message(1, 2)]);
    const all = [1, 2].flatMap((term) => [0, 1, 2].map((from) => message(from, term)));
    expect(universe?.size).toBe(all.length);
    for (const one of all) expect(universe?.values.map(print)).toContain(print(one));
  });

  test("has none where these are many", () => {
    expect(universeOf([message(0, 1), message(0, 2)]).universe?.size).toBe(2);
  });

  test("gets it when it is widened", () => {
    const made = universeOf([message(0, 1), message(1, 1)]);
    expect(made.widen(makeSet([message(2, 2), message(0, 1)]))).toBe(true);
    expect(made.universe?.size).toBe(6);
  });
});

test("what would make states smaller is said", () => {
  expect(chosen(["TRUE"]).advice).toBeNull();
  expect(chosen(["<<>>"]).advice).toMatch(/kept whole/);
  expect(chosen([`{${range(128).join(", ")}}`]).advice).toBeNull();
  expect(chosen([`{${range(129).join(", ")}}`]).advice).toMatch(/possible elements/);
  expect(chosen(["[a |-> 1, b |-> <<>>]"]).advice).toMatch(/kept whole/);
});
