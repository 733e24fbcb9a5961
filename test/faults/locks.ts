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
  const waiting = new Set([child]);
  const first = ended.finally(() => waiting.delete(child));
  const holder = await stopped(lock, waiting);
  if (holder !== null) {
    const other = await place.run([...ground.way(), "--checkpoint", "kept"]);
    ground.hold(isRefused(other), "a second run is refused", () => `${other.code} ${other.note}`);
    holder.kill("SIGCONT");
  }
  await ground.same("the first of two runs", place, await first);
  return holder !== null;
}

/** Where several runs begin at once, in a folder that a dead one has locked, one of them has it. */
async function race(ground: Ground, place: Place): Promise<void> {
  const lock = join(place.directory, "kept", "lock");
  writeFileSync(lock, String(spawnSync("true").pid));
  const runs = [1, 2, 3].map(() => place.start([...ground.way(1), "--checkpoint", "kept", ...EVERY_MOMENT]));
  const waiting = new Set(runs.map(({ child }) => child));
  const all = Promise.all(runs.map(({ child, ended }) => ended.finally(() => waiting.delete(child))));
  const holder = await stopped(lock, waiting);
  while (waiting.size > (holder === null ? 0 : 1)) await wait(5);
  holder?.kill("SIGCONT");
  const ended = await all;
  const went = ended.filter((outcome) => !isRefused(outcome));
  ground.hold(went.length === 1, "one of three runs has the folder", () => ended.map(({ note }) => note).join("--\n"));
  for (const outcome of went) await ground.same("the first of three runs", place, outcome);
}

/**
 * Stops the one of some processes that has the lock, when one has it: else it might be over before the others have begun.
 * Null where all were over before.
 */
async function stopped(lock: string, waiting: ReadonlySet<ChildProcess>): Promise<ChildProcess | null> {
  while (waiting.size > 0) {
    // It is gone when its holder is over.
    const [pid] = existsSync(lock) ? readFileSync(lock, "utf8").split(" ") : [];
    for (const child of waiting) if (String(child.pid) === pid && child.kill("SIGSTOP")) return child;
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
