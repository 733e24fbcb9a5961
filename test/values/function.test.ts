import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  apply,
  domainOf,
  elements,
  equal,
  except,
  type FunctionValue,
  field,
  functionOver,
  interval,
  isMember,
  isSequence,
  joined,
  lambdaFunction,
  makeFunction,
  makeSet,
  NAT,
  parseValue,
  print,
  record,
  recordSet,
  type SetValue,
  sequence,
  sequenceElements,
  type Value,
} from "../../src/values/index.ts";
import { build, comparable, lists, type Naive, naiveKey, uniquePairs } from "./naive.ts";

const f = (text: string): FunctionValue => parseValue(text) as FunctionValue;

const pairs = fc
  .tuple(lists(1), comparable(8))
  .map(([[keys], values]) => keys!.map((key, i) => [key, values[i]!] as const));

describe("functions", () => {
  test("give the value of each argument, in any notation", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const unique = uniquePairs(list);
        const g = build({ kind: "function", pairs: list }) as FunctionValue;
        expect(elements(domainOf(g)).map(print)).toEqual(unique.map(([key]) => print(build(key))));
        for (const [key, value] of unique) expect(print(apply(g, build(key)))).toBe(print(build(value)));
        const h = functionOver(
          makeSet(unique.map(([key]) => build(key))),
          unique.map(([, value]) => build(value)),
        );
        expect(equal(g, h)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("EXCEPT changes one argument and nothing else", () => {
    fc.assert(
      fc.property(pairs, fc.nat(), comparable(1), (list, at, [replacement]) => {
        fc.pre(list.length > 0);
        const g = build({ kind: "function", pairs: list }) as FunctionValue;
        const before = print(g);
        const key = list[at % list.length]![0];
        const changed = except(g, build(key), (old) => {
          expect(print(old)).toBe(print(apply(g, build(key))));
          return build(replacement!);
        })!;
        expect(print(g)).toBe(before);
        expect(equal(domainOf(changed), domainOf(g))).toBe(true);
        for (const [other] of list) {
          const value = naiveKey(other) === naiveKey(key) ? build(replacement!) : apply(g, build(other));
          expect(print(apply(changed, build(other)))).toBe(print(value));
        }
        expect(print(except(changed, build(key), () => apply(g, build(key)))!)).toBe(before);
      }),
      { numRuns: 400 },
    );
  });

  test("two are joined: the arguments of both, in order, and nothing changes either of them", () => {
    fc.assert(
      fc.property(lists(2), comparable(16), ([left, right], values) => {
        const x = left!.map((key, i) => [key, values[i]!] as const);
        const y = right!.map((key, i) => [key, values[8 + i]!] as const);
        const [g, h] = [x, y].map((list) => build({ kind: "function", pairs: list })) as [FunctionValue, FunctionValue];
        const before = [g, h].map(print);
        const of =
          (key: string) =>
          ([other]: readonly [Naive, Naive]) =>
            naiveKey(other) === key;
        const keys = uniquePairs([...x, ...y]).map(([key]) => key);
        const found = keys.map((key) => {
          const both = [x, y].flatMap((list) => list.find(of(naiveKey(key)))?.[1] ?? []).map(build);
          return both.length === 2 ? sequence(both) : both[0]!;
        });
        const made = joined(g, h, (a, b) => sequence([a, b]))!;
        expect(print(made)).toBe(print(makeFunction(keys.map(build), found)));
        expect([g, h].map(print)).toEqual(before);
        expect(joined(g, g, (a) => a)).toBe(g);
      }),
      { numRuns: 400 },
    );
  });

  test("two with arguments that cannot be compared are not joined", () => {
    const [g, h] = [f("(1 :> 1 @@ 3 :> 1)"), f("[a |-> 1]")];
    expect(() => joined(g, h, (a) => a)).toThrow(/cannot compare/);
    expect(() => joined(h, g, (a) => a)).toThrow(/cannot compare/);
    expect(
      joined(
        f("<<1>>"),
        lambdaFunction(NAT, (x) => x),
        (a) => a,
      ),
    ).toBeNull();
  });

  test("EXCEPT returns the function itself when nothing changes, and null outside the domain", () => {
    for (const text of ["<<1, 2>>", "[a |-> 1]", "(m :> 1)"]) {
      const g = f(text);
      expect(except(g, elements(domainOf(g))[0]!, (old) => old)).toBe(g);
      expect(except(g, 99, () => 1)).toBe(null);
    }
  });

  test("are canonical: what the domain is decides the form", () => {
    expect(print(makeFunction([2, 1], ["b", "a"]))).toBe('<<"a", "b">>');
    expect(print(makeFunction(["b", "a"], [2, 1]))).toBe("[a |-> 1, b |-> 2]");
    expect(print(makeFunction([2, 0], ["b", "a"]))).toBe('(0 :> "a" @@ 2 :> "b")');
    expect(print(makeFunction([], []))).toBe("<<>>");
    expect(print(functionOver(interval(1, 2), [7, 8]))).toBe("<<7, 8>>");
    expect(print(functionOver(interval(0, 1), [7, 8]))).toBe("(0 :> 7 @@ 1 :> 8)");
    expect(print(functionOver(interval(1, 0), []))).toBe("<<>>");
    expect(isSequence(makeFunction([1], [TRUE]))).toBe(true);
    expect(isSequence(f("<<>>"))).toBe(true);
    expect(isSequence(f("[a |-> 1]"))).toBe(false);
    expect(sequenceElements(makeFunction([2, 1], ["b", "a"]))).toEqual(["a", "b"]);
    expect(sequenceElements(f("[a |-> 1]"))).toBe(null);
  });

  test("records take their fields in any order", () => {
    const names = ["z", "a", "m"];
    const g = record(names, [1, 2, 3]);
    expect(print(g)).toBe("[a |-> 2, m |-> 3, z |-> 1]");
    expect(print(record(names, [4, 5, 6]))).toBe("[a |-> 5, m |-> 6, z |-> 4]");
    expect([field(g, "a"), field(g, "m"), field(g, "z")]).toEqual([2, 3, 1]);
    expect(apply(g, "m")).toBe(3);
    expect(isMember(g, recordSet(names, [NAT, NAT, NAT]))).toBe(true);
  });

  test.each<[string, () => Value, string, string]>([
    ["a repeated field", () => record(["a", "b", "a"], [1, 2, 3]), "E408", "a record has two fields named a"],
    ["a missing value", () => record(["a", "b"], [1]), "E408", "2 fields, 1 values"],
    [
      "a repeated argument",
      () => makeFunction([2, 1, 2], [1, 2, 3]),
      "E408",
      "a function got two values for the argument 2",
    ],
    ["lists of different length", () => makeFunction([1], []), "E408", "a function of 1 arguments got 0 values"],
    [
      "mixed arguments",
      () => makeFunction([1, "a"], [1, 1]),
      "E401",
      'cannot compare 1, an integer, with "a", a string',
    ],
    [
      "0 of a sequence",
      () => apply(f("<<1, 2>>"), 0),
      "E406",
      "0, an integer, is not in the domain {1, 2} of <<1, 2>>",
    ],
    [
      "3 of a sequence",
      () => apply(f("<<1, 2>>"), 3),
      "E406",
      "3, an integer, is not in the domain {1, 2} of <<1, 2>>",
    ],
    [
      "a string of a sequence",
      () => apply(f("<<1>>"), "a"),
      "E406",
      '"a", a string, is not in the domain {1} of <<1>>',
    ],
    ["the empty function", () => apply(f("<<>>"), 1), "E406", "1, an integer, is not in the domain {} of <<>>"],
    [
      "a field of a record",
      () => apply(f("[a |-> 1]"), "b"),
      "E406",
      '"b", a string, is not in the domain {"a"} of [a |-> 1]',
    ],
    ["a field", () => field(f("[a |-> 1]"), "b"), "E406", "the record [a |-> 1] has no field b; its fields are a"],
    [
      "a field of a tuple",
      () => field(f("<<1>>"), "b"),
      "E406",
      "expected a record with field b, found a sequence, <<1>>",
    ],
    [
      "an argument",
      () => apply(f("(m :> 1)"), modelValueOf("n")),
      "E406",
      "n, a model value, is not in the domain {m} of (m :> 1)",
    ],
  ])("%s is an error", (_, action, code, message) => {
    expect(action).toThrow(expect.objectContaining({ code, message }));
  });

  test("large domains of all kinds are searched", () => {
    const tuples = Array.from({ length: 100 }, (_, i) => sequence([i % 10, Math.floor(i / 10)]));
    const g = makeFunction(
      [...tuples],
      tuples.map((_, i) => i),
    );
    tuples.forEach((tuple, i) => {
      expect(apply(g, sequence([...(sequenceElements(tuple) ?? [])]))).toBe(i);
    });
    const h = functionOver(
      interval(-50, 49),
      Array.from({ length: 100 }, (_, i) => i),
    );
    for (let i = 0; i < 100; i++) expect(apply(h, i - 50)).toBe(i);
  });
});

const TRUE = true;

function modelValueOf(name: string): Value {
  return parseValue(name);
}

describe("functions on infinite domains", () => {
  test("compute each value once", () => {
    let calls = 0;
    const factorial: FunctionValue = lambdaFunction(NAT, (n) => {
      calls++;
      return n === 0 ? 1 : (n as number) * (apply(factorial, (n as number) - 1) as number);
    });
    expect(apply(factorial, 10)).toBe(3628800);
    expect(apply(factorial, 9)).toBe(362880);
    expect(calls).toBe(11);
    expect(domainOf(factorial)).toBe(NAT);
    expect(isSequence(factorial)).toBe(false);
    expect(print(factorial)).toBe("[x \\in Nat |-> ...]");
  });

  test("take sets and sequences as arguments", () => {
    let calls = 0;
    const length = lambdaFunction(parseValue("Seq(Nat)") as SetValue, (s) => {
      calls++;
      return sequenceElements(s as FunctionValue)!.length;
    });
    expect(apply(length, f("<<5, 6>>"))).toBe(2);
    expect(apply(length, f("<<5, 6>>"))).toBe(2);
    expect(apply(length, f("<<>>"))).toBe(0);
    expect(calls).toBe(2);
    expect(() => apply(length, f("<<-1>>"))).toThrow(expect.objectContaining({ code: "E406" }));
  });

  test("have domains, equality with finite functions, and EXCEPT", () => {
    const zero = lambdaFunction(NAT, () => 0);
    const one = except(zero, 5, () => 1)!;
    expect([apply(one, 4), apply(one, 5), apply(zero, 5)]).toEqual([0, 1, 0]);
    expect(except(zero, -1, () => 1)).toBe(null);
    expect(() => apply(zero, -1)).toThrow("-1, an integer, is not in the domain Nat of [x \\in Nat |-> ...]");
    expect(equal(zero, zero)).toBe(true);
    expect(equal(zero, f("<<0>>"))).toBe(false);
    expect(() => equal(zero, one)).toThrow(expect.objectContaining({ code: "E402" }));
    expect(() => isMember(zero, parseValue("[Nat -> Nat]") as SetValue)).toThrow(
      expect.objectContaining({ code: "E402" }),
    );
    expect(isMember(zero, parseValue("[1..2 -> Nat]") as SetValue)).toBe(false);
  });
});
