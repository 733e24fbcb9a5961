// Hot path: `countWithout` looks at each state of a run.
/** States as numbers of values, to be counted by some of their variables. */

import { mix } from "../../values/index.ts";
import type { Examined } from "./examined.ts";

/** The first states of a run: a row each, with the number of a value for each variable. */
export class StateTable {
  readonly count: number;
  readonly width: number;
  private readonly cells: Int32Array;
  /** By state: the sum of the hashes of its cells, from which those of some variables can be taken off again. */
  private readonly sums: Int32Array;

  constructor({ explainer, rowOf, model }: Pick<Examined, "explainer" | "rowOf" | "model">, count: number) {
    this.count = count;
    const width = model.variables.length;
    this.width = width;
    this.cells = new Int32Array(count * width);
    this.sums = new Int32Array(count);
    for (let state = 0; state < count; state++) {
      this.cells.set(explainer.stateOf(rowOf(state)).subarray(0, width), state * width);
      let sum = 0;
      for (let variable = 0; variable < width; variable++) sum = (sum + this.hash(state, variable)) | 0;
      this.sums[state] = sum;
    }
  }

  /** The number of the value of a variable in a state. */
  cell(state: number, variable: number): number {
    return this.cells[state * this.width + variable] as number;
  }

  /** A copy of a state. */
  state(state: number): Int32Array {
    return this.cells.slice(state * this.width, (state + 1) * this.width);
  }

  /** How many states differ in another variable than these. */
  countWithout(hidden: readonly number[]): number {
    const { count, width } = this;
    const shown = Array.from({ length: width }, (_, i) => i).filter((variable) => !hidden.includes(variable));
    let size = 16;
    while (size < count * 2) size *= 2;
    // One more than the number of a state; 0 where there is none.
    const slots = new Int32Array(size);
    let found = 0;
    for (let state = 0; state < count; state++) {
      let sum = this.sums[state] as number;
      for (const variable of hidden) sum = (sum - this.hash(state, variable)) | 0;
      let slot = mix(sum) & (size - 1);
      while (slots[slot] !== 0 && !this.same((slots[slot] as number) - 1, state, shown)) slot = (slot + 1) & (size - 1);
      if (slots[slot] !== 0) continue;
      slots[slot] = state + 1;
      found++;
    }
    return found;
  }

  private same(one: number, other: number, shown: readonly number[]): boolean {
    const { cells, width } = this;
    for (let i = 0; i < shown.length; i++) {
      const variable = shown[i] as number;
      if (cells[one * width + variable] !== cells[other * width + variable]) return false;
    }
    return true;
  }

  private hash(state: number, variable: number): number {
    return mix(Math.imul(this.cell(state, variable) ^ Math.imul(variable + 1, 0x9e3779b1), 0x85ebca6b));
  }
}
