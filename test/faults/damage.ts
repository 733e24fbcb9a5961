/** Checkpoints that are damaged, and those of something else. */

import { createHash } from "node:crypto";
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../oracle/random.ts";
import { CASES } from "./case.ts";
import type { Ground, Place } from "./ground.ts";

const FILES = ["numbers", "checkpoint.json"];

/** Leaves two checkpoints. */
async function begun(ground: Ground, place: Place): Promise<void> {
  const { distinct } = await ground.reference(place.subject);
  for (const share of [0.2, 0.4]) {
    await place.run([
      "--engine",
      "interpreter",
      "--max-states",
      String(Math.ceil(distinct * share)),
      ...place.onward(),
    ]);
  }
  if (place.checkpoints().length !== 2) throw new Error(`${place.subject.name} left no two checkpoints`);
}

/** Damages one file of a checkpoint; says how. */
function damage(random: Random, folder: string): string {
  const name = random.pick(FILES);
  const path = join(folder, name);
  const bytes = readFileSync(path);
  const at = random.integer(0, bytes.length - 1);
  const kind = random.integer(0, 9);
  if (kind === 0) {
    rmSync(path);
    return `${name} is missing`;
  }
  if (kind < 4) {
    truncateSync(path, at);
    return `${name} is cut short to ${at} bytes`;
  }
  const bit = random.integer(0, 7);
  bytes[at]! ^= 1 << bit;
  writeFileSync(path, bytes);
  return `bit ${bit} of byte ${at} of ${name} is another`;
}

/** The one before is taken where there is one, and none where both are damaged. */
export async function damaged(ground: Ground, count: number): Promise<void> {
  const { random } = ground;
  for (let turn = 0; turn < count; turn++) {
    const place = ground.place(CASES[turn % CASES.length]);
    await begun(ground, place);
    const names = place.checkpoints();
    const hit = random.chance(0.25) ? names : names.slice(1);
    const how = hit.map((name) => `${name}: ${damage(random, join(place.directory, "kept", name))}`).join("; ");
    ground.faults++;
    const outcome = await place.run([...ground.way(), "--resume", "kept"]);
    if (hit.length === 1) {
      await ground.same(how, place, outcome);
      ground.hold(outcome.note.includes("the one before is taken"), `said: ${how}`, () => outcome.note);
    } else {
      const refused = outcome.code === 2 && outcome.note.includes("kept holds no checkpoint to go on from");
      ground.hold(refused, `refused: ${how}`, () => `${outcome.code} ${outcome.note}`);
    }
    place.remove();
  }
  console.log(`${count} checkpoints damaged: cut short, a bit changed, or without a file`);
}

/** Changes the description of a checkpoint, and makes its checksum fit. */
function rewrite(place: Place, change: Readonly<Record<string, unknown>>): void {
  for (const name of place.checkpoints()) {
    const path = join(place.directory, "kept", name, "checkpoint.json");
    const [, ...rest] = readFileSync(path, "utf8").split("\n");
    const text = JSON.stringify({ ...JSON.parse(rest.join("\n")), ...change });
    writeFileSync(path, `${createHash("sha256").update(text).digest("hex")}\n${text}`);
  }
}

const edit = (place: Place, file: string, from: string, to: string): void => {
  const path = join(place.directory, file);
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
};

/** How what is gone on with becomes something else than what the checkpoints are of: changes, and words. */
const FOREIGN: readonly (readonly [what: string, change: (place: Place) => void, ...words: string[]])[] = [
  ["of another version", (place) => rewrite(place, { version: "0.0.1" })],
  ["in another format", (place) => rewrite(place, { format: 99 })],
  ["of another text", (place) => edit(place, "Spec.tla", "turn + 1", "turn + 2")],
  ["of another configuration", (place) => edit(place, "Spec.cfg", "N = 8", "N = 7")],
  ["of another constant", () => {}, "--constant", "N=6"],
  ["without deadlocks", () => {}, "--no-deadlock"],
];

/** Nothing is gone on from that belongs to something else; a comment is nothing else. */
export async function foreign(ground: Ground): Promise<void> {
  const origin = ground.place(CASES[0]);
  await begun(ground, origin);
  const copied = (): Place => {
    const place = ground.place(CASES[0]);
    cpSync(origin.directory, place.directory, { recursive: true });
    return place;
  };
  for (const [what, change, ...words] of FOREIGN) {
    const place = copied();
    change(place);
    ground.faults++;
    const { code, note } = await place.run([...words, "--resume", "kept"]);
    const refused = code === 2 && /was written by everystate|is of another specification/.test(note);
    ground.hold(refused, `refused: a checkpoint ${what}`, () => `${code} ${note}`);
    place.remove();
  }
  const place = copied();
  edit(place, "Spec.tla", "Init ==", "\\* A comment is nothing else.\nInit ==");
  const outcome = await place.run([...ground.way(), "--resume", "kept"]);
  ground.hold(outcome.code !== 2, "a changed comment is no change", () => outcome.note);
  place.remove();
  origin.remove();
  console.log(`${FOREIGN.length} checkpoints of something else`);
}
