/**
 * Runs every public model of ../shared/corpus and compares with TLC's figures. Usage:
 * npm run conformance [-- [part of a cfg's name] [--seconds 60] [--cheap 2] [--engine automatic|compiled|interpreter|all]]
 * `--seconds` is the budget of one model; with `--cheap N`, only models that ended within N seconds may fail the run.
 * With `--engine all` each model is checked by the interpreter and by generated code, and everything that a user can see
 * of the two results must be the same.
 */

import type { Engine } from "../../src/models/tla/index.ts";
import { summary } from "../oracle/engines.ts";
import { compareRow, corpusExists, orderDependent, readRows } from "./corpus.ts";

const args = process.argv.slice(2);
const word = (name: string, otherwise: string): string => {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : (args.splice(at, 2)[1] ?? otherwise);
};
const wantedEngine = word("--engine", "automatic");
const option = (name: string, otherwise: number): number => {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : Number(args.splice(at, 2)[1]);
};
const seconds = option("--seconds", 60);
const cheap = option("--cheap", Number.POSITIVE_INFINITY);
const [wanted = ""] = args;

if (!corpusExists) {
  console.log("../shared/corpus does not exist here: nothing to compare with");
  process.exit(0);
}

const tally = { agree: 0, open: 0, differ: 0, unfinished: 0 };
const rows = readRows().filter((row) => row.cfg.includes(wanted));
rows.sort((a, b) => Number(a["process_cpu_s"]) - Number(b["process_cpu_s"]));
for (const row of rows) {
  const budget = Math.min(seconds, cheap * 4);
  const engine = wantedEngine === "all" ? "compiled" : (wantedEngine as Engine);
  const compared = await compareRow(row, budget, engine);
  const { unchecked, seconds: taken } = compared;
  const differences = [...compared.differences];
  if (wantedEngine === "all" && compared.result?.stopped !== "max-time") {
    const plain = await compareRow(row, budget, "interpreter");
    const both = [plain, compared].map(({ result }) => (result === null ? "no model" : summary(result)));
    if (plain.result?.stopped !== "max-time" && both[0] !== both[1]) differences.push("the engines differ");
  }
  const unfinished =
    compared.result?.stopped === "max-time" || differences.some((d) => d.startsWith("stopped: max-time"));
  const temporal = unchecked.filter((u) => !u.includes("search-ended"));
  let verdict = "agrees";
  if (unfinished) verdict = "unfinished";
  else if (differences.length > 0) verdict = "DIFFERS";
  else if (temporal.length > 0) verdict = "open";
  tally[
    verdict === "agrees" ? "agree" : verdict === "open" ? "open" : verdict === "DIFFERS" ? "differ" : "unfinished"
  ]++;
  const detail = verdict === "open" ? `unchecked: ${temporal.join(", ")}` : differences.join("; ");
  console.log(
    `${taken.toFixed(2).padStart(7)} s  ${verdict.padEnd(10)} ${row.cfg.replace("specifications/", "")}  ${detail}`,
  );
}
for (const [cfg, { figure, proof }] of orderDependent) console.log(`${cfg}: ${figure} is not compared; ${proof}`);
const { agree, open, differ, unfinished } = tally;
console.log(
  `${rows.length} models: ${agree} agree, ${open} agree but for temporal properties not decided, ${differ} differ, ${unfinished} not finished in time`,
);
process.exitCode = differ === 0 ? 0 : 1;
