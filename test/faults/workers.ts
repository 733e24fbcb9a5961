/** Workers that are lost. */

import { EVERY_MOMENT, type Ground } from "./ground.ts";
import { planted, tookPlace, WORKER_FAULTS } from "./planted.ts";

/** The exit code of a search that was not finished. */
const INCONCLUSIVE = 30;

/** A run that loses a worker has no verdict, unless it was over before; from its checkpoints another one goes on. */
export async function lostWorkers(ground: Ground, count: number): Promise<void> {
  const { random } = ground;
  const kinds = Object.keys(WORKER_FAULTS);
  let [lost, over] = [0, 0];
  for (let turn = 0; turn < count; turn++) {
    const kind = kinds[turn % kinds.length] as string;
    const place = ground.place();
    const { milliseconds } = await ground.reference(place.subject);
    const script = WORKER_FAULTS[kind]!(random.integer(1, Math.ceil(milliseconds)));
    const words = ["--engine", "interpreter", "--workers", String(random.integer(2, 3)), ...EVERY_MOMENT];
    const outcome = await place.run([...words, "--checkpoint", "kept"], planted(place.directory, script));
    if (tookPlace(outcome.note)) ground.faults++;
    if (outcome.code === INCONCLUSIVE && /the search lost a worker|budget max-memory/.test(outcome.out)) {
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
