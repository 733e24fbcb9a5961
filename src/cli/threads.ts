/** Workers of a search in threads: this program again, which each of them runs to be one. */

import { realpathSync } from "node:fs";
import type { Worker } from "node:worker_threads";
import { Member, type MemberPlan, type Threads } from "../checker/index.ts";
import {
  bulkWorkerOn,
  type Hands,
  type Link,
  type Reply,
  sharesProcess,
  type Task,
  type WorkRequest,
  workerFor,
} from "../models/tla/index.ts";

/** Set in the environment of a thread that is to be a worker. */
const MARK = "EVERYSTATE_WORKER";

/** Workers are worth what they cost to begin when a search has stored so many states, or taken so many milliseconds. */
const STATES = 100_000;
const MILLISECONDS = 3000;

/** Set by tests, whose searches are short: so many states. */
const STATES_IN_TESTS = "EVERYSTATE_WORKERS_AT";

/** What is less than this part of a usual task is done sooner than somebody is woken for it. */
const LEAST = 1 / 8;

/** Is this thread to be a worker? */
export function isWorker(): boolean {
  return process.env[MARK] !== undefined;
}

function statesBefore(): number {
  return Number(process.env[STATES_IN_TESTS] ?? STATES);
}

/** Workers that make so many with the search, which are given `request` when they begin. */
export function threads(workers: number, request: () => WorkRequest): Hands {
  const start: Hands["start"] = (claims) => new LinkedThread({ request: request(), claims } satisfies Work);
  return { count: workers - 1, states: statesBefore(), milliseconds: MILLISECONDS, start };
}

/** So many threads in all, which share the states of a search. */
export function sharingThreads(count: number, request: () => WorkRequest): Threads {
  const start: Threads["start"] = (part, recipe) => new SharingThread({ part, recipe, request: request() });
  return { count, states: statesBefore(), least: LEAST, start };
}

/** A thread that runs this program to be a worker, with this as its data beside a port. */
class Thread {
  lost: Link["lost"] = null;
  protected readonly port: import("node:worker_threads").MessagePort;
  private readonly worker: Worker;
  private ended = false;

  constructor(data: object) {
    // Loaded here: few runs need it.
    const { MessageChannel, Worker } = process.getBuiltinModule("node:worker_threads");
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(realpathSync(process.argv[1] as string), {
      env: { ...process.env, [MARK]: "1" },
      workerData: { ...data, port: port2 },
      transferList: [port2],
    });
    this.worker.on("error", (error: NodeJS.ErrnoException) =>
      this.lose(error.message, error.code === "ERR_WORKER_OUT_OF_MEMORY"),
    );
    this.worker.on("exit", (code) => this.lose(`its thread ended with ${code}`, false));
    // Nobody waits for a worker when the search is over.
    port1.unref();
    this.worker.unref();
  }

  private lose(why: string, full: boolean): void {
    if (this.ended) return;
    this.lost ??= { why, full };
  }

  end(): void {
    this.ended = true;
    this.port.close();
    void this.worker.terminate();
  }
}

/** One that finds tasks in the memory that it shares. */
class SharingThread extends Thread {
  tell(news: unknown): void {
    this.port.postMessage(news);
  }
}

/** What a thread is given that is sent tasks. */
interface Work {
  readonly request: WorkRequest;
  readonly claims: SharedArrayBuffer;
}

/** One that is sent tasks. */
class LinkedThread extends Thread implements Link {
  private readonly take = process.getBuiltinModule("node:worker_threads").receiveMessageOnPort;

  post(task: Task): void {
    this.port.postMessage(task, [task.rows.buffer as ArrayBuffer, task.values.nodes.buffer as ArrayBuffer]);
  }

  receive(): Reply | null {
    return this.take(this.port)?.message ?? null;
  }
}

/** Is a worker, in a thread that is to be one. */
export function work(): void {
  const { workerData } = process.getBuiltinModule("node:worker_threads");
  if ("part" in workerData) share(workerData);
  const { request, claims, port } = workerData as Work & {
    readonly port: import("node:worker_threads").MessagePort;
  };
  sharesProcess();
  const answer = workerFor(request, claims);
  port.on("message", (task: Task) => {
    const reply = answer(task);
    const arrays = reply.kind === "answer" ? [reply.successors.buffer, reply.values.nodes.buffer] : [];
    port.postMessage(reply, arrays as ArrayBuffer[]);
  });
  port.postMessage({ kind: "ready" } satisfies Reply);
}

/** Milliseconds after which a thread that nobody has woken looks again. */
const LONGEST_SLEEP = 1000;

/** Milliseconds between two looks for a message that has been sent. */
const MOMENT = 1;

interface Shared {
  readonly part: MemberPlan;
  readonly recipe: unknown;
  readonly request: WorkRequest;
  readonly port: import("node:worker_threads").MessagePort;
}

/** Finds successors until the thread is ended. */
function share({ part, recipe, request, port }: Shared): never {
  const { receiveMessageOnPort } = process.getBuiltinModule("node:worker_threads");
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  const hear = (): unknown => {
    for (;;) {
      const heard = receiveMessageOnPort(port);
      if (heard !== undefined) return heard.message;
      Atomics.wait(nothing, 0, 0, MOMENT);
    }
  };
  const member = new Member(part, bulkWorkerOn(request, recipe), hear);
  for (;;) if (!member.doOne()) member.wait(LONGEST_SLEEP);
}
