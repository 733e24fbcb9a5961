/** What a search has on disk, against plain maps: rows that were seen, and states by number. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Candidates, placeOf } from "../../src/checker/disk/candidates.ts";
import type { Room } from "../../src/checker/disk/disk.ts";
import { SeenRuns } from "../../src/checker/disk/seen-runs.ts";
import { StateFile } from "../../src/checker/disk/state-file.ts";
import { hashFrom } from "../../src/checker/seen-set.ts";
import { MemoryDisk } from "./memory-disk.ts";

/** Little room: blocks of a record or a few, and few rows to sort. */
const rooms = fc.record({
  block: fc.integer({ min: 1, max: 40 }),
  sorted: fc.integer({ min: 1, max: 120 }),
  portion: fc.constant(0),
});

/** Rows of three words of which many have the same hash and the same first word. */
const COLLIDING = collisions();

function collisions(): Int32Array[] {
  const byHash = new Map<number, Int32Array>();
  const found: Int32Array[] = [];
  for (let i = 0; found.length < 24; i++) {
    const row = Int32Array.of(0, i, -i * 7);
    const hash = hashFrom(row, 0, 3);
    const other = byHash.get(hash);
    if (other === undefined) byHash.set(hash, row);
    else found.push(other, row);
  }
  return found;
}

const plain = fc.tuple(fc.integer({ min: -3, max: 9 }), fc.integer({ min: -2, max: 2 }));
const rows = fc.oneof(
  plain.map(([one, other]) => Int32Array.of(one, other, 0)),
  fc.constantFrom(...COLLIDING),
);

/** Adds a row as a search does. */
function add(candidates: Candidates, row: Int32Array, place: number): void {
  candidates.add(row, 0, hashFrom(row, 0, 3), place);
}

/** The places of what is new, in order. */
function newPlaces(seen: SeenRuns, candidates: Candidates, limit = Number.POSITIVE_INFINITY): number[] {
  const found: number[] = [];
  for (const _ of seen.take(candidates, limit, (place) => found.push(place)));
  return found.sort((one, other) => one - other);
}

describe("rows that were seen", () => {
  it("are those of a map, portion by portion", () => {
    const portions = fc.array(fc.array(rows, { maxLength: 60 }), { maxLength: 30 });
    fc.assert(
      fc.property(rooms, portions, (room, list) => {
        const disk = new MemoryDisk();
        const candidates = new Candidates({ ...room, disk }, 3);
        const seen = new SeenRuns({ ...room, disk }, 3);
        const known = new Set<string>();
        for (const portion of list) {
          const expected: number[] = [];
          portion.forEach((row, place) => {
            add(candidates, row, place);
            if (known.has(row.join())) return;
            known.add(row.join());
            expected.push(place);
          });
          expect(newPlaces(seen, candidates)).toEqual(expected);
          expect(seen.count).toBe(known.size);
        }
        expect(disk.files).toBeLessThanOrEqual(16);
        seen.remove();
        expect(disk.files).toBe(0);
      }),
    );
  });

  it("are not those that were met behind the limit", () => {
    const disk = new MemoryDisk();
    const room: Room = { disk, block: 8, sorted: 15, portion: 0 };
    const candidates = new Candidates(room, 3);
    const seen = new SeenRuns(room, 3);
    const row = (i: number): Int32Array => Int32Array.of(i, 0, 0);
    for (let place = 0; place < 20; place++) add(candidates, row(place % 12), place);
    expect(newPlaces(seen, candidates, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    for (let place = 0; place < 12; place++) add(candidates, row(place), place);
    expect(newPlaces(seen, candidates)).toEqual([9, 10, 11]);
  });

  it("have places beyond 32 bits", () => {
    const room: Room = { disk: new MemoryDisk(), block: 8, sorted: 10, portion: 0 };
    const candidates = new Candidates(room, 3);
    const places = [5, 2 ** 31, 2 ** 32 + 1, 2 ** 40];
    for (const [i, place] of places.entries()) add(candidates, Int32Array.of(i, i, i), place);
    expect(newPlaces(new SeenRuns(room, 3), candidates)).toEqual(places);
    const record = Int32Array.of(0, 1, 2, -1, 3);
    expect(placeOf(record, 0, 2)).toBe(4 * 2 ** 32 - 1);
  });

  it("are read in part where candidates are few", () => {
    const disk = new MemoryDisk();
    const room: Room = { disk, block: 30, sorted: 1000, portion: 0 };
    const candidates = new Candidates(room, 3);
    const seen = new SeenRuns(room, 3);
    for (let i = 0; i < 5000; i++) add(candidates, Int32Array.of(i, 1, 1), i);
    newPlaces(seen, candidates);
    disk.reads = 0;
    add(candidates, Int32Array.of(77, 1, 1), 0);
    add(candidates, Int32Array.of(-5, 1, 1), 1);
    expect(newPlaces(seen, candidates)).toEqual([1]);
    expect(disk.reads).toBeLessThan(10);
  });
});

describe("states by number", () => {
  it("are what was appended, in whatever order they are read", () => {
    const states = fc.array(fc.tuple(fc.integer(), fc.nat(2 ** 32 - 2), fc.integer({ min: -1, max: 500 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(rooms, states, fc.array(fc.nat(59)), (room, list, asked) => {
        const file = new StateFile({ ...room, disk: new MemoryDisk() }, 2);
        list.forEach(([word, predecessor, action], number) => {
          file.append(Int32Array.of(word, number), action < 0 ? -1 : predecessor, action);
          const at = asked[number % Math.max(1, asked.length)] ?? 0;
          for (const state of [number, Math.min(at, number), number >> 1]) {
            const [first, before, by] = list[state] as [number, number, number];
            expect([...file.copy(state)]).toEqual([first, state]);
            expect([file.predecessorOf(state), file.actionOf(state)]).toEqual([by < 0 ? -1 : before, by]);
          }
        });
        expect(file.count).toBe(list.length);
      }),
    );
  });
});
