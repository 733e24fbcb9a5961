import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simplePaths } from "../../../../src/models/tla/library/graph.ts";
import { chiSquareProbability } from "../../../../src/models/tla/library/statistics.ts";
import {
  apply,
  cardinality,
  domainOf,
  elements,
  type FunctionValue,
  interval,
  isMember,
  isSubset,
  makeSet,
  parseValue,
  print,
  type SetValue,
  sequence,
  type Value,
} from "../../../../src/values/index.ts";
import { type Argument, call, less, world } from "./harness.ts";

function member(value: string, module: string, operator: string, args: readonly Argument[]): boolean {
  return isMember(parseValue(value), call(module, operator, args) as SetValue);
}

describe("sets that stay symbolic", () => {
  const chain = "[node |-> {1, 2}, edge |-> {<<1, 2>>, <<2, 1>>}]";
  const line = "[node |-> {1, 2}, edge |-> {{1, 2}}]";

  test("Path holds walks of any length", () => {
    expect(member("<<1, 2, 1, 2, 1>>", "Graphs", "Path", [chain])).toBe(true);
    expect(member("<<1, 1>>", "Graphs", "Path", [chain])).toBe(false);
    expect(member("<<>>", "Graphs", "Path", [chain])).toBe(false);
    expect(member("<<2, 1, 2>>", "UndirectedGraphs", "Path", [line])).toBe(true);
    expect(member("<<1, 1>>", "UndirectedGraphs", "Path", [line])).toBe(false);
  });

  test("large sets of sequences and functions answer membership without being listed", () => {
    expect(member("<<7, 7, 99>>", "SequencesExt", "BoundedSeq", ["1..1000", "9"])).toBe(true);
    expect(member("<<1, 1, 1, 1>>", "SequencesExt", "BoundedSeq", ["Nat", "3"])).toBe(false);
    expect(member("<<1, 2, 3>>", "Functions", "Injection", ["1..3", "1..1000"])).toBe(true);
    expect(member("<<1, 2, 1>>", "Functions", "Injection", ["1..3", "1..1000"])).toBe(false);
    expect(member("<<4, 4>>", "Functions", "Injection", ["1..2", "Nat"])).toBe(false);
    const all = print(sequence(elements(interval(1, 12)).slice()));
    expect(member(all, "Functions", "Surjection", ["1..12", "1..12"])).toBe(true);
    expect(member(all, "Functions", "Bijection", ["1..12", "1..12"])).toBe(true);
  });

  test("a bag on infinitely many elements", () => {
    const bag = call("Bags", "SetToBag", ["Nat"]) as FunctionValue;
    expect(apply(bag, 12)).toBe(1);
  });

  test("factorial is a function on Nat", () => {
    const factorial = call("Combinatorics", "factorial", []) as FunctionValue;
    expect([0, 1, 5, 18].map((n) => apply(factorial, n))).toEqual([1, 1, 120, 6402373705728000]);
    expect(() => apply(factorial, 19)).toThrow(expect.objectContaining({ code: "E409" }));
    expect(() => apply(factorial, -1)).toThrow(expect.objectContaining({ code: "E406" }));
  });

  test("IOEnv answers for the names that it may read", () => {
    const environment = call("IOUtils", "IOEnv", []) as FunctionValue;
    expect(isMember("HOME", domainOf(environment))).toBe(true);
    expect(isMember("PATH", domainOf(environment))).toBe(false);
    expect(apply(environment, "HOME")).toBe("here");
    expect(() => apply(environment, "PATH")).toThrow(expect.objectContaining({ code: "E406" }));
  });
});

test("simple paths of a complete graph, up to a limit", () => {
  const complete = Array.from({ length: 4 }, () => [true, true, true, true]);
  // 4 of one node, 4 * 3 of two, 4 * 3 * 2 of three and of four.
  expect(simplePaths(complete, 64)).toHaveLength(64);
  expect(() => simplePaths(complete, 63)).toThrow(/SimplePath would list more than 63 elements/);
});

describe("random choices", () => {
  const draws = (count: number, module: string, operator: string, args: readonly Argument[]): Value[] => {
    const context = world();
    return Array.from({ length: count }, () => call(module, operator, args, context));
  };

  test.each([
    ["1..3", 3],
    ["{1, 5, 9}", 3],
    ["[{1, 2} -> {4, 5}]", 4],
    ["[a: {1}, b: 1..3]", 3],
    ["{1, 2} \\X {3, 4}", 4],
    ["SUBSET {1, 2, 3}", 8],
  ])("RandomElement(%s) yields every element", (set, size) => {
    const found = makeSet(draws(200, "TLC", "RandomElement", [set]));
    expect(isSubset(found, parseValue(set) as SetValue)).toBe(true);
    expect(cardinality(found)).toBe(size);
  });

  test("RandomElement of a set of functions too large to be listed", () => {
    const [found] = draws(1, "TLC", "RandomElement", ["[1..100 -> SUBSET (1..100)]"]);
    expect(isMember(found!, parseValue("[1..100 -> SUBSET (1..100)]") as SetValue)).toBe(true);
  });

  test.each([
    "1..100000000",
    "SUBSET (1..70)",
    "[1..20 -> 1..50]",
    "SUBSET (1..40) \\X Seq({})",
    "(1..100000000) \\ {5}",
  ])("RandomSubset of %s, without listing it", (text) => {
    const [found] = draws(1, "Randomization", "RandomSubset", ["50", text]) as SetValue[];
    expect(cardinality(found!)).toBe(50);
    expect(isSubset(found!, parseValue(text) as SetValue)).toBe(true);
  });

  test("RandomSetOfSubsets of a large set has subsets of the size that is expected", () => {
    const found = draws(20, "Randomization", "RandomSetOfSubsets", ["10", "40", "1..100000000"]) as SetValue[];
    const sizes = found.flatMap((s) => elements(s)).map((s) => cardinality(s as SetValue));
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(sizes).toHaveLength(200);
    expect(Math.abs(mean - 40)).toBeLessThan(3);
  });

  test("the same seed repeats the same choices", () => {
    const args = ["2", "1..50"];
    expect(draws(5, "Randomization", "RandomSubset", args).map(print)).toEqual(
      draws(5, "Randomization", "RandomSubset", args).map(print),
    );
  });

  test("RandomSubset has the size that is asked for and reaches every element", () => {
    const found = draws(100, "Randomization", "RandomSubset", ["2", "1..6"]) as SetValue[];
    expect(found.every((s) => cardinality(s) === 2)).toBe(true);
    expect(new Set(found.flatMap((s) => elements(s))).size).toBe(6);
  });

  test("RandomSetOfSubsets yields at most as many subsets as asked for", () => {
    const found = draws(20, "Randomization", "RandomSetOfSubsets", ["10", "3", "1..6"]) as SetValue[];
    expect(found.every((s) => cardinality(s) <= 10 && cardinality(s) > 1)).toBe(true);
  });
});

describe("laws", () => {
  const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 7 });
  const written = (list: readonly number[]) => `<<${list.join(", ")}>>`;

  test("SortSeq orders any sequence as JavaScript does", () => {
    fc.assert(
      fc.property(numbers, (list) => {
        expect(print(call("TLC", "SortSeq", [written(list), less]))).toBe(written([...list].sort((a, b) => a - b)));
      }),
    );
  });

  test("the prefixes, suffixes and parts of a sequence", () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const text = written(list);
        const parts = call("SequencesExt", "SubSeqs", [text]) as SetValue;
        expect(isSubset(call("SequencesExt", "Prefixes", [text]) as SetValue, parts)).toBe(true);
        expect(isSubset(call("SequencesExt", "Suffixes", [text]) as SetValue, parts)).toBe(true);
        expect(isSubset(parts, call("SequencesExt", "AllSubSeqs", [text]) as SetValue)).toBe(true);
        for (const part of elements(parts)) {
          const at = call("SequencesExt", "IndexFirstSubSeq", [print(part), text]) as number;
          expect(print(call("SequencesExt", "ReplaceSubSeqAt", [String(at), print(part), print(part), text]))).toBe(
            text,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  test("ReplaceAllSubSeqs on strings and on sequences of characters is the same", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });
    const characters = (text: string) => print(sequence([...text]));
    fc.assert(
      fc.property(word, word, word, (by, part, whole) => {
        const onText = call(
          "SequencesExt",
          "ReplaceAllSubSeqs",
          [by, part, whole].map((s) => JSON.stringify(s)),
        );
        const onSequence = call("SequencesExt", "ReplaceAllSubSeqs", [by, part, whole].map(characters));
        expect(print(onSequence)).toBe(characters(onText as string));
      }),
    );
  });

  test("bitwise operators agree with those on big integers", () => {
    const natural = fc.nat({ max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(natural, natural, (a, b) => {
        const args = [String(a), String(b)];
        expect(call("Bitwise", "&", args)).toBe(Number(BigInt(a) & BigInt(b)));
        expect(call("Bitwise", "|", args)).toBe(Number(BigInt(a) | BigInt(b)));
        expect(call("Bitwise", "^^", args)).toBe(Number(BigInt(a) ^ BigInt(b)));
      }),
    );
  });

  test("binomial coefficients add up as in Pascal's triangle", () => {
    for (let n = 1; n <= 40; n++) {
      for (let k = 1; k <= n; k++) {
        const at = (m: number, j: number) => call("Combinatorics", "choose", [String(m), String(j)]) as number;
        expect(at(n, k)).toBe(at(n - 1, k) + at(n - 1, k - 1));
      }
    }
  });

  /** Quantiles from the tables of the chi-square distribution, for 1, 2, 5 and 60 degrees of freedom. */
  test.each([
    [1, 3.841459, 0.05],
    [1, 6.634897, 0.01],
    [2, 4.60517, 0.1],
    [5, 11.0705, 0.05],
    [60, 79.08194, 0.05],
    [60, 37.48485, 0.99],
  ])("chi-square with %i degrees of freedom exceeds %f with probability %f", (freedom, distance, probability) => {
    // One count is off by d up, one by d down, so the distance is 2 d^2 / expected.
    const expected = Array.from({ length: freedom + 1 }, () => 1e6);
    const d = Math.sqrt((distance * 1e6) / 2);
    const observed = expected.map((n, i) => (i === 0 ? n + d : i === 1 ? n - d : n));
    expect(chiSquareProbability(expected, observed)).toBeCloseTo(probability, 5);
  });
});
