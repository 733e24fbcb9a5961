import fc from "fast-check";
import * as Immutable from "immutable";
import { describe, expect, test } from "vitest";
import {
  equal,
  fromImmutable,
  fromItf,
  lambdaFunction,
  makeSet,
  modelValue,
  NAT,
  parseValue,
  print,
  sequence,
  toImmutable,
  toItf,
  toWholeItf,
} from "../../src/values/index.ts";
import { build, naive, naiveKey, symbolic } from "./naive.ts";

describe("ITF", () => {
  test("round trip through JSON text", () => {
    fc.assert(
      fc.property(naive, (x) => {
        const value = build(x);
        expect(equal(fromItf(JSON.parse(JSON.stringify(toItf(value)))), value)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("different values have different encodings", () => {
    fc.assert(
      fc.property(naive, naive, (x, y) => {
        const same = JSON.stringify(toItf(build(x))) === JSON.stringify(toItf(build(y)));
        expect(same).toBe(naiveKey(x) === naiveKey(y));
      }),
    );
  });

  test("round trip of symbolic sets", () => {
    fc.assert(
      fc.property(symbolic, ({ set }) => {
        expect(equal(fromItf(toItf(set)), set)).toBe(true);
      }),
    );
  });

  test.each<[string, unknown]>([
    ["-5", -5],
    ["TRUE", true],
    ['"a"', "a"],
    ["a", { "#model": "a" }],
    ["<<1, 2>>", { "#tup": [1, 2] }],
    ["<<>>", { "#tup": [] }],
    ["{2, 1}", { "#set": [1, 2] }],
    ["1..3", { "#set": [1, 2, 3] }],
    ["{}", { "#set": [] }],
    ["[b |-> 1, a |-> {}]", { a: { "#set": [] }, b: 1 }],
    [
      "(0 :> 1 @@ 5 :> 2)",
      {
        "#map": [
          [0, 1],
          [5, 2],
        ],
      },
    ],
    ['("#set" :> 1)', { "#map": [["#set", 1]] }],
    ["Nat", { "#unserializable": "Nat" }],
    ["SUBSET (1..60)", { "#unserializable": "SUBSET {1, 2, 3}" }],
    ["1..1000000", { "#unserializable": "1..1000000" }],
  ])("%s", (text, data) => {
    const value = parseValue(text);
    if (text === "SUBSET (1..60)") expect(toItf(value)).toHaveProperty("#unserializable");
    else expect(toItf(value)).toEqual(data);
    expect(equal(fromItf(toItf(value)), value)).toBe(true);
  });

  test("of a set of more than 10,000 elements only a text for people, unless all of it must come back", () => {
    const evens = (count: number) => makeSet(Array.from({ length: count }, (_, i) => 2 * i));
    expect(toItf(evens(10_000))).toHaveProperty("#set");
    expect(toItf(evens(10_001))).toEqual({ "#unserializable": "{0, 2, 4, … 10,001 elements}" });
    expect(toItf(sequence([evens(10_001)]))).toEqual({ "#tup": [toItf(evens(10_001))] });
    expect(equal(fromItf(toWholeItf(evens(10_001))), evens(10_001))).toBe(true);
    const subsets = parseValue("SUBSET (1..16)");
    expect(toItf(subsets)).toEqual({ "#unserializable": "{{}, {1}, {2}, … 65,536 elements}" });
    expect(equal(fromItf(toWholeItf(subsets)), subsets)).toBe(true);
  });

  test("reads what others write", () => {
    expect(fromItf({ "#bigint": "-12" })).toBe(-12);
    expect(print(fromItf([1, [2]]))).toBe("<<1, <<2>>>>");
    expect(
      print(
        fromItf({
          "#map": [
            [2, "b"],
            [1, "a"],
          ],
        }),
      ),
    ).toBe('<<"a", "b">>');
    expect(print(fromItf({ "#set": [3, 1, 3] }))).toBe("{1, 3}");
  });

  test("a function given by a rule is encoded by its text", () => {
    expect(toItf(lambdaFunction(NAT, () => 0))).toEqual({ "#unserializable": "[x \\in Nat |-> ...]" });
  });

  test.each<[string, unknown, string]>([
    ["a fraction", 1.5, "1.5 is no integer of at most 2^53 - 1"],
    ["a large number", 2 ** 53, "9007199254740992 is no integer of at most 2^53 - 1"],
    ["a large #bigint", { "#bigint": "9007199254740992" }, "9007199254740992 is no integer of at most 2^53 - 1"],
    ["a #bigint that is no text", { "#bigint": 12 }, 'expected a value in ITF, found {"#bigint":12}'],
    ["a #bigint that is no number", { "#bigint": "x" }, 'expected a value in ITF, found {"#bigint":"x"}'],
    ["null", null, "expected a value in ITF, found null"],
    ["an empty object", {}, "expected a value in ITF, found {}"],
    ["an unknown tag", { "#foo": 1 }, 'expected a value in ITF, found {"#foo":1}'],
    ["a bad set", { "#set": 1 }, 'expected a value in ITF, found {"#set":1}'],
    ["a bad map", { "#map": [[1]] }, 'expected a value in ITF, found {"#map":[[1]]}'],
    ["nothing", undefined, "expected a value in ITF, found undefined"],
  ])("%s is refused", (_, data, message) => {
    expect(() => fromItf(data)).toThrow(expect.objectContaining({ code: "E414", message }));
  });
});

describe("immutable collections", () => {
  test("round trip", () => {
    fc.assert(
      fc.property(naive, (x) => {
        const value = build(x);
        expect(equal(fromImmutable(toImmutable(value)), value)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("are equal exactly when the values are", () => {
    fc.assert(
      fc.property(naive, naive, (x, y) => {
        expect(Immutable.is(toImmutable(build(x)), toImmutable(build(y)))).toBe(naiveKey(x) === naiveKey(y));
        expect(Immutable.is(toImmutable(build(x)), toImmutable(build(x)))).toBe(true);
      }),
    );
  });

  test("have the kinds of the package", () => {
    expect(toImmutable(parseValue("{1, 2}"))).toEqual(Immutable.Set([1, 2]));
    expect(toImmutable(parseValue("1..3"))).toEqual(Immutable.Set([1, 2, 3]));
    expect(toImmutable(parseValue("<<1, <<>>>>"))).toEqual(Immutable.List<unknown>([1, Immutable.List()]));
    expect(toImmutable(parseValue("[a |-> 1]"))).toEqual(Immutable.Map([["a", 1]]));
    expect(toImmutable(parseValue("(m :> 1)"))).toEqual(Immutable.Map([[modelValue("m"), 1]]));
    expect(toImmutable(NAT)).toBe(NAT);
    expect(fromImmutable(NAT)).toBe(NAT);
  });

  test("JavaScript's own collections are read too", () => {
    const value = fromImmutable({ list: [1, [2]], set: new Set([2, 1]), map: new Map([[0, true]]), empty: {} });
    expect(print(value)).toBe("[empty |-> <<>>, list |-> <<1, <<2>>>>, map |-> (0 :> TRUE), set |-> {1, 2}]");
  });

  test.each([1.5, null, undefined, Symbol("s"), new Date(0), () => 1, 10n])("%s is refused", (data) => {
    expect(() => fromImmutable(data)).toThrow(expect.objectContaining({ code: "E414" }));
  });
});
