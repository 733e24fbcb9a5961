/**
 * Shows that the tests can fail: applies each listed one-line mutation of `src` to a copy of the project and runs the
 * test that must notice it. Usage: npm run mutate [-- <part of a rule's text>]
 */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Mutation, mutations } from "./mutations.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const wanted = process.argv[2] ?? "";
const chosen = mutations.filter((m) => `${m.rule} ${m.file}`.includes(wanted));
// The copy lies beside the project, so that ../shared is found from it too.
const copy = mkdtempSync(join(root, "..", ".mutate-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
process.on("SIGINT", () => process.exit(130));

for (const part of ["src", "test", "specs", "docs", "package.json", "tsconfig.json", "vitest.config.ts"]) {
  cpSync(join(root, part), join(copy, part), { recursive: true });
}
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));

const files = [...new Set(chosen.map((m) => m.test.file))];
const sound = run(files, null);
if (!sound.passed) {
  console.log(sound.output);
  console.log("the tests fail without any mutation");
  process.exit(1);
}

let unnoticed = 0;
for (const [index, mutation] of chosen.entries()) {
  const verdict = tryMutation(mutation);
  if (verdict !== "noticed") unnoticed++;
  const number = String(index + 1).padStart(3);
  console.log(`${number} ${verdict === "noticed" ? "red  " : "GREEN"} ${mutation.rule}`);
  console.log(
    `          ${mutation.file} | ${mutation.test.file}: ${mutation.test.name}${verdict === "noticed" ? "" : ` | ${verdict}`}`,
  );
}
console.log(`${chosen.length - unnoticed} of ${chosen.length} mutations noticed`);
process.exitCode = unnoticed === 0 ? 0 : 1;

function tryMutation(mutation: Mutation): string {
  const path = join(copy, mutation.file);
  const text = readFileSync(path, "utf8");
  const places = text.split(mutation.find).length - 1;
  if (places !== 1) return `its text occurs ${places} times, it must occur once`;
  writeFileSync(
    path,
    text.replace(mutation.find, () => mutation.replace),
  );
  try {
    return run([mutation.test.file], mutation.test.name).passed ? "nobody noticed" : "noticed";
  } finally {
    writeFileSync(path, text);
  }
}

function run(tests: readonly string[], name: string | null): { passed: boolean; output: string } {
  const filter = name === null ? [] : ["-t", name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")];
  const args = ["node_modules/vitest/vitest.mjs", "run", ...tests, ...filter, "--reporter=dot"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: "utf8",
    timeout: 120_000,
  });
  const output = `${stdout}\n${stderr}`;
  // A name that matches no test would make every mutation look unnoticed, and a broken one noticed.
  if (name !== null && /no test files found|Tests\s+\d+ skipped/i.test(output) && !/failed/i.test(output)) {
    return { passed: true, output };
  }
  return { passed: status === 0, output };
}
