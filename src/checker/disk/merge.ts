// Hot path: `next` runs once per record.
/** Several sorted sources as one. */

import { compare, type Source } from "./run.ts";

/** A heap of sources. Of records that are equal in their first `length` words those of the earlier source come first. */
export class Merge {
  private readonly length: number;
  private readonly order = new Map<Source, number>();
  private readonly heap: Source[] = [];

  constructor(sources: readonly Source[], length: number) {
    this.length = length;
    for (const source of sources) {
      this.order.set(source, this.order.size);
      if (source.at >= 0) this.heap.push(source);
    }
    for (let at = (this.heap.length >> 1) - 1; at >= 0; at--) this.sink(at);
  }

  /** Whose record is the least; null at the end. Good until `next`. */
  get least(): Source | null {
    return this.heap[0] ?? null;
  }

  /** Goes on behind the least record. */
  next(): void {
    const { heap } = this;
    const [first] = heap as [Source];
    first.next();
    if (first.at < 0) {
      const last = heap.pop() as Source;
      if (heap.length === 0) return;
      heap[0] = last;
    }
    this.sink(0);
  }

  private sink(from: number): void {
    const { heap } = this;
    const moved = heap[from] as Source;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.isBefore(heap[child + 1] as Source, heap[child] as Source)) child++;
      if (!this.isBefore(heap[child] as Source, moved)) break;
      heap[at] = heap[child] as Source;
      at = child;
    }
    heap[at] = moved;
  }

  private isBefore(one: Source, other: Source): boolean {
    const difference = compare(one, other, this.length);
    if (difference !== 0) return difference < 0;
    return (this.order.get(one) as number) < (this.order.get(other) as number);
  }
}
