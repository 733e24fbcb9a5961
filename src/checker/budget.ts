// Hot path: `sliceOver` runs once per expanded state.
/** How long and how large a search may get. */

import type { ResolvedOptions } from "./options.ts";
import type { StopReason } from "./result.ts";

/** Most states to expand between two looks at the clock. */
const MOST_PATIENCE = 1024;

/** Parts of the JavaScript heap beyond which a search stops: at once, or if it does not fall again. */
const HEAP_FULL = 0.95;
const HEAP_HIGH = 0.85;
const HIGH_LOOKS = 4;

const MEMORY_INTERVAL = 100;
const PROGRESS_INTERVAL = 200;

/** Watches clock, memory and signal, looking at them as rarely as it can. */
export class Budget {
  private readonly options: ResolvedOptions;
  private readonly start = performance.now();
  private lastMemory = 0;
  private lastProgress = performance.now();
  private highLooks = 0;
  private patience = 1;
  private countdown = 1;
  private lastClock = 0;

  constructor(options: ResolvedOptions) {
    this.options = options;
  }

  /** Milliseconds since the search began. */
  elapsed(): number {
    return performance.now() - this.start;
  }

  /** Is it past `until`? The clock is read about once a millisecond, however long a state takes to expand. */
  sliceOver(until: number): boolean {
    if (--this.countdown > 0) return false;
    const now = performance.now();
    if (now - this.lastClock < 1) this.patience = Math.min(this.patience * 2, MOST_PATIENCE);
    else this.patience = Math.max(this.patience >> 1, 1);
    this.lastClock = now;
    this.countdown = this.patience;
    return now >= until || now - this.start >= this.options.maxTime;
  }

  /** The budget that has run out, if one has. */
  exceeded(): StopReason | null {
    if (this.options.signal?.aborted) return "interrupted";
    const elapsed = this.elapsed();
    if (elapsed >= this.options.maxTime) return "max-time";
    if (elapsed - this.lastMemory < MEMORY_INTERVAL) return null;
    this.lastMemory = elapsed;
    return this.memoryExceeded() ? "max-memory" : null;
  }

  /** True now and then, so that whoever watches is told a few times a second. */
  progressDue(): boolean {
    const now = performance.now();
    if (now - this.lastProgress < PROGRESS_INTERVAL) return false;
    this.lastProgress = now;
    return true;
  }

  /** The heap counts garbage, so it is only full when it stays high over several looks, or when it is almost full. */
  private memoryExceeded(): boolean {
    const { resident, heap, heapLimit } = this.options.measureMemory();
    if (resident >= this.options.maxMemory || heap >= heapLimit * HEAP_FULL) return true;
    this.highLooks = heap >= heapLimit * HEAP_HIGH ? this.highLooks + 1 : 0;
    return this.highLooks >= HIGH_LOOKS;
  }
}
