/**
 * The long run of both engines: `npm run engines [-- seed count]` compares them on every configuration of this
 * repository and on the random specifications of `count` seeds. Exit code 1 when they disagree.
 */

import { configs, resultOf } from "./engine-specs.ts";
import { compareCases, compareMemories } from "./engines.ts";
import { guardedCase } from "./guarded-specs.ts";
import { messageCase } from "./message-specs.ts";
import { placementCase } from "./placements.ts";

for (const config of configs) {
  const both = [await resultOf(config, "compiled", 1200), await resultOf(config, "interpreter", 1200)];
  if (both[0] === both[1]) continue;
  console.log(`${config}: the engines differ\n${both.join("\n")}`);
  process.exitCode = 1;
}
console.log(`${configs.length} configurations on both engines`);

const [seed = 1_000_000, count = 20_000] = process.argv.slice(2).map(Number);
const portion = 100;
let [compiled, widened, found, failures, done] = [0, 0, 0, 0, 0];
while (done < count) {
  const length = Math.min(portion, count - done);
  // Fewer of the other kinds, which take longer.
  const outcomes = [
    await compareCases(seed + done, length),
    await compareCases(seed + done, Math.ceil(length / 2), guardedCase),
    await compareCases(seed + done, Math.ceil(length / 5), placementCase),
    await compareCases(seed + done, Math.ceil(length / 4), messageCase),
  ];
  const memories = [
    await compareMemories(seed + done, length, messageCase),
    await compareMemories(seed + done, Math.ceil(length / 2), guardedCase),
    await compareMemories(seed + done, Math.ceil(length / 2)),
    await compareMemories(seed + done, Math.ceil(length / 5), placementCase),
  ];
  for (const outcome of memories) {
    found += outcome.found;
    failures += outcome.failures;
    for (const text of outcome.disagreements) console.log(text);
    if (outcome.disagreements.length > 0) process.exitCode = 1;
  }
  for (const outcome of outcomes) {
    compiled += outcome.compiled;
    widened += outcome.widened;
    for (const text of outcome.disagreements) console.log(text);
    if (outcome.disagreements.length > 0) process.exitCode = 1;
  }
  done += portion;
  console.log(
    `${Math.min(done, count)} specifications: ${compiled} compiled, ${widened} widened; ${found} outcomes remembered, ${failures} evaluations failed`,
  );
}
