/** Tables of generated code: what they remember, and that forgetting changes no answer. */

import { expect, it } from "vitest";
import { FAILED, Table } from "../../../../src/models/tla/compile/table.ts";
import { IntegerRepresentation } from "../../../../src/models/tla/layout/integer.ts";

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
