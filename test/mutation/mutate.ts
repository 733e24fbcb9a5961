/**
 * Shows that the tests can fail: applies each listed one-line mutation of `src` to a copy of the project and runs the
 * test that must notice it. Usage: npm run mutate [-- [part of a rule's text or file] [--random N] [--seed S]], where
 * `--random` takes N of them at random; the seed is printed.
 */

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Random } from "../oracle/random.ts";
import { type Mutation, mutations } from "./mutations.ts";

/** A test that does not end has noticed something; it is stopped after so many milliseconds. */
const TIMEOUT = 120_000;

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { random: { type: "string" }, seed: { type: "string" } },
});
const chosen = choose(mutations.filter((m) => `${m.rule} ${m.file}`.includes(positionals[0] ?? "")));
if (chosen.length === 0) {
  console.log("no mutation has that in its rule or its file");
  process.exit(1);
}
// The copy lies beside the project, so that ../shared is found from it too.
const copy = mkdtempSync(join(root, "..", ".mutate-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
process.on("SIGINT", () => process.exit(130));

for (const part of ["build", "src", "test", "specs", "docs", "package.json", "tsconfig.json", "vitest.config.ts"]) {
  cpSync(join(root, part), join(copy, part), { recursive: true });
}
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));

const sound = await run(
  chosen.map(({ test }) => test),
  null,
);
if (!sound.passed) {
  console.log(sound.output);
  console.log("the tests fail without any mutation");
  process.exit(1);
}

let unnoticed = 0;
for (const [index, mutation] of chosen.entries()) {
  const verdict = await tryMutation(mutation);
  if (verdict !== "noticed") unnoticed++;
  const number = String(index + 1).padStart(3);
  console.log(`${number} ${verdict === "noticed" ? "red  " : "GREEN"} ${mutation.rule}`);
  console.log(
    `          ${mutation.file} | ${mutation.test.file}: ${mutation.test.name}${verdict === "noticed" ? "" : ` | ${verdict}`}`,
  );
}
console.log(`${chosen.length - unnoticed} of ${chosen.length} mutations noticed`);
process.exitCode = unnoticed === 0 ? 0 : 1;

/** All of them, or as many at random as the options say. */
function choose(all: readonly Mutation[]): readonly Mutation[] {
  if (options.random === undefined) return all;
  const seed = options.seed === undefined ? Date.now() % 1_000_000 : Number(options.seed);
  console.log(`seed ${seed}`);
  return new Random(seed).shuffled(all).slice(0, Number(options.random));
}

async function tryMutation(mutation: Mutation): Promise<string> {
  const path = join(copy, mutation.file);
  const text = readFileSync(path, "utf8");
  const places = text.split(mutation.find).length - 1;
  if (places !== 1) return `its text occurs ${places} times, it must occur once`;
  writeFileSync(
    path,
    text.replace(mutation.find, () => mutation.replace),
  );
  try {
    return (await run([mutation.test], TIMEOUT)).passed ? "nobody noticed" : "noticed";
  } finally {
    writeFileSync(path, text);
  }
}

/** Runs the tests with these names in these files, for at most so many milliseconds. */
async function run(
  tests: readonly Mutation["test"][],
  limit: number | null,
): Promise<{ passed: boolean; output: string }> {
  const files = [...new Set(tests.map(({ file }) => file))];
  const names = [...new Set(tests.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))];
  const args = ["node_modules/vitest/vitest.mjs", "run", ...files, "-t", names.join("|"), "--reporter=dot"];
  const { passed, output } = await outcome(args, limit);
  // A name that matches no test would make every mutation look unnoticed, and a broken one noticed.
  const none = /no test files found|Tests\s+\d+ skipped/i.test(output) && !/failed/i.test(output);
  return { passed: passed || none, output };
}

/** What Node does with these arguments. A process that is stopped takes with it all that it has started. */
function outcome(args: readonly string[], limit: number | null): Promise<{ passed: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: copy, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const group = -(child.pid as number);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const stop = (): void => {
      try {
        process.kill(group, "SIGKILL");
      } catch {
        // All of it has ended.
      }
    };
    const timer = limit === null ? undefined : setTimeout(stop, limit);
    process.once("exit", stop);
    child.on("close", (status) => {
      clearTimeout(timer);
      process.off("exit", stop);
      resolve({ passed: status === 0, output });
    });
  });
}
