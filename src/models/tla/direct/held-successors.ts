// Hot path: `hold` and `emit` run for every successor.
/** The successors of a state, kept back until the last one is found: then all are emitted, or none. */

import { grown } from "../../../values/index.ts";

export class HeldSuccessors {
  private readonly words: number;
  private buffer = new Int32Array(1 << 10);
  private top = 0;
  private readonly out: Int32Array;

  /** Of rows with so many words. */
  constructor(words: number) {
    this.words = words;
    this.out = new Int32Array(words);
  }

  /** Begins with another state. */
  clear(): void {
    this.top = 0;
  }

  hold(row: Int32Array, action: number): void {
    const { words, top } = this;
    if (top + words >= this.buffer.length) this.buffer = grown(this.buffer);
    const { buffer } = this;
    for (let i = 0; i < words; i++) buffer[top + i] = row[i] as number;
    buffer[top + words] = action;
    this.top = top + words + 1;
  }

  /** Emits them as `Model.next` does, each in the same row. */
  emit(emit: (row: Int32Array, action: number) => void): void {
    const { words, buffer, top, out } = this;
    for (let at = 0; at < top; at += words + 1) {
      for (let i = 0; i < words; i++) out[i] = buffer[at + i] as number;
      emit(out, buffer[at + words] as number);
    }
  }
}
