/** Several runs in one folder, and what dead ones have left there. */

import { type ChildProcess, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Ended } from "../cli/process.ts";
import { EVERY_MOMENT, type Ground, type Place } from "./ground.ts";

const isRefused = ({ code, note }: Ended): boolean =>
  code === 2 && /kept is in use by another run|kept holds checkpoints/.test(note);

/** A second run is refused while one has the folder, and changes nothing for that one; was there one to be refused? */
async function second(ground: Ground, place: Place): Promise<boolean> {
  const { child, ended } = place.start([...ground.way(), ...EVERY_MOMENT, "--checkpoint", "kept"]);
  const lock = join(place.directory, "kept", "lock");
  let over = false;
  const first = ended.finally(() => {
    over = true;
  });
  while (!over && !existsSync(lock)) await wait(5);
  // Else it might be over before the other one has begun.
  child.kill("SIGSTOP");
  const isHeld = existsSync(lock);
  if (isHeld) {
    const other = await place.run([...ground.way(), "--checkpoint", "kept"]);
    ground.hold(isRefused(other), "a second run is refused", () => `${other.code} ${other.note}`);
  }
  child.kill("SIGCONT");
  await ground.same("the first of two runs", place, await first);
  return isHeld;
}

/** Where several runs begin at once, in a folder that a dead one has locked, one of them has it. */
async function race(ground: Ground, place: Place): Promise<void> {
  const lock = join(place.directory, "kept", "lock");
  writeFileSync(lock, String(spawnSync("true").pid));
  const runs = [1, 2, 3].map(() => place.start([...ground.way(1), "--checkpoint", "kept", ...EVERY_MOMENT]));
  // The one that has the folder stands still until the others are over: else it might be over before they have begun.
  const waiting = new Set(runs.map(({ child }) => child));
  const all = Promise.all(runs.map(({ child, ended }) => ended.finally(() => waiting.delete(child))));
  const holder = await held(lock, waiting);
  holder?.kill("SIGSTOP");
  while (waiting.size > (holder === null ? 0 : 1)) await wait(5);
  holder?.kill("SIGCONT");
  const ended = await all;
  const went = ended.filter((outcome) => !isRefused(outcome));
  ground.hold(went.length === 1, "one of three runs has the folder", () => ended.map(({ note }) => note).join("--\n"));
  for (const outcome of went) await ground.same("the first of three runs", place, outcome);
}

/** Which of some processes has the lock: waits for one; null where all are over. */
async function held(lock: string, waiting: ReadonlySet<ChildProcess>): Promise<ChildProcess | null> {
  while (waiting.size > 0) {
    const holder = existsSync(lock) ? readFileSync(lock, "utf8").trim() : "";
    for (const child of waiting) if (String(child.pid) === holder) return child;
    await wait(5);
  }
  return null;
}

export async function shared(ground: Ground, count: number): Promise<void> {
  let refused = 0;
  for (let turn = 0; turn < count; turn++) {
    const place = ground.place();
    ground.faults++;
    if (turn % 2 !== 0) await race(ground, place);
    else if (await second(ground, place)) refused++;
    ground.hold(!place.kept().includes("lock"), "no lock is left", () => place.kept().join());
    place.remove();
  }
  ground.hold(count < 8 || refused > 0, "a run finds the folder in use", () => "none did");
  console.log(`${count} times two or three runs in one folder; ${refused} of the second ones while the first had it`);
}
