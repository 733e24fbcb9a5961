/** Ways to search the same model: successors one by one or in bulk, with each kernel. */

import type { CheckOptions } from "../../src/checker/index.ts";
import type { Model } from "../../src/models/model.ts";

/** The same model, which also finds successors in bulk; not for states where `refused` says that it cannot. */
export function inBulk(model: Model, refused: (row: Int32Array) => boolean = () => false): Model {
  const { words } = model.layout;
  const row = new Int32Array(words);
  return {
    ...model,
    bulk(rows, from, out, to) {
      row.set(rows.subarray(from, from + words));
      if (refused(row)) return -1;
      let end = to;
      model.next(row, (successor, action) => {
        if (end + words < out.length) {
          out.set(successor.subarray(0, words), end);
          out[end + words] = action;
        }
        end += words + 1;
      });
      return end;
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
    name: "in bulk, kernel in WebAssembly without memory for a single row",
    options: { measureMemory: PLENTY, kernel: "webassembly", kernelMemory: MIBI },
    of: (model) => inBulk(model),
  },
];
