/** Which kernel a search uses, and when it changes. */

import type { BulkNext, Model } from "../../models/model.ts";
import type { ResolvedOptions } from "../options.ts";
import { JavaScriptKernel } from "./javascript.ts";
import type { Kernel, Ledger } from "./kernel.ts";
import { type WebAssemblyKernel, webAssemblyKernel } from "./webassembly.ts";

/** From so many states on WebAssembly is worth the ten milliseconds or so that it takes to begin. */
const WORTHWHILE = 1 << 16;

/** Makes the kernels of one search, one after the other. Each goes on exactly where the one before has stopped. */
export class KernelChoice {
  /** The model's successors in bulk; null where there are none, or where states have keys of their own. */
  next: BulkNext | null = null;
  private readonly model: Model;
  private readonly ledger: Ledger;
  private readonly memory: number;
  private worthwhile: number;

  constructor(model: Model, options: ResolvedOptions, ledger: Ledger) {
    this.model = model;
    this.ledger = ledger;
    this.memory = options.kernelMemory;
    this.worthwhile = { automatic: WORTHWHILE, webassembly: 0, javascript: Number.POSITIVE_INFINITY }[options.kernel];
  }

  /** A kernel without states for the model's present layout, which will soon have `count` of them. */
  begin(count: number): Kernel {
    const { model } = this;
    this.next = model.key === null ? (model.bulk ?? null) : null;
    const kernel = new JavaScriptKernel(model.layout.words, model.key, this.ledger);
    return count >= this.worthwhile ? this.better(kernel, count) : kernel;
  }

  /** The kernel to go on with, now that `count` states are stored and no batch is to be finished. */
  better(kernel: Kernel, count: number): Kernel {
    if (count < this.worthwhile || this.next === null || !(kernel instanceof JavaScriptKernel)) return kernel;
    const other = webAssemblyKernel(kernel.contents(), this.ledger, this.memory);
    if (other === null) this.worthwhile = Number.POSITIVE_INFINITY;
    return other ?? kernel;
  }

  /** The kernel to go on with where one has no memory left: also in the middle of a batch. */
  roomier(kernel: WebAssemblyKernel): Kernel {
    this.worthwhile = Number.POSITIVE_INFINITY;
    kernel.count();
    return new JavaScriptKernel(kernel.rows.words, null, this.ledger, kernel.contents());
  }
}
