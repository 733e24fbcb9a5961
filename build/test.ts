/**
 * `npm test`: types, lint and format beside the tests, since neither keeps two cores busy all the time. A mistake in the
 * former ends the tests. `npm test -- WORDS` hands words to vitest. What takes long (`*.long.test.ts`: many random inputs,
 * the package, real processes, all specs on both engines) is left to `npm run test:long`.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));

/** Did it fail? */
function failed(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => child.on("close", (code) => resolve(code !== 0)));
}

const words = ["run", "--exclude=**/*.long.test.ts", ...process.argv.slice(2)];
const tests = spawn(process.execPath, [vitest, ...words], { stdio: "inherit" });
const check = spawn("npm run check", { shell: true, stdio: ["ignore", "pipe", "pipe"] });
let said = "";
for (const stream of [check.stdout, check.stderr]) {
  stream.on("data", (data: Buffer) => {
    said += data.toString();
  });
}
const [wrong, failing] = await Promise.all([
  failed(check).then((is) => {
    if (is) tests.kill("SIGINT");
    return is;
  }),
  failed(tests),
]);
// Below the results of the tests, where it is seen.
console.log(said);
if (wrong || failing) process.exitCode = 1;
