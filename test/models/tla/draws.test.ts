/** What a spec draws at random in a state is drawn again when the state is evaluated again. */

import { expect, test } from "vitest";
import { check } from "../../../src/checker/index.ts";
import { Draws } from "../../../src/models/tla/draws.ts";
import { modelOf } from "./spec.ts";

const sample = (draws: Draws, state: readonly number[] | null, count = 3) =>
  Array.from({ length: count }, () => draws.next(state));

test("each state has its own draws, whatever was drawn before", () => {
  const [one, two] = [new Draws(1), new Draws(1)];
  const first = sample(one, [1]);
  sample(two, [2]);
  expect(sample(two, [1])).toEqual(first);
  expect(sample(new Draws(1), [2])).not.toEqual(first);
  expect(sample(new Draws(2), [1])).not.toEqual(first);
  expect(new Set(first).size).toBe(3);
});

test("the draws of a state go on after a successor was asked about", () => {
  const one = new Draws(1);
  const expected = sample(new Draws(1), [1], 4);
  const found = [...sample(one, [1], 2)];
  sample(one, [2]);
  found.push(...sample(one, [1], 1));
  sample(one, [3]);
  found.push(...sample(one, [1], 1));
  expect(found).toEqual(expected);
});

test("what is evaluated again draws the same, and leaves no trace", () => {
  const draws = new Draws(1);
  const [a, b] = sample(draws, [1], 2);
  const [free] = sample(draws, null, 1);
  expect(draws.anew(() => sample(draws, [1], 2))).toEqual([a, b]);
  draws.anew(() => sample(draws, null));
  expect([...sample(draws, [1], 1), ...sample(draws, null, 1)]).toEqual([
    sample(new Draws(1), [1], 3)[2],
    sample(new Draws(1), null, 2)[1],
  ]);
  expect(free).toBe(sample(new Draws(1), null, 1)[0]);
});

test("the steps of a trace are those that were drawn", async () => {
  const body = "VARIABLE x\nInit == x = 0\nNext == x' = RandomElement(1..1000)\nSmall == x < 990";
  const { properties } = await check(modelOf(body, "INIT Init\nNEXT Next\nINVARIANT Small\n"));
  const small = properties.find(({ name }) => name === "Small");
  const states = small?.status === "violated" ? (small.trace?.states ?? []) : [];
  expect(states.length).toBeGreaterThan(2);
  expect(states.slice(1).map(({ action }) => action?.name)).toEqual(states.slice(1).map(() => "Next"));
});
