/** Which values one set may hold; the answer is the same for a few values and for many. */

import { expect, test } from "vitest";
import { comparable } from "../../../../src/models/tla/compile/comparable.ts";
import { parseValue, record, sequence, type Value } from "../../../../src/values/index.ts";

const value = (text: string): Value => parseValue(text);
const many = (text: (i: number) => string): Value[] => Array.from({ length: 300 }, (_, i) => value(text(i)));

/** A block that holds its parent. */
function block(height: number, by: number, parent: Value): Value {
  return sequence([record(["by", "h", "parent"], [by, height, parent])]);
}

test.each<[string, (i: number) => string]>([
  ["integers", (i) => `${i}`],
  ["integers and a model value", (i) => (i === 0 ? "none" : `${i}`)],
  ["sets of integers", (i) => `{${i}, ${i + 1}}`],
  ["records of several shapes", (i) => (i % 2 === 0 ? `[a |-> ${i}]` : `[b |-> "x", c |-> ${i}]`)],
  ["sequences of all lengths", (i) => `<<${Array.from({ length: i % 7 }, () => i).join(", ")}>>`],
  ["records whose other fields tell them apart", (i) => `[a |-> ${i}, b |-> ${i % 2 === 0 ? `${i}` : '"x"'}]`],
])("%s can be compared", (_, text) => {
  expect(comparable(many(text))).toBe(true);
  expect(comparable(many(text).slice(0, 20))).toBe(true);
});

test.each<[string, (i: number) => string]>([
  ["integers and strings", (i) => (i === 3 ? '"x"' : `${i}`)],
  ["integers and Booleans", (i) => (i === 3 ? "TRUE" : `${i}`)],
  ["integers and sets", (i) => (i === 3 ? "{1}" : `${i}`)],
  ["sets of integers and of strings", (i) => (i === 3 ? '{"x"}' : `{${i}}`)],
  ["records that nothing else tells apart", (i) => `[a |-> 1, b |-> ${i % 2 === 0 ? `${i}` : '"x"'}]`],
])("%s cannot", (_, text) => {
  expect(comparable(many(text))).toBe(false);
  expect(comparable(many(text).slice(0, 20))).toBe(false);
});

test("values that many others hold are looked at once", () => {
  let chains: Value[] = [value("<<>>")];
  const all: Value[] = [];
  for (let height = 0; height < 12; height++) {
    chains = chains.slice(0, 1).flatMap((chain) => [0, 1].map((by) => block(height, by, chain)));
    all.push(...chains);
  }
  expect(comparable([...all, ...all])).toBe(true);
  expect(comparable([...all, value("<<[by |-> TRUE, h |-> 0, parent |-> <<>>]>>")])).toBe(false);
});
