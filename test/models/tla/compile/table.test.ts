/** Tables of generated code: what they remember, and that forgetting changes no answer. */

import { expect, it } from "vitest";
import { bitRange, FAILED, isHuge, population, Table } from "../../../../src/models/tla/compile/table.ts";
import { internedFor } from "../../../../src/models/tla/layout/element.ts";
import { IntegerRepresentation } from "../../../../src/models/tla/layout/integer.ts";
import {
  Interner,
  interval,
  makeSet,
  NAT,
  powerSet,
  predicateSet,
  sequence,
  union,
} from "../../../../src/values/index.ts";

it("an emptied table answers as before", () => {
  const growth = { outgrown: false, retries: 0, full: [] };
  const range = new IntegerRepresentation(0, 999);
  let evaluated = 0;
  const square = ([x]: readonly unknown[]) => {
    evaluated++;
    return ((x as number) * (x as number)) % 1000;
  };
  const table = new Table([range], range, square, growth);
  const answers = () => [3, 40, 3, 999].map((key) => table.leaf(table.of(key), 0));
  expect(answers()).toEqual([9, 600, 9, 1]);
  expect(evaluated).toBe(3);
  table.empty();
  expect(answers()).toEqual([9, 600, 9, 1]);
  expect(evaluated).toBe(6);
});

it("what fails, or does not fit, has an entry of its own and no answer", () => {
  const growth = { outgrown: false, retries: 0, full: [] };
  const range = new IntegerRepresentation(0, 9);
  const table = new Table(
    [range],
    range,
    ([x]) => {
      if (x === 1) throw new Error("no value");
      return (x as number) * 100;
    },
    growth,
  );
  expect(table.leaf(table.of(0), 0)).toBe(0);
  expect(table.of(1)).toBe(FAILED);
  expect(growth.outgrown).toBe(false);
  expect(table.of(2)).toBe(FAILED);
  expect(growth.outgrown).toBe(true);
  expect(() => table.leaf(FAILED, 0)).toThrow("interpreter");
});

it("what no state can hold has no answer either", () => {
  const result = internedFor([], { interner: new Interner() });
  const growth = { outgrown: false, retries: 0, full: [] };
  const above = ([n]: readonly unknown[]) => predicateSet(NAT, (k) => (k as number) > (n as number));
  const table = new Table([new IntegerRepresentation(0, 9)], result, above, growth);
  expect(table.of(1)).toBe(FAILED);
});

it("keys are told apart by each of their leaves, as numbers and as texts", () => {
  const growth = { outgrown: false, retries: 0, full: [] };
  const inputs = [new IntegerRepresentation(0, 9), new IntegerRepresentation(-5, 4), new IntegerRepresentation(1, 3)];
  const weigh = ([a, b, c]: readonly unknown[]) => (a as number) * 10_000 + (b as number) * 100 + (c as number);
  const table = new Table(inputs, new IntegerRepresentation(-9999, 99_999), weigh, growth);
  const wanted = 7 * 10_000 - 3 * 100 + 2 + 9999;
  // Leaves are values less the low end; the last one counts least.
  expect(table.leaf(table.at((7 * 10 + 2) * 3 + 1), 0)).toBe(wanted);
  expect(table.leaf(table.of((7 * 10 + 2) * 3 + 1), 0)).toBe(wanted);
  expect(table.leaf(table.named("7,2,1"), 0)).toBe(wanted);
  for (let key = 0; key < 300; key++) table.at(key);
  expect(table.leaf(table.at((7 * 10 + 2) * 3 + 1), 0)).toBe(wanted);
});

it("a long table asks to be emptied, once", () => {
  const growth = { outgrown: false, retries: 0, full: [] as Table[] };
  const range = new IntegerRepresentation(0, 2 ** 20);
  const table = new Table([range], new IntegerRepresentation(0, 1), () => 0, growth);
  for (let key = 0; key < (1 << 19) + 5; key++) table.of(key);
  expect(growth.full).toEqual([table]);
});

it("a set that is only described is not listed in a table", () => {
  expect(isHuge(interval(1, 4096))).toBe(false);
  expect(isHuge(interval(1, 4097))).toBe(true);
  expect(isHuge(makeSet([interval(1, 5000)]))).toBe(true);
  expect(isHuge(sequence([1, interval(1, 5000)]))).toBe(true);
  expect(isHuge(7)).toBe(false);
});

it("nor is one whose description holds such a set", () => {
  const all = powerSet(interval(1, 24));
  expect(isHuge(union(all, powerSet(interval(2, 25))))).toBe(true);
  expect(isHuge(powerSet(interval(1, 5000)))).toBe(true);
  expect(isHuge(powerSet(interval(1, 25)))).toBe(false);
  expect(isHuge(union(NAT, makeSet([-1])))).toBe(false);
});

it("nor is a large set filtered to find out how many elements are left", () => {
  let asked = 0;
  const few = (x: unknown): boolean => ++asked > 0 && x === 7;
  expect(isHuge(predicateSet(interval(1, 2 ** 17), few))).toBe(true);
  expect(asked).toBe(0);
  expect(isHuge(predicateSet(interval(1, 2 ** 13), few))).toBe(false);
  expect(isHuge(predicateSet(NAT, few))).toBe(false);
});

it("bits are counted, and ranges of them cut off at the ends of a word", () => {
  expect([0, 1, -1, 0x55555555, -2147483648].map(population)).toEqual([0, 1, 32, 16, 1]);
  const ranges = [
    [0, 31],
    [-5, 3],
    [30, 40],
    [5, 4],
    [10, 2],
    [-9, -1],
    [32, 40],
    [31, 31],
  ] as const;
  expect(ranges.map(([low, high]) => bitRange(low, high))).toEqual([-1, 15, -1073741824, 0, 0, 0, 0, -2147483648]);
});
