// Hot path: `placeOf` runs for every state that is read.

import { Rows } from "../row-store.ts";
import type { Plan } from "./plan.ts";

/** The rows in the memory of a kernel, whose user keeps the fields that change up to date. */
export class SharedRows extends Rows {
  readonly words: number;
  count = 0;
  /** All of the memory, by words. */
  memory: Int32Array;
  private readonly shift: number;
  private readonly mask: number;
  private readonly directory: number;

  constructor(plan: Plan, memory: Int32Array) {
    super();
    this.words = plan.words;
    this.memory = memory;
    this.shift = plan.shift;
    this.mask = 2 ** plan.shift - 1;
    this.directory = plan.directory >>> 2;
  }

  chunkOf(_number: number): Int32Array {
    return this.memory;
  }

  placeOf(number: number): number {
    const chunk = (this.memory[this.directory + (number >>> this.shift)] as number) >>> 2;
    return chunk + (number & this.mask) * this.words;
  }
}
