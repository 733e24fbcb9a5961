/**
 * Shows that the VFIO specs notice slips: runs the configuration of each on modules with that one change, and compares
 * its verdicts with the record. Usage: npm run vfio:slips [-- part of a slip's module, text or configuration].
 */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, loadSpec } from "../../src/index.ts";
import type { Slip } from "./slip.ts";
import { slips } from "./slips.ts";

interface Verdict {
  readonly name: string;
  readonly status: string;
}

interface Run {
  readonly spec: string;
  readonly config: string;
  readonly properties: readonly Verdict[];
}

const OPPOSITE: Readonly<Record<string, string>> = { holds: "violated", violated: "holds" };

/** A slip may make counters run away; no configuration that is named here has as many states. */
const MOST_STATES = 20_000;

const folder = fileURLToPath(new URL("../../specs/vfio", import.meta.url));
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const modules = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".tla") && name !== "Possibility.tla")
    .map((name) => [name, read(name)]),
);
const record: { readonly runs: readonly Run[] } = JSON.parse(read("verdicts.json"));

const wish = process.argv[2] ?? "";
const chosen = slips.filter(({ module, says, config }) => `${module} ${says} ${config}`.includes(wish));
let wrong = 0;
for (const [index, slip] of chosen.entries()) {
  const problem = await problemOf(slip);
  if (problem !== null) wrong++;
  const where = `${slip.module}: ${slip.says}`;
  const how = slip.property === null ? `equivalent: ${slip.reason}` : `${slip.property} of ${slip.config}`;
  console.log(`${String(index + 1).padStart(3)} ${problem === null ? "ok   " : "WRONG"} ${where} | ${problem ?? how}`);
}
console.log(`${chosen.length - wrong} of ${chosen.length} slips as listed`);
process.exitCode = wrong === 0 ? 0 : 1;

/** What is wrong with an entry of the list, or null. */
async function problemOf({ module, find, replace, config, property }: Slip): Promise<string | null> {
  const text = modules[`${module}.tla`]!;
  const places = text.split(find).length - 1;
  if (places !== 1) return `its text occurs ${places} times, it must occur once`;
  const run = record.runs.find((run) => basename(run.config, ".cfg") === config);
  if (run === undefined) return `${config}.cfg is not recorded`;
  const found = await verdictsOf(run, { ...modules, [`${module}.tla`]: text.replace(find, () => replace) });
  if (typeof found === "string") return found;
  const changed = run.properties
    .filter(({ name, status }) => found.get(name) === OPPOSITE[status])
    .map(({ name }) => name);
  if (property === null) return changed.length === 0 ? null : `the verdict on ${changed.join(", ")} changes`;
  return changed.includes(property)
    ? null
    : `the verdict on ${property} stays; changed: ${changed.join(", ") || "none"}`;
}

/** The status of each property, by name; or why the modules cannot be read. */
async function verdictsOf(
  { spec, config }: Run,
  texts: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string> | string> {
  const { model, diagnostics } = loadSpec({ spec, config, files: { ...texts, [config]: read(config) } });
  if (model === null) return diagnostics[0]!.message;
  const { properties } = await check(model, { keepGoing: true, maxStates: MOST_STATES });
  return new Map(properties.map(({ name, status }) => [name, status]));
}
