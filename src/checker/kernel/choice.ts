/** Which kernel a search uses, and when it changes. */

import type { BulkNext, Model } from "../../models/model.ts";
import type { ResolvedOptions } from "../options.ts";
import { JavaScriptKernel } from "./javascript.ts";
import type { Kernel, Ledger } from "./kernel.ts";
import type { Threads } from "./team.ts";
import { WebAssemblyKernel, webAssemblyKernel } from "./webassembly.ts";

/** From so many states on WebAssembly is worth the ten milliseconds or so that it takes to begin. */
const WORTHWHILE = 1 << 16;

/** Makes the kernels of one search, one after the other. Each goes on exactly where the one before has stopped. */
export class KernelChoice {
  /** The model's successors in bulk; null where there are none, or where only the model itself can tell them apart. */
  next: BulkNext | null = null;
  private readonly model: Model;
  private readonly ledger: Ledger;
  private readonly memory: number;
  private worthwhile: number;
  private readonly threads: Threads | null;
  /** Who has threads at work; and has that been asked about for the layout at hand? */
  private gathered: WebAssemblyKernel | null = null;
  private asked = false;

  constructor(model: Model, options: ResolvedOptions, ledger: Ledger) {
    this.model = model;
    this.ledger = ledger;
    this.memory = options.kernelMemory;
    this.threads = options.threads;
    this.worthwhile = { automatic: WORTHWHILE, webassembly: 0, javascript: Number.POSITIVE_INFINITY }[options.kernel];
  }

  /** A kernel without states for the model's present layout, which will soon have `count` of them. */
  begin(count: number): Kernel {
    const { model } = this;
    this.end();
    this.asked = false;
    const rowKey = model.rowKey ?? null;
    this.next = model.key === null || rowKey !== null ? (model.bulk ?? null) : null;
    const kernel = new JavaScriptKernel(model.layout.words, rowKey ?? model.key, this.ledger);
    return count >= this.worthwhile ? this.better(kernel, count) : kernel;
  }

  /** The kernel to go on with, now that `count` states are stored and no batch is to be finished. */
  better(kernel: Kernel, count: number): Kernel {
    if (this.next === null || this.model.key !== null) return kernel;
    const better = kernel instanceof JavaScriptKernel && count >= this.worthwhile ? this.faster(kernel) : kernel;
    if (!this.asked && count >= (this.threads?.states ?? Number.POSITIVE_INFINITY)) this.gather(better);
    return better;
  }

  private faster(kernel: JavaScriptKernel): Kernel {
    const means = { bytes: this.memory, shared: this.threads !== null };
    const other = webAssemblyKernel(kernel.contents(), this.ledger, means);
    if (other === null) this.worthwhile = Number.POSITIVE_INFINITY;
    return other ?? kernel;
  }

  /** Has threads find successors as well, where the model lets them. */
  private gather(kernel: Kernel): void {
    if (!(kernel instanceof WebAssemblyKernel)) return;
    this.asked = true;
    const share = this.model.share?.() ?? null;
    if (share === null) return;
    try {
      kernel.gather(this.threads as Threads, share);
      this.gathered = kernel;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }

  /** Ends the threads: nobody needs them any more. */
  end(): void {
    this.gathered?.disband();
    this.gathered = null;
  }

  /** The kernel to go on with where one has no memory left: also in the middle of a batch. */
  roomier(kernel: WebAssemblyKernel): Kernel {
    this.worthwhile = Number.POSITIVE_INFINITY;
    this.end();
    kernel.count();
    return new JavaScriptKernel(kernel.rows.words, null, this.ledger, kernel.contents());
  }
}
