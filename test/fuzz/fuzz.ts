/**
 * Damaged modules and cfgs through parse and check: `npm run fuzz -- [--count N] [--seed S] [--seconds T] [--folder F]`.
 * What throws, fills the memory, or does not end within T seconds is made smaller and printed; with `--folder` the files
 * are written there, too. Exit code 1 when there is such an input.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Worker } from "node:worker_threads";
import { longOptions } from "../oracle/long-options.ts";
import { type Input, publicModels } from "./corpus.ts";
import { inputOf } from "./input.ts";
import { tokensOf } from "./mutate.ts";
import type { Outcome } from "./worker.ts";

const { numbers, folder } = longOptions({ count: 50_000, seed: 1, seconds: 20 });
const { count, seed: first, seconds } = numbers;
const mostOfAKind = 2;

/** A thread that is thrown away when an input does not come to its end in it. */
class Thread {
  private worker: Worker | null = null;

  async run(input: Input): Promise<Outcome> {
    const worker = this.worker ?? this.start();
    const outcome = await new Promise<Outcome>((resolve) => {
      const end = (outcome: Outcome): void => {
        clearTimeout(timer);
        worker.off("message", end).off("error", died);
        resolve(outcome);
      };
      const died = (error: Error): void => end({ end: null, thrown: `the thread died: ${error.message}` });
      const timer = setTimeout(() => end({ end: null, thrown: `no end after ${seconds} s` }), seconds * 1000);
      worker.once("message", end);
      worker.once("error", died);
      worker.postMessage(input);
    });
    if (outcome.thrown !== null && /^(no end|the thread died)/.test(outcome.thrown)) await this.close();
    return outcome;
  }

  private start(): Worker {
    const worker = new Worker(new URL("./worker.js", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 1500 },
    });
    // One that has died may say so again when nobody waits for it any more.
    worker.on("error", () => {});
    this.worker = worker;
    return worker;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }
}

/** The place where it was thrown, and what: two inputs with the same are of one kind. */
function kindOf(thrown: string): string {
  const [what = "", ...stack] = thrown.split("\n");
  const place = stack
    .find((line) => line.includes("/src/"))
    ?.replace(/^.*\/src\//, "")
    .replace(/:\d+\)?$/, "");
  return place === undefined ? what : `${what.replace(/[0-9]+|"[^"]*"/g, "…").slice(0, 80)} at ${place}`;
}

/** The text with as many lines, then tokens, left out as `fails` allows. */
async function smaller(text: string, fails: (candidate: string) => Promise<boolean>): Promise<string> {
  let best = text;
  let tries = 0;
  for (const split of [(t: string) => t.split(/(?<=\n)/), tokensOf]) {
    for (let size = Math.ceil(split(best).length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let at = 0; at < split(best).length && tries < 400; ) {
        const candidate = split(best).toSpliced(at, size).join("");
        tries++;
        if (await fails(candidate)) best = candidate;
        else at += size;
      }
    }
  }
  return best;
}

async function shrink(input: Input, kind: string, thread: Thread): Promise<Input> {
  let best = input;
  for (const path of Object.keys(input.files)) {
    const text = await smaller(best.files[path] as string, async (candidate) => {
      const { thrown } = await thread.run({ ...best, files: { ...best.files, [path]: candidate } });
      return thrown !== null && kindOf(thrown) === kind;
    });
    best = { ...best, files: { ...best.files, [path]: text } };
  }
  return best;
}

const models = publicModels();
const thread = new Thread();
const ends = new Map<string, number>();
const kinds = new Map<string, number>();
for (let seed = first; seed < first + count; seed++) {
  const input = inputOf(seed, models);
  const { end, thrown } = await thread.run(input);
  if (thrown === null) ends.set(end, (ends.get(end) ?? 0) + 1);
  else {
    process.exitCode = 1;
    const kind = kindOf(thrown);
    const number = (kinds.get(kind) ?? 0) + 1;
    kinds.set(kind, number);
    console.log(`seed ${seed}: ${kind}`);
    if (number > mostOfAKind) continue;
    // Each try of one that does not end takes its time; those are kept as they are.
    const small = thrown.startsWith("no end") ? input : await shrink(input, kind, thread);
    for (const [path, text] of Object.entries(small.files)) {
      if (text.length < 2000) console.log(`-- ${path}\n${text}`);
    }
    if (folder === undefined) continue;
    const own = join(folder, String(seed));
    mkdirSync(own, { recursive: true });
    for (const [path, text] of Object.entries(small.files)) writeFileSync(join(own, basename(path)), text);
    writeFileSync(join(own, "THROWN"), `${small.spec}\n${thrown}\n`);
  }
  if ((seed - first + 1) % 1000 === 0) console.log(`${seed - first + 1} inputs: ${summary()}`);
}
await thread.close();
console.log(`${count} inputs: ${summary()}`);

function summary(): string {
  return [...ends, ...kinds].map(([what, number]) => `${what} ${number}`).join(", ");
}
