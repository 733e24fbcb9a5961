import { expect, it } from "vitest";
import { type MeasureKind, measure, Parts } from "../../src/checker/explain/measure.ts";
import { parseValue } from "../../src/values/index.ts";

const PLAIN = { integer: null, cardinality: null, length: null, domain: null };
const EACH = { "each-integer": null, "each-cardinality": null, "each-length": null };
const sizes: readonly [text: string, sizes: Partial<Record<MeasureKind, number>>][] = [
  ["7", { integer: 7 }],
  ["TRUE", {}],
  ["{}", { cardinality: 0 }],
  ["{4, 9, 2}", { cardinality: 3 }],
  ["<<>>", { length: 0, domain: 0 }],
  ["<<3, 8>>", { length: 2, "each-integer": 8 }],
  ["<<{1}, {1, 2}>>", { length: 2, "each-cardinality": 2 }],
  ["(0 :> 3 @@ 2 :> 5)", { domain: 2, "each-integer": 5 }],
  ["(0 :> <<>> @@ 2 :> <<1>>)", { domain: 2, "each-length": 1 }],
  ["(0 :> 1 @@ 2 :> TRUE)", { domain: 2 }],
  ["[a |-> 3, b |-> 5]", {}],
];

it.each(sizes)("the sizes of %s", (text, wanted) => {
  const value = parseValue(text);
  const kinds = Object.keys({ ...PLAIN, ...EACH }) as MeasureKind[];
  expect(Object.fromEntries(kinds.map((kind) => [kind, measure(kind, value)]))).toEqual({
    ...PLAIN,
    ...EACH,
    ...wanted,
  });
});

it.each([
  ["7", 1],
  ["{}", 1],
  ["{<<1>>, <<2, {3, 4}>>}", 4],
  ['[a |-> 1, b |-> <<"x", "y">>]', 3],
  ['(<<1, 2>> :> 1 @@ <<3, 4>> :> "z")', 6],
])("the parts of %s", (text, parts) => {
  expect(new Parts().of(parseValue(text))).toBe(parts);
});
