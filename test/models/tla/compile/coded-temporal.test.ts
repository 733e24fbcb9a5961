/** Which way an atom of a temporal formula is decided. */

import { expect, test, vi } from "vitest";
import type { TemporalModel } from "../../../../src/models/temporal.ts";
import { Compiled } from "../../../../src/models/tla/compile/account.ts";
import { type AtomMaker, CodedTemporal } from "../../../../src/models/tla/compile/coded-temporal.ts";

const ROW = new Int32Array(1);

/** Atoms that the interpreter takes for true and code for false, each in a millisecond; what is made is counted. */
function atoms(price: number, packed = true): { temporal: CodedTemporal; made: () => number } {
  let now = 1;
  let made = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const ask = (): boolean => {
    now++;
    return true;
  };
  const inner = { atoms: [], holds: ask, holdsStep: ask } as unknown as TemporalModel;
  const account = new Compiled();
  account.repays = (spent) => spent >= price;
  const maker: AtomMaker = {
    account,
    packed: () => packed,
    make: () => {
      made++;
      return [() => false, null, () => true];
    },
    answer: (predicate, row, successor) => {
      const answer = predicate(row, 0, successor, 0);
      return answer ? null : answer;
    },
    ids: (row) => row,
    otherIds: (row) => row,
  };
  return { temporal: new CodedTemporal(inner, maker), made: () => made };
}

test("code is made when the interpreter has taken as long as that takes, by every eighth question", () => {
  const { temporal, made } = atoms(24);
  for (let i = 0; i < 17; i++) expect(temporal.holds(0, ROW)).toBe(true);
  expect(made()).toBe(0);
  expect(temporal.holdsStep(0, ROW, ROW)).toBe(false);
  expect(temporal.holds(0, ROW)).toBe(false);
  expect(made()).toBe(1);
});

test("the interpreter decides what has no code, and where code leaves that to it", () => {
  const { temporal, made } = atoms(0);
  expect([0, 1, 2].map((atom) => temporal.holds(atom, ROW))).toEqual([false, true, true]);
  expect([0, 1, 2].map((atom) => temporal.holdsStep(atom, ROW, ROW))).toEqual([false, true, true]);
  expect(made()).toBe(1);
});

test("code is made anew for another layout, and none where states are not packed", () => {
  const { temporal, made } = atoms(0);
  temporal.holds(0, ROW);
  temporal.forget();
  expect(temporal.holds(0, ROW)).toBe(false);
  expect(made()).toBe(2);
  const unpacked = atoms(0, false);
  expect(unpacked.temporal.holds(0, ROW)).toBe(true);
  expect(unpacked.made()).toBe(0);
});
