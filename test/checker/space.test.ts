/** Parts of memory that are handed out never overlap, and what is given back is used again. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Space } from "../../src/checker/kernel/space.ts";

const request = fc.oneof(fc.record({ bytes: fc.integer({ min: 1, max: 2000 }) }), fc.record({ release: fc.nat() }));

describe("space", () => {
  it("hands out parts that do not overlap, within its limit", () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 200 }), fc.integer({ min: 0, max: 40_000 }), (requests, limit) => {
        const space = new Space(100, (end) => end <= limit);
        const held: { at: number; bytes: number }[] = [];
        for (const step of requests) {
          if ("bytes" in step) {
            const at = space.allocate(step.bytes);
            if (at === 0) continue;
            expect(at).toBeGreaterThanOrEqual(100);
            expect(at % 64).toBe(0);
            expect(at + step.bytes).toBeLessThanOrEqual(limit);
            for (const other of held) {
              expect(at + step.bytes <= other.at || other.at + other.bytes <= at).toBe(true);
            }
            held.push({ at, bytes: step.bytes });
          } else if (held.length > 0) {
            const [{ at, bytes }] = held.splice(step.release % held.length, 1) as [{ at: number; bytes: number }];
            space.release(at, bytes);
          }
        }
        // All given back, it is one part again.
        for (const { at, bytes } of held) space.release(at, bytes);
        const first = space.allocate(64);
        if (held.length > 0 && first !== 0) expect(first).toBe(128);
      }),
    );
  });

  it("joins neighbours", () => {
    const space = new Space(64, (end) => end <= 64 + 4 * 640);
    const parts = [640, 640, 640, 640].map((bytes) => space.allocate(bytes));
    expect(space.allocate(1)).toBe(0);
    space.release(parts[1]!, 640);
    space.release(parts[3]!, 640);
    expect(space.allocate(1280)).toBe(0);
    space.release(parts[2]!, 640);
    expect(space.allocate(1920)).toBe(parts[1]);
  });
});
