/** The model of a worker: made again from the same texts, in another thread. */

import type { BulkWorker, Remade } from "../model.ts";
import { bulkWorkerFor } from "./compile/bulk-worker.ts";
import { arePure, asked, isRepeatable } from "./compile/purity.ts";
import { type Engine, loadTlaModel, type SymmetryWish, type TlaModelRequest } from "./load.ts";
import { TlaModel } from "./model.ts";
import { hashOfValues } from "./projection.ts";
import type { Reply, Task } from "./workers/link.ts";
import { ValueReceiver, ValueSender } from "./workers/wire.ts";
import { Worker } from "./workers/worker.ts";

/** What a worker needs of a request: nothing but data. */
export interface WorkRequest {
  readonly spec: string;
  readonly config: string | null;
  /** The texts that were read, by path; null where there was none. */
  readonly texts: ReadonlyMap<string, string | null>;
  readonly folders: readonly string[];
  readonly constants: readonly string[];
  readonly deadlock: boolean;
  readonly engine: Engine;
  readonly symmetry: SymmetryWish;
  readonly seed: number;
  readonly environment: ReadonlyMap<string, string>;
}

/** The request of a worker for the one of the search, of which `texts` have been read. */
export function workRequestFor(request: TlaModelRequest, texts: WorkRequest["texts"]): WorkRequest {
  const { spec, config, files, deadlock, constants = [], engine = "automatic", seed = 1 } = request;
  const { environment = new Map(), symmetry = "cfg" } = request;
  return {
    spec,
    config,
    texts,
    folders: files.folders ?? [],
    constants,
    deadlock,
    engine,
    symmetry,
    seed,
    environment,
  };
}

/** Makes the model. The answer does tasks. Throws an Error where the model of the search was made and this one cannot be. */
export function workerFor(request: WorkRequest, claims: SharedArrayBuffer): (task: Task) => Reply {
  let told = 0;
  const { model, diagnostics } = modelFor(unclassed(request), request.engine !== "interpreter", () => told++);
  const worker = new Worker(model, claims, () => told + diagnostics.length);
  return (task) => ({ kind: "answer", ...worker.answer(task) });
}

/** Makes the model, and code for the rows of which `recipe` tells. Throws as `workerFor` does. */
export function bulkWorkerOn(request: WorkRequest, recipe: unknown): BulkWorker {
  return bulkWorkerFor(modelFor(unclassed(request), false, () => {}).model, recipe);
}

/**
 * The model of a process that has a share of the states; null where the specification prints, draws or asks for the run
 * while it runs: in which process it did so would show. Throws as `workerFor` does.
 */
export function remadeFor(request: WorkRequest): Remade | null {
  let told = 0;
  const { model, diagnostics } = modelFor(request, request.engine !== "interpreter", () => told++);
  if (!isRepeatable(model) || !arePure(model, asked(model))) return null;
  const { interner, key } = model;
  const numbering = {
    sender: () => new ValueSender(interner),
    receiver: () => new ValueReceiver(interner),
  };
  const ownershipOf = key?.hashOf?.bind(key) ?? ((row: Int32Array) => hashOfValues(row, interner));
  return { model, numbering, ownershipOf, told: () => told + diagnostics.length };
}

/** Representatives are found by the thread of the search. */
function unclassed(request: WorkRequest): WorkRequest {
  return { ...request, symmetry: "off" };
}

function modelFor({ texts, folders, ...request }: WorkRequest, direct: boolean, onPrint: () => void) {
  const { model, diagnostics } = loadTlaModel({
    ...request,
    // The model of the search was made of these texts.
    files: { folders, trusted: true, read: (path) => texts.get(path) ?? null },
    engine: "interpreter",
    ...(direct ? { direct: {} } : {}),
    onPrint,
  });
  if (!(model instanceof TlaModel)) {
    const error = diagnostics.find(({ severity }) => severity === "error");
    throw new Error(`the model cannot be made again: ${error?.message ?? "no reason is known"}`);
  }
  return { model, diagnostics };
}
