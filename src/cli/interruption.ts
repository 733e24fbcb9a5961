/** Signals that end a command, also while it is so busy that its event loop has to wait. */

import { EXIT } from "./exit-code.ts";

const SIGNALS = [
  ["SIGINT", 2, EXIT.interrupted],
  ["SIGTERM", 15, EXIT.terminated],
] as const;

/** Milliseconds that the event loop has to wait before a thread listens in its place. */
const PATIENCE = 50;

/**
 * What that thread runs. Node hands signals to the main thread only; but the binding beneath `process.on` serves any
 * event loop. Where a Node does not have it any more the thread ends, and signals wait for the event loop.
 */
const LISTENER = `
  const { workerData } = require("node:worker_threads");
  const { Signal } = process.binding("signal_wrap");
  for (const number of ${JSON.stringify(SIGNALS.map(([, number]) => number))}) {
    const signal = new Signal();
    signal.onsignal = () => {
      Atomics.store(workerData, 1, number);
      Atomics.add(workerData, 0, 1);
    };
    signal.start(number);
  }
`;

/** Aborts at the first SIGINT or SIGTERM, with the exit code as the reason; ends the process at the second one. */
export class Interruption {
  private readonly controller = new AbortController();
  /** How many signals the thread has counted, and the last one's number. */
  private readonly heard = new Int32Array(new SharedArrayBuffer(8));
  private listening = false;
  /** Signals that the event loop has handled, now and when the thread began to listen, and those that were acted on. */
  private handled = 0;
  private handledBefore = 0;
  private actedOn = 0;
  /** Since when the event loop has been waiting; null when it has not been asked about. */
  private waiting: number | null = null;

  constructor() {
    for (const [name, , code] of SIGNALS) {
      process.on(name, () => {
        this.handled++;
        this.act(code);
      });
    }
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** To be called now and then by what keeps the event loop waiting; aborts if a signal has come meanwhile. */
  poll(): void {
    if (this.listening) {
      const number = Atomics.load(this.heard, 1);
      this.act(SIGNALS.find((signal) => signal[1] === number)?.[2] ?? EXIT.interrupted);
    } else if (this.waiting === null) {
      this.waiting = performance.now();
      setImmediate(() => {
        this.waiting = null;
      });
    } else if (performance.now() - this.waiting > PATIENCE) this.listen();
  }

  private listen(): void {
    this.listening = true;
    this.handledBefore = this.handled;
    // Loaded here: a run of a tenth of a second has ended before it needs one.
    const { Worker } = process.getBuiltinModule("node:worker_threads");
    const worker = new Worker(LISTENER, { eval: true, execArgv: ["--no-deprecation"], workerData: this.heard });
    worker.on("error", () => {});
    worker.unref();
  }

  /** Acts on signals that were not acted on: both the event loop and the thread come to know of each. */
  private act(code: number): void {
    const known = Math.max(this.handled, this.handledBefore + Atomics.load(this.heard, 0));
    for (; this.actedOn < known; this.actedOn++) {
      if (this.signal.aborted) process.exit(code);
      this.controller.abort(code);
    }
  }
}
