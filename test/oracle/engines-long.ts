/**
 * The long run of the engines: `npm run engines -- [--count N] [--seed S]` compares them on every configuration of this
 * repository and on N random specifications of six kinds: by the interpreter alone, by direct code, and by generated
 * code on rows. Exit code 1 when they disagree.
 */

import { configs, resultOf } from "./engine-specs.ts";
import { type Case, caseOf, compareAids, compareCases } from "./engines.ts";
import { guardedCase } from "./guarded-specs.ts";
import { longOptions } from "./long-options.ts";
import { messageCase } from "./message-specs.ts";
import { operandCase, partialCase } from "./partial-specs.ts";
import { placementCase } from "./placements.ts";

const { count, seed: first } = longOptions({ count: 20_000, seed: 1_000_000 }).numbers;

/** How many specifications of each kind a portion has: fewer of those that take longer. */
const kinds: readonly (readonly [make: (seed: number) => Case, count: number])[] = [
  [caseOf, 30],
  [messageCase, 25],
  [guardedCase, 10],
  [placementCase, 5],
  [partialCase, 10],
  [operandCase, 20],
];

function tell(disagreements: readonly string[]): void {
  for (const text of disagreements) console.log(text);
  if (disagreements.length > 0) process.exitCode = 1;
}

for (const config of configs) {
  const both = [await resultOf(config, "compiled", 1200), await resultOf(config, "interpreter", 1200)];
  if (both[0] !== both[1]) tell([`${config}: the engines differ\n${both.join("\n")}`]);
}
console.log(`${configs.length} configurations on both engines`);

let [compared, compiled, widened, direct, failures, held, failed] = [0, 0, 0, 0, 0, 0, 0];
for (let seed = first; compared < count; seed += 100) {
  for (const [make, share] of kinds) {
    const length = Math.min(share, count - compared);
    const engines = await compareCases(seed, length, make);
    const aids = await compareAids(seed, length, make);
    tell([...engines.disagreements, ...aids.disagreements]);
    compared += length;
    compiled += engines.compiled;
    widened += engines.widened;
    held += engines.held;
    failed += engines.failed;
    direct += aids.direct;
    failures += aids.failures;
  }
  console.log(
    `${compared} specifications, ${held} hold, ${failed} fail: ${compiled} compiled, ${widened} widened; ${direct} evaluations direct, ${failures} evaluations failed`,
  );
}
