/** Workers that are lost. */

import { type Ended, saidOf } from "../cli/process.ts";
import { EVERY_MOMENT, type Ground } from "./ground.ts";
import { planted, tookPlace, WORKER_FAULTS } from "./planted.ts";

/** The exit code of a search that was not finished. */
const INCONCLUSIVE = 30;

/** Did a run that was to end with `code` end since it lost a worker? What it had found by then it may say. */
function isLost({ code, out }: Ended, usual: number): boolean {
  if (code !== INCONCLUSIVE && code !== usual) return false;
  return saidOf(out).results.some(({ stopped }) => stopped === "worker" || stopped === "max-memory");
}

/** A run that loses a worker has not searched all, unless it was over before; from its checkpoints another one goes on. */
export async function lostWorkers(ground: Ground, count: number): Promise<void> {
  const { random } = ground;
  const kinds = Object.keys(WORKER_FAULTS);
  let [lost, over] = [0, 0];
  for (let turn = 0; turn < count; turn++) {
    const kind = kinds[turn % kinds.length] as string;
    const place = ground.place();
    const { milliseconds, code } = await ground.reference(place.subject);
    const script = WORKER_FAULTS[kind]!(random.integer(1, Math.ceil(milliseconds)));
    const words = ["--engine", "interpreter", "--workers", String(random.integer(2, 3)), ...EVERY_MOMENT];
    const outcome = await place.run([...words, "--checkpoint", "kept"], planted(place.directory, script));
    if (tookPlace(outcome.note)) ground.faults++;
    if (isLost(outcome, code)) {
      lost++;
      await ground.same(`a worker that ${kind}`, place, await place.run([...ground.way(), ...place.onward()]));
    } else {
      over++;
      await ground.same(`a worker that ${kind}`, place, outcome);
    }
    place.remove();
  }
  console.log(`${lost} runs lost a worker that ${kinds.join(", or ")}; ${over} were over before`);
  ground.hold(count < 8 || lost > 0, "a run loses a worker", () => "none did");
}
