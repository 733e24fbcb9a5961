/** Several runs in one folder, and what dead ones have left there. */

import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Ended } from "../cli/process.ts";
import { EVERY_MOMENT, type Ground, type Place } from "./ground.ts";

const isRefused = ({ code, note }: Ended): boolean =>
  code === 2 && /kept is in use by another run|kept holds checkpoints/.test(note);

/** A second run is refused while one has the folder, and changes nothing for that one. */
async function second(ground: Ground, place: Place): Promise<void> {
  const { ended } = place.start([...ground.way(), ...EVERY_MOMENT, "--checkpoint", "kept"]);
  const lock = join(place.directory, "kept", "lock");
  let over = false;
  const first = ended.finally(() => {
    over = true;
  });
  while (!over && !existsSync(lock)) await wait(5);
  const other = await place.run([...ground.way(), "--checkpoint", "kept"]);
  ground.hold(isRefused(other), "a second run is refused", () => `${other.code} ${other.note}`);
  await ground.same("the first of two runs", place, await first);
}

/** Where several runs begin at once, in a folder that a dead one has locked, one of them has it. */
async function race(ground: Ground, place: Place): Promise<void> {
  writeFileSync(join(place.directory, "kept", "lock"), String(spawnSync("true").pid));
  const runs = [1, 2, 3].map(() => place.run([...ground.way(1), "--checkpoint", "kept", ...EVERY_MOMENT]));
  const ended = await Promise.all(runs);
  const went = ended.filter((outcome) => !isRefused(outcome));
  ground.hold(went.length === 1, "one of three runs has the folder", () => ended.map(({ note }) => note).join("--\n"));
  for (const outcome of went) await ground.same("the first of three runs", place, outcome);
}

export async function shared(ground: Ground, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    const place = ground.place();
    ground.faults++;
    await (turn % 2 === 0 ? second(ground, place) : race(ground, place));
    ground.hold(!place.kept().includes("lock"), "no lock is left", () => place.kept().join());
    place.remove();
  }
  console.log(`${count} times two or three runs in one folder`);
}
