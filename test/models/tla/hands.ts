/** Workers in the thread of the test: messages are copied as between threads, and come late, in any order. */

import type { Threads } from "../../../src/checker/index.ts";
import type { TlaModelRequest } from "../../../src/models/tla/index.ts";
import { bulkWorkerOn, workerFor, workRequestFor } from "../../../src/models/tla/work.ts";
import type { Hands, Link, Reply, Task } from "../../../src/models/tla/workers/link.ts";
import { threads } from "../../checker/bulk-model.ts";
import { Random } from "../../oracle/random.ts";

/** How workers are: how many, what makes their answers late, and what one of them does in place of a task. */
export interface HandsOptions {
  readonly count: number;
  readonly seed?: number;
  readonly spoil?: (tasks: number) => Link["lost"];
  /** Told of each task, and of each reply. */
  readonly given?: (task: Task) => void;
  readonly heard?: (reply: Reply) => void;
  /** Do replies come at once, or after many looks, and from slow workers? Without it, by chance. */
  readonly come?: "soon" | "late";
}

/** Workers that begin with the search, and are given `texts`. */
export function hands(
  request: TlaModelRequest,
  texts: ReadonlyMap<string, string | null>,
  { count, seed = 1, spoil = () => null, given = () => {}, heard = () => {}, come }: HandsOptions,
): Hands {
  const random = new Random(seed);
  const start = (claims: SharedArrayBuffer): Link => {
    const work = workerFor(structuredClone(workRequestFor(request, texts)), claims);
    const replies: Reply[] = [{ kind: "ready" }];
    let tasks = 0;
    let lost: Link["lost"] = null;
    let ended = false;
    let looks = 0;
    const hasCome = (): boolean => (come === undefined ? random.chance(0.5) : come === "soon" || ++looks % 20 === 0);
    return {
      get lost() {
        return lost;
      },
      post(task: Task) {
        if (ended) throw new Error("a worker that has ended is given a task");
        given(task);
        lost = spoil(++tasks);
        if (lost !== null) return;
        const reply = structuredClone(work(structuredClone(task)));
        heard(reply);
        replies.push(come === "late" && reply.kind === "answer" ? { ...reply, milliseconds: 1000 } : reply);
      },
      receive() {
        return hasCome() ? (replies.shift() ?? null) : null;
      },
      end() {
        ended = true;
      },
    };
  };
  return { count, start, states: 0, milliseconds: 0 };
}

/** Threads that share the states of a search from its first state on, and each do some tasks when they are asked for. */
export function sharingHands(
  request: TlaModelRequest,
  texts: ReadonlyMap<string, string | null>,
  { count, seed = 1, began = () => {} }: Pick<HandsOptions, "count" | "seed"> & { readonly began?: () => void },
): Threads {
  return threads(count, seed, (recipe) => {
    began();
    return bulkWorkerOn(structuredClone(workRequestFor(request, texts)), structuredClone(recipe));
  });
}
