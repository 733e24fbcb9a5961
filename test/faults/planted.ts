/** Faults that are planted in the process itself, by a script that Node runs before the program. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Circumstances } from "../cli/process.ts";

/** Written to stderr when a fault takes place. */
const SIGN = "planted fault";

/** Did the planted fault take place? */
export const tookPlace = (note: string): boolean => note.includes(SIGN);

const HEAD = `const fs = require("node:fs");
const threads = require("node:worker_threads");
const isWorker = process.env.EVERYSTATE_WORKER !== undefined;
const sign = () => fs.writeFileSync(2, "${SIGN}\\n");
`;

/** Circumstances under which `script`, which is kept in a folder, runs first; it may use `fs`, `threads`, `isWorker` and `sign`. */
export function planted(directory: string, script: string): Circumstances {
  const path = join(directory, "planted.cjs");
  writeFileSync(path, HEAD + script);
  return { options: ["--require", path] };
}

/** The `number`-th call of a function of node:fs that concerns \`kept\` fails with this code. */
export function failingCall(name: string, number: number, code: string): string {
  return `if (!isWorker) {
  const open = new Set();
  let calls = 0;
  const { openSync } = fs;
  fs.openSync = (path, ...rest) => {
    const file = openSync(path, ...rest);
    if (String(path).includes("kept")) open.add(file);
    else open.delete(file);
    return file;
  };
  const whole = fs["${name}"];
  fs["${name}"] = (...given) => {
    const concerned = typeof given[0] === "number" ? open.has(given[0]) : String(given[0]).includes("kept");
    if (!concerned || ++calls !== ${number}) return whole(...given);
    sign();
    throw Object.assign(new Error("${SIGN}"), { code: "${code}" });
  };
}
`;
}

/** Only a part of what the \`number\`-th write of a piece to a file is given is written, as on a disk that is full then. */
export function shortWrite(number: number): string {
  return `if (!isWorker) {
  const { writeSync } = fs;
  let calls = 0;
  fs.writeSync = (file, piece, ...rest) => {
    if (!(piece instanceof Uint8Array) || ++calls !== ${number}) return writeSync(file, piece, ...rest);
    sign();
    const [at = 0, length = piece.length - at, ...where] = rest;
    return writeSync(file, piece, at, length >> 1, ...where);
  };
}
`;
}

/** What may happen to a worker after so many milliseconds. */
export const WORKER_FAULTS: Readonly<Record<string, (milliseconds: number) => string>> = {
  throws: (after) => `if (isWorker) setTimeout(() => { sign(); throw new Error("${SIGN}"); }, ${after});`,
  ends: (after) => `if (isWorker) setTimeout(() => { sign(); process.exit(3); }, ${after});`,
  "is killed": (after) => `threads.Worker = class extends threads.Worker {
  constructor(...given) {
    super(...given);
    setTimeout(() => { sign(); this.terminate(); }, ${after});
  }
};`,
  "has a full heap": (after) => `if (isWorker) setTimeout(() => {
  sign();
  for (globalThis.filling = [];;) filling.push({ more: [filling.length] });
}, ${after});
else threads.Worker = class extends threads.Worker {
  constructor(path, given) {
    super(path, { ...given, resourceLimits: { maxOldGenerationSizeMb: 64 } });
  }
};`,
};
