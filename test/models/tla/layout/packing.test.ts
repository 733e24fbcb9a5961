/** Rows: each leaf in bits of its own, and rewriting for a wider layout. */

import { describe, expect, test } from "vitest";
import { Packing, packingFor, Translation } from "../../../../src/models/tla/layout/packing.ts";
import { Interner, parseValue, print, type Value } from "../../../../src/values/index.ts";

const value = (text: string): Value => parseValue(text) as Value;
const packingOf = (...seen: readonly (readonly string[])[]): Packing =>
  packingFor(
    seen.map((texts) => texts.map(value)),
    { interner: new Interner(), room: true, exchanges: [] },
  );

function packed(packing: Packing, ...state: readonly string[]): Int32Array {
  const row = new Int32Array(packing.words).fill(-1);
  expect(packing.pack(state.map(value), row)).toBe(true);
  return row;
}

const unpacked = (packing: Packing, row: Int32Array, at = 0): string[] =>
  packing.variables.map((_, i) => print(packing.unpack(i, row, at)));

describe("a row", () => {
  const seen = [
    ["0", "9"],
    ["{1, 2}", "{3}"],
    ["[a |-> TRUE, b |-> -3]", "[a |-> FALSE, b |-> 2]"],
    [`{${Array.from({ length: 33 }, (_, i) => i).join(", ")}}`],
    ["<<>>", "<<1>>"],
  ];

  test("gives back every state that was seen, wherever it lies", () => {
    const packing = packingOf(...seen);
    const state = ["9", "{1, 2}", "[a |-> TRUE, b |-> -3]", "{0, 31, 32}", "<<1>>"];
    const row = packed(packing, ...state);
    expect(unpacked(packing, row)).toEqual(state);
    expect(unpacked(packing, Int32Array.of(5, 5, ...row), 2)).toEqual(state);
  });

  test("has no bit for two leaves", () => {
    const { fields, words } = packingOf(...seen);
    const taken = new Set<string>();
    for (const { word, shift, bits } of fields.flat()) {
      expect(word).toBeLessThan(words);
      expect(shift + bits).toBeLessThanOrEqual(32);
      for (let bit = shift; bit < shift + bits; bit++) {
        expect(taken.has(`${word}:${bit}`)).toBe(false);
        taken.add(`${word}:${bit}`);
      }
    }
  });

  test("is not written where a value does not fit, and the layout knows", () => {
    const packing = packingOf(["0", "9"], ["{1}"]);
    expect(packing.outgrown).toBe(false);
    expect(packing.pack([0, value("{2}")], new Int32Array(packing.words))).toBe(false);
    expect(packing.outgrown).toBe(true);
  });

  test("has no room for an index that needs more bits than its leaf has", () => {
    const packing = packingOf(["<<>>"]);
    const row = new Int32Array(packing.words);
    const fits = Array.from({ length: 80 }, (_, i) => packing.pack([value(`<<${i}>>`)], row));
    expect(fits.indexOf(false)).toBe(63);
    expect(packing.outgrown).toBe(true);
  });
});

test("ranges get the bits that nothing else needs, and no word for that", () => {
  const packing = packingOf(["0", "9"]);
  const [variable] = packing.variables;
  expect(packing.words).toBe(1);
  expect(variable?.describe()).toBe("an integer from 0 to 31");
  expect(packingOf(["-1", "9"]).variables[0]?.describe()).toBe("an integer from -27 to 36");
  const full = packingOf(["0", "9"], [`{${Array.from({ length: 28 }, (_, i) => i).join(", ")}}`]);
  expect([full.words, full.variables[0]?.describe()]).toEqual([1, "an integer from 0 to 15"]);
});

test("rows are rewritten for a wider layout: integers for another low end, sets for further elements", () => {
  const packing = packingOf(["0", "9"], ["{1}", "{2}"], ["TRUE"], ["[a |-> -3]"]);
  const row = packed(packing, "7", "{2}", "TRUE", "[a |-> -3]");
  const before = new Translation(packing);
  const old = packing.snapshot();
  const wide = ["-20", `{${Array.from({ length: 40 }, (_, i) => i).join(", ")}}`, "FALSE", "[a |-> 99]"];
  packing.variables.forEach((variable, i) => {
    expect(variable.widen(value(wide[i] as string))).toBe(true);
  });
  const wider = new Packing(packing.variables);
  const out = new Int32Array(wider.words).fill(-1);
  before.to(wider)(Int32Array.of(3, ...row), 1, out);
  expect(unpacked(wider, out)).toEqual(["7", "{2}", "TRUE", "[a |-> -3]"]);
  expect(unpacked(old, row)).toEqual(["7", "{2}", "TRUE", "[a |-> -3]"]);
  expect(unpacked(wider, packed(wider, ...wide))).toEqual(wide.map((text) => print(value(text))));
});
