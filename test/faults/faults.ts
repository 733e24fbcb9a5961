/**
 * Faults that a run survives: `npm run faults -- [--count N] [--seed S]`. N runs are killed at random moments, and in
 * proportion checkpoints are damaged, disks full, workers lost, folders shared; what is found in the end is compared
 * with what an uninterrupted run finds. The program is the one in dist. Exit code 1 when something differs.
 */

import { longOptions } from "../oracle/long-options.ts";
import { Random } from "../oracle/random.ts";
import { damaged, foreign } from "./damage.ts";
import { failedWrites, fullDisks } from "./disk.ts";
import { Ground } from "./ground.ts";
import { killed, stopped } from "./kills.ts";
import { shared } from "./locks.ts";
import { statesOnDisk } from "./states.ts";
import { lostWorkers } from "./workers.ts";

const { count, seed } = longOptions({ count: 200, seed: Date.now() % 1_000_000 }).numbers;
console.log(`seed ${seed}`);
const ground = new Ground(new Random(seed));
const share = (part: number): number => Math.ceil(count / part);
try {
  await killed(ground, count);
  await stopped(ground, share(40));
  await damaged(ground, share(5));
  await foreign(ground);
  await failedWrites(ground, share(6));
  await fullDisks(ground, share(20));
  await statesOnDisk(ground, share(10));
  await lostWorkers(ground, share(12));
  await shared(ground, share(15));
} finally {
  ground.remove();
}
console.log(`${ground.faults} faults, ${ground.failures} of them changed something`);
process.exitCode = ground.failures === 0 ? 0 : 1;
