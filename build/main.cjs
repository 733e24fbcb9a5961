#!/usr/bin/env node
// Becomes dist/cli/main.js: runs the bundle from its code cache, so that V8 need not compile it again. The build leaves
// a cache beside the bundle; a package has none, because V8 takes only one of its own version. Then the first run leaves
// it below the user's cache folder, for this bundle and this Node. Without a cache everything works, only later.
const fs = require("node:fs");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

const filename = join(__dirname, "everystate.cjs");
// It is ASCII (the build sees to it), and so read in a third of the time.
const text = fs.readFileSync(filename, "latin1");
const beside = read(join(__dirname, "everystate.cache"));
const own = beside === undefined ? ownCache() : null;
const script = new Script(require("node:module").wrap(text), {
  filename,
  cachedData: beside ?? (own === null || !isOurs(dirname(own)) ? undefined : read(own)),
});
const accepted = script.cachedDataRejected === false;
script.runInThisContext().call(module.exports, module.exports, require, module, filename, __dirname);

// The build runs a few checks and keeps what V8 compiled for them (build/bundle.ts).
const wanted = process.env.EVERYSTATE_WRITE_CACHE;
if (wanted) process.on("exit", () => fs.writeFileSync(wanted, script.createCachedData()));
else if (own !== null && !accepted) process.on("exit", () => keep(own));

function read(path) {
  try {
    return fs.readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Where the user's cache of this bundle is; null if there is no such place. V8 compares no more than its length. */
function ownCache() {
  const base = process.env.XDG_CACHE_HOME || (process.env.HOME && join(process.env.HOME, ".cache"));
  if (!base) return null;
  // Put here by the build: to hash the bundle at each start would take longer than reading it.
  return join(base, "everystate", `BUNDLE_HASH-${process.version}-${process.arch}.cache`);
}

/** Code is taken only from a folder into which nobody else can write. */
function isOurs(folder) {
  try {
    const { uid, mode } = fs.statSync(folder);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}

/** Whatever goes wrong here is no fault of the run. */
function keep(path) {
  try {
    const folder = dirname(path);
    // Not all the way, with `recursive`: that has no end below /proc.
    for (const part of [dirname(folder), folder]) if (!fs.existsSync(part)) fs.mkdirSync(part, { mode: 0o700 });
    if (!isOurs(folder)) return;
    const written = `${path}.${process.pid}`;
    fs.writeFileSync(written, script.createCachedData(), { mode: 0o600 });
    fs.renameSync(written, path);
  } catch {}
}
