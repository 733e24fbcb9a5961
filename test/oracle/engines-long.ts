/**
 * The long run of both engines: `npx tsx test/oracle/engines-long.ts [seed] [count]` compares the random specifications
 * of `count` seeds. Exit code 1 when the engines disagree.
 */

import { compareCases } from "./engines.ts";

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
