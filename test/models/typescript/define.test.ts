import { Set as ImmutableSet, List } from "immutable";
import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../../src/cli/exit-code.ts";
import { check, defineModel, type ImmutableValue } from "../../../src/index.ts";

interface Jugs {
  readonly [variable: string]: ImmutableValue;
  readonly small: number;
  readonly big: number;
}

/** The water puzzle: 3 and 5 gallons, is there a way to measure 4? */
const jugs = defineModel<Jugs>({
  name: "Jugs",
  variables: ["small", "big"],
  initial: () => [{ small: 0, big: 0 }],
  actions: {
    FillSmall: ({ big }) => [{ small: 3, big }],
    FillBig: ({ small }) => [{ small, big: 5 }],
    EmptySmall: ({ big }) => [{ small: 0, big }],
    EmptyBig: ({ small }) => [{ small, big: 0 }],
    SmallToBig({ small, big }) {
      const poured = Math.min(small, 5 - big);
      return [{ small: small - poured, big: big + poured }];
    },
    BigToSmall({ small, big }) {
      const poured = Math.min(big, 3 - small);
      return [{ small: small + poured, big: big - poured }];
    },
  },
  invariants: { NotFour: ({ big }) => big !== 4, Small: ({ small }) => small <= 3 },
});

describe("defineModel", () => {
  it("finds the seven states of the shortest way to four gallons", async () => {
    const result = await check(jugs);
    const [notFour, small] = result.properties;
    expect(notFour).toMatchObject({ name: "NotFour", status: "violated", breaks: "invariant" });
    const { states } = (notFour as Extract<typeof notFour, { status: "violated" }>).trace!;
    expect(states.length).toBe(7);
    expect(states.map(({ action }) => action?.name ?? null)).toEqual([
      null,
      "FillBig",
      "BigToSmall",
      "EmptySmall",
      "BigToSmall",
      "FillBig",
      "BigToSmall",
    ]);
    expect(states.at(-1)!.state.toObject()).toEqual({ small: 3, big: 4 });
    expect(small!.status).toBe("holds");
    expect(result.states).toEqual({ initial: 1, generated: 97, distinct: 16, depth: 8 });
  });

  it("knows immutable collections by value", async () => {
    const queue = defineModel<{ queue: List<number>; seen: ImmutableSet<number> }>({
      name: "Queue",
      variables: ["queue", "seen"],
      initial: () => [{ queue: List<number>(), seen: ImmutableSet<number>() }],
      actions: {
        Put: ({ queue, seen }) =>
          queue.size < 2 ? [1, 2].map((item) => ({ queue: queue.push(item), seen: seen.add(item) })) : [],
        Take: ({ queue, seen }) => (queue.size > 0 ? [{ queue: queue.shift(), seen }] : []),
      },
      actionProperties: { SeenGrows: (before, after) => before.seen.isSubset(after.seen) },
    });
    const result = await check(queue);
    expect(result.properties.map(({ name, status }) => [name, status])).toEqual([
      ["SeenGrows", "holds"],
      ["Deadlock", "holds"],
    ]);
    // seen = {}: 1 queue; {1} and {2}: queues over one item, 3 each; {1, 2}: 1 + 2 + 4.
    expect(result.states.distinct).toBe(14);
  });

  const counter = { name: "Counter", variables: ["x"] as const, initial: () => [{ x: 0 }] };

  it("checks assumptions, constraints and deadlock", async () => {
    const result = await check(
      defineModel<{ x: number }>({
        ...counter,
        actions: { Up: ({ x }) => [{ x: x + 1 }] },
        constraint: ({ x }) => x < 5,
        assumptions: { Sane: () => 1 + 1 === 2, Insane: () => false },
      }),
    );
    expect(result.properties.map(({ name, status }) => [name, status])).toEqual([
      ["Sane", "holds"],
      ["Insane", "violated"],
      ["Deadlock", "unchecked"],
    ]);
    const stuck = { ...counter, actions: { Up: ({ x }: { x: number }) => (x < 3 ? [{ x: x + 1 }] : []) } };
    expect(exitCodeOf(await check(defineModel<{ x: number }>(stuck)))).toBe(11);
    expect(exitCodeOf(await check(defineModel<{ x: number }>({ ...stuck, checkDeadlock: false })))).toBe(0);
  });

  it("does not ask an action property about a stuttering step", async () => {
    const result = await check(
      defineModel<{ x: number }>({
        ...counter,
        actions: { Stay: (state) => [state] },
        actionProperties: { Moves: (before, after) => before.x !== after.x },
      }),
    );
    expect(result.properties[0]!.status).toBe("holds");
  });

  it.each([
    [
      "an exception",
      () => {
        throw new Error("no luck");
      },
      "no luck",
    ],
    ["a missing variable", () => [{}], "gives variable x no value"],
    ["an unknown variable", () => [{ x: 1, y: 2 }], "has y"],
    ["a value that is none", () => [{ x: 0.5 }], "0.5"],
  ])("reports %s as a failed evaluation", async (_, act, message) => {
    const result = await check(
      defineModel<{ x: number }>({ ...counter, actions: { Act: act as () => { x: number }[] } }),
    );
    expect([result.outcome, exitCodeOf(result)]).toEqual(["error", 75]);
    expect(result.failure!.diagnostic.message).toContain("Act of model Counter");
    expect(result.failure!.diagnostic.message).toContain(message);
  });
});
