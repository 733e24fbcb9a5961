/** Makes the library one file, and the command line another with a code cache beside it: it has to start at once. */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is run to learn which functions a run needs: a spec that holds and one that does not, hence the exit code. */
const SAMPLE = ["check", "specs/examples/Peterson.tla", "specs/examples/Decanting.tla"];
const SAMPLE_EXIT_CODE = 12;

/** Writes `main.js` and what it needs into `folder`, which must be two below package.json, as `dist/cli` is. */
export async function bundle(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ["src/cli/main.ts"],
    outfile: join(folder, "everystate.cjs"),
    bundle: true,
    // CommonJS: Node starts it sooner than an ES module, and V8 keeps code caches of scripts only.
    format: "cjs",
    platform: "node",
    target: "node20",
    // Loaded when needed.
    external: ["@resvg/resvg-js", "graphviz-cli", "koffi", "yargs"],
    // `require` also loads ES modules, and a script from a code cache has no `import()`.
    supported: { "dynamic-import": false },
    // Comments are a quarter of what would have to be read at each start.
    minifyWhitespace: true,
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "warning",
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  const program = join(folder, "main.js");
  const text = readFileSync(join(folder, "everystate.cjs"));
  // So read because it is sooner.
  if (text.some((byte) => byte > 0x7f))
    throw new Error("everystate.cjs, which main.js reads as Latin-1, is not ASCII: write \\u… in regular expressions");
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  writeFileSync(program, readFileSync(join(root, "build/main.cjs"), "utf8").replace("BUNDLE_HASH", hash));
  chmodSync(program, 0o755);
  writeCache(program, join(folder, "everystate.cache"));
}

/** Writes the library; its types are those of the source. */
async function bundleLibrary(outfile: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ["src/index.ts"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
}

function writeCache(program: string, cache: string): void {
  const out = mkdtempSync(join(tmpdir(), "everystate-"));
  const { status, stderr } = spawnSync(process.execPath, [program, ...SAMPLE, "--out", out], {
    cwd: root,
    // Options for this process, such as a loader, would change what V8 accepts the cache for.
    env: { ...process.env, NODE_OPTIONS: "", EVERYSTATE_WRITE_CACHE: cache },
    encoding: "utf8",
  });
  rmSync(out, { recursive: true });
  if (status === SAMPLE_EXIT_CODE) return;
  throw new Error(`the bundled program ended with ${status} instead of ${SAMPLE_EXIT_CODE}: ${stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleLibrary(join(root, "dist/index.js"));
  await bundle(join(root, "dist/cli"));
}
