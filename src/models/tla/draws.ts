/**
 * The random numbers that a spec draws, by the seed of the run. What is drawn in a state begins anew with each state, so
 * that a step that is taken again, for a trace or a liveness check, draws what it drew at first.
 */

import { hash, type Value } from "../../values/index.ts";

export class Draws {
  private readonly seed: number;
  /** Draws of assumptions, Init and simulations, which belong to no state. */
  private readonly free: Generator;
  private current: OfState | null = null;
  /** The state in question before: the checker asks about a successor while its predecessor is being expanded. */
  private previous: OfState | null = null;

  constructor(seed: number) {
    this.seed = seed;
    this.free = new Generator(seed);
  }

  /** A number in [0, 1); `state` is the state in question, null without one. */
  next(state: readonly Value[] | null): number {
    if (state === null) return this.free.next();
    const key = state.reduce<number>((sum, value) => (Math.imul(sum, 31) + hash(value)) | 0, this.seed);
    if (this.current?.key !== key) {
      const again = this.previous?.key === key ? this.previous : { key, generator: new Generator(key) };
      this.previous = this.current;
      this.current = again;
    }
    return (this.current as OfState).generator.next();
  }

  /** Runs with each state at its beginning; afterwards draws go on as if nothing had been drawn. */
  anew<T>(run: () => T): T {
    const { current, previous } = this;
    const free = this.free.state;
    this.current = null;
    this.previous = null;
    try {
      return run();
    } finally {
      this.current = current;
      this.previous = previous;
      this.free.state = free;
    }
  }
}

interface OfState {
  readonly key: number;
  readonly generator: Generator;
}

/** Mulberry32, a small generator with a 32-bit state: the same sequence in every run. */
class Generator {
  state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
}
