/**
 * The long run: `npx tsx test/oracle/long.ts [seed] [count]` compares `count` expressions, and a specification for every
 * hundred of them. Exit code 1 when the two evaluators disagree.
 */

import { compareExpressions } from "./differential.ts";
import { compareSpecifications } from "./specifications.ts";

const [seed = 1_000_000, count = 101_000] = process.argv.slice(2).map(Number);
const portion = 5_000;
let [values, errors, givenUp] = [0, 0, 0];
for (let done = 0; done < count; done += portion) {
  const outcome = compareExpressions(seed + done, Math.min(portion, count - done));
  values += outcome.values;
  errors += outcome.errors;
  givenUp += outcome.givenUp;
  for (const text of outcome.disagreements) console.log(text);
  if (outcome.disagreements.length > 0) process.exitCode = 1;
}
console.log(`seed ${seed}: ${values} equal values, ${errors} errors of both, ${givenUp} left out, of ${count}`);

const specifications = Math.ceil(count / 100);
const compared = compareSpecifications(seed, specifications);
for (const text of compared.disagreements) console.log(text);
if (compared.disagreements.length > 0) process.exitCode = 1;
console.log(
  `${compared.steps} equal initial states and steps of ${specifications} specifications, ${compared.givenUp} left out`,
);
