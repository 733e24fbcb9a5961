/** Processes that are killed at random moments, or stopped for a while. */

import { setTimeout as wait } from "node:timers/promises";
import { CASES } from "./case.ts";
import { EVERY_MOMENT, type Ground, type Place } from "./ground.ts";

/** How far the killed runs had come: no kind may be missing where there are many. */
interface Moments {
  early: number;
  writing: number;
  between: number;
}

/** `count` kills, each of a run that began or went on; after one to five of them a run comes to its end. */
export async function killed(ground: Ground, count: number): Promise<void> {
  const { random } = ground;
  const moments: Moments = { early: 0, writing: 0, between: 0 };
  let [kills, ends] = [0, 0];
  while (kills < count) {
    const place = ground.place(CASES[ends % CASES.length]);
    const most = random.integer(1, 5);
    for (let turn = 0; turn < most && kills < count; turn++) {
      const { milliseconds } = await ground.reference(place.subject);
      const words = [...ground.way(), ...EVERY_MOMENT, ...place.onward()];
      const { child, ended } = place.start(words);
      const timer = setTimeout(() => child.kill("SIGKILL"), random.integer(0, 1000) * 0.001 * milliseconds);
      const outcome = await ended;
      clearTimeout(timer);
      if (outcome.code !== null) {
        await ground.same("a run that was killed before, with a checkpoint each moment", place, outcome);
        break;
      }
      kills++;
      ground.faults++;
      moments[momentOf(place)]++;
    }
    const again = place.checkpoints().length > 0 ? ground.way() : ["--engine", "interpreter"];
    await ground.same("a run that was killed before", place, await place.run([...again, ...place.onward()]));
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
