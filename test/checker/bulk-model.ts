/** Ways to search the same model: successors one by one or in bulk, with each kernel. */

import { type CheckOptions, Member, type Threads } from "../../src/checker/index.ts";
import type { BulkNext, BulkWorker, Model } from "../../src/models/model.ts";
import { Random } from "../oracle/random.ts";
import { tiny } from "./memory-disk.ts";

/**
 * The same model, which also finds successors in bulk; not for states where `refused` says that it cannot. Threads beside
 * that of the search know nothing of one in so many rows (0: all is known).
 */
export function inBulk(model: Model, refused: (row: Int32Array) => boolean = () => false, gaps = 3): Model {
  const own = bulkWorker(model, refused, 0);
  return {
    ...model,
    bulk: own.next,
    share: () => ({ recipe: bulkWorker(model, refused, gaps), own, news: () => null }),
  };
}

function bulkWorker(model: Model, refused: (row: Int32Array) => boolean, gaps: number): BulkWorker {
  const { words } = model.layout;
  const rowAt = (rows: Int32Array, from: number): Int32Array => rows.slice(from, from + words);
  const isKnown = (row: Int32Array): boolean => gaps === 0 || (row[0] as number) % gaps !== 1;
  const all = (over: "state" | "step", holds: (property: number, part: number) => boolean): boolean =>
    model.properties.every(({ parts }, property) => parts.every((part, i) => part.over !== over || holds(property, i)));
  const next: BulkNext = (rows, from, out, to) => {
    const row = rowAt(rows, from);
    if (refused(row) || !isKnown(row)) return -1;
    let end = to;
    model.next(row, (successor, action) => {
      if (end + words < out.length) {
        out.set(successor.subarray(0, words), end);
        out[end + words] = action;
      }
      end += words + 1;
    });
    return end;
  };
  return {
    next,
    asks: { states: true, steps: true },
    ofState: (rows, from) => {
      const row = rowAt(rows, from);
      return isKnown(row) && all("state", (property, part) => model.holds(property, part, row))
        ? model.within(row)
        : null;
    },
    ofStep: (rows, from, others, to) => {
      const [row, successor] = [rowAt(rows, from), rowAt(others, to)];
      return isKnown(row) && all("step", (property, part) => model.holdsStep(property, part, row, successor));
    },
    learn() {},
    trying: (run) => run(),
  };
}

/** Threads in the thread of the test: each does some tasks whenever the search asks whether it is lost. */
export function threads(
  count: number,
  seed = 1,
  workerOf: (recipe: unknown) => BulkWorker = (recipe) => recipe as BulkWorker,
): Threads {
  const random = new Random(seed);
  return {
    count,
    states: 0,
    least: 0,
    start(part, recipe) {
      const told: unknown[] = [];
      const member = new Member(part, workerOf(recipe), () => told.shift());
      return {
        get lost() {
          while (random.chance(0.6) && member.doOne());
          return null;
        },
        tell: (news) => void told.push(structuredClone(news)),
        end() {},
      };
    },
  };
}

/** Memory that is never scarce: to ask the machine takes longer than to search a small model. */
export const PLENTY: NonNullable<CheckOptions["measureMemory"]> = () => ({ heap: 0, heapLimit: 1, resident: 0 });

export interface Way {
  readonly name: string;
  readonly options: CheckOptions;
  readonly of: (model: Model) => Model;
}

const MIBI = 2 ** 20;

export const WAYS: readonly Way[] = [
  { name: "one by one", options: { measureMemory: PLENTY }, of: (model) => model },
  {
    name: "in bulk, kernel in JavaScript",
    options: { measureMemory: PLENTY, kernel: "javascript" },
    of: (model) => inBulk(model),
  },
  {
    name: "in bulk, kernel in WebAssembly",
    options: { measureMemory: PLENTY, kernel: "webassembly" },
    of: (model) => inBulk(model),
  },
  {
    name: "in bulk with exceptions, kernel in WebAssembly",
    options: { measureMemory: PLENTY, kernel: "webassembly" },
    of: (model) => inBulk(model, (row) => (row[0] as number) % 3 === 1),
  },
  {
    name: "in bulk, by three threads",
    options: { measureMemory: PLENTY, kernel: "webassembly", threads: threads(3) },
    of: (model) => inBulk(model, (row) => (row[0] as number) % 7 === 1),
  },
  { name: "on disk, one by one", options: { measureMemory: PLENTY, disk: tiny() }, of: (model) => model },
  {
    name: "on disk, in bulk with exceptions",
    options: { measureMemory: PLENTY, disk: tiny() },
    of: (model) => inBulk(model, (row) => (row[0] as number) % 3 === 1),
  },
  {
    name: "in bulk, kernel in WebAssembly without memory for a single row",
    options: { measureMemory: PLENTY, kernel: "webassembly", kernelMemory: MIBI },
    of: (model) => inBulk(model),
  },
];
