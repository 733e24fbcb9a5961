#!/usr/bin/env node
// Becomes dist/cli/main.js: runs the bundle from its code cache, so that V8 need not compile it again. A cache of
// another version of Node is rejected by V8, a missing one is no fault: the bundle is compiled then.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const filename = join(__dirname, "everystate.cjs");

function cache() {
  try {
    return readFileSync(join(__dirname, "everystate.cache"));
  } catch {
    return undefined;
  }
}

const script = new Script(require("node:module").wrap(readFileSync(filename, "utf8")), {
  filename,
  cachedData: cache(),
});
script.runInThisContext().call(module.exports, module.exports, require, module, filename, __dirname);

// The build runs a few checks and keeps what V8 compiled for them (build/bundle.ts).
if (process.env.EVERYSTATE_WRITE_CACHE) {
  process.on("exit", () =>
    require("node:fs").writeFileSync(process.env.EVERYSTATE_WRITE_CACHE, script.createCachedData()),
  );
}
