/** Predecessors, held as distances, against plain arrays. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Origins, wayTo } from "../../src/checker/origins.ts";
import { RowStore } from "../../src/checker/row-store.ts";

/** How many states are found from a predecessor, and how many predecessors before it have none. */
const families = fc.array(
  fc.record({
    skipped: fc.oneof(fc.nat(3), fc.integer({ min: 250, max: 70_000 })),
    children: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 60 },
);

describe("origins", () => {
  it.each([3, 300])("tell the way to every state, with %i actions", (actions) => {
    fc.assert(
      fc.property(families, fc.integer({ min: 1, max: 300 }), (list, initial) => {
        const origins = new Origins(actions);
        const rows = new RowStore(1);
        const predecessors: number[] = [];
        const taken: number[] = [];
        const add = (predecessor: number, action: number) => {
          predecessors.push(predecessor);
          taken.push(action);
          origins.append(predecessor, action);
          rows.append(Int32Array.of(rows.count));
        };
        for (let i = 0; i < initial; i++) add(-1, -1);
        let predecessor = -1;
        for (const { skipped, children } of list) {
          predecessor += 1 + skipped;
          for (let i = 0; i < children; i++) add(predecessor, (predecessor + 290 * i) % actions);
        }
        expect(predecessors.map((_, state) => origins.predecessorOf(state))).toEqual(predecessors);
        const mixed = predecessors.map((_, state) => (state * 7919) % predecessors.length);
        expect(mixed.map((state) => origins.predecessorOf(state))).toEqual(mixed.map((state) => predecessors[state]));
        expect(taken.map((_, state) => origins.actionOf(state))).toEqual(taken);
        expect(wayTo(origins, rows, initial - 1, { row: Int32Array.of(7), action: 0 }).actions).toEqual([-1, 0]);
      }),
    );
  });

  it("refuses predecessors out of order", () => {
    const origins = new Origins(1);
    origins.append(5, 0);
    expect(() => origins.append(4, 0)).toThrow("order");
  });
});
