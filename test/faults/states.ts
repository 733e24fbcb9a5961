/** States on disk: runs that are killed, calls that fail, a disk that is full. What was not seen is never said to hold. */

import { isDeepStrictEqual } from "node:util";
import type { Ended } from "../cli/process.ts";
import { saidOf } from "../cli/process.ts";
import type { Case } from "./case.ts";
import { SmallDisk } from "./disk.ts";
import type { Ground, Place } from "./ground.ts";
import { failingCall, planted, shortWrite, tookPlace } from "./planted.ts";

/** More states than the last blocks of the files hold, which stay in memory. */
const CUBE: Case = {
  name: "a cube",
  files: {
    "Spec.tla": `---- MODULE Spec ----
EXTENDS Naturals
VARIABLES x, y, z
Init == x = 0 /\\ y = 0 /\\ z = 0
Turn(n) == (n + 1) % 40
Next == \\/ x' = Turn(x) /\\ UNCHANGED <<y, z>>
        \\/ y' = Turn(y) /\\ UNCHANGED <<x, z>>
        \\/ z' = Turn(z) /\\ UNCHANGED <<x, y>>
Far == ~(x = 30 /\\ y = 30 /\\ z = 30)
Small == x < 40
====
`,
    "Spec.cfg": "INIT Init\nNEXT Next\nINVARIANTS Far Small\n",
  },
  words: [],
  onDisk: true,
};

const WORDS = ["--disk", "kept", "--keep-going"];

/** The exit code of a run that its disk has ended before it found something. */
const INCONCLUSIVE = 30;

type Said = ReturnType<typeof saidOf>["results"][number];

const resultOf = (out: string): Said => saidOf(out).results[0] as Said;

/** Runs with their states on disk: `count` that are killed, and in proportion those whose disk fails. */
export async function statesOnDisk(ground: Ground, count: number): Promise<void> {
  const first = ground.place(CUBE);
  const begun = performance.now();
  const whole = await first.run(WORDS);
  const milliseconds = performance.now() - begun;
  const plain = await first.run(["--keep-going"]);
  ground.hold(isDeepStrictEqual(resultOf(whole.out), resultOf(plain.out)), "states on disk", () => whole.out);
  first.remove();
  for (let turn = 0; turn < count; turn++) await killedOnce(ground, whole, milliseconds);
  let failed = 0;
  for (let turn = 0; turn < count; turn++) if (await failedOnce(ground, whole, turn)) failed++;
  ground.hold(count < 10 || failed > 0, "planted calls fail", () => "none did");
  const full = await fullOnce(ground, whole);
  console.log(
    `states on disk: ${count} runs killed, ${failed} calls failed, ${full ? "a full disk" : "no full disk: mount(8) makes no tmpfs here"}`,
  );
}

/** The folder of a run that was killed serves the next one. */
async function killedOnce(ground: Ground, whole: Ended, milliseconds: number): Promise<void> {
  const place = ground.place(CUBE);
  const { child, ended } = place.start(WORDS);
  const timer = setTimeout(() => child.kill("SIGKILL"), ground.random.integer(0, Math.ceil(milliseconds)));
  const { code } = await ended;
  clearTimeout(timer);
  if (code === null) ground.faults++;
  const again = await place.run(WORDS);
  ground.hold(isSame(again, whole), "a run in the folder of one that was killed", () => again.out + again.note);
  place.remove();
}

async function failedOnce(ground: Ground, whole: Ended, turn: number): Promise<boolean> {
  const place = ground.place(CUBE);
  const { random } = ground;
  const number = random.integer(1, 30);
  const call = (["writeSync", "readSync", "openSync", null] as const)[turn % 4];
  const script = call == null ? shortWrite(number) : failingCall(call, number, random.pick(["ENOSPC", "EIO"]));
  const ended = await place.run(WORDS, planted(place.directory, script));
  const happened = tookPlace(ended.note);
  if (happened) ground.faults++;
  // Where less is written than was given the rest follows.
  if (happened && call != null) endedByDisk(ground, `call ${number} of ${call} that failed`, { place, ended, whole });
  else ground.hold(isSame(ended, whole), `a run with a short write ${number}`, () => ended.out + ended.note);
  place.remove();
  return happened;
}

/** False where no small disk can be had. */
async function fullOnce(ground: Ground, whole: Ended): Promise<boolean> {
  const place = ground.place(CUBE);
  const disk = SmallDisk.at(`${place.directory}/kept`, 4096 * ground.random.integer(20, 200));
  if (disk === null) return false;
  try {
    ground.faults++;
    endedByDisk(ground, "a full disk for states", { place, ended: await place.run(WORDS), whole });
    disk.grow();
    const again = await place.run(WORDS);
    ground.hold(isSame(again, whole), "a run after a full disk for states", () => again.out + again.note);
  } finally {
    disk.unmount();
  }
  place.remove();
  return true;
}

function isSame({ code, out }: Ended, whole: Ended): boolean {
  return code === whole.code && isDeepStrictEqual(resultOf(out), resultOf(whole.out));
}

/** The disk has ended the run: it says so, holds on to what it had found, and claims nothing else. */
function endedByDisk(
  ground: Ground,
  what: string,
  { place, ended, whole }: { readonly place: Place; readonly ended: Ended; readonly whole: Ended },
): void {
  const [found, complete] = [resultOf(ended.out), resultOf(whole.out)];
  const properties = found.properties.every(
    (property, at) => property.status === "unchecked" || isDeepStrictEqual(property, complete.properties[at]),
  );
  const holds = found.properties.some(({ status }) => status === "holds");
  const violated = found.properties.some(({ status }) => status === "violated");
  const isSaid = found.diagnostics.some(({ code }) => code === "W605");
  const code = violated ? whole.code : INCONCLUSIVE;
  ground.hold(isSaid && properties && !holds && ended.code === code, what, () => ended.out + ended.note);
  ground.hold(place.kept().length === 0, `${what}: the folder is left empty`, () => place.kept().join());
}
