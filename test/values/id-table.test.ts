import fc from "fast-check";
import { expect, test } from "vitest";
import { IdTable } from "../../src/values/index.ts";

test("a table has the number that each id was given last, and none for others", () => {
  const id = fc.integer({ min: 0, max: 5000 }).map((index) => 2 * index);
  fc.assert(
    fc.property(fc.array(fc.tuple(id, fc.nat(2 ** 30))), id, (given, other) => {
      const [table, expected] = [new IdTable(16), new Map(given)];
      for (const [key, number] of given) table.set(key, number);
      for (const key of [other, ...expected.keys()]) expect(table.get(key)).toBe(expected.get(key) ?? -1);
    }),
  );
});
