/**
 * The long run: `npm run oracle -- [--count N] [--cases M] [--seed S]` compares N expressions, and a specification and a
 * next-state relation for every hundred of them, then M temporal properties and as many possibilities on graphs,
 * and a specification for every twenty of those. Exit code 1 when checker and oracle disagree.
 */

import { compareExpressions } from "./differential.ts";
import { compareLiveness } from "./liveness.ts";
import { longOptions } from "./long-options.ts";
import { comparePlacements } from "./placements.ts";
import { comparePossibility } from "./possibility.ts";
import { compareSpecifications } from "./specifications.ts";
import { compareTemporalSpecifications } from "./temporal-specifications.ts";

const { seed, count, cases } = longOptions({ seed: 1_000_000, count: 101_000, cases: 60_000 }).numbers;
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

const relations = comparePlacements(seed, Math.ceil(count / 100));
for (const text of relations.disagreements) console.log(text);
if (relations.disagreements.length > 0) process.exitCode = 1;
console.log(`${relations.steps} equal steps of ${Math.ceil(count / 100)} relations that assign in odd places`);

const behaviors = await compareLiveness(seed, cases);
const possibilities = await comparePossibility(seed, cases);
const texts = await compareTemporalSpecifications(seed, Math.ceil(cases / 20));
for (const { disagreements, ...counts } of [behaviors, possibilities, texts]) {
  for (const text of disagreements) console.log(text);
  if (disagreements.length > 0) process.exitCode = 1;
  console.log(
    Object.entries(counts)
      .map(([what, n]) => `${what} ${n}`)
      .join(", "),
  );
}
