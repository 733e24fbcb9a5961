/** Processes that are killed at random moments, or stopped for a while. */

import { watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Ended } from "../cli/process.ts";
import { CASES } from "./case.ts";
import { EVERY_MOMENT, type Ground, type Place } from "./ground.ts";

/** Milliseconds that it takes to write a checkpoint. */
const A_WRITE = 5;

/** How far the killed runs had come: no kind may be missing where there are many. */
interface Moments {
  early: number;
  writing: number;
  between: number;
}

/** `count` kills, each of a run that began or went on; after one to five of them a run comes to its end. */
export async function killed(ground: Ground, count: number): Promise<void> {
  const moments: Moments = { early: 0, writing: 0, between: 0 };
  let [kills, ends] = [0, 0];
  while (kills < count) {
    const place = ground.place(CASES[ends % CASES.length]);
    const most = ground.random.integer(1, 5);
    let over = false;
    for (let turn = 0; turn < most && kills < count && !over; turn++) {
      const outcome = await killedOnce(ground, place);
      if (outcome.code !== null) {
        await ground.same("a run that was killed before, with a checkpoint each moment", place, outcome);
        over = true;
        continue;
      }
      kills++;
      ground.faults++;
      moments[momentOf(place)]++;
    }
    const again = place.checkpoints().length > 0 ? ground.placeAndWay(place.subject) : ["--engine", "interpreter"];
    if (!over) await ground.same("a run that was killed before", place, await place.run([...again, ...place.onward()]));
    place.remove();
    ends++;
  }
  const { early, writing, between } = moments;
  console.log(
    `${kills} runs killed: ${early} before the first checkpoint, ${writing} while one was written, ${between} between two; ${ends} came to their end`,
  );
  ground.hold(
    kills < 100 || Math.min(early, writing, between) > 0,
    "kills at each kind of moment",
    () => "none of one",
  );
}

/** A run that begins or goes on, and is killed: at any moment, at any moment of the search, or while it writes. */
async function killedOnce(ground: Ground, place: Place): Promise<Ended> {
  const { random } = ground;
  const { milliseconds } = await ground.reference(place.subject);
  const kind = random.pick(["any", "search", "writing"]);
  const after = random.integer(0, 1000) * 0.001 * (kind === "writing" ? A_WRITE : milliseconds);
  const { child, ended } = place.start([...ground.placeAndWay(place.subject), ...EVERY_MOMENT, ...place.onward()]);
  let timer: NodeJS.Timeout | null = null;
  const kill = (): void => {
    timer ??= setTimeout(() => child.kill("SIGKILL"), after);
  };
  // How many checkpoints are written before the one at which it is killed.
  let writes = random.integer(0, 4);
  const watcher = watch(join(place.directory, "kept"), (_event, name) => {
    if (kind === "search" || (name?.endsWith(".part") && writes-- <= 0)) kill();
  });
  if (kind === "any") kill();
  const outcome = await ended;
  watcher.close();
  if (timer !== null) clearTimeout(timer);
  return outcome;
}

function momentOf(place: Place): keyof Moments {
  if (place.kept().some((name) => name.endsWith(".part"))) return "writing";
  return place.checkpoints().length === 0 ? "early" : "between";
}

/** Runs of several workers that are stopped for a second or two, as by Ctrl-Z. */
export async function stopped(ground: Ground, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    const place = ground.place();
    const { milliseconds } = await ground.reference(place.subject);
    const { child, ended } = place.start([...ground.way(), ...EVERY_MOMENT, "--checkpoint", "kept"]);
    const timers = new AbortController();
    const pause = async (): Promise<void> => {
      await wait(ground.random.integer(100, Math.ceil(milliseconds)), null, timers);
      child.kill("SIGSTOP");
      ground.faults++;
      await wait(ground.random.integer(1000, 2000));
      child.kill("SIGCONT");
    };
    // A run that ends before is not stopped.
    const paused = pause().catch(() => {});
    await ground.same("a run that was stopped for a while", place, await ended);
    timers.abort();
    await paused;
    place.remove();
  }
  console.log(`${count} runs stopped for a while`);
}
