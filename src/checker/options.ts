/** What a check may be told, and the defaults. */

import { getHeapStatistics } from "node:v8";
import type { Progress } from "./result.ts";

/** Memory of the process in bytes, as the search's budget sees it. */
export interface MemoryUse {
  readonly resident: number;
  readonly heap: number;
  readonly heapLimit: number;
}

/** Options of `check`; every one may be absent. */
export interface CheckOptions {
  /** End at the first violation. */
  readonly failFast?: boolean;
  /** Milliseconds after which the search stops. */
  readonly maxTime?: number;
  /** The search stops rather than store more states. */
  readonly maxStates?: number;
  /** States at this depth are not expanded (initial states have depth 1). */
  readonly maxDepth?: number;
  /** Bytes of resident memory at which the search stops. It also stops before the JavaScript heap is full. */
  readonly maxMemory?: number;
  /**
   * Properties of behaviors are looked at when so many states are stored, and again at each doubling: a violation is
   * found before the whole space is. A million unless given; Infinity for once, at the end.
   */
  readonly livenessEvery?: number;
  /** Stops the search when aborted. */
  readonly signal?: AbortSignal;
  /** Called now and then while the search runs. */
  readonly onProgress?: (progress: Progress) => void;
  /** Measures memory; replaced in tests. */
  readonly measureMemory?: () => MemoryUse;
}

/** Options of `simulate`. Budgets on stored states do not apply: none are stored. */
export interface SimulateOptions extends Omit<CheckOptions, "maxStates" | "maxDepth"> {
  /** How many behaviors; 1000 unless given. */
  readonly traces?: number;
  /** Most states of a behavior, the initial one included; 100 unless given. */
  readonly depth?: number;
  /** Starts the random choices: the same seed gives the same behaviors. 1 unless given. */
  readonly seed?: number;
}

/** The same with nothing left open. */
export interface ResolvedOptions {
  readonly failFast: boolean;
  readonly maxTime: number;
  readonly maxStates: number;
  readonly maxDepth: number;
  readonly maxMemory: number;
  readonly livenessEvery: number;
  readonly signal: AbortSignal | null;
  readonly onProgress: ((progress: Progress) => void) | null;
  readonly measureMemory: () => MemoryUse;
}

/** The same for a simulation. */
export interface ResolvedSimulation extends ResolvedOptions {
  readonly traces: number;
  readonly depth: number;
  readonly seed: number;
}

/** Fills in the defaults of a simulation. Throws a RangeError for a number that is not positive (but any seed will do). */
export function resolveSimulation(options: SimulateOptions): ResolvedSimulation {
  return {
    ...resolveOptions(options),
    traces: budget("traces", options.traces ?? 1000),
    depth: budget("depth", options.depth ?? 100),
    seed: options.seed ?? 1,
  };
}

/** Fills in the defaults. Throws a RangeError for a budget that is not a positive number. */
export function resolveOptions(options: CheckOptions): ResolvedOptions {
  return {
    failFast: options.failFast ?? false,
    maxTime: budget("maxTime", options.maxTime),
    maxStates: budget("maxStates", options.maxStates),
    maxDepth: budget("maxDepth", options.maxDepth),
    maxMemory: budget("maxMemory", options.maxMemory),
    livenessEvery: budget("livenessEvery", options.livenessEvery ?? 1_000_000),
    signal: options.signal ?? null,
    onProgress: options.onProgress ?? null,
    measureMemory: options.measureMemory ?? measureMemory,
  };
}

function budget(name: string, value: number | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (!(value > 0)) throw new RangeError(`${name} must be a positive number, not ${value}`);
  return value;
}

function measureMemory(): MemoryUse {
  const heap = getHeapStatistics();
  return { resident: process.memoryUsage.rss(), heap: heap.used_heap_size, heapLimit: heap.heap_size_limit };
}
