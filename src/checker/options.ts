/** What a check may be told, and the defaults. */

import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Room } from "./disk/disk.ts";
import type { Rank } from "./distributed/rank.ts";
import type { Threads } from "./kernel/team.ts";
import type { Progress, ToldFinding } from "./result.ts";
import type { Snapshot, Withheld } from "./snapshot.ts";

/** Memory of the process in bytes, as the search's budget sees it. */
export interface MemoryUse {
  readonly resident: number;
  readonly heap: number;
  /** What the heap may hold for long: without the space for new objects. */
  readonly heapLimit: number;
}

/** Which kernel a search uses; automatic: WebAssembly for models of many states that find successors in bulk. */
export type KernelName = "automatic" | "javascript" | "webassembly";

/** What is expanded next: level by level, or the last state found. */
export type Order = "breadth" | "depth";

/** When snapshots are taken, and by whom. */
interface Checkpointing {
  /** Milliseconds between two; one more is taken where the search is cut off. */
  readonly every: number;
  /** The search waits for the answer. */
  write(snapshot: Snapshot): void | Promise<void>;
  /** Called in place of it where the search cannot be taken up again, and why. */
  withhold?(why: Withheld): void;
}

/** The parts of `Room`; all but the disk may be absent, and are replaced in tests. */
export type DiskOptions = Pick<Room, "disk"> & Partial<Room>;

/** Options of `check`; every one may be absent. */
export interface CheckOptions {
  /**
   * Breadth-first unless given. Depth-first needs `maxDepth`, decides nothing that speaks of whole behaviors or of what
   * is possible, and its traces are seldom shortest.
   */
  readonly order?: Order;
  /** End at the first violation. */
  readonly failFast?: boolean;
  /** Do not end by itself, however many states are stored after a violation. */
  readonly keepGoing?: boolean;
  /** So many states are stored at least before a violation ends a search: a million. Replaced in tests. */
  readonly endingStates?: number;
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
  /** Measure what takes time and makes states many, when the search is over: `CheckResult.explanation`. */
  readonly explain?: boolean;
  /** Only verdicts are wanted: nothing is said of what holds for want of a case (W616 to W621, W626, W627). */
  readonly verdictsOnly?: boolean;
  /** Stops the search when aborted. */
  readonly signal?: AbortSignal;
  /**
   * Called before the search looks at `signal`. It may do so for long without letting the event loop turn: here the
   * signal can be aborted all the same.
   */
  readonly poll?: () => void;
  /**
   * Called with each violation and with the evaluation that failed, once, in the order in which they were found: when
   * the level is complete in which it was found, or the run has ended. The run waits for the answer.
   */
  readonly onFinding?: (finding: ToldFinding) => void | Promise<void>;
  /** Called now and then while the search runs. */
  readonly onProgress?: (progress: Progress) => void;
  /** Where a breadth-first search leaves what it knows, so that another one can go on from there. */
  readonly checkpoint?: Checkpointing;
  /** What an earlier search of the same model left: this one goes on from there, with the same result. */
  readonly resume?: Snapshot;
  /** Where a breadth-first search keeps its states, which need not fit into memory then; what is found is the same. */
  readonly disk?: DiskOptions;
  /** The first of several processes that have the states of a breadth-first search; what is found is the same. */
  readonly distributed?: Rank;
  /** What holds the states and looks them up; what is found does not depend on it. For tests and measurements. */
  readonly kernel?: KernelName;
  /** Bytes after which the kernel in WebAssembly gives way to the other one: 4 GiB, its most, unless given. */
  readonly kernelMemory?: number;
  /** Threads that find successors in bulk with that of the search; none unless given. */
  readonly threads?: Threads;
  /** Measures memory; replaced in tests. */
  readonly measureMemory?: () => MemoryUse;
  /** Frees what can be freed; replaced in tests. */
  readonly collectGarbage?: () => void;
}

/** Options of `simulate`. Budgets on stored states do not apply: none are stored. */
export interface SimulateOptions
  extends Omit<
    CheckOptions,
    | "order"
    | "maxStates"
    | "maxDepth"
    | "keepGoing"
    | "endingStates"
    | "checkpoint"
    | "resume"
    | "explain"
    | "disk"
    | "distributed"
  > {
  /** How many behaviors; 1000 unless given. */
  readonly traces?: number;
  /** Most states of a behavior, the initial one included; 100 unless given. */
  readonly depth?: number;
  /** Starts the random choices: the same seed gives the same behaviors. 1 unless given. */
  readonly seed?: number;
}

/** The same with nothing left open. */
export interface ResolvedOptions {
  readonly order: Order;
  readonly failFast: boolean;
  readonly keepGoing: boolean;
  readonly endingStates: number;
  readonly maxTime: number;
  readonly maxStates: number;
  readonly maxDepth: number;
  readonly maxMemory: number;
  readonly livenessEvery: number;
  readonly explain: boolean;
  readonly verdictsOnly: boolean;
  readonly signal: AbortSignal | null;
  readonly poll: () => void;
  readonly onFinding: (finding: ToldFinding) => void | Promise<void>;
  readonly onProgress: ((progress: Progress) => void) | null;
  readonly checkpoint: Checkpointing | null;
  readonly resume: Snapshot | null;
  readonly disk: Room | null;
  readonly distributed: Rank | null;
  readonly kernel: KernelName;
  readonly kernelMemory: number;
  readonly threads: Threads | null;
  readonly measureMemory: () => MemoryUse;
  readonly collectGarbage: () => void;
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

const NAMES: readonly (keyof (CheckOptions & SimulateOptions))[] = [
  ...(["order", "failFast", "keepGoing", "endingStates", "maxTime", "maxStates", "maxDepth", "maxMemory"] as const),
  ...(["livenessEvery", "explain", "signal", "poll", "onFinding", "onProgress", "checkpoint", "resume"] as const),
  ...(["verdictsOnly", "kernel", "kernelMemory", "threads", "measureMemory", "collectGarbage"] as const),
  ...(["disk", "distributed"] as const),
  ...(["traces", "depth", "seed"] as const),
];

/**
 * Fills in the defaults. Throws a RangeError for a budget that is not a positive number, or a depth without bound, and a
 * TypeError for an option that does not exist: misspelt, it would be no option at all.
 */
export function resolveOptions(options: CheckOptions): ResolvedOptions {
  const unknown = Object.keys(options).find((name) => !(NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) throw new TypeError(`there is no option ${unknown}`);
  const { order = "breadth" } = options;
  refuseTogether(options);
  if (order === "depth" && options.maxDepth === undefined) throw new RangeError("order depth needs maxDepth");
  return {
    order,
    failFast: options.failFast ?? false,
    keepGoing: options.keepGoing ?? false,
    endingStates: budget("endingStates", options.endingStates ?? 1_000_000),
    maxTime: budget("maxTime", options.maxTime),
    maxStates: budget("maxStates", options.maxStates),
    maxDepth: budget("maxDepth", options.maxDepth),
    maxMemory: budget("maxMemory", options.maxMemory),
    livenessEvery: budget("livenessEvery", options.livenessEvery ?? 1_000_000),
    explain: options.explain ?? false,
    verdictsOnly: options.verdictsOnly ?? false,
    signal: options.signal ?? null,
    poll: options.poll ?? (() => {}),
    onFinding: options.onFinding ?? (() => {}),
    onProgress: options.onProgress ?? null,
    checkpoint: options.checkpoint ?? null,
    resume: options.resume ?? null,
    disk: options.disk === undefined ? null : roomOf(options.disk, options),
    distributed: options.distributed ?? null,
    kernel: options.kernel ?? "automatic",
    kernelMemory: budget("kernelMemory", options.kernelMemory),
    threads: options.threads ?? null,
    measureMemory: options.measureMemory ?? measureMemory,
    collectGarbage: options.collectGarbage ?? collectGarbage,
  };
}

/** Of the memory allowed, what rows that are sorted may take: as much again for a copy, and a half for their order. */
const SORTED_SHARE = 1 / 10;

/**
 * Blocks of 64 KiB, rows to sort of 16 MiB at most (more are sorted slower), and a bit each for at most 2^30 successors, or
 * as many as states may be stored: so a search that may store few does not look for all of a large level.
 */
function roomOf(disk: DiskOptions, { maxMemory = Number.POSITIVE_INFINITY, maxStates = 2 ** 30 }: CheckOptions): Room {
  const sorted = Math.min(2 ** 22, Math.floor((maxMemory * SORTED_SHARE) / 4));
  return { block: 1 << 14, sorted, portion: Math.min(2 ** 30, maxStates), ...disk };
}

/** Throws a RangeError for what a search on disk, or a distributed one, does not go with. */
function refuseTogether(options: CheckOptions): void {
  const { disk, distributed, order, explain, threads } = options;
  if (disk === undefined && distributed === undefined) return;
  const both = distributed === undefined ? {} : { disk };
  const refused = Object.entries({ explain: explain || undefined, threads, ...both });
  const [name] = order === "depth" ? ["order depth"] : (refused.find(([, value]) => value !== undefined) ?? []);
  const search = distributed === undefined ? "a search on disk" : "a distributed search";
  if (name !== undefined) throw new RangeError(`${search} does not go with ${name}`);
}

function budget(name: string, value: number | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (!(value > 0)) throw new RangeError(`${name} must be a positive number, not ${value}`);
  return value;
}

/** V8's limit includes the space for new objects: three semi-spaces of at most so many bytes together. */
const YOUNG_BYTES = 3 * 2 ** 24;

function measureMemory(): MemoryUse {
  const { used_heap_size: heap, heap_size_limit: limit } = getHeapStatistics();
  return {
    heap,
    heapLimit: Math.max(limit - YOUNG_BYTES, limit / 2),
    // Asking takes longer than all the rest, and is not always needed.
    get resident() {
      return process.memoryUsage.rss();
    },
  };
}

/** V8 hands its collector to contexts that are made while the flag is set. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  if (typeof collect === "function") collect();
}
