// Hot path: `sliceOver` runs once per expanded state, `emitted` once per generated one.
/** How long and how large a search may get. */

import type { ResolvedOptions } from "./options.ts";
import type { StopReason } from "./result.ts";

/** Most states to expand between two looks at the clock. */
const MOST_PATIENCE = 1024;

/**
 * Parts of the JavaScript heap: above the first one garbage is collected, to know what is in use; above the second one,
 * after that, the search stops. V8 ends the process when it finds more than 0.8 in use several times in a row.
 */
const HEAP_HIGH = 0.85;
const HEAP_FULL = 0.75;

/** The part of the resident memory allowed from which on there is no use in going on, when garbage is collected. */
const RESIDENT_FULL = 0.9;

/** Milliseconds between two looks at the resident memory, which take longer than those at the heap. */
const MEMORY_INTERVAL = 100;
const PROGRESS_INTERVAL = 200;

/** Generated states between two looks at heap and clock, a power of two: each may have made values, and V8 does not wait. */
const EMISSIONS_PER_LOOK = 256;
/** Milliseconds of one call of the model between two looks at everything. */
const LOOK_INTERVAL = 50;

/** Is it V8's word for memory that cannot be had, or for a table that cannot grow any more? */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /array buffer|typed array length|(Map|Set) maximum size/i.test(error.message);
}

/** Watches clock, memory and signal, looking at them as rarely as it can. */
export class Budget {
  /** Was it the JavaScript heap that was full, whatever memory the machine has? */
  heapFull = false;
  private readonly options: ResolvedOptions;
  private readonly start = performance.now();
  /** When the resident memory was looked at last: at once, and then every MEMORY_INTERVAL. */
  private lastMemory = Number.NEGATIVE_INFINITY;
  private lastProgress = performance.now();
  private patience = 1;
  private countdown = 1;
  private lastClock = 0;
  private emissions = 0;
  private lastLook = this.start;

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
    // A short run may have no other look than the first one.
    if (this.lastMemory === Number.NEGATIVE_INFINITY) return true;
    return now >= until || now - this.start >= this.options.maxTime || this.heapHigh();
  }

  /** Counts a state that the model generated; true now and then, and when the heap gets full: then `exceeded` is to be asked. */
  emitted(): boolean {
    if ((++this.emissions & (EMISSIONS_PER_LOOK - 1)) !== 0) return false;
    if (this.heapHigh()) return true;
    const now = performance.now();
    if (now - this.lastLook < LOOK_INTERVAL) return false;
    this.lastLook = now;
    return true;
  }

  /** The budget that has run out, if one has. */
  exceeded(): StopReason | null {
    this.options.poll();
    if (this.options.signal?.aborted) return "interrupted";
    const elapsed = this.elapsed();
    if (elapsed >= this.options.maxTime) return "max-time";
    return this.memoryExceeded(elapsed) ? "max-memory" : null;
  }

  /** True now and then, so that whoever watches is told a few times a second. */
  progressDue(): boolean {
    const now = performance.now();
    if (now - this.lastProgress < PROGRESS_INTERVAL) return false;
    this.lastProgress = now;
    return true;
  }

  /** Is so much of the JavaScript heap in use that `exceeded` has to be asked at once? */
  heapHigh(): boolean {
    const { heap, heapLimit } = this.options.measureMemory();
    return heap >= heapLimit * HEAP_HIGH;
  }

  /** Heap and resident memory count garbage, so it is collected before a search is given up for them. */
  private memoryExceeded(elapsed: number): boolean {
    const heapHigh = this.heapHigh();
    let residentHigh = false;
    if (elapsed - this.lastMemory >= MEMORY_INTERVAL) {
      this.lastMemory = elapsed;
      residentHigh = this.options.measureMemory().resident >= this.options.maxMemory;
    }
    if (!heapHigh && !residentHigh) return false;
    this.options.collectGarbage();
    const use = this.options.measureMemory();
    this.heapFull = heapHigh && use.heap >= use.heapLimit * HEAP_FULL;
    if (this.heapFull) return true;
    return residentHigh && use.resident >= this.options.maxMemory * RESIDENT_FULL;
  }
}
