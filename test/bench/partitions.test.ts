/** What many processes would have of a small model, against a search that keeps everything. */

import { describe, expect, it } from "vitest";
import { measurePartitions, partitionsText, remadeOf } from "../../bench/partitions.ts";
import { tokenRing } from "../../bench/token-ring.ts";
import type { Remade } from "../../src/models/model.ts";

const remade = remadeOf(tokenRing(4, "safety")) as Remade;
const sizes = [1, 2, 3, 7];

/** The numbers that decide who has a state, of each level, and how many steps lead from one owner to another. */
function searched({ model, ownershipOf }: Remade) {
  const seen = new Set<string>();
  let level: Int32Array[] = [];
  const levels: number[][] = [];
  const steps: [number, number][] = [];
  const add = (row: Int32Array, to: Int32Array[]): void => {
    if (seen.has(row.join())) return;
    seen.add(row.join());
    to.push(row.slice());
  };
  model.initial((row) => add(row, level));
  while (level.length > 0) {
    const next: Int32Array[] = [];
    levels.push(level.map((row) => ownershipOf(row)));
    for (const row of level) {
      model.next(row, (successor) => {
        steps.push([ownershipOf(row), ownershipOf(successor)]);
        add(successor, next);
      });
    }
    level = next;
  }
  return { levels, steps };
}

describe("partitions", () => {
  const found = measurePartitions("ring", remade, sizes);
  const { levels, steps } = searched(remade);
  const largestOf = (numbers: readonly number[], size: number): number =>
    Math.max(...Array.from({ length: size }, (_, rank) => numbers.filter((number) => number % size === rank).length));

  it.each(sizes.map((size, i) => ({ size, i })))("are as large as those of $size processes", ({ size, i }) => {
    const { states, largest, speedUp } = found[i]!;
    expect(states).toBe(3 * 4 * 2 ** 3);
    expect(largest).toBeCloseTo((largestOf(levels.flat(), size) * size) / states);
    expect(speedUp).toBeCloseTo(states / levels.reduce((sum, level) => sum + largestOf(level, size), 0));
  });

  it("send each other steps to what others have, those that were sent lately but once", () => {
    const words = 3 + remade.model.layout.words;
    for (const [i, size] of sizes.entries()) {
      const remote = steps.filter(([from, to]) => from % size !== to % size).length;
      const { stepBytes, states, bytes } = found[i]!;
      const sent = (stepBytes * states) / (4 * words);
      expect(sent).toBe(Math.round(sent));
      expect(sent).toBeLessThanOrEqual(remote);
      expect(sent > 0).toBe(size > 1);
      expect((bytes as number) > stepBytes).toBe(size > 1);
    }
  });

  it("are told in a table", () => {
    expect(partitionsText(found.slice(0, 1))).toContain("| ring  |     96 |         1 |               1.000 |");
  });

  it("have one of the states that a view shows as one", () => {
    const viewed = remadeOf({ spec: "test/bench/Viewed.tla", config: "test/bench/Viewed.cfg" }) as Remade;
    expect(measurePartitions("viewed", viewed, [2])[0]).toMatchObject({ states: 2 });
  });

  it("are none where a step prints", () => {
    expect(remadeOf({ spec: "test/bench/Viewed.tla", config: "test/bench/Printing.cfg" })).toBe(null);
  });
});
