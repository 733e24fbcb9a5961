/** A small seeded generator, so that a simulation can be repeated. */

/** Xorshift32 (Marsaglia 2003, "Xorshift RNGs"): a period of 2^32 - 1, the same numbers on every machine. */
export class RandomNumbers {
  private state: number;

  /** Any number may be a seed; nearby seeds give unrelated sequences. */
  constructor(seed: number) {
    let mixed = Math.imul((seed | 0) ^ 0x9e3779b9, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
    // Zero is the one state that xorshift never leaves.
    this.state = mixed === 0 ? 1 : mixed;
  }

  /** A whole number from 0 up to, not including, `end` (at least 1, at most 2^31). */
  below(end: number): number {
    let state = this.state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state;
    return Math.floor(((state >>> 0) / 0x100000000) * end);
  }
}
