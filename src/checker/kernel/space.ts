/** Hands out parts of a growing memory, and takes them back. */

/** Every part begins at a multiple of so many bytes: a line of the processor's cache. */
const ALIGNMENT = 64;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/**
 * Free parts in the order of their addresses; neighbours are one. There are few requests, for large parts: one for a
 * chunk of rows, one for each doubling of a segment.
 */
export class Space {
  private readonly free: { at: number; bytes: number }[] = [];
  /** Beyond this nothing has been handed out yet. */
  private top: number;
  /** Makes the memory reach to an address; false when it cannot. */
  private readonly reach: (end: number) => boolean;

  constructor(start: number, reach: (end: number) => boolean) {
    this.top = aligned(start);
    this.reach = reach;
  }

  /** The address of `bytes` bytes that may hold anything; 0 when there is no memory left. */
  allocate(bytes: number): number {
    const needed = aligned(bytes);
    for (let index = 0; index < this.free.length; index++) {
      const part = this.free[index] as { at: number; bytes: number };
      if (part.bytes < needed) continue;
      const { at } = part;
      part.at += needed;
      part.bytes -= needed;
      if (part.bytes === 0) this.free.splice(index, 1);
      return at;
    }
    if (!this.reach(this.top + needed)) return 0;
    const at = this.top;
    this.top += needed;
    return at;
  }

  /** Takes back what `allocate` gave for so many bytes. */
  release(at: number, bytes: number): void {
    const { free } = this;
    let index = 0;
    while (index < free.length && (free[index] as { at: number }).at < at) index++;
    free.splice(index, 0, { at, bytes: aligned(bytes) });
    this.join(index);
    if (index > 0) this.join(index - 1);
  }

  /** Makes part `index` and the next one a single one if nothing lies between them. */
  private join(index: number): void {
    const part = this.free[index] as { at: number; bytes: number };
    const next = this.free[index + 1];
    if (next === undefined || part.at + part.bytes !== next.at) return;
    part.bytes += next.bytes;
    this.free.splice(index + 1, 1);
  }
}
