/** Disks that are full, and files that cannot be written: a real one where it can be mounted, planted faults always. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EVERY_MOMENT, type Ground, type Place } from "./ground.ts";
import { failingCall, planted, shortWrite, tookPlace } from "./planted.ts";

/** The exit code of a run that could not write something. */
const UNWRITTEN = 74;

/** With what a violated run writes besides checkpoints, by the folder that holds it. */
const OTHERS: readonly (readonly [what: string, folder: string, ...words: string[]])[] = [
  ["traces", "full", "--out", "full"],
  ["a report", "full", "--report", "html=full/report.html"],
  ["traces as a report", "full", "--report", "itf=full"],
  ["events", "full", "--events", "full/events.jsonl"],
  ["the code cache", ".cache"],
];

/** A file system in memory, of so many bytes. */
export class SmallDisk {
  private readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Null where none can be mounted, as without rights. */
  static at(path: string, bytes: number): SmallDisk | null {
    mkdirSync(path, { recursive: true });
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path]);
    return status === 0 ? new SmallDisk(path) : null;
  }

  grow(): void {
    spawnSync("mount", ["-o", "remount,size=64m", this.path]);
  }

  unmount(): void {
    spawnSync("umount", [this.path]);
  }
}

/** After a run that could not write some checkpoint: what it found, and that another goes on from what there is. */
async function goesOn(ground: Ground, what: string, place: Place): Promise<void> {
  const leftover = place.kept().filter((name) => name.endsWith(".part"));
  ground.hold(leftover.length === 0, `${what}: nothing is left of what was not written`, () => leftover.join());
  const outcome = await place.run([...ground.way(), ...place.onward()]);
  await ground.same(`a run after ${what}`, place, outcome);
}

/** Each call that writes a checkpoint fails once, or a file gets only a part of what it is given. */
export async function failedWrites(ground: Ground, count: number): Promise<void> {
  const { random } = ground;
  const calls = ["writeSync", "openSync", "fsyncSync", "mkdirSync", "renameSync", "closeSync"];
  let happened = 0;
  for (let turn = 0; turn < count; turn++) {
    const place = ground.place();
    const call = turn % (calls.length + 1);
    const code = random.pick(["ENOSPC", "EIO", "EDQUOT"]);
    // A checkpoint takes up to seven writes, and of the other calls one or two.
    const number = random.integer(1, calls[call] === "writeSync" || call === calls.length ? 20 : 4);
    const script = call === calls.length ? shortWrite(number) : failingCall(calls[call] as string, number, code);
    const what = call === calls.length ? `short write ${number}` : `call ${number} of ${calls[call]} failed by ${code}`;
    const words = [...ground.way(1), ...EVERY_MOMENT, "--checkpoint", "kept"];
    const outcome = await place.run(words, planted(place.directory, script));
    // The folder itself is claimed before the search.
    if (outcome.code === 2) {
      const refused = outcome.note.includes("checkpoints cannot be written to kept");
      ground.hold(refused, what, () => outcome.note);
    } else {
      await ground.same(what, place, outcome, tookPlace(outcome.note) ? UNWRITTEN : undefined);
    }
    if (tookPlace(outcome.note)) {
      happened++;
      ground.faults++;
      await goesOn(ground, what, place);
    }
    place.remove();
  }
  console.log(`${happened} calls failed that write a checkpoint`);
  ground.hold(count < 20 || happened > 0, "planted calls fail", () => "none did");
}

/** Checkpoints on a disk that is full at a random byte, and full disks for everything else that a run writes. */
export async function fullDisks(ground: Ground, count: number): Promise<void> {
  const { random } = ground;
  for (let turn = 0; turn < count; turn++) {
    const place = ground.place();
    const disk = SmallDisk.at(join(place.directory, "kept"), 4096 * random.integer(2, 40));
    if (disk === null) {
      console.log("no full disk was tried: mount(8) makes no tmpfs here, as it takes root");
      break;
    }
    try {
      const outcome = await place.run([...ground.way(), ...EVERY_MOMENT, "--checkpoint", "kept"]);
      const full = outcome.out.includes('"W521"') && outcome.out.includes("could not be written");
      if (full) ground.faults++;
      await ground.same("a full disk for checkpoints", place, outcome, full ? UNWRITTEN : undefined);
      disk.grow();
      await goesOn(ground, "a full disk", place);
    } finally {
      disk.unmount();
    }
    place.remove();
  }
  for (const [what, folder, ...words] of OTHERS) await otherFile(ground, what, folder, words);
  if (existsSync("/dev/full")) {
    const place = ground.place();
    ground.faults++;
    const { code } = await place.run([], { under: ["sh", "-c", 'exec "$@" > /dev/full', "sh"] });
    ground.hold(code === UNWRITTEN, "a full disk for stdout", () => `exit code ${code}`);
    place.remove();
  } else console.log("no full disk was tried for stdout: there is no /dev/full");
  console.log(`full disks: ${count} for checkpoints, and for ${OTHERS.map(([what]) => what).join(", ")}, stdout`);
}

async function otherFile(ground: Ground, what: string, name: string, words: readonly string[]): Promise<void> {
  const place = ground.violated();
  const folder = join(place.directory, name);
  const disk = SmallDisk.at(folder, 4096);
  if (disk === null) return;
  try {
    writeFileSync(join(folder, "filler"), Buffer.alloc(4096));
    ground.faults++;
    const outcome = await place.run(words);
    const { code } = await ground.reference(place.subject);
    await ground.same(`a full disk for ${what}`, place, outcome, outcome.code === UNWRITTEN ? UNWRITTEN : code);
    const said = name === ".cache" ? outcome.code === code : outcome.code === UNWRITTEN;
    ground.hold(said, `a full disk for ${what} is said`, () => `exit code ${outcome.code}: ${outcome.note}`);
    ground.hold(statSync(join(folder, "filler")).size === 4096, "other files stay", () => "changed");
  } finally {
    disk.unmount();
  }
  place.remove();
}
