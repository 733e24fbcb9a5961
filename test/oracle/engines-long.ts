/**
 * The long run of both engines: `npm run engines [-- seed count]` compares them on every configuration of this
 * repository and on the random specifications of `count` seeds. Exit code 1 when they disagree.
 */

import { configs, resultOf } from "./engine-specs.ts";
import { compareCases } from "./engines.ts";

for (const config of configs) {
  const both = [await resultOf(config, "compiled", 1200), await resultOf(config, "interpreter", 1200)];
  if (both[0] === both[1]) continue;
  console.log(`${config}: the engines differ\n${both.join("\n")}`);
  process.exitCode = 1;
}
console.log(`${configs.length} configurations on both engines`);

const [seed = 1_000_000, count = 20_000] = process.argv.slice(2).map(Number);
const portion = 100;
let [compiled, widened, done] = [0, 0, 0];
while (done < count) {
  const outcome = await compareCases(seed + done, Math.min(portion, count - done));
  compiled += outcome.compiled;
  widened += outcome.widened;
  done += portion;
  for (const text of outcome.disagreements) console.log(text);
  if (outcome.disagreements.length > 0) process.exitCode = 1;
  console.log(`${Math.min(done, count)} specifications: ${compiled} compiled, ${widened} widened`);
}
